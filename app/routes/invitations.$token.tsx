import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { findContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { joinByInvitation, loadInvitation } from "#app/services/people/people.server.ts";
import { newPasswordSchema, personNameSchema } from "#schemas/people.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("invited.title", { organization: page?.orgName ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [ctx, signedIn] = [publicContext(request), await findContext(request)];
  return { ...(await loadInvitation(ctx, params["token"] ?? "").catch(throwAsResponse)), signedInAs: signedIn?.user.name ?? null };
}

type Refused = { errors: { name?: string | undefined; password?: string | undefined }; signInFirst: boolean };

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const signedIn = await findContext(request);
  const posted = await readPosted(request).catch(throwAsResponse);
  const token = params["token"] ?? "";
  if (signedIn) {
    await joinByInvitation(ctx, token, { user: signedIn.user }).catch(throwAsResponse);
    return redirect("/");
  }
  let fields: { name: string; password: string };
  try {
    ({ fields } = readFields(posted, { name: z.string().max(400), password: z.string().max(400) }, false));
  } catch (error) {
    throwAsResponse(error);
  }
  const [name, password] = [personNameSchema.safeParse(fields.name), newPasswordSchema.safeParse(fields.password)];
  if (!name.success || !password.success) return data<Refused>({ errors: { name: name.error?.issues[0]?.message, password: password.error?.issues[0]?.message }, signInFirst: false }, { status: 422 });
  const joined = await joinByInvitation(ctx, token, { name: name.data, password: password.data }).catch(throwAsResponse);
  if (joined.outcome === "sign-in-first") return data<Refused>({ errors: {}, signInFirst: true }, { status: 422 });
  return redirect("/sign-in");
}

export default function Invitation() {
  const { email, role, orgName, signedInAs } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("invited.title", { organization: orgName })}>
        <p>{t("invited.text", { role: t(`role.${role}`), email })}</p>
      </PageHead>
      {result?.signInFirst && (
        <p role="alert">
          {t("invited.haveAccount")} <Link to="/sign-in">{t("nav.signIn")}</Link>
        </p>
      )}
      <Form method="post">
        <FormKey />
        {!signedInAs && (
          <>
            <TextField name="name" label={t("invited.name")} autoComplete="name" error={result?.errors.name} />
            <TextField name="password" label={t("invited.password")} type="password" autoComplete="new-password" error={result?.errors.password} />
          </>
        )}
        <button type="submit" className="usa-button">
          {signedInAs ? t("invited.as", { name: signedInAs }) : t("invited.join")}
        </button>
      </Form>
    </>
  );
}

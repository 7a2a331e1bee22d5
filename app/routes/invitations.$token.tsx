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
import { CheckedField, CheckedForm } from "#app/ui/forms/checked-form.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("invited.title", { organization: page?.orgName ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [ctx, signedIn] = [publicContext(request), await findContext(request)];
  return { ...(await loadInvitation(ctx, params["token"] ?? "").catch(throwAsResponse)), signedInAs: signedIn?.user.name ?? null };
}

const newPersonSchema = z.object({ name: personNameSchema, password: newPasswordSchema });
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
  const person = newPersonSchema.safeParse(fields);
  if (!person.success) {
    const { fieldErrors } = z.flattenError(person.error);
    return data<Refused>({ errors: { name: fieldErrors.name?.[0], password: fieldErrors.password?.[0] }, signInFirst: false }, { status: 422 });
  }
  const joined = await joinByInvitation(ctx, token, person.data).catch(throwAsResponse);
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
      {signedInAs ? (
        <Form method="post">
          <FormKey />
          <button type="submit" className="usa-button">
            {t("invited.as", { name: signedInAs })}
          </button>
        </Form>
      ) : (
        <CheckedForm schema={newPersonSchema}>
          <CheckedField name="name" label={t("invited.name")} autoComplete="name" error={result?.errors.name} />
          <CheckedField name="password" label={t("invited.password")} type="password" autoComplete="new-password" error={result?.errors.password} />
          <button type="submit" className="usa-button">
            {t("invited.join")}
          </button>
        </CheckedForm>
      )}
    </>
  );
}

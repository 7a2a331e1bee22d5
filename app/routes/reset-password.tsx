import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { choosePassword } from "#app/services/people/sign-in.server.ts";
import { newPasswordSchema } from "#schemas/people.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("reset.password")} · ${t("site.name")}` }];

export const loader = ({ request }: LoaderFunctionArgs) => ({ token: new URL(request.url).searchParams.get("token") ?? "" });

export async function action({ request }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const { fields } = await readPosted(request).then((posted) => readFields(posted, { token: z.string().max(200), password: z.string().max(200) }, false)).catch(throwAsResponse);
  const password = newPasswordSchema.safeParse(fields.password);
  if (!password.success) return data({ error: password.error.issues[0]?.message ?? "" }, { status: 422 });
  const headers = await choosePassword(ctx, request, { token: fields.token, password: password.data }).catch(throwAsResponse);
  if (!headers) return data({ error: t("reset.refused") }, { status: 422 });
  return redirect("/sign-in", { headers });
}

export default function ResetPassword() {
  const { token } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("forgot.title")}>
        <p>{t("reset.text")}</p>
      </PageHead>
      <Form method="post">
        <FormKey />
        <input type="hidden" name="token" value={token} />
        <TextField name="password" label={t("reset.password")} type="password" autoComplete="new-password" error={result?.error} />
        <button type="submit" className="usa-button">
          {t("reset.go")}
        </button>
      </Form>
      <p>
        <Link to="/forgot-password">{t("signIn.forgot")}</Link>
      </p>
    </>
  );
}

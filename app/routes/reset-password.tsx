import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { choosePassword } from "#app/services/people/sign-in.server.ts";
import { newPasswordSchema } from "#schemas/people.ts";
import { CheckedField, CheckedForm } from "#app/ui/forms/checked-form.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

const resetSchema = z.object({ password: newPasswordSchema });

export const meta: MetaFunction = () => [{ title: `${t("reset.password")} · ${t("site.name")}` }];

export const loader = ({ request }: LoaderFunctionArgs) => ({ token: new URL(request.url).searchParams.get("token") ?? "" });

export async function action({ request }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const { fields } = await readPosted(request).then((posted) => readFields(posted, { token: z.string().max(200), password: z.string().max(200) }, false)).catch(throwAsResponse);
  const chosen = resetSchema.safeParse(fields);
  if (!chosen.success) return data({ error: chosen.error.issues[0]?.message ?? "" }, { status: 422 });
  const headers = await choosePassword(ctx, request, { token: fields.token, password: chosen.data.password }).catch(throwAsResponse);
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
      <CheckedForm schema={resetSchema}>
        <input type="hidden" name="token" value={token} />
        <CheckedField name="password" label={t("reset.password")} type="password" autoComplete="new-password" error={result?.error} />
        <button type="submit" className="usa-button">
          {t("reset.go")}
        </button>
      </CheckedForm>
      <p>
        <Link to="/forgot-password">{t("signIn.forgot")}</Link>
      </p>
    </>
  );
}

import { useActionData } from "@remix-run/react";
import type { ActionFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { askForReset } from "#app/services/people/sign-in.server.ts";
import { emailSchema } from "#schemas/people.ts";
import { CheckedField, CheckedForm } from "#app/ui/forms/checked-form.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

const forgotSchema = z.object({ email: emailSchema });

export const meta: MetaFunction = () => [{ title: `${t("forgot.title")} · ${t("site.name")}` }];

export async function action({ request }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const { fields } = await readPosted(request).then((posted) => readFields(posted, forgotSchema.shape, false)).catch(throwAsResponse);
  await askForReset(ctx, request, fields.email).catch(throwAsResponse);
  return { sent: true };
}

export default function ForgotPassword() {
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("forgot.title")}>
        <p role={result ? "status" : undefined}>{result ? t("forgot.sent") : t("forgot.text")}</p>
      </PageHead>
      {!result && (
        <CheckedForm schema={forgotSchema}>
          <CheckedField name="email" label={t("signIn.email")} type="email" autoComplete="username" />
          <button type="submit" className="usa-button">
            {t("forgot.go")}
          </button>
        </CheckedForm>
      )}
    </>
  );
}

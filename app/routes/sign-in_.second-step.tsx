import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { pathAfterSignIn } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { takeSecondStep } from "#app/services/people/sign-in.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("signIn.codeTitle")} · ${t("site.name")}` }];

export const loader = ({ request }: LoaderFunctionArgs) => ({ to: pathAfterSignIn(new URL(request.url).searchParams.get("to")) });

export async function action({ request }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const { fields } = await readPosted(request).then((posted) => readFields(posted, { to: z.string(), code: z.string().trim().min(1).max(40) }, false)).catch(throwAsResponse);
  const result = await takeSecondStep(ctx, request, fields.code).catch(throwAsResponse);
  if (result.outcome === "refused") return data({ refused: true }, { status: 422 });
  return redirect(pathAfterSignIn(fields.to), { headers: result.headers });
}

export default function SecondStep() {
  const { to } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("signIn.codeTitle")}>
        <p>{t("signIn.codeText")}</p>
      </PageHead>
      <Form method="post">
        <FormKey />
        <input type="hidden" name="to" value={to} />
        <TextField name="code" label={t("signIn.code")} autoComplete="one-time-code" error={result?.refused ? t("signIn.codeRefused") : undefined} />
        <button type="submit" className="usa-button">
          {t("signIn.go")}
        </button>
      </Form>
    </>
  );
}

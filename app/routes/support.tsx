import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readSensitive } from "#app/http/read-sensitive.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { askForSupport, loadSupport } from "#app/services/people/support.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { TextField } from "#app/ui/kit/text-field.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("support.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return { ...(await loadSupport(await requireContext(request)).catch(throwAsResponse)), asked: new URL(request.url).searchParams.has("asked") };
}

export async function action({ request }: ActionFunctionArgs) {
  const { ctx, posted, refuse } = await readSensitive(request);
  try {
    await loadSupport(ctx);
    const { fields } = readFields(posted, { cds: z.string().max(40), reason: z.string().trim().max(500), hours: z.enum(["1", "2", "3", "4"]).transform(Number) }, false);
    const cds = fields.cds.replace(/[\s-]/g, "");
    if (!/^\d{14}$/.test(cds) || fields.reason === "") return data({ cds: /^\d{14}$/.test(cds) ? undefined : t("support.cdsWrong"), reason: fields.reason === "" ? t("support.reasonMissing") : undefined }, { status: 422 });
    await askForSupport(ctx, { ...fields, cds });
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return data({ cds: error.message, reason: undefined }, { status: 409 });
    refuse(error);
  }
  return redirect("/support?asked");
}

export default function Support() {
  const { inside, asked } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("support.title")}>
        <p>{t("support.lead")}</p>
      </PageHead>
      {asked && <p role="status">{t("support.asked")}</p>}
      {inside.map(({ leaId }) => (
        <p key={leaId}>
          <Link to="/">{t("support.inside", { lea: leaId })}</Link>
        </p>
      ))}
      <Form method="post">
        <FormKey />
        <TextField name="cds" label={t("support.cds")} inputMode="numeric" error={errors?.cds} />
        <TextField name="reason" label={t("support.reason")} maxLength={500} error={errors?.reason} />
        <label className="usa-label" htmlFor="hours">
          {t("support.hours")}
        </label>
        <select className="usa-select" id="hours" name="hours">
          {[1, 2, 3, 4].map((hours) => (
            <option key={hours} value={hours}>
              {hours}
            </option>
          ))}
        </select>
        <button type="submit" className="usa-button">
          {t("support.ask")}
        </button>
      </Form>
    </>
  );
}

import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { enterFiled, loadFiled } from "#app/services/filed-with/filed-with.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfFiled as say } from "#app/ui/texts/filed-with.ts";
import { t } from "#app/ui/texts/t.ts";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${say("title", { form: page?.form.short ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadFiled(ctx, params["planId"] ?? "", params["program"] ?? "").catch(throwAsResponse);
}

const shape = { place: z.string().max(300), filedOn: z.string().max(10), proof: z.string().max(300), seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number) };

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [key, program] = [params["planId"] ?? "", params["program"] ?? ""];
  const { fields } = await readPosted(request).then((posted) => readFields(posted, shape, false)).catch(throwAsResponse);
  const result = await enterFiled(ctx, key, program, fields).catch(throwAsResponse);
  if (result.outcome === "saved") return redirect(`${planPath(key)}/programs/${encodeURIComponent(program)}/filed?saved=yes`);
  if (result.outcome === "conflict") return data({ problem: say("conflict"), typed: fields }, { status: 409 });
  return data({ problem: say(result.lacks === "place" ? "lacksPlace" : "lacksDay"), typed: fields }, { status: 422 });
}

export default function Filed() {
  const { plan, form, where, record, mayEnter, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const [search] = useSearchParams();
  const typed = refused?.typed ?? { place: record?.place ?? where.place, filedOn: record?.filedOn ?? "", proof: record?.proof ?? "" };
  return (
    <>
      <PageHead title={say("title", { form: form.short })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: `${planPath(plan.id)}/programs/${form.program}`, label: form.title }]}>
        <p>{where.words}</p>
        <p className="small">{say("from", where)}</p>
        <p>{say("lead")}</p>
      </PageHead>
      {search.get("saved") === "yes" && !refused && (
        <p className="notice" role="status">
          {say("saved")}
        </p>
      )}
      <p>{record ? say("onRecord", { place: record.place, day: longDay(record.filedOn), proof: record.proof === "" ? say("noProof") : record.proof, by: record.by }) : say("notOnRecord")}</p>
      {refused && (
        <p className="field-error" role="alert">
          {refused.problem}
        </p>
      )}
      {mayEnter && (
        <Form method="post" className="measure">
          <FormKey />
          <input type="hidden" name="seenVersion" value={record?.version ?? 0} />
          <label className="usa-label" htmlFor="place">
            {say("place")}
          </label>
          <input className="usa-input" id="place" name="place" defaultValue={typed.place} maxLength={300} required />
          <label className="usa-label" htmlFor="filedOn">
            {say("day")}
          </label>
          <input className="usa-input" id="filedOn" name="filedOn" type="date" defaultValue={typed.filedOn} max={today} required />
          <label className="usa-label" htmlFor="proof">
            {say("proof")}
          </label>
          <p className="usa-hint" id="proof-help">
            {say("proofHelp")}
          </p>
          <input className="usa-input" id="proof" name="proof" defaultValue={typed.proof} maxLength={300} aria-describedby="proof-help" />
          <p>
            <button type="submit" className="usa-button">
              {say(record ? "change" : "enter")}
            </button>
          </p>
        </Form>
      )}
    </>
  );
}

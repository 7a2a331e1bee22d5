import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOwnChecklist, loadOwnLines } from "#app/services/review/own-checklist.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/county-review.css?url";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: `${office("ownChecklist")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadOwnChecklist(ctx, new URL(request.url).searchParams.get("program")).catch(throwAsResponse);
}

/** Loads the office's own lines. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  try {
    const { fields } = readFields(await readPosted(request, { needsKey: true }), { program: z.string().max(40), lines: z.string().max(500_000), seen: z.string().max(64) }, false);
    const result = await loadOwnLines(ctx, fields.program, fields.lines, fields.seen);
    if (result.outcome !== "kept") return data({ problems: [], ...result, typed: fields.lines }, { status: saveStatus[result.outcome] });
    return redirect(`/reviews/own-checklist?program=${encodeURIComponent(fields.program)}`);
  } catch (error) {
    throwAsResponse(error);
  }
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export default function OwnChecklist() {
  const { program, short, lines, seen } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const now = lines.map(({ section, words, citation }) => [section, words, citation].map(quoted).join(",")).join("\n");
  return (
    <>
      <PageHead title={office("ownChecklist")} eyebrow={short} crumbs={[{ to: "/reviews", label: t("review.back") }]}>
        <p>{office("ownLead")}</p>
        <p>{office("ownCount", { count: lines.length })}</p>
        <pre className="own-example">{office("ownExample")}</pre>
      </PageHead>
      {refused?.outcome === "conflict" && (
        <div className="notice" role="alert" id="problems">
          <p>{office("ownConflict")}</p>
          <pre className="own-example">{now}</pre>
        </div>
      )}
      {refused?.outcome === "refused" && (
        <ul className="notice" role="alert" id="problems">
          {refused.problems.map(({ row, problem }) => (
            <li key={`${row} ${problem}`}>{office("ownProblem", { row, problem })}</li>
          ))}
        </ul>
      )}
      <Form method="post" className="stack own-lines">
        <FormKey />
        <input type="hidden" name="program" value={program} />
        <input type="hidden" name="seen" value={seen} />
        <label className="usa-label" htmlFor="lines">
          {office("ownField")}
        </label>
        <textarea className="usa-textarea" id="lines" name="lines" rows={14} defaultValue={refused?.typed ?? now} aria-describedby={refused ? "problems" : undefined} />
        <button type="submit" className="usa-button">
          {office("ownKeep")}
        </button>
      </Form>
    </>
  );
}

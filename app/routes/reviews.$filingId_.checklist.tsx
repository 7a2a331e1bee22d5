import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readChecklistForm } from "#app/http/read-checklist-form.server.ts";
import { readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { assignReview, decideLines, readSecond } from "#app/services/review/decide-checklist.server.ts";
import { loadChecklist } from "#app/services/review/load-checklist.server.ts";
import { Preview } from "#app/ui/document/preview.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChecklistGroupForm } from "#app/ui/review/checklist-group.tsx";
import { ReadingState } from "#app/ui/review/as-read.tsx";
import { PagesPane } from "#app/ui/review/pages-pane.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/county-review.css?url";
import outsideStyles from "../styles/outside.css?url";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const links: LinksFunction = () => [styles, outsideStyles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? office("checklistOf", { organization: page.organization, program: page.program, year: page.year }) : office("checklist")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const page = /^[1-9]\d{0,3}$/.exec(new URL(request.url).searchParams.get("page") ?? "")?.[0];
  return loadChecklist(ctx, params["filingId"] ?? "", Number(page ?? 1)).catch(throwAsResponse);
}

/** Keeps a group of lines, who reviews, or the second reading. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  const here = `/reviews/${encodeURIComponent(filingId)}/checklist`;
  try {
    const form = readChecklistForm(await readPosted(request, { needsKey: true }));
    if (form.act === "assign") await assignReview(ctx, filingId, form);
    else if (form.act === "second") await readSecond(ctx, filingId, form);
    else {
      const result = await decideLines(ctx, filingId, form.lines, form.figures);
      if (result.outcome !== "kept") return data({ ...result, group: form.group, typed: form.lines, typedFigures: form.figures }, { status: result.outcome === "conflict" ? saveStatus.conflict : saveStatus.refused });
      return redirect(`${here}#group-${form.group}`);
    }
    return redirect(`${here}#who`);
  } catch (error) {
    throwAsResponse(error);
  }
}

const talkOn = { to: (what: string): string => talkWords("talk", { what }), row: talkWords("talkRow") };

export default function Checklist() {
  const { filingId, organization, program, year, number, receipt, decided, lines, groups, verdicts, figures, assignment, people, document, pages, reading, talk } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  return (
    <>
      <PageHead title={office("checklist")} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        {reading && <ReadingState state={reading} />}
        <p>{pages ? `${outsideWords("notReadWhether")} ${reading?.read ? office("wordsHint") : outsideWords("wordsHint")}` : `${office("lead")} ${office("wordsHint")}`}</p>
        <p>
          <strong>{office("decided", { decided, lines, number })}</strong> {pages && <Link to={`${desk}/pages`}>{outsideWords("pages")}</Link>} {reading?.readable && <Link to={`${desk}/as-read`}>{outsideWords("asRead")}</Link>} {(!reading || reading.read) && <Link to={`${desk}/changes`}>{office("changes")}</Link>} {pages ? <span className="cite">{receipt}</span> : <Link to={`/submissions/${filingId}/${number}`}>{receipt}</Link>} {!pages && <Link to={`${desk}/comments`}>{talkWords("link")}</Link>}
        </p>
      </PageHead>
      <div className="desk check-desk">
        <div>
          {groups.map((group) => (
            <ChecklistGroupForm key={group.id} group={group} talk={talk.findings} read={pages === null} here={`${desk}/checklist`} verdicts={verdicts} figures={figures} number={number} refused={refused?.group === group.id ? refused : null} />
          ))}
          <section className="send-part" aria-labelledby="who">
            <h2 id="who">{office("who")}</h2>
            <Form method="post" className="stack" preventScrollReset>
              <FormKey />
              <input type="hidden" name="act" value="assign" />
              <input type="hidden" name="seenVersion" value={assignment.version} />
              {(["reviewer", "secondReader"] as const).map((name) => (
                <div key={name}>
                  <label className="usa-label" htmlFor={name}>
                    {office(name)}
                  </label>
                  <select className="usa-select" id={name} name={name} defaultValue={assignment[name]}>
                    <option value="">{office("nobody")}</option>
                    {people.map((person) => (
                      <option key={person.id} value={person.id}>
                        {person.name}
                      </option>
                    ))}
                  </select>
                </div>
              ))}
              <button type="submit" className="usa-button usa-button--outline">
                {office("assign")}
              </button>
            </Form>
            {assignment.secondReader !== "" && (
              <>
                <h3>{office("second")}</h3>
                {assignment.second ? (
                  <>
                    <p>{office("secondRead", { day: longDay(assignment.second.day), number: assignment.second.number })}</p>
                    {assignment.second.words !== "" && <blockquote>{assignment.second.words}</blockquote>}
                  </>
                ) : (
                  <p className="quiet">{office("secondOpen")}</p>
                )}
                {assignment.mayReadSecond && (
                  <Form method="post" className="stack" preventScrollReset>
                    <FormKey />
                    <input type="hidden" name="act" value="second" />
                    <input type="hidden" name="seenVersion" value={assignment.version} />
                    <label className="usa-label" htmlFor="second-words">
                      {office("secondWords")}
                    </label>
                    <textarea className="usa-textarea" id="second-words" name="words" rows={3} maxLength={5000} defaultValue={assignment.second?.words ?? ""} />
                    <button type="submit" className="usa-button usa-button--outline">
                      {office("secondKeep")}
                    </button>
                  </Form>
                )}
              </>
            )}
          </section>
        </div>
        <section aria-labelledby="document">
          <h2 id="document">{pages ? outsideWords("pages") : office("document")}</h2>
          {pages && <PagesPane filingId={filingId} pages={pages} here={`${desk}/checklist`} />}
          {Object.keys(talk.blocks).length > 0 && <p className="quiet small">{talkWords("how")}</p>}
          {document && (
            <div className="desk-document" tabIndex={0} role="group" aria-labelledby="document">
              <Preview document={document} links={talk.blocks} say={talkOn} />
            </div>
          )}
        </section>
      </div>
    </>
  );
}

import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readMove } from "#app/http/read-move.server.ts";
import { readSensitive } from "#app/http/read-sensitive.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadReview } from "#app/services/review/load-reviews.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { Preview } from "#app/ui/document/preview.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { DecisionSummary } from "#app/ui/review/decision-summary.tsx";
import { MadeMoves, Moves } from "#app/ui/review/moves.tsx";
import { Standing } from "#app/ui/review/standing.tsx";
import { OutsideFacts, PageComments } from "#app/ui/review/outside-desk.tsx";
import { ReadFindings, ReadingState } from "#app/ui/review/as-read.tsx";
import { PagesPane } from "#app/ui/review/pages-pane.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("review.title", { organization: page.organization, program: page.program, year: page.year }) : ""} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadReview(ctx, params["filingId"] ?? "").catch(throwAsResponse);
}

/** One step of the reviewing body. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { ctx, posted, refuse } = await readSensitive(request, { needsKey: true });
  const filingId = params["filingId"] ?? "";
  try {
    const form = readMove(posted);
    const result = await makeReviewMove(ctx, filingId, form);
    if (result.outcome !== "made") return data({ ...result, move: form.move, typed: { day: form.day, words: form.words } }, { status: 422 });
  } catch (error) {
    refuse(error);
  }
  return redirect(`/reviews/${encodeURIComponent(filingId)}`);
}

const talkOn = { to: (what: string): string => talkWords("talk", { what }), row: talkWords("talkRow") };

export default function Review() {
  const { filingId, organization, program, year, version, today, ball, open, clocks, moves, made, criteria, findings, number, receipt, document, talk, outside, readsComments, letter, refusal, summary } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("review.title", { organization, program, year })} crumbs={[{ to: "/reviews", label: t("review.back") }]}>
        <p className="inline">
          {outside ? <span>{receipt}</span> : <Link to={`/submissions/${filingId}/${number}`}>{receipt}</Link>}
          {summary && <Link to={`/reviews/${filingId}/checklist`}>{office("checklist")}</Link>}
          {outside && <Link to={`/reviews/${filingId}/pages`}>{outsideWords("pages")}</Link>}
          {outside?.reading.readable && <Link to={`/reviews/${filingId}/as-read`}>{outsideWords("asRead")}</Link>}
          {(!outside || outside.reading.read) && <Link to={`/reviews/${filingId}/changes`}>{office("changes")}</Link>}
          {readsComments && <Link to={`/reviews/${filingId}/comments`}>{talkWords("link")}</Link>}
          {outside?.steps && <Link to={`/reviews/${filingId}/from-district`}>{outsideWords("steps")}</Link>}
        </p>
      </PageHead>
      <Standing ball={open ? ball : { holder: ball.holder, title: t("reviews.revised") }} clocks={clocks} today={today} />
      <div className="desk">
        <div>
          {summary && <DecisionSummary summary={summary} findings={outside ? (outside.reading.read ? outside.findings : null) : findings} number={number} />}
          <section aria-labelledby="next">
            <h2 id="next">{t("send.next")}</h2>
            {moves.length === 0 ? <p className="quiet">{t("send.nothing")}</p> : <Moves moves={moves} first={null} version={version} today={today} lacks={refused?.outcome === "incomplete" ? refused : null} typed={refused?.typed ?? { words: letter, "words:refusal": refusal }} />}
          </section>
          {criteria.length > 0 && (
            <section className="send-part" aria-labelledby="criteria">
              <h2 id="criteria">{t("review.criteria")}</h2>
              <p className="quiet">
                {t("review.criteriaNote")} {outside && outsideWords("notReadWhether")}
              </p>
              <ul>
                {criteria.map((one) => (
                  <li key={one.id}>
                    {one.text} <span className="cite">{one.citation}</span> {summary && <strong>{office(`verdict.${summary.criteria[one.id] ?? "open"}`)}</strong>}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="send-part" aria-labelledby="found">
            <h2 id="found">{t("review.found")}</h2>
            {outside ? (
              <>
                <ReadingState state={outside.reading} />
                {outside.reading.read && <ReadFindings filingId={filingId} findings={outside.findings} />}
              </>
            ) : findings.length === 0 ? (
              <p className="quiet">{t("review.foundNone")}</p>
            ) : (
              <ul className="findings">
                {findings.map((finding, at) => (
                  <li key={at} className={finding.severity}>
                    {finding.message}
                    <div className="cite">{finding.citation}</div>
                  </li>
                ))}
              </ul>
            )}
          </section>
          {outside && (
            <>
              <OutsideFacts filingId={filingId} view={outside} />
              <section className="send-part" aria-labelledby="comments">
                <h2 id="comments">{outsideWords("comments")}</h2>
                <PageComments filingId={filingId} comments={outside.comments} newest={number} />
              </section>
            </>
          )}
          {made.length > 0 && (
            <section className="send-part" aria-labelledby="history">
              <h2 id="history">{t("send.history")}</h2>
              <MadeMoves made={made} filingId={filingId} />
            </section>
          )}
        </div>
        <section aria-labelledby="document">
          <h2 id="document">{outside ? outsideWords("pages") : t("review.document")}</h2>
          {outside && <PagesPane filingId={filingId} pages={outside.pages} here={`/reviews/${filingId}/pages`} />}
          {Object.keys(talk).length > 0 && <p className="quiet small">{talkWords("how")}</p>}
          {document && (
            <div className="desk-document" tabIndex={0} role="group" aria-labelledby="document">
              <Preview document={document} links={talk} say={talkOn} />
            </div>
          )}
        </section>
      </div>
    </>
  );
}

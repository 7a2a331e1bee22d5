import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readMove } from "#app/http/read-move.server.ts";
import { readSensitive } from "#app/http/read-sensitive.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { partKey, readPart } from "#app/domain/plan/part.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { loadSendPage } from "#app/services/review/load-send-page.server.ts";
import { makeMove } from "#app/services/review/make-move.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { MadeMoves, Moves } from "#app/ui/review/moves.tsx";
import { sideWords } from "#app/ui/review/side-words.ts";
import { Standing } from "#app/ui/review/standing.tsx";
import { t } from "#app/ui/texts/t.ts";
import { Findings } from "#app/ui/review/findings.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("send.title", { program: page?.form.short ?? "" })} · ${t("site.name")}` }];

/** Whose form it is: the LEA's, or a school's by the address of its part. */
function placeOf(request: Request, key = ""): { planId: string; school: string | null } {
  const { planId, schoolId } = readPart(key);
  return { planId, school: schoolId ?? new URL(request.url).searchParams.get("school") };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { planId, school } = placeOf(request, params["planId"]);
  return loadSendPage(ctx, planId, params["program"] ?? "", school).catch(throwAsResponse);
}

/** One step. A copy that was frozen leads to its receipt. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { ctx, posted, refuse } = await readSensitive(request, { needsKey: true });
  const program = params["program"] ?? "";
  const { planId, school } = placeOf(request, params["planId"]);
  try {
    const form = readMove(posted);
    const result = await makeMove(ctx, { planId, program, ...(school === null ? {} : { orgId: school }) }, form);
    if (result.outcome !== "made") return data({ ...result, move: form.move, typed: { day: form.day, words: form.words } }, { status: 422 });
  } catch (error) {
    refuse(error);
  }
  return redirect(`${planPath(school === null ? planId : partKey(planId, school))}/programs/${encodeURIComponent(program)}/send`);
}

export default function Send() {
  const { plan, form, school, ball, version, today, adoptedOn, clocks, moves, made, receipts, rows, errors, warnings } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const lastSent = receipts[0];
  const ready = moves.filter((move) => (!move.needs_adoption || adoptedOn !== null) && (!move.needs_no_errors || errors.length === 0));
  const first = ball.holder === "reviewer" || ball.holder === "nobody" ? null : ((ready.find((move) => move.needs_adoption) ?? ready[0])?.id ?? null);
  const document = `${planPath(plan.id)}/programs/${form.program}/document`;
  return (
    <>
      <PageHead
        title={t("send.title", { program: form.short })}
        crumbs={[{ to: planPath(plan.id), label: t("plan.year", { year: plan.year }) }, { to: `${planPath(plan.id)}/programs/${form.program}`, label: form.title }]}
        eyebrow={
          <>
            <ProgramMark short={form.short} place={form.place} /> {school ? t("send.school", { school: school.name }) : form.title}
          </>
        }
      >
        <p>{t("send.lead")}</p>
      </PageHead>
      {refused?.outcome === "blocked" && (
        <div className="notice" role="alert">
          {refused.lacksAdoption ? t("send.blockedAdoption") : t("send.blocked")}
        </div>
      )}
      <section aria-labelledby="stands">
        <h2 id="stands">{t("send.stands")}</h2>
        <Standing ball={ball} clocks={clocks} today={today} />
        {lastSent && (
          <p>
            <Link to={`/submissions/${lastSent.filingId}/${lastSent.number}`}>{t(`receipt.${lastSent.kind as "sent"}`, { receipt: lastSent.receipt })}</Link>
          </p>
        )}
      </section>

      <section className="send-part" aria-labelledby="next">
        <h2 id="next">{t("send.next")}</h2>
        {moves.some((move) => move.needs_adoption) && <p>{adoptedOn === null ? t("send.notAdopted") : t("send.adopted", { day: longDay(adoptedOn) })}</p>}
        {moves.length === 0 ? <p className="quiet">{t("send.nothing")}</p> : <Moves moves={moves} first={first} version={version} today={today} lacks={refused?.outcome === "incomplete" ? refused : null} typed={refused?.typed ?? {}} />}
      </section>

      <section className="send-part" aria-labelledby="what">
        <h2 id="what">{t("send.what")}</h2>
        <p>{t("send.rows")}</p>
        <ul className="row-counts">
          {rows.map(({ collection, count }) => (
            <li key={collection}>
              <strong>{count}</strong> {t(`send.${collection}`)}
            </li>
          ))}
        </ul>
        <p>
          <Link to={document}>{t("send.document")}</Link>
        </p>
        <h3 className={errors.length > 0 ? "field-error" : ""}>{errors.length > 0 ? t("send.errors", { count: errors.length }) : t("send.noErrors")}</h3>
        <Findings findings={errors} />
        {warnings.length > 0 && (
          <details className="help">
            <summary>{t("send.warnings", { count: warnings.length })}</summary>
            <Findings findings={warnings} />
          </details>
        )}
      </section>

      <section className="send-part" aria-labelledby="receipts">
        <h2 id="receipts">{t("send.receipts")}</h2>
        {receipts.length === 0 ? (
          <p className="quiet">{t("send.noReceipts")}</p>
        ) : (
          <ul>
            {receipts.map((one) => (
              <li key={one.number}>
                <Link to={`/submissions/${one.filingId}/${one.number}`}>{one.receipt}</Link> {t(`send.kind.${one.kind as "sent"}`)}, {longDay(one.receivedOn)}
                {one.kind === "sent" && `, ${sideWords(one)}`}
              </li>
            ))}
          </ul>
        )}
      </section>
      {made.length > 0 && (
        <section className="send-part" aria-labelledby="history">
          <h2 id="history">{t("send.history")}</h2>
          <MadeMoves made={made} filingId={lastSent?.filingId ?? ""} />
        </section>
      )}
    </>
  );
}

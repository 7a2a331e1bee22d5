import { listOutside, listOutsideMoves } from "#db/repos/outside-filings.server.ts";
import { listFilingsOfProgram, listLeasBelow } from "#db/repos/state-desk.server.ts";
import { listFilingsBelow, listMovesBelow } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { officeEntries, yearFiledNext } from "#app/domain/calendar/office-calendar.ts";
import type { OfficeEntry, OwedPlans, RunningPlan } from "#app/domain/calendar/office-calendar.ts";
import { clocksIn } from "#app/domain/review/clocks.ts";
import { outsideSubject } from "#app/domain/review/outside.ts";
import { readsSent, reviews, stateOf, worksForCounty, worksForState } from "#app/domain/review/workflow.ts";
import { whoOwes } from "#app/domain/state/who-owes.ts";
import { subjectOf, workflowOf } from "#app/services/review/subjects.server.ts";

export type OpenOffice = { running: RunningPlan[]; entries: OfficeEntry[] };

/** What runs for plans that were sent to the acting office, or that it entered for districts outside the portal, and what is owed to it, as far as the acting person may read it. Of LEAs only what they shared or sent is read, never a draft. */
export async function openOfficeCalendar(ctx: Context, tx: Tx): Promise<OpenOffice> {
  const { calendar, catalogs } = ctx.crosswalks;
  const today = ctx.today();
  const kinds = worksForState(ctx.user) ? ["district", "coe"] : worksForCounty(ctx.user) ? ["district"] : [];
  const programs = [...new Set(calendar.sets.filter(({ rules }) => rules.some(({ files }) => files)).map(({ program }) => program))];
  const made = new Map<string, { move: string; on: string }[]>();
  for (const { filingId, move, madeOn } of [...(await listMovesBelow(tx)), ...(await listOutsideMoves(tx, ctx.user))]) made.set(filingId, [...(made.get(filingId) ?? []), { move, on: madeOn }]);
  const sent = (await listFilingsBelow(tx)).map((filing) => ({ filing, subject: subjectOf(filing, ctx.user) })).filter(({ subject }) => readsSent(ctx.user, subject));
  const entered = (await listOutside(tx, ctx.user)).map((filing) => ({ filing: { ...filing, orgName: filing.name, leaKind: "district" as const }, subject: outsideSubject(filing) })).filter(({ subject }) => reviews(ctx.user, subject));
  const running = [...sent, ...entered].flatMap(({ filing, subject }): RunningPlan[] => {
    const workflow = workflowOf(ctx, filing.workflow);
    const { above, holder } = stateOf(workflow, filing.state);
    // While an author works on a revision nothing of it is told.
    if (above === "nothing") return [];
    return [{ reviewedHere: reviews(ctx.user, subject), holder, id: filing.id, organization: filing.orgName, county: filing.county, program: filing.program, year: filing.year, clocks: clocksIn(workflow, { state: filing.state, leaKind: filing.leaKind, year: filing.year, adoptedOn: null, made: made.get(filing.id) ?? [] }) }];
  });
  const below = kinds.length === 0 ? [] : (await listLeasBelow(tx)).filter(({ kind }) => kinds.includes(kind));
  const owed: OwedPlans[] = [];
  for (const program of programs) {
    for (const kind of ["district", "coe"] as const) {
      const year = yearFiledNext(today, (one) => whoOwes(calendar, catalogs, { program, year: one }).of(kind, {}).rule?.latest ?? null);
      const rule = year === null ? null : whoOwes(calendar, catalogs, { program, year }).of(kind, {}).rule;
      const leas = below.filter((lea) => lea.kind === kind);
      if (year === null || rule === null || leas.length === 0) continue;
      const here = new Set((await listFilingsOfProgram(tx, { program, year })).filter(({ sent, orgId, leaId }) => sent && orgId === leaId).map(({ leaId }) => leaId));
      const open = leas.filter(({ leaId }) => !here.has(leaId)).map(({ name }) => name).sort((a, b) => a.localeCompare(b));
      owed.push({ program, year, kind, rule, owed: open, sent: leas.length - open.length });
    }
  }
  return { running, entries: officeEntries(calendar, running, owed) };
}

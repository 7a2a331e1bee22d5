import { findAssignment, listFigures } from "#db/repos/county-review.server.ts";
import type { Verdict } from "#db/repos/county-review.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { decidedSoFar } from "#app/domain/review/checklist.ts";
import type { ChecklistGroup, DecidedSoFar } from "#app/domain/review/checklist.ts";
import type { Fund } from "#app/domain/plan/plan-index.ts";
import type { PlannedLine } from "./load-checklist.server.ts";

/** `budget`: the funds of which the adopted budget has less than the plan needs; null where no figure of it was typed, or the plan was not read. */
export type DecisionSummary = DecidedSoFar & { budget: Fund[] | null; secondReader: string; second: { day: string; number: number } | null };

/** What an approver has to know of the office's review in short. The caller has opened the review. */
export async function decisionSummary(ctx: Context, tx: Tx, { filingId, number, groups, planned, verdicts }: { filingId: string; number: number; groups: readonly ChecklistGroup[]; planned: readonly PlannedLine[]; verdicts: readonly Verdict[] }): Promise<DecisionSummary> {
  const key = { leaId: ctx.user.leaId, filingId };
  const assignment = await findAssignment(tx, key);
  const figures = new Map((await listFigures(tx, key)).map(({ name, cents }) => [name, cents]));
  const secondReader = assignment?.secondReader ?? "";
  return {
    ...decidedSoFar(groups, verdicts, number),
    budget: planned.some(({ cents }) => cents === null) || figures.size === 0 ? null : planned.flatMap(({ fund, cents }) => (cents !== null && (figures.get(fund) ?? cents) < cents ? [fund] : [])),
    secondReader: secondReader === "" ? "" : ((await namesOfPeople(tx, [secondReader])).get(secondReader) ?? ""),
    second: assignment?.secondNumber != null && assignment.secondAt ? { day: ctx.dayOf(assignment.secondAt), number: assignment.secondNumber } : null,
  };
}

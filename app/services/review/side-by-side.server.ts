import { listAllVerdicts, listAssignments, listOwnLines } from "#db/repos/county-review.server.ts";
import type { VerdictWord } from "#db/repos/county-review.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { criteriaOfKind } from "#app/domain/review/workflow.ts";
import type { LeaKind } from "#app/domain/review/workflow.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { queueOf } from "./load-reviews.server.ts";
import type { OpenLine } from "./load-reviews.server.ts";
import { workflowOf } from "./subjects.server.ts";

type Verdict = Awaited<ReturnType<typeof listAllVerdicts>>[number];
/** `verdicts`: by criterion, of those for an LEA of its kind; the others count all lines that are decided. */
export type SideLine = Pick<OpenLine, "filingId" | "organization" | "ball" | "open" | "due" | "outside"> & { reviewer: string; secondReader: string; secondRead: boolean; met: number; notMet: number; notApplicable: number; verdicts: Record<string, VerdictWord> };
export type SidePage = { today: string; chosen: string; choices: string[]; criteria: { id: string; text: string; apart: boolean }[]; lines: SideLine[] };

const nameOf = ({ program, year }: OpenLine): string => `${program} ${year}`;

/** Every plan of a form and year that came to the office, with what the office decided so far beside each other. `wanted`: "LCAP 2026-27". */
export async function loadSideBySide(ctx: Context, wanted: string | null): Promise<SidePage> {
  const { leaId } = ctx.user;
  if (!can(ctx.user, "review-list.read", { leaId })) throw new AppError("not-found", "There is no such list.");
  return inLea(ctx, async (tx) => {
    const queue = await queueOf(ctx, tx);
    const choices = [...new Set(queue.map(nameOf))].sort((a, b) => b.slice(-7).localeCompare(a.slice(-7)) || a.localeCompare(b));
    const chosen = wanted !== null && choices.includes(wanted) ? wanted : (choices[0] ?? "");
    const lines = queue.filter((line) => nameOf(line) === chosen);
    const form = ctx.crosswalks.programs.find(({ edition }) => edition.short === lines[0]?.program && edition.workflow !== undefined)?.edition;
    const workflow = form?.workflow === undefined ? undefined : workflowOf(ctx, form.workflow);
    const assigned = new Map((await listAssignments(tx, { leaId })).map((one) => [one.filingId, one]));
    const names = await namesOfPeople(tx, [...new Set([...assigned.values()].flatMap(({ reviewer, secondReader }) => [reviewer, secondReader].filter((id) => id !== null)))]);
    const own = new Set((await listOwnLines(tx, { leaId, program: form?.program ?? "" })).map(({ id }) => `own/${id}`));
    const decided = new Map<string, Verdict[]>();
    // Verdicts on own lines that are gone stay on record and are not shown.
    for (const one of await listAllVerdicts(tx, { leaId })) if (!one.line.startsWith("own/") || own.has(one.line)) decided.set(one.filingId, [...(decided.get(one.filingId) ?? []), one]);
    const idsFor = (kind: LeaKind): string[] => (workflow ? criteriaOfKind(workflow, kind).map(({ id }) => id) : []);
    const shown = new Set(lines.flatMap(({ leaKind }) => idsFor(leaKind)));
    return {
      today: ctx.today(), chosen, choices,
      criteria: workflow?.criteria.filter(({ id }) => shown.has(id)).map(({ id, text, apart }) => ({ id, text, apart: apart === true })) ?? [],
      lines: lines
        .map(({ filingId, organization, leaKind, ball, open, due, outside }): SideLine => {
          const said = decided.get(filingId) ?? [];
          const count = (verdict: VerdictWord) => said.filter((one) => one.verdict === verdict).length;
          const who = assigned.get(filingId);
          return {
            filingId, organization, ball, open, due, outside, reviewer: names.get(who?.reviewer ?? "") ?? "", secondReader: names.get(who?.secondReader ?? "") ?? "", secondRead: who?.secondAt != null,
            met: count("met"), notMet: count("not-met"), notApplicable: count("not-applicable"), verdicts: Object.fromEntries(idsFor(leaKind).map((id) => [id, said.find(({ line }) => line === `criterion/${id}`)?.verdict ?? "open"])),
          };
        })
        .sort((a, b) => a.organization.localeCompare(b.organization)),
    };
  });
}

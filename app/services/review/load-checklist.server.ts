import { findAssignment, listFigures, listOwnLines, listVerdicts } from "#db/repos/county-review.server.ts";
import type { VerdictWord } from "#db/repos/county-review.server.ts";
import { listMembers } from "#db/repos/memberships.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { funds } from "#app/domain/plan/plan-index.ts";
import type { Fund } from "#app/domain/plan/plan-index.ts";
import { reviewOf, rights } from "#app/domain/permissions/rights.ts";
import type { Right } from "#app/domain/permissions/rights.ts";
import { checklistAsRead, checklistOf, checklistUnread, plannedByFund } from "#app/domain/review/checklist.ts";
import type { ChecklistGroup } from "#app/domain/review/checklist.ts";
import { documentOf, readFrozen } from "#app/domain/review/freeze.ts";
import type { LeaKind } from "#app/domain/review/workflow.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { officeTalkPath, placeOfFinding, sideOfCopy, talkLinks } from "./office-talk.server.ts";
import { readPagesOf } from "./open-outside.server.ts";
import type { ReadPages } from "./open-outside.server.ts";
import type { OpenSubmission } from "./load-submission.server.ts";
import { openReview } from "./open-review.server.ts";
import type { OpenReview } from "./open-review.server.ts";
import { copyAsRead, readingState } from "./read-outside.server.ts";
import type { ReadingState } from "./read-outside.server.ts";

export type ShownVerdict = { verdict: VerdictWord; words: string; inLetter: boolean; by: string; day: string; number: number; version: number };
/** `alone`: what was read of the file without the lists beside it, where that is another amount. */
export type FigureLine = { name: string; planned: string; alone: string; typed: string; difference: string; short: boolean; version: number };
export type ChecklistPage = {
  filingId: string; organization: string; program: string; year: string; number: number; receipt: string; decided: number; lines: number; groups: ChecklistGroup[]; verdicts: Record<string, ShownVerdict>; figures: FigureLine[];
  assignment: { reviewer: string; secondReader: string; second: { words: string; number: number; day: string } | null; version: number; mayReadSecond: boolean }; people: { id: string; name: string }[];
  /** Null for a plan that came as a file: its pages are looked at, and what a machine read of it stands in `reading`. */
  document: PlanDocument | null;
  pages: ReadPages | null;
  reading: ReadingState | null;
  /** The pages of what the office says of a place: by the source of a block of the document, and by the place of a finding. */
  talk: { blocks: Record<string, string>; findings: Record<string, string> };
};

/** What the plan costs of a fund; null where it was not read. */
export type PlannedLine = { fund: Fund; cents: number | null; /** Without the lists beside the file, where there are any. */ alone?: number | undefined };
/** `read`: what a machine read of a plan that came as a file. */
export type ReviewLines = { groups: ChecklistGroup[]; planned: PlannedLine[]; read: Awaited<ReturnType<typeof copyAsRead>> };

/** The lines of a review, as they stand on its newest copy. */
export async function checklistFor(ctx: Context, tx: Tx, { workflow, filing, program, copy, outside }: OpenReview): Promise<ReviewLines> {
  const own = await listOwnLines(tx, { leaId: ctx.user.leaId, program: filing.program });
  if (copy) {
    const reading = readFrozen(copy.submission, copy.form);
    return { groups: checklistOf(workflow, reading, copy.submission.findings, own), planned: plannedByFund(reading), read: undefined };
  }
  const read = await copyAsRead(ctx, tx, outside, outside.newest);
  const unknown = funds.map((fund): PlannedLine => ({ fund, cents: null }));
  if (!read) return { groups: checklistUnread(workflow, program, filing.year, own), planned: unknown, read };
  const alone = new Map(read.alone ? plannedByFund(read.alone).map(({ fund, cents }) => [fund, cents]) : []);
  return { groups: checklistAsRead(workflow, read, own), planned: read.form.index.lines.some(({ kind }) => kind === "planned") ? plannedByFund(read.form).map((line) => ({ ...line, alone: alone.get(line.fund) })) : unknown, read };
}

/** Those of this office who may review plans of that kind of LEA. */
export async function reviewersOf(tx: Tx, { leaId, kind }: { leaId: string; kind: LeaKind }): Promise<{ id: string; name: string }[]> {
  const held = (rights[reviewOf[kind].review] as Right).held;
  const members = (await listMembers(tx, { leaId })).filter((member) => member.orgId === leaId && held[member.role]?.includes("child"));
  return [...new Map(members.map((member) => [member.personId, { id: member.personId, name: member.name }])).values()];
}

/** From the place of each finding to what the office says of it. */
function findingLinks(filingId: string, { submission, form }: OpenSubmission, groups: readonly ChecklistGroup[]): Record<string, string> {
  const side = sideOfCopy(submission, form);
  const found = new Set(groups.flatMap(({ lines }) => lines.flatMap(({ evidence }) => evidence.flatMap(({ at }) => at ?? []))));
  return Object.fromEntries([...found].flatMap((at) => {
    const place = placeOfFinding(side, at);
    return place === undefined ? [] : [[at, officeTalkPath(filingId, place)]];
  }));
}

/** Everything a reviewer decides about a plan, with what the machine found, beside the document. */
export async function loadChecklist(ctx: Context, filingId: string, page = 1): Promise<ChecklistPage> {
  return inLea(ctx, async (tx) => {
    const review = await openReview(ctx, tx, filingId);
    const { filing, copy, outside } = review;
    const key = { leaId: ctx.user.leaId, filingId };
    const { groups, planned, read } = await checklistFor(ctx, tx, review);
    const verdicts = await listVerdicts(tx, key);
    const figures = new Map((await listFigures(tx, key)).map((figure) => [figure.name, figure]));
    const assignment = await findAssignment(tx, key);
    const document = copy && documentOf(copy.submission, copy.form);
    const ids = new Set(groups.flatMap(({ lines }) => lines.map(({ id }) => id)));
    return {
      filingId, organization: filing.orgName, program: review.program.edition.short, year: filing.year, number: review.number, receipt: review.receipt,
      decided: verdicts.filter(({ line, verdict }) => ids.has(line) && verdict !== "open").length, lines: ids.size, groups,
      verdicts: Object.fromEntries(verdicts.map(({ line, verdict, words, inLetter, personName, at, number, version }) => [line, { verdict, words, inLetter, by: personName, day: ctx.dayOf(at), number, version }])),
      figures: planned.map(({ fund, cents, alone }) => {
        const held = figures.get(fund);
        const beside = cents === null ? { planned: "", difference: "", short: false } : { planned: formatMoney(cents), difference: held ? formatMoney(held.cents - cents) : "", short: held !== undefined && held.cents < cents };
        return { name: fund, ...beside, alone: alone === undefined || alone === cents ? "" : formatMoney(alone), typed: held ? formatMoney(held.cents) : "", version: held?.version ?? 0 };
      }),
      assignment: {
        reviewer: assignment?.reviewer ?? "", secondReader: assignment?.secondReader ?? "", version: assignment?.version ?? 0, mayReadSecond: assignment?.secondReader === ctx.user.id,
        second: assignment?.secondNumber != null && assignment.secondAt ? { words: assignment.secondWords, number: assignment.secondNumber, day: ctx.dayOf(assignment.secondAt) } : null,
      },
      people: await reviewersOf(tx, { leaId: ctx.user.leaId, kind: review.subject.leaKind }),
      document,
      pages: outside && readPagesOf(outside.newest, page),
      reading: outside && (await readingState(ctx, tx, outside, read)),
      talk: { blocks: copy && document ? talkLinks(filingId, copy, document) : {}, findings: copy ? findingLinks(filingId, copy, groups) : {} },
    };
  });
}

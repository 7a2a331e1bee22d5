import { listAssignments, listVerdicts } from "#db/repos/county-review.server.ts";
import { listOutside, listOutsideMoves } from "#db/repos/outside-filings.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import { countChangesBelow, listCharters, listFilingsBelow, listMoves, listMovesBelow } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { clocksIn } from "#app/domain/review/clocks.ts";
import type { Due } from "#app/domain/review/clocks.ts";
import { criteriaFor, letterParagraphs, refusalParagraphs } from "#app/domain/review/checklist.ts";
import { documentOf, readFrozen } from "#app/domain/review/freeze.ts";
import { outsideSubject } from "#app/domain/review/outside.ts";
import { ballOf, citationOf, movesOf, readsSent, reviews, stateOf } from "#app/domain/review/workflow.ts";
import type { Ball, LeaKind } from "#app/domain/review/workflow.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { madeMove, openMove } from "./load-send-page.server.ts";
import type { MadeMove, OpenMove } from "./load-send-page.server.ts";
import { decisionSummary } from "./decision-summary.server.ts";
import type { DecisionSummary } from "./decision-summary.server.ts";
import { checklistFor } from "./load-checklist.server.ts";
import { talkLinks } from "./office-talk.server.ts";
import { openOutside } from "./open-outside.server.ts";
import { asReview, openNewestCopy } from "./open-review.server.ts";
import { loadOutsideReview } from "./outside-desk.server.ts";
import type { OutsideView } from "./outside-desk.server.ts";
import { subjectOf, workflowOf } from "./subjects.server.ts";

export type QueueLine = { filingId: string; organization: string; county: string; program: string; year: string; ball: Ball; open: boolean; due: Due | null; reviewer: string; /** Came as a file from a district that does not work here. */ outside: boolean };
/** How much waits for whom in this office: plans that are the reviewing body's turn. */
export type Workload = { name: string; waits: number; next: string | null };

/** While an author works on a revision nothing of it is told. */
const isOpen = (workflow: Workflow, state: string): boolean => stateOf(workflow, state).above !== "nothing";

/** A line of everybody in this office, before anybody is named on it. */
export type OpenLine = Omit<QueueLine, "reviewer"> & { leaKind: LeaKind };
const mostKept = 200;
/** The lines last read for an office and the roles held there, with the counter they were read under. Not the truth, which is asked for its counter each time. */
const kept = new WeakMap<Context["crosswalks"], Map<string, { stamp: string; lines: readonly OpenLine[] }>>();

/** What LEAs below shared or sent and what the office entered, soonest day first, then the longest waiting; worked out anew whenever any of it has changed. */
export async function queueOf(ctx: Context, tx: Tx): Promise<readonly OpenLine[]> {
  const { stamp, settled } = await countChangesBelow(tx);
  const byOffice = kept.get(ctx.crosswalks) ?? new Map<string, { stamp: string; lines: readonly OpenLine[] }>();
  kept.set(ctx.crosswalks, byOffice);
  const charters = await listCharters(tx);
  const key = JSON.stringify([ctx.user.leaId, ctx.user.memberships, [...charters].sort()]);
  const known = byOffice.get(key);
  if (known?.stamp === stamp) return known.lines;
  const lines = await readQueue(ctx, tx, charters);
  byOffice.delete(key);
  if (settled) byOffice.set(key, { stamp, lines });
  for (const oldest of byOffice.keys()) if (byOffice.size > mostKept) byOffice.delete(oldest);
  return lines;
}

async function readQueue(ctx: Context, tx: Tx, charters: ReadonlySet<string>): Promise<OpenLine[]> {
  const { leaId } = ctx.user;
  const [filings, moves, outside, outsideMoves] = [await listFilingsBelow(tx), await listMovesBelow(tx), await listOutside(tx, { leaId }), await listOutsideMoves(tx, { leaId })];
  const madeOf = new Map<string, { move: string; on: string }[]>();
  for (const { filingId, move, madeOn } of [...moves, ...outsideMoves]) madeOf.set(filingId, [...(madeOf.get(filingId) ?? []), { move, on: madeOn }]);
  const below = filings.map((filing) => ({ filing, subject: subjectOf(filing, ctx.user, charters), outside: false }));
  const entered = outside.map((filing) => ({ filing: { ...filing, orgName: filing.name, leaKind: "district" as const }, subject: outsideSubject(filing), outside: true }));
  return [...below.filter(({ subject }) => readsSent(ctx.user, subject)), ...entered.filter(({ subject }) => reviews(ctx.user, subject))]
    .map(({ filing, outside }): OpenLine => {
      const workflow = workflowOf(ctx, filing.workflow);
      const open = isOpen(workflow, filing.state);
      const due = open ? (clocksIn(workflow, { state: filing.state, leaKind: filing.leaKind, year: filing.year, adoptedOn: null, made: madeOf.get(filing.id) ?? [] })[0] ?? null) : null;
      const program = ctx.crosswalks.programs.find((one) => one.program === filing.program)?.edition.short ?? filing.program;
      return { filingId: filing.id, organization: filing.orgName, county: filing.county, leaKind: filing.leaKind, program, year: filing.year, ball: ballOf(workflow, filing.state), open, due, outside };
    })
    .sort((a, b) => (a.due?.dueOn ?? "9").localeCompare(b.due?.dueOn ?? "9"));
}

const pageSize = 50;
export type QueuePage = { today: string; lines: QueueLine[]; found: number; all: number; words: string; page: number; pages: number; workload: Workload[]; lists: string[] };

/** The queue of a reviewing body, page by page; `words`: part of an organization's name. */
export async function loadReviews(ctx: Context, { words = "", page: wanted = 1 }: { words?: string; page?: number } = {}): Promise<QueuePage> {
  const { open, assigned, names } = await inLea(ctx, async (tx) => {
    const assigned = new Map((await listAssignments(tx, { leaId: ctx.user.leaId })).map(({ filingId, reviewer }) => [filingId, reviewer]));
    return { open: await queueOf(ctx, tx), assigned, names: await namesOfPeople(tx, [...new Set([...assigned.values()].flatMap((id) => id ?? []))]) };
  });
  const reviewerOf = ({ filingId }: OpenLine): string => names.get(assigned.get(filingId) ?? "") ?? "";
  const load = new Map<string, Workload>();
  for (const line of open) {
    if (!line.open || line.ball.holder !== "reviewer") continue;
    const name = reviewerOf(line);
    const { waits, next } = load.get(name) ?? { waits: 0, next: null };
    const dueOn = line.due?.dueOn ?? null;
    load.set(name, { name, waits: waits + 1, next: next === null || (dueOn !== null && dueOn < next) ? dueOn : next });
  }
  const asked = words.trim().toLowerCase();
  const chosen = asked === "" ? open : open.filter(({ organization }) => organization.toLowerCase().includes(asked));
  const pages = Math.max(1, Math.ceil(chosen.length / pageSize));
  const page = Math.min(Math.max(1, wanted), pages);
  return {
    today: ctx.today(), found: chosen.length, all: open.length, words: words.trim(), page, pages,
    lines: chosen.slice((page - 1) * pageSize, page * pageSize).map((line) => ({ ...line, reviewer: reviewerOf(line) })),
    workload: [...load.values()].sort((a, b) => Number(a.name === "") - Number(b.name === "") || a.name.localeCompare(b.name)),
    lists: [...new Set(Object.values(ctx.crosswalks.workflows).flatMap(({ criteria }) => criteria.flatMap(({ list }) => list ?? [])))],
  };
}

export type ReviewPage = {
  filingId: string; organization: string; program: string; year: string; version: number; today: string; ball: Ball; open: boolean; clocks: Due[]; moves: OpenMove[]; made: MadeMove[];
  criteria: { id: string; text: string; citation: string }[];
  /** What was ticked on the checklist, as the paragraphs of a letter. */
  letter: string;
  /** Of these the reasons of a refusal. */
  refusal: string;
  /** Of whoever reviews it for their office, whose checklist it is; null for others. */
  summary: DecisionSummary | null;
  /** What the rules said at the moment of sending; the links of the author's pages are not the reviewer's. */
  findings: Pick<Finding, "severity" | "message" | "citation">[];
  number: number; receipt: string;
  /** Null for a plan that came as a file (`outside`). */
  document: PlanDocument | null;
  outside: OutsideView | null;
  /** Has what is said of it to read: the office's own talk, or what the LEA shares. */
  readsComments: boolean;
  /** From the source of each block of the document to what the office says of it; empty for those who do not review it. */
  talk: Record<string, string>;
};

/** One submission on the desk: the newest copy that is open to the reviewer, what the machine found in it, and what may be done. */
export async function loadReview(ctx: Context, filingId: string): Promise<ReviewPage> {
  const opened = await inLea(ctx, async (tx) => {
    const outside = await openOutside(ctx, tx, filingId);
    if (outside) return { page: await loadOutsideReview(ctx, tx, outside) };
    const found = await openNewestCopy(ctx, tx, filingId);
    const opened = { ...found, moves: await listMoves(tx, { leaId: found.filing.leaId, filingId }), letter: "", refusal: "", summary: null };
    if (found.filing.leaId === ctx.user.leaId || !reviews(ctx.user, found.subject)) return opened;
    const { groups, planned } = await checklistFor(ctx, tx, asReview(found));
    const verdicts = await listVerdicts(tx, { leaId: ctx.user.leaId, filingId });
    const summary = await decisionSummary(ctx, tx, { filingId, number: found.copy.submission.number, groups, planned, verdicts });
    return { ...opened, summary, letter: letterParagraphs(groups, verdicts).join("\n\n"), refusal: refusalParagraphs(groups, verdicts).join("\n\n") };
  });
  if ("page" in opened) return opened.page;
  const { filing, subject, workflow, moves, copy, letter, refusal, summary } = opened;
  const { submission, form } = copy;
  const open = isOpen(workflow, filing.state);
  const shown = moves.filter((move) => move.openAbove);
  const document = documentOf(submission, form);
  return {
    filingId,
    organization: filing.orgName,
    program: form.program.edition.short,
    year: filing.year,
    version: filing.version,
    today: ctx.today(),
    ball: ballOf(workflow, filing.state),
    open,
    clocks: open ? clocksIn(workflow, { state: filing.state, leaKind: filing.leaKind, year: filing.year, adoptedOn: submission.adoptedOn, made: shown.map((one) => ({ move: one.move, on: one.madeOn })) }) : [],
    moves: filing.leaId === ctx.user.leaId ? [] : movesOf(ctx.user, workflow, filing.state, subject).map(openMove),
    made: shown.map((one) => madeMove(workflow, one)).reverse(),
    criteria: criteriaFor(workflow, readFrozen(submission, form)).filter(({ apart }) => !apart).map(({ id, text, ...cited }) => ({ id, text, citation: citationOf(cited) })),
    findings: submission.findings.map(({ severity, message, citation }) => ({ severity, message, citation: shownCitation(citation) })),
    number: submission.number,
    receipt: submission.receipt,
    document,
    talk: summary ? talkLinks(filingId, copy, document) : {},
    outside: null,
    letter,
    refusal,
    summary,
    readsComments: summary !== null || can(ctx.user, "shared-comment.read", subject.owned),
  };
}

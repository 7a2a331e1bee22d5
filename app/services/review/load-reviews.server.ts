import { listAssignments, listVerdicts } from "#db/repos/county-review.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import { listCharters, listFilingsBelow, listMoves, listMovesBelow } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { clocksIn } from "#app/domain/review/clocks.ts";
import type { Due } from "#app/domain/review/clocks.ts";
import { criteriaFor, letterParagraphs, refusalParagraphs } from "#app/domain/review/checklist.ts";
import { documentOf, readFrozen } from "#app/domain/review/freeze.ts";
import { ballOf, citationOf, movesOf, readsSent, reviews, stateOf } from "#app/domain/review/workflow.ts";
import type { Ball } from "#app/domain/review/workflow.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { madeMove, openMove } from "./load-send-page.server.ts";
import type { MadeMove, OpenMove } from "./load-send-page.server.ts";
import { checklistFor } from "./load-checklist.server.ts";
import { openNewestCopy } from "./open-review.server.ts";
import { subjectOf, workflowOf } from "./subjects.server.ts";

export type QueueLine = { filingId: string; organization: string; county: string; program: string; year: string; ball: Ball; open: boolean; due: Due | null; reviewer: string };
/** How much waits for whom in this office: plans that are the reviewing body's turn. */
export type Workload = { name: string; waits: number; next: string | null };

/** While an author works on a revision nothing of it is told. */
const isOpen = (workflow: Workflow, filing: Filing): boolean => stateOf(workflow, filing.state).above !== "nothing";

/** What LEAs below shared or sent, soonest day first, then the longest waiting. */
export async function loadReviews(ctx: Context): Promise<{ today: string; lines: QueueLine[]; workload: Workload[]; lists: string[] }> {
  const { filings, charters, moves, assigned, names } = await inLea(ctx, async (tx) => {
    const assigned = new Map((await listAssignments(tx, { leaId: ctx.user.leaId })).map(({ filingId, reviewer }) => [filingId, reviewer]));
    return { filings: await listFilingsBelow(tx), charters: await listCharters(tx), moves: await listMovesBelow(tx), assigned, names: await namesOfPeople(tx, [...new Set([...assigned.values()].flatMap((id) => id ?? []))]) };
  });
  const madeOf = new Map<string, { move: string; on: string }[]>();
  for (const { filingId, move, madeOn } of moves) madeOf.set(filingId, [...(madeOf.get(filingId) ?? []), { move, on: madeOn }]);
  const lines = filings
    .filter((filing) => readsSent(ctx.user, subjectOf(filing, ctx.user, charters)))
    .map((filing): QueueLine => {
      const workflow = workflowOf(ctx, filing.workflow);
      const made = madeOf.get(filing.id) ?? [];
      const open = isOpen(workflow, filing);
      const due = open ? (clocksIn(workflow, { state: filing.state, leaKind: filing.leaKind, year: filing.year, adoptedOn: null, made })[0] ?? null) : null;
      const program = ctx.crosswalks.programs.find((one) => one.program === filing.program)?.edition.short ?? filing.program;
      return { filingId: filing.id, organization: filing.orgName, county: filing.county, program, year: filing.year, ball: ballOf(workflow, filing.state), open, due, reviewer: names.get(assigned.get(filing.id) ?? "") ?? "" };
    })
    .sort((a, b) => (a.due?.dueOn ?? "9").localeCompare(b.due?.dueOn ?? "9"));
  const waiting = lines.filter((line) => line.open && line.ball.holder === "reviewer");
  const workload = [...new Set(waiting.map(({ reviewer }) => reviewer))].sort((a, b) => Number(a === "") - Number(b === "") || a.localeCompare(b)).map((name): Workload => {
    const mine = waiting.filter((line) => line.reviewer === name);
    return { name, waits: mine.length, next: mine.flatMap(({ due }) => due?.dueOn ?? []).sort()[0] ?? null };
  });
  const lists = [...new Set(Object.values(ctx.crosswalks.workflows).flatMap(({ criteria }) => criteria.flatMap(({ list }) => list ?? [])))];
  return { today: ctx.today(), lines, workload, lists };
}

export type ReviewPage = {
  filingId: string; organization: string; program: string; year: string; version: number; today: string; ball: Ball; open: boolean; clocks: Due[]; moves: OpenMove[]; made: MadeMove[];
  criteria: { id: string; text: string; citation: string }[];
  /** What was ticked on the checklist, as the paragraphs of a letter. */
  letter: string;
  /** Of these the reasons of a refusal. */
  refusal: string;
  /** Reviews it for their office: the checklist is theirs. */
  reviews: boolean;
  /** What the rules said at the moment of sending; the links of the author's pages are not the reviewer's. */
  findings: Pick<Finding, "severity" | "message" | "citation">[];
  number: number; receipt: string; document: PlanDocument;
  /** May read what the LEA shares of its comments. */
  readsComments: boolean;
};

/** One submission on the desk: the newest copy that is open to the reviewer, what the machine found in it, and what may be done. */
export async function loadReview(ctx: Context, filingId: string): Promise<ReviewPage> {
  const { filing, subject, workflow, moves, copy, letter, refusal, reviews: mine } = await inLea(ctx, async (tx) => {
    const found = await openNewestCopy(ctx, tx, filingId);
    const opened = { ...found, moves: await listMoves(tx, { leaId: found.filing.leaId, filingId }), letter: "", refusal: "", reviews: false };
    if (found.filing.leaId === ctx.user.leaId || !reviews(ctx.user, found.subject)) return opened;
    const { groups } = await checklistFor(ctx, tx, found);
    const verdicts = await listVerdicts(tx, { leaId: ctx.user.leaId, filingId });
    return { ...opened, reviews: true, letter: letterParagraphs(groups, verdicts).join("\n\n"), refusal: refusalParagraphs(groups, verdicts).join("\n\n") };
  });
  const { submission, form } = copy;
  const open = isOpen(workflow, filing);
  const shown = moves.filter((move) => move.openAbove);
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
    document: documentOf(submission, form),
    letter,
    refusal,
    reviews: mine,
    readsComments: can(ctx.user, "shared-comment.read", subject.owned),
  };
}

import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { listVerdicts } from "#db/repos/county-review.server.ts";
import { insertOutsideComment, insertOutsideMove, listOutsideComments, listOutsideMoves, moveOutside, removeOutsideComment, tickOutsideComment } from "#db/repos/outside-filings.server.ts";
import type { OutsideComment, OutsideCopy, OutsideMove } from "#db/repos/outside-filings.server.ts";
import { listLeasBelow } from "#db/repos/state-desk.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { commentWords } from "#schemas/comments.ts";
import type { DeadlineSide } from "#schemas/submission.ts";
import type { Workflow, WorkflowMove } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { clocksIn } from "#app/domain/review/clocks.ts";
import type { ReadFinding } from "#app/domain/review/as-read.ts";
import { letterParagraphs, pageParagraphs, refusalParagraphs } from "#app/domain/review/checklist.ts";
import { stepsOfDistrict } from "#app/domain/review/outside.ts";
import { ballOf, citationOf, criteriaOfKind, lackedBy, moveOf, movesOf, stateOf } from "#app/domain/review/workflow.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import type { DrawnPage } from "#app/services/imports/draw-import-page.server.ts";
import { inDrawingPlace } from "#app/services/imports/drawing-places.server.ts";
import { fileNameAs } from "#app/services/imports/import-file.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { decisionSummary } from "./decision-summary.server.ts";
import { checklistFor } from "./load-checklist.server.ts";
import type { ReviewPage } from "./load-reviews.server.ts";
import { madeMove, openMove } from "./load-send-page.server.ts";
import type { MadeMove } from "./load-send-page.server.ts";
import type { MoveForm, MoveResult } from "./make-move.server.ts";
import { mustOpenOutside, readPagesOf } from "./open-outside.server.ts";
import type { OpenOutside, ReadPages } from "./open-outside.server.ts";
import { asOutsideReview } from "./open-review.server.ts";
import { readingState } from "./read-outside.server.ts";
import type { ReadingState } from "./read-outside.server.ts";

export type CopyLine = { number: number; receipt: string; receivedOn: string; adoptedOn: string | null; dueOn: string | null; side: DeadlineSide; fileName: string };
export type PageComment = { id: string; number: number; page: number; words: string; inLetter: boolean; by: string; day: string };
/** What a rule said of what was read: where it is printed, and what the reader was not sure of there. */
export type ReadView = Pick<ReadFinding, "severity" | "message" | "citation" | "page" | "from" | "doubts">;
/** `worksHere`: the district has come to the portal since. */
export type OutsideView = { cds: string; enteredBy: string; copies: CopyLine[]; pages: ReadPages; comments: PageComment[]; steps: boolean; worksHere: boolean; reading: ReadingState; findings: ReadView[] };

const copyLine = ({ number, receipt, receivedOn, adoptedOn, dueOn, side, fileName }: OutsideCopy): CopyLine => ({ number, receipt, receivedOn, adoptedOn, dueOn, side, fileName });
const commentView = (ctx: Context, { id, number, page, words, inLetter, personName, at }: OutsideComment): PageComment => ({ id, number, page, words, inLetter, by: personName, day: ctx.dayOf(at) });

/** A step that was noted for the district says so. */
const madeOutside = (workflow: Workflow, move: OutsideMove): MadeMove => ({ ...madeMove(workflow, { ...move, submissionNumber: move.copyNumber }), noted: moveOf(workflow, move.move)?.by === "author" });

/** A plan that came as a file, on the desk: the same clock, steps and record as of any other; beside it what a machine read, if anything. */
export async function loadOutsideReview(ctx: Context, tx: Tx, outside: OpenOutside): Promise<ReviewPage> {
  const { filing, subject, workflow, program, copies, newest } = outside;
  const key = { leaId: ctx.user.leaId, filingId: filing.id };
  const made = await listOutsideMoves(tx, key);
  const comments = await listOutsideComments(tx, key);
  const { groups, planned, read } = await checklistFor(ctx, tx, asOutsideReview(outside));
  const verdicts = await listVerdicts(tx, key);
  const ofPages = pageParagraphs(comments.filter(({ number }) => number === newest.number));
  return {
    filingId: filing.id, organization: filing.name, program: program.edition.short, year: filing.year, version: filing.version, today: ctx.today(), ball: ballOf(workflow, filing.state), open: true,
    clocks: clocksIn(workflow, { state: filing.state, leaKind: subject.leaKind, year: filing.year, adoptedOn: newest.adoptedOn, made: made.map(({ move, madeOn }) => ({ move, on: madeOn })) }),
    moves: movesOf(ctx.user, workflow, filing.state, subject).map(openMove),
    made: made.map((one) => madeOutside(workflow, one)).reverse(),
    criteria: criteriaOfKind(workflow, subject.leaKind).filter(({ apart }) => !apart).map(({ id, text, ...cited }) => ({ id, text, citation: citationOf(cited) })),
    findings: [], number: newest.number, receipt: newest.receipt, document: null, readsComments: false, talk: {},
    summary: await decisionSummary(ctx, tx, { filingId: filing.id, number: newest.number, groups, planned, verdicts }),
    letter: [...letterParagraphs(groups, verdicts), ...ofPages].join("\n\n"),
    refusal: [...refusalParagraphs(groups, verdicts), ...ofPages].join("\n\n"),
    outside: {
      cds: filing.cds, enteredBy: filing.enteredBy, copies: copies.map(copyLine), pages: readPagesOf(newest, 1), comments: comments.map((one) => commentView(ctx, one)),
      steps: can(ctx.user, "outside-filing.enter", { leaId: ctx.user.leaId }) && stepsOfDistrict(workflow, filing.state).length > 0,
      reading: await readingState(ctx, tx, outside, read), findings: (read?.findings ?? []).map(({ severity, message, citation, page, from, doubts }) => ({ severity, message, citation: shownCitation(citation), page, from, doubts })),
      worksHere: (await listLeasBelow(tx)).some(({ cds }) => cds === filing.cds),
    },
  };
}

/** A step of the reviewing body on a plan it entered; the policy has let the person make it. Nobody is mailed: the district does not work here. */
export async function makeOutsideMove(ctx: Context, tx: Tx, { filing, workflow }: OpenOutside, { move, form, madeOn }: { move: WorkflowMove; form: MoveForm; madeOn: string }): Promise<MoveResult> {
  if (!move.from.includes(filing.state) || filing.version !== form.seenVersion) throw new AppError("conflict", `Somebody moved this on: it is now “${stateOf(workflow, filing.state).title}”. Reload the page and look again.`);
  const lacks = lackedBy(move, form, madeOn);
  if (lacks.length > 0) return { outcome: "incomplete", lacks };
  const { leaId } = ctx.user;
  if (!(await moveOutside(tx, { leaId, filingId: filing.id, from: filing.state, seenVersion: form.seenVersion, to: move.to, receivedOn: null }))) throw new AppError("conflict", "Somebody moved this on a moment ago. Reload the page and look again.");
  await insertOutsideMove(tx, { leaId, filingId: filing.id, move: move.id, fromState: filing.state, toState: move.to, madeOn, onDay: move.asks.day === undefined ? null : form.day, words: move.asks.words === undefined ? "" : form.words.trim(), copyNumber: null, person: ctx.user.id, personName: ctx.user.name });
  await recordAct(tx, { leaId, actor: ctx.user.id, verb: move.id, object: `outside-filing/${filing.id}`, detail: { program: filing.program, from: filing.state, to: move.to } });
  return { outcome: "made", state: move.to, number: null, receipt: null };
}

function copyOf({ copies }: OpenOutside, number: number): OutsideCopy {
  const copy = copies.find((one) => one.number === number);
  if (!copy) throw new AppError("not-found", "There is no such submission here.");
  return copy;
}

export type PagesPage = { filingId: string; organization: string; program: string; year: string; newest: number; receipt: string; pages: ReadPages; comments: PageComment[] };

/** A copy page by page, with what the office says of it. `number` null: the newest copy. */
export async function loadPages(ctx: Context, filingId: string, number: number | null, page: number): Promise<PagesPage> {
  return inLea(ctx, async (tx) => {
    const opened = await mustOpenOutside(ctx, tx, filingId);
    const copy = number === null ? opened.newest : copyOf(opened, number);
    const comments = await listOutsideComments(tx, { leaId: ctx.user.leaId, filingId });
    return { filingId, organization: opened.filing.name, program: opened.program.edition.short, year: opened.filing.year, newest: opened.newest.number, receipt: copy.receipt, pages: readPagesOf(copy, page), comments: comments.filter((one) => one.number === copy.number).map((one) => commentView(ctx, one)) };
  });
}

export type CommentAct = { act: "say"; number: number; page: number; words: string; inLetter: boolean } | { act: "letter"; id: string; inLetter: boolean } | { act: "remove"; id: string };

/** Says something of a page of a copy, puts it in the letter or takes it out, or takes it away. Seen in this office only, until it goes out in a letter. */
export async function commentOnPage(ctx: Context, filingId: string, form: CommentAct): Promise<{ outcome: "kept" } | { outcome: "refused" }> {
  return inLea(ctx, async (tx): Promise<{ outcome: "kept" } | { outcome: "refused" }> => {
    const opened = await mustOpenOutside(ctx, tx, filingId);
    const key = { leaId: ctx.user.leaId, filingId };
    const gone = () => new AppError("not-found", "There is no such comment here.");
    const record = (verb: string, id: string, detail: Record<string, number | boolean> = {}) => recordAct(tx, { leaId: key.leaId, actor: ctx.user.id, verb, object: `outside-filing/${filingId}/comments/${id}`, detail });
    if (form.act === "say") {
      const words = commentWords(form.words);
      const copy = copyOf(opened, form.number);
      if (form.page > copy.pages) throw new AppError("invalid", "This document has no such page.");
      if (words === null) return { outcome: "refused" };
      const id = randomUUID();
      await insertOutsideComment(tx, { ...key, id, number: copy.number, page: form.page, words, inLetter: form.inLetter, person: ctx.user.id, personName: ctx.user.name });
      await record("comment-on-page", id, { number: copy.number, page: form.page });
    } else if (form.act === "letter") {
      if (!(await tickOutsideComment(tx, { ...key, id: form.id, inLetter: form.inLetter }))) throw gone();
      await record("tick-page-comment", form.id, { inLetter: form.inLetter });
    } else {
      if (!(await removeOutsideComment(tx, { ...key, id: form.id }))) throw gone();
      await record("remove-page-comment", form.id);
    }
    return { outcome: "kept" };
  });
}

/** A page (from 1) of a copy as a WebP picture. Throws "not-found" where the copy has no such page. */
export async function drawOutsidePage(ctx: Context, filingId: string, number: number, page: number, seenMark: string | null): Promise<DrawnPage> {
  const copy = await inLea(ctx, async (tx) => copyOf(await mustOpenOutside(ctx, tx, filingId), number));
  if (page < 1 || page > copy.pages) throw new AppError("not-found", "This document has no such page.");
  const mark = `"${copy.fileHash.slice(0, 20)}-${page}"`;
  if (seenMark === mark) return { mark, bytes: null };
  return inDrawingPlace(ctx, async () => {
    const file = await ctx.storage.read(copy.fileKey);
    if (!file) throw new AppError("not-found", "There is no such submission here.");
    return { mark, bytes: await ctx.files.drawPage(file, page) };
  });
}

/** The file as it came. Handing it out is recorded first. */
export async function openOutsideFile(ctx: Context, filingId: string, number: number): Promise<{ bytes: Uint8Array; name: string; format: "pdf" }> {
  const copy = await inLea(ctx, async (tx) => {
    const found = copyOf(await mustOpenOutside(ctx, tx, filingId), number);
    await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "download-outside-file", object: `outside-filing/${filingId}`, detail: { number, hash: found.fileHash } });
    return found;
  });
  const bytes = await ctx.storage.read(copy.fileKey);
  if (!bytes) throw new AppError("not-found", "There is no such submission here.");
  return { bytes, name: fileNameAs(copy.fileName, "pdf"), format: "pdf" };
}

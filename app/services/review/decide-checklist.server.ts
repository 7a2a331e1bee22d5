import { recordAct } from "#db/repos/audit.server.ts";
import { findAssignment, listFigures, listVerdicts, saveAssignment, saveFigure, saveSecondReading, saveVerdict } from "#db/repos/county-review.server.ts";
import type { VerdictWord } from "#db/repos/county-review.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { readMoney } from "#app/domain/calculations/format.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { checklistFor, reviewersOf } from "./load-checklist.server.ts";
import { openReview } from "./open-review.server.ts";

export type VerdictForm = { line: string; verdict: VerdictWord; words: string; inLetter: boolean; seenVersion: number };
export type FigureForm = { name: string; typed: string; seenVersion: number };
export type DecideResult = { outcome: "kept"; changed: number } | { outcome: "conflict"; theirs: { line: string; words: string; verdict: VerdictWord; by: string }[] } | { outcome: "refused"; problems: { name: string; problem: string }[] };

/** Keeps a group of lines, all or none. Only what differs is written; what somebody else changed meanwhile comes back with their words. */
export async function decideLines(ctx: Context, filingId: string, lines: readonly VerdictForm[], figures: readonly FigureForm[]): Promise<DecideResult> {
  return inLea(ctx, async (tx): Promise<DecideResult> => {
    const review = await openReview(ctx, tx, filingId);
    const key = { leaId: ctx.user.leaId, filingId };
    const { groups } = await checklistFor(ctx, tx, review);
    const known = new Set(groups.flatMap((group) => group.lines.map(({ id }) => id)));
    if (lines.some(({ line }) => !known.has(line))) throw new AppError("invalid", "The form names a line that is not on this checklist.");
    const held = new Map((await listVerdicts(tx, key)).map((one) => [one.line, one]));
    const heldFigures = new Map((await listFigures(tx, key)).map((one) => [one.name, one]));
    const read = figures.map((figure) => ({ ...figure, money: readMoney(figure.typed) }));
    const problems = read.flatMap(({ name, money }) => ("problem" in money ? [{ name, problem: money.problem }] : []));
    if (problems.length > 0) return { outcome: "refused", problems };
    const differ = lines.filter((line) => {
      const now = held.get(line.line);
      return now === undefined ? line.verdict !== "open" || line.words.trim() !== "" || line.inLetter : now.verdict !== line.verdict || now.words !== line.words.trim() || now.inLetter !== line.inLetter;
    });
    const figuresDiffer = read.flatMap(({ name, seenVersion, money }) => ("cents" in money && money.cents !== (heldFigures.get(name)?.cents ?? null) ? [{ name, seenVersion, cents: money.cents }] : []));
    const stale = differ.filter(({ line, seenVersion }) => (held.get(line)?.version ?? 0) !== seenVersion);
    const staleFigures = figuresDiffer.some(({ name, seenVersion }) => (heldFigures.get(name)?.version ?? 0) !== seenVersion);
    if (stale.length > 0 || staleFigures) return { outcome: "conflict", theirs: stale.flatMap(({ line }) => { const now = held.get(line); return now ? [{ line, words: now.words, verdict: now.verdict, by: now.personName }] : []; }) };
    const who = { person: ctx.user.id, personName: ctx.user.name };
    for (const { line, verdict, words, inLetter, seenVersion } of differ) {
      if (!(await saveVerdict(tx, { ...key, line, verdict, words: words.trim(), inLetter, seenVersion, number: review.number, ...who }))) throw new AppError("conflict", "Somebody else decided a line a moment ago. Reload the page and look again.");
    }
    for (const figure of figuresDiffer) if (!(await saveFigure(tx, { ...key, ...figure, ...who }))) throw new AppError("conflict", "Somebody else typed a figure a moment ago. Reload the page and look again.");
    const changed = differ.length + figuresDiffer.length;
    if (changed > 0) await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "decide-review-lines", object: `review/${filingId}`, detail: { lines: differ.length, figures: figuresDiffer.length } });
    return { outcome: "kept", changed };
  });
}

export type AssignForm = { reviewer: string; secondReader: string; seenVersion: number };

/** Who reviews a plan and who reads it second; "" for nobody. */
export async function assignReview(ctx: Context, filingId: string, form: AssignForm): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { subject } = await openReview(ctx, tx, filingId);
    const people = new Set((await reviewersOf(tx, { leaId: ctx.user.leaId, kind: subject.leaKind })).map(({ id }) => id));
    for (const id of [form.reviewer, form.secondReader]) if (id !== "" && !people.has(id)) throw new AppError("invalid", "This person does not review plans here.");
    if (form.reviewer !== "" && form.reviewer === form.secondReader) throw new AppError("invalid", "The second reader is somebody else than the reviewer.");
    const kept = await saveAssignment(tx, { leaId: ctx.user.leaId, filingId, reviewer: form.reviewer || null, secondReader: form.secondReader || null, seenVersion: form.seenVersion });
    if (!kept) throw new AppError("conflict", "Somebody else changed who reviews this. Reload the page and look again.");
    await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "assign-review", object: `review/${filingId}`, detail: { reviewer: form.reviewer, secondReader: form.secondReader } });
  });
}

/** The second reader has read the newest copy and says so, with what they found. */
export async function readSecond(ctx: Context, filingId: string, form: { words: string; seenVersion: number }): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { number } = await openReview(ctx, tx, filingId);
    const key = { leaId: ctx.user.leaId, filingId };
    if ((await findAssignment(tx, key))?.secondReader !== ctx.user.id) throw new AppError("forbidden", "Only the second reader says this.");
    if (!(await saveSecondReading(tx, { ...key, secondReader: ctx.user.id, words: form.words.trim(), number, seenVersion: form.seenVersion }))) throw new AppError("conflict", "Who reads this second was changed. Reload the page and look again.");
    await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "read-second", object: `review/${filingId}`, detail: { number } });
  });
}

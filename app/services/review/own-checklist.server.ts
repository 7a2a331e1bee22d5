import { createHash } from "node:crypto";
import { listOwnLines, replaceOwnLines } from "#db/repos/county-review.server.ts";
import type { OwnLine } from "#db/repos/county-review.server.ts";
import { lockOrganization } from "#db/repos/organizations.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";

export type OwnChecklistPage = { program: string; short: string; programs: { program: string; short: string }[]; lines: OwnLine[]; /** What stands there, as a mark: a save on top of another list is a conflict. */ seen: string };

/** Programs whose plans are sent to a body above. */
const sentPrograms = (ctx: Context) => [...new Map(ctx.crosswalks.programs.filter(({ edition }) => edition.workflow !== undefined && edition.subject === "lea").map(({ program, edition }) => [program, { program, short: edition.short }])).values()];

function programOf(ctx: Context, wanted: string | null): { program: string; short: string } {
  const found = wanted === null ? sentPrograms(ctx)[0] : sentPrograms(ctx).find(({ program }) => program === wanted);
  if (!found) throw new AppError("not-found", "There is no such form.");
  return found;
}

/** The office's own checklist of a program. */
export async function loadOwnChecklist(ctx: Context, wanted: string | null): Promise<OwnChecklistPage> {
  if (!can(ctx.user, "review-list.read", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such form.");
  const form = programOf(ctx, wanted);
  const lines = await inLea(ctx, (tx) => listOwnLines(tx, { leaId: ctx.user.leaId, program: form.program }));
  return { ...form, programs: sentPrograms(ctx), lines, seen: markOf(lines) };
}

const markOf = (lines: readonly OwnLine[]): string => createHash("sha256").update(JSON.stringify(lines.map(({ section, words, citation }) => [section, words, citation]))).digest("hex");

const mostLines = 500;
export type OwnChecklistResult = { outcome: "kept"; lines: number } | { outcome: "refused"; problems: { row: number; problem: string }[] } | { outcome: "conflict" };

/** Puts a pasted list (CSV: section, line, citation) in the place of the one before, all of it or nothing; `seen`: the mark of the one before. The same line keeps its verdicts. */
export async function loadOwnLines(ctx: Context, wanted: string, pasted: string, seen: string): Promise<OwnChecklistResult> {
  if (!can(ctx.user, "review-checklist.change", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such form.");
  const { program } = programOf(ctx, wanted);
  const text = pasted.normalize("NFC").trim();
  const sheet = text === "" ? undefined : (await ctx.files.read.tables(new TextEncoder().encode(text))).sheets[0];
  const rows = (sheet?.lines ?? []).filter(({ cells }, at) => cells.some((cell) => cell.trim() !== "") && !(at === 0 && cells[0]?.trim().toLowerCase() === "section"));
  const known = new Set<string>();
  const problems: { row: number; problem: string }[] = [];
  const lines = rows.map(({ at, cells }): OwnLine => {
    const [section = "", words = "", citation = ""] = cells.map((cell) => cell.trim());
    const id = createHash("sha256").update(`${section}\n${words}`).digest("hex").slice(0, 24);
    if (words === "" || section === "") problems.push({ row: at, problem: "a section and a line are needed" });
    else if (section.length > 200 || words.length > 1000 || citation.length > 500) problems.push({ row: at, problem: "this is too long" });
    else if (known.has(id)) problems.push({ row: at, problem: "this line stands twice" });
    known.add(id);
    return { id, section, words, citation };
  });
  if (lines.length > mostLines) problems.push({ row: mostLines + 1, problem: `no more than ${mostLines} lines` });
  if (problems.length > 0) return { outcome: "refused", problems: problems.slice(0, 20) };
  return inLea(ctx, async (tx): Promise<OwnChecklistResult> => {
    // Two who save at once come one after the other, so that the second sees what the first wrote.
    await lockOrganization(tx, { leaId: ctx.user.leaId });
    if (markOf(await listOwnLines(tx, { leaId: ctx.user.leaId, program })) !== seen) return { outcome: "conflict" };
    await replaceOwnLines(tx, { leaId: ctx.user.leaId, program, lines });
    await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "load-own-checklist", object: `review-checklist/${program}`, detail: { lines: lines.length } });
    return { outcome: "kept", lines: lines.length };
  });
}

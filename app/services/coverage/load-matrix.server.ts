import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { behindCell, filledForms, matrix } from "#app/domain/coverage/matrix.ts";
import type { CellState, FilledForm, MatrixCell, MatrixColumn } from "#app/domain/coverage/matrix.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { countingRules, meterOf } from "#app/domain/meter/meter.ts";
import type { FormCount } from "#app/domain/meter/meter.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { historyPath, placePath, statementPath } from "#app/domain/plan/place-of.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { remembered, rememberedAfter } from "#app/services/plans/remembered.server.ts";

export type MatrixLine = { key: string; question: string; href: string; cells: (MatrixCell | null)[]; forms: number };
/** `once`, `separately`: the answered-once meter of the whole district with its schools; not shown for one school. */
export type MatrixPage = {
  plan: PlanHead;
  columns: MatrixColumn[];
  chapters: { id: string; title: string; rows: MatrixLine[] }[];
  meter: { separately: number; once: number; cellsSeparately: number; cellsOnce: number; taken: number; forms: Pick<FormCount, "short" | "organizations" | "required" | "separately" | "once" | "supplements" | "byClass">[]; rules: readonly string[] } | null;
};

/** What this person may see: the LEA and the schools they may read; for a school's part that school alone. */
async function readableForms(ctx: Context, key: string): Promise<{ plan: Plan; orgId: string; filled: FilledForm[] }> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  const orgIds = orgId === plan.leaId ? [plan.leaId, ...plan.organizations.filter(({ id, kind }) => kind === "school" && can(ctx.user, "school.read", schoolOwned(plan.leaId, id))).map(({ id }) => id)] : [orgId];
  return { plan, orgId, filled: rememberedAfter<FilledForm[]>({ crosswalks: ctx.crosswalks, plan }, `filled forms of ${orgIds.join()}`, (before) => filledForms(ctx.crosswalks, plan, orgIds, before)) };
}

/** Questions down, forms across: how far each answer carries, with the gaps on both sides. */
export async function loadMatrix(ctx: Context, key: string): Promise<MatrixPage> {
  const { plan, orgId, filled } = await readableForms(ctx, key);
  const { columns, rows } = matrix(ctx.crosswalks, filled, plan);
  const places = { planId: orgId === plan.leaId ? plan.id : partKey(plan.id, orgId), outline: ctx.crosswalks.outline, supplements: filled.flatMap(({ reading }) => reading.program.supplements) };
  const counted = orgId === plan.leaId ? remembered({ crosswalks: ctx.crosswalks, plan }, "meter", () => meterOf(ctx.crosswalks, plan)) : null;
  return {
    plan: planHead(ctx, plan, orgId),
    columns,
    chapters: ctx.crosswalks.outline.chapters.map((chapter) => ({
      id: chapter.id,
      title: chapter.title,
      rows: rows.filter((row) => row.chapterId === chapter.id).map(({ statement, cells, forms }) => ({ key: statement.key, question: statement.question, href: statementPath(places, statement.key), cells, forms })),
    })),
    meter: counted && {
      separately: counted.separately,
      once: counted.once,
      cellsSeparately: counted.cellsSeparately,
      cellsOnce: counted.cellsOnce,
      taken: counted.taken,
      forms: counted.forms.map(({ short, organizations, required, separately, once, supplements, byClass }) => ({ short, organizations, required, separately, once, supplements, byClass })),
      rules: countingRules,
    },
  };
}

export type BehindLine = {
  field: string;
  label: string;
  prompt: string;
  /** The address it reads ("goal.description"), and whether that is an extra question that completes the shared one. */
  source: string;
  relation: string;
  rationale: string;
  authority: string;
  reviewed: boolean;
  place: string;
  standing: { name: string; state: CellState; href: string }[];
};
export type BehindPage = { plan: PlanHead; statement: { key: string; question: string; href: string }; form: { program: string; short: string; title: string; edition: string }; answers: { name: string; version: number; href: string }[]; lines: BehindLine[] };

/** Why this question fills these places of the form: map row, relation, authority, and where each stands. Throws "not-found" for a question or form that is not there. */
export async function loadBehindCell(ctx: Context, key: string, program: string, statementKey: string): Promise<BehindPage> {
  const { plan, orgId, filled } = await readableForms(ctx, key);
  const form = filled.find(({ reading }) => reading.program.program === program)?.reading.program;
  const supplements = filled.flatMap(({ reading }) => reading.program.supplements);
  const statement = [...ctx.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...supplements].find((one) => one.key === statementKey);
  if (!form || !statement) throw new AppError("not-found", "There is no such question or form here.");
  const nameOf = (id: string): string => plan.organizations.find((one) => one.id === id)?.name ?? id;
  const keyOf = (id: string): string => (id === plan.leaId ? plan.id : partKey(plan.id, id));
  const placesOf = (id: string) => ({ planId: keyOf(id), outline: ctx.crosswalks.outline, supplements: formsOfPlan(ctx.crosswalks, plan, id).flatMap((one) => one.supplements) });
  const owners = new Set(filled.map((one) => one.orgId));
  return {
    plan: planHead(ctx, plan, orgId),
    statement: { key: statement.key, question: statement.question, href: statementPath(placesOf(orgId), statement.key) },
    form: { program, short: form.edition.short, title: form.edition.title, edition: form.edition.id },
    answers: plan.answers.filter((answer) => answer.key === statementKey && owners.has(answer.orgId)).map((answer) => ({ name: answer.about === null ? nameOf(answer.orgId) : `${nameOf(answer.orgId)}: ${aboutWhat(plan, answer.about)}`, version: answer.version, href: historyPath(keyOf(answer.orgId), "answers", answer.id) })),
    lines: behindCell(ctx.crosswalks, filled, program, statementKey).map(({ field, label, prompt, source, relation, rationale, authority, status, place, standing }) => ({
      field, label, prompt, source, relation, rationale, authority, reviewed: status === "reviewed", place,
      standing: standing.map((one) => ({ name: nameOf(one.orgId), state: one.state, href: one.at === "" ? statementPath(placesOf(one.orgId), statement.key) : placePath(placesOf(one.orgId), one.at) })),
    })),
  };
}

/** The row an answer is about, as people know it. */
const aboutWhat = (plan: Plan, id: string): string => plan.organizations.find((one) => one.id === id)?.name ?? plan.actions.find((one) => one.id === id)?.title ?? (plan.goals.some((one) => one.id === id) ? `goal ${plan.goals.filter((one) => one.orgId === plan.goals.find((goal) => goal.id === id)?.orgId).sort((a, b) => a.order - b.order).findIndex((one) => one.id === id) + 1}` : id);

import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { yearBefore } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { Context } from "#app/context.server.ts";
import type { Coverage } from "#app/domain/coverage/coverage.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { answerAsRow, answerFields } from "#app/domain/plan/answer-fields.ts";
import { heldFacts } from "#app/domain/plan/held-facts.ts";
import type { HeldFact } from "#app/domain/plan/held-facts.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { inheritedRows } from "#app/domain/plan/inherited-rows.ts";
import type { InheritedList } from "#app/domain/plan/inherited-rows.ts";
import { rowFields, rowName, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { rowList } from "#app/domain/plan/row-list.ts";
import type { RowList } from "#app/domain/plan/row-list.ts";
import { withoutSchoolsOnly } from "#app/domain/plan/schools-only.ts";
import type { AnswerLook, StatementState } from "#app/domain/plan/statement-state.ts";
import { formatMoney, minus } from "#app/domain/calculations/format.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { spotAt } from "#app/domain/coverage/read-form.ts";
import { fieldWords, questionOf } from "#app/services/coverage/load-coverage.server.ts";
import { readForms, standingsHere, usesIn } from "#app/services/coverage/read-forms.server.ts";
import { looksOf } from "./answer-marks.server.ts";
import { inLea, openPart, seesPrivate } from "./open-plan.server.ts";
import { lastYearProgress } from "./load-last-year.server.ts";
import type { LastYearProgress } from "./load-last-year.server.ts";
import { isClosed, planHead } from "./plan-head.server.ts";
import { remembered } from "./remembered.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

/** A place on a form that a statement fills, with what it still lacks there. */
export type UsedAt = { field: string; label: string; prompt: string; state: StatementState; missing: number; reviewed: boolean };
export type UsedIn = { program: string; short: string; place: number; fields: UsedAt[] };
/** `id`: the row it is kept in, for its history; null while nobody has written it. */
export type AnswerBox = { id: string | null; about: string | null; aboutName: string; version: number | null; fields: RowField[]; typed: Record<string, string[]> };
export type AmountBox = { id: string | null; column: string; label: string; help: string; year: string; version: number | null; typed: string };
export type GoalCard = { id: string; number: string; name: string; kind: string; metrics: number; actions: number; planned: string };
export type StatementBox = {
  key: string;
  question: string;
  help: string;
  asked: string;
  isPrivate: boolean;
  /** Adopted: shown and not changed. */
  closed: boolean;
  onlyFor: string | null;
  state: StatementState;
  per: Statement["per"] | null;
  row: string;
  usedIn: UsedIn[];
  answers: AnswerBox[];
  amounts: AmountBox[];
  list: RowList | null;
  goals: GoalCard[];
  /** Who looked at it and could not complete it, the newest first. */
  looks: AnswerLook[];
};
export type ChapterPage = {
  plan: PlanHead;
  chapter: { id: string; title: string; help: string };
  previous: { id: string; title: string } | null;
  next: { id: string; title: string } | null;
  held: HeldFact[];
  /** In a school's part: what the district wrote for this school, shown and not retyped. */
  inherited: InheritedList[];
  /** In the chapters about money and progress: how far last year's estimates are. */
  lastYear: LastYearProgress | null;
  statements: StatementBox[];
};

/** All questions of one chapter with their answers, and where each is used. */
export async function loadChapter(ctx: Context, key: string, chapterId: string): Promise<ChapterPage> {
  const { plan, orgId, looks } = await inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "plan.read");
    return { ...part, looks: await looksOf(tx, part) };
  });
  const { chapters } = ctx.crosswalks.outline;
  const at = chapters.findIndex((one) => one.id === chapterId);
  const chapter = chapters[at];
  if (!chapter) throw new AppError("not-found", "There is no such chapter.");
  const { readings, coverages } = readForms(ctx, plan, orgId);
  const all = standingsHere(ctx, plan, orgId);
  const sources = { plan, catalogs: ctx.crosswalks.catalogs, statements: all.map((one) => one.statement), orgId };
  const head = planHead(ctx, plan, orgId);
  const uses = remembered({ crosswalks: ctx.crosswalks, plan }, `uses of ${orgId}`, () => usesOf(ctx, readings, coverages));
  const link = (one: typeof chapter | undefined) => (one ? { id: one.id, title: one.title } : null);
  const statements = all
    .filter((one) => one.chapterId === chapterId && one.asked)
    .map(({ statement, state, onlyFor }): StatementBox => {
      const isList = statement.shape === "rows";
      const isAmounts = statement.collection === "revenues" && !isList;
      return {
        key: statement.key,
        question: statement.question,
        help: statement.help,
        asked: statement.asked,
        isPrivate: statement.private === true,
        closed: isClosed(head, statement),
        onlyFor,
        state,
        per: statement.per ?? null,
        row: statement.row ?? "",
        usedIn: uses(statement.key),
        answers: isList || isAmounts ? [] : answerBoxes(plan, orgId, statement, sources, readings[0]),
        amounts: isAmounts ? amountBoxes(plan, statement, readings[0]) : [],
        list: isList && statement.collection !== "goals" ? rowList(plan, statement, rowFields(statement, sources), orgId) : null,
        goals: statement.collection === "goals" ? goalCards(plan, ctx, orgId) : [],
        // Why a private question cannot be completed is as private as its answer.
        looks: statement.private === true && !seesPrivate(ctx) ? [] : looks.filter((look) => look.key === statement.key),
      };
    });
  const aboutLastYear = orgId === plan.leaId && chapter.statements.some(({ collection }) => collection === "lines" || collection === "progress");
  return { plan: head, chapter: { id: chapter.id, title: chapter.title, help: chapter.help }, previous: link(chapters[at - 1]), next: link(chapters[at + 1]), held: heldFacts(plan, ctx.crosswalks.catalogs, chapterId, orgId), inherited: inheritedRows(plan, ctx.crosswalks.catalogs, chapterId, orgId), lastYear: aboutLastYear ? lastYearProgress(ctx, plan) : null, statements };
}

const worst: StatementState[] = ["missing", "partly", "answered", "not-applicable"];

/** Asked for a statement it answers from memory the next time. */
function usesOf(ctx: Context, readings: readonly FormReading[], coverages: readonly Coverage[]): (key: string) => UsedIn[] {
  const used = usesIn(ctx, readings.map((reading) => reading.program));
  const states = coverages.map(({ parts }) => {
    const byField = new Map<string, { state: StatementState; missing: number }>();
    for (const { fields } of parts)
      for (const { field, state, lackingAt, lacking } of fields) {
        const before = byField.get(field);
        const missing = (before?.missing ?? 0) + (state === "answered" || state === "not-applicable" ? 0 : Math.max(lackingAt.length, lacking.length > 0 ? 1 : 0));
        byField.set(field, { state: !before || worst.indexOf(state) < worst.indexOf(before.state) ? state : before.state, missing });
      }
    return byField;
  });
  const questions = readings.map((reading) => questionOf(ctx, reading));
  const usedIn = (key: string): UsedIn[] =>
    readings.flatMap((reading, place) => {
      const { program } = reading;
      const fields = (used.get(key) ?? []).filter((use) => use.program === program.program);
      const seen = [...new Map(fields.map((use) => [use.field, use])).values()];
      if (seen.length === 0) return [];
      return [{
        program: program.program,
        short: program.edition.short,
        place,
        fields: seen.map((use) => ({ field: use.field, label: fieldWords(use, reading, questions[place] ?? String), prompt: use.prompt, state: states[place]?.get(use.field)?.state ?? "not-applicable", missing: states[place]?.get(use.field)?.missing ?? 0, reviewed: use.status === "reviewed" })),
      }];
    });
  const known = new Map<string, UsedIn[]>();
  return (key) => {
    const found = known.get(key) ?? usedIn(key);
    known.set(key, found);
    return found;
  };
}

function answerBoxes(plan: Plan, orgId: string, statement: Statement, sources: Parameters<typeof answerFields>[1], reading: FormReading | undefined): AnswerBox[] {
  const fields = answerFields(statement, sources);
  const box = (about: string | null, aboutName: string): AnswerBox => {
    const answer = plan.answers.find((one) => one.key === statement.key && one.orgId === orgId && one.about === about);
    return { id: answer?.id ?? null, about, aboutName, version: answer?.version ?? null, fields, typed: typedFromRow(fields, answerAsRow(statement, answer?.value)) };
  };
  // A year without a form has its goals and actions all the same.
  const index = reading?.index ?? indexPlan(plan, sources.catalogs, orgId);
  const number = (id: string) => index.goalNumber.get(id) ?? "";
  if (statement.per === "goal") return index.goals.map((goal) => box(goal.id, `Goal ${number(goal.id)}: ${rowName(goal)}`));
  if (statement.per === "action") return index.goals.flatMap((goal) => index.actionsOf(goal.id)).map((action) => box(action.id, `${index.actionNumber.get(action.id) ?? ""} ${action.title}`));
  if (statement.per === "school") {
    const asked = statement.when?.match(/identified\.(\w+)/)?.[1];
    const names = asked && reading ? (reading.facts.identified[asked] as string[] | undefined) : undefined;
    return plan.organizations.filter((one) => one.kind === "school" && (!names || names.includes(one.name))).map((school) => box(school.id, school.name));
  }
  return [box(null, "")];
}

function amountBoxes(plan: Plan, statement: Statement, reading: FormReading | undefined): AmountBox[] {
  const scope = reading ? spotAt(reading, {}).scope : {};
  return (statement.columns ?? []).flatMap((column): AmountBox[] => {
    const [kind = "", when] = column.at ?? [];
    const year = when === "current" ? yearBefore(plan.year) : plan.year;
    const row = plan.revenues.find((one) => one.orgId === plan.leaId && one.kind === kind && one.year === year);
    if (column.when && !row && reading && !compileCondition(column.when)(scope)) return [];
    return [{ id: row?.id ?? null, column: column.name, label: column.question ?? column.name, help: column.help ?? "", year, version: row?.version ?? null, typed: row ? formatMoney(row.cents).replace("$", "").replace(minus, "-") : "" }];
  });
}

function goalCards(plan: Plan, ctx: Context, orgId: string): GoalCard[] {
  const kinds = ctx.crosswalks.catalogs["goal-kinds"]?.entries ?? [];
  const goals = plan.goals.filter((goal) => goal.orgId === orgId).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return goals.map((goal, at) => {
    const actions = withoutSchoolsOnly(plan).actions.filter((action) => action.goalId === goal.id);
    const ids = new Set(actions.map((action) => action.id));
    const cents = plan.lines.reduce((sum, line) => (line.kind === "planned" && line.actionId !== null && ids.has(line.actionId) ? sum + line.cents : sum), 0);
    return {
      id: goal.id,
      number: String(at + 1),
      name: plainFromRichText(goal.description).replace(/\s+/g, " ").slice(0, 240),
      kind: kinds.find((entry) => entry.code === goal.kind)?.label ?? goal.kind ?? "",
      metrics: plan.metrics.filter((metric) => metric.goalId === goal.id).length,
      actions: actions.length,
      planned: formatMoney(cents, "dollars"),
    };
  });
}

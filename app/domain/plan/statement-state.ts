// How far along is each statement and chapter of the outline, seen from the forms the plan fills?
import type { Crosswalks, Statement } from "#schemas/crosswalk.ts";
import type { Answer, AnswerValue, Plan, PlanCollection } from "#schemas/plan.ts";
import { isBlankRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { Coverage } from "#app/domain/coverage/coverage.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { organizationSpot, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import type { AskedStatement } from "#app/domain/coverage/forms-of-plan.ts";
import { spotAt } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";

export type StatementState = "answered" | "partly" | "missing" | "not-applicable";

/** Has somebody written something? Blank text, and a record of blanks, are nothing. */
export const isFilled = (value: AnswerValue): boolean => {
  if (value === null || value === "") return false;
  if (typeof value !== "object") return true;
  return "type" in value && value.type === "doc" ? !isBlankRichText(value as RichText) : Object.values(value).some((part) => part !== null && part !== "");
};

/** The own answers of the LEA, or of the school named, under a statement key. */
export const ownAnswers = (plan: Plan, key: string, orgId: string = plan.leaId): Answer[] => plan.answers.filter((answer) => answer.key === key && answer.orgId === orgId);

export function hasContent(plan: Plan, statement: Statement, orgId: string = plan.leaId): boolean {
  if (statement.collection === "revenues") {
    const kinds = (statement.columns ?? []).map((column) => column.at?.[0]);
    return plan.revenues.some((row) => row.orgId === orgId && kinds.includes(row.kind));
  }
  if (statement.collection) return plan[statement.collection as PlanCollection].some((row) => row.orgId === orgId);
  return ownAnswers(plan, statement.key, orgId).some((answer) => isFilled(answer.value));
}

export type StatementStanding = AskedStatement & { state: StatementState; asked: boolean };

/** Each statement of the LEA, or of the school named, with its state. `asked` is false while its condition does not hold and nothing was written. */
export function standings(crosswalks: Crosswalks, readings: readonly FormReading[], coverages: readonly Coverage[], plan: Plan, orgId: string = plan.leaId): StatementStanding[] {
  const forms = readings.map((reading) => reading.program);
  const all = statementsOf(crosswalks, forms, orgId === plan.leaId ? "lea" : "school");
  const keyOf = new Map<string, string>();
  for (const { statement } of all) {
    keyOf.set(statement.key, statement.key);
    for (const column of statement.columns ?? []) keyOf.set(`${statement.row}.${column.name}`, statement.key);
  }
  const lacking = new Set<string>();
  for (const { parts } of coverages)
    for (const { fields } of parts)
      for (const field of fields) if (field.required) for (const address of field.lacking) lacking.add(keyOf.get(address) ?? address);
  const first = readings[0];
  const known = [plan.leaId, orgId].every((id) => plan.organizations.some((one) => one.id === id));
  const scope = first ? spotAt(first, {}).scope : known ? organizationSpot(crosswalks, plan, orgId).scope : {};
  return all.map((asked) => {
    const { statement } = asked;
    const content = hasContent(plan, statement, orgId);
    const applies = !statement.when || compileCondition(statement.when)(scope);
    // In a year that no form of the LEA is held for, what is asked and not written is still to be written.
    const open = readings.length === 0 && orgId === plan.leaId && applies ? "missing" : "not-applicable";
    const state = lacking.has(statement.key) ? (content ? "partly" : "missing") : content ? "answered" : open;
    return { ...asked, state, asked: applies || content };
  });
}

/** "looked-at": all it still lacks was looked at and marked as not to be completed for now. */
export type ChapterState = "not-started" | "in-progress" | "answered" | "blocked" | "looked-at";
/** `lookedAt`: how many of its questions are so marked. */
export type ChapterStanding = { id: string; title: string; help: string; state: ChapterState; answered: number; askedCount: number; lookedAt: number; why: "opening" | "goals" | "actions" | null };
/** A look at a question that could not be completed, as a page shows it; days in words, in California. `ended` null: it stands. */
export type AnswerLook = { key: string; about: string | null; reason: string; by: string; on: string; ended: { by: string; on: string; because: "answered" | "taken-back" } | null };
/** A standing mark "looked at and cannot be completed": of which question, about what. */
export type StandingMark = { key: string; about: string | null };

/** Was everything this question still lacks looked at? One asked for each goal, action or school: each of those without an answer. */
function isLookedAt(plan: Plan, statement: Statement, orgId: string, marks: readonly StandingMark[]): boolean {
  const mine = marks.filter((mark) => mark.key === statement.key);
  if (mine.length === 0 || statement.per === undefined || statement.per === "school") return mine.length > 0;
  const rows = (statement.per === "goal" ? plan.goals : plan.actions).filter((row) => row.orgId === orgId);
  const answered = new Set(ownAnswers(plan, statement.key, orgId).filter(({ value }) => isFilled(value)).map(({ about }) => about));
  return rows.every((row) => answered.has(row.id) || mine.some((mark) => mark.about === row.id));
}

/** A chapter cannot be completed while all it still lacks hangs on rows that do not exist yet. */
export function chapterStandings(crosswalks: Crosswalks, all: readonly StatementStanding[], plan: Plan, orgId: string = plan.leaId, marks: readonly StandingMark[] = []): ChapterStanding[] {
  const goals = plan.goals.some((goal) => goal.orgId === orgId);
  const actions = plan.actions.some((action) => action.orgId === orgId);
  const waitsFor = ({ statement }: StatementStanding): "goals" | "actions" | null => {
    const needs = (to: string) => (statement.columns ?? []).some((column) => column.to === to && column.required === true);
    if (!goals && (statement.per === "goal" || needs("goal") || needs("metric"))) return "goals";
    return !actions && (statement.per === "action" || needs("action")) ? "actions" : null;
  };
  return crosswalks.outline.chapters.map(({ id, title, help }) => {
    const mine = all.filter((one) => one.chapterId === id && one.asked);
    const counted = mine.filter((one) => one.state !== "not-applicable");
    const open = counted.filter((one) => one.state !== "answered");
    const answered = counted.length - open.length;
    const why = open.length > 0 && open.every((one) => waitsFor(one) !== null) ? (open.map(waitsFor)[0] ?? null) : null;
    const lookedAt = mine.filter((one) => isLookedAt(plan, one.statement, orgId, marks));
    const started = counted.some((one) => one.state !== "missing") || lookedAt.length > 0;
    const allLookedAt = lookedAt.length > 0 && open.every((one) => lookedAt.includes(one));
    return { id, title, help, state: why ? "blocked" : allLookedAt ? "looked-at" : open.length === 0 ? (counted.length > 0 ? "answered" : "not-started") : started ? "in-progress" : "not-started", answered, askedCount: counted.length, lookedAt: lookedAt.length, why };
  });
}

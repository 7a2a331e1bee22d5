// Facts of a plan that several rules ask for: what was answered, who holds which status, how a goal or action is called in a message.
import { isBlankRichText, plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { Catalogs, PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Action, AnswerValue, Goal, Need, Organization } from "#schemas/plan.ts";

const isRichText = (value: unknown): value is RichText => typeof value === "object" && value !== null && "docVersion" in value;

/** The words of an answer; empty where nobody has answered. */
export function wordsOf(value: AnswerValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (isRichText(value)) return isBlankRichText(value) ? "" : plainFromRichText(value).trim();
  if (typeof value === "object") return Object.values(value).map((part) => (isRichText(part) ? plainFromRichText(part) : Array.isArray(part) ? part.join(" ") : String(part ?? ""))).join(" ").trim();
  return String(value).trim();
}

/** All the words the form's organization wrote under a statement, about a row when given. */
export const answerText = (index: PlanIndex, key: string, about?: string | null): string => index.answersOf(key, index.orgId, about).map((answer) => wordsOf(answer.value)).filter(Boolean).join("\n");

export const blank = (text: RichText | null): boolean => isBlankRichText(text);
export const plain = (text: RichText | null): string => (text === null ? "" : plainFromRichText(text));

/** "action 1.2 “Tutors”", as people speak of it. */
export const nameOfAction = (index: PlanIndex, action: Action): string => `action ${index.actionNumber.get(action.id) ?? ""}${action.title === "" ? "" : ` "${action.title}"`}`;
export const nameOfGoal = (index: PlanIndex, goal: Goal): string => `goal ${index.goalNumber.get(goal.id) ?? ""}`;

/** The actions of the form's organization, in the order of the document. */
export const actionsOfPlan = (index: PlanIndex): Action[] => index.goals.flatMap((goal) => index.actionsOf(goal.id));

export const needsOf = (index: PlanIndex, row: { needIds: readonly string[] }): Need[] => row.needIds.flatMap((id) => index.need.get(id) ?? []);

/** Organizations that hold one of these statuses in the plan's year. */
export function holdersOf(index: PlanIndex, programs: ReadonlySet<string>): Organization[] {
  const ids = new Set(
    index.plan.identifications
      .filter((status) => programs.has(status.program) && (status.since === null || status.since <= index.plan.year) && (status.until === null || status.until >= index.plan.year))
      .map((status) => status.orgId),
  );
  return index.plan.organizations.filter((organization) => ids.has(organization.id));
}

/** Status codes the catalog puts in a group ("assistance"); with `basis`, only those a law makes a duty. */
export const statusesIn = (catalogs: Catalogs, group: string, withBasis = false): Set<string> =>
  new Set(catalogs["identifications"]?.entries.filter((entry) => entry["group"] === group && (!withBasis || typeof entry["basis"] === "string")).map((entry) => entry.code) ?? []);

/** Schools (or a single-school LEA) whose pupils generate Equity Multiplier funds this year. */
export function equityMultiplierSchools(index: PlanIndex): Organization[] {
  const identified = new Set(holdersOf(index, new Set(["equity-multiplier"])).map((organization) => organization.id));
  return index.plan.organizations.filter((organization) => organization.equityMultiplier || identified.has(organization.id));
}

/** Does a text name a thing, letter case and spacing aside? */
export const names = (text: string, name: string): boolean => text.toLowerCase().replace(/\s+/g, " ").includes(name.toLowerCase().replace(/\s+/g, " ").trim());

const kindOfSchool = /\b(schools?|elementary|primary|intermediate|middle|junior|senior|jr|sr|high|charter|academy|community|continuation)\b[./]*/gi;

/** Does a text name a school, by its whole name or without the words that say what kind of school it is ("Lincoln" for "Lincoln High School")? */
export function namesSchool(text: string, name: string): boolean {
  const own = name.replace(kindOfSchool, " ").replace(/\s+/g, " ").trim();
  return names(text, name) || (own.length > 2 && names(text, own));
}

/** A sentence starts with a capital. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

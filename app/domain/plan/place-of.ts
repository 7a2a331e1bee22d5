// Where on the portal is a place of the plan ("actions/a-1/scope", "answers/went.done/goal-1")? The one function that makes such addresses.
import type { Outline, Statement } from "#schemas/crosswalk.ts";
import { planCollections } from "#schemas/plan.ts";

export type Places = { planId: string; outline: Outline; supplements: readonly Statement[] };

const chapterOf = ({ outline, supplements }: Places, matches: (statement: Statement) => boolean): { chapterId: string; statement: Statement } | undefined => {
  for (const chapter of outline.chapters) for (const statement of chapter.statements) if (matches(statement)) return { chapterId: chapter.id, statement };
  const extra = supplements.find(matches);
  const own = extra && (outline.chapters.find(({ id }) => extra.key.startsWith(`${id}.`)) ?? outline.chapters.at(-1));
  return extra && own ? { chapterId: own.id, statement: extra } : undefined;
};

/** An id usable as a page anchor. */
export const anchorOf = (...parts: string[]): string => parts.join("-").replace(/[^A-Za-z0-9_-]+/g, "-");

export const planPath = (planId: string): string => `/plans/${encodeURIComponent(planId)}`;
export const rowPath = (planId: string, collection: string, rowId: string): string => `${planPath(planId)}/rows/${encodeURIComponent(collection)}/${encodeURIComponent(rowId)}`;
export const goalPath = (planId: string, goalId: string): string => `${planPath(planId)}/goals/${encodeURIComponent(goalId)}`;
/** What happened to one row or answer. */
export const historyPath = (planId: string, collection: string, rowId: string): string => `${planPath(planId)}/history/${encodeURIComponent(collection)}/${encodeURIComponent(rowId)}`;
/** What changed in the plan, or in one chapter. */
export const whatChangedPath = (planId: string, chapterId = ""): string => `${planPath(planId)}/history${chapterId === "" ? "" : `?chapter=${encodeURIComponent(chapterId)}`}`;
/** A list as a grid; of one goal when given. */
export const gridPath = (planId: string, collection: string, goalId: string | null = null): string => `${planPath(planId)}/grids/${encodeURIComponent(collection)}${goalId === null ? "" : `?goal=${encodeURIComponent(goalId)}`}`;
/** How far a plan, or a school's part of it, is and where its money goes, in pictures and tables. */
export const glancePath = (planId: string): string => `${planPath(planId)}/at-a-glance`;
export const lastYearPath = (planId: string): string => `${planPath(planId)}/last-year`;
/** How the running year goes, for the board's mid-year report. */
export const midYearPath = (planId: string): string => `${planPath(planId)}/mid-year`;
/** Next year's plan from this one; what a plan began with; the plan in its own order while no form for its year is held. */
export const rollForwardPath = (planId: string): string => `${planPath(planId)}/roll-forward`;
export const carriedPath = (planId: string, chapterId = ""): string => `${planPath(planId)}/carried${chapterId === "" ? "" : `?chapter=${encodeURIComponent(chapterId)}`}`;
export const workingDraftPath = (planId: string): string => `${planPath(planId)}/working-draft`;
/** The deadlines of a plan, and the way back from the board's meetings. */
/** Which question answers what of which form; with a form and a question, what stands behind that cell. */
export const matrixPath = (planId: string, program?: string, statement?: string): string => `${planPath(planId)}/matrix${program === undefined || statement === undefined ? "" : `/${encodeURIComponent(program)}/${encodeURIComponent(statement)}`}`;
/** What a district writes once for several schools; what one school does with it. */
export const forSchoolsPath = (planId: string, row?: { collection: string; id: string }): string => `${planPath(planId)}/for-schools${row === undefined ? "" : `/${encodeURIComponent(row.collection)}/${encodeURIComponent(row.id)}`}`;
export const fromDistrictPath = (planId: string): string => `${planPath(planId)}/from-district`;
export const calendarPath = (planId: string): string => `${planPath(planId)}/calendar`;
export const plannerPath = (planId: string): string => `${calendarPath(planId)}/planner`;
export const statementPath = (places: Places, key: string, about?: string): string => {
  const found = chapterOf(places, (statement) => statement.key === key);
  return found ? `${planPath(places.planId)}/chapters/${found.chapterId}#${anchorOf(key, ...(about ? [about] : []))}` : planPath(places.planId);
};

/** The page and anchor for a finding's or a field's place; the plan's own page when nothing closer is known. */
export function placePath(places: Places, at: string): string {
  const [head = "", id = "", ...rest] = at.split("/");
  if (head === "answers" && id !== "") return statementPath(places, id, rest[0]);
  if (head === "revenues" || head === "revenue") {
    const found = chapterOf(places, (statement) => statement.collection === "revenues" && (statement.columns ?? []).some((column) => column.at?.[0] === id)) ?? chapterOf(places, (statement) => statement.collection === "revenues");
    return found ? `${planPath(places.planId)}/chapters/${found.chapterId}#${anchorOf(found.statement.key)}` : planPath(places.planId);
  }
  if ((planCollections as readonly string[]).includes(head)) {
    if (id !== "") return `${rowPath(places.planId, head, id)}${rest.length > 0 ? `#${anchorOf("field", rest.join("."))}` : ""}`;
    const found = chapterOf(places, (statement) => statement.collection === head);
    if (found) return statementPath(places, found.statement.key);
  }
  if (head === "opening.actions") return `${lastYearPath(places.planId)}${id ? `#${anchorOf("action", id)}` : ""}`;
  if (head === "opening") return `${planPath(places.planId)}/chapters/${chapterOf(places, (statement) => statement.per === "goal")?.chapterId ?? ""}`;
  if (chapterOf(places, (statement) => statement.key === head)) return statementPath(places, head, id || undefined);
  return planPath(places.planId);
}

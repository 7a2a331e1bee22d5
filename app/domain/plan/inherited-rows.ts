// What of the district's plan holds for one school, chapter by chapter: goals, actions and money at the school, board meetings. Shown there, never typed again.
import type { Catalog } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { rowNumbers } from "./row-form.ts";
import { withoutSchoolsOnly } from "./schools-only.ts";

/** `detail`: money or a day, where there is one. */
export type InheritedRow = { id: string; number: string; name: string; detail: string };
export type InheritedList = { kind: "goals" | "actions" | "allocations" | "steps" | "meetings"; rows: InheritedRow[] };

const plain = (value: Parameters<typeof plainFromRichText>[0]): string => plainFromRichText(value).replace(/\s+/g, " ").trim();

/** Of the chapter's kind only; empty for the district's own part and for chapters nothing of the district's stands in. */
export function inheritedRows(plan: Plan, catalogs: Record<string, Catalog>, chapterId: string, orgId: string): InheritedList[] {
  if (orgId === plan.leaId) return [];
  const numbers = rowNumbers(plan);
  const label = (catalog: string, code: string): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const inOrder = <Row extends { id: string }>(rows: Row[]) => [...rows].sort((a, b) => (numbers.get(a.id) ?? "").localeCompare(numbers.get(b.id) ?? "", "en", { numeric: true }));
  const lists: InheritedList[] = [];
  const list = (kind: InheritedList["kind"], rows: InheritedRow[]) => rows.length > 0 && lists.push({ kind, rows });
  if (chapterId === "aim")
    list("goals", inOrder(plan.goals.filter((goal) => goal.orgId === plan.leaId && (goal.schoolIds.length === 0 || goal.schoolIds.includes(orgId)))).map((goal) => ({ id: goal.id, number: numbers.get(goal.id) ?? "", name: plain(goal.description), detail: "" })));
  if (chapterId === "do") {
    const here = withoutSchoolsOnly(plan).actions.filter((action) => action.orgId === plan.leaId && (action.location === "all-schools" || action.schoolIds.includes(orgId)));
    list("actions", inOrder(here).map((action) => ({ id: action.id, number: numbers.get(action.id) ?? "", name: action.title, detail: moneyAt(plan, action.id, orgId) })));
    const steps = plan.answers.filter((answer) => answer.orgId === plan.leaId && answer.about === orgId && answer.value && typeof answer.value === "object" && "type" in answer.value);
    list("steps", steps.map((answer) => ({ id: answer.id, number: "", name: plain(answer.value as Parameters<typeof plainFromRichText>[0]), detail: "" })));
  }
  if (chapterId === "cost")
    list("allocations", plan.allocations.filter((row) => row.orgId === plan.leaId && row.siteId === orgId && !row.kept).map((row) => ({ id: row.id, number: "", name: label("funding-sources", row.program), detail: `${formatMoney(row.cents, "dollars")}, ${row.grantYear}` })));
  if (chapterId === "approve")
    list("meetings", plan.meetings.filter((row) => row.orgId === plan.leaId && row.kind === "school-plan-approval").map((row) => ({ id: row.id, number: "", name: [label("bodies", row.body), label("meeting-kinds", row.kind)].join(": "), detail: [row.heldOn, row.result].filter(Boolean).join(", ") })));
  return lists;
}

/** Planned money of a district's action at this school, where its lines say so. */
function moneyAt(plan: Plan, actionId: string, orgId: string): string {
  const cents = plan.lines.reduce((sum, line) => (line.orgId === plan.leaId && line.actionId === actionId && line.siteId === orgId && line.kind === "planned" ? sum + line.cents : sum), 0);
  return cents === 0 ? "" : formatMoney(cents, "dollars");
}

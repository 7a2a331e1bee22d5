// What changed in a whole plan between two moments: row by row in the order of the outline, and the planned money.
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { planCollections } from "#schemas/plan.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { rowDifference, sideOf, signedMoney } from "./row-difference.ts";
import type { HistoryCollection, HistoryRow, RowChange, Side } from "./row-difference.ts";

export type MoneyChange = { label: string; before: string; after: string; change: string };
export type PlanDifference = {
  changes: RowChange[];
  /** The LEA's planned money of the plan's own year: by goal and by source where it changed (or all, `wholeMoney`), and altogether; empty when none did. */
  money: { goals: MoneyChange[]; sources: MoneyChange[]; total: MoneyChange | null };
};

const historyCollections: readonly HistoryCollection[] = [...planCollections, "organizations", "identifications", "dashboard", "openingActions"];

/** Rows of the plan under the names that history knows them by. */
export function historyRows(plan: Plan, collection: HistoryCollection): readonly HistoryRow[] {
  return (collection === "openingActions" ? (plan.opening?.actions ?? []) : plan[collection]) as unknown as readonly HistoryRow[];
}

/** `before` undefined: the plan was not there yet, so all of it is new. `orgId`: whose numbers and questions it is said with. */
export function planDifference(before: Plan | undefined, after: Plan, crosswalks: Crosswalks, orgId: string = after.leaId, { wholeMoney = false } = {}): PlanDifference {
  const earlier: Plan = before ?? { ...after, ...Object.fromEntries(planCollections.map((name) => [name, []])), identifications: [], dashboard: [], organizations: [], opening: null };
  const [left, right] = [sideOf(earlier, crosswalks, orgId), sideOf(after, crosswalks, orgId)];
  const changes = historyCollections.flatMap((collection) => {
    const [old, now] = [left, right].map(({ plan }) => new Map(historyRows(plan, collection).map((row) => [row.id, row]))) as [Map<string, HistoryRow>, Map<string, HistoryRow>];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
      const [rowBefore, rowAfter] = [old.get(id), now.get(id)];
      if (rowBefore && rowAfter && JSON.stringify(rowBefore) === JSON.stringify(rowAfter)) return [];
      return rowDifference(collection, { side: left, row: rowBefore }, { side: right, row: rowAfter }) ?? [];
    });
  });
  return { changes: inOutlineOrder(changes, crosswalks, right), money: moneyDifference(left, right, crosswalks, wholeMoney) };
}

function inOutlineOrder(changes: readonly RowChange[], { outline }: Crosswalks, { asked }: Side): RowChange[] {
  const chapters = new Map(outline.chapters.map(({ id }, at) => [id, at]));
  const statements = new Map(asked.map(({ statement }, at) => [statement.key, at]));
  const padded = (number: string) => number.split(".").map((part) => part.padStart(4, "0")).join(".");
  const place = (change: RowChange) => [chapters.get(change.chapterId) ?? Infinity, statements.get(change.statement) ?? Infinity] as const;
  return [...changes].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    const byPlace = left[0] === right[0] ? (left[1] === right[1] ? 0 : left[1] - right[1]) : left[0] - right[0];
    return byPlace || padded(a.number).localeCompare(padded(b.number)) || a.name.localeCompare(b.name) || (a.rowId < b.rowId ? -1 : 1);
  });
}

function moneyDifference(left: Side, right: Side, { catalogs }: Crosswalks, whole: boolean): PlanDifference["money"] {
  const sums = ({ plan }: Side, keyOf: (line: Plan["lines"][number]) => string): Map<string, number> => {
    const found = new Map<string, number>();
    for (const line of plan.lines) if (line.orgId === plan.leaId && line.kind === "planned" && line.year === plan.year) found.set(keyOf(line), (found.get(keyOf(line)) ?? 0) + line.cents);
    return found;
  };
  const change = (label: string, before = 0, after = 0): MoneyChange => ({ label, before: formatMoney(before), after: formatMoney(after), change: after === before ? formatMoney(0) : signedMoney(after - before) });
  const compared = (keyOf: (side: Side) => (line: Plan["lines"][number]) => string, labelOf: (key: string) => string): MoneyChange[] => {
    const [old, now] = [sums(left, keyOf(left)), sums(right, keyOf(right))];
    return [...new Set([...now.keys(), ...old.keys()])].filter((key) => whole || (old.get(key) ?? 0) !== (now.get(key) ?? 0)).map((key) => change(labelOf(key), old.get(key), now.get(key))).sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true }));
  };
  const goalOf = ({ plan }: Side) => {
    const goals = new Map(plan.actions.map((action) => [action.id, action.goalId]));
    return (line: Plan["lines"][number]) => goals.get(line.actionId ?? "") ?? "";
  };
  const goalLabel = (id: string): string => {
    const number = right.numbers.get(id) ?? left.numbers.get(id);
    return number ? `Goal ${number}` : "Not under a goal";
  };
  const sourceLabel = (code: string): string => catalogs["funding-sources"]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const goals = compared(goalOf, goalLabel);
  const sources = compared(() => (line) => line.source, sourceLabel);
  const [old, now] = [left, right].map((side) => sums(side, () => "").get("") ?? 0) as [number, number];
  return { goals, sources, total: goals.length + sources.length > 0 ? change("All planned money", old, now) : null };
}

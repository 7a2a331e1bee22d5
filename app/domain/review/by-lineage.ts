// The same plan with its rows named by what lasts from year to year, so that two years can be held against each other.
import { planCollections } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";

/** Every id of a row becomes the row's lineage, wherever it stands; where two rows of a kind share one, both keep their ids. */
export function byLineage(plan: Plan): Plan {
  const names = new Map<string, string>();
  for (const name of planCollections) {
    const rows = plan[name] as { id: string; lineageId: string }[];
    const times = new Map<string, number>();
    for (const { lineageId } of rows) times.set(lineageId, (times.get(lineageId) ?? 0) + 1);
    for (const { id, lineageId } of rows) if (times.get(lineageId) === 1) names.set(id, lineageId);
  }
  const renamed = (value: unknown): unknown =>
    typeof value === "string" ? (names.get(value) ?? value) : Array.isArray(value) ? value.map(renamed) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, renamed(inside)])) : value;
  const ids = ["id", "about"];
  const row = (value: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, ids.includes(key) || /Ids?$/.test(key) ? renamed(inside) : inside]));
  return { ...plan, ...Object.fromEntries(planCollections.map((name) => [name, (plan[name] as unknown as Record<string, unknown>[]).map(row)])) } as Plan;
}

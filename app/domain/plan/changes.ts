// Which rows changed between two values of one plan, as the form of one organization sees it.
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { planCollections } from "#schemas/plan.ts";
import { once } from "./once.ts";
import { leaNumbers, ownerOf } from "./plan-index.ts";
import { bitsOf } from "./reads.ts";
import type { Reads } from "./reads.ts";
import { withoutSchoolsOnly } from "./schools-only.ts";

type Changed = { byOwner: Map<string, number>; any: number };
type Row = { orgId: string; key?: string; actionId?: string | null; openingActionId?: string | null; metricId?: string | null; about?: unknown };

const heads = ["schemaVersion", "id", "leaId", "year", "language", "organizations", "identifications", "dashboard", "opening"] as const;
/** Rows are the same rows where they are the same values: an edit makes new ones of what it changes. Null where more than rows changed. */
export function changesFor(before: Plan, after: Plan, orgId: string): Reads | null {
  const changed = once([before, after], "changed rows", () => changedRows(withoutSchoolsOnly(before), withoutSchoolsOnly(after)));
  return changed && { own: changed.byOwner.get(orgId) ?? 0, lea: changed.byOwner.get(after.leaId) ?? 0, any: changed.any };
}

function changedRows(before: Plan, after: Plan): Changed | null {
  if (heads.some((name) => before[name] !== after[name]) || before.cycle.start !== after.cycle.start || before.cycle.baselineDashboardYear !== after.cycle.baselineDashboardYear) return null;
  const changed: Changed = { byOwner: new Map(), any: 0 };
  for (const name of planCollections) {
    const [were, are] = [before[name] as readonly Row[], after[name] as readonly Row[]];
    if (were === are) continue;
    let [from, last, lastBefore] = [0, are.length, were.length];
    while (from < last && from < lastBefore && were[from] === are[from]) from += 1;
    while (last > from && lastBefore > from && were[lastBefore - 1] === are[last - 1]) [last, lastBefore] = [last - 1, lastBefore - 1];
    // As many rows as before: each stands where it stood. Else all between the first and the last that differ may stand elsewhere.
    const sameLength = are.length === were.length;
    for (let at = from; at < lastBefore; at += 1) if (!sameLength || were[at] !== are[at]) noteOwners(changed, before, name, were[at] as Row);
    for (let at = from; at < last; at += 1) if (!sameLength || were[at] !== are[at]) noteOwners(changed, after, name, are[at] as Row);
  }
  if (!sameNumbers(leaNumbers(before), leaNumbers(after))) noteChange(changed, after.leaId, bitsOf("numbers"));
  return changed;
}

const sameNumbers = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean => one === other || (one.size === other.size && [...one].every(([lineageId, number]) => other.get(lineageId) === number));
const noteChange = ({ byOwner }: Changed, owner: string, bits: number): void => void byOwner.set(owner, (byOwner.get(owner) ?? 0) | bits);

/** A row is its owner's, and concerns who owns the action or metric it hangs on. */
function noteOwners(changed: Changed, plan: Plan, name: PlanCollection, row: Row): void {
  const bits = bitsOf(name, row.key);
  changed.any |= bits;
  const about = typeof row.about === "object" && row.about !== null ? (row.about as { id: string }).id : null;
  for (const owner of [row.orgId, ...[row.actionId, row.openingActionId, row.metricId, about].map((id) => (id == null ? undefined : ownerOf(plan, id)))])
    if (owner !== undefined) noteChange(changed, owner, bits);
}

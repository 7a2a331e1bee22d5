// How does the organization where somebody holds a role stand to the one a thing belongs to?
import type { Edge } from "#schemas/people.ts";

export const relations = ["own", "parent", "child", "sibling", "other-county", "deleted", "none"] as const;
export type Relation = (typeof relations)[number];

/** An organization in the tree. `above`: ids of the bodies over it, nearest first (district, county office, state; a charter's authorizer; its SELPA). */
export type Place = { leaId: string; orgId: string; above: readonly string[] };
/** A thing's owner; without `orgId` the LEA itself owns it. A missing id is nobody's. */
export type Owned = { leaId: string | null | undefined; orgId?: string | null | undefined; above?: readonly string[]; deleted?: boolean };

/** "parent": the thing belongs to a body over mine; "child": to one under mine; "sibling": to another under the same nearest body; "none": nobody's, or out of any relation. */
export function relationOf(mine: Place, thing: Owned): Relation {
  const owner = thing.orgId === undefined ? thing.leaId : thing.orgId;
  if (!mine.orgId || !owner || !thing.leaId) return "none";
  if (thing.deleted) return "deleted";
  if (owner === mine.orgId) return "own";
  if (mine.above.includes(owner)) return "parent";
  const above = thing.above ?? [];
  if (above.includes(mine.orgId)) return "child";
  if (mine.above[0] !== undefined && mine.above[0] === above[0]) return "sibling";
  return mine.above.some((body) => above.includes(body)) ? "other-county" : "none";
}

/** The bodies over an organization, nearest first, each once; a circle ends where it began. */
export function bodiesOver(orgId: string, edges: readonly Edge[]): string[] {
  const found: string[] = [];
  for (let level = [orgId]; level.length > 0; ) {
    const next = [...new Set(edges.filter((edge) => level.includes(edge.orgId)).map((edge) => edge.overId))].filter((id) => id !== orgId && !found.includes(id));
    found.push(...next);
    level = next;
  }
  return found;
}

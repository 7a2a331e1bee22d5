// As what does a person act: with which roles, and in which LEA?
import type { Edge, Membership, Role } from "#schemas/people.ts";
import { bodiesOver } from "./relation.ts";

type Held = { role: Role; leaId: string; orgId: string };

/** `wanted`: the LEA they chose to work in; the first of theirs when they hold no role there, "" when they hold none at all. */
export function actingAs({ roles, edges }: { roles: readonly Held[]; edges: readonly Edge[] }, wanted: string | null): { leaId: string; memberships: Membership[] } {
  const leaId = roles.find((held) => held.leaId === wanted)?.leaId ?? roles[0]?.leaId ?? "";
  return { leaId, memberships: roles.map(({ role, leaId: lea, orgId }) => ({ role, leaId: lea, orgId, above: bodiesOver(orgId, edges) })) };
}

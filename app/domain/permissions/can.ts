// May this person do this to that? The one policy; every service asks it first, and buttons ask it too.
import type { Membership } from "#schemas/people.ts";
import { relationOf } from "./relation.ts";
import type { Owned } from "./relation.ts";
import { rights, verbs } from "./rights.ts";
import type { Right, Verb } from "./rights.ts";

export type Actor = { id: string; memberships: readonly Membership[] };

/** Allowed only where the table says so. */
export function can(user: Actor, verb: Verb, thing: Owned): boolean {
  if (!Object.hasOwn(rights, verb)) return false;
  const { held }: Right = rights[verb];
  return user.memberships.some((membership) => (held[membership.role] as readonly string[] | undefined)?.includes(relationOf(membership, thing)) ?? false);
}

/** Everything this person may do to that: for buttons. */
export const rightsOn = (user: Actor, thing: Owned): Verb[] => verbs.filter((verb) => can(user, verb, thing));

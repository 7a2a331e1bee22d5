// Does a person work at a school and not at its district? Then their pages are the school's.
import type { Membership } from "#schemas/people.ts";

/** The school, by id; null for whoever holds a role at the LEA itself, or none. */
export function schoolOf(user: { leaId: string; memberships: readonly Membership[] }): string | null {
  const here = user.memberships.filter((one) => one.leaId === user.leaId);
  return here.some((one) => one.orgId === user.leaId) ? null : (here[0]?.orgId ?? null);
}

// Which roles count before a second step at sign-in is set up?
import type { Body, Membership } from "#schemas/people.ts";
import { roleBodies } from "./roles.ts";

/** `asks`: the bodies whose people need a second step. Who has none holds their other roles only. */
export function rolesThatCount(memberships: readonly Membership[], { asks, hasSecondStep }: { asks: readonly Body[]; hasSecondStep: boolean }): { memberships: readonly Membership[]; lacksSecondStep: boolean } {
  const counting = hasSecondStep ? memberships : memberships.filter(({ role }) => !asks.includes(roleBodies[role]));
  return { memberships: counting, lacksSecondStep: counting.length < memberships.length };
}

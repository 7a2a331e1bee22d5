import { listPasskeys } from "#db/repos/people.server.ts";
import type { PersonWithRoles } from "#db/repos/people.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { actingAs } from "#app/domain/permissions/acting-as.ts";
import type { Actor } from "#app/domain/permissions/can.ts";
import { rolesThatCount } from "#app/domain/permissions/second-step.ts";

/** A person who is not signed in, with the roles in that LEA that would count if they were: some only with a second step, which a passkey is too. */
export async function countingRoles(ctx: AppContext, person: PersonWithRoles, leaId: string): Promise<Actor> {
  const { secondStepFor: asks } = ctx.signInRules;
  const hasSecondStep = person.secondFactor || (asks.length > 0 && (await listPasskeys(ctx.db, person.id)).length > 0);
  return { id: person.id, ...rolesThatCount(actingAs(person, leaId).memberships, { asks, hasSecondStep }) };
}

import { findPerson, findSession } from "#db/repos/people.server.ts";
import type { Session } from "#db/repos/people.server.ts";
import type { AppContext, User } from "#app/context.server.ts";
import { actingAs } from "#app/domain/permissions/acting-as.ts";
import { rolesThatCount } from "#app/domain/permissions/second-step.ts";

/** The loaders of one page ask at the same moment, with the same cookies: they share the one question. */
const underWay = new Map<string, Promise<Session | undefined>>();
function sessionOf(ctx: AppContext, request: Request): Promise<Session | undefined> {
  const cookies = request.headers.get("Cookie") ?? "";
  const asking = underWay.get(cookies) ?? askFor(ctx, request).finally(() => underWay.delete(cookies));
  underWay.set(cookies, asking);
  return asking;
}
async function askFor(ctx: AppContext, request: Request): Promise<Session | undefined> {
  const token = await ctx.accounts.sessionToken(request);
  return token === null ? undefined : findSession(ctx.db, { token, ...ctx.sessionLimits });
}

/** Whose request this is; null when nobody is signed in, or the session is over. */
export async function findUser(ctx: AppContext, request: Request): Promise<User | null> {
  const session = await sessionOf(ctx, request);
  if (!session) return null;
  const { id, name, email, secondFactor, supportStaff } = session.person;
  const { leaId, memberships } = actingAs(session.person, session.actingLea);
  const counting = rolesThatCount(memberships, { asks: ctx.signInRules.secondStepFor, hasSecondStep: secondFactor || session.withPasskey });
  return { id, name, email, secondFactor, supportStaff, sessionId: session.sessionId, confirmedAt: new Date(session.confirmedAt), leaId, ...counting };
}

/** A person acting in an LEA without a session, for a job; somebody who has lost the roles there, or is gone, acts with none. */
export async function findActor(ctx: AppContext, { personId, leaId }: { personId: string; leaId: string }): Promise<User> {
  const person = await findPerson(ctx.db, personId);
  const acting = person ? actingAs(person, leaId) : { leaId, memberships: [] };
  return { id: personId, name: person?.name ?? "", email: person?.email ?? "", secondFactor: person?.secondFactor ?? false, sessionId: null, confirmedAt: null, lacksSecondStep: false, supportStaff: false, leaId, memberships: acting.memberships };
}

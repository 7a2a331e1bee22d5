import { chooseLea as storeLea, endSessions, findPerson, hasPassword, listSessions } from "#db/repos/people.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { withLea } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Role } from "#schemas/people.ts";
import type { Context } from "#app/context.server.ts";

export type AccountPage = {
  name: string;
  email: string;
  secondFactor: boolean;
  /** A role needs a second step that is not set up yet. */
  lacksSecondStep: boolean;
  hasPassword: boolean;
  roles: { role: Role; orgName: string }[];
  leas: { id: string; name: string; here: boolean }[];
  sessions: { id: string; startedAt: string; seenAt: string; browser: string; here: boolean }[];
};

/** One's own account: everybody sees and ends only their own sessions. */
export async function loadAccount(ctx: Context): Promise<AccountPage> {
  const person = await findPerson(ctx.db, ctx.user.id);
  const roles = person?.roles ?? [];
  const leas = new Map(roles.map((held) => [held.leaId, held.orgId === held.leaId ? held.orgName : held.leaId]));
  return {
    name: ctx.user.name,
    email: ctx.user.email,
    secondFactor: ctx.user.secondFactor,
    lacksSecondStep: ctx.user.lacksSecondStep,
    hasPassword: await hasPassword(ctx.db, ctx.user.id),
    roles: roles.map(({ role, orgName }) => ({ role, orgName })),
    leas: [...leas].map(([id, name]) => ({ id, name, here: id === ctx.user.leaId })),
    sessions: (await listSessions(ctx.db, ctx.user.id)).map(({ id, startedAt, seenAt, browser }) => ({ id, startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString(), browser, here: id === ctx.user.sessionId })),
  };
}

/** Ends one of one's own sessions, or ("others") all but this one. */
export async function endOwnSession(ctx: Context, which: string): Promise<void> {
  const ended = await endSessions(ctx.db, which === "others" ? { personId: ctx.user.id, allBut: ctx.user.sessionId } : { personId: ctx.user.id, sessionId: which });
  if (!ended && which !== "others") throw new AppError("not-found", "This session has ended already.");
  if (ended && ctx.user.leaId !== "") await withLea(ctx.db, { leaId: ctx.user.leaId, actor: ctx.user.id }, (tx) => recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "end-session", object: `person/${ctx.user.id}` }));
}

/** Work in another LEA where one holds a role. */
export async function chooseLea(ctx: Context, leaId: string): Promise<void> {
  if (!ctx.user.memberships.some((membership) => membership.leaId === leaId) || ctx.user.sessionId === null) throw new AppError("not-found", "You hold no role there.");
  await storeLea(ctx.db, { personId: ctx.user.id, sessionId: ctx.user.sessionId, leaId });
}

import { chooseLea as storeLea, endSessions, findPerson, hasPassword, listPasskeys, listSessions, removePasskey as dropPasskey } from "#db/repos/people.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { withLea } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Role } from "#schemas/people.ts";
import type { Context } from "#app/context.server.ts";
import { isRecentSignIn, requireRecentSignIn } from "./recent-sign-in.server.ts";

export type AccountPage = {
  name: string;
  email: string;
  secondFactor: boolean;
  /** A role needs a second step that is not set up yet. */
  lacksSecondStep: boolean;
  hasPassword: boolean;
  supportStaff: boolean;
  passkeys: { id: string; name: string; addedOn: string }[];
  /** Signed in a short while ago: a passkey can be added now. */
  recent: boolean;
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
    supportStaff: ctx.user.supportStaff,
    hasPassword: await hasPassword(ctx.db, ctx.user.id),
    passkeys: (await listPasskeys(ctx.db, ctx.user.id)).map(({ id, name, addedAt }) => ({ id, name, addedOn: addedAt.toISOString().slice(0, 10) })),
    recent: isRecentSignIn(ctx),
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

const onRecord = async (ctx: Context, verb: string): Promise<void> => {
  if (ctx.user.leaId !== "") await withLea(ctx.db, { leaId: ctx.user.leaId, actor: ctx.user.id }, (tx) => recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb, object: `person/${ctx.user.id}` }));
};

/** Begins the set-up of a second step: by the password of who has one, else after a fresh sign-in. Null: not the password. */
export async function beginSecondStep(ctx: Context, request: Request, password: string): Promise<{ uri: string; backupCodes: string[] } | null> {
  if (!(await hasPassword(ctx.db, ctx.user.id))) requireRecentSignIn(ctx);
  return ctx.accounts.beginSecondFactor(request, password);
}

/** A passkey opens the account: it is added and removed only after a fresh sign-in. */
export async function preparePasskey(ctx: Context): Promise<void> {
  requireRecentSignIn(ctx);
  await onRecord(ctx, "prepare-passkey");
}

/** One of one's own. */
export async function removePasskey(ctx: Context, passkeyId: string): Promise<void> {
  requireRecentSignIn(ctx);
  if (!(await dropPasskey(ctx.db, { personId: ctx.user.id, passkeyId }))) throw new AppError("not-found", "There is no such passkey here.");
  await onRecord(ctx, "remove-passkey");
}

/** Work in another LEA where one holds a role. */
export async function chooseLea(ctx: Context, leaId: string): Promise<void> {
  if (!ctx.user.memberships.some((membership) => membership.leaId === leaId) || ctx.user.sessionId === null) throw new AppError("not-found", "You hold no role there.");
  await storeLea(ctx.db, { personId: ctx.user.id, sessionId: ctx.user.sessionId, leaId });
}

import { recordAct } from "#db/repos/audit.server.ts";
import { confirmSession } from "#db/repos/people.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { isSamplePerson, tryPassword } from "./sign-in.server.ts";

/** Did this person prove a short while ago who they are? A job never did. */
export function isRecentSignIn({ user: { confirmedAt }, now, signInRules }: Context): boolean {
  return confirmedAt !== null && now().getTime() - confirmedAt.getTime() <= signInRules.recentMinutes * 60_000;
}

/** Sensitive acts (giving and taking roles, support, sending, adopting, approving) ask for a sign-in that is not old, after the policy has let the person through. Throws AppError "confirm-first"; a route that reads its form with `readSensitive` asks for the password and goes on with the same form. */
export function requireRecentSignIn(ctx: Context): void {
  if (!isRecentSignIn(ctx)) throw new AppError("confirm-first", "You signed in a while ago. Confirm that it is you.");
}

/** The person proves again who they are; null when the password does not fit. An invented person of a sample installation has none and is believed. */
export async function confirmPerson(ctx: Context, request: Request, password: string): Promise<Context | null> {
  const { sessionId } = ctx.user;
  if (sessionId === null) return null;
  if (!(await isSamplePerson(ctx, ctx.user.id))) {
    const { answer: fits } = await tryPassword(ctx, request, ctx.user.email, () => ctx.accounts.checkPassword(request, password), (answer) => answer);
    if (!fits) return null;
  }
  const confirmedAt = await confirmSession(ctx.db, { sessionId, personId: ctx.user.id });
  if (ctx.user.leaId !== "") await inLea(ctx, (tx) => recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "sign-in-again", object: `person/${ctx.user.id}` }));
  return { ...ctx.as({ ...ctx.user, confirmedAt }), sent: ctx.sent };
}

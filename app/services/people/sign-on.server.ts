import { recordAct } from "#db/repos/audit.server.ts";
import { acceptInvitationById, listInvitations } from "#db/repos/invitations.server.ts";
import { addMembership, holdsRole } from "#db/repos/memberships.server.ts";
import { addPerson, findLinkedPerson, findPersonByEmail, findSignOn, linkPerson } from "#db/repos/sign-ons.server.ts";
import type { SignOnRow } from "#db/repos/sign-ons.server.ts";
import { findPerson } from "#db/repos/people.server.ts";
import { withLea } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { emailSchema } from "#schemas/people.ts";
import type { AppContext } from "#app/context.server.ts";

const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1);
async function mustFind(ctx: AppContext, id: string): Promise<SignOnRow> {
  const found = await findSignOn(ctx.db, id);
  if (!found || found.id !== id) throw new AppError("not-found", "There is no such sign-in here.");
  return found;
}

/** The organization's own sign-in for an address, told by its domain only: the same answer for known and unknown people. */
export async function signOnForAddress(ctx: AppContext, typed: string): Promise<{ id: string; label: string } | null> {
  const email = emailSchema.safeParse(typed);
  if (!email.success) return null;
  const found = await findSignOn(ctx.db, domainOf(email.data));
  return found?.domain === domainOf(email.data) ? { id: found.id, label: found.label } : null;
}

/** Where the browser goes to sign in. */
export async function beginSignOn(ctx: AppContext, id: string, wish: { to: string; email: string }): Promise<{ url: string; cookie: string }> {
  const led = await ctx.signOn.begin(await mustFind(ctx, id), wish);
  if (led.outcome === "refused") throw new AppError("unavailable", "Your organization's sign-in does not answer right now. Try again in a moment, or sign in with your password.", { waitSeconds: 30 });
  return led;
}

export type SignOnOutcome = { outcome: "signed-in" | "second-factor"; headers: Headers; to: string } | { outcome: "refused"; why: "left" | "lost" | "token" | "away" | "unverified" | "foreign" | "unknown" };

/**
 * Back from there. Only an address that the issuer says it has verified, of the domain this sign-on vouches for, is anybody: the account linked before, a person with a role in that LEA,
 * or somebody it has invited, whose invitations are accepted by this. Everybody else is refused, and nothing is made.
 */
export async function finishSignOn(ctx: AppContext, request: Request, id: string): Promise<SignOnOutcome> {
  const signOn = await mustFind(ctx, id);
  const proved = await ctx.signOn.finish(request, signOn);
  if (proved.outcome === "refused") return proved;
  const email = emailSchema.safeParse(proved.email);
  if (!proved.verified || !email.success) return { outcome: "refused", why: "unverified" };
  if (domainOf(email.data) !== signOn.domain) return { outcome: "refused", why: "foreign" };
  const personId = await personOf(ctx, signOn, { email: email.data, subject: proved.subject, name: proved.name });
  if (personId === null) return { outcome: "refused", why: "unknown" };
  const begun = await ctx.accounts.beginSignOnSession(request, personId);
  if (begun.outcome === "refused") return { outcome: "refused", why: "unknown" };
  return { ...begun, to: proved.to };
}

/** The person this account is, with what had to be written for it in one transaction; null for nobody of this LEA. */
async function personOf(ctx: AppContext, { id, leaId }: SignOnRow, { email, subject, name }: { email: string; subject: string; name: string }): Promise<string | null> {
  return withLea(ctx.db, { leaId, actor: "sign-on" }, async (tx) => {
    const linked = await findLinkedPerson(tx, { signOnId: id, subject });
    const invitations = (await listInvitations(tx, { leaId })).filter((one) => one.email === email);
    const known = linked ?? (await findPersonByEmail(tx, email))?.id;
    const personId = known ?? (invitations.length > 0 ? (await addPerson(tx, { email, name: name.trim() || email }))?.id : undefined);
    if (personId === undefined) return null;
    for (const { id: invitationId, orgId, role, invitedBy } of invitations) {
      if (!(await acceptInvitationById(tx, { leaId, invitationId, personId }))) continue;
      await addMembership(tx, { leaId, orgId, personId, role, givenBy: invitedBy });
      await recordAct(tx, { leaId, actor: personId, verb: "accept-invitation", object: `invitation/${invitationId}`, detail: { role, orgId } });
    }
    if (!(await holdsRole(tx, { leaId, personId }))) return null;
    if (linked === undefined) {
      await linkPerson(tx, { signOnId: id, subject, personId });
      await recordAct(tx, { leaId, actor: personId, verb: "link-sign-on", object: `person/${personId}`, detail: { signOn: id } });
    }
    return personId;
  }).then(async (personId) => (personId !== null && (await findPerson(ctx.db, personId)) ? personId : null));
}

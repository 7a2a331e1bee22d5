import { createHash, randomBytes } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { acceptInvitation, createInvitation, findInvitation, listInvitations, revokeInvitation } from "#db/repos/invitations.server.ts";
import type { Invitation } from "#db/repos/invitations.server.ts";
import { addMembership, endMembership, listMembers } from "#db/repos/memberships.server.ts";
import { listOrganizations } from "#db/repos/organizations.server.ts";
import type { DirectoryEntry } from "#db/repos/organizations.server.ts";
import { endSessions, findPerson } from "#db/repos/people.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Role } from "#schemas/people.ts";
import type { AppContext, Context, User } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { peopleRight } from "#app/domain/permissions/rights.ts";
import { fits, roleBodies, roles } from "#app/domain/permissions/roles.ts";
import { readsRecord } from "#app/services/audit/load-record.server.ts";
import { inLea, recordSupport } from "#app/services/plans/open-plan.server.ts";
import { requireRecentSignIn } from "./recent-sign-in.server.ts";
import { supportLog } from "./support.server.ts";
import type { SupportLine } from "./support.server.ts";

export type PeoplePage = {
  members: { membershipId: string; version: number; name: string; email: string; role: Role; orgName: string; until: string | null; mayEnd: boolean }[];
  invitations: { id: string; email: string; role: Role; orgName: string; expiresAt: string }[];
  /** What this person may give: organizations with their roles. */
  gives: { orgId: string; orgName: string; roles: Role[] }[];
  support: SupportLine[];
  /** May read who looked at the plan and what was taken. */
  readsRecord: boolean;
  /** Says yes or no to support. */
  decidesOnSupport: boolean;
};

const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const daysOpen = 7;
const placeOf = ({ leaId, id }: { leaId: string; id: string }) => ({ leaId, orgId: id, above: id === leaId ? [] : [leaId] });
/** Nobody is let in by invitation as support: that has its own approval. */
const givenHere = (user: User, organization: DirectoryEntry): Role[] => roles.filter((role) => role !== "support" && fits(role, organization.kind) && can(user, peopleRight[roleBodies[role]], placeOf(organization)));

/** Who works here in which role, and what may be changed about it. */
export async function loadPeople(ctx: Context): Promise<PeoplePage> {
  const leaId = ctx.user.leaId;
  return inLea(ctx, async (tx) => {
    const organizations = await listOrganizations(tx, { leaId });
    const gives = organizations.map((one) => ({ orgId: one.id, orgName: one.name, roles: givenHere(ctx.user, one) })).filter((one) => one.roles.length > 0);
    if (!can(ctx.user, "people.read", { leaId }) && gives.length === 0) throw new AppError("not-found", "There is no such page here.");
    await recordSupport(ctx, tx, "people");
    const members = await listMembers(tx, { leaId });
    const decidesOnSupport = can(ctx.user, "support.approve", { leaId });
    const may = (orgId: string, role: Role) => role === "support" ? decidesOnSupport : gives.some((one) => one.orgId === orgId && one.roles.includes(role));
    return {
      members: members.map(({ membershipId, version, name, email, role, orgId, orgName, until }) => ({ membershipId, version, name, email, role, orgName, until: until?.toISOString() ?? null, mayEnd: may(orgId, role) })),
      invitations: (await listInvitations(tx, { leaId })).filter((one) => may(one.orgId, one.role)).map(({ id, email, role, orgName, expiresAt }) => ({ id, email, role, orgName, expiresAt: expiresAt.toISOString() })),
      gives,
      support: await supportLog(ctx, tx),
      readsRecord: readsRecord(ctx),
      decidesOnSupport,
    };
  });
}

/** Sends a link that gives a role to whoever holds that address; the answer is the same for known and unknown addresses. */
export async function invitePerson(ctx: Context, form: { email: string; role: Role; orgId: string }): Promise<void> {
  const leaId = ctx.user.leaId;
  await inLea(ctx, async (tx) => {
    const organization = (await listOrganizations(tx, { leaId })).find((one) => one.id === form.orgId);
    if (!organization) throw new AppError("not-found", "There is no such organization here.");
    if (!givenHere(ctx.user, organization).includes(form.role)) throw new AppError("forbidden", "You cannot give this role there.");
    requireRecentSignIn(ctx);
    const link = await makeInvitation(tx, { ...form, leaId, invitedBy: ctx.user.id, now: ctx.now(), siteUrl: ctx.siteUrl });
    await ctx.writeMail(tx, {
      to: form.email,
      subject: `${organization.name} invites you to Plan Once`,
      text: `${ctx.user.name} of ${organization.name} invites you to work on the plan.\n\nOpen this link within ${daysOpen} days:\n${link}\n\nIt is for you only; do not pass it on.\n`,
    });
  });
}

/** An invitation, on record; returns its link, which is nowhere stored. */
export async function makeInvitation(tx: Tx, { leaId, orgId, email, role, invitedBy, now, siteUrl }: { leaId: string; orgId: string; email: string; role: Role; invitedBy: string; now: Date; siteUrl: string }): Promise<string> {
  const token = `${leaId}~${randomBytes(24).toString("base64url")}`;
  const id = await createInvitation(tx, { leaId, orgId, email, role, tokenHash: hash(token), invitedBy, expiresAt: new Date(now.getTime() + daysOpen * 24 * 3600 * 1000) });
  await recordAct(tx, { leaId, actor: invitedBy, verb: "invite", object: `invitation/${id}`, detail: { role, orgId } });
  return `${siteUrl}/invitations/${encodeURIComponent(token)}`;
}

export async function withdrawInvitation(ctx: Context, invitationId: string): Promise<void> {
  const leaId = ctx.user.leaId;
  await inLea(ctx, async (tx) => {
    const invitation = (await listInvitations(tx, { leaId })).find((one) => one.id === invitationId);
    if (!invitation || !can(ctx.user, peopleRight[roleBodies[invitation.role]], placeOf({ leaId, id: invitation.orgId }))) throw new AppError("not-found", "There is no such invitation here.");
    if (!(await revokeInvitation(tx, { leaId, invitationId }))) throw new AppError("conflict", "This invitation was used or withdrawn just now.");
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "withdraw-invitation", object: `invitation/${invitationId}` });
  });
}

/** Ends a role at once; the person's sessions end with it. */
export async function endRole(ctx: Context, form: { membershipId: string; seenVersion: number }): Promise<void> {
  const leaId = ctx.user.leaId;
  await inLea(ctx, async (tx) => {
    const member = (await listMembers(tx, { leaId })).find((one) => one.membershipId === form.membershipId);
    if (!member || !can(ctx.user, peopleRight[roleBodies[member.role]], placeOf({ leaId, id: member.orgId }))) throw new AppError("not-found", "There is no such role here.");
    requireRecentSignIn(ctx);
    if (!(await endMembership(tx, { leaId, membershipId: form.membershipId, seenVersion: form.seenVersion }))) throw new AppError("conflict", "Somebody changed this role just now; reload and look again.");
    await endSessions(tx, { personId: member.personId, allBut: null });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "end-role", object: `person/${member.personId}`, detail: { role: member.role, orgId: member.orgId } });
  });
}

// ── The invited ────────────────────────────────────────────────────────────────────────────────────

const leaOf = (token: string): string => token.split("~")[0] ?? "";
const asInvited = { actor: "invitation" };

async function openInvitation(ctx: AppContext, token: string): Promise<Invitation> {
  const leaId = leaOf(token);
  const found = leaId === "" ? undefined : await withLea(ctx.db, { leaId, ...asInvited }, (tx) => findInvitation(tx, { leaId, tokenHash: hash(token) }));
  if (!found) throw new AppError("not-found", "This invitation has been used, withdrawn or is too old. Ask for a new one.");
  return found;
}

/** What a link invites to; the link is the right. */
export async function loadInvitation(ctx: AppContext, token: string): Promise<{ email: string; role: Role; orgName: string }> {
  const { email, role, orgName } = await openInvitation(ctx, token);
  return { email, role, orgName };
}

/** Uses the link up: as the person signed in (whose proved address it must be), or as a new person with a name and a password. Who has an account must sign in first. */
export async function joinByInvitation(ctx: AppContext, token: string, who: { user: User } | { name: string; password: string }): Promise<{ outcome: "joined" } | { outcome: "sign-in-first" }> {
  const invitation = await openInvitation(ctx, token);
  const { leaId, orgId, role, email } = invitation;
  if ("user" in who && who.user.email !== email) throw new AppError("forbidden", "This invitation is for another address. Sign out and open the link again.");
  const person = "user" in who ? await findPerson(ctx.db, who.user.id) : await ctx.accounts.createPerson({ email, ...who });
  if (!person) return { outcome: "sign-in-first" };
  await withLea(ctx.db, { leaId, actor: person.id }, async (tx) => {
    if (!(await acceptInvitation(tx, { leaId, tokenHash: hash(token), personId: person.id }))) throw new AppError("conflict", "This invitation was used just now.");
    await addMembership(tx, { leaId, orgId, personId: person.id, role, givenBy: invitation.invitedBy });
    await recordAct(tx, { leaId, actor: person.id, verb: "accept-invitation", object: `invitation/${invitation.id}`, detail: { role, orgId } });
  });
  return { outcome: "joined" };
}

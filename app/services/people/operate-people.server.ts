import { recordAct } from "#db/repos/audit.server.ts";
import { findPerson, findPersonOfAddress, suspendPerson } from "#db/repos/people.server.ts";
import { nameSupportStaff } from "#db/repos/support.server.ts";
import { withLea, type Database } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { emailSchema, roleSchema } from "#schemas/people.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import { fits } from "#app/domain/permissions/roles.ts";
import { makeInvitation } from "./people.server.ts";

const operator = "system:operator";

async function mustFind(db: Database, typed: string): Promise<string> {
  const email = emailSchema.safeParse(typed);
  const person = email.success ? await findPersonOfAddress(db, email.data) : undefined;
  if (!person) throw new AppError("not-found", "Nobody here has this address.");
  return person.id;
}

/** Suspends somebody everywhere, which ends their sessions in the same moment, or takes that back (REL-G2). */
export async function setSuspended(ctx: { db: Database }, { email, suspended }: { email: string; suspended: boolean }): Promise<void> {
  const personId = await mustFind(ctx.db, email);
  const before = await findPerson(ctx.db, personId);
  await suspendPerson(ctx.db, { personId, suspended });
  const person = before ?? (await findPerson(ctx.db, personId));
  for (const leaId of new Set(person?.roles.map((held) => held.leaId))) await withLea(ctx.db, { leaId, actor: operator }, (tx) => recordAct(tx, { leaId, actor: operator, verb: suspended ? "suspend" : "lift-suspension", object: `person/${personId}` }));
}

/** Names somebody support staff, who may then ask LEAs to be let in, or no longer. */
export async function setSupportStaff(ctx: { db: Database }, { email, named }: { email: string; named: boolean }): Promise<void> {
  if (!(await nameSupportStaff(ctx.db, { personId: await mustFind(ctx.db, email), named }))) throw new AppError("conflict", named ? "They are support staff already." : "They are no support staff.");
}

/** Invites the first people of an LEA, who then invite the others. Returns the link; the operator passes it on. */
export async function inviteFirst(ctx: { db: Database; siteUrl: string }, { leaId, orgId, email: typed, role: named, now }: { leaId: string; orgId: string; email: string; role: string; now: Date }): Promise<string> {
  const [email, role] = [emailSchema.safeParse(typed), roleSchema.safeParse(named)];
  if (!email.success) throw new AppError("invalid", `--email: ${email.error.issues[0]?.message ?? "this is no address."}`);
  return withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    const organization = await findOrganization(tx, { leaId, id: orgId });
    if (!organization) throw new AppError("not-found", `There is no organization "${orgId}" here.`);
    const held = roleSchema.options.filter((one) => one !== "support" && fits(one, organization.kind));
    if (!role.success || !held.includes(role.data)) throw new AppError("invalid", `--role: at ${organization.name} these can be held: ${held.join(", ")}.`);
    return makeInvitation(tx, { leaId, orgId, email: email.data, role: role.data, invitedBy: operator, now, siteUrl: ctx.siteUrl });
  });
}

import { recordAct } from "#db/repos/audit.server.ts";
import { findOrganization, listFormerNames, mergeOrganization, renameOrganization } from "#db/repos/organizations.server.ts";
import { withLea, type Database } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { nameOn } from "#app/domain/permissions/organization-names.ts";

/** These are the operator's acts: an LEA or school changes its name or ceases by a decision outside of this system. */
type OperatorContext = { db: Database };
const operator = "system:operator";
const missing = (id: string) => new AppError("not-found", `There is no organization "${id}" here.`);

/** A new name or CDS code from a day on. Plans keep the names of their year; what it was called before is kept by date. */
export async function renameOrganizationFrom(ctx: OperatorContext, { leaId, id, name, cds, since }: { leaId: string; id: string; name: string; cds: string | null; since: string }): Promise<void> {
  await withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    const organization = await findOrganization(tx, { leaId, id });
    if (!organization) throw missing(id);
    const last = (await listFormerNames(tx, { leaId })).filter(({ orgId }) => orgId === id).at(-1);
    if (last && last.until >= since) throw new AppError("conflict", `It changed its name on ${last.until}; a later change needs a later day.`);
    await renameOrganization(tx, { leaId, id, name, cds: cds ?? organization.cds, since });
    await recordAct(tx, { leaId, actor: operator, verb: "rename-organization", object: `organization/${id}`, detail: { since } });
  });
}

/** An organization becomes part of another on a day: what it belonged to ends, its plans, history, people and audit stay where they are. */
export async function mergeOrganizationInto(ctx: OperatorContext, { leaId, id, into, since }: { leaId: string; id: string; into: { leaId: string; id: string }; since: string }): Promise<void> {
  if (leaId === into.leaId && id === into.id) throw new AppError("invalid", "An organization cannot become part of itself.");
  if (!(await withLea(ctx.db, { leaId: into.leaId, actor: operator }, (tx) => findOrganization(tx, into)))) throw missing(into.id);
  await withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    if (!(await findOrganization(tx, { leaId, id }))) throw missing(id);
    await mergeOrganization(tx, { leaId, id, into, since });
    await recordAct(tx, { leaId, actor: operator, verb: "merge-organization", object: `organization/${id}`, detail: { into: into.id, since } });
  });
}

/** What an organization was called on a day, and its code. */
export async function organizationOn(ctx: OperatorContext, { leaId, id, day }: { leaId: string; id: string; day: string }): Promise<{ name: string; cds: string }> {
  return withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    const organization = await findOrganization(tx, { leaId, id });
    if (!organization) throw missing(id);
    const { name, cds } = nameOn<{ name: string; cds: string }>(day, organization, (await listFormerNames(tx, { leaId })).filter(({ orgId }) => orgId === id));
    return { name, cds };
  });
}

// How LEAs, the bodies over them and their first people come into an installation: by its operator.
import { addOrganization, addRelation, findOrganization, type OverKind } from "#db/repos/organizations.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { findInDirectory } from "#db/repos/state-directory.server.ts";
import { withLea, type Database, type Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { cdsSchema, idSchema, lineSchema } from "#schemas/scalars.ts";
import type { OrganizationKind } from "#schemas/people.ts";

const operator = "system:operator";

/** `over`: ids of the bodies it belongs to, by how it does. `kind` and `name` may come from the state's directory, if that is loaded. */
export type NewOrganization = { id: string; cds: string; kind: Exclude<OrganizationKind, "school"> | null; name: string | null; over: Partial<Record<OverKind, string>>; since: string };

/** What the directory's own words make of an LEA; null where they name neither a county office nor a district. */
const kindOf = (type: string): "district" | "coe" | null => (/county office of education/i.test(type) ? "coe" : /school district/i.test(type) ? "district" : null);

function checked(fields: { id: string; cds: string; name: string }): void {
  for (const [name, found] of [["--id", idSchema.safeParse(fields.id)], ["--cds", cdsSchema.safeParse(fields.cds)], ["--name", lineSchema.min(1).safeParse(fields.name)]] as const)
    if (!found.success) throw new AppError("invalid", `${name}: ${found.error.issues[0]?.message ?? "this cannot be used."}`);
}

/**
 * Adds an LEA, a SELPA, a county office or the state. Throws "invalid" for a name that cannot be used, "not-found" when what it belongs to is not here, "conflict" when its id is taken.
 * @returns as it was added, with its name from the directory where none was given
 */
export async function addOrganizationHere(ctx: { db: Database }, asked: NewOrganization): Promise<{ id: string; kind: OrganizationKind; name: string }> {
  for (const id of Object.values(asked.over)) {
    if (!(await withLea(ctx.db, { leaId: id, actor: operator }, (tx) => findOrganization(tx, { leaId: id, id })))) throw new AppError("not-found", `There is no organization "${id}" here; add it first.`);
  }
  return withLea(ctx.db, { leaId: asked.id, actor: operator }, async (tx) => {
    const listed = (await findInDirectory(tx, asked.cds)).found;
    const { id, cds } = asked;
    const [kind, name] = [asked.kind ?? (listed ? kindOf(listed.type) : null), asked.name ?? listed?.name];
    if (!kind || !name) throw new AppError("invalid", `The directory loaded here has no organization with the code ${cds}. Say what it is: --kind and --name.`);
    checked({ id, cds, name });
    if (!(await addOrganization(tx, { leaId: id, id, kind, name, cds, sample: false }))) throw new AppError("conflict", `There is an organization "${id}" already.`);
    for (const [relation, overId] of Object.entries(asked.over) as [OverKind, string][]) await addRelation(tx, { leaId: id, kind: relation, overId, since: asked.since });
    await recordAct(tx, { leaId: id, actor: operator, verb: "add-organization", object: `organization/${id}` });
    return { id, kind, name };
  });
}

/** Adds the active public schools that the state's directory lists under the LEA's code and that are not here yet, by their codes. `charter` null: the directory that is loaded does not say. */
export async function addSchoolsOfDirectory(ctx: { db: Database }, { leaId }: { leaId: string }): Promise<{ name: string; cds: string; charter: boolean | null }[]> {
  return withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    const lea = await mustFind(tx, leaId);
    // A charter school under its authorizer's code is an LEA of its own.
    const listed = (await findInDirectory(tx, lea.cds)).schools.filter((school) => /^active$/i.test(school.status) && school.public !== false && school.charter !== true);
    const added: { name: string; cds: string; charter: boolean | null }[] = [];
    for (const { name, cds, charter } of listed) if (await addSchoolRow(tx, { leaId, id: cds, name, cds, sample: lea.sample })) added.push({ name, cds, charter });
    return added;
  });
}

/** Adds one school to an LEA. Throws "conflict" when its id is taken. */
export async function addSchool(ctx: { db: Database }, { leaId, id, name, cds }: { leaId: string; id: string; name: string; cds: string }): Promise<void> {
  checked({ id, cds, name });
  await withLea(ctx.db, { leaId, actor: operator }, async (tx) => {
    const { sample } = await mustFind(tx, leaId);
    if (!(await addSchoolRow(tx, { leaId, id, name, cds, sample }))) throw new AppError("conflict", `There is an organization "${id}" already.`);
  });
}

async function addSchoolRow(tx: Tx, school: { leaId: string; id: string; name: string; cds: string; sample: boolean }): Promise<boolean> {
  const added = await addOrganization(tx, { ...school, kind: "school" });
  if (added) await recordAct(tx, { leaId: school.leaId, actor: operator, verb: "add-organization", object: `organization/${school.id}` });
  return added;
}

async function mustFind(tx: Tx, leaId: string) {
  const lea = await findOrganization(tx, { leaId, id: leaId });
  if (!lea) throw new AppError("not-found", `There is no organization "${leaId}" here.`);
  return lea;
}

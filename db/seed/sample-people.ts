// The invented bodies over the sample district and one invented person for each role.
import { withLea, type Database } from "#db/client.server.ts";
import type { OrganizationKind, Role } from "#schemas/people.ts";

const bodies: readonly { id: string; kind: OrganizationKind; name: string; cds: string; over: readonly { id: string; relation: "under-state" }[] }[] = [
  { id: "sample-state", kind: "state", name: "State Department of Education (invented)", cds: "00000000000000", over: [] },
  { id: "toyon-coe", kind: "coe", name: "Toyon County Office of Education", cds: "99000000000000", over: [{ id: "sample-state", relation: "under-state" }] },
  { id: "toyon-selpa", kind: "selpa", name: "Toyon County SELPA", cds: "99000000000001", over: [{ id: "sample-state", relation: "under-state" }] },
];

/** At the district, unless another LEA or one of its schools is named. Support holds no role: it is let in for hours, by approval. */
const people: readonly { id: string; name: string; role: Role | "support staff"; leaId?: string; school?: string }[] = [
  { id: "sample-planner", name: "Marisol Vega", role: "planner" },
  { id: "sample-fiscal", name: "Tomasz Brandt", role: "fiscal" },
  { id: "sample-special-education", name: "Adaeze Obi", role: "special-education" },
  { id: "sample-superintendent", name: "Renée Castellanos", role: "superintendent" },
  { id: "sample-board", name: "Walter Nakagawa", role: "board-viewer" },
  { id: "sample-principal", name: "Imani Whitfield", role: "principal", school: "alder-valley-high" },
  { id: "sample-secretary", name: "Jorge Lindqvist", role: "council-secretary", school: "alder-valley-high" },
  { id: "sample-council", name: "Hanh Pruitt", role: "council-member", school: "alder-valley-high" },
  { id: "sample-county-reviewer", name: "Delia Marchetti", role: "county-reviewer", leaId: "toyon-coe" },
  { id: "sample-county-administrator", name: "Everett Sandoval", role: "county-administrator", leaId: "toyon-coe" },
  { id: "sample-selpa", name: "Nadia Okafor", role: "selpa-reader", leaId: "toyon-selpa" },
  { id: "sample-state-analyst", name: "Priya Raman", role: "state-analyst", leaId: "sample-state" },
  { id: "sample-state-administrator", name: "Louis Ferreira", role: "state-administrator", leaId: "sample-state" },
  { id: "sample-support", name: "Ingrid Tanaka", role: "support staff" },
];

/** Adds what is not there yet; `since` is the first day of the district's relations. */
export async function loadSamplePeople({ owner, app }: { owner: Database; app: Database }, { leaId, since }: { leaId: string; since: string }): Promise<void> {
  for (const { id, kind, name, cds, over } of bodies) {
    await withLea(app, { leaId: id, actor: "system:seed" }, async (tx) => {
      await tx.insertInto("organization").values({ lea_id: id, id, kind, name, cds, sample: true }).onConflict((same) => same.doNothing()).execute();
      for (const body of over) await tx.insertInto("organization_relation").values({ lea_id: id, org_id: id, kind: body.relation, other_lea_id: body.id, other_id: body.id, since, until: null }).onConflict((same) => same.doNothing()).execute();
    });
  }
  await withLea(app, { leaId, actor: "system:seed" }, async (tx) => {
    const over = [{ id: "toyon-coe", kind: "in-county" as const }, { id: "toyon-selpa", kind: "member-of-selpa" as const }];
    await tx.insertInto("organization_relation").values(over.map((body) => ({ lea_id: leaId, org_id: leaId, kind: body.kind, other_lea_id: body.id, other_id: body.id, since, until: null }))).onConflict((same) => same.doNothing()).execute();
  });
  for (const [order, person] of people.entries()) {
    const email = `${person.name.normalize("NFKD").replace(/[^A-Za-z ]/g, "").toLowerCase().replace(/ /g, ".")}@sample.example`;
    const added = await owner
      .insertInto("person")
      .values({ id: person.id, name: person.name, email, email_verified: true, image: null, second_factor: false, suspended_at: null, sample: true, created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, order)) })
      .onConflict((same) => same.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) continue;
    const { role } = person;
    if (role === "support staff") {
      await owner.insertInto("support_staff").values({ person_id: person.id }).execute();
      continue;
    }
    const lea = person.leaId ?? leaId;
    await withLea(app, { leaId: lea, actor: "system:seed" }, (tx) =>
      tx.insertInto("membership").values({ lea_id: lea, org_id: person.school ?? lea, person_id: person.id, role, until: null, given_by: "system:seed" }).execute(),
    );
  }
}

// Organizations change their names and become part of others; what was before stays true for its days. And what the operator does about people.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findUser } from "#app/services/people/find-user.server.ts";
import { setSupportStaff, setSuspended } from "#app/services/people/operate-people.server.ts";
import { mergeOrganizationInto, organizationOn, renameOrganizationFrom } from "#app/services/organizations/change-organization.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { withLea } from "#db/client.server.ts";
import { listRelations } from "#db/repos/organizations.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let school: { leaId: string; id: string };
beforeAll(async () => {
  portal = await openPortal();
  school = { leaId: portal.plan.leaId, id: "alder-valley-high" };
});
afterAll(() => portal?.close());
const planNow = () => inLea(portal.ctx, (tx) => openPlan(portal.ctx, tx, portal.plan.id, "plan.read"));

describe("an organization", () => {
  test("renamed keeps each name for its days, and plans keep the names of their year", async () => {
    const before = await organizationOn(portal.process, { ...school, day: "2026-01-01" });
    const plan = JSON.stringify(await planNow());
    await renameOrganizationFrom(portal.process, { ...school, name: "Alder Valley Arts High", cds: null, since: "2027-07-01" });
    await renameOrganizationFrom(portal.process, { ...school, name: "Alder Arts", cds: "99100000000042", since: "2029-07-01" });
    const on = (day: string) => organizationOn(portal.process, { ...school, day });
    expect([await on("2027-06-30"), await on("2027-07-01"), await on("2029-06-30"), await on("2029-07-01")]).toEqual([
      before, { name: "Alder Valley Arts High", cds: before.cds }, { name: "Alder Valley Arts High", cds: before.cds }, { name: "Alder Arts", cds: "99100000000042" },
    ]);
    await expect(renameOrganizationFrom(portal.process, { ...school, name: "Earlier", cds: null, since: "2028-07-01" })).rejects.toMatchObject({ code: "conflict" });
    await expect(renameOrganizationFrom(portal.process, { leaId: portal.foreign.leaId, id: school.id, name: "Planted", cds: null, since: "2030-07-01" })).rejects.toMatchObject({ code: "not-found" });
    expect(JSON.stringify(await planNow())).toBe(plan);
  });

  test("that becomes part of another ends what it belonged to on that day, keeps its plans, people and history, and gives nobody there a right over it", async () => {
    const [lea, into] = [portal.plan.leaId, portal.foreign.leaId];
    const relations = () => withLea(portal.process.db, { leaId: lea, actor: "test" }, (tx) => listRelations(tx, { leaId: lea, id: lea }));
    const before = await relations();
    await mergeOrganizationInto(portal.process, { leaId: lea, id: lea, into: { leaId: into, id: into }, since: "2026-07-01" });
    const after = await relations();
    expect(after.filter(({ kind }) => kind !== "merged-into")).toEqual(before.map((one) => ({ ...one, until: "2026-07-01" })));
    expect(after.filter(({ kind }) => kind === "merged-into")).toEqual([{ kind: "merged-into", otherId: into, since: "2026-07-01", until: null }]);
    expect((await planNow()).id).toBe(portal.plan.id);
    // What it was merged into is no body over it, and the county no longer is.
    expect((await portal.as("sample-planner")).user.memberships).toEqual([{ role: "planner", leaId: lea, orgId: lea, above: [] }]);
    await expect(mergeOrganizationInto(portal.process, { leaId: lea, id: lea, into: { leaId: lea, id: lea }, since: "2026-07-01" })).rejects.toMatchObject({ code: "invalid" });
    await expect(mergeOrganizationInto(portal.process, { leaId: lea, id: lea, into: { leaId: "nowhere", id: "nowhere" }, since: "2026-07-01" })).rejects.toMatchObject({ code: "not-found" });
    const acts = await withLea(portal.process.db, { leaId: lea, actor: "test" }, (tx) => tx.selectFrom("audit").select(["verb", "actor"]).where("verb", "like", "%-organization").orderBy("number").execute());
    expect(acts.map(({ verb }) => verb)).toEqual(["rename-organization", "rename-organization", "merge-organization"]);
  });
});

describe("the operator", () => {
  const signedIn = async (cookie: string) => (await findUser(portal.process, new Request("http://localhost:3000", { headers: { Cookie: cookie } }))) !== null;
  test("suspends a person, whose sessions end with it, and takes it back; both stand in the LEA's audit (REL-G2)", async () => {
    const cookie = await portal.cookieOf("sample-fiscal");
    const { email } = (await portal.as("sample-fiscal")).user;
    await setSuspended(portal.process, { email: ` ${email.toUpperCase()}`, suspended: true });
    expect(await signedIn(cookie)).toBe(false);
    await setSuspended(portal.process, { email, suspended: false });
    expect(await signedIn(cookie)).toBe(false);
    expect(await signedIn(await portal.cookieOf("sample-fiscal"))).toBe(true);
    const acts = await withLea(portal.process.db, { leaId: portal.plan.leaId, actor: "test" }, (tx) => tx.selectFrom("audit").select("verb").where("object", "=", "person/sample-fiscal").where("verb", "like", "%suspen%").orderBy("number").execute());
    expect(acts.map(({ verb }) => verb)).toEqual(["suspend", "lift-suspension"]);
    await expect(setSuspended(portal.process, { email: "nobody@example.org", suspended: true })).rejects.toMatchObject({ code: "not-found" });
  });

  test("names support staff and takes it back", async () => {
    const { email } = (await portal.as("sample-state-analyst")).user;
    const cookie = await portal.cookieOf("sample-state-analyst");
    const isStaff = async () => (await findUser(portal.process, new Request("http://localhost:3000", { headers: { Cookie: cookie } })))?.supportStaff;
    await setSupportStaff(portal.process, { email, named: true });
    expect(await isStaff()).toBe(true);
    await expect(setSupportStaff(portal.process, { email, named: true })).rejects.toMatchObject({ code: "conflict" });
    await setSupportStaff(portal.process, { email, named: false });
    expect(await isStaff()).toBe(false);
  });
});

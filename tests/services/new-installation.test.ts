// A real installation from its first organization to the first word of its first plan, as its operator and its first planner go.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildContext, settingsFromEnvironment } from "#app/context.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { addOrganizationHere, addSchool, addSchoolsOfDirectory } from "#app/services/organizations/add-organization.server.ts";
import { findActor } from "#app/services/people/find-user.server.ts";
import { inviteFirst } from "#app/services/people/operate-people.server.ts";
import { invitePerson, joinByInvitation, loadInvitation } from "#app/services/people/people.server.ts";
import { beginPlan, loadBegin } from "#app/services/plans/begin-plan.server.ts";
import { loadChapter } from "#app/services/plans/load-chapter.server.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import { loadDirectory } from "#db/repos/state-directory.server.ts";
import { freshDatabase, type FreshDatabase } from "../db/database.ts";

let database: FreshDatabase;
let process_: AppContext;
const home = mkdtempSync(path.join(tmpdir(), "plan-once-new-"));
const siteUrl = "https://plans.example.org";
const since = "2026-07-01";
beforeAll(async () => {
  database = await freshDatabase();
  await database.owner.insertInto("installation").values({ mode: "standard" }).execute();
  process_ = buildContext(settingsFromEnvironment({ ...process.env, DATABASE_URL: database.urls.app, PLAN_ONCE_HOME: home, LOG_LEVEL: "silent", SITE_URL: siteUrl }), { now: () => new Date("2026-11-22T18:00:00Z") });
}, 120_000);
afterAll(async () => {
  await process_?.db.destroy();
  await database?.drop();
  rmSync(home, { recursive: true, force: true });
});

const operator = () => ({ db: process_.db, siteUrl });
const tokenOf = (link: string) => decodeURIComponent(link.split("/").at(-1) ?? "");
/** Comes in by a link as a new person, and is signed in. */
async function join(link: string, leaId: string, name: string): Promise<Context> {
  const { email } = await loadInvitation(process_, tokenOf(link));
  expect(await joinByInvitation(process_, tokenOf(link), { name, password: "a long enough password" })).toEqual({ outcome: "joined" });
  const { id } = await process_.db.selectFrom("person").select("id").where("email", "=", email).executeTakeFirstOrThrow();
  return process_.as({ ...(await findActor(process_, { personId: id, leaId })), confirmedAt: process_.now() });
}

describe("a new installation", () => {
  test("takes the state, a county office and a district, in that order, each once", async () => {
    const district = { id: "bay-unified", kind: "district" as const, name: "Bay Unified School District", cds: "99777770000000", over: { "in-county": "bay-coe" }, since };
    await expect(addOrganizationHere(operator(), district)).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("bay-coe") });
    await addOrganizationHere(operator(), { id: "the-state", kind: "state", name: "The State", cds: "00000000000000", over: {}, since });
    await addOrganizationHere(operator(), { id: "bay-coe", kind: "coe", name: "Bay County Office of Education", cds: "99000000000000", over: { "under-state": "the-state" }, since });
    expect(await addOrganizationHere(operator(), district)).toEqual({ id: "bay-unified", kind: "district", name: district.name });
    await expect(addOrganizationHere(operator(), district)).rejects.toMatchObject({ code: "conflict" });
    await expect(addOrganizationHere(operator(), { ...district, id: "other", cds: "123" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("14 digits") });
    await expect(addOrganizationHere(operator(), { ...district, id: "nameless", kind: null, name: null })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("--kind and --name") });
  });

  test("takes kind, name and schools from the state's directory: active public schools, no charters, once", async () => {
    const row = { kind: "school" as const, county: "Bay", district: "Bay Unified School District", status: "Active", type: "High Schools (Public)", public: true, charter: false, city: "Bay", zip: "90000", grades: "9-12", openedOn: null, closedOn: null };
    const rows = [
      { ...row, kind: "lea" as const, cds: "99777770000000", name: "Bay Unified", type: "Unified School District", charter: null },
      { ...row, kind: "lea" as const, cds: "99888880000000", name: "Cove Elementary", type: "Elementary School District", charter: null },
      { ...row, cds: "99777770000011", name: "Bay High" },
      { ...row, cds: "99777770000012", name: "Old High", status: "Closed" },
      { ...row, cds: "99777770000013", name: "Bay Charter", charter: true },
      { ...row, cds: "99777770000014", name: "Bay Academy", public: false },
    ];
    await loadDirectory(process_.db, { stateId: "the-state", actor: "test", file: { name: "directory.csv", hash: "0".repeat(64), publishedOn: "2026-04-01" }, rows, dryRun: false });
    expect(await addOrganizationHere(operator(), { id: "cove", kind: null, name: null, cds: "99888880000000", over: { "in-county": "bay-coe" }, since })).toEqual({ id: "cove", kind: "district", name: "Cove Elementary" });
    expect((await addSchoolsOfDirectory(operator(), { leaId: "bay-unified" })).map(({ name }) => name)).toEqual(["Bay High"]);
    expect(await addSchoolsOfDirectory(operator(), { leaId: "bay-unified" })).toEqual([]);
    await addSchool(operator(), { leaId: "bay-unified", id: "bay-middle", name: "Bay Middle", cds: "99777770000020" });
    await expect(addSchool(operator(), { leaId: "nowhere", id: "a-school", name: "A School", cds: "99777770000020" })).rejects.toMatchObject({ code: "not-found" });
  });

  test("its first planner comes in by the operator's link, begins the plan, and invites a colleague who finds it", async () => {
    const asked = { leaId: "bay-unified", orgId: "bay-unified", email: "Plan@Bay.example", role: "planner", now: new Date() };
    await expect(inviteFirst(operator(), { ...asked, role: "principal" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("planner") });
    await expect(inviteFirst(operator(), { ...asked, email: "nobody" })).rejects.toMatchObject({ code: "invalid" });
    const link = await inviteFirst(operator(), asked);
    expect(link.startsWith(`${siteUrl}/invitations/`)).toBe(true);
    const planner = await join(link, "bay-unified", "Pat Planner");
    await expect(joinByInvitation(process_, tokenOf(link), { name: "Second", password: "a long enough password" })).rejects.toMatchObject({ code: "not-found" });

    expect((await loadHome(planner)).writing).toBeNull();
    expect(await loadBegin(planner)).toEqual({ years: ["2026-27", "2027-28"] });
    await expect(beginPlan(planner, { year: "2030-31" })).rejects.toMatchObject({ code: "forbidden" });
    const { planId } = await beginPlan(planner, { year: "2026-27" });
    await expect(beginPlan(planner, { year: "2027-28" })).rejects.toMatchObject({ code: "conflict" });
    await expect(loadBegin(planner)).rejects.toMatchObject({ code: "not-found" });
    const home = await loadHome(planner);
    expect(home.writing).toMatchObject({ year: "2026-27", leaName: "Bay Unified School District" });
    expect((await loadChapter(planner, planId, "who")).statements.length).toBeGreaterThan(0);

    const superintendent = await join(await inviteFirst(operator(), { ...asked, email: "super@bay.example", role: "superintendent" }), "bay-unified", "Sam Super");
    await invitePerson(superintendent, { email: "board@bay.example", role: "board-viewer", orgId: "bay-unified" });
    const board = await join(await inviteFirst(operator(), { ...asked, email: "member@bay.example", role: "board-viewer" }), "bay-unified", "Bo Board");
    expect((await loadHome(board)).writing?.year).toBe("2026-27");
    await expect(loadBegin(board)).rejects.toMatchObject({ code: "not-found" });
    await expect(beginPlan(board, { year: "2026-27" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

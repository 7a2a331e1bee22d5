// Every route as every role, against a thing in every relation, with every shape of ids (REL-A1 to A12).
// ACCESS_REPORT: a file for the counts. ACCESS_SWITCHES: the numbers of the policy calls that can be taken away while this runs (taken-away.ts): each is, and the report says which were noticed. ACCESS_FAST=1: ids of the single shape only, as mutation runs need.
import { AsyncLocalStorage } from "node:async_hooks";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { relations } from "#app/domain/permissions/relation.ts";
import type { Relation } from "#app/domain/permissions/relation.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { withLea } from "#db/client.server.ts";
import { createExport } from "#db/repos/document-exports.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { formKeyName, formTokenLength, freshFormKey } from "#schemas/form-key.ts";
import { roleSchema } from "#schemas/people.ts";
import type { OrganizationKind, Role } from "#schemas/people.ts";
import type { Plan } from "#schemas/plan.ts";
import { madePlan } from "../db/made-plan.ts";
import { openPortal } from "../services/portal.ts";
import { sendUnchecked } from "../services/sent-plan.ts";
import type { Portal } from "../services/portal.ts";
import { accessTable as leaTable, readers } from "./access-table.ts";
import type { AccessRow as LeaRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import { plantFeeds } from "./feed-rows.ts";
import { appFolder, manifest } from "./manifest.ts";
import { plantOfficeTalk } from "./office-talk-rows.ts";
import { plantOutside } from "./outside-rows.ts";
import { plantMeetings } from "./meeting-rows.ts";
import { plantThreads } from "./talk-rows.ts";
import { addReading } from "./import-rows.ts";
import { plantSchoolThreads } from "./pictures-rows.ts";
import { schoolReaders, schoolRows } from "./school-rows.ts";
import type { SchoolIds, SchoolRow } from "./school-rows.ts";

type AccessRow = LeaRow | (SchoolRow & { file: string });
const accessTable: AccessRow[] = [...leaTable, ...schoolRows];

const switches = (process.env["ACCESS_SWITCHES"] ?? "").split(",").filter((one) => one !== "").map(Number);
const fast = process.env["ACCESS_FAST"] === "1";
const shapes = fast ? (["single"] as const) : (["single", "mixed", "absent", "doubled", "unknown"] as const);
type Shape = (typeof shapes)[number] | "single";
/** A field that no form has: strict forms refuse it (REL-A5), and who the asker is, whose the row is and when it was are never read from a form (REL-A4). */
const unknownFields: [string, string][] = [["leaId", "far"], ["actor", "sample-superintendent"], ["approvedBy", "sample-superintendent"], ["at", "2020-01-01"]];
type Who = Role | "nobody";

let portal: Portal;
const cookies = new Map<Who, string>();
/** What the keys of their forms begin with. */
const tokens = new Map<Who, string>();
const things = new Map<string, Ids>();
/** Schools of the sample district, and one of another LEA ("far"). */
const schoolThings = new Map<string, SchoolIds>();
const site = "http://localhost:3000";
/** A word that stands in every plan of another LEA and nowhere else. */
const marker = "Markerwordville";

/** Where each role of the matrix is held, and what stands in which relation to it. Relations that cannot be (a district is over no plan's owner but a charter) are left out. */
const homes: Record<"lea" | "school" | "county" | "selpa" | "state", { leaId: string; orgId: string; stands: Partial<Record<Relation, string>> }> = {
  lea: { leaId: "alder-valley", orgId: "alder-valley", stands: { own: "alder-valley", parent: "toyon-coe", child: "its-charter", sibling: "beside", "other-county": "far", deleted: "deleted", none: "none" } },
  school: { leaId: "alder-valley", orgId: "alder-valley-high", stands: { parent: "alder-valley", sibling: "beside", "other-county": "far", deleted: "deleted", none: "none" } },
  county: { leaId: "toyon-coe", orgId: "toyon-coe", stands: { own: "toyon-coe", child: "alder-valley", sibling: "south-coe", "other-county": "far", deleted: "deleted", none: "none" } },
  selpa: { leaId: "toyon-selpa", orgId: "toyon-selpa", stands: { child: "alder-valley", sibling: "toyon-coe", "other-county": "far", deleted: "deleted", none: "none" } },
  state: { leaId: "sample-state", orgId: "sample-state", stands: { child: "far", deleted: "deleted", none: "none" } },
};
const homeOf = (role: Role) => homes[role.startsWith("county") ? "county" : role.startsWith("state") ? "state" : role === "selpa-reader" ? "selpa" : /^(principal|council)/.test(role) ? "school" : "lea"];
const everybody: Who[] = [...roleSchema.options, "nobody"];
const samplePersonOf: Partial<Record<Role, string>> = { "board-viewer": "sample-board", "council-secretary": "sample-secretary", "council-member": "sample-council", "selpa-reader": "sample-selpa", support: "the-supporter" };

async function addPlan(plan: Plan, above: { id: string; kind: "in-county" | "chartered-by" | "under-state" }[]): Promise<void> {
  await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, async (tx) => {
    await insertPlan(tx, plan, { sample: true });
    for (const { id, kind } of above) await tx.insertInto("organization_relation").values({ lea_id: plan.leaId, org_id: plan.leaId, kind, other_lea_id: id, other_id: id, since: "2024-07-01", until: null }).execute();
  });
}

/** Another LEA with a plan that says the marker word everywhere a name stands. */
async function addLea(leaId: string, above: Parameters<typeof addPlan>[1]): Promise<void> {
  const made = madePlan(leaId.length, { leaId, planId: `plan-of-${leaId}` });
  const plan = { ...made, organizations: made.organizations.map((one) => ({ ...one, name: `${marker} ${one.id}` })) };
  await addPlan(plan, above);
  const exported = await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => createExport(tx, { leaId, planId: plan.id, program: "lcap", edition: "2024.v2024-11", format: "json", copy: "internal-draft", requestedBy: "test" }));
  const read = await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => addReading(tx, plan));
  things.set(leaId, { planId: plan.id, goalId: plan.goals[0]?.id ?? "", actionId: plan.actions[0]?.id ?? "", lineId: plan.lines[0]?.id ?? "", needId: plan.needs[0]?.id ?? "", openingActionId: plan.opening?.actions[0]?.id ?? "", exportId: exported.id, ...read, filingId: await sendLcap(plan) });
}

/** Its LCAP, as sent. */
async function sendLcap(plan: Plan): Promise<string> {
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap");
  if (!program) throw new Error("no form");
  return sendUnchecked(portal.process, plan, { program, ...(plan.leaId === "its-charter" ? { kind: "charter" as const } : {}) });
}

beforeAll(async () => {
  portal = await openPortal();
  const { database, plan } = portal;
  const addBody = (id: string, kind: OrganizationKind) =>
    withLea(database.app, { leaId: id, actor: "test" }, async (tx) => {
      await tx.insertInto("organization").values({ lea_id: id, id, kind, name: id, cds: "98000000000000", sample: true }).execute();
      await tx.insertInto("organization_relation").values({ lea_id: id, org_id: id, kind: "under-state", other_lea_id: "sample-state", other_id: "sample-state", since: "2024-07-01", until: null }).execute();
    });
  await addBody("south-coe-office", "coe");
  await addLea("south-coe", [{ id: "sample-state", kind: "under-state" }]);
  await addLea("toyon-coe", []);
  await addLea("beside", [{ id: "toyon-coe", kind: "in-county" }]);
  await addLea("its-charter", [{ id: "alder-valley", kind: "chartered-by" }]);
  await addLea("far", [{ id: "south-coe-office", kind: "in-county" }]);

  await withLea(database.app, { leaId: plan.leaId, actor: "test" }, async (tx) => {
    await database.owner.insertInto("person").values({ id: "the-supporter", name: "Support", email: "support@sample.example", email_verified: true, image: null, second_factor: false, suspended_at: null, sample: true }).execute();
    await tx.insertInto("membership").values({ lea_id: plan.leaId, org_id: plan.leaId, person_id: "the-supporter", role: "support", until: sql<Date>`now() + interval '3 hours'`, given_by: "test" }).execute();
  });
  const { exportId } = await requestExport(portal.ctx, plan.id, "lcap", { format: "json", copy: "internal-draft" });
  await makeExport(portal.ctx, { leaId: plan.leaId, exportId });
  const own = { planId: plan.id, goalId: plan.goals[0]?.id ?? "", actionId: plan.actions[0]?.id ?? "", lineId: plan.lines[0]?.id ?? "", needId: plan.needs[0]?.id ?? "", openingActionId: plan.opening?.actions[0]?.id ?? "", exportId, ...(await withLea(database.app, { leaId: plan.leaId, actor: "test" }, (tx) => addReading(tx, plan))), filingId: await sendLcap(plan) };
  things.set("alder-valley", own);
  for (const school of ["alder-valley-high", "orchard"]) {
    const key = `${plan.id}~${school}`;
    const { exportId: ofSchool } = await requestExport(portal.ctx, key, "spsa", { format: "json", copy: "internal-draft" });
    await makeExport(portal.ctx, { leaId: plan.leaId, exportId: ofSchool });
    schoolThings.set(school, { key, goalId: plan.goals.find((goal) => goal.orgId === school)?.id ?? "", exportId: ofSchool, importId: (await withLea(database.app, { leaId: plan.leaId, actor: "test" }, (tx) => addReading(tx, plan, school))).importId });
  }
  const far = things.get("far");
  if (far) schoolThings.set("far", { key: `${far.planId}~school-1`, goalId: far.goalId, exportId: far.exportId, importId: far.importId });
  await plantSchoolThreads(database.app, schoolThings, marker);
  things.set("none", { ...own, planId: "nothing-here", filingId: crypto.randomUUID() });
  // A plan that was there, in the same LEA, and is deleted.
  await addPlan({ ...madePlan(3, { leaId: "gone", planId: "plan-deleted" }) }, []);
  await withLea(database.app, { leaId: "gone", actor: "test" }, (tx) => tx.deleteFrom("plan").where("id", "=", "plan-deleted").execute());
  things.set("deleted", { ...own, planId: "plan-deleted", filingId: crypto.randomUUID() });
  await plantThreads(database.app, things, marker);
  await plantOfficeTalk(database.app, things, marker);
  await plantOutside(database.app, portal.process.storage, things, marker);
  await plantFeeds(database.app, things);
  await plantMeetings(database.app, portal.process.storage, things);
  for (const who of everybody) {
    const cookie = who === "nobody" ? portal.browser : await portal.cookieOf(samplePersonOf[who] ?? `sample-${who}`);
    cookies.set(who, cookie);
    tokens.set(who, (await portal.keyFor(cookie)).slice(0, formTokenLength));
  }
}, 240_000);
afterAll(() => portal?.close());

type Module = Partial<Record<"loader" | "action", (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown>>;
async function handlerOf({ file, method }: AccessRow) {
  const module = (await import(/* @vite-ignore */ path.join(appFolder, file))) as Module;
  const handler = module[method];
  if (!handler) throw new Error(`${file} has no ${method}`);
  return handler;
}

type Answer = { status: number; location: string; body: string };
async function ask(row: AccessRow, who: Who, params: Partial<Record<string, string>>, form: [string, string][] | undefined): Promise<Answer> {
  const handler = await handlerOf(row);
  const headers: Record<string, string> = { Origin: site, Cookie: cookies.get(who) ?? "" };
  const request = new Request(`${site}/${row.file.startsWith("routes/api.auth") ? "api/auth/nothing" : "asked"}`, row.method === "action" ? { method: "POST", headers, body: new URLSearchParams([...(form ?? []), [formKeyName, `${tokens.get(who) ?? ""}${freshFormKey()}`]]) } : { headers });
  try {
    return await answerOf(await handler({ request, params, context: {} } as LoaderFunctionArgs & ActionFunctionArgs));
  } catch (thrown) {
    return answerOf(thrown);
  }
}
async function answerOf(value: unknown): Promise<Answer> {
  if (value instanceof Response) return { status: value.status, location: value.headers.get("Location") ?? "", body: await value.text() };
  if (value instanceof Error) throw value;
  if (value && typeof value === "object" && "init" in value && "data" in value) return { status: (value.init as { status?: number } | null)?.status ?? 200, location: "", body: JSON.stringify(value.data) };
  return { status: 200, location: "", body: JSON.stringify(value) ?? "" };
}

/** New after every change of a plan. */
const stamps = () => Promise.all([...things.keys()].map((leaId) => withLea(portal.database.app, { leaId, actor: "test" }, (tx) => tx.selectFrom("plan").select(["id", "stamp"]).orderBy("id").execute())));

type Cell = { row: AccessRow; who: Who; relation: Relation; shape: Shape; run: () => Promise<Answer>; expected: number[] };
const holds = (list: readonly Allowed[], who: Who, relation: Relation) => who !== "nobody" && list.includes(`${who}@${relation}`);
const entries = (form: Record<string, string> | undefined) => (form ? Object.entries(form) : undefined);
const withUnknown = (shape: Shape, form: [string, string][] | undefined, seed: string) => (shape === "unknown" && form ? [...form, unknownFields[seed.length % unknownFields.length]!] : form);
const twice = (form: [string, string][] | undefined) => form?.flatMap((entry): [string, string][] => [entry, entry]);

function planCells(row: LeaRow & PlanRow): Cell[] {
  return everybody.flatMap((who) =>
    relations.flatMap((relation) => {
      const standing = who === "nobody" ? homes.lea.stands[relation] : homeOf(who).stands[relation];
      const thing = standing === undefined ? undefined : things.get(standing);
      const foreign = things.get("beside");
      const own = things.get("alder-valley");
      if (!thing || !foreign || !own) return [];
      return shapes.flatMap((shape): Cell[] => {
        const mixed = shape === "mixed" ? row.mixed?.(thing, relation === "sibling" ? own : foreign) : undefined;
        if (shape === "mixed" && !mixed) return [];
        const whole = { ...row.params(thing), ...mixed?.params };
        const about = row.about ?? "planId";
        const params = shape === "absent" ? { ...whole, [about]: undefined } : shape === "doubled" ? { ...whole, [about]: `${thing[about]}/${thing[about]}` } : whole;
        const given = entries(mixed?.form ?? row.form?.(thing));
        if (shape === "unknown" && !(given && holds(row.allowed, who, relation))) return [];
        const away = row.method === "loader" && !row.json ? 302 : 401;
        const form = withUnknown(shape, given, `${who}${relation}`);
        const reads = holds(row.readers ?? readers, who, relation);
        const expected =
          who === "nobody" ? [away] : shape === "unknown" || (shape === "doubled" && form) ? [400] : shape === "absent" || shape === "doubled" ? [404] : !reads ? [404] : !holds(row.allowed, who, relation) ? [403] : shape === "mixed" ? [404] : row.through;
        return [{ row, who, relation, shape, expected, run: () => ask(row, who, params as Record<string, string>, shape === "doubled" ? twice(form) : form) }];
      });
    }),
  );
}

/** A school's part: the role's own school, one under the role's LEA, another school of the same district, and a school of another LEA. */
function schoolCells(row: SchoolRow & { file: string }): Cell[] {
  return everybody.flatMap((who) => {
    const home = who === "nobody" ? homes.school : homeOf(who);
    const ownSchool = home === homes.school;
    const places: [Relation, string][] = [[ownSchool ? "own" : home === homes.lea ? "child" : "none", "alder-valley-high"], ...(ownSchool ? [["sibling", "orchard"] as [Relation, string]] : []), ["none", "far"]];
    return places.flatMap(([relation, place]) =>
      shapes.flatMap((shape): Cell[] => {
        const [thing, other] = [schoolThings.get(place), schoolThings.get(place === "orchard" ? "alder-valley-high" : "orchard")];
        if (!thing || !other) return [];
        const mixed = shape === "mixed" ? row.mixed?.(thing, other) : undefined;
        if (shape === "mixed" && !mixed) return [];
        const whole = { ...row.params(thing), ...mixed?.params };
        const params = shape === "absent" ? { ...whole, planId: undefined } : shape === "doubled" ? { ...whole, planId: `${thing.key}/${thing.key}` } : whole;
        const given = entries(mixed?.form ?? row.form?.(thing));
        if (shape === "unknown" && !(given && row.through[0] !== 404 && holds(row.allowed, who, relation))) return [];
        const form = withUnknown(shape, given, `${who}${relation}`);
        const away = row.method === "loader" && !row.json ? 302 : 401;
        const expected =
          who === "nobody" ? [away] : shape === "unknown" || (shape === "doubled" && form) ? [400] : shape === "absent" || shape === "doubled" ? [404] : !holds(schoolReaders, who, relation) ? [404] : row.through[0] === 404 ? [404] : !holds(row.allowed, who, relation) ? [403] : shape === "mixed" ? [404] : row.through;
        return [{ row, who, relation, shape, expected, run: () => ask(row, who, params as Record<string, string>, shape === "doubled" ? twice(form) : form) }];
      }),
    );
  });
}

function peopleCells(row: LeaRow & { kind: "people"; allowed: Allowed[] }): Cell[] {
  return everybody.flatMap((who) => {
    if (row.method === "loader") return [{ row, who, relation: "own" as const, shape: "single" as const, expected: who === "nobody" ? [302] : holds(row.allowed, who, "own") ? row.through : [404], run: () => ask(row, who, {}, undefined) }];
    const home = who === "nobody" ? homes.lea : homeOf(who);
    const role = home === homes.county ? "county-reviewer" : home === homes.state ? "state-analyst" : home === homes.selpa ? "selpa-reader" : "fiscal";
    const targets: [Relation, string, string][] = [["own", home.orgId, home === homes.school ? "principal" : role], ...(home === homes.school ? [] : [["child", home === homes.lea ? "alder-valley-high" : "alder-valley", home === homes.lea ? "principal" : "fiscal"] as [Relation, string, string]]), ["sibling", "beside", "fiscal"], ["none", "nowhere", "fiscal"]];
    return targets.flatMap(([relation, orgId, given]) =>
      shapes.filter((shape) => shape !== "mixed").map((shape): Cell => {
        const form: [string, string][] = [["act", "invite"], ["email", `${who}@example.org`], ["place", `${given}@${shape === "absent" ? "" : orgId}`]];
        const here = relation === "own" || (relation === "child" && home === homes.lea);
        if (shape === "unknown") form.push(["role", "superintendent"]);
        const expected = who === "nobody" ? [401] : shape !== "single" ? [400] : !here ? [404] : holds(row.allowed, who, relation) ? row.through : [403];
        return { row, who, relation, shape, expected, run: () => ask(row, who, {}, shape === "doubled" ? twice(form) : form) };
      }),
    );
  });
}

/** Somebody without the role is told that there is no such page, whatever they ask for. */
function bodyCells(row: LeaRow & { kind: "body" }): Cell[] {
  return everybody.flatMap((who) =>
    shapes.filter((shape) => shape !== "mixed").flatMap((shape): Cell[] => {
      const allowed = who !== "nobody" && row.allowed.includes(who);
      if (shape !== "single" && (!row.form || (!allowed && shape === "unknown"))) return [];
      const given = entries(shape === "absent" ? Object.fromEntries(Object.entries(row.form ?? {}).slice(1)) : row.form);
      const form = withUnknown(shape, shape === "doubled" ? twice(given) : given, who);
      const expected = who === "nobody" ? [row.method === "loader" ? 302 : 401] : shape !== "single" ? [400] : allowed ? row.through : [404];
      return [{ row, who, relation: "own", shape, expected, run: () => ask(row, who, row.params ?? {}, form) }];
    }),
  );
}

function cellsOf(row: AccessRow): Cell[] {
  if (row.kind === "body") return bodyCells(row);
  if (row.kind === "plan") return planCells(row);
  if (row.kind === "school") return schoolCells(row);
  if (row.kind === "people") return peopleCells(row);
  return everybody.map((who): Cell => {
    const expected = who === "nobody" && row.kind === "signed-in" ? [row.method === "loader" && !row.json ? 302 : 401] : row.through;
    return { row, who, relation: "own", shape: "single", expected, run: () => ask(row, who, row.params ?? {}, entries(row.form)) };
  });
}

/** What is wrong with an answer by itself: its status, a word of another LEA, the way to the sign-in page, a plan that is shown to who does not read it. */
function faultsOf({ row, who, relation, expected }: Cell, answer: Answer): string[] {
  const faults: string[] = [];
  if (!expected.includes(answer.status)) faults.push(`${answer.status} instead of ${expected.join(" or ")}`);
  const sentBelow = row.kind === "body" || (row.kind === "plan" && row.readers !== undefined && relation === "child") || ("showsBelow" in row && /planner|superintendent|state|selpa/.test(who));
  if (who !== "nobody" && homeOf(who).leaId !== "toyon-coe" && !sentBelow && answer.body.includes(marker)) faults.push("says a word of another LEA");
  if (answer.status === 302 && expected.includes(302) && who === "nobody" && !answer.location.startsWith("/sign-in")) faults.push(`leads to ${answer.location}`);
  const plan = "seesPlans" in row && who !== "nobody" ? things.get(homeOf(who).leaId)?.planId : undefined;
  if (plan !== undefined && answer.body.includes(plan) !== [...readers, ...schoolReaders].some((one) => one.startsWith(`${who}@`))) faults.push("shows, or hides, the plan of their own LEA");
  return faults;
}

const nameOf = ({ row, who, relation, shape }: Cell) => `${row.file} ${row.method} as ${who}, ${relation}, ${shape}`;
const counts = { routes: 0, cells: 0, mismatches: 0 };
afterAll(() => {
  const report = process.env["ACCESS_REPORT"];
  if (report && switches.length === 0) writeFileSync(report, JSON.stringify(counts));
});

describe.skipIf(switches.length > 0)("the access matrix", () => {
  test("has a row for every loader and action of the route manifest, and none for what is not there (REL-A12)", async () => {
    const wanted = (await manifest()).flatMap(({ file, methods }) => methods.map((method) => `${file} ${method}`));
    counts.routes = wanted.length;
    expect([...new Set(accessTable.map(({ file, method }) => `${file} ${method}`))].sort()).toEqual(wanted.sort());
  });

  // Signing out ends the sessions the other rows need: last.
  const rows = [...accessTable.filter(({ file }) => !file.includes("sign-out")), ...accessTable.filter(({ file }) => file.includes("sign-out"))];
  test.each(rows.map((row, index) => [`${row.file} ${row.method} (row ${index + 1})`, row] as const))("%s answers everybody as the table says, and tells nothing of another LEA (REL-A2, REL-A3, REL-A4, REL-A5, REL-A6)", async (_name, row) => {
      const before = await stamps();
    const wrong: string[] = [];
    const refusals = new Map<string, string>();
    const cells = cellsOf(row);
    for (let next = 0; next < cells.length; next += 6) {
      await Promise.all(
        cells.slice(next, next + 6).map(async (cell) => {
          const answer = await cell.run();
          counts.cells += 1;
          const faults = faultsOf(cell, answer);
          if (answer.status === 404 && row.kind === "plan" && cell.shape === "single") {
            // Foreign, missing, deleted and not to be read: one and the same answer.
            const known = refusals.get(row.method) ?? answer.body;
            refusals.set(row.method, known);
            if (known !== answer.body) faults.push("another 404 than the others");
          }
          if (faults.length > 0) wrong.push(`${nameOf(cell)}: ${faults.join("; ")}`);
        }),
      );
      if (fast && wrong.length > 0) break;
    }
    counts.mismatches += wrong.length;
    expect(wrong).toEqual([]);
    expect(await stamps()).toEqual(before);
  }, 300_000);
});

/** Policy calls that a copy of the program can do without, one at a time. */
const policyCalls = () => ((globalThis as { policyCalls?: { asked: { add: (number: number) => unknown }; away: number } }).policyCalls ??= { asked: new Set(), away: -1 });

describe.runIf(switches.length > 0)("the access matrix with each policy call taken away in turn", () => {
  test("notices it", async () => {
    const asking = new AsyncLocalStorage<Set<number>>();
    policyCalls().asked = { add: (number) => asking.getStore()?.add(number) };
    const isWrong = (cell: Cell) => cell.run().then((answer) => faultsOf(cell, answer).length > 0, () => true);
    const sixAtOnce = async (cells: readonly Cell[], work: (six: readonly Cell[]) => Promise<boolean>): Promise<boolean> => {
      for (let next = 0; next < cells.length; next += 6) if (await work(cells.slice(next, next + 6))) return true;
      return false;
    };
    // Which cells come to which call? Signing out would end the sessions that the other rows need.
    const cellsOfCall = new Map(switches.map((number): [number, Cell[]] => [number, []]));
    await sixAtOnce(accessTable.filter(({ file }) => !file.includes("sign-out")).flatMap(cellsOf), async (six) => {
      for (const wrong of await Promise.all(
        six.map(async (cell) => {
          const asked = new Set<number>();
          const wrong = await asking.run(asked, () => isWrong(cell));
          for (const number of asked) cellsOfCall.get(number)?.push(cell);
          return wrong ? [nameOf(cell)] : [];
        }),
      )) expect(wrong).toEqual([]);
      return false;
    });
    /** What so many cells do not notice is left to other tests. */
    const enough = 300;
    const noticed: number[] = [];
    for (const [number, cells] of cellsOfCall) {
      // Who is refused notices first. A cell that an earlier call's absence has changed the world of says nothing any more.
      const refused = (cell: Cell) => cell.expected.some((status) => status === 403 || status === 404);
      const found = await sixAtOnce([...cells].sort((one, other) => Number(refused(other)) - Number(refused(one))).slice(0, enough), async (six) => {
        const all = async (cells: readonly Cell[], away = -1) => {
          policyCalls().away = away;
          const wrong = await Promise.all(cells.map(isWrong));
          policyCalls().away = -1;
          return wrong;
        };
        const [before, without] = [await all(six), await all(six, number)];
        const changed = six.filter((_, at) => without[at] && !before[at]);
        if (changed.length === 0) return false;
        // Wrong by chance would not be wrong twice; what stays wrong with the call in its place was done while it was away.
        const [after, again] = [await all(changed), await all(changed, number)];
        return changed.some((_, at) => after[at] || again[at]);
      });
      if (found) noticed.push(number);
    }
    writeFileSync(process.env["ACCESS_REPORT"] ?? "", JSON.stringify(noticed));
  }, 1_800_000);
});

// A school that the state's directory holds as closed is named where the plan has it, to those who read that part.
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDirectory } from "#db/repos/state-directory.server.ts";
import { findStateBody } from "#db/repos/state-loading.server.ts";
import { loadConsistency } from "#app/services/consistency/load-consistency.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

test("before the directory says so nothing is found; then the district and the school read it, another school does not (REL-A2)", async () => {
  const principal = await portal.as("sample-principal");
  const own = principal.user.memberships.map(({ orgId }) => orgId);
  const schools = portal.plan.organizations.filter(({ kind }) => kind === "school");
  const closed = schools.find(({ id }) => own.includes(id) && portal.plan.goals.some(({ orgId }) => orgId === id)) ?? schools.find(({ id }) => own.includes(id))!;
  const found = async (ctx: typeof portal.ctx, key: string) => (await loadConsistency(ctx, key)).groups.flatMap((group) => group.findings.filter(({ rule }) => rule === "school.closed").map(({ message, href }) => ({ of: group.id, message, href })));
  expect(await found(portal.ctx, portal.plan.id)).toEqual([]);

  const row = { cds: closed.cds, kind: "school" as const, name: closed.name, county: "", district: "", status: "Closed", type: "", public: null, charter: null, city: "", zip: "", grades: "", openedOn: null, closedOn: "2020-06-30" };
  await loadDirectory(portal.process.db, { stateId: (await findStateBody(portal.process.db))!, actor: "system:operator", file: { name: "directory.csv", hash: "closed", publishedOn: "2026-04-01" }, rows: [row], dryRun: false });

  const district = await found(portal.ctx, portal.plan.id);
  expect(district[0]).toMatchObject({ of: portal.plan.leaId, message: expect.stringContaining(`${closed.name} is closed since June 30, 2020.`) });
  expect((await loadConsistency(portal.ctx, portal.plan.id)).checks[0]).toMatchObject({ id: "school.closed", found: district.length });
  const part = await found(principal, partKey(portal.plan.id, closed.id));
  expect(part.every(({ of }) => of === closed.id)).toBe(true);
  expect(part).toEqual(district.filter(({ of }) => of === closed.id));
  // The principal of this school reads nothing of another school's part.
  const other = schools.find(({ id }) => !own.includes(id))!;
  await expect(loadConsistency(principal, partKey(portal.plan.id, other.id))).rejects.toMatchObject({ code: "not-found" });
});

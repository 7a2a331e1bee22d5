// A principal's day in the services: the school's own rows are the school's, and nobody else's change through it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partKey } from "#app/domain/plan/part.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import { restoreRow } from "#app/services/history/restore-row.server.ts";
import { addRow } from "#app/services/plans/add-row.server.ts";
import { loadChapter } from "#app/services/plans/load-chapter.server.ts";
import { loadRowForm } from "#app/services/plans/load-row-form.server.ts";
import { openPlan, inLea } from "#app/services/plans/open-plan.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { saveRow } from "#app/services/plans/save-row.server.ts";
import { loadExport, openExportFile } from "#app/services/documents/load-export.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestPacket } from "#app/services/documents/packet.server.ts";
import { openCheckedZip } from "#app/adapters/readers/checked-zip.server.ts";
import { loadSchoolHome } from "#app/services/schools/load-school-home.server.ts";
import { loadSchools } from "#app/services/schools/load-schools.server.ts";
import type { Context } from "#app/context.server.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { loadFrame } from "#app/services/plans/load-frame.server.ts";
import { makePlan } from "../factories.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let principal: Context;
let member: Context;
let key: string;
const school = "alder-valley-high";
beforeAll(async () => {
  portal = await openPortal();
  principal = await portal.as("sample-principal");
  member = await portal.as("sample-council");
  key = partKey(portal.plan.id, school);
}, 120_000);
afterAll(() => portal?.close());

const posted = (fields: Record<string, string | string[]>) => new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()]));
const now = () => inLea(portal.ctx, (tx) => openPlan(portal.ctx, tx, portal.plan.id, "plan.read"));

describe("a school's part", () => {
  test("the home page of a principal is the school: its forms, its chapters, one next step", async () => {
    const home = await loadSchoolHome(principal, school);
    expect(home?.plan.school).toMatchObject({ id: school, reads: false });
    expect(home?.forms.map((form) => form.program)).toEqual(["spsa"]);
    expect(home?.chapters).toHaveLength(8);
    expect(home?.next?.href.startsWith(`/plans/${key}/`)).toBe(true);
  });

  test("a chapter shows the school's own goals, and the district's as inherited", async () => {
    const page = await loadChapter(principal, key, "aim");
    const goals = page.statements.find((one) => one.key === "aim.goals")?.goals ?? [];
    expect(goals.map((goal) => goal.name)).toContain("Ninth graders pass their first semester.");
    expect(goals).toHaveLength(2);
    const inherited = page.inherited.find((list) => list.kind === "goals")?.rows ?? [];
    expect(inherited.map((row) => row.number)).toEqual(["1", "2", "3", "5"]);
    expect(page.statements.map((one) => one.key)).not.toContain("listen.influence");
  });

  test("a goal, a strategy and a line of money are added as the school's own, at the school", async () => {
    const [goalId, actionId, lineId] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await addRow(principal, key, { collection: "goals", newId: goalId, posted: posted({ description: "Everyone reads for pleasure.", parentLineageId: "goal-learning" }) })).toMatchObject({ outcome: "added" });
    expect(await addRow(principal, key, { collection: "actions", newId: actionId, posted: posted({ goalId, title: "An open library", description: "It opens at seven.", parentLineageId: "a-reading", groups: ["ALL"] }) })).toMatchObject({ outcome: "added" });
    expect(await addRow(principal, key, { collection: "lines", newId: lineId, posted: posted({ actionId, source: "title-i-a", object: "4000-4999", year: "2026-27", kind: "planned", cents: "1,200" }) })).toMatchObject({ outcome: "added" });
    const plan = await now();
    expect(plan.goals.find((goal) => goal.id === goalId)).toMatchObject({ orgId: school, parentLineageId: "goal-learning" });
    expect(plan.actions.find((action) => action.id === actionId)).toMatchObject({ orgId: school, location: "specific-schools", schoolIds: [school] });
    expect(plan.lines.find((line) => line.id === lineId)).toMatchObject({ orgId: school, siteId: school, cents: 120_000 });
  });

  test("the forms a school fills in offer the school's rows to link, and do not ask where it is", async () => {
    const form = await loadRowForm(principal, key, { collection: "actions", rowId: "new", chosen: {} });
    expect(form.fields.map((field) => field.name)).not.toEqual(expect.arrayContaining(["schoolIds"]));
    expect(form.fields.map((field) => field.name)).not.toContain("contributing");
    const goals = form.fields.find((field) => field.name === "goalId")?.options.map((option) => option.value) ?? [];
    const plan = await now();
    expect(goals.every((id) => plan.goals.find((goal) => goal.id === id)?.orgId === school)).toBe(true);
    expect(form.fields.find((field) => field.name === "parentLineageId")?.options.map((option) => option.value)).toContain("a-reading");
  });

  test("a narrative of the school is the school's, apart from the district's", async () => {
    const current = portal.plan.answers.find((answer) => answer.key === "who.school" && answer.orgId === school);
    const saved = await saveAnswer(principal, key, { statement: "who.school", about: null, seenVersion: current?.version ?? null, posted: posted({ value: "We are a high school.", "value.drop": "yes" }) });
    expect(saved).toMatchObject({ outcome: "saved" });
    const after = (await now()).answers.filter((answer) => answer.key === "who.school");
    expect(plainFromRichText(after.find((answer) => answer.orgId === school)?.value as RichText)).toBe("We are a high school.");
    expect(after.filter((answer) => answer.orgId !== school)).toEqual(portal.plan.answers.filter((answer) => answer.key === "who.school" && answer.orgId !== school));
  });

  test("through a school's part nobody reaches the district's rows or another school's (REL-A3)", async () => {
    const district = portal.plan.goals.find((goal) => goal.orgId === portal.plan.leaId);
    const other = portal.plan.goals.find((goal) => goal.orgId === "orchard");
    for (const row of [district, other]) {
      const form = { collection: "goals", rowId: row?.id ?? "", seenVersion: row?.version ?? 0, posted: posted({ description: "Planted." }) };
      await expect(saveRow(principal, key, form)).rejects.toMatchObject({ code: "not-found" });
      await expect(restoreRow(principal, key, { collection: "goals", rowId: row?.id ?? "", revision: 1, seenVersion: row?.version ?? 0 })).rejects.toMatchObject({ code: "not-found" });
    }
    await expect(saveRow(principal, portal.plan.id, { collection: "goals", rowId: district?.id ?? "", seenVersion: 1, posted: posted({ description: "Planted." }) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(loadChapter(principal, partKey(portal.plan.id, "orchard"), "aim")).rejects.toMatchObject({ code: "not-found" });
    expect((await inLea(principal, (tx) => openPlan(principal, tx, portal.plan.id, "plan.read"))).goals.some((goal) => goal.orgId === "orchard")).toBe(false);
  });

  test("the district's planner and the council read the part and change nothing in it", async () => {
    for (const reader of [portal.ctx, member]) {
      const page = await loadChapter(reader, key, "do");
      expect(page.plan.school?.reads).toBe(true);
      expect(page.statements.every((one) => one.closed)).toBe(true);
      await expect(addRow(reader, key, { collection: "goals", newId: randomUUID(), posted: posted({ description: "Planted." }) })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("the district sees every school with its bars; the school's form counts what the school has written", async () => {
    const page = await loadSchools(portal.ctx, portal.plan.id);
    expect(page.schools).toHaveLength(10);
    const bars = (id: string) => page.schools.find((one) => one.id === id)?.forms.find((form) => form.program === "spsa")?.counts;
    expect(bars("bridges")?.answered).toBeGreaterThan(bars(school)?.answered ?? 0);
    expect(page.schools.find((one) => one.id === "marigold")?.forms).toEqual([]);
    expect((await loadCoverage(portal.ctx, partKey(portal.plan.id, "bridges"), "spsa")).counts).toEqual(bars("bridges"));
  });

  test("an approved part is closed, until the board's approval is on record it is open", async () => {
    const head = async (plan: string, id: string) => (await loadChapter(portal.ctx, partKey(plan, id), "aim")).plan;
    expect((await head(portal.running.id, "bridges")).adopted).toBe("June 10, 2025");
    expect((await head(portal.plan.id, "bridges")).adopted).toBeNull();
    await expect(addRow(principal, partKey(portal.running.id, school), { collection: "goals", newId: randomUUID(), posted: posted({ description: "Late." }) })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the packet of all school plans", () => {
  test("has one document for each school that fills the form, and is made once", async () => {
    const { exportId } = await requestPacket(portal.ctx, portal.plan.id, { program: "spsa", format: "docx", copy: "internal-draft" });
    await makeExport(portal.ctx, { leaId: portal.plan.leaId, exportId });
    const file = await openExportFile(portal.ctx, portal.plan.id, exportId);
    expect(file).toMatchObject({ format: "zip", name: expect.stringMatching(/SPSA of all schools .*\.zip$/) as string });
    const { forms, packets } = await loadSchools(portal.ctx, portal.plan.id);
    const { names } = openCheckedZip(file.bytes);
    expect(names).toHaveLength(forms.find(({ program }) => program === "spsa")?.schools ?? 0);
    expect(names.every((name) => /^\d\d .*SPSA.*\.docx$/.test(name))).toBe(true);
    expect(packets.map(({ id, status }) => [id, status])).toContainEqual([exportId, "done"]);
  }, 120_000);

  test("is not a principal's to ask for, nor to take, nor asked for of a form no school fills", async () => {
    const wish = { program: "spsa", format: "pdf", copy: "internal-draft" } as const;
    await expect(requestPacket(principal, portal.plan.id, wish)).rejects.toMatchObject({ code: "forbidden" });
    await expect(requestPacket(portal.ctx, portal.plan.id, { ...wish, program: "lcap" })).rejects.toMatchObject({ code: "not-found" });
    const { exportId } = await requestPacket(portal.ctx, portal.plan.id, wish);
    await expect(loadExport(principal, portal.plan.id, exportId)).rejects.toMatchObject({ code: "forbidden" });
    expect((await loadSchools(principal, portal.plan.id)).packets).toEqual([]);
  });
});

// Last here: from now on the LEA has a plan more.
test("a newer plan that the school is not in leaves its people with the one it is in", async () => {
  const { leaId } = portal.plan;
  const newer = makePlan({ id: "newer", leaId, year: "2029-30", organizations: portal.plan.organizations.filter(({ id }) => id === leaId) });
  await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => insertPlan(tx, newer, { sample: true }));
  expect((await loadFrame(portal.ctx)).plans.map(({ year }) => year)).toContain("2029-30");
  expect((await loadSchoolHome(principal, school))?.plan.year).toBe(portal.plan.year);
  expect((await loadFrame(principal)).plans.map(({ year }) => year)).not.toContain("2029-30");
});

// What the portal gives out comes back: the documents and workbooks of the example plans say the same when they are read in again.
import { describe, expect, test } from "vitest";
import { buildFileContext } from "#app/file-context.server.ts";
import type { DocumentFormat } from "#app/file-context.server.ts";
import { importLcapFile } from "#app/services/imports/import-lcap-file.server.ts";
import { importSpsa } from "#app/services/imports/import-spsa.server.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { Plan } from "#schemas/plan.ts";

const context = buildFileContext();
const copy = { kind: "internal-draft", preparedOn: "2026-11-22" } as const;
const lcapOf = async (plan: Plan, format: DocumentFormat) => (await renderPlanDocument(context, { plan, program: "lcap", edition: "2024.v2024-11", format, copy })).bytes;

/** The LEA's goals, metrics, actions and planned amounts, in the order of the goals. */
function said(plan: Plan) {
  const planned = (actionId: string) => plan.lines.filter((line) => line.actionId === actionId && line.kind === "planned").reduce((sum, { cents }) => sum + cents, 0);
  return plan.goals.filter(({ orgId }) => orgId === plan.leaId).map((goal) => ({
    description: plainFromRichText(goal.description), kind: goal.kind,
    metrics: plan.metrics.filter(({ goalId }) => goalId === goal.id).map(({ name }) => name),
    actions: plan.actions.filter(({ goalId }) => goalId === goal.id).map((action) => ({ title: action.title, description: plainFromRichText(action.description), contributing: action.contributing, scope: action.scope, cents: planned(action.id) })),
  }));
}

describe.each(["sample-running", "carryover"])("the LCAP of the example %s", (name) => {
  test.each<DocumentFormat>(["docx", "json"])("as %s: every goal, metric, action and amount, and nothing doubtful in the figures", async (format) => {
    const plan = await context.example(name);
    const { plan: read, report } = await importLcapFile(context, { bytes: await lcapOf(plan, format), fileName: "renamed.bin" });
    const [was, is] = [said(plan), said(read)];
    expect(read.year).toBe(plan.year);
    expect(is.map(({ description, kind }) => ({ description, kind }))).toEqual(was.map(({ description, kind }) => ({ description, kind })));
    // The form prints a metric with its source, and other texts after an action's description.
    expect(is.map((goal, at) => goal.metrics.map((metric, n) => metric.startsWith(was[at]?.metrics[n] ?? "-")))).toEqual(was.map((goal) => goal.metrics.map(() => true)));
    expect(is.map((goal) => goal.actions.map(({ description: _, ...rest }) => rest))).toEqual(was.map((goal) => goal.actions.map(({ description: _, ...rest }) => rest)));
    expect(is.map((goal, at) => goal.actions.map(({ description }, n) => description.startsWith(was[at]?.actions[n]?.description ?? "-")))).toEqual(was.map((goal) => goal.actions.map(() => true)));
    expect(report.checks.filter(({ agrees }) => agrees === false)).toEqual([]);
    expect(report.file.counted).toBe("paragraphs");
  }, 60_000);
});

test("the workbook of its tables: actions and amounts of Table 1, the goals by number, and a word that the rest is not in it", async () => {
  const plan = await context.example("sample-running");
  const { plan: read, report } = await importLcapFile(context, { bytes: await lcapOf(plan, "xlsx"), fileName: "tables.xlsx" });
  const amounts = (one: Plan) => said(one).flatMap(({ actions }) => actions.map(({ title, contributing, cents }) => ({ title, contributing, cents })));
  expect(amounts(read)).toEqual(amounts(plan));
  expect(report.read.table5.d12).not.toBeNull();
  expect(report.notes.find(({ at, kind }) => at === "goals" && kind === "left")?.message).toMatch(/Only tables/);
}, 60_000);

test("the plan as data comes back as it is, with a report of what its LCAP prints", async () => {
  const plan = await context.example("sample");
  const { plan: read, report, lossless } = await importLcapFile(context, { bytes: new TextEncoder().encode(JSON.stringify(plan)), fileName: "plan.json" });
  expect(lossless).toBe(true);
  expect(read).toEqual(plan);
  expect(report.read).toMatchObject({ lcap_year: plan.year });
  await expect(importLcapFile(context, { bytes: new TextEncoder().encode('{"schemaVersion":1}'), fileName: "plan.json" })).rejects.toMatchObject({ code: "invalid" });
  await expect(importLcapFile(context, { bytes: new TextEncoder().encode('{"documentVersion":1,'), fileName: "plan.json" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("cut off") });
}, 60_000);

test.each<DocumentFormat>(["docx", "json", "pdf"])("a school plan as %s: goal, metric with both values, strategies with their students and money, council", async (format) => {
  const plan = await context.example("sample-running");
  const school = plan.organizations.find(({ id }) => id === "orchard");
  const { bytes } = await renderPlanDocument(context, { plan, program: "spsa", edition: "2023.v2023-12", orgId: "orchard", format, copy });
  const { plan: read, report } = await importSpsa(context, { bytes, fileName: "spsa" });
  const own = <Row extends { orgId: string }>(rows: readonly Row[]) => rows.filter(({ orgId }) => orgId === "orchard");
  expect(report.read).toMatchObject({ school_name: school?.name, cds: school?.cds, school_year: "2025-26", council_approved: "May 13, 2025" });
  expect(read.goals.map(({ description }) => plainFromRichText(description))).toEqual(own(plan.goals).map(({ description }) => plainFromRichText(description)));
  expect(read.metrics.map(({ name }) => name)).toEqual(own(plan.metrics).map(({ name }) => name));
  expect([read.values[0]?.text, read.targets[0]?.text]).toEqual(["44% (2024-25)", "49% (2025-26)"]);
  expect(read.actions.map(({ description, groups }) => [plainFromRichText(description), groups])).toEqual(own(plan.actions).map(({ description, groups }) => [plainFromRichText(description), groups]));
  expect(read.lines.map(({ source, object, cents }) => ({ source, object, cents }))).toEqual(own(plan.lines).map(({ source, object, cents }) => ({ source, object, cents })));
  const council = (one: Plan, orgId: string) => one.answers.filter((answer) => answer.orgId === orgId && answer.key === "who.people").map(({ value }) => (value as { seat: string; name: string })).map(({ seat, name }) => ({ seat, name }));
  expect(council(read, "school")).toEqual(council(plan, "orchard"));
  expect(read.answers.filter(({ key }) => key.startsWith("went.")).map(({ key }) => key)).toEqual(["went.done", "went.money", "went.changes"]);
  expect(report.checks.map(({ agrees }) => agrees)).not.toContain(false);
}, 60_000);

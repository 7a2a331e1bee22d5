import { describe, expect, test } from "vitest";
import { buildExample, exampleNames } from "#db/examples/examples.ts";
import { centsOf, richText } from "#db/examples/example-plan.ts";
import { planSchema } from "#schemas/plan.ts";
import { shippedCatalogs } from "./catalogs.ts";

describe("writing an example", () => {
  test("dollars as printed become whole cents, without floating point", () => {
    expect(centsOf("332,420.30")).toBe(33_242_030);
    expect(centsOf("0.07")).toBe(7);
    expect(centsOf("1.1")).toBe(110);
    expect(centsOf("-12")).toBe(-1200);
    expect(centsOf(4_700)).toBe(470_000);
  });
  test("what is no amount is refused", () => {
    for (const amount of ["", "12%", "$5", "1.234", 0.5 / 3]) expect(() => centsOf(amount)).toThrow("is not an amount");
  });
  test("lists, headings and paragraphs keep their order", () => {
    const blocks = richText("Before\n\n## What\n- one\n- two\n1. first\n\nAfter").content;
    expect(blocks.map((block) => block.type)).toEqual(["paragraph", "heading", "bulletList", "orderedList", "paragraph"]);
    expect(blocks[2]?.type === "bulletList" && blocks[2].content.length).toBe(2);
  });
});

describe.each(exampleNames)("the example %s", (name) => {
  const plan = buildExample(name);
  const codes = (catalog: string) => new Set(shippedCatalogs[catalog]?.entries.map((entry) => entry.code));

  test("is a valid plan that survives its own file", () => {
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });
  test("uses only codes of the catalogs", () => {
    const used: [string, (string | null)[]][] = [
      ["goal-kinds", plan.goals.map((goal) => goal.kind)],
      ["state-priorities", plan.goals.flatMap((goal) => goal.priorities)],
      ["required-metrics", plan.metrics.flatMap((metric) => metric.codes)],
      // Whom an action serves may stand in the district's own words; a code is one word.
      ["student-groups", [...plan.actions.flatMap((action) => [...action.groups.filter((group) => !group.includes(" ")), ...action.unduplicatedGroups]), ...plan.values.map((value) => value.group), ...plan.dashboard.map((result) => result.group)]],
      ["action-purposes", plan.actions.flatMap((action) => action.purposes)],
      ["scopes", plan.actions.map((action) => action.scope)],
      ["funding-sources", plan.lines.map((line) => line.source)],
      ["revenues", plan.revenues.map((revenue) => revenue.kind)],
      ["partners", plan.events.flatMap((event) => event.partners)],
      ["event-topics", plan.events.flatMap((event) => event.topics)],
      ["indicators", [...plan.dashboard.map((result) => result.indicator), ...plan.identifications.flatMap((identification) => identification.indicators)]],
      ["identifications", plan.identifications.map((identification) => identification.program)],
      ["bodies", plan.meetings.map((meeting) => meeting.body)],
      ["meeting-kinds", plan.meetings.map((meeting) => meeting.kind)],
      ["progress-status", plan.progress.map((progress) => progress.status)],
      ["evidence-tiers", plan.actions.map((action) => action.evidence?.tier ?? null)],
    ];
    for (const [catalog, values] of used) {
      const unknown = values.filter((value): value is string => value !== null && !codes(catalog).has(value));
      expect(unknown, catalog).toEqual([]);
    }
  });
  test("every contributing action has one scope and its unduplicated groups, no other has either", () => {
    for (const action of plan.actions) {
      expect(action.scope !== null, action.title).toBe(action.contributing === true);
      expect(action.unduplicatedGroups.length > 0, action.title).toBe(action.contributing === true);
    }
  });
});

test("a name that is no example is answered with the names there are", () => {
  expect(() => buildExample("toString")).toThrow(/sample, sample-running, choices/);
});

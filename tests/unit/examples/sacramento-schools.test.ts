// The real family: the office's plan with three of its school plans typed over gives the printed amounts, and the meter says what the real texts allow.
import { describe, expect, test } from "vitest";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { meterOf } from "#app/domain/meter/meter.ts";
import { offerStates } from "#app/domain/plan/offers-to-schools.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";

const crosswalks = loadCrosswalks();
const plan = buildExample("sacramento");
const schools = ["el-centro", "colley", "north-area"] as const;
const program = findProgram(crosswalks, "spsa", "2025-26");
const reading = (orgId: string) => readForm({ plan, crosswalks, program, orgId });

describe("sacramento: school plans of El Centro, Colley and North Area, 2025-26", () => {
  test.each([["el-centro", 1, 1_022_290], ["el-centro", 2, 807_162], ["el-centro", 4, 199_532], ["colley", 1, 587_180], ["colley", 2, 552_874], ["colley", 4, 113_647], ["north-area", 1, 782_122], ["north-area", 2, 617_371], ["north-area", 4, 149_151]])("%s, goal %i: the printed sum of its strategies", (school, goal, dollars) => {
    const actions = new Set(plan.actions.filter((action) => action.goalId === `${school}-goal-${goal}`).map(({ id }) => id));
    expect(plan.lines.filter((line) => actions.has(line.actionId ?? "")).reduce((cents, line) => cents + line.cents, 0)).toBe(dollars * 100);
  });
  test.each([["el-centro", "$2,028,984.00"], ["colley", "$1,253,701.00"], ["north-area", "$1,548,644.00"]])("%s prints the total of its budget summary", (school, total) => {
    expect(JSON.stringify(buildDocument(reading(school), { copy: { kind: "internal-draft", preparedOn: "2025-06-24" } }))).toContain(total);
  });
  test("the goals are the office's, used as written and named in each council's vote", () => {
    for (const school of schools) {
      const states = offerStates(plan, school);
      expect(states.filter(({ collection }) => collection === "goals")).toHaveLength(4);
      expect(states.filter(({ collection }) => collection === "actions").length).toBeGreaterThanOrEqual(10);
      expect(states.every(({ standing, named }) => standing === "used" && named), school).toBe(true);
      expect(reading(school).unnamed.size).toBe(0);
      expect(coverage(reading(school)).parts.flatMap(({ fields }) => fields).filter(({ waits }) => waits !== null)).toEqual([]);
    }
  });
  test("without the vote the same rows do not count, and the document says so at each", () => {
    const unvoted = { ...plan, offersToSchools: plan.offersToSchools.map((offer) => ({ ...offer, vote: null })) };
    const form = readForm({ plan: unvoted, crosswalks, program, orgId: "colley" });
    expect(coverage(form).parts.flatMap(({ fields }) => fields).filter(({ waits }) => waits !== null).length).toBeGreaterThan(4);
    const text = JSON.stringify(buildDocument(form, { copy: { kind: "internal-draft", preparedOn: "2025-06-24" } }));
    expect(text.split("no vote of the schoolsite council has named it yet").length - 1).toBeGreaterThan(8);
  });
  // Two thirds of a school plan's cells are lines of money, which coincide in value and are different money. Goals and measures coincide with the office's, strategies between the schools.
  test("what the real texts allow: 13.5 percent fewer cells, 99 of them by rows the office wrote once", () => {
    const meter = meterOf(crosswalks, plan);
    expect([meter.cellsSeparately, meter.cellsOnce, meter.taken]).toEqual([2070, 1790, 99]);
    const money = plan.lines.filter(({ orgId }) => orgId !== plan.leaId).length * 3;
    expect(money / (meter.forms.find(({ program }) => program === "spsa")?.cells ?? 0)).toBeGreaterThan(2 / 3);
  });
});

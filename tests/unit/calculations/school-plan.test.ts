// Arithmetic and lists of a school's plan, with the real figures of El Centro Jr./Sr. High School 2025-26 (spsa 6) where there are some.
import { describe, expect, test } from "vitest";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import type { Calculated } from "#app/domain/calculations/calculated.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Place } from "#app/domain/plan/plan-index.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { cents, makeAction, makeAllocation, makeAnswer, makeDashboardResult, makeGoal, makeIdentification, makeLine, makeOrganization, makePlan, makeRevenue, makeSchool, testLeaId } from "../../factories.ts";

const { catalogs } = loadCrosswalks();
function calculate(name: string, plan: Plan, place: Place = {}, orgId = "school"): Calculated {
  const index = indexPlan(plan, catalogs, orgId);
  return calculations[name]!({ index, catalogs, tables: computeActionTables(index) }, place);
}
const school = makeSchool({ id: "school", name: "El Centro" });
const other = makeSchool({ id: "other" });
const base = makePlan({ organizations: [makeOrganization(), school, other] });
const given = (program: string, dollars: string, siteId = "school") => makeAllocation({ siteId, program, cents: cents(dollars) });

describe("money given to a school", () => {
  const plan = { ...base, allocations: [given("other-federal", "32,500"), given("title-i-a", "268,220"), given("title-i-d", "412,322"), given("local", "1,315,942"), given("csi", "519,101"), given("title-i-a", "1", "other")] };
  test("federal, state and local subtotals and their sum", () => {
    expect(calculate("subtotal.federal", plan)).toEqual({ kind: "money", cents: cents("713,042") });
    expect(calculate("subtotal.state_local", plan)).toEqual({ kind: "money", cents: cents("1,315,942") });
    expect(calculate("grand_total", plan)).toEqual({ kind: "money", cents: cents("2,028,984") });
  });
  test("through the Consolidated Application only its titles, neither CSI nor local money", () => expect(calculate("allocations_conapp", plan)).toEqual({ kind: "money", cents: cents("680,542") }));
  test("money of another year or of nobody is not there", () => expect(calculate("grand_total", { ...plan, year: "2026-27" })).toEqual({ kind: "nothing" }));
});

describe("money planned by a school", () => {
  const goals = [makeGoal({ id: "g1", orgId: "school" }), makeGoal({ id: "g2", orgId: "school", order: 1 }), makeGoal({ id: "district" })];
  const actions = [makeAction({ id: "a1", goalId: "g1", orgId: "school" }), makeAction({ id: "a2", goalId: "g2", orgId: "school" }), makeAction({ id: "lea", goalId: "district" })];
  const from = { lineageId: "district-line", version: 1 };
  const lines = [
    makeLine({ id: "l1", orgId: "school", actionId: "a1", cents: cents("1,022,290"), offeredFrom: from }),
    makeLine({ id: "l2", orgId: "school", actionId: "a2", cents: cents("1,022,290"), offeredFrom: from }),
    makeLine({ id: "l3", orgId: "school", actionId: "a2", cents: cents("199,532"), source: "title-i-a" }),
    makeLine({ id: "l4", actionId: "lea", cents: cents("5,000,000"), siteId: "school" }),
  ];
  const plan = { ...base, goals, actions, lines };
  test("each piece of money once, the district's own actions not at all", () => expect(calculate("lines_total", plan)).toEqual({ kind: "money", cents: cents("1,221,822") }));
  test("a second print points to the first strategy", () => {
    const at = (line: (typeof lines)[number]): Place => ({ row: { name: "line", value: line } });
    expect(calculate("duplicate_lines", plan, at(lines[1]!))).toEqual({ kind: "text", text: "1.1" });
    expect(calculate("duplicate_lines", plan, at(lines[0]!))).toEqual({ kind: "nothing" });
  });
  test("the views of the ledger add up to the total", () => expect(calculate("tracking.by_goal", plan)).toEqual({ kind: "list", items: ["Goal 1: $1,022,290.00", "Goal 2: $199,532.00"] }));
});

test("the council is counted by the printed roles, and by nobody else's seat", () => {
  const person = (body: string, seat: string) => makeAnswer({ key: "who.people", orgId: "school", value: { body, seat, name: "N" } });
  const plan = { ...base, answers: [person("school-site-council", "Principal"), person("school-site-council", "Classroom Teacher"), person("school-site-council", "teacher"), person("cim-team", "Classroom Teacher")] };
  expect(calculate("ssc_counts.teachers", plan)).toEqual({ kind: "text", text: "2" });
  expect(calculate("ssc_counts.students", plan)).toEqual({ kind: "text", text: "0" });
  expect(calculate("ssc_counts.teachers", base)).toEqual({ kind: "nothing" });
});

describe("the newest Dashboard", () => {
  const result = (group: string, indicator: string, color: number | null, year = 2025) => makeDashboardResult({ orgId: "school", group, indicator, color, year });
  const plan = { ...base, dashboard: [result("ALL", "suspension-rate", 2), result("ALL", "math", 4), result("EL", "math", 2), result("SWD", "math", 3), result("HOM", "math", null), result("ALL", "ela", 1, 2024)] };
  test("Orange counts beside Red, an older year does not", () => expect(calculate("red_orange", plan)).toEqual({ kind: "list", items: ["Suspension Rate: Orange"] }));
  test("two levels below, not one, and never without a colour", () => expect(calculate("two_levels_below", plan)).toEqual({ kind: "list", items: ["Academic Math: English Learners"] }));
  test("nothing held says nothing; nothing low says so", () => {
    expect(calculate("red_orange", base)).toEqual({ kind: "nothing" });
    expect(calculate("two_levels_below", { ...base, dashboard: [result("ALL", "math", 4)] })).toEqual({ kind: "list", items: ["NA"] });
  });
});

test("the purpose sentence follows from the status held now", () => {
  const status = (until: string | null) => ({ ...base, identifications: [makeIdentification({ orgId: "school", program: "csi", until })] });
  expect(calculate("purpose_sentence", status(null))).toEqual({ kind: "list", items: ["El Centro will use this plan to meet federal Comprehensive Support and Improvement (CSI) planning requirements."] });
  expect(calculate("purpose_sentence", status("2023-24"))).toEqual({ kind: "nothing" });
  expect(calculate("purpose_sentence", { ...base, identifications: [makeIdentification({ orgId: "school", program: "tsi" })] })).toEqual({ kind: "nothing" });
});

test("fifteen percent of both IDEA grants, to the cent, and only of both", () => {
  // cim 6b.5: 0.15 x (9,283,445 + 569,790) = 1,477,985.25
  const plan = { ...base, revenues: [makeRevenue({ kind: "ceis-611", cents: cents("9,283,445") }), makeRevenue({ kind: "ceis-619", cents: cents("569,790") })] };
  expect(calculate("ceis_reserve", plan, {}, testLeaId)).toEqual({ kind: "money", cents: cents("1,477,985.25") });
  expect(calculate("ceis_reserve", { ...plan, revenues: plan.revenues.slice(0, 1) }, {}, testLeaId)).toEqual({ kind: "nothing" });
});

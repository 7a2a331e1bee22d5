// What is wrong with a district and its schools is named where it is, with what to do.
import { describe, expect, test } from "vitest";
import { readPlan } from "#schemas/plan-upgrades.ts";
import type { Plan } from "#schemas/plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { closedSchools } from "#app/domain/rules/closed-schools.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { tenSchools } from "#db/examples/ten-schools.ts";
import { buildExample } from "#db/examples/examples.ts";

const crosswalks = loadCrosswalks();
const problems = (plan: unknown) => (readPlan(JSON.parse(JSON.stringify(plan))) as { problems?: { path: string; message: string }[] }).problems ?? [];
const council = (plan: Plan, orgId: string) => findingsOf(readForm({ plan, crosswalks, program: findProgram(crosswalks, "spsa", plan.year), orgId })).filter(({ rule }) => rule.startsWith("SSC-"));
const seats = (plan: Plan, orgId: string, given: readonly string[]): Plan => ({
  ...plan,
  answers: [...plan.answers.filter((answer) => !(answer.orgId === orgId && answer.key === "who.people")), ...given.map((seat, at) => ({ id: `seat-${at}`, lineageId: `seat-${at}`, orgId, version: 1, order: at, key: "who.people", about: null, value: { body: "school-site-council", seat, name: `Member ${at}`, title: "" } }))],
});
const balanced = ["Principal", "Classroom Teacher", "Classroom Teacher", "Classroom Teacher", "Other School Staff", "Parent or Community Member", "Parent or Community Member", "Parent or Community Member", "Parent or Community Member", "Secondary Student"];

describe("a council", () => {
  const plan = tenSchools();
  test("in balance, with teachers the most of its staff, is found fault with by nobody", () => expect(council(seats(plan, "school-1", balanced), "school-1")).toEqual([]));
  test("of more staff than others is named with how many are lacking", () => {
    const [finding] = council(seats(plan, "school-1", balanced.slice(0, -2)), "school-1");
    expect(finding).toMatchObject({ rule: "SSC-3", severity: "error", at: "answers/who.people", citation: expect.stringContaining("EC 65000(c)") });
    expect(finding?.message).toContain("5 members of the staff and 3 parents, community members and students");
    expect(finding?.message).toContain("Name 2 more");
  });
  test("of an elementary school counts no pupil among the parents; the way out is named", () => {
    const elementary = { ...plan, organizations: plan.organizations.map((one) => (one.id === "school-1" ? { ...one, serves: { elementary: true, middle: false, high: false } } : one)) };
    const [finding] = council(seats(elementary, "school-1", balanced), "school-1");
    expect(finding).toMatchObject({ rule: "SSC-3", message: expect.stringContaining("5 members of the staff and 4 parents and community members") });
    expect(finding?.message).toContain("waiver of the State Board");
  });
  test("without a majority of teachers is named; a small school may have one of each (spsa 9 SSC-13)", () => {
    const parents = ["Parent or Community Member", "Parent or Community Member"];
    const few = ["Principal", "Classroom Teacher", "Other School Staff", ...parents, "Secondary Student"];
    expect(council(seats(plan, "school-1", few), "school-1").map(({ rule }) => rule)).toEqual(["SSC-7"]);
    const small = (serves: { elementary: boolean; middle: boolean; high: boolean }) => ({ ...plan, organizations: plan.organizations.map((one) => (one.id === "school-1" ? { ...one, serves, enrollment: { total: 120, englishLearners: null, longTermEnglishLearners: null, fosterYouth: null, lowIncome: null, unduplicatedPercent: null, countedOn: null, source: "" } } : one)) });
    const [high, elementary] = [small({ elementary: false, middle: false, high: true }), small({ elementary: true, middle: false, high: false })];
    const rules = (of: Plan, given: readonly string[]) => council(seats(of, "school-1", given), "school-1").map(({ rule }) => rule);
    expect(council(seats(high, "school-1", few), "school-1")).toEqual([expect.objectContaining({ rule: "SSC-13", severity: "info", message: expect.stringContaining("approval of the local bargaining unit"), citation: expect.stringContaining("EC 65001(d)") })]);
    expect(rules(elementary, [...few.slice(0, 3), ...parents, "Parent or Community Member"])).toEqual(["SSC-13"]);
    // A high school's small council has a pupil, and one of its staff is the principal.
    expect(rules(high, [...few.slice(0, 3), ...parents, "Parent or Community Member"])).toEqual(["SSC-7"]);
    expect(rules(high, ["Other School Staff", "Classroom Teacher", "Other School Staff", ...parents, "Secondary Student"])).toEqual(["SSC-7"]);
    expect(rules(high, few.slice(0, -1))).toEqual(["SSC-3", "SSC-7"]);
  });
  test("the councils of the real school plans keep the rule", () => {
    const family = buildExample("sacramento");
    for (const school of ["el-centro", "colley", "north-area"]) expect(council(family, school), school).toEqual([]);
  });
});

describe("a closed school", () => {
  const plan = buildExample("sacramento");
  const { cds } = plan.organizations.find(({ id }) => id === "colley")!;
  const found = (entry: { status: string; closedOn: string | null }) => closedSchools(plan, [{ cds, ...entry, source: "directory.csv", publishedOn: "2026-04-01" }], crosswalks.catalogs);
  test("is named at each place that has it, with what to do there", () => {
    const findings = found({ status: "Closed", closedOn: "2024-06-30" });
    expect(findings.every(({ severity, message, citation }) => severity === "error" && message.startsWith("Nathaniel S. Colley Sr. High School is closed since June 30, 2024. ") && citation.endsWith("(directory.csv, published April 1, 2026)"))).toBe(true);
    expect(findings.map(({ at }) => at)).toEqual(["organizations", "goals", "goals/goal-4:25-26/schoolIds", ...findings.map(({ at }) => at).filter((at) => /^(actions|lines|allocations|needs)\//.test(at))]);
    expect(findings.find(({ at }) => at === "goals")).toMatchObject({ orgId: "colley", message: expect.stringContaining("4 goals and 15 strategies, with $1,253,701.00") });
    expect(findings.filter(({ at }) => at.startsWith("allocations/")).map(({ message }) => /\$[\d,.]+ is given to it/.exec(message)?.[0])).toEqual(["$32,500.00", "$198,604.00", "$373,572.00", "$649,025.00", "$519,101.00"].map((amount) => `${amount} is given to it`));
  });
  test("that closes within the plan's year is a warning; one that is there, or that the directory does not have, is none", () => {
    expect(new Set(found({ status: "Merged", closedOn: "2026-06-30" }).map(({ severity }) => severity))).toEqual(new Set(["warning"]));
    expect(found({ status: "closed", closedOn: null })[0]).toMatchObject({ severity: "error", message: expect.stringContaining("is closed. ") });
    expect([found({ status: "Active", closedOn: null }), found({ status: "Pending", closedOn: null }), closedSchools(plan, [], crosswalks.catalogs)]).toEqual([[], [], []]);
  });
});

describe("a file", () => {
  const plan = tenSchools();
  test("with a school without a CDS code says which school and how a code is written", () => {
    const at = plan.organizations.findIndex(({ id }) => id === "school-3");
    expect(problems({ ...plan, organizations: plan.organizations.map((one, n) => (n === at ? { ...one, cds: "" } : one)) })).toEqual([{ path: `organizations/${at}/cds`, message: "Ten Schools Elementary 3: A CDS code has 14 digits: 2 county, 5 district, 7 school. Write it as the state's directory has it." }]);
  });
  test("with money without a source says which line, and to name a fund", () => {
    expect(problems({ ...plan, lines: plan.lines.map((line, at) => (at === 0 ? { ...line, source: "" } : line)) })).toEqual([{ path: "lines/0/source", message: expect.stringContaining("say which fund pays") }]);
    expect(problems({ ...plan, lines: plan.lines.map(({ source, ...line }, at) => (at === 0 ? line : { ...line, source })) })).toEqual([{ path: "lines/0/source", message: expect.stringContaining("say which fund pays") }]);
  });
  test("asked through a form of a year nobody uses says which years there are", () => {
    expect(() => findProgram(crosswalks, "spsa", "1999-00")).toThrow(/no edition and no year "1999-00"\. There is: .*2026-27/);
  });
});

// Rows a district writes once for several schools: what each school did, what counts, and plans of before there were any.
import { describe, expect, test } from "vitest";
import { mustReadPlan, readPlan } from "#schemas/plan-upgrades.ts";
import type { OfferToSchool, Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { fitsSchool, offerStates, placeAtSchool, rowForSchool, unnamedRows, withDistrictWords, withRowsUnder } from "#app/domain/plan/offers-to-schools.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { blankRow } from "#app/domain/plan/row-form.ts";
import { makeAction, makeGoal, makeLine, makeMeeting, makeMetric, makeOrganization, makePlan } from "../../factories.ts";

const school = "oak";
const lea = makeOrganization();
const goal = makeGoal({ id: "g", lineageId: "g", orgId: lea.id, version: 3, description: richTextFromPlain("Everyone reads.") });
const offer = (given: Partial<OfferToSchool> = {}): OfferToSchool => ({ id: "offer-1", lineageId: "offer-1", orgId: school, version: 1, of: { collection: "goals", lineageId: "g" }, offeredVersion: 3, answer: null, reason: "", rowId: null, vote: null, ...given });
const taken = rowForSchool("goals", goal, { blank: blankRow("goals"), schoolId: school, id: "oak-g", order: 1, above: null }) as Plan["goals"][number];
const vote = makeMeeting({ id: "vote", orgId: school, body: "school-site-council", kind: "adoption", heldOn: "2026-05-20", result: "Adopted" });
const plan = (given: Partial<Plan> = {}): Plan => makePlan({ organizations: [lea, makeOrganization({ id: school, kind: "school", name: "Oak" })], goals: [goal], meetings: [vote], offersToSchools: [offer()], ...given });
const used = (given: Partial<OfferToSchool> = {}, row: Partial<Plan["goals"][number]> = {}) => plan({ goals: [goal, { ...taken, ...row }], offersToSchools: [offer({ answer: "used", rowId: "oak-g", ...given })] });
const unnamed = (of: Plan) => unnamedRows(indexPlan(of, {}, school));
const first = (of: Plan) => offerStates(of, school)[0];

describe("an offer to a school", () => {
  test("waits until the school answers, and stays with that school", () => {
    expect(first(plan())).toMatchObject({ standing: "waiting", newer: false, named: false });
    expect(offerStates(plan(), "elm")).toEqual([]);
  });
  test("used as written is the school's own row with the district's words, and serves the district's goal", () => {
    expect(first(used())).toMatchObject({ standing: "used", newer: false });
    expect(taken).toMatchObject({ orgId: school, parentLineageId: "g", offeredFrom: { lineageId: "g", version: 3 }, kind: null, needIds: [] });
  });
  test("changed by the school shows as changed", () => {
    expect(first(used({}, { description: richTextFromPlain("Everyone at Oak reads."), version: 2 }))).toMatchObject({ standing: "changed", newer: false });
  });
  test("another block id or another link is no change of words", () => {
    expect(first(used({}, { needIds: [], parentLineageId: null, version: 2 }))).toMatchObject({ standing: "used" });
  });
  test("the district's later words are shown and change nothing at the school", () => {
    const later = used();
    const now = { ...later, goals: [{ ...goal, version: 4, description: richTextFromPlain("Everyone reads by grade three.") }, taken] };
    expect(first(now)).toMatchObject({ standing: "used", newer: true });
    expect(now.goals[1]?.description).toEqual(goal.description);
    expect(withDistrictWords("goals", taken, now.goals[0]!)).toMatchObject({ id: "oak-g", orgId: school, parentLineageId: "g", description: now.goals[0]!.description, offeredFrom: { version: 4 } });
  });
  test("a new version of the district's row with the same words asks nobody anything", () => {
    expect(first({ ...used(), goals: [{ ...goal, version: 9, kind: "focus" }, taken] })).toMatchObject({ standing: "used", newer: false });
  });
  test("not for us keeps its reason, and hears of later words too", () => {
    const no = plan({ offersToSchools: [offer({ answer: "not-for-us", reason: "We have one." })] });
    expect(first(no)).toMatchObject({ standing: "not-for-us", newer: false });
    expect(first({ ...no, goals: [{ ...goal, version: 4, description: richTextFromPlain("Other words.") }] })).toMatchObject({ standing: "not-for-us", newer: true });
  });
  test("waits again when the school has taken the row out of its plan; is gone when the district has", () => {
    expect(first(plan({ offersToSchools: [offer({ answer: "used", rowId: "oak-g" })] }))).toMatchObject({ standing: "waiting" });
    expect(first(plan({ goals: [] }))).toMatchObject({ standing: "gone" });
  });
});

describe("a vote of the council", () => {
  test("that names a row makes it count; without it the row does not", () => {
    expect([...unnamed(used())]).toEqual(["oak-g"]);
    expect([...unnamed(used({ vote: { meetingId: "vote", rowVersion: 1 } }))]).toEqual([]);
  });
  test("names the words of that day: a row changed afterwards waits for the next vote", () => {
    expect([...unnamed(used({ vote: { meetingId: "vote", rowVersion: 1 } }, { version: 2 }))]).toEqual(["oak-g"]);
  });
  test.each([["not held", { heldOn: null }], ["without a decision", { result: "Postponed" }], ["of the board", { body: "board" }], ["of another school", { orgId: "g-other" }]])("%s names nothing", (_, given) => {
    const other = used({ vote: { meetingId: "vote", rowVersion: 1 } });
    expect([...unnamed({ ...other, meetings: [{ ...vote, ...given }] })]).toEqual(["oak-g"]);
  });
  test("rows a school wrote itself wait for nothing", () => {
    expect(unnamed(plan({ goals: [goal, makeGoal({ id: "own", orgId: school })] })).size).toBe(0);
  });
});

describe("rows that go together", () => {
  const action = makeAction({ id: "a", lineageId: "a", orgId: lea.id, goalId: "g" });
  const metric = makeMetric({ id: "m", lineageId: "m", orgId: lea.id, goalId: "g" });
  const money = [makeLine({ id: "l1", orgId: lea.id, actionId: "a", kind: "planned" }), makeLine({ id: "l2", orgId: lea.id, actionId: "a", kind: "spent" })];
  const whole = plan({ goals: [goal], metrics: [metric], actions: [action], lines: money });
  test("a goal comes with its measures, its actions and their planned money", () => {
    expect(withRowsUnder(whole, "goals", goal).map(({ row }) => row.id)).toEqual(["g", "m", "a", "l1"]);
  });
  test("money placed at one school is offered to no other", () => {
    expect(fitsSchool(makeLine({ siteId: "elm" }), school)).toBe(false);
    expect(fitsSchool(makeLine({ siteId: null }), school)).toBe(true);
  });
  test("a row stands under what the school made of its parent, else under a goal that serves it, else a person says", () => {
    expect(placeAtSchool(whole, "actions", action, school)).toBeNull();
    expect(placeAtSchool({ ...whole, goals: [goal, makeGoal({ id: "own", orgId: school, parentLineageId: "g" })] }, "actions", action, school)).toBe("own");
    expect(placeAtSchool({ ...whole, goals: [goal, makeGoal({ id: "own", orgId: school, parentLineageId: "g" }), taken] }, "actions", action, school)).toBe("oak-g");
  });
});

describe("a plan as data", () => {
  const old = (rows: Plan["goals"]) => {
    const { offersToSchools: _, ...rest } = plan({ goals: rows });
    return JSON.parse(JSON.stringify({ ...rest, schemaVersion: 1 })) as unknown;
  };
  test("of version 1 is read: rows taken over from the district become offers that are used and that no vote names", () => {
    const read = mustReadPlan(old([goal, taken]), "the fixture");
    expect(read).toMatchObject({ schemaVersion: 2, offersToSchools: [{ orgId: school, of: { collection: "goals", lineageId: "g" }, offeredVersion: 3, answer: "used", rowId: "oak-g", vote: null }] });
    expect(first(read)).toMatchObject({ standing: "used", named: false });
  });
  test("says where an offer names a vote that is not there, and where a row is offered twice", () => {
    const problems = (given: Plan) => (readPlan(JSON.parse(JSON.stringify(given))) as { problems: { path: string }[] }).problems.map(({ path }) => path);
    expect(problems(used({ vote: { meetingId: "nowhere", rowVersion: 1 } }))).toEqual(["offersToSchools/0/vote/meetingId"]);
    expect(problems(plan({ offersToSchools: [offer(), offer({ id: "offer-2" })] }))).toEqual(["offersToSchools/1/of"]);
  });
});

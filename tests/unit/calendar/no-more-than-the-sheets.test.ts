// Dates, owners and sources say no more than the fact sheets do, and a day of medium certainty is told as such wherever it is told.
import { describe, expect, test } from "vitest";
import { heldByRule } from "#app/domain/calendar/agenda.ts";
import { calendarEvents, citesLaw } from "#app/domain/calendar/calendar-events.ts";
import { meetingFaults } from "#app/domain/calendar/meeting-faults.ts";
import { planFacts } from "#app/domain/calendar/plan-calendar.ts";
import { planBackwards } from "#app/domain/calendar/plan-backwards.ts";
import { deadlinesOf } from "#app/domain/calendar/deadlines.ts";
import { filedWithWords } from "#app/domain/documents/filed-with.ts";
import { sideWords } from "#app/ui/review/side-words.ts";
import { kindInDirectory } from "#app/domain/state/who-owes.ts";
import { buildExample } from "#db/examples/examples.ts";
import { makeMeeting } from "../../factories.ts";
import { calendar, catalogs, crosswalks, facts, meeting } from "./facts.ts";

const list = (changed: Parameters<typeof facts>[0] = {}) => deadlinesOf(calendar, catalogs, facts(changed));
const one = (key: string, changed: Parameters<typeof facts>[0] = {}) => list(changed).find((deadline) => deadline.key === key);

describe("a deadline", () => {
  test("of a fourth step is for significant disproportionality alone (cim 2: three steps for the other levels)", () => {
    const letter = { cim: ["District"], significant_disproportionality: [] };
    expect(one("cim/cim.step3", { identified: letter })).toMatchObject({ applies: "yes" });
    expect(one("cim/cim.step4", { identified: letter })).toBeUndefined();
    expect(one("cim/cim.step4", { identified: { ...letter, significant_disproportionality: ["District"] } })).toMatchObject({ applies: "yes" });
  });
  test("whose day nobody has published has none: a letter that selects is no due day, a month is no day", () => {
    for (const key of ["grants/p28.p1", "grants/p28.p2", "cim/cim.small"]) expect(one(key), key).toMatchObject({ due: null, waiting: expect.stringMatching(/^Waiting for/) as string });
  });
  test("of a bill of 2026 is not told of a year before it", () => {
    expect(one("state-reports/lao.gap", { year: "2025-26" })).toBeUndefined();
    expect(one("state-reports/lao.gap", { year: "2026-27" })).toMatchObject({ due: "2026-12-01" });
  });
  test("of the review for consistency binds a county office too (EC 52068(a)(4))", () => {
    expect(one("lcap/D-6", { lea: { kind: "coe" } })?.citation).toBe("EC 52062(a)(4); EC 52068(a)(4)");
    expect(one("lcap/D-6", { lea: { kind: "charter" } })).toBeUndefined();
  });
});

test("a charter school is told of no duty of districts: no budget after its plan, no consistency review (lcap 8.1 D-6, D-10)", () => {
  const charter = planBackwards(calendar.planner, { facts: facts({ lea: { kind: "charter" } }), board: [{ date: "2027-06-10" }], leads: {}, chosen: {}, today: "2026-11-22" });
  expect(charter.steps.map(({ step }) => step.title).filter((title) => /budget|hearing|consistency|superintendent/i.test(title))).toEqual([]);
  expect(one("spsa/T-6", { lea: { kind: "charter" } })?.note).toContain("binds districts and county offices");
});

test("a schoolsite council adopts its school's plan: T-1 to T-4 and T-7 count from it, and no day of the LCAP does (spsa 12, lcap 8.1)", () => {
  const council = list({ meetings: [meeting("adoption", "2027-05-18", { body: "school-site-council", time: "16:00" })] });
  const on = (key: string) => council.find((deadline) => deadline.key === key);
  expect(["T-1", "T-2", "T-3", "T-4", "T-7"].map((id) => on(`spsa/${id}`)?.due ?? on(`spsa/${id}`)?.notBefore)).toEqual(["2027-05-15", "2027-05-18", "2027-05-18", "2027-05-18", "2027-05-18"]);
  expect(on("spsa/T-4")?.chain[0]).toEqual({ what: "Adoption (Schoolsite council)", on: "2027-05-18" });
  for (const key of ["lcap/D-3", "lcap/D-10", "lcap/D-12", "lcap/D-24"]) expect(on(key)?.due, key).toBeNull();
  const both = [meeting("adoption", "2027-05-18", { body: "school-site-council" }), meeting("adoption", "2027-06-24")];
  expect(list({ meetings: both }).find(({ key }) => key === "lcap/D-12")?.due).toBe("2027-06-29");
  expect(meetingFaults(calendar, catalogs, facts({ meetings: both }))).toEqual([]);
  expect(heldByRule(calendar, { meetings: both.slice(0, 1) }, "2027-06-01").has("lcap/D-1")).toBe(false);
});

test("of what a school notes its council's vote counts, and no meeting of the board, which is the district's", () => {
  const plan = buildExample("sample");
  const schoolId = plan.organizations.find(({ kind }) => kind === "school")?.id ?? "";
  const noted = (body: string) => {
    const own = makeMeeting({ id: "noted", orgId: schoolId, body, kind: "adoption", heldOn: "2020-01-01" });
    return planFacts({ ...plan, meetings: [...plan.meetings, own] }, calendar, catalogs, { dates: {}, choices: {}, sets: [] }).meetings.filter(({ date }) => date === "2020-01-01");
  };
  expect(noted("school-site-council")).toEqual([{ body: "school-site-council", kind: "adoption", date: "2020-01-01" }]);
  expect(noted("board")).toEqual([]);
});

test("October 8 for posting is for a plan that is approved, which a charter's is not (lcap 8.1 D-20, 8.6)", () => {
  const posting = (kind: "district" | "coe" | "charter") => list({ lea: { kind } }).filter(({ id }) => id.startsWith("D-20")).map(({ id, due }) => [id, due]);
  expect([posting("district"), posting("coe"), posting("charter")]).toEqual([[["D-20", "2027-10-08"]], [["D-20", "2027-10-08"]], [["D-20b", null]]]);
});

test("who uses the LCAP as the school plan has no council to convene, and a charter school then has committees (spsa 1 SSD-2, lcap 8.1)", () => {
  const ids = (kind: "district" | "charter", choices: Record<string, boolean>) => list({ lea: { kind }, choices }).map(({ key }) => key).filter((key) => /^spsa\/|^lcap\/D-(3|5)$/.test(key));
  const all = calendar.sets.find(({ set }) => set === "spsa")?.rules.map(({ id }) => `spsa/${id}`) ?? [];
  expect(ids("charter", {})).toEqual(all);
  expect(ids("charter", { lcap_as_spsa: false })).toEqual(all);
  expect(ids("charter", { lcap_as_spsa: true })).toEqual(["lcap/D-3", "lcap/D-5", "spsa/T-6"]);
  expect(ids("district", {})).toEqual(["lcap/D-3", "lcap/D-5", ...all]);
});

test("a step whose day is the LEA's own choice is not sure (spsa 11, lcap 8.5)", () => {
  for (const { id, links, confidence } of calendar.planner.steps) if (links.some(({ citation }) => citation.some((words) => /your own choice/.test(words)))) expect(confidence, id).not.toBe("high");
});

describe("a source", () => {
  test("is called law only where all of it is", () => {
    for (const citation of ["EC 52070(a); EC 52070.5(a)", "34 CFR 300.602(b)", "EC 52062(a)(2); EC 52068(a)(2); SB 997 of 2022"]) expect(citesLaw(citation), citation).toBe(true);
    for (const citation of ["not found", "CDE report pages", "SchoolWise help, a vendor’s page", "AB 2225 (pending)", "an LEA's own rule"]) expect(citesLaw(citation), citation).toBe(false);
  });
  test("is the vendor's help where the fact sheet has nothing else", () => {
    for (const id of ["cal.eoy2", "con.schoolwide", "elpac.rfep", "sunbucks"]) expect(one(`pupil-data/${id}`)?.citation, id).toContain("SchoolWise");
  });
  test("stands under an event of a calendar by its right name, and a day that is not sure says so in the title", () => {
    const plan = buildExample("sample");
    const entries = list().map((deadline) => ({ ...deadline, done: null }) as unknown as Parameters<typeof calendarEvents>[1][number]);
    const events = new Map(calendarEvents(plan, entries, calendar, catalogs, "2027-01-01").map((event) => [event.key, event]));
    expect(events.get("lcap/D-1")?.title).not.toContain("check it");
    expect(events.get("lcap/D-18")?.title).toMatch(/ \(check it\)$/);
    expect(events.get("lcap/D-18")?.description).toContain("Law: EC 52070(d)");
    expect(events.get("state-reports/ab2225.plan")?.description).toContain("Source: AB 2225 (pending)");
  });
});

test("after a last day on a weekend nobody is called late: whether it moves no sheet says (lcap 8.1)", () => {
  expect(sideWords({ side: "late", dueOn: "2026-06-27" })).toContain("a weekend; whether that moves the day is not settled");
  expect(sideWords({ side: "late", dueOn: "2026-06-26" })).toBe("late (last day June 26, 2026)");
});

test("a kind of body of which no sheet says whether it files is not known, not freed", () => {
  for (const type of ["Joint Powers Authority (JPA)", "Regional Occupation Center/Program (ROC/P)"]) expect(kindInDirectory(catalogs, type), type).toBeNull();
  expect(kindInDirectory(catalogs, "Unified School District")).toBe("district");
});

test("every copy says where its LEA files: a district with its county office, a county office with the state, a charter school with its authorizer", () => {
  const edition = crosswalks.programs.find(({ program }) => program === "lcap")?.edition;
  if (!edition) throw new Error("no form");
  expect(filedWithWords(edition, null, "district")).toContain("filed with the county office within 5 days");
  expect(filedWithWords(edition, null, "coe")).toContain("filed with the State Superintendent within 5 days");
  // What is not read in the law says so in the copy, too (lcap 8.1 D-12, D-21, 8.6: medium).
  expect(filedWithWords(edition, null, "charter")).toMatch(/goes to the chartering authority by July 1; no county office approves it\. From a secondary source: check it\.$/);
});

// Builders for test plans: say only what the test is about, the rest is a small valid district.
// Ids count up within a process ("goal-1", "goal-2"); give an id when a test names it. A row's lineage is its id unless said otherwise.
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import type {
  Action, Allocation, Answer, DashboardResult, DataFinding, EngagementEvent, Enrollment, Goal, Identification, LineItem, Meeting, Metric, Need, Opening, OpeningAction, OpeningGoal,
  OpeningMetric, Organization, Plan, Progress, Revenue, Step, Target, Value,
} from "#schemas/plan.ts";
import { emptyRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";

/** The LEA every row belongs to unless a test says otherwise. */
export const testLeaId = "lea";
/** The year every test plan is for: the second of the cycle that starts in 2024-25. */
export const testYear = "2025-26";

/** Words as rich text: one paragraph per blank line. */
export const rich = (words: string): RichText => richTextFromPlain(words);

/** Exact cents of dollars as a person writes them: "332,420.30", "-5". */
export function cents(dollars: string): number {
  const [whole = "0", part = ""] = dollars.replaceAll(",", "").replace("-", "").split(".");
  const amount = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return dollars.startsWith("-") ? -amount : amount;
}

let counter = 0;
const nextId = (kind: string): string => `${kind}-${(counter += 1)}`;

function row(kind: string, given: { id?: string; lineageId?: string }) {
  const id = given.id ?? nextId(kind);
  return { id, lineageId: given.lineageId ?? id, orgId: testLeaId, version: 1 };
}

export const makeEnrollment = (given: Partial<Enrollment> = {}): Enrollment => ({
  total: 1000, englishLearners: 0, longTermEnglishLearners: 0, fosterYouth: 0, lowIncome: 600, unduplicatedPercent: "60", countedOn: "2025-10-01", source: "Test", ...given,
});

/** A K-12 district by default; `kind: "school"` makes a school of it. */
export const makeOrganization = (given: Partial<Organization> = {}): Organization => ({
  id: testLeaId, kind: "district", name: "Test Unified School District", cds: "99999990000000", county: "Test", grades: "K-12", serves: { elementary: true, middle: true, high: true },
  selpa: null, charteredBy: null, titleOneProgram: null, equityMultiplier: false, dass: false, enrollment: makeEnrollment(), ...given,
});

export function makeSchool(given: Partial<Organization> = {}): Organization {
  const id = given.id ?? nextId("school");
  return makeOrganization({ id, kind: "school", name: `School ${id}`, cds: "99999990000001", ...given });
}

export const makeIdentification = (given: Partial<Identification> = {}): Identification => ({
  id: nextId("identification"), orgId: testLeaId, program: "csi", reason: "", groups: [], indicators: [], dashboardYear: null, since: null, until: null, source: "Test", ...given,
});

export const makeDashboardResult = (given: Partial<DashboardResult> = {}): DashboardResult => ({
  id: nextId("dashboard"), orgId: testLeaId, year: 2023, group: "ALL", indicator: "suspension", status: null, change: null, color: 1, count: null, source: "Test", ...given,
});

export const makeGoal = (given: Partial<Goal> = {}): Goal => ({
  ...row("goal", given), offeredFrom: null, order: 0, description: rich("Every student learns."), kind: "broad", priorities: ["4"], why: rich("Our results show it."), needIds: [], schoolIds: [], parentLineageId: null,
  ...given,
});

export const makeMetric = (given: Partial<Metric> & { goalId: string }): Metric => ({
  ...row("metric", given), offeredFrom: null, order: 0, name: "Suspension rate", source: "Dashboard", unit: "percent", direction: "down", groups: ["ALL"], formula: "", codes: ["6A"], frequency: null, baselineValueIds: [],
  ...given,
});

export const makeValue = (given: Partial<Value> & { metricId: string }): Value => ({
  ...row("value", given), group: "ALL", siteId: null, amount: "4.5", text: "", year: "2024-25", measuredOn: null, source: "Test", ...given,
});

export const makeTarget = (given: Partial<Target> & { metricId: string }): Target => ({
  ...row("target", given), group: "ALL", siteId: null, amount: "3", text: "", dueYear: "2026-27", dueOn: null, ...given,
});

export const makeNeed = (given: Partial<Need> = {}): Need => ({
  ...row("need", given), order: 0, text: rich("Students need more help with reading."), groups: ["ALL"], area: null, siteId: null, findingIds: [], unique: null, ...given,
});

export const makeFinding = (given: Partial<DataFinding> = {}): DataFinding => ({
  ...row("finding", given), order: 0, question: "What did we see?", dataset: "Survey", group: null, n: null, value: "", comparison: "", year: "2024-25", text: emptyRichText, private: false, ...given,
});

/** Not contributing by default; `makeContributingAction` has what the form asks of one that is. */
export const makeAction = (given: Partial<Action> & { goalId: string }): Action => ({
  ...row("action", given), offeredFrom: null, order: 0, title: "Reading help", description: rich("Teachers give reading help every day."), parentLineageId: null, groups: ["ALL"], location: "all-schools", schoolIds: [],
  locationText: "", startOn: null, endOn: null, timeSpanText: "", needIds: [], causeIds: [], inequityIds: [], purposes: [], metricIds: [], contributing: false, scope: null, unduplicatedGroups: [], how: null,
  plannedPercent: null, evidence: null, lrebgWhy: null,
  ...given,
});

export const makeContributingAction = (given: Partial<Action> & { goalId: string }): Action =>
  makeAction({ contributing: true, scope: "leawide", unduplicatedGroups: ["EL", "LI"], how: rich("Small groups meet this need and all schools have such students."), ...given });

export const makeStep = (given: Partial<Step> & { actionId: string }): Step => ({
  ...row("step", given), order: 0, text: "Hire staff", responsible: "Director", startOn: null, dueOn: null, status: null, proofKind: "", proofFile: "", ...given,
});

export const makeProgress = (given: Partial<Progress> & { about: Progress["about"] }): Progress => ({
  ...row("progress", given), period: "mid-year", status: null, note: "", barrier: "", next: "", proof: "", effect: null, ...given,
});

export const makeEvent = (given: Partial<EngagementEvent> = {}): EngagementEvent => ({
  ...row("event", given), order: 0, heldOn: "2026-02-10", dateText: "", partners: ["parents"], partnerLabel: "Parents", method: rich("Evening meeting"), topics: ["plan"], count: 30, heard: null, ...given,
});

export const makeMeeting = (given: Partial<Meeting> = {}): Meeting => ({
  ...row("meeting", given), body: "board", kind: "adoption", heldOn: null, postedAt: null, result: "", reason: "", assured: null, signerRole: "", ...given,
});

/** A planned line of LCFF money for staff; an estimate about last year's action names `openingActionId`, `kind: "estimated"` and last year. */
export const makeLine = (given: Partial<LineItem> = {}): LineItem => ({
  ...row("line", given), offeredFrom: null, actionId: null, openingActionId: null, siteId: null, source: "lcff", resource: null, object: "1000-3999", year: testYear, kind: "planned", cents: 100_00, note: "", ...given,
});

export const makeAllocation = (given: Partial<Allocation> = {}): Allocation => ({
  ...row("allocation", given), siteId: null, program: "csi", grantYear: testYear, cents: 0, kept: false, ...given,
});

export const makeRevenue = (given: Partial<Revenue> & { kind: string }): Revenue => ({ ...row("revenue", given), year: testYear, cents: 0, ...given });

export const makeAnswer = (given: Partial<Answer> & { key: string }): Answer => ({ ...row("answer", given), order: 0, about: null, value: rich("Our answer."), ...given });

export const makeOpeningGoal = (given: Partial<OpeningGoal> = {}): OpeningGoal => {
  const id = given.id ?? nextId("opening-goal");
  return { id, lineageId: id, number: "1", description: rich("Every student learns."), ...given };
};

export const makeOpeningMetric = (given: Partial<OpeningMetric> = {}): OpeningMetric => {
  const id = given.id ?? nextId("opening-metric");
  return { id, lineageId: id, number: "1.1", name: "Suspension rate", baseline: [], year1: [], year2: [], target: [], ...given };
};

export const makeOpeningAction = (given: Partial<OpeningAction> = {}): OpeningAction => {
  const id = given.id ?? nextId("opening-action");
  return { id, lineageId: id, goalNumber: "1", number: "1.1", title: "Reading help", contributing: false, plannedTotalCents: 0, plannedLcffCents: 0, plannedPercent: null, actualPercent: null, ...given };
};

export const makeOpening = (given: Partial<Opening> = {}): Opening => ({
  year: "2024-25", source: { kind: "typed", text: "Adopted plan", recordedOn: null }, carryoverPercent: "0", goals: [], metrics: [], actions: [], ...given,
});

export const makePlan = (given: Partial<Plan> = {}): Plan => ({
  schemaVersion: 2, id: "plan", leaId: testLeaId, year: testYear, cycle: { start: "2024-25", baselineDashboardYear: 2023 }, language: "en", organizations: [makeOrganization()], identifications: [], dashboard: [], opening: null,
  goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], offersToSchools: [],
  ...given,
});

const catalog = (id: string, entries: Catalogs[string]["entries"]): Catalogs[string] => ({ id, title: id, source: "test", confidence: "low", entries });
const codes = (...list: string[]) => list.map((code) => ({ code, label: code }));

/** The parts of the shipped catalogs that calculations and rules look at; a test of the shipped files loads those instead. */
export const testCatalogs: Catalogs = {
  "funding-sources": catalog("funding-sources", [
    ...["lcff", "lcff-base", "lcff-supplemental-concentration", "coe-alt-ed"].map((code) => ({ code, label: code, fund: "lcff" })),
    ...["equity-multiplier", "lrebg", "elop", "other-state", "ccspp", "coe-ssebg"].map((code) => ({ code, label: code, fund: "other_state" })),
    { code: "local", label: "local", fund: "local" },
    ...["title-i-a", "title-ii-a", "title-iii-el", "title-iv-a", "csi", "idea", "other-federal"].map((code) => ({ code, label: code, fund: "federal" })),
  ]),
  objects: catalog("objects", [
    { code: "1000-3999", label: "Staff", from: 1000, to: 3999, personnel: true },
    { code: "4000-7999", label: "Other", from: 4000, to: 7999, personnel: false },
  ]),
  "goal-kinds": catalog("goal-kinds", codes("broad", "focus", "equity-multiplier-focus", "maintenance")),
  "state-priorities": catalog("state-priorities", codes("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")),
  scopes: catalog("scopes", [
    { code: "leawide", label: "LEA-wide" },
    { code: "schoolwide", label: "Schoolwide" },
    { code: "limited", label: "Limited to Unduplicated Student Group(s)" },
  ]),
  "student-groups": catalog("student-groups", [
    { code: "ALL", label: "All" },
    { code: "EL", label: "English Learners" },
    { code: "LTEL", label: "Long-Term English Learners" },
    { code: "FY", label: "Foster Youth" },
    { code: "LI", label: "Low Income" },
    ...codes("SED", "SWD", "HOM", "AA", "AI", "AS", "FI", "HI", "PI", "WH", "MR"),
  ]),
  partners: catalog("partners", [
    ...["teachers", "principals", "administrators", "other-personnel", "parents", "students"].map((code) => ({ code, label: code, required_of: ["district", "coe", "charter"] })),
    ...["bargaining-units", "selpa"].map((code) => ({ code, label: code, required_of: ["district", "coe"] })),
    ...["equity-multiplier-partners", "community"].map((code) => ({ code, label: code, required_of: [] })),
  ]),
  "required-metrics": catalog("required-metrics", [
    { code: "1A", label: "Teachers", priority: "1", needs: [] },
    { code: "4F", label: "Reclassification", priority: "4", needs: ["el"] },
    { code: "5C", label: "Middle school dropout", priority: "5", needs: ["middle"] },
    { code: "5E", label: "Graduation", priority: "5", needs: ["high"] },
    { code: "9A", label: "Expelled pupils", priority: "9", needs: ["coe"] },
  ]),
  identifications: catalog("identifications", [
    { code: "csi", label: "CSI", group: "csi" },
    { code: "atsi", label: "ATSI", group: "atsi" },
    { code: "differentiated-assistance", label: "Differentiated assistance", group: "assistance", basis: "EC 52071" },
    { code: "requested-technical-assistance", label: "Asked for", group: "assistance" },
    { code: "equity-multiplier", label: "Equity Multiplier", group: "equity_multiplier" },
  ]),
};

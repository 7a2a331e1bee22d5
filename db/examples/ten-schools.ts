// An invented district with ten Title I schoolwide schools (two CSI, three ATSI, five neither) and a special education letter: the worked case of the
// answered-once meter. One row of each kind is enough to show which fields a form asks.
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { centsOf, examplePlan, richText } from "./example-plan.ts";

const year = "2026-27";
const lea = "lea-ten-schools";
type Status = "csi" | "atsi" | null;
const statuses: Status[] = ["csi", "csi", "atsi", "atsi", "atsi", null, null, null, null, null];
const schools = statuses.map((status, at) => ({ id: `school-${at + 1}`, status, name: `Ten Schools Elementary ${at + 1}`, cds: `9999999${String(at + 1).padStart(7, "0")}` }));

export function tenSchools(): Plan {
  const plan = examplePlan({
    id: "plan-ten-schools",
    year,
    cycleStart: "2024-25",
    baselineDashboardYear: 2023,
    lea: { id: lea, kind: "district", name: "Ten Schools Unified", cds: "99999990000000", county: "Test", grades: "K-12", serves: { elementary: true, middle: true, high: true }, selpa: "Test SELPA", enrollment: { total: 5000, englishLearners: 900, lowIncome: 3000, unduplicatedPercent: "62" } },
    schools: schools.map(({ id, name, cds }) => ({ id, name, cds, county: "Test", grades: "K-6", serves: { elementary: false, middle: true, high: false }, titleOneProgram: "schoolwide" as const })),
    identifications: [
      ...schools.flatMap(({ id, status }) => (status === null ? [] : [{ orgId: id, program: status, groups: status === "atsi" ? ["SWD"] : [], indicators: ["chronic-absenteeism"], dashboardYear: 2025, source: "Invented" }])),
      { orgId: lea, program: "cim", source: "Invented letter" },
      { orgId: lea, program: "differentiated-assistance", reason: "Chronic absenteeism of students with disabilities", source: "Invented" },
    ],
    dashboard: schools.map(({ id }) => ({ orgId: id, year: 2025, source: "Invented", results: [["ALL", "chronic-absenteeism", 3], ["SWD", "chronic-absenteeism", 1]] as [string, string, number][] })),
    opening: { source: { kind: "typed", text: "Invented plan of 2025-26", recordedOn: null }, carryoverPercent: "0", actions: [{ number: "1.1", title: "Reading teachers", contributing: true, planned: "900000", estimated: "910000" }, { number: "1.2", title: "Language coaches", contributing: true, planned: "300000", estimated: "300000" }] },
    needs: [{ key: "need-1", text: "Students with disabilities miss too many days.", groups: ["SWD"], unique: "Low-income families miss buses." }],
    goals: [
      {
        kind: "broad", priorities: ["5"], description: "Every student is in school every day.", why: "Our results show it.", needs: ["need-1"],
        metrics: [{ key: "metric-1.1", name: "Chronic absenteeism", source: "Dashboard", direction: "down", codes: ["5B"], baseline: { year: "2023 Dashboard", of: { ALL: "22" } }, year1: { year: "2024 Dashboard", of: { ALL: "20" } }, values: { year: "2025 Dashboard", of: { ALL: "18" } }, target: { year, of: { ALL: "15" } } }],
        actions: [
          { key: "action-1.1", title: "Reading teachers", description: "Teachers read with small groups.", contributing: true, scope: "leawide", unduplicated: ["LI"], how: "It meets the need.", needs: ["need-1"], metrics: ["metric-1.1"], purposes: ["high-leverage"], lines: [["lcff-supplemental-concentration", "staff", 950_000], ["other-state", "other", 10_000], ["local", "other", 10_000], ["title-i-a", "other", 10_000]] },
          { key: "action-1.2", title: "Language coaches", description: "Coaches help teachers of English learners.", contributing: true, scope: "limited", unduplicated: ["EL"], how: "It meets the need.", needs: ["need-1"], metrics: ["metric-1.1"], purposes: ["language-acquisition", "teacher-learning-el"], lines: [["lcff-supplemental-concentration", "staff", 350_000]] },
        ],
        analysis: { done: "Done.", money: "As planned.", effect: "It works.", changes: "None." },
      },
    ],
    events: [{ label: "Parents of students with disabilities", partners: ["parents"], method: "Evening meeting", on: "2026-02-10", topics: ["plan", "review", "special-education"], heard: "Buses are late.", count: 40 }],
    meetings: [{ body: "board", kind: "school-plan-approval", heldOn: "2026-06-20", result: "Approved" }, { body: "board", kind: "improvement-plan-decision", heldOn: "2026-06-20", result: "Approved" }, { body: "state", kind: "state-decision", heldOn: "2026-09-10", result: "Approved" }],
    progress: [],
    revenues: { now: { "lcff-total": 50_000_000, base: 40_000_000, "supplemental-concentration": 1_200_000, "add-on-15": 0, "other-state": 5_000_000, local: 1_000_000, federal: 3_000_000, "general-fund-expenditures": 58_000_000 }, prior: { base: 39_000_000, "supplemental-concentration": 1_200_000 } },
    allocations: schools.flatMap(({ id, status }) => [{ school: id, program: "title-i-a", year, dollars: 50_000 }, { school: id, program: "local", year, dollars: 10_000 }, ...(status === "csi" ? [{ school: id, program: "csi", year, dollars: 150_000 }] : [])]),
    choices: { "cost.lrebg": "no" },
    rows: {
      "who.people": [{ body: "plan-contact", name: "Alex Doe", title: "Superintendent", email: "alex@example.org", phone: "555-0100", seat: "", organization: "" }, { body: "cim-team", name: "Sam Roe", seat: "Special education director", organization: "Ten Schools Unified", email: "sam@example.org" }],
      "stand.letters": [{ cycle_year: "2026", date: "2026-03-20", tier: "Targeted", track: "performance", level: "1", kind: "new", element_indicator: "5A", element_group: "SWD", element_value: "52", element_target: "60", element_year: "2024-25" }],
      "stand.policies": [{ item: "Attendance policy", compliant: "yes" }],
      "stand.systems": [{ area: "Data", strength: "Daily data", gap: "No shared screen", evidence: "Interviews" }],
      "stand.causes": [{ text: "Late buses", excluded: "Weather", method: "Five whys" }],
    },
  });
  plan.findings.push({ id: "finding-1", lineageId: "finding-1", orgId: lea, version: 1, order: 0, question: "Who is absent?", dataset: "Attendance", group: "SWD", n: 300, value: "31", comparison: "18", year: "2025-26", text: richText("Bus riders."), private: false });
  plan.steps.push({ id: "step-1", lineageId: "step-1", orgId: lea, version: 1, order: 0, actionId: plan.actions[0]?.id ?? "", text: "New bus contract", responsible: "Director of transport", startOn: "2026-07-01", dueOn: "2026-12-01", status: null, proofKind: "Contract", proofFile: "contract.pdf" });
  for (const school of schools) addSchool(plan, school);
  return planSchema.parse(plan);
}

/** The school's part: one row of each kind its form asks for. */
function addSchool(plan: Plan, { id, status }: (typeof schools)[number]): void {
  const row = (key: string) => ({ id: `${id}-${key}`, lineageId: `${id}-${key}`, orgId: id, version: 1 });
  const goalId = `${id}-goal`;
  const actionId = `${id}-action`;
  const parent = plan.goals.find((goal) => goal.orgId === lea)?.lineageId ?? null;
  const identified = status !== null;
  plan.needs.push({ ...row("need"), order: 0, text: richText("Fewer absences of students with disabilities."), groups: ["SWD"], area: "chronic-absenteeism", siteId: id, findingIds: [], unique: null });
  plan.goals.push({ ...row("goal"), offeredFrom: null, order: 0, description: richText("Our students are here every day."), kind: null, priorities: [], why: richText(""), needIds: [`${id}-need`], schoolIds: [], parentLineageId: parent });
  plan.metrics.push({ ...row("metric"), offeredFrom: null, order: 0, goalId, name: "Chronic absenteeism", source: "Dashboard", unit: "percent", direction: "down", groups: ["ALL"], formula: "", codes: [], frequency: null, baselineValueIds: [] });
  plan.values.push({ ...row("value"), metricId: `${id}-metric`, group: "ALL", siteId: null, amount: "19", text: "", year: "2025 Dashboard", measuredOn: null, source: "" });
  plan.targets.push({ ...row("target"), metricId: `${id}-metric`, group: "ALL", siteId: null, amount: "17", text: "", dueYear: year, dueOn: null });
  plan.actions.push({
    ...row("action"), offeredFrom: null, order: 0, goalId, title: "Morning calls", description: richText("We call home the same morning."), parentLineageId: plan.actions[0]?.lineageId ?? null, groups: ["SWD"], location: "specific-schools", schoolIds: [id], locationText: "",
    startOn: null, endOn: null, timeSpanText: "", needIds: [`${id}-need`], causeIds: [], inequityIds: identified ? [`${id}-inequity`] : [], purposes: ["timely-help"], metricIds: [`${id}-metric`], contributing: null, scope: null, unduplicatedGroups: [], how: null, plannedPercent: null,
    evidence: identified ? { tier: "2", citation: "An invented study" } : null, lrebgWhy: null,
  });
  plan.lines.push({ ...row("line"), offeredFrom: null, actionId, openingActionId: null, siteId: id, source: "title-i-a", resource: null, object: "1000-1999", year, kind: "planned", cents: centsOf(45_000), note: "" });
  plan.events.push({ ...row("event"), order: 0, heldOn: "2026-03-02", dateText: "", partners: ["parents", "teachers", "principals"], partnerLabel: "Council and families", method: richText("Meeting"), topics: ["plan", "review"], count: 12, heard: null });
  plan.meetings.push({ ...row("meeting"), body: "school-site-council", kind: "adoption", heldOn: "2026-05-20", postedAt: null, result: "Adopted", reason: "", assured: true, signerRole: "" });
  const answers: [key: string, about: string | null, value: Plan["answers"][number]["value"]][] = [
    ["who.school", null, richText("We serve the east side.")], ["stand.method", null, richText("We read attendance data with the council.")],
    ["went.done", goalId, richText("Done.")], ["went.money", goalId, richText("As planned.")], ["went.effect", goalId, richText("It works.")], ["went.changes", goalId, richText("None.")],
    ["who.people", null, { body: "school-site-council", seat: "Principal", name: "Pat Poe", title: "" }], ["who.people", null, { body: "school-site-council", seat: "Parent or Community Member", name: "Kim Coe", title: "SSC Chairperson" }],
    ["approve.advice", null, { committee: "english-learner-advisory-committee", signature: "K. Coe" }],
  ];
  answers.forEach(([key, about, value], at) => plan.answers.push({ ...row(`answer-${at + 1}`), order: at, key, about, value }));
  if (identified) plan.answers.push({ ...row("inequity"), order: 0, key: "stand.inequities", about: null, value: { text: richText("Fewer counselors than other schools."), found: "review of the district budget", actions: [actionId] } });
}

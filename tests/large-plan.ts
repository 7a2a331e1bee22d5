// A plan as large as a big district's: 12 goals, 120 metrics, 300 actions, about 90 pages. For benchmarks and for tests of size.
import type { Plan } from "#schemas/plan.ts";
import { makeAction, makeAnswer, makeEnrollment, makeEvent, makeGoal, makeLine, makeMetric, makeNeed, makeOpening, makeOpeningAction, makeOpeningMetric, makeOrganization, makePlan, makeRevenue, makeSchool, rich, testLeaId } from "./factories.ts";

const sentences = [
  "Students who are learning English meet daily in small groups with a teacher trained in language development.",
  "Families told us in three evening meetings that they want to hear earlier when a child misses school.",
  "Each site team looks at attendance and course grades every second week and decides who needs a call.",
  "The counseling staff meets every ninth grader before winter and agrees on a four-year plan.",
  "Materials were chosen by a committee of teachers and are reviewed each spring.",
  "We compared the results of schools that started early with those that started later, and kept what worked.",
];
const words = (paragraphs: number, seed: number): string =>
  Array.from({ length: paragraphs }, (_, p) => Array.from({ length: 5 }, (_, s) => sentences[(seed + p * 3 + s * 5) % sentences.length]).join(" ")).join("\n\n");

/** Sizes are counts; `actions` is spread evenly over the goals. */
export function largePlan({ goals = 12, metrics = 120, actions = 300 } = {}): Plan {
  const year = "2026-27";
  const schools = Array.from({ length: 20 }, (_, n) => makeSchool({ id: `school-${n}`, name: `School ${n + 1}`, cds: `9999999${String(n + 1).padStart(7, "0")}` }));
  const goalRows = Array.from({ length: goals }, (_, n) => makeGoal({ id: `goal-${n}`, order: n, description: rich(words(1, n)), why: rich(words(3, n)), priorities: ["1", "4", "5"], needIds: [`need-${n}`] }));
  const needs = Array.from({ length: goals }, (_, n) => makeNeed({ id: `need-${n}`, order: n, text: rich(words(1, n + 1)), unique: rich(words(1, n + 2)) }));
  const metricRows = Array.from({ length: metrics }, (_, n) => makeMetric({ id: `metric-${n}`, order: n, goalId: `goal-${n % goals}`, name: `Measure ${n + 1} of student success`, source: "Local data" }));
  const actionRows = Array.from({ length: actions }, (_, n) => {
    const contributing = n % 3 !== 2;
    return makeAction({
      id: `action-${n}`,
      order: n,
      goalId: `goal-${n % goals}`,
      title: `Action ${n + 1}: support for students and families`,
      description: rich(words(1, n)),
      groups: contributing ? ["EL", "FY", "LI"] : ["ALL"],
      needIds: [`need-${n % goals}`],
      metricIds: [`metric-${n % metrics}`],
      contributing,
      scope: contributing ? (n % 4 === 0 ? "limited" : "leawide") : null,
      unduplicatedGroups: contributing ? ["EL", "FY", "LI"] : [],
      how: contributing ? rich(words(1, n + 3)) : null,
      startOn: "2024-07-01",
      endOn: n % 2 === 0 ? null : "2027-06-30",
    });
  });
  const openingActions = actionRows.map((action, n) =>
    makeOpeningAction({ id: `opening-${action.id}`, lineageId: action.lineageId, goalNumber: String((n % goals) + 1), number: `${(n % goals) + 1}.${Math.floor(n / goals) + 1}`, title: action.title, contributing: action.contributing, plannedTotalCents: 150_000_00 + n * 101, plannedLcffCents: action.contributing ? 100_000_00 + n * 101 : 0 }),
  );
  const lines = actionRows.flatMap((action, n) => [
    makeLine({ id: `line-${n}-staff`, actionId: action.id, source: "lcff", object: "1000-3999", year, cents: 100_000_00 + n * 137 }),
    makeLine({ id: `line-${n}-other`, actionId: action.id, source: n % 5 === 0 ? "title-i-a" : "lcff", object: "4000-7999", year, cents: 25_000_00 + n * 11 }),
    makeLine({ id: `line-${n}-estimate`, openingActionId: `opening-${action.id}`, kind: "estimated", source: "lcff", year: "2025-26", cents: 99_000_00 + n * 97 }),
  ]);
  return makePlan({
    id: "large-plan",
    year,
    organizations: [makeOrganization({ name: "Large Unified School District", enrollment: makeEnrollment({ total: 21_000, englishLearners: 4200, longTermEnglishLearners: 600, unduplicatedPercent: "61.5" }) }), ...schools],
    goals: goalRows,
    needs,
    metrics: metricRows,
    values: metricRows.flatMap((metric) => ["ALL", "EL", "SWD"].map((group, n) => ({ id: `value-${metric.id}-${group}`, lineageId: `value-${metric.id}-${group}`, orgId: testLeaId, version: 1, metricId: metric.id, group, siteId: null, amount: String(40 + n * 3), text: "", year: "2025-26", measuredOn: null, source: "Local data" }))),
    actions: actionRows,
    lines,
    events: ["Teachers", "Principals", "Parents", "Students", "Bargaining units"].map((partnerLabel, n) => makeEvent({ id: `event-${n}`, order: n, partnerLabel, method: rich(words(1, n)) })),
    revenues: [["base", year, 210_000_000_00], ["supplemental-concentration", year, 42_000_000_00], ["base", "2025-26", 205_000_000_00], ["supplemental-concentration", "2025-26", 40_000_000_00], ["lcff-total", year, 255_000_000_00], ["other-state", year, 60_000_000_00], ["local", year, 9_000_000_00], ["federal", year, 20_000_000_00], ["general-fund-expenditures", year, 350_000_000_00], ["add-on-15", year, 0]].map(([kind, when, cents], n) => makeRevenue({ id: `revenue-${n}`, kind: String(kind), year: String(when), cents: Number(cents) })),
    answers: [
      ...["who.district", "stand.performance", "stand.assistance", "listen.influence", "cost.not_in_plan"].map((key, n) => makeAnswer({ id: `answer-${key}`, key, value: rich(words(12, n)) })),
      ...goalRows.flatMap((goal) => ["went.done", "went.money", "went.effect", "went.changes"].map((key, n) => makeAnswer({ id: `answer-${key}-${goal.id}`, key, about: goal.id, value: rich(words(3, n)) }))),
      makeAnswer({ id: "answer-person", key: "who.people", value: { body: "plan-contact", seat: "", name: "Planning office", title: "Director", organization: "", email: "plan@example.org", phone: "555-0100" } }),
    ],
    opening: makeOpening({
      year: "2025-26",
      actions: openingActions,
      metrics: metricRows.map((metric, n) => {
        const reading = (amount: number, when: string) => ["ALL", "EL", "SWD"].map((group, g) => ({ group, siteId: null, amount: String(amount + g), text: "", year: when }));
        return makeOpeningMetric({ id: `opening-${metric.id}`, lineageId: metric.lineageId, number: String(n), name: metric.name, baseline: reading(30, "2023-24"), year1: reading(35, "2024-25"), target: reading(60, "2026-27") });
      }),
    }),
  });
}

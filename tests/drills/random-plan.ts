// Plans nobody would write, and every one of them allowed: odd letters, formulas, empty lists, huge and negative money, links in all directions.
import fc from "fast-check";
import { yearBefore, planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import type { BlockNode, RichText } from "#schemas/rich-text.ts";
import {
  makeAction, makeAllocation, makeAnswer, makeDashboardResult, makeEnrollment, makeEvent, makeFinding, makeGoal, makeIdentification, makeLine, makeMeeting, makeMetric, makeNeed, makeOpening, makeOpeningAction,
  makeOpeningGoal, makeOpeningMetric, makeOrganization, makePlan, makeProgress, makeRevenue, makeSchool, makeStep, makeTarget, makeValue,
} from "../factories.ts";

/** Stands in every formula a plan may try to smuggle into a spreadsheet. */
export const evilMark = "EVILFORMULA";

const year = "2026-27";
const lastYear = yearBefore(year);
const nasty = [
  `=HYPERLINK("http://x.example","${evilMark}")`, `+${evilMark}()`, `-2+${evilMark}`, `@${evilMark}(A1)`, `\t=${evilMark}`, `=cmd|'/c ${evilMark}'!A0`, `\uFF1D${evilMark}`,
  `</w:t></w:r><script>alert(1)</script>`, "]]>", "<!--", "&amp;", "&#0;", "${x}", "#let x = 1", "$ x^2 $", "*bold* _it_ `code` @ref <label>", "\\end{document}", "//", "/*", "#", "= Heading",
  "התוכנית נכתבת פעם אחת", "تُكتب الخطة مرة واحدة", "👩🏽‍🏫 reads 📚", "e\u0301\u0301", "学校計画", "\u200b", "\u00ad", "\ufeff", "\u2028", "\ufffe", "\uffff", "a".repeat(300), "1,234.56", "-$1.00", "50%", "(5)", "%", "…",
];

/** Words as a person may paste them: anything UTF-8 can say except NUL and broken pairs. */
const wordsArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 12, mode: "sentences" }) },
  { weight: 2, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...nasty), fc.lorem()).map(([odd, plain]) => `${odd} ${plain}`) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom("", " ", "\n", "\n\n") },
).map((text) => text.toWellFormed().replaceAll("\u0000", ""));
/** A line takes no control characters and no hidden direction marks. */
// eslint-disable-next-line no-control-regex -- naming the refused signs is the point
const lineArbitrary = wordsArbitrary.map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/gu, ""));

const inlines = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ type: fc.constant("text" as const), text: wordsArbitrary.filter((text) => text !== "") }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("text" as const), text: wordsArbitrary.filter((text) => text !== ""), marks: fc.subarray([{ type: "bold" as const }, { type: "italic" as const }, { type: "underline" as const }]) }) },
    { weight: 1, arbitrary: fc.constant({ type: "hardBreak" as const }) },
  ),
  { maxLength: 4 },
);
const { block: blockArbitrary } = fc.letrec<{ block: BlockNode }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small", maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: fc.record({ type: fc.constant("paragraph" as const), content: inlines }) as fc.Arbitrary<BlockNode> },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("heading" as const), attrs: fc.record({ level: fc.integer({ min: 1, max: 3 }) }), content: inlines }) as fc.Arbitrary<BlockNode> },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("bulletList" as const, "orderedList" as const), content: fc.array(fc.record({ type: fc.constant("listItem" as const), content: fc.array(tie("block"), { maxLength: 2 }) }), { maxLength: 3 }) }) as fc.Arbitrary<BlockNode> },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("table" as const),
        content: fc.array(fc.record({ type: fc.constant("tableRow" as const), content: fc.array(fc.record({ type: fc.constantFrom("tableCell" as const, "tableHeader" as const), content: fc.array(tie("block"), { maxLength: 2 }) }), { maxLength: 3 }) }), { maxLength: 3 }),
      }) as fc.Arbitrary<BlockNode>,
    },
  ),
}));
const richArbitrary: fc.Arbitrary<RichText> = fc.array(blockArbitrary, { maxLength: 4 }).map((content) => ({ type: "doc", docVersion: 1, content }));

const centsArbitrary = fc.oneof(fc.constantFrom(0, 1, -1, 99, -50_00), fc.integer({ min: -5_000_000_00, max: 500_000_000_00 }), fc.integer({ min: 0, max: 90_000_000_000_00 }));
const decimalArbitrary = fc.oneof(fc.constantFrom("0", "100", "-0.75", "12.5", "0.000000000000001", "999999999999999", "33.333333333333333"), fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 999 })).map(([whole, part]) => `${whole}.${part}`));
const dayArbitrary = fc.date({ min: new Date("2020-01-01"), max: new Date("2032-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

const groupCodes = ["ALL", "EL", "LTEL", "FY", "LI", "SED", "SWD", "HOM", "AA", "HI"];
const sources = ["lcff-base", "lcff-supplemental-concentration", "lcff", "equity-multiplier", "lrebg", "other-state", "local", "title-i-a", "csi", "other-federal", "not-in-the-catalog"];
const narratives = ["who.district", "stand.performance", "stand.assistance", "do.csi_support", "do.csi_monitor", "listen.influence", "cost.not_in_plan", "cost.addon_plan", "cost.pct_method", "went.shortfall"];

/** One plan a seed. Always a plan that the schema takes. */
export function randomPlan(seed: number): Plan {
  const draw = fc.sample(fc.gen(), { seed, numRuns: 1 })[0];
  if (!draw) throw new Error("fast-check drew nothing.");
  const of = <Value>(arbitrary: fc.Arbitrary<Value>): Value => draw(() => arbitrary);
  const line = (): string => of(lineArbitrary);
  const words = (): RichText => of(richArbitrary);
  const maybe = <Value>(make: () => Value): Value | null => (of(fc.boolean()) ? make() : null);
  const pick = <Value>(list: readonly Value[]): Value => of(fc.constantFrom(...list));
  const some = (list: readonly string[]): string[] => of(fc.subarray([...list]));
  const count = (most: number): number => of(fc.nat({ max: most }));
  const several = <Row>(most: number, make: (at: number) => Row): Row[] => Array.from({ length: count(most) }, (_, at) => make(at));
  const idOf = (rows: readonly { id: string }[]): string | null => (rows.length > 0 && of(fc.boolean()) ? pick(rows).id : null);
  const ids = (rows: readonly { id: string }[]): string[] => some(rows.map((one) => one.id));
  const cents = (): number => of(centsArbitrary);
  const decimal = (): string => of(decimalArbitrary);
  const percent = (): string | null => maybe(decimal);
  const day = (): string => of(dayArbitrary);
  const groups = (): string[] => [...some(groupCodes), ...(of(fc.nat({ max: 5 })) === 0 ? [line().slice(0, 100).trim() || "Our group"] : [])];

  const schools = several(3, (at) => makeSchool({ id: `school-${at}`, name: line().trim() || "School", cds: `9999999${String(at + 1).padStart(7, "0")}`, equityMultiplier: of(fc.boolean()), grades: pick(["", "K-8", "9-12"]) }));
  const enrollment = maybe(() => makeEnrollment({ total: maybe(() => count(60_000)), englishLearners: maybe(() => count(5000)), longTermEnglishLearners: maybe(() => count(900)), lowIncome: maybe(() => count(9000)), unduplicatedPercent: percent() }));
  const lea = makeOrganization({ kind: pick(["district", "district", "coe", "charter"]), name: line().trim() || "District", grades: pick(["", "K-12", "K-6"]), serves: { elementary: of(fc.boolean()), middle: of(fc.boolean()), high: of(fc.boolean()) }, enrollment });
  const needs = several(4, (at) => makeNeed({ id: `need-${at}`, order: at, text: words(), groups: groups(), siteId: idOf(schools), unique: maybe(words) }));
  const goals = several(4, (at) => makeGoal({ id: `goal-${at}`, order: count(3), description: words(), kind: maybe(() => pick(["broad", "focus", "equity-multiplier-focus", "maintenance", "another"])), priorities: some(["1", "2", "4", "5", "9", "10", "Our own"]), why: words(), needIds: ids(needs), schoolIds: ids(schools) }));
  const metrics = goals.length === 0 ? [] : several(6, (at) => makeMetric({ id: `metric-${at}`, order: at, goalId: pick(goals).id, name: line(), source: line(), unit: pick(["percent", "points", "count", "ratio", "dollars", "level", "text"]), direction: pick(["up", "down", "keep", "none"]), groups: groups(), formula: line(), codes: some(["1A", "4F", "5E", "6A"]), frequency: maybe(line) }));
  const measured = () => ({ group: pick(groupCodes), siteId: idOf(schools), amount: maybe(decimal), text: of(wordsArbitrary) });
  const values = metrics.length === 0 ? [] : several(10, (at) => makeValue({ id: `value-${at}`, metricId: pick(metrics).id, ...measured(), year: pick([lastYear, "2024-25", "2023-24", "2024 Dashboard", line()]), source: line() }));
  const targets = metrics.length === 0 ? [] : several(6, (at) => makeTarget({ id: `target-${at}`, metricId: pick(metrics).id, ...measured(), dueYear: pick([year, "2027-28", line()]), dueOn: maybe(day) }));
  const actions = goals.length === 0 ? [] : several(7, (at) => makeAction({
    id: `action-${at}`, order: at, goalId: pick(goals).id, title: line(), description: words(), groups: groups(), location: pick(["all-schools", "specific-schools", "specific-grade-spans"]), schoolIds: ids(schools), locationText: line(),
    startOn: maybe(day), endOn: maybe(day), timeSpanText: line(), needIds: ids(needs), purposes: some(["language-acquisition", "lrebg", "equity-multiplier", "technical-assistance", "red-2023"]), metricIds: ids(metrics),
    contributing: maybe(() => of(fc.boolean())), scope: maybe(() => pick(["leawide", "schoolwide", "limited"] as const)), unduplicatedGroups: some(["EL", "FY", "LI"]), how: maybe(words), plannedPercent: percent(),
    evidence: maybe(() => ({ tier: maybe(() => pick(["tier-1", "tier-2"])), citation: of(wordsArbitrary) })), lrebgWhy: maybe(words),
  }));
  const openingGoals = several(3, (at) => makeOpeningGoal({ id: `opening-goal-${at}`, lineageId: goals[at]?.lineageId ?? `gone-${at}`, number: String(at + 1), description: words() }));
  const reading = () => several(3, () => ({ ...measured(), siteId: null, year: line() }));
  const openingMetrics = several(5, (at) => makeOpeningMetric({ id: `opening-metric-${at}`, lineageId: metrics[at]?.lineageId ?? `gone-metric-${at}`, number: `1.${at + 1}`, name: line(), baseline: reading(), year1: reading(), year2: reading(), target: reading() }));
  const hasOpening = of(fc.boolean());
  const openingActions = !hasOpening ? [] : several(6, (at) => makeOpeningAction({ id: `opening-action-${at}`, lineageId: actions[at]?.lineageId ?? `gone-action-${at}`, goalNumber: pick(["1", "2", "9"]), number: `1.${at + 1}`, title: line(), contributing: maybe(() => of(fc.boolean())), plannedTotalCents: cents(), plannedLcffCents: cents(), plannedPercent: percent(), actualPercent: percent() }));
  const plan = makePlan({
    year, cycle: { start: pick(["2024-25", year]), baselineDashboardYear: maybe(() => 2023) }, organizations: [lea, ...schools], goals, metrics, values, targets, needs, actions,
    identifications: several(3, () => makeIdentification({ orgId: pick([lea, ...schools]).id, program: pick(["csi", "atsi", "differentiated-assistance", "equity-multiplier"]), groups: groups(), reason: line(), dashboardYear: maybe(() => 2024) })),
    dashboard: several(6, (at) => makeDashboardResult({ id: `cell-${at}`, orgId: pick([lea, ...schools]).id, year: pick([2023, 2024, 2025]), group: pick(groupCodes), indicator: pick(["suspension", "ela", "math", "chronic", "graduation", "cci", "elpi"]), status: percent(), change: percent(), color: maybe(() => pick([1, 2, 3, 4, 5])) })),
    opening: hasOpening ? makeOpening({ year: lastYear, carryoverPercent: percent(), goals: openingGoals, metrics: openingMetrics, actions: openingActions, source: { kind: pick(["submission", "import", "typed"] as const), text: line(), recordedOn: maybe(day) } }) : null,
    findings: several(2, (at) => makeFinding({ id: `finding-${at}`, order: at, question: line(), n: maybe(() => count(900)), text: words(), private: of(fc.boolean()) })),
    steps: actions.length === 0 ? [] : several(3, (at) => makeStep({ id: `step-${at}`, order: at, actionId: pick(actions).id, text: of(wordsArbitrary), responsible: line(), dueOn: maybe(day) })),
    progress: actions.length === 0 ? [] : several(3, (at) => makeProgress({ id: `progress-${at}`, about: { kind: "action", id: pick(actions).id }, period: line(), note: of(wordsArbitrary), effect: maybe(() => pick(["works", "too-early", "does-not-work"] as const)) })),
    events: several(5, (at) => makeEvent({ id: `event-${at}`, order: at, heldOn: maybe(day), dateText: line(), partners: some(["teachers", "parents", "students", "selpa"]), partnerLabel: line(), method: words(), topics: some(["plan", "needs", "equity-multiplier"]), count: maybe(() => count(900)), heard: maybe(words) })),
    meetings: several(3, (at) => makeMeeting({ id: `meeting-${at}`, kind: pick(["hearing", "adoption"]), heldOn: maybe(day), result: line(), reason: line(), assured: maybe(() => of(fc.boolean())), signerRole: line() })),
    lines: several(14, (at) => {
      const planned = of(fc.boolean());
      const estimate = openingActions.length > 0 && !planned;
      return makeLine({ id: `line-${at}`, ...(estimate ? { openingActionId: pick(openingActions).id } : { actionId: idOf(actions) }), siteId: idOf(schools), source: pick(sources), object: pick(["1000-3999", "4000-7999", "5800", "9999", "x"]), year: pick([year, lastYear]), kind: planned ? "planned" : pick(["estimated", "spent"] as const), cents: cents(), note: line() });
    }),
    allocations: several(2, (at) => makeAllocation({ id: `allocation-${at}`, siteId: idOf(schools), cents: cents(), kept: of(fc.boolean()) })),
    revenues: some(["lcff-total", "base", "supplemental-concentration", "add-on-15", "other-state", "local", "federal", "general-fund-expenditures", "lrebg-unexpended"]).flatMap((kind) => (of(fc.boolean()) ? [year, lastYear] : [year]).map((when) => makeRevenue({ id: `revenue-${kind}-${when}`, kind, year: when, cents: cents() }))),
    answers: [
      ...some(narratives).map((key) => makeAnswer({ id: `answer-${key}`, key, value: words() })),
      ...goals.flatMap((goal) => some(["went.done", "went.money", "went.effect", "went.changes"]).map((key) => makeAnswer({ id: `answer-${key}-${goal.id}`, key, about: goal.id, value: words() }))),
      ...(of(fc.boolean()) ? [makeAnswer({ id: "answer-lrebg", key: "cost.lrebg", value: pick(["yes", "no"]) })] : []),
      ...several(2, (at) => makeAnswer({ id: `person-${at}`, order: at, key: "who.people", value: { body: pick(["plan-contact", "county-contact", "x"]), seat: "", name: of(wordsArbitrary), title: of(wordsArbitrary), organization: "", email: "plan@example.org", phone: "555-0100" } })),
      ...(schools.length === 0 ? [] : several(3, (at) => makeAnswer({ id: `staff-${at}`, order: at, key: "cost.staff", value: { school: pick(schools).id, classified_fte: maybe(decimal), certificated_fte: maybe(decimal) } }))),
    ],
  });
  return planSchema.parse(plan);
}

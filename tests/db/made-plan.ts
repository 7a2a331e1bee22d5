// Valid plans made of chance: every property of every collection, null where it may be, text that databases and drivers get wrong.
import { planSchema, planSchemaVersion, type Plan } from "#schemas/plan.ts";
import { richTextFromPlain, type RichText } from "#schemas/rich-text.ts";

const awkward = ["", "Plain words.", "It's \"quoted\" \\ and {braced}, 100%", "two\n\nparagraphs\nand a break", "عربي \u200f right to left", "👩🏽‍🏫 emoji 𝒳", "a,b\t;c", "null", "NULL", "{}", "[\"a\"]", "$1 ?", "ñ é ü ß", "--", " spaces around "];

/** The same seed gives the same plan. `rows`: how many of each collection. */
export function madePlan(seed: number, { leaId = "lea-1", planId = "plan-1", year = "2026-27", rows = 3 }: { leaId?: string; planId?: string; year?: string; rows?: number } = {}): Plan {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const chance = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  const some = <T>(of: readonly T[]): T[] => of.filter(() => chance() < 0.4);
  const maybe = <T>(value: T): T | null => (chance() < 0.4 ? null : value);
  const words = () => one(awkward);
  const line = () => words().replace(/[\n]/g, " ");
  const rich = (): RichText => richTextFromPlain(words());
  const whole = () => Math.floor(chance() * 1000);
  const cents = () => one([0, 1, -1, 123_456_789_012, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, whole()]);
  const decimal = () => one(["0", "-0.75", "12.50", "007", "-0.0", "123456789012345.000000000000001"]);
  const day = () => one(["2026-07-01", "2024-02-29", "1999-12-31"]);
  const bool = () => chance() < 0.5;
  const code = () => one(["ALL", "EL", "LTEL", "1", "5B"]);
  const ids = (name: string) => Array.from({ length: rows }, (_, at) => `${name}-${at}`);
  const orgIds = [leaId, "school-1", "school-2"];
  const schoolIds = ["school-1", "school-2"];
  const [goalIds, metricIds, valueIds, needIds, findingIds, actionIds, openingActionIds] = [ids("goal"), ids("metric"), ids("value"), ids("need"), ids("finding"), ids("action"), ids("was-action")];
  const row = (id: string) => ({ id, lineageId: `of-${id}`, orgId: one(orgIds), version: 1 + whole() });
  const offeredFrom = () => maybe({ lineageId: "of-goal-0", version: 1 + whole() });
  const measured = () => ({ group: code(), siteId: maybe(one(schoolIds)), amount: maybe(decimal()), text: words() });
  const readings = () => some([0, 1]).map(() => ({ ...measured(), year: "2024 Dashboard" }));

  const plan: Plan = {
    schemaVersion: planSchemaVersion,
    id: planId,
    leaId,
    year,
    cycle: { start: "2024-25", baselineDashboardYear: maybe(2023) },
    language: "en",
    organizations: orgIds.map((id) => ({
      id, kind: id === leaId ? ("district" as const) : ("school" as const), name: `Org ${line()}`, cds: "12345670000000", county: line(), grades: "K-12", serves: { elementary: bool(), middle: bool(), high: bool() },
      selpa: maybe(line()), charteredBy: maybe(line()), titleOneProgram: maybe("schoolwide"), equityMultiplier: bool(), dass: bool(),
      enrollment: maybe({ total: maybe(whole()), englishLearners: maybe(1), longTermEnglishLearners: maybe(1), fosterYouth: maybe(1), lowIncome: maybe(1), unduplicatedPercent: maybe(decimal()), countedOn: maybe(day()), source: line() }),
    })),
    identifications: ids("identified").map((id) => ({ id, orgId: one(orgIds), program: "csi", reason: line(), groups: some(["EL", "ALL"]), indicators: some(["ELA"]), dashboardYear: maybe(2024), since: maybe("2024-25"), until: maybe("2026-27"), source: line() })),
    dashboard: ids("cell").map((id) => ({ id, orgId: one(orgIds), year: 2024, group: code(), indicator: "ELA", status: maybe(decimal()), change: maybe(decimal()), color: maybe(1), count: maybe(whole()), source: line() })),
    opening: {
      year: "2025-26",
      source: { kind: one(["submission", "import", "typed"]), text: line(), recordedOn: maybe(day()) },
      carryoverPercent: maybe(decimal()),
      goals: ids("was-goal").map((id) => ({ id, lineageId: `of-${id}`, number: "1", description: rich() })),
      metrics: ids("was-metric").map((id) => ({ id, lineageId: `of-${id}`, number: "1.1", name: line(), baseline: readings(), year1: readings(), year2: readings(), target: readings() })),
      actions: openingActionIds.map((id) => ({
        id, lineageId: `of-${id}`, goalNumber: "1", number: "1.1", title: line(), contributing: maybe(bool()), plannedTotalCents: cents(), plannedLcffCents: cents(), plannedPercent: maybe(decimal()), actualPercent: maybe(decimal()),
      })),
    },
    goals: goalIds.map((id, order) => ({ ...row(id), offeredFrom: offeredFrom(), order, description: rich(), kind: maybe("broad"), priorities: some(["1", "10", line()]).filter((text) => text !== ""), why: rich(), needIds: some(needIds), schoolIds: some(schoolIds), parentLineageId: maybe("of-goal-0") })),
    metrics: metricIds.map((id, order) => ({
      ...row(id), offeredFrom: offeredFrom(), order, goalId: one(goalIds), name: line(), source: line(), unit: one(["percent", "text", "dollars"]), direction: one(["up", "none"]), groups: some(["EL", "ALL"]), formula: line(),
      codes: some(["5B", "4E"]), frequency: maybe(line()), baselineValueIds: some(valueIds),
    })),
    values: valueIds.map((id) => ({ ...row(id), metricId: one(metricIds), ...measured(), year: "2023-24", measuredOn: maybe(day()), source: line() })),
    targets: ids("target").map((id) => ({ ...row(id), metricId: one(metricIds), ...measured(), dueYear: "2026-27", dueOn: maybe(day()) })),
    needs: needIds.map((id, order) => ({ ...row(id), order, text: rich(), groups: some(["EL"]), area: maybe("ELA"), siteId: maybe(one(schoolIds)), findingIds: some(findingIds), unique: maybe(rich()) })),
    findings: findingIds.map((id, order) => ({ ...row(id), order, question: line(), dataset: line(), group: maybe(code()), n: maybe(whole()), value: line(), comparison: line(), year: line(), text: rich(), private: bool() })),
    actions: actionIds.map((id, order) => ({
      ...row(id), offeredFrom: offeredFrom(), order, goalId: one(goalIds), title: line(), description: rich(), parentLineageId: maybe("of-action-0"), groups: some(["EL", "LI"]), location: one(["all-schools", "specific-schools"]), schoolIds: some(schoolIds),
      locationText: line(), startOn: maybe(day()), endOn: maybe(day()), timeSpanText: line(), needIds: some(needIds), causeIds: some(["cause-1"]), inequityIds: some(["inequity-1"]), purposes: some(["lrebg"]), metricIds: some(metricIds),
      contributing: maybe(bool()), scope: maybe(one(["leawide", "limited"] as const)), unduplicatedGroups: some(["EL", "FY"]), how: maybe(rich()), plannedPercent: maybe(decimal()), evidence: maybe({ tier: maybe("strong"), citation: words() }), lrebgWhy: maybe(rich()),
    })),
    steps: ids("step").map((id, order) => ({ ...row(id), order, actionId: one(actionIds), text: words(), responsible: line(), startOn: maybe(day()), dueOn: maybe(day()), status: maybe("done"), proofKind: line(), proofFile: line() })),
    progress: ids("progress").map((id) => ({
      ...row(id), about: { kind: one(["action", "opening-action", "step"] as const), id: "action-0" }, period: line(), status: maybe("done"), note: words(), barrier: words(), next: words(), proof: line(), effect: maybe("works" as const),
    })),
    events: ids("event").map((id, order) => ({ ...row(id), order, heldOn: maybe(day()), dateText: line(), partners: some(["teachers", "parents"]), partnerLabel: line(), method: rich(), topics: some(["plan"]), count: maybe(whole()), heard: maybe(rich()) })),
    meetings: ids("meeting").map((id) => ({ ...row(id), body: "board", kind: "hearing", heldOn: maybe(day()), postedAt: maybe("2026-06-01T17:00:00-07:00"), result: line(), reason: line(), assured: maybe(bool()), signerRole: line() })),
    lines: ids("line").map((id, at) => ({
      ...row(id), offeredFrom: offeredFrom(), actionId: at % 2 === 0 ? maybe(one(actionIds)) : null, openingActionId: at % 2 === 1 ? maybe(one(openingActionIds)) : null, siteId: maybe(one(schoolIds)), source: "lcff-base", resource: maybe("0000"),
      object: "1000-3999", year: "2026-27", kind: one(["planned", "estimated", "spent"] as const), cents: cents(), note: line(),
    })),
    allocations: ids("allocation").map((id) => ({ ...row(id), siteId: maybe(one(schoolIds)), program: "csi", grantYear: "2026-27", cents: cents(), kept: bool() })),
    revenues: ids("revenue").map((id) => ({ ...row(id), kind: "base", year: "2026-27", cents: cents() })),
    answers: ids("answer").map((id, order) => ({
      ...row(id), order, key: "who.people", about: maybe(one(schoolIds)), value: one<Plan["answers"][number]["value"]>([rich(), words(), 12.5, 1e21, true, null, { name: words(), fte: "1.0", roles: ["a", words()], bio: rich(), none: null }]),
    })),
    offersToSchools: ids("offer").map((id, at) => ({
      ...row(id), orgId: one(schoolIds), of: { collection: one(["goals", "metrics", "actions", "lines"] as const), lineageId: `of-goal-${at}` }, offeredVersion: 1 + whole(), answer: maybe(one(["used", "not-for-us"] as const)), reason: line(), rowId: maybe(one(goalIds)),
      vote: maybe({ meetingId: "meeting-0", rowVersion: 1 + whole() }),
    })),
  };
  return planSchema.parse(chance() < 0.1 ? { ...plan, opening: null, lines: plan.lines.map((item) => ({ ...item, openingActionId: null })) } : plan) as Plan;
}

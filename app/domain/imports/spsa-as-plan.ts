// A read SPSA as a plan as data of the year it says it is: one school's part, and what no person printed listed as derived.
import { AppError } from "#schemas/app-error.ts";
import { planSchema, planSchemaVersion } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { cdsSchema, planYearSchema } from "#schemas/scalars.ts";
import { groupsOf } from "./lcap-figures.ts";
import type { PrintedPlaces } from "./lcap-as-plan.ts";
import { labelOf, textOf } from "./printed-values.ts";
import type { ReadingNote } from "./read-lcap.ts";
import type { SpsaReading } from "./read-spsa.ts";
import { clean, cleanLine, richTextOfBlocks } from "./rich-text-of-blocks.ts";
import { objectWords, sourceWords } from "./spsa-labels.ts";

const [lea, school] = ["lea", "school"] as const;
const longestTitle = 90;

/** The school's organization id in the plan that was read. */
export const schoolOfReading = school;

/** `sources`: funding sources with the words the portal prints for them. Throws AppError "invalid" where not even the year was found. */
export function spsaAsPlan(reading: SpsaReading, sources: readonly { code: string; label: string }[], notes: ReadingNote[]): { plan: Plan; derived: string[]; printed: PrintedPlaces } {
  const { year, name } = reading.front;
  if (!planYearSchema.safeParse(year).success) throw new AppError("invalid", "The year of this plan was not found on its pages.");
  const note = (kind: ReadingNote["kind"], page: number | null, at: string, message: string) => notes.push({ kind, page, at, message });
  const printed: PrintedPlaces = {};
  const derived: string[] = [];
  const digits = reading.front.cds;
  const cds = cdsSchema.safeParse(digits).success ? digits : "00000000000000";
  if (cds !== digits) note("doubtful", null, "cds", `The CDS code is printed "${reading.front.cds}"; a code has 14 digits.`);
  if (name === "") note("doubtful", null, "school_name", "The name of the school was not found.");
  const firstYear = Number(year.slice(0, 4));
  const cycle = 2024 + 3 * Math.floor((firstYear - 2024) / 3);
  const suffix = year.slice(2);
  const ids = new Set<string>();
  const row = (key: string, page: number | null = null, at: string[] = []) => {
    const slug = key.replace(/[^A-Za-z0-9.]+/g, "-").slice(0, 60);
    let lineageId = slug;
    for (let more = 2; ids.has(lineageId); more += 1) lineageId = `${slug}-${more}`;
    ids.add(lineageId);
    const id = `${lineageId}:${suffix}`;
    if (page !== null || at.length > 0) printed[id] = { page, at };
    return { id, lineageId, orgId: school, version: 1 };
  };
  const offered = { offeredFrom: null };
  const organization = (id: string, kind: "district" | "school", words: string, code: string) => ({
    id, kind, name: clean(words), cds: code, county: "", grades: "", serves: { elementary: false, middle: false, high: false }, selpa: null, charteredBy: null,
    titleOneProgram: kind === "school" && reading.front.purposes.includes("Schoolwide Program") ? ("schoolwide" as const) : null, equityMultiplier: false, dass: false, enrollment: null,
  });
  const plan: Plan = {
    schemaVersion: planSchemaVersion, id: `spsa-${digits || "imported"}-${year}`, leaId: lea, year, cycle: { start: `${cycle}-${String((cycle + 1) % 100).padStart(2, "0")}`, baselineDashboardYear: null }, language: "en",
    organizations: [organization(lea, "district", "The LEA of the school", `${cds.slice(0, 7)}0000000`), organization(school, "school", name || "School", cds)],
    identifications: [], dashboard: [], opening: null, goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], offersToSchools: [],
  };
  derived.push("The LEA of the school is known by the first seven digits of the school's code only.");
  const answer = (key: string, about: string | null, blocks: SpsaReading["slots"] extends Map<string, infer Blocks> ? Blocks | undefined : never) => {
    const value = richTextOfBlocks(blocks ?? []);
    if (value.content.length === 0) return;
    plan.answers.push({ ...row(`answer-${key}-${about?.split(":")[0] ?? "all"}`, blocks?.[0]?.page ?? null), order: plan.answers.length, key, about, value });
  };
  /** Said once for a strategy and source. */
  const unknown = new Set<string>();

  reading.goals.forEach((goal, order) => {
    const need = richTextOfBlocks(goal.slots.get("goal.need") ?? []);
    const needs = need.content.length === 0 ? [] : [{ ...row(`need-${goal.number}`, goal.slots.get("goal.need")?.[0]?.page ?? goal.page), order: plan.needs.length, text: need, groups: [], area: null, siteId: school, findingIds: [], unique: null }];
    plan.needs.push(...needs);
    const goalRow = row(`goal-${goal.number}`, goal.page, [`goals.${goal.number}`]);
    const description = richTextOfBlocks(goal.slots.get("goal.description") ?? []);
    if (description.content.length === 0) note("doubtful", goal.page, `goals.${goal.number}`, `Goal ${goal.number} prints no title or description.`);
    const serves = textOf(goal.slots.get("goal.lcap") ?? []);
    if (serves !== "") note("left", goal.slots.get("goal.lcap")?.[0]?.page ?? goal.page, `goals.${goal.number}`, `Goal ${goal.number} says it serves “${serves.slice(0, 160)}” of the LCAP. Choose the district's goal on the goal's page.`);
    plan.goals.push({ ...goalRow, ...offered, order, description, kind: null, priorities: [], why: richTextOfBlocks([]), needIds: needs.map(({ id }) => id), schoolIds: [], parentLineageId: null });
    goal.metrics.forEach((metric, at) => {
      const metricRow = row(`metric-${goal.number}.${at + 1}`, metric.page, [`metrics.${goal.number}.${at + 1}`]);
      const measured = (blocks: typeof metric.name) => ({ group: "ALL", siteId: null, amount: null, text: clean(textOf(blocks)).slice(0, 10_000) });
      const base = textOf(metric.baseline) === "" ? [] : [{ ...row(`value-${goal.number}.${at + 1}`), metricId: metricRow.id, ...measured(metric.baseline), year: yearIn(textOf(metric.baseline)) ?? "", measuredOn: null, source: "" }];
      plan.values.push(...base);
      if (textOf(metric.expected) !== "") plan.targets.push({ ...row(`target-${goal.number}.${at + 1}`), metricId: metricRow.id, ...measured(metric.expected), dueYear: year, dueOn: null });
      if (textOf(metric.baseline) === "" || textOf(metric.expected) === "") note("doubtful", metric.page, `metrics.${goal.number}.${at + 1}`, `A metric of goal ${goal.number} prints no ${textOf(metric.baseline) === "" ? "baseline" : "expected outcome"}.`);
      if (/^[a-z(]/.test(textOf(metric.name))) note("doubtful", metric.page, `metrics.${goal.number}.${at + 1}`, `This row begins in the midst of a sentence: it may go on from the row above.`);
      plan.metrics.push({ ...metricRow, ...offered, order: at, goalId: goalRow.id, name: cleanLine(metric.name), source: "", unit: "text", direction: "none", groups: ["ALL"], formula: "", codes: [], frequency: null, baselineValueIds: base.map(({ id }) => id) });
    });
    goal.strategies.forEach((strategy, at) => {
      const place = `strategies.${strategy.number}`;
      const actionRow = row(`action-${strategy.number || `${goal.number}.${at + 1}`}`, strategy.page, [place]);
      const words = clean(textOf(strategy.description));
      if (words === "") note("doubtful", strategy.page, place, `Strategy ${strategy.number} prints no description.`);
      if (strategy.students === "") note("doubtful", strategy.page, place, `Strategy ${strategy.number} prints no students to be served, or they were not told apart from its description.`);
      plan.actions.push({
        ...actionRow, ...offered, order: at, goalId: goalRow.id, title: titleOf(words), description: richTextOfBlocks(strategy.description), parentLineageId: null, groups: strategy.students === "" ? [] : groupsOf([{ kind: "paragraph", page: strategy.page ?? 0, lines: [strategy.students], level: 1, marker: "" }]),
        location: "specific-schools", schoolIds: [school], locationText: "", startOn: null, endOn: null, timeSpanText: "", needIds: needs.map(({ id }) => id), causeIds: [], inequityIds: [], purposes: [], metricIds: [], contributing: null, scope: null, unduplicatedGroups: [], how: null,
        plannedPercent: null, evidence: null, lrebgWhy: null,
      });
      strategy.expenditures.forEach((money, nth) => {
        if (money.amount.doubt !== undefined) note("doubtful", money.page, place, money.amount.doubt);
        if (money.amount.value === null) return;
        const known = sources.find(({ label }) => labelOf(label) === labelOf(money.source))?.code ?? sourceWords.find(({ pattern }) => pattern.test(money.source))?.code;
        const object = /^(\d{4})\s?-\s?(\d{4})/.exec(money.reference);
        const code = object ? `${object[1]}-${object[2]}` : objectWords.find(({ pattern }) => pattern.test(money.reference))?.code;
        if (!known && !unknown.has(`${strategy.number}/${money.source}`)) note("doubtful", money.page, place, money.source === "" ? `An amount of strategy ${strategy.number} prints no funding source; it is taken as local.` : `“${money.source}” does not say which fund pays; it is taken as local.`);
        if (!known) unknown.add(`${strategy.number}/${money.source}`);
        if (!code) note("doubtful", money.page, place, `An amount of strategy ${strategy.number} prints no object code; staff and other costs are not told apart.`);
        plan.lines.push({ ...row(`line-${strategy.number}-${nth + 1}`), ...offered, actionId: actionRow.id, openingActionId: null, siteId: school, source: known ?? "local", resource: null, object: code ?? "1000-7999", year, kind: "planned", cents: money.amount.value, note: clean(money.source).slice(0, 200) });
      });
    });
    for (const key of ["went.done", "went.money", "went.changes"]) answer(key, goalRow.id, goal.slots.get(key));
  });
  derived.push("A strategy has no title in the print: the first words of its description are taken.", "Baselines and expected outcomes are kept as the words printed, for all students.");
  answer("who.school", null, reading.slots.get("who.school"));
  const involvement = richTextOfBlocks(reading.slots.get("partners") ?? []);
  if (involvement.content.length > 0) {
    plan.events.push({ ...row("event-1", reading.slots.get("partners")?.[0]?.page ?? null, ["partners"]), order: 0, heldOn: null, dateText: "", partners: [], partnerLabel: "As told in the school plan", method: involvement, topics: ["plan"], count: null, heard: null });
    note("doubtful", reading.slots.get("partners")?.[0]?.page ?? null, "partners", "Who was heard, when and how stand in one text; it is one row. Part it into meetings where you can.");
  }
  for (const [slot, words] of [["needs", "Areas that need significant improvement"], ["needs.other", "Other needs"], ["inequities", "Resource inequities"], ["left.dashboard", "What it says of the Dashboard"]] as const) {
    const blocks = reading.slots.get(slot);
    const text = textOf(blocks ?? []);
    if (text === "" || /^(n\/?a|not applicable)\.?$/i.test(text)) continue;
    if (slot === "needs" || slot === "needs.other") plan.needs.push({ ...row(`need-${slot}`, blocks?.[0]?.page ?? null), order: plan.needs.length, text: richTextOfBlocks(blocks ?? []), groups: [], area: null, siteId: school, findingIds: [], unique: null });
    else if (slot === "inequities") plan.answers.push({ ...row("answer-stand.inequities", blocks?.[0]?.page ?? null), order: plan.answers.length, key: "stand.inequities", about: null, value: { text: richTextOfBlocks(blocks ?? []), found: "", actions: [] } });
    else note("left", blocks?.[0]?.page ?? null, "dashboard", `${words} is worked out from the held results; its printed words are left out: “${text.slice(0, 160)}”`);
  }
  reading.council.forEach((member, at) => {
    if (member.seat === null) note("doubtful", member.page, `council.${at + 1}`, `“${member.role}” is no seat of a schoolsite council.`);
    plan.answers.push({ ...row(`answer-council-${at + 1}`, member.page, [`council.${at + 1}`]), order: at, key: "who.people", about: null, value: { body: "school-site-council", seat: member.seat ?? member.role.slice(0, 100), name: clean(member.name).slice(0, 200), title: "" } });
  });
  const parsed = planSchema.safeParse(plan);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new AppError("invalid", `What was read makes no plan: ${first?.path.join(".")}: ${first?.message}`, parsed.error.issues);
  }
  return { plan, derived, printed };
}

const yearIn = (text: string): string | null => {
  const years = new Set([...text.matchAll(/\b(20\d\d)\s?[-–/]\s?(?:20)?(\d\d)\b/g)].map((match) => `${match[1]}-${match[2]}`));
  return years.size === 1 ? ([...years][0] ?? null) : null;
};

function titleOf(words: string): string {
  const sentence = /^.{10,}?[.!?](?=\s|$)/.exec(words)?.[0] ?? words;
  if (sentence.length <= longestTitle) return sentence.replace(/[.]$/, "");
  return `${sentence.slice(0, sentence.lastIndexOf(" ", longestTitle))} …`;
}

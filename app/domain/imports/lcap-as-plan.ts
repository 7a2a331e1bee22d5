// A read LCAP as a plan as data of the year it says it is. What no person printed (splits, guesses) is listed as derived.
import { planSchema, planSchemaVersion, yearBefore } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { cdsSchema, planYearSchema } from "#schemas/scalars.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ReadableBlock } from "#schemas/readable-document.ts";
import type { BudgetOverview } from "./budget-overview.ts";
import type { LcapFigures } from "./lcap-figures.ts";
import { metricKey } from "./read-lcap.ts";
import type { LcapReading, ReadingNote } from "./read-lcap.ts";
import type { Printed } from "./printed-values.ts";
import { compact, labelOf, linesOfBlocks, textOf } from "./printed-values.ts";
import { blocksBetween, clean, cleanLine, richTextOfBlocks } from "./rich-text-of-blocks.ts";

const lea = "lea";
const staff = "1000-3999";
const notStaff = "4000-7999";

/** By row of the plan: the page it is printed on, and the places notes name it by. */
export type PrintedPlaces = Record<string, { page: number | null; at: string[] }>;

/** `totals`: cents printed beside actions whose fund is nowhere printed, by row id: they make no line of the ledger. Throws AppError "invalid" where not even the plan's year was found. */
export function lcapAsPlan(reading: LcapReading, figures: LcapFigures, overview: BudgetOverview, notes: ReadingNote[]): { plan: Plan; derived: string[]; printed: PrintedPlaces; totals: Record<string, number> } {
  const derived: string[] = [];
  const printed: PrintedPlaces = {};
  const totals: Record<string, number> = {};
  const { year, name } = reading.front;
  if (!planYearSchema.safeParse(year).success) throw new AppError("invalid", "The year of this plan was not found on its pages.");
  const prior = yearBefore(year);
  const note = (kind: ReadingNote["kind"], page: number | null, at: string, message: string) => notes.push({ kind, page, at, message });

  const digits = reading.front.cds.replace(/\D/g, "");
  const cds = cdsSchema.safeParse(digits).success ? digits : "00000000000000";
  if (cds !== digits) note("doubtful", null, "cds", `The CDS code is printed "${reading.front.cds}"; a code has 14 digits. Choose the LEA from the directory.`);
  if (name === "") note("doubtful", null, "lea_name", "The name of the LEA was not found.");
  const kind = /charter/i.test(name) ? "charter" : /county (office|superintendent)|office of education/i.test(name) ? "coe" : "district";
  derived.push(`The LEA is taken for a ${kind === "coe" ? "county office of education" : kind}, by its name.`);
  const firstYear = Number(year.slice(0, 4));
  const cycleFirst = 2024 + 3 * Math.floor((firstYear - 2024) / 3);
  derived.push(`The cycle ${cycleFirst}-${cycleFirst + 3} follows from the year.`);

  const ids = new Set<string>();
  /** An id made of printed numbers, told apart where a number is printed twice. */
  const unique = (key: string): string => {
    const slug = key.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "").slice(0, 60) || "row";
    let id = slug;
    for (let more = 2; ids.has(id); more += 1) id = `${slug}-${more}`;
    ids.add(id);
    return id;
  };
  const suffix = year.slice(2);
  const row = (key: string, page: number | null = null, at: string[] = []) => {
    const lineageId = unique(key);
    const id = `${lineageId}:${suffix}`;
    if (page !== null || at.length > 0) printed[id] = { page, at };
    return { id, lineageId, orgId: lea, version: 1 };
  };
  const offered = { offeredFrom: null };

  const plan: Plan = {
    schemaVersion: planSchemaVersion,
    id: `lcap-${digits || "imported"}-${year}`,
    leaId: lea,
    year,
    cycle: { start: `${cycleFirst}-${String((cycleFirst + 1) % 100).padStart(2, "0")}`, baselineDashboardYear: cycleFirst === 2024 ? 2023 : null },
    language: "en",
    organizations: [
      {
        id: lea, kind, name: clean(name) || "LEA", cds, county: "", grades: "", serves: { elementary: false, middle: false, high: false }, selpa: null, charteredBy: null, titleOneProgram: null,
        equityMultiplier: figures.goals.some((goal) => goal.kind === "equity-multiplier-focus"), dass: false, enrollment: null,
      },
    ],
    identifications: [], dashboard: [], opening: null,
    goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], offersToSchools: [],
  };
  const answer = (key: string, about: string | null, blocks: readonly ReadableBlock[] | undefined) => {
    const value = richTextOfBlocks(blocks ?? []);
    if (value.content.length > 0) plan.answers.push({ ...row(`answer-${key}${about === null ? "" : `-${about.split(":")[0]}`}`, blocks?.[0]?.page), order: 0, key, about, value });
  };
  const line = (owner: { actionId: string } | { openingActionId: string }, lineKind: "planned" | "estimated", source: string, object: string, cents: number, lineYear: string, why: string) => {
    if (cents !== 0) plan.lines.push({ ...row(`line-${lineKind}-1`), ...offered, actionId: null, openingActionId: null, ...owner, siteId: null, source, resource: null, object, year: lineYear, kind: lineKind, cents, note: why });
  };

  let splits = 0;
  let reach = 0;
  const actionIds = new Map<string, string>();
  const metricIds = new Map<string, string>();
  figures.goals.forEach((goal, at) => {
    const goalRow = row(`goal-${goal.number}`, goal.read.page, [`goals.${goal.number}.type`, `goals.${goal.number}.state_priorities`]);
    if (goal.kind === null && !reading.former) note("doubtful", goal.read.page, `goals.${goal.number}.type`, `"${goal.read.type}" is no known type of goal.`);
    if (goal.priorities.length === 0 && !reading.former) note("doubtful", goal.read.page, `goals.${goal.number}.state_priorities`, `No state priority was found for goal ${goal.number}.`);
    plan.goals.push({
      ...goalRow, ...offered, order: at, description: richTextOfBlocks(goal.read.description), kind: goal.kind, priorities: goal.priorities.map(String), why: richTextOfBlocks(goal.read.slots.get("goal.why") ?? []),
      needIds: [], schoolIds: [], parentLineageId: null,
    });
    for (const part of ["went.done", "went.money", "went.effect", "went.changes"]) answer(part, goalRow.id, goal.read.slots.get(part));

    goal.metrics.forEach((metric, order) => {
      const key = metricKey(metric.number, goal.number, order);
      const metricRow = row(`metric-${key}`, metric.read.pages[0], [`metrics.${key}`, `goals.${goal.number}.metrics.${key}`]);
      metricIds.set(metric.number, metricRow.id);
      const { cells } = metric.read;
      const printedReading = (blocks: ReadableBlock[], heading: string) => {
        const text = blocks.map((block) => cleanLine([block], 10_000)).filter((one) => one !== "").join("\n").slice(0, 10_000);
        return text === "" ? null : { group: "ALL", siteId: null, amount: null, text, year: printedYear(text) ?? heading };
      };
      const baseline = printedReading(cells.baseline, "Baseline");
      const outcomes = [printedReading(cells.year1, "Year 1 Outcome"), printedReading(cells.year2, "Year 2 Outcome"), printedReading(cells.year3, "Year 3 Outcome")].filter((one) => one !== null);
      const target = printedReading(cells.target, reading.former ? "Desired Outcome" : "Target for Year 3 Outcome");
      const value = (one: NonNullable<typeof baseline>) => ({ ...row(`value-${key}-1`), metricId: metricRow.id, ...one, measuredOn: null, source: "" });
      const base = baseline ? [value(baseline)] : [];
      plan.values.push(...base, ...outcomes.map(value));
      if (target) {
        const { year: dueYear, ...rest } = target;
        plan.targets.push({ ...row(`target-${key}`), metricId: metricRow.id, ...rest, dueYear, dueOn: null });
      }
      if (textOf(cells.name).length > 2000) note("left", metric.read.pages[0] ?? null, `metrics.${key}`, `The name of metric ${key} is longer than 2,000 characters; the rest is left out.`);
      plan.metrics.push({
        ...metricRow, ...offered, order, goalId: goalRow.id, name: clean(metric.name).slice(0, 2000), source: "", unit: "text", direction: "none", groups: ["ALL"], formula: "", codes: [], frequency: null,
        baselineValueIds: base.map((one) => one.id),
      });
    });

    goal.actions.forEach((action, order) => {
      const actionRow = row(`action-${action.number}`, action.read.pages[0], [`actions.${action.number}`, `goals.${goal.number}.actions.${action.number}`, `table1.${action.number}`, `table2.${action.number}`]);
      actionIds.set(action.number, actionRow.id);
      const money = figures.table1.rows.find((one) => one.action === action.number);
      const where = locationOf(money?.location ?? "");
      const contributing = money?.contributing.value ?? action.contributing.value;
      if (money && money.scopes.length > 1) note("doubtful", money.read.pages[0] ?? null, `table1.${action.number}.scope`, `Action ${action.number} has two scopes in the print; the plan holds one. None is taken: choose.`);
      if (where.location === null) reach += 1;
      plan.actions.push({
        ...actionRow, ...offered, order, goalId: goalRow.id, title: clean(action.title).slice(0, 2000), description: richTextOfBlocks(action.read.cells.description), parentLineageId: null, groups: money?.groups ?? [],
        location: where.location ?? "all-schools", schoolIds: [], locationText: where.text, startOn: null, endOn: null, timeSpanText: clean(money?.span ?? ""), needIds: [], causeIds: [], inequityIds: [], purposes: [], metricIds: [],
        contributing, scope: money?.scopes.length === 1 ? (money.scopes[0]?.scope ?? null) : null, unduplicatedGroups: (money?.unduplicated ?? []).filter((code) => ["EL", "FY", "LI"].includes(code)), how: null,
        plannedPercent: money?.plannedPercent.value && Number(money.plannedPercent.value) > 0 ? money.plannedPercent.value : null, evidence: null, lrebgWhy: null,
      });
      if (!money) {
        if (action.total.value) totals[actionRow.id] = action.total.value;
        // Where the whole table is not there, that is said once.
        if (action.total.value && figures.table1.rows.length > 0) note("doubtful", action.total.page, `actions.${action.number}`, `The ${action.total.text} of action ${action.number} stand in no row of Table 1: their fund is not known and they are not in the ledger.`);
        return;
      }
      const split = ledgerOf(money);
      if (split.derived) splits += 1;
      for (const { source, object, cents } of split.lines) line({ actionId: actionRow.id }, "planned", source, object, cents, year, split.derived ? "Fund and staff are printed apart; how they meet is worked out." : "");
      if (split.over !== 0) note("doubtful", money.read.pages[0] ?? null, `table1.${action.number}`, `Action ${action.number}: the columns for staff and the columns for funds do not make the same sum; the funds are kept.`);
    });
  });
  if (splits > 0) derived.push(`${splits} actions have several funds and staff beside other costs: the print does not say which fund pays the staff. Staff is put on LCFF, then other state, local and federal funds; the printed column sums hold.`);
  if (reach > 0) derived.push(`${reach} actions print no location that is known; they are taken for all schools.`);
  if (reading.former) derived.push("The template of 2021-22 to 2023-24 prints no type of goal and no state priorities by goal: both are empty. What it calls Desired Outcome is taken as the target; successes and identified need are taken as one reflection, one after the other.");
  derived.push("Outcomes and targets are kept as the words printed, for all students; units, groups and amounts are not told apart.");
  derived.push("Funds are known by column only: LCFF, other state, local, federal. Which grant within a column is not printed.");

  // Needs, reasons and metrics of contributing actions
  let unlinked = 0;
  for (const service of [...reading.rows["leawide-actions"], ...reading.rows["limited-actions"]]) {
    const number = compact(textOf(service.cells.action)).replace(/^Action/i, "");
    const actionId = actionIds.get(number) ?? actionIds.get(number.replace(/^(\d+\w?)\((\d+)\)$/, "$1.$2"));
    const action = plan.actions.find((one) => one.id === actionId);
    if (!action) {
      if (textOf(service.cells.need) !== "") note("left", service.pages[0] ?? null, "iis", `The row "${textOf(service.cells.action).slice(0, 40)}" of increased or improved services names no action that was read; its texts are left out.`);
      continue;
    }
    const how = richTextOfBlocks(service.cells.how);
    if (how.content.length > 0) action.how = how;
    const text = richTextOfBlocks(blocksBetween(service.cells.need, "Need:", "Scope:"));
    if (text.content.length > 0) {
      const need = { ...row(`need-${number}`, service.pages[0]), order: plan.needs.length, text, groups: action.unduplicatedGroups, area: null, siteId: null, findingIds: [], unique: null };
      plan.needs.push(need);
      action.needIds = [...action.needIds, need.id];
    }
    const named = [...textOf(service.cells.metrics).matchAll(/\d+[A-Z]?\.\d+/g)].flatMap(([found]) => metricIds.get(found) ?? []);
    action.metricIds = [...new Set([...action.metricIds, ...named])];
    if (named.length === 0) unlinked += 1;
  }
  if (unlinked > 0) note("left", reading.rows["leawide-actions"][0]?.pages[0] ?? null, "iis", `Metric(s) to Monitor Effectiveness: ${unlinked} rows name no metric by its number; their words are left out.`);

  reading.rows.engagement.forEach((event, at) => {
    const label = cleanLine(event.cells.partner);
    plan.events.push({ ...row(`event-${at + 1}`, event.pages[0]), order: at, heldOn: null, dateText: "", partners: partnersOf(label), partnerLabel: label, method: richTextOfBlocks(event.cells.process), topics: ["plan"], count: null, heard: null });
  });
  if (reading.rows.engagement.length > 0) derived.push("Which required partners an engagement row counts for is guessed from the words of its first column.");

  // Last year, from Tables 3, 4 and 5
  const ofFund = figures.table4.rows;
  plan.opening = {
    year: prior, source: { kind: "import", text: `Tables 3 to 5 of the LCAP ${year}`, recordedOn: null }, carryoverPercent: decimal(figures.table5.carryover), goals: [], metrics: [],
    actions: figures.table3.rows.map((last) => {
      const money = ofFund.find((one) => one.action === last.action);
      const contributing = last.contributing.value ?? (money ? true : null);
      const lineageId = actionIds.has(last.action) && sameTitle(last.title, figures, last.action) ? (actionIds.get(last.action) ?? "").split(":")[0] ?? "" : unique(`last-${last.action}`);
      const id = unique(`opening-${last.action}`);
      const actual = last.actual.value ?? 0;
      const fromLcff = contributing ? (money?.actual.value ?? 0) : 0;
      line({ openingActionId: id }, "estimated", "lcff", "1000-7999", fromLcff, prior, "");
      line({ openingActionId: id }, "estimated", "other-state", "1000-7999", actual - fromLcff, prior, "Estimated actual beyond contributing LCFF funds; the print does not say which fund.");
      return {
        id, lineageId, goalNumber: last.goal, number: last.action, title: clean(last.title).slice(0, 2000), contributing, plannedTotalCents: last.planned.value ?? 0, plannedLcffCents: contributing ? (money?.planned.value ?? 0) : 0,
        plannedPercent: money ? decimal(money.plannedPercent) : null, actualPercent: money ? decimal(money.actualPercent) : null,
      };
    }),
  };
  derived.push("Last year's actions are taken for the same action where number and title are the same.");
  derived.push("Estimated actuals beyond contributing LCFF funds are entered as other state funds: Table 3 prints no fund.");

  const revenue = (code: string, of: string, cents: number | null | undefined) => {
    if (cents !== null && cents !== undefined) plan.revenues.push({ ...row(`revenue-${code}-${of}`), kind: code, year: of, cents });
  };
  revenue("base", year, figures.table1.base.value);
  revenue("supplemental-concentration", year, figures.table1.grants.value);
  revenue("add-on-15", year, figures.services.addOn.value);
  revenue("base", prior, figures.table5.base.value);
  revenue("supplemental-concentration", prior, figures.table5.grants.value ?? figures.table4.grants.value);
  revenue("lcff-total", year, overview.lcffTotal);
  revenue("other-state", year, overview.otherState);
  revenue("local", year, overview.local);
  revenue("federal", year, overview.federal);
  revenue("general-fund-expenditures", year, overview.generalFund);

  for (const key of ["who.district", "stand.performance", "stand.assistance", "do.csi_support", "do.csi_monitor", "listen.influence", "cost.not_in_plan", "cost.addon_plan", "cost.pct_method", "went.shortfall"]) answer(key, null, reading.slots.get(key));
  const head = reading.rows["plan-header"][0]?.cells;
  if (head) {
    const [person = "", ...titles] = linesOfBlocks(head.contact).map(clean);
    const reachable = textOf(head.email);
    const email = /\S+@\S+\.\w+/.exec(reachable)?.[0] ?? "";
    plan.answers.push({ ...row("answer-contact"), order: 1, key: "who.people", about: null, value: { body: "plan-contact", seat: "", name: person, title: titles.join(" "), organization: clean(name), email, phone: clean(reachable.replace(email, "")) } });
  }

  const csi = textOf(reading.slots.get("left.csi-schools") ?? []);
  if (!/^(n\/?a|not applicable|none)?\.?$/i.test(csi.trim())) note("left", reading.slots.get("left.csi-schools")?.[0]?.page ?? null, "csi", `Schools identified for comprehensive support are named in words and not recorded as a status: "${csi.slice(0, 200)}". Import the state's list.`);
  const ratios = reading.rows["staff-ratios"];
  if (ratios.some((one) => /\d/.test(textOf([...one.cells.low, ...one.cells.high])))) note("left", ratios[0]?.pages[0] ?? null, "staff-ratios", "Staff-to-student ratios are printed by type of school; the plan holds staff by school, so they are left out.");
  if (figures.goals.some((goal) => goal.metrics.some((metric) => textOf(metric.read.cells.difference) !== ""))) note("left", null, "metrics", "Current Difference from Baseline is worked out from the readings; its printed words are left out.");

  const parsed = planSchema.safeParse(plan);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new AppError("invalid", `What was read makes no plan: ${first?.path.join(".")}: ${first?.message}`, parsed.error.issues);
  }
  return { plan, derived, printed, totals };
}

const decimal = (percent: Printed<string>): string | null => (percent.value !== null && /^-?\d{1,15}(\.\d{1,15})?$/.test(percent.value) ? percent.value : null);

/** The one school year or Dashboard year in a reading; null where there is none or several. */
function printedYear(text: string): string | null {
  const years = new Set([...text.matchAll(/\b(20\d\d)\s?[-–/]\s?(?:20)?(\d\d)\b/g)].map((match) => `${match[1]}-${match[2]}`));
  if (years.size === 1) return [...years][0] ?? null;
  const dashboards = new Set([...text.matchAll(/\b(20\d\d)\s+(?:CA\s+|California\s+)?(?:School\s+)?Dashboard/gi)].map((match) => `${match[1]} Dashboard`));
  return years.size === 0 && dashboards.size === 1 ? ([...dashboards][0] ?? null) : null;
}

function locationOf(text: string): { location: "all-schools" | "specific-schools" | "specific-grade-spans" | null; text: string } {
  const label = labelOf(text);
  const rest = clean(text.replace(/^.*?Specific\s*(Schools|Grade\s*Spans)\s*:?/is, "")).slice(0, 2000);
  if (label.includes("specificschool")) return { location: "specific-schools", text: rest };
  if (label.includes("specificgrade")) return { location: "specific-grade-spans", text: rest };
  if (label.startsWith("allschools")) return { location: "all-schools", text: clean(text.replace(/^All\s*Schools/i, "")).slice(0, 2000) };
  return { location: null, text: clean(text).slice(0, 2000) };
}

const partnerWords: readonly [RegExp, string][] = [
  [/teacher/i, "teachers"], [/principal/i, "principals"], [/administrat|leadership|cabinet/i, "administrators"], [/classified|other school personnel|staff|personnel/i, "other-personnel"],
  [/bargaining|union|association|\bCTA\b|\bCSEA\b/i, "bargaining-units"], [/parent|famil|guardian|DELAC|ELAC|\bPAC\b/i, "parents"], [/student|pupil/i, "students"], [/SELPA|special education local plan/i, "selpa"],
  [/equity multiplier/i, "equity-multiplier-partners"], [/communit|civic|tribal/i, "community"],
];
const partnersOf = (label: string): string[] => partnerWords.filter(([pattern]) => pattern.test(label)).map(([, code]) => code);

const sameTitle = (title: string, figures: LcapFigures, number: string): boolean =>
  figures.goals.some((goal) => goal.actions.some((action) => action.number === number && labelOf(action.title) === labelOf(title)));

type Table1Row = LcapFigures["table1"]["rows"][number];

/** Lines that make the printed columns: each fund its amount, staff its sum. `over`: what staff and other costs have more than the funds. */
function ledgerOf(row: Table1Row): { lines: { source: string; object: string; cents: number }[]; derived: boolean; over: number } {
  const funds = [
    { source: "lcff", cents: row.lcff.value ?? 0 },
    { source: "other-state", cents: row.otherState.value ?? 0 },
    { source: "local", cents: row.local.value ?? 0 },
    { source: "other-federal", cents: row.federal.value ?? 0 },
  ].filter(({ cents }) => cents !== 0);
  const total = funds.reduce((sum, { cents }) => sum + cents, 0);
  const personnel = row.personnel.value ?? (row.nonpersonnel.value === null ? 0 : total - row.nonpersonnel.value);
  const lines: { source: string; object: string; cents: number }[] = [];
  let left = personnel;
  for (const { source, cents } of funds) {
    const here = Math.max(0, Math.min(left, cents));
    left -= here;
    lines.push({ source, object: staff, cents: here }, { source, object: notStaff, cents: cents - here });
  }
  // More staff than funds: the difference is a negative cost of another kind, as the print has it.
  const first = funds[0];
  if (left !== 0 && first) lines.push({ source: first.source, object: staff, cents: left }, { source: first.source, object: notStaff, cents: -left });
  const over = row.nonpersonnel.value === null || row.personnel.value === null ? 0 : personnel + row.nonpersonnel.value - total;
  return { lines, derived: funds.length > 1 && personnel !== 0 && personnel !== total, over };
}

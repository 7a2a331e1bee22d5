// How the example plans are written down: nested and short, by readable keys; `examplePlan` unfolds them into plan-as-data.
// A row's lineage is its key ("action-1.2"), the same in every year; its id is the key with the plan year ("action-1.2:25-26").
import { planSchema, planSchemaVersion, yearBefore } from "#schemas/plan.ts";
import type { Action, AnswerValue, DashboardResult, Enrollment, FrozenReading, Identification, Metric, Opening, Organization, Plan, Progress } from "#schemas/plan.ts";
import { emptyRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { BlockNode, ListItemNode, RichText } from "#schemas/rich-text.ts";

/** Plain words: blank lines part paragraphs, lines that start with "- " or "1. " are a list, "## " is a heading. */
export type Words = string | RichText;

/** Dollars as printed, "1,234.56" or "-12", or a whole number of dollars. Never a fraction of a number. */
export type Dollars = string | number;

/** One reading: a number, the words printed in its place, or both. */
export type Cell = number | string | readonly [amount: number | string, text: string];
/** What one year showed, group by group: `{ year: "2023 Dashboard", of: { ALL: "-12.4", EL: "-60.1" } }`. A string that is no number is kept as words. */
export type Readings = { year: string; of: Record<string, Cell>; school?: string; source?: string; measuredOn?: string };

export type ExampleMetric = {
  key?: string;
  /** The number in last year's adopted plan, where it differs. */
  openingNumber?: string;
  name: string;
  source?: string;
  unit?: Metric["unit"];
  direction?: Metric["direction"];
  formula?: string;
  codes?: string[];
  frequency?: string;
  /** True when this plan adds the metric: its baseline is then a value of this plan, not of the frozen one. */
  added?: boolean;
  baseline?: Readings | Readings[];
  /** Outcomes and target of the frozen plan; `year1` only where that plan already printed it. */
  year1?: Readings | Readings[];
  /** The newest values: this plan's outcome column. */
  values?: Readings | Readings[];
  target?: Readings | Readings[];
};

/** Source (catalog `funding-sources`), "staff" or "other" or an object code, dollars; then what else is known. */
export type ExampleLine = readonly [source: string, object: string, dollars: Dollars, more?: { site?: string; resource?: string; note?: string }];

export type ExampleAction = {
  key?: string;
  title: string;
  description?: Words;
  groups?: string[];
  contributing?: boolean | null;
  scope?: Action["scope"];
  unduplicated?: string[];
  location?: Action["location"];
  schools?: string[];
  locationText?: string;
  timeSpan?: string;
  startOn?: string;
  endOn?: string;
  needs?: string[];
  metrics?: string[];
  purposes?: string[];
  how?: Words;
  plannedPercent?: string;
  evidence?: { tier: string | null; citation: string };
  lrebgWhy?: Words;
  lines?: ExampleLine[];
};

export type ExampleGoal = {
  key?: string;
  kind: string;
  priorities: string[];
  description: Words;
  why?: Words;
  schools?: string[];
  needs?: string[];
  /** True when last year's plan had no such goal. */
  added?: boolean;
  metrics?: ExampleMetric[];
  actions?: ExampleAction[];
  analysis?: { done?: Words; money?: Words; effect?: Words; changes?: Words };
};

export type ExampleNeed = { key: string; text: Words; groups?: string[]; area?: string; school?: string; unique?: Words };

export type ExampleEvent = {
  key?: string;
  label: string;
  partners: string[];
  method: Words;
  on?: string;
  dateText?: string;
  topics?: string[];
  count?: number;
  heard?: Words;
};

/** An action of last year's adopted plan, with this year's estimate of what it really cost. */
export type ExampleOpeningAction = {
  /** Number in that plan, "1.2"; its lineage is "action-1.2" unless `key` says otherwise. */
  number: string;
  key?: string;
  title: string;
  contributing: boolean;
  planned: Dollars;
  /** LCFF part of a contributing action; all of it when left out. */
  plannedLcff?: Dollars;
  plannedPercent?: string;
  actualPercent?: string;
  /** One amount of LCFF money, or lines. */
  estimated: Dollars | ExampleLine[];
};

export type ExampleOrganization = Pick<Organization, "id" | "name" | "cds" | "county"> & Partial<Omit<Organization, "enrollment">> & { enrollment?: Partial<Enrollment> };

export type ExamplePlanText = {
  id: string;
  year: string;
  cycleStart: string;
  baselineDashboardYear: number | null;
  lea: ExampleOrganization & { kind: "district" | "coe" | "charter" };
  schools?: ExampleOrganization[];
  identifications?: (Partial<Identification> & Pick<Identification, "orgId" | "program">)[];
  /** [organization, group, indicator, colour, status?], all of the baseline Dashboard year unless said. */
  dashboard?: { orgId: string; year: number; source: string; results: [group: string, indicator: string, color: number, status?: string][] }[];
  /** Last year's adopted plan; goals and metrics are taken from `goals` (those not `added`), actions are listed. */
  opening?: { source: Opening["source"]; carryoverPercent: string | null; actions: ExampleOpeningAction[] };
  needs?: ExampleNeed[];
  goals: ExampleGoal[];
  events?: ExampleEvent[];
  /** How actions of this year's or last year's plan went, by the action's key. */
  progress?: { about: "action" | "opening-action"; key: string; period: string; status: string; note?: string; proof?: string; effect?: Progress["effect"] }[];
  meetings?: { body: string; kind: string; heldOn?: string; result?: string; reason?: string }[];
  /** By kind (catalog `revenues`): this plan's year, and the year before. */
  revenues?: { now: Record<string, Dollars>; prior: Record<string, Dollars> };
  allocations?: { school?: string; program: string; year: string; dollars: Dollars; kept?: boolean }[];
  /** Single answers by statement key. */
  answers?: Record<string, Words | boolean | number>;
  /** Choices and other short answers that are no rich text, by statement key. */
  choices?: Record<string, string>;
  /** Rows of small tables, by statement key. */
  rows?: Record<string, Record<string, string | number | boolean | null>[]>;
};

/** Cents of an amount as printed; refuses what is no amount. */
export function centsOf(dollars: Dollars): number {
  const text = String(dollars).replaceAll(",", "");
  const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) throw new Error(`"${dollars}" is not an amount of dollars.`);
  const cents = Number(parts[2]) * 100 + Number((parts[3] ?? "").padEnd(2, "0"));
  return parts[1] && cents !== 0 ? -cents : cents;
}

/** Words as rich text, with lists and headings. */
export function richText(words: Words | undefined): RichText {
  if (words === undefined) return emptyRichText;
  if (typeof words !== "string") return words;
  const content: BlockNode[] = [];
  let plain: string[] = [];
  let items: ListItemNode[] = [];
  let listType: "bulletList" | "orderedList" = "bulletList";
  const closeList = () => {
    if (items.length > 0) content.push({ type: listType, content: items });
    items = [];
  };
  const closePlain = () => {
    content.push(...richTextFromPlain(plain.join("\n")).content);
    plain = [];
  };
  for (const line of words.split("\n").map((each) => each.trim())) {
    const item = /^(-|\d+\.) (.+)$/.exec(line);
    const heading = /^## (.+)$/.exec(line);
    if (item) {
      closePlain();
      const type = item[1] === "-" ? "bulletList" : "orderedList";
      if (type !== listType) closeList();
      listType = type;
      items.push({ type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: item[2] ?? "" }] }] });
    } else if (heading) {
      closePlain();
      closeList();
      content.push({ type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: heading[1] ?? "" }] });
    } else {
      closeList();
      plain.push(line);
    }
  }
  closePlain();
  closeList();
  return { ...emptyRichText, content };
}

const objects: Record<string, string> = { staff: "1000-3999", other: "4000-7999" };

function organization(text: ExampleOrganization & { kind: Organization["kind"] }): Organization {
  const { enrollment, ...rest } = text;
  return {
    grades: "",
    serves: { elementary: false, middle: false, high: false },
    selpa: null,
    charteredBy: null,
    titleOneProgram: null,
    equityMultiplier: false,
    dass: false,
    ...rest,
    enrollment: enrollment
      ? { total: null, englishLearners: null, longTermEnglishLearners: null, fosterYouth: null, lowIncome: null, unduplicatedPercent: null, countedOn: null, source: "", ...enrollment }
      : null,
  };
}

function frozen(readings: Readings | Readings[] | undefined): (FrozenReading & { source: string; measuredOn: string | null })[] {
  return (readings === undefined ? [] : [readings].flat()).flatMap((reading) =>
    Object.entries(reading.of).map(([group, cell]) => {
      const [first, words] = typeof cell === "object" ? cell : [cell, ""];
      const isNumber = /^-?\d+(\.\d+)?$/.test(String(first));
      return {
        group,
        siteId: reading.school ?? null,
        amount: isNumber ? String(first) : null,
        text: isNumber ? words : String(first),
        year: reading.year,
        source: reading.source ?? "",
        measuredOn: reading.measuredOn ?? null,
      };
    }),
  );
}
const bare = ({ group, siteId, amount, text, year }: FrozenReading): FrozenReading => ({ group, siteId, amount, text, year });

/** Plan-as-data of an example, checked against the plan's schema; throws the schema's words when an example is wrong. */
export function examplePlan(text: ExamplePlanText): Plan {
  const { year } = text;
  const priorYear = yearBefore(year);
  const orgId = text.lea.id;
  const id = (key: string) => `${key}:${year.slice(2)}`;
  const row = (key: string) => ({ id: id(key), lineageId: key, orgId, version: 1 });
  const plan: Plan = {
    schemaVersion: planSchemaVersion,
    id: text.id,
    leaId: orgId,
    year,
    cycle: { start: text.cycleStart, baselineDashboardYear: text.baselineDashboardYear },
    language: "en",
    organizations: [organization(text.lea), ...(text.schools ?? []).map((school) => organization({ kind: "school", ...school }))],
    identifications: (text.identifications ?? []).map((given, at) => ({
      id: `identification-${at + 1}`, reason: "", groups: [], indicators: [], dashboardYear: null, since: null, until: null, source: "", ...given,
    })),
    dashboard: (text.dashboard ?? []).flatMap(({ orgId: of, year: dashboardYear, source, results }) =>
      results.map(([group, indicator, color, status]): DashboardResult => ({
        id: `dashboard-${dashboardYear}-${of}-${group}-${indicator}`, orgId: of, year: dashboardYear, group, indicator, status: status ?? null, change: null, color, count: null, source,
      })),
    ),
    opening: text.opening ? { year: priorYear, source: text.opening.source, carryoverPercent: text.opening.carryoverPercent, goals: [], metrics: [], actions: [] } : null,
    goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], offersToSchools: [],
  };

  const answer = (key: string, about: string | null, value: AnswerValue, order = 0) => {
    const at = [key, about?.replace(/:.*$/, ""), order > 0 ? String(order) : undefined].filter((part) => part !== undefined).join("-");
    plan.answers.push({ ...row(`answer-${at}`), order, key, about, value });
  };
  const ledger = (owner: { actionId: string } | { openingActionId: string }, key: string, kind: "planned" | "estimated", lines: readonly ExampleLine[]) => {
    lines.forEach(([source, object, dollars, more], at) => {
      plan.lines.push({
        ...row(`line-${kind}-${key}-${at + 1}`), offeredFrom: null, actionId: null, openingActionId: null, ...owner,
        siteId: more?.site ?? null, source, resource: more?.resource ?? null, object: objects[object] ?? object, year: kind === "planned" ? year : priorYear, kind, cents: centsOf(dollars), note: more?.note ?? "",
      });
    });
  };

  text.needs?.forEach((need, at) => {
    plan.needs.push({
      ...row(need.key), order: at, text: richText(need.text), groups: need.groups ?? [], area: need.area ?? null, siteId: need.school ?? null, findingIds: [],
      unique: need.unique === undefined ? null : richText(need.unique),
    });
  });

  text.goals.forEach((goal, at) => {
    const goalKey = goal.key ?? `goal-${at + 1}`;
    const goalId = id(goalKey);
    plan.goals.push({
      ...row(goalKey), offeredFrom: null, order: at, description: richText(goal.description), kind: goal.kind, priorities: goal.priorities, why: richText(goal.why),
      needIds: (goal.needs ?? []).map(id), schoolIds: goal.schools ?? [], parentLineageId: null,
    });
    if (plan.opening && !goal.added) plan.opening.goals.push({ id: `opening-${goalKey}`, lineageId: goalKey, number: String(at + 1), description: richText(goal.description) });

    goal.metrics?.forEach((metric, n) => {
      const number = `${at + 1}.${n + 1}`;
      const key = metric.key ?? `metric-${number}`;
      const isFrozen = plan.opening !== null && !metric.added;
      const baseline = frozen(metric.baseline);
      const readings = [...(isFrozen ? [] : baseline), ...frozen(metric.values)];
      const values = readings.map((reading, m) => ({ ...row(`value-${key}-${m + 1}`), metricId: id(key), ...reading }));
      const target = frozen(metric.target);
      const groups = [...new Set([...baseline, ...readings, ...target].map((reading) => reading.group))];
      plan.metrics.push({
        ...row(key), offeredFrom: null, order: n, goalId, name: metric.name, source: metric.source ?? "", unit: metric.unit ?? "percent", direction: metric.direction ?? "up", groups,
        formula: metric.formula ?? "", codes: metric.codes ?? [], frequency: metric.frequency ?? null, baselineValueIds: isFrozen ? [] : values.slice(0, baseline.length).map((value) => value.id),
      });
      plan.values.push(...values);
      plan.targets.push(
        ...target.map(({ group, siteId, amount, text: words, year: dueYear }, m) => ({ ...row(`target-${key}-${m + 1}`), metricId: id(key), group, siteId, amount, text: words, dueYear, dueOn: null })),
      );
      if (plan.opening && isFrozen) {
        plan.opening.metrics.push({
          id: `opening-${key}`, lineageId: key, number: metric.openingNumber ?? number, name: metric.name,
          baseline: baseline.map(bare), year1: frozen(metric.year1).map(bare), year2: [], target: target.map(bare),
        });
      }
    });

    goal.actions?.forEach((action, n) => {
      const key = action.key ?? `action-${at + 1}.${n + 1}`;
      plan.actions.push({
        ...row(key), offeredFrom: null, order: n, goalId, title: action.title, description: richText(action.description), parentLineageId: null, groups: action.groups ?? ["ALL"],
        location: action.location ?? "all-schools", schoolIds: action.schools ?? [], locationText: action.locationText ?? "",
        startOn: action.startOn ?? null, endOn: action.endOn ?? null, timeSpanText: action.timeSpan ?? (action.startOn || action.endOn ? "" : "Ongoing"),
        needIds: (action.needs ?? []).map(id), causeIds: [], inequityIds: [], purposes: action.purposes ?? [], metricIds: (action.metrics ?? []).map(id),
        contributing: action.contributing === undefined ? false : action.contributing, scope: action.scope ?? null, unduplicatedGroups: action.unduplicated ?? [],
        how: action.how === undefined ? null : richText(action.how), plannedPercent: action.plannedPercent ?? null, evidence: action.evidence ?? null,
        lrebgWhy: action.lrebgWhy === undefined ? null : richText(action.lrebgWhy),
      });
      ledger({ actionId: id(key) }, key, "planned", action.lines ?? []);
    });

    for (const part of ["done", "money", "effect", "changes"] as const) {
      const words = goal.analysis?.[part];
      if (words !== undefined) answer(`went.${part}`, goalId, richText(words));
    }
  });

  text.opening?.actions.forEach((action) => {
    const key = action.key ?? `action-${action.number}`;
    const openingActionId = `opening-${key}`;
    const planned = centsOf(action.planned);
    plan.opening?.actions.push({
      id: openingActionId, lineageId: key, goalNumber: action.number.split(".")[0] ?? "", number: action.number, title: action.title, contributing: action.contributing,
      plannedTotalCents: planned, plannedLcffCents: !action.contributing ? 0 : action.plannedLcff === undefined ? planned : centsOf(action.plannedLcff),
      plannedPercent: action.plannedPercent ?? null, actualPercent: action.actualPercent ?? null,
    });
    const lines: readonly ExampleLine[] = typeof action.estimated === "object" ? action.estimated : [["lcff", "1000-7999", action.estimated]];
    ledger({ openingActionId }, key, "estimated", lines);
  });

  text.events?.forEach((event, at) => {
    plan.events.push({
      ...row(event.key ?? `event-${at + 1}`), order: at, heldOn: event.on ?? null, dateText: event.dateText ?? "", partners: event.partners, partnerLabel: event.label,
      method: richText(event.method), topics: event.topics ?? ["plan"], count: event.count ?? null, heard: event.heard === undefined ? null : richText(event.heard),
    });
  });
  text.progress?.forEach((given, at) => {
    plan.progress.push({
      ...row(`progress-${at + 1}`), about: { kind: given.about, id: given.about === "action" ? id(given.key) : `opening-${given.key}` }, period: given.period, status: given.status,
      note: given.note ?? "", barrier: "", next: "", proof: given.proof ?? "", effect: given.effect ?? null,
    });
  });
  text.meetings?.forEach((meeting, at) => {
    plan.meetings.push({
      ...row(`meeting-${at + 1}`), body: meeting.body, kind: meeting.kind, heldOn: meeting.heldOn ?? null, postedAt: null, result: meeting.result ?? "", reason: meeting.reason ?? "", assured: null, signerRole: "",
    });
  });
  for (const [ofYear, amounts] of [[year, text.revenues?.now ?? {}], [priorYear, text.revenues?.prior ?? {}]] as const) {
    for (const [kind, dollars] of Object.entries(amounts)) plan.revenues.push({ ...row(`revenue-${kind}-${ofYear}`), kind, year: ofYear, cents: centsOf(dollars) });
  }
  text.allocations?.forEach((given, at) => {
    plan.allocations.push({ ...row(`allocation-${at + 1}`), siteId: given.school ?? null, program: given.program, grantYear: given.year, cents: centsOf(given.dollars), kept: given.kept ?? false });
  });
  for (const [key, words] of Object.entries(text.answers ?? {})) answer(key, null, typeof words === "string" || typeof words === "object" ? richText(words) : words);
  for (const [key, choice] of Object.entries(text.choices ?? {})) answer(key, null, choice);
  for (const [key, rows] of Object.entries(text.rows ?? {})) rows.forEach((value, at) => answer(key, null, value, at + 1));

  return planSchema.parse(plan);
}

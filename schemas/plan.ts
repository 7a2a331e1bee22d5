// The one plan as data: what a district writes once, in its own words and order.
// The same JSON is the import and export format; it is lossless. Addresses ("goal.description") are named in crosswalks/plan/outline.yaml.
import { z } from "zod";
import { richTextSchema } from "./rich-text.ts";
import { cdsSchema, centsSchema, codeSchema, daySchema, decimalSchema, idSchema, instantSchema, lineSchema, percentSchema, planYearSchema } from "./scalars.ts";

/** Raised when the shape changes; older plans are upgraded on read (schemas/plan-upgrades.ts), never rewritten. */
export const planSchemaVersion = 2;

// ── Who ────────────────────────────────────────────────────────────────────────────────────────────

/** Counts on census day, as the state published them or the LEA typed them; null where nobody has said. */
export const enrollmentSchema = z.strictObject({
  total: z.int().min(0).nullable(),
  englishLearners: z.int().min(0).nullable(),
  longTermEnglishLearners: z.int().min(0).nullable(),
  fosterYouth: z.int().min(0).nullable(),
  lowIncome: z.int().min(0).nullable(),
  /** Share of unduplicated pupils, percent points. */
  unduplicatedPercent: percentSchema.nullable(),
  countedOn: daySchema.nullable(),
  source: lineSchema,
});
export type Enrollment = z.infer<typeof enrollmentSchema>;

/** The LEA of the plan and its schools. Held facts: never asked in a plan. */
export const organizationSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(["district", "coe", "charter", "school"]),
  name: lineSchema.min(1),
  cds: cdsSchema,
  county: lineSchema,
  /** "K-12", "9-12"; empty when not held. */
  grades: lineSchema,
  /** For the rules that ask which grades are served. */
  serves: z.strictObject({ elementary: z.boolean(), middle: z.boolean(), high: z.boolean() }),
  selpa: lineSchema.nullable(),
  charteredBy: lineSchema.nullable(),
  titleOneProgram: z.enum(["none", "targeted-assistance", "schoolwide"]).nullable(),
  equityMultiplier: z.boolean(),
  dass: z.boolean(),
  enrollment: enrollmentSchema.nullable(),
});
export type Organization = z.infer<typeof organizationSchema>;

/** One status a public body gave an LEA or school, with its source; recorded, never inferred from text. */
export const identificationSchema = z.strictObject({
  id: idSchema,
  orgId: idSchema,
  /** Catalog `identifications`: csi, atsi, tsi, differentiated-assistance, direct-technical-assistance, equity-multiplier, … */
  program: codeSchema,
  /** Which door: "low-performing", "low-graduation"; legal basis for assistance. */
  reason: lineSchema,
  groups: z.array(codeSchema),
  indicators: z.array(codeSchema),
  dashboardYear: z.int().nullable(),
  since: planYearSchema.nullable(),
  until: planYearSchema.nullable(),
  source: lineSchema,
});
export type Identification = z.infer<typeof identificationSchema>;

/** One cell of the California School Dashboard. Colour 1 Red to 5 Blue; null where none was given. */
export const dashboardResultSchema = z.strictObject({
  id: idSchema,
  orgId: idSchema,
  year: z.int(),
  group: codeSchema,
  indicator: codeSchema,
  status: decimalSchema.nullable(),
  change: decimalSchema.nullable(),
  color: z.int().min(1).max(5).nullable(),
  count: z.int().nullable(),
  source: lineSchema,
});
export type DashboardResult = z.infer<typeof dashboardResultSchema>;

// ── Rows a person writes ───────────────────────────────────────────────────────────────────────────

/** Every row: its own id in this plan year, a lineage that lasts over the years, its owner, and the version a save must have seen. */
const rowBase = {
  id: idSchema,
  lineageId: idSchema,
  orgId: idSchema,
  version: z.int().min(1),
};
/** A row a school took over from the district: which one and which version it saw. */
const offered = { offeredFrom: z.strictObject({ lineageId: idSchema, version: z.int().min(1) }).nullable() };
const order = { order: z.int().min(0) };

export const goalSchema = z.strictObject({
  ...rowBase, ...offered, ...order,
  description: richTextSchema,
  /** Catalog `goal-kinds`: broad, focus, equity-multiplier-focus, maintenance. */
  kind: codeSchema.nullable(),
  /** Catalog `state-priorities`: "1" to "10", or the LEA's own words for a local priority. */
  priorities: z.array(codeSchema),
  why: richTextSchema,
  needIds: z.array(idSchema),
  /** Schools the goal is for (an Equity Multiplier goal names them); empty means all. */
  schoolIds: z.array(idSchema),
  /** A school's goal names the lineage of the district goal it serves. */
  parentLineageId: idSchema.nullable(),
});
export type Goal = z.infer<typeof goalSchema>;

export const metricSchema = z.strictObject({
  ...rowBase, ...offered, ...order,
  goalId: idSchema,
  name: lineSchema,
  source: lineSchema,
  unit: z.enum(["percent", "points", "count", "ratio", "dollars", "level", "text"]),
  direction: z.enum(["up", "down", "keep", "none"]),
  groups: z.array(codeSchema),
  /** How it is worked out and who is counted: two metrics are the same only if this agrees too (FF-3). */
  formula: lineSchema,
  /** Catalog `required-metrics`: "5B", "4E"; several when one row answers several. */
  codes: z.array(codeSchema),
  frequency: lineSchema.nullable(),
  /** Which values this plan calls the baseline, when last year's adopted plan does not already fix it (FF-1). */
  baselineValueIds: z.array(idSchema),
});
export type Metric = z.infer<typeof metricSchema>;

/** A number with whom and when; or, where the source is words, the words. At least one of amount and text is there. */
const measured = {
  group: codeSchema,
  siteId: idSchema.nullable(),
  amount: decimalSchema.nullable(),
  text: z.string().max(10_000),
};

export const valueSchema = z.strictObject({
  ...rowBase,
  metricId: idSchema,
  ...measured,
  /** School or data year the value is about, "2023-24"; a Dashboard year is written "2024 Dashboard". */
  year: lineSchema,
  measuredOn: daySchema.nullable(),
  source: lineSchema,
});
export type Value = z.infer<typeof valueSchema>;

export const targetSchema = z.strictObject({
  ...rowBase,
  metricId: idSchema,
  ...measured,
  /** The year whose end the target is for, "2026-27", and the day when one is fixed. */
  dueYear: lineSchema,
  dueOn: daySchema.nullable(),
});
export type Target = z.infer<typeof targetSchema>;

export const needSchema = z.strictObject({
  ...rowBase, ...order,
  text: richTextSchema,
  groups: z.array(codeSchema),
  /** Catalog area or Dashboard indicator. */
  area: codeSchema.nullable(),
  siteId: idSchema.nullable(),
  findingIds: z.array(idSchema),
  /** What is particular to foster youth, English learners or low-income students (FF-5). */
  unique: richTextSchema.nullable(),
});
export type Need = z.infer<typeof needSchema>;

/** "Finding" in the district's sense: what came out when people looked closer. */
export const dataFindingSchema = z.strictObject({
  ...rowBase, ...order,
  question: lineSchema,
  dataset: lineSchema,
  group: codeSchema.nullable(),
  n: z.int().min(0).nullable(),
  value: lineSchema,
  comparison: lineSchema,
  year: lineSchema,
  text: richTextSchema,
  /** Never leaves the LEA. */
  private: z.boolean(),
});
export type DataFinding = z.infer<typeof dataFindingSchema>;

export const actionSchema = z.strictObject({
  ...rowBase, ...offered, ...order,
  goalId: idSchema,
  title: lineSchema,
  description: richTextSchema,
  /** A school's strategy names the lineage of the district action it carries out. */
  parentLineageId: idSchema.nullable(),
  /** Catalog `student-groups`, or the LEA's own words. */
  groups: z.array(codeSchema),
  location: z.enum(["all-schools", "specific-schools", "specific-grade-spans"]),
  schoolIds: z.array(idSchema),
  /** Names or grade spans where the schools are not listed one by one. */
  locationText: lineSchema,
  /** No end means ongoing. */
  startOn: daySchema.nullable(),
  endOn: daySchema.nullable(),
  /** As the LEA words it ("2 Years"); printed instead of the dates when there is one. */
  timeSpanText: lineSchema,
  needIds: z.array(idSchema),
  causeIds: z.array(idSchema),
  inequityIds: z.array(idSchema),
  /** Catalog `action-purposes`. */
  purposes: z.array(codeSchema),
  metricIds: z.array(idSchema),
  contributing: z.boolean().nullable(),
  /** Catalog `scopes`; exactly one, and not the Title I word (FF-7). */
  scope: z.enum(["leawide", "schoolwide", "limited"]).nullable(),
  /** EL, FY, LI only. */
  unduplicatedGroups: z.array(codeSchema),
  how: richTextSchema.nullable(),
  /** Planned percentage of improved services, percent points; only a limited action without funding. */
  plannedPercent: percentSchema.nullable(),
  evidence: z.strictObject({ tier: codeSchema.nullable(), citation: z.string().max(10_000) }).nullable(),
  lrebgWhy: richTextSchema.nullable(),
});
export type Action = z.infer<typeof actionSchema>;
/** The tick among a district action's purposes (catalog `action-purposes`) that keeps it off the district's own forms; a school's copy is an ordinary strategy. */
export const schoolsOnly = "schools-only";

export const stepSchema = z.strictObject({
  ...rowBase, ...order,
  actionId: idSchema,
  text: z.string().max(10_000),
  responsible: lineSchema,
  startOn: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  status: codeSchema.nullable(),
  proofKind: lineSchema,
  proofFile: lineSchema,
});
export type Step = z.infer<typeof stepSchema>;

export const progressSchema = z.strictObject({
  ...rowBase,
  /** What it is about: an action, last year's action or a step. */
  about: z.strictObject({ kind: z.enum(["action", "opening-action", "step"]), id: idSchema }),
  period: lineSchema,
  status: codeSchema.nullable(),
  note: z.string().max(50_000),
  barrier: z.string().max(50_000),
  next: z.string().max(50_000),
  proof: lineSchema,
  effect: z.enum(["works", "too-early", "does-not-work"]).nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

export const engagementEventSchema = z.strictObject({
  ...rowBase, ...order,
  heldOn: daySchema.nullable(),
  /** "Fall 2025" where no single day is meant. */
  dateText: lineSchema,
  /** Catalog `partners`: teachers, principals, …: what the rules count. */
  partners: z.array(codeSchema),
  /** The partner as the form prints it. */
  partnerLabel: lineSchema,
  method: richTextSchema,
  /** Catalog `event-topics`: plan, review, needs, equity-multiplier, special-education, budget. */
  topics: z.array(codeSchema),
  count: z.int().min(0).nullable(),
  heard: richTextSchema.nullable(),
});
export type EngagementEvent = z.infer<typeof engagementEventSchema>;

export const meetingSchema = z.strictObject({
  ...rowBase,
  body: codeSchema,
  kind: codeSchema,
  heldOn: daySchema.nullable(),
  postedAt: instantSchema.nullable(),
  result: lineSchema,
  reason: lineSchema,
  assured: z.boolean().nullable(),
  signerRole: lineSchema,
});
export type Meeting = z.infer<typeof meetingSchema>;

// ── Money: one ledger ──────────────────────────────────────────────────────────────────────────────

const moneyNeedsSource = "Money needs a source: say which fund pays, by its code in the list of funding sources (lcff, title-i-a, local).";

/** A line of the ledger. Planned lines hang on an action; an estimate about last year's action hangs on its frozen row. */
export const lineItemSchema = z.strictObject({
  ...rowBase, ...offered,
  actionId: idSchema.nullable(),
  openingActionId: idSchema.nullable(),
  /** Where it is spent: a school, or null for the LEA as a whole. */
  siteId: idSchema.nullable(),
  /** Catalog `funding-sources`; its fund decides the column (LCFF, other state, local, federal). */
  source: z.string({ error: moneyNeedsSource }).min(1, moneyNeedsSource).max(120),
  /** SACS resource code. */
  resource: codeSchema.nullable(),
  /** SACS object code or range, "1000-3999"; decides staff or not (catalog `objects`). */
  object: codeSchema,
  year: planYearSchema,
  kind: z.enum(["planned", "estimated", "spent"]),
  cents: centsSchema,
  note: lineSchema,
});
export type LineItem = z.infer<typeof lineItemSchema>;

export const allocationSchema = z.strictObject({
  ...rowBase,
  siteId: idSchema.nullable(),
  /** Catalog `funding-sources`. */
  program: codeSchema,
  grantYear: planYearSchema,
  cents: centsSchema,
  kept: z.boolean(),
});
export type Allocation = z.infer<typeof allocationSchema>;

/** An amount the LEA as a whole expects, estimates or holds (catalog `revenues`): never derived one from another (FF-16). */
export const revenueSchema = z.strictObject({
  ...rowBase,
  kind: codeSchema,
  year: planYearSchema,
  cents: centsSchema,
});
export type Revenue = z.infer<typeof revenueSchema>;

// ── Everything else a person answers ───────────────────────────────────────────────────────────────

export const answerValueSchema = z.union([
  richTextSchema,
  z.string().max(100_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.record(z.string(), z.union([richTextSchema, z.string().max(100_000), z.number(), z.boolean(), z.null(), z.array(z.string().max(2000))])),
]);
export type AnswerValue = z.infer<typeof answerValueSchema>;

/** A narrative, a choice, or one row of a small table; its shape is declared by the statement's or supplement's file. */
export const answerSchema = z.strictObject({
  ...rowBase, ...order,
  /** Statement key, "who.district", or a supplement's address. */
  key: codeSchema,
  /** The goal, action or school it is about; null when it stands alone. */
  about: idSchema.nullable(),
  value: answerValueSchema,
});
export type Answer = z.infer<typeof answerSchema>;

// ── Written once, offered to several schools ────────────────────────────────────────────────────────

/** The collections of which a district offers rows to its schools. */
export const offeredCollections = ["goals", "metrics", "actions", "lines"] as const;
export type OfferedCollection = (typeof offeredCollections)[number];

/**
 * One row of the district offered to one school (`orgId`). Used, it becomes a row of the school (`rowId`, with `offeredFrom`) that never changes by itself;
 * it counts as the school's when a vote of its council names it (EC 64001(g): the council develops the plan).
 */
export const offerToSchoolSchema = z.strictObject({
  ...rowBase,
  of: z.strictObject({ collection: z.enum(offeredCollections), lineageId: idSchema }),
  /** The district's version the school has seen and answered; while it waits, the version that was offered. */
  offeredVersion: z.int().min(1),
  answer: z.enum(["used", "not-for-us"]).nullable(),
  /** Why it is not for this school. */
  reason: lineSchema,
  rowId: idSchema.nullable(),
  /** The council's meeting whose vote named it, and the version of the school's row it named. */
  vote: z.strictObject({ meetingId: idSchema, rowVersion: z.int().min(1) }).nullable(),
});
export type OfferToSchool = z.infer<typeof offerToSchoolSchema>;

// ── Frozen: last year's adopted plan ───────────────────────────────────────────────────────────────

/** A measured value as the adopted plan printed it. */
const frozenReadingSchema = z.strictObject({ ...measured, year: lineSchema });
export type FrozenReading = z.infer<typeof frozenReadingSchema>;

export const openingGoalSchema = z.strictObject({ id: idSchema, lineageId: idSchema, number: lineSchema, description: richTextSchema });
export type OpeningGoal = z.infer<typeof openingGoalSchema>;

export const openingMetricSchema = z.strictObject({
  id: idSchema,
  lineageId: idSchema,
  number: lineSchema,
  name: lineSchema,
  baseline: z.array(frozenReadingSchema),
  year1: z.array(frozenReadingSchema),
  year2: z.array(frozenReadingSchema),
  target: z.array(frozenReadingSchema),
});
export type OpeningMetric = z.infer<typeof openingMetricSchema>;

export const openingActionSchema = z.strictObject({
  id: idSchema,
  lineageId: idSchema,
  /** Printed numbers of the adopted plan; the system never renumbers them. */
  goalNumber: lineSchema,
  number: lineSchema,
  title: lineSchema,
  contributing: z.boolean().nullable(),
  plannedTotalCents: centsSchema,
  /** LCFF part of a contributing action; 0 for others. */
  plannedLcffCents: centsSchema,
  plannedPercent: percentSchema.nullable(),
  /** This year's estimate about that action: the one thing here that is typed now and not frozen. */
  actualPercent: percentSchema.nullable(),
});
export type OpeningAction = z.infer<typeof openingActionSchema>;

export const openingSchema = z.strictObject({
  year: planYearSchema,
  source: z.strictObject({ kind: z.enum(["submission", "import", "typed"]), text: lineSchema, recordedOn: daySchema.nullable() }),
  /** Carryover percentage printed in that plan's Table 1 (FF-17), percent points. */
  carryoverPercent: percentSchema.nullable(),
  goals: z.array(openingGoalSchema),
  metrics: z.array(openingMetricSchema),
  actions: z.array(openingActionSchema),
});
export type Opening = z.infer<typeof openingSchema>;

// ── The plan ───────────────────────────────────────────────────────────────────────────────────────

export const planSchema = z
  .strictObject({
    schemaVersion: z.literal(planSchemaVersion),
    id: idSchema,
    /** The LEA whose plan it is: one of `organizations`. */
    leaId: idSchema,
    year: planYearSchema,
    cycle: z.strictObject({ start: planYearSchema, baselineDashboardYear: z.int().nullable() }),
    language: z.string().min(2).max(12),
    organizations: z.array(organizationSchema).min(1),
    identifications: z.array(identificationSchema),
    dashboard: z.array(dashboardResultSchema),
    opening: openingSchema.nullable(),
    goals: z.array(goalSchema),
    metrics: z.array(metricSchema),
    values: z.array(valueSchema),
    targets: z.array(targetSchema),
    needs: z.array(needSchema),
    findings: z.array(dataFindingSchema),
    actions: z.array(actionSchema),
    steps: z.array(stepSchema),
    progress: z.array(progressSchema),
    events: z.array(engagementEventSchema),
    meetings: z.array(meetingSchema),
    lines: z.array(lineItemSchema),
    allocations: z.array(allocationSchema),
    revenues: z.array(revenueSchema),
    answers: z.array(answerSchema),
    offersToSchools: z.array(offerToSchoolSchema),
  })
  .superRefine((plan, problems) => {
    for (const { path, message } of brokenLinks(plan as Plan)) problems.addIssue({ code: "custom", path, message });
  });

export type Plan = {
  schemaVersion: typeof planSchemaVersion;
  id: string;
  leaId: string;
  year: string;
  cycle: { start: string; baselineDashboardYear: number | null };
  language: string;
  organizations: Organization[];
  identifications: Identification[];
  dashboard: DashboardResult[];
  opening: Opening | null;
  goals: Goal[];
  metrics: Metric[];
  values: Value[];
  targets: Target[];
  needs: Need[];
  findings: DataFinding[];
  actions: Action[];
  steps: Step[];
  progress: Progress[];
  events: EngagementEvent[];
  meetings: Meeting[];
  lines: LineItem[];
  allocations: Allocation[];
  revenues: Revenue[];
  answers: Answer[];
  offersToSchools: OfferToSchool[];
};

/** The collections of rows a person writes, by their name in the plan. */
export const planCollections = ["goals", "metrics", "values", "targets", "needs", "findings", "actions", "steps", "progress", "events", "meetings", "lines", "allocations", "revenues", "answers", "offersToSchools"] as const;
export type PlanCollection = (typeof planCollections)[number];

type BrokenLink = { path: (string | number)[]; message: string };

/** Links that lead nowhere and ids used twice: what a JSON schema cannot say, with the place of each. */
function brokenLinks(plan: Plan): BrokenLink[] {
  const broken: BrokenLink[] = [];
  const idsOf = (rows: readonly { id: string }[], name: string): Set<string> => {
    const seen = new Set<string>();
    rows.forEach((row, at) => {
      if (seen.has(row.id)) broken.push({ path: [name, at, "id"], message: `The id "${row.id}" is used twice in ${name}; each row needs its own.` });
      seen.add(row.id);
    });
    return seen;
  };
  const organizations = idsOf(plan.organizations, "organizations");
  const ids = Object.fromEntries(planCollections.map((name) => [name, idsOf(plan[name], name)])) as Record<PlanCollection, Set<string>>;
  const openingActions = idsOf(plan.opening?.actions ?? [], "opening.actions");
  const must = (known: ReadonlySet<string>, id: string | null, path: (string | number)[], what: string) => {
    if (id !== null && !known.has(id)) broken.push({ path, message: `There is no ${what} with the id "${id}" in this plan.` });
  };
  must(organizations, plan.leaId, ["leaId"], "organization");
  for (const name of planCollections) plan[name].forEach((row, at) => must(organizations, row.orgId, [name, at, "orgId"], "organization"));
  plan.goals.forEach((goal, at) => {
    goal.needIds.forEach((id, n) => must(ids.needs, id, ["goals", at, "needIds", n], "need"));
    goal.schoolIds.forEach((id, n) => must(organizations, id, ["goals", at, "schoolIds", n], "school"));
  });
  plan.metrics.forEach((metric, at) => {
    must(ids.goals, metric.goalId, ["metrics", at, "goalId"], "goal");
    metric.baselineValueIds.forEach((id, n) => must(ids.values, id, ["metrics", at, "baselineValueIds", n], "value"));
  });
  plan.values.forEach((value, at) => must(ids.metrics, value.metricId, ["values", at, "metricId"], "metric"));
  plan.targets.forEach((target, at) => must(ids.metrics, target.metricId, ["targets", at, "metricId"], "metric"));
  plan.needs.forEach((need, at) => need.findingIds.forEach((id, n) => must(ids.findings, id, ["needs", at, "findingIds", n], "finding")));
  plan.actions.forEach((action, at) => {
    must(ids.goals, action.goalId, ["actions", at, "goalId"], "goal");
    action.needIds.forEach((id, n) => must(ids.needs, id, ["actions", at, "needIds", n], "need"));
    action.metricIds.forEach((id, n) => must(ids.metrics, id, ["actions", at, "metricIds", n], "metric"));
    action.schoolIds.forEach((id, n) => must(organizations, id, ["actions", at, "schoolIds", n], "school"));
  });
  plan.steps.forEach((step, at) => must(ids.actions, step.actionId, ["steps", at, "actionId"], "action"));
  plan.lines.forEach((line, at) => {
    must(ids.actions, line.actionId, ["lines", at, "actionId"], "action");
    must(openingActions, line.openingActionId, ["lines", at, "openingActionId"], "action of last year");
    must(organizations, line.siteId, ["lines", at, "siteId"], "school");
    if (line.actionId !== null && line.openingActionId !== null) broken.push({ path: ["lines", at], message: "A line of money belongs to this year's action or to last year's, not to both." });
  });
  const offered = new Set<string>();
  plan.offersToSchools.forEach((offer, at) => {
    must(ids.meetings, offer.vote?.meetingId ?? null, ["offersToSchools", at, "vote", "meetingId"], "meeting");
    const pair = JSON.stringify([offer.orgId, offer.of.collection, offer.of.lineageId]);
    if (offered.has(pair)) broken.push({ path: ["offersToSchools", at, "of"], message: "This row is offered to this school twice; keep one of the two." });
    offered.add(pair);
  });
  return broken;
}

/** The year before: "2026-27" gives "2025-26". */
export function yearBefore(year: string): string {
  const first = Number(year.slice(0, 4)) - 1;
  return `${first}-${String((first + 1) % 100).padStart(2, "0")}`;
}

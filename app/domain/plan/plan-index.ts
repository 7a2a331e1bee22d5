// One walk over a plan, so that everything derived from it can look rows up instead of searching.
import type { Catalog } from "#schemas/crosswalk.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { Action, Allocation, Answer, EngagementEvent, Goal, LineItem, Metric, Need, OpeningAction, OpeningMetric, Organization, Plan, Progress, Revenue, Target, Value } from "#schemas/plan.ts";
import { withoutSchoolsOnly } from "./schools-only.ts";

export type Catalogs = Record<string, Catalog>;

/** The fund a form puts a source under, and whether an object is staff cost: facts of the catalogs, looked up once. */
export type Fund = "lcff" | "other_state" | "local" | "federal";
export const funds: readonly Fund[] = ["lcff", "other_state", "local", "federal"];
export type LedgerLine = LineItem & { fund: Fund | null; personnel: boolean };
export type FundedAllocation = Allocation & { fund: Fund | null };

/** Where on a repeated form we are: at a goal, one of its actions or metrics, last year's action, a row of a small table, a school. */
export type Place = {
  goal?: Goal;
  action?: Action;
  metric?: Metric;
  openingAction?: OpeningAction;
  event?: EngagementEvent;
  /** Several events that print as one row, when a table groups them. */
  events?: EngagementEvent[];
  need?: Need;
  /** A row kept as an answer (person, letter, …). */
  answer?: Answer;
  school?: Organization;
  /** A row of any other collection, under its name in addresses (step, finding, …). */
  row?: { name: string; value: { id: string } & Record<string, unknown> };
};

export type PlanIndex = {
  plan: Plan;
  lea: Organization;
  priorYear: string;
  /** 1 for the first plan of the cycle, 3 for the last. */
  cycleYear: number;
  organizations: ReadonlyMap<string, Organization>;
  schools: Organization[];
  goals: Goal[];
  goalNumber: ReadonlyMap<string, string>;
  metricNumber: ReadonlyMap<string, string>;
  actionNumber: ReadonlyMap<string, string>;
  metricsOf: (goalId: string) => Metric[];
  actionsOf: (goalId: string) => Action[];
  metric: ReadonlyMap<string, Metric>;
  action: ReadonlyMap<string, Action>;
  need: ReadonlyMap<string, Need>;
  valuesOf: (metricId: string) => Value[];
  targetsOf: (metricId: string) => Target[];
  /** Ledger lines of this year's action, or of last year's, of all kinds. */
  linesOf: (actionId: string) => LedgerLine[];
  linesOfOpening: (openingActionId: string) => LedgerLine[];
  lines: LedgerLine[];
  line: ReadonlyMap<string, LedgerLine>;
  allocations: FundedAllocation[];
  /** Printed numbers of the LEA's goals and actions by lineage: what a school's rows point to. */
  leaNumber: ReadonlyMap<string, string>;
  /** By lineage, as far as they hold in this plan: a new cycle starts with no baseline and no target of the one before. */
  openingMetric: ReadonlyMap<string, OpeningMetric>;
  openingAction: ReadonlyMap<string, OpeningAction>;
  /** Answers under a statement key, of this organization; about a row when given. */
  answersOf: (key: string, orgId: string, about?: string | null) => Answer[];
  progressOf: (aboutId: string) => Progress[];
  revenue: (kind: string, year: string) => Revenue | undefined;
  /** Rows of the organization the form is about. */
  orgId: string;
};

const nothing: readonly never[] = [];

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string | null): (id: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = key(row);
    if (id === null) continue;
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return (id) => groups.get(id) ?? (nothing as unknown as Row[]);
}

const byOrder = <Row extends { order: number; id: string }>(rows: Row[]): Row[] => rows.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));

/** `orgId`: whose rows the form reads, the LEA unless a school's form is read. What the district wrote for schools only is not in it. */
export function indexPlan(whole: Plan, catalogs: Catalogs, orgId: string = whole.leaId): PlanIndex {
  const plan = withoutSchoolsOnly(whole);
  const organizations = new Map(plan.organizations.map((organization) => [organization.id, organization]));
  const lea = organizations.get(plan.leaId);
  if (!lea) throw new Error(`The plan names no organization with its LEA's id "${plan.leaId}".`);
  const own = <Row extends { orgId: string }>(rows: Row[]): Row[] => rows.filter((row) => row.orgId === orgId);

  const fundOf = new Map(catalogs["funding-sources"]?.entries.map((entry) => [entry.code, entry["fund"] as Fund]) ?? []);
  const staff = catalogs["objects"]?.entries.filter((entry) => entry["personnel"] === true).map((entry) => [Number(entry["from"]), Number(entry["to"])] as const) ?? [];
  const isStaff = new Map<string, boolean>();
  const personnel = (object: string): boolean => {
    let known = isStaff.get(object);
    if (known === undefined) {
      const code = Number.parseInt(object, 10);
      known = staff.some(([from, to]) => code >= from && code <= to);
      isStaff.set(object, known);
    }
    return known;
  };
  const ledgerLine = ({ id, lineageId, orgId, version, offeredFrom, actionId, openingActionId, siteId, source, resource, object, year, kind, cents, note }: LineItem): LedgerLine =>
    ({ id, lineageId, orgId, version, offeredFrom, actionId, openingActionId, siteId, source, resource, object, year, kind, cents, note, fund: fundOf.get(source) ?? null, personnel: personnel(object) });
  const lines = plan.lines.map(ledgerLine);

  const goals = byOrder(own(plan.goals));
  const metricsOf = groupBy(byOrder(own(plan.metrics)), (metric) => metric.goalId);
  const actionsOf = groupBy(byOrder(own(plan.actions)), (action) => action.goalId);
  const goalNumber = new Map<string, string>();
  const metricNumber = new Map<string, string>();
  const actionNumber = new Map<string, string>();
  goals.forEach((goal, at) => {
    const number = String(at + 1);
    goalNumber.set(goal.id, number);
    metricsOf(goal.id).forEach((metric, n) => metricNumber.set(metric.id, `${number}.${n + 1}`));
    actionsOf(goal.id).forEach((action, n) => actionNumber.set(action.id, `${number}.${n + 1}`));
  });

  const leaNumber = new Map<string, string>();
  const leaActionsOf = groupBy(byOrder(plan.actions.filter((row) => row.orgId === plan.leaId)), (action) => action.goalId);
  byOrder(plan.goals.filter((row) => row.orgId === plan.leaId)).forEach((goal, at) => {
    leaNumber.set(goal.lineageId, String(at + 1));
    leaActionsOf(goal.id).forEach((action, n) => leaNumber.set(action.lineageId, `${at + 1}.${n + 1}`));
  });

  const answers = groupBy(byOrder([...plan.answers]), (answer) => `${answer.key}\n${answer.orgId}`);
  const revenues = new Map(plan.revenues.filter((row) => row.orgId === orgId).map((row) => [`${row.kind}\n${row.year}`, row]));

  const cycleYear = Number(plan.year.slice(0, 4)) - Number(plan.cycle.start.slice(0, 4)) + 1;
  return {
    plan,
    lea,
    orgId,
    priorYear: yearBefore(plan.year),
    cycleYear,
    organizations,
    schools: plan.organizations.filter((organization) => organization.kind === "school"),
    goals,
    goalNumber,
    metricNumber,
    actionNumber,
    metricsOf,
    actionsOf,
    metric: new Map(plan.metrics.map((row) => [row.id, row])),
    action: new Map(plan.actions.map((row) => [row.id, row])),
    need: new Map(plan.needs.map((row) => [row.id, row])),
    valuesOf: groupBy(plan.values, (value) => value.metricId),
    targetsOf: groupBy(plan.targets, (target) => target.metricId),
    linesOf: groupBy(lines, (line) => line.actionId),
    linesOfOpening: groupBy(lines, (line) => line.openingActionId),
    lines,
    line: new Map(lines.map((line) => [line.id, line])),
    allocations: plan.allocations.map((row) => ({ ...row, fund: fundOf.get(row.program) ?? null })),
    leaNumber,
    openingMetric: new Map(cycleYear < 2 ? [] : plan.opening?.metrics.map((row) => [row.lineageId, row])),
    openingAction: new Map(plan.opening?.actions.map((row) => [row.id, row]) ?? []),
    answersOf: (key, org, about) => {
      const found = answers(`${key}\n${org}`);
      return about === undefined ? found : found.filter((answer) => answer.about === about);
    },
    progressOf: groupBy(plan.progress, (row) => row.about.id),
    revenue: (kind, year) => revenues.get(`${kind}\n${year}`),
  };
}

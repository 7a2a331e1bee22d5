// One walk over a plan, so that everything derived from it can look rows up instead of searching. What is alike for all its organizations is looked up once for all of them.
import type { Catalog } from "#schemas/crosswalk.ts";
import { planCollections, yearBefore } from "#schemas/plan.ts";
import type { Action, Allocation, Answer, DashboardResult, EngagementEvent, Goal, Identification, LineItem, Metric, Need, OpeningAction, OpeningMetric, Organization, Plan, PlanCollection, Progress, Revenue, Target, Value } from "#schemas/plan.ts";
import { once } from "./once.ts";
import { ReadLog } from "./reads.ts";
import { withoutSchoolsOnly } from "./schools-only.ts";

export type Catalogs = Record<string, Catalog>;

/** The fund a form puts a source under, and whether an object is staff cost: facts of the catalogs, looked up once. */
export type Fund = "lcff" | "other_state" | "local" | "federal";
export const funds: readonly Fund[] = ["lcff", "other_state", "local", "federal"];
export type LedgerLine = LineItem & { fund: Fund | null; personnel: boolean };
export type FundedAllocation = Allocation & { fund: Fund | null };
/** Rows as forms read them: money carries its fund. */
type Rows = Omit<Pick<Plan, PlanCollection>, "lines" | "allocations"> & { lines: LedgerLine[]; allocations: FundedAllocation[] };

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

/** A row by its id. */
export type Lookup<Row> = { get: (id: string) => Row | undefined; has: (id: string) => boolean };

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
  metric: Lookup<Metric>;
  action: Lookup<Action>;
  need: Lookup<Need>;
  valuesOf: (metricId: string) => Value[];
  targetsOf: (metricId: string) => Target[];
  /** Ledger lines of this year's action, or of last year's, of all kinds. */
  linesOf: (actionId: string) => LedgerLine[];
  linesOfOpening: (openingActionId: string) => LedgerLine[];
  lines: LedgerLine[];
  /** Those under the organization's own actions, and its own under none. */
  ownLines: LedgerLine[];
  line: Lookup<LedgerLine>;
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
  /** Statuses the organization holds or held, and its results on the Dashboard. */
  statuses: Identification[];
  results: DashboardResult[];
  /** Rows of the organization the form is about. */
  orgId: string;
  /** The rows of one organization, in the plan's order. */
  rowsOf: <Name extends PlanCollection>(collection: Name, orgId: string) => Rows[Name];
  /** A row of anybody by its id. */
  rowById: <Name extends PlanCollection>(collection: Name, id: string) => Rows[Name][number] | undefined;
  /** Worked out once for this index, under a name. */
  remember: <Result>(name: string, work: () => Result) => Result;
  /** What was looked at so far, through this index. */
  reads: ReadLog;
};

const nothing: readonly never[] = Object.freeze([]);

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string | null): (id: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = key(row);
    if (id === null) continue;
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  // Many hold the same group at once.
  for (const group of groups.values()) Object.freeze(group);
  return (id) => groups.get(id) ?? (nothing as unknown as Row[]);
}

const byOrder = <Row extends { order: number; id: string }>(rows: readonly Row[]): Row[] => [...rows].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
const byId = <Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> => once([rows], "by id", () => new Map(rows.map((row) => [row.id, row])));
const byOwner = <Row extends { orgId: string }>(rows: readonly Row[]): ((orgId: string) => Row[]) => once([rows], "by owner", () => groupBy(rows, (row) => row.orgId));
/** Whose a row is that others hang on: an action with its money, a metric with its values; last year's actions are the LEA's. */
export const ownerOf = ({ actions, metrics, opening, leaId }: Plan, id: string): string | undefined => (byId(actions).get(id) ?? byId(metrics).get(id))?.orgId ?? (opening !== null && byId(opening.actions).has(id) ? leaId : undefined);

const fundIn = (catalogs: Catalogs): ReadonlyMap<string, Fund> => new Map(catalogs["funding-sources"]?.entries.map((entry) => [entry.code, entry["fund"] as Fund]) ?? []);

type Ledger = { all: LedgerLine[]; ofOwner: (orgId: string) => LedgerLine[]; ofAction: (id: string) => LedgerLine[]; ofOpening: (id: string) => LedgerLine[]; byId: ReadonlyMap<string, LedgerLine> };
/** The lines of the whole plan with what the catalogs say of them. */
function ledger({ lines }: Plan, catalogs: Catalogs): Ledger {
  return once([lines, catalogs], "ledger", () => {
    const fundOf = fundIn(catalogs);
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
    const all = lines.map(({ id, lineageId, orgId, version, offeredFrom, actionId, openingActionId, siteId, source, resource, object, year, kind, cents, note }): LedgerLine =>
      ({ id, lineageId, orgId, version, offeredFrom, actionId, openingActionId, siteId, source, resource, object, year, kind, cents, note, fund: fundOf.get(source) ?? null, personnel: personnel(object) }));
    Object.freeze(all);
    return { all, ofOwner: groupBy(all, (line) => line.orgId), ofAction: groupBy(all, (line) => line.actionId), ofOpening: groupBy(all, (line) => line.openingActionId), byId: new Map(all.map((line) => [line.id, line])) };
  });
}

/** Lines of money by the owner of their action; those under none by their own. */
const linesByWhose = ({ actions }: Plan, lines: readonly LedgerLine[]): ((orgId: string) => LedgerLine[]) =>
  once([lines, actions], "by whose action", () => {
    const action = byId(actions);
    return groupBy(lines, ({ actionId, orgId }) => (actionId === null ? orgId : (action.get(actionId)?.orgId ?? null)));
  });

const fundedAllocations = ({ allocations }: Plan, catalogs: Catalogs): FundedAllocation[] =>
  once([allocations, catalogs], "with their funds", () => {
    const fundOf = fundIn(catalogs);
    const funded = allocations.map((row) => ({ ...row, fund: fundOf.get(row.program) ?? null }));
    return Object.isFrozen(allocations) ? (Object.freeze(funded) as FundedAllocation[]) : funded;
  });

/** The plan, noting which of its collections are looked at. */
class WatchedPlan {
  readonly #plan: Plan;
  readonly #reads: ReadLog;
  constructor(plan: Plan, reads: ReadLog) {
    this.#plan = plan;
    this.#reads = reads;
    const { schemaVersion, id, leaId, year, language, cycle, organizations, identifications, dashboard, opening } = plan;
    Object.assign(this, { schemaVersion, id, leaId, year, language, cycle, organizations, identifications, dashboard, opening });
  }
  static {
    for (const name of planCollections)
      Object.defineProperty(this.prototype, name, {
        get(this: WatchedPlan) {
          this.#reads.note(name, null);
          return this.#plan[name];
        },
      });
  }
}

const lookup = <Row>(get: (id: string) => Row | undefined): Lookup<Row> => ({ get, has: (id) => get(id) !== undefined });

const numbered = (rows: readonly { id: string }[], under: string): [string, string][] => rows.map(({ id }, at) => [id, `${under}${at + 1}`]);

/** Printed numbers of the LEA's goals and actions by lineage. */
export const leaNumbers = ({ goals, actions, leaId }: Plan): ReadonlyMap<string, string> =>
  once([goals, actions], `numbers of ${leaId}`, () => {
    const under = groupBy(byOrder(byOwner(actions)(leaId)), (action) => action.goalId);
    return new Map(byOrder(byOwner(goals)(leaId)).flatMap((goal, at) => [[goal.lineageId, String(at + 1)] as const, ...under(goal.id).map((action, n) => [action.lineageId, `${at + 1}.${n + 1}`] as const)]));
  });

/** `orgId`: whose rows the form reads, the LEA unless a school's form is read. What the district wrote for schools only is not in it. */
export const indexPlan = (plan: Plan, catalogs: Catalogs, orgId: string = plan.leaId): PlanIndex => new LookedUp(withoutSchoolsOnly(plan), catalogs, orgId);

/** Lookups are made when they are first asked for, and note whose rows were looked at. */
class LookedUp implements PlanIndex {
  readonly plan: Plan;
  readonly lea: Organization;
  readonly priorYear: string;
  readonly cycleYear: number;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly schools: Organization[];
  readonly openingMetric: ReadonlyMap<string, OpeningMetric>;
  readonly openingAction: ReadonlyMap<string, OpeningAction>;
  readonly reads: ReadLog;
  readonly rowsOf: PlanIndex["rowsOf"];
  readonly rowById: PlanIndex["rowById"];
  readonly remember: PlanIndex["remember"];
  readonly metricsOf: PlanIndex["metricsOf"];
  readonly actionsOf: PlanIndex["actionsOf"];
  readonly valuesOf: PlanIndex["valuesOf"];
  readonly targetsOf: PlanIndex["targetsOf"];
  readonly progressOf: PlanIndex["progressOf"];
  readonly linesOf: PlanIndex["linesOf"];
  readonly linesOfOpening: PlanIndex["linesOfOpening"];
  readonly answersOf: PlanIndex["answersOf"];
  readonly revenue: PlanIndex["revenue"];
  readonly #goals: () => Goal[];
  readonly #ownLines: () => LedgerLine[];
  readonly metric: PlanIndex["metric"];
  readonly action: PlanIndex["action"];
  readonly need: PlanIndex["need"];
  readonly line: PlanIndex["line"];
  readonly #numbers: Record<"goal" | "metric" | "action" | "lea", () => ReadonlyMap<string, string>>;
  readonly #all: { lines: () => Ledger; allocations: () => FundedAllocation[] };

  constructor(
    plan: Plan,
    catalogs: Catalogs,
    readonly orgId: string,
  ) {
    const { opening, leaId } = plan;
    this.organizations = byId(plan.organizations);
    const lea = this.organizations.get(leaId);
    if (!lea) throw new Error(`The plan names no organization with its LEA's id "${leaId}".`);
    this.lea = lea;
    this.schools = once([plan.organizations], "schools", () => plan.organizations.filter((organization) => organization.kind === "school"));
    this.priorYear = yearBefore(plan.year);
    this.cycleYear = Number(plan.year.slice(0, 4)) - Number(plan.cycle.start.slice(0, 4)) + 1;
    this.openingMetric = opening === null || this.cycleYear < 2 ? new Map() : once([opening], "metrics by lineage", () => new Map(opening.metrics.map((row) => [row.lineageId, row])));
    this.openingAction = opening === null ? new Map() : byId(opening.actions);

    const reads = new ReadLog(orgId, leaId);
    this.reads = reads;
    this.plan = new WatchedPlan(plan, reads) as unknown as Plan;
    const all = { lines: reads.later(() => ledger(plan, catalogs)), allocations: reads.later(() => fundedAllocations(plan, catalogs)) };
    this.#all = all;

    const ids = reads.memory<ReadonlyMap<string, { id: string; orgId: string }>>();
    const findRow = (name: PlanCollection, id: string) => ids(name, () => (name === "lines" ? all.lines().byId : byId<{ id: string; orgId: string }>(name === "allocations" ? all.allocations() : plan[name]))).get(id);
    const rowById = <Name extends PlanCollection>(name: Name, id: string): Rows[Name][number] | undefined => {
      const row = findRow(name, id);
      // Where nobody has such a row, anybody might write it.
      reads.note(name, row?.orgId ?? null, row && name === "answers" ? (row as Answer).key : undefined);
      return row as Rows[Name][number] | undefined;
    };
    this.rowById = rowById;
    this.remember = reads.memory() as PlanIndex["remember"];
    this.metric = lookup((id) => rowById("metrics", id));
    this.action = lookup((id) => rowById("actions", id));
    this.need = lookup((id) => rowById("needs", id));
    this.line = lookup((id) => rowById("lines", id));

    const owned = reads.memory<readonly { orgId: string }[]>();
    const rowsOf = <Name extends PlanCollection>(name: Name, owner: string): Rows[Name] =>
      owned(`${name}\n${owner}`, () => {
        reads.note(name, owner);
        return name === "lines" ? all.lines().ofOwner(owner) : byOwner<{ orgId: string }>(name === "allocations" ? all.allocations() : plan[name])(owner);
      }) as unknown as Rows[Name];
    this.rowsOf = rowsOf;
    const goals = (this.#goals = reads.later(() => byOrder(rowsOf("goals", orgId))));
    const inGoal = { metrics: reads.later(() => groupBy(byOrder(rowsOf("metrics", orgId)), (metric) => metric.goalId)), actions: reads.later(() => groupBy(byOrder(rowsOf("actions", orgId)), (action) => action.goalId)) };
    this.metricsOf = (goalId) => inGoal.metrics()(goalId);
    this.actionsOf = (goalId) => inGoal.actions()(goalId);
    this.#numbers = {
      goal: reads.later(() => new Map(numbered(goals(), ""))),
      metric: reads.later(() => new Map(goals().flatMap(({ id }, at) => numbered(inGoal.metrics()(id), `${at + 1}.`)))),
      action: reads.later(() => new Map(goals().flatMap(({ id }, at) => numbered(inGoal.actions()(id), `${at + 1}.`)))),
      lea: reads.later(() => {
        reads.note("numbers", leaId);
        return leaNumbers(plan);
      }),
    };
    // A line of another's under an own action is noted as the action's owner's, too (changes.ts).
    this.#ownLines = reads.later(() => {
      reads.note("actions", orgId);
      reads.note("lines", orgId);
      return linesByWhose(plan, all.lines().all)(orgId);
    });
    const revenues = reads.later(() => new Map(rowsOf("revenues", orgId).map((row) => [`${row.kind}\n${row.year}`, row])));
    this.revenue = (kind, year) => revenues().get(`${kind}\n${year}`);

    const answered = reads.memory<(key: string) => Answer[]>();
    this.answersOf = (key, owner, about) => {
      reads.note("answers", owner, key);
      const found = answered(owner, () => {
        const own = byOwner(plan.answers)(owner);
        return once([own], "by key", () => groupBy(byOrder(own), (answer) => answer.key));
      })(key);
      return about === undefined ? found : found.filter((answer) => answer.about === about);
    };

    /** Rows that hang on an action or a metric are noted as its owner's: so does who asks what changed (ownerOf). */
    const hanging = <Row>(name: PlanCollection, find: () => (id: string) => Row[]): ((id: string) => Row[]) => {
      const found = reads.later(find);
      return (id) => {
        reads.note(name, (findRow("actions", id) ?? findRow("metrics", id))?.orgId ?? (this.openingAction.has(id) ? leaId : null));
        return found()(id);
      };
    };
    this.valuesOf = hanging("values", () => once([plan.values], "by metric", () => groupBy(plan.values, (value) => value.metricId)));
    this.targetsOf = hanging("targets", () => once([plan.targets], "by metric", () => groupBy(plan.targets, (target) => target.metricId)));
    this.progressOf = hanging("progress", () => once([plan.progress], "by subject", () => groupBy(plan.progress, (row) => row.about.id)));
    this.linesOf = hanging("lines", () => all.lines().ofAction);
    this.linesOfOpening = hanging("lines", () => all.lines().ofOpening);
  }

  get goals() {
    return this.#goals();
  }
  get goalNumber() {
    return this.#numbers.goal();
  }
  get metricNumber() {
    return this.#numbers.metric();
  }
  get actionNumber() {
    return this.#numbers.action();
  }
  get leaNumber() {
    return this.#numbers.lea();
  }
  get statuses() {
    return byOwner(this.plan.identifications)(this.orgId);
  }
  get results() {
    return byOwner(this.plan.dashboard)(this.orgId);
  }
  get lines() {
    this.reads.note("lines", null);
    return this.#all.lines().all;
  }
  get ownLines() {
    return this.#ownLines();
  }
  get allocations() {
    this.reads.note("allocations", null);
    return this.#all.allocations();
  }
}

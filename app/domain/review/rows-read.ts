// Which rows of a plan does a form's map read? A submission freezes these and no others; private rows are never among them.
import type { Crosswalks, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { planCollections } from "#schemas/plan.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { withoutSchoolsOnly } from "#app/domain/plan/schools-only.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";

type Scope = "own" | "lea" | "schools";
/** What is read: collections of rows and keys of answers with whose rows they are, and the facts held beside them. */
export type Reads = { collections: ReadonlyMap<PlanCollection, ReadonlySet<Scope>>; answers: ReadonlyMap<string, ReadonlySet<Scope>>; opening: boolean; dashboard: boolean; identifications: boolean };

/** Names of rows ("action"), of facts ("opening", "dashboard"), or of statements ("who.people"); "lea:" before what is read of the LEA on a school's form. */
type Name = string;

const actionTables: Name[] = ["goal", "action", "line", "revenue", "opening"];
const ownMoney: Name[] = ["goal", "action", "line", "allocation"];
const sinceLastYear: Name[] = ["goal", "metric", "action", "line", "opening"];

/** What each calculation reads, by its name or the part before the dot. A test holds this list against the registry. */
export const calculationReads: Readonly<Record<string, readonly Name[]>> = {
  goal_order: ["goal"], metric_order: ["goal", "metric"], action_order: ["goal", "action"],
  bop: actionTables, actual_total: actionTables, t1_item3: actionTables, t1_total_pct: actionTables, t1_total: actionTables, t1_row_total: actionTables, t1_nonpersonnel: actionTables, t1_sums: actionTables,
  t2_item4: actionTables, t2: actionTables, t2_by_type: actionTables, t2_rows: actionTables, t3_sums: actionTables, t4_item4: actionTables, t4_item7: actionTables, t4: actionTables, t5_item12: actionTables, t5_item13: actionTables, t5: actionTables,
  difference: ["goal", "metric", "value", "opening"], staff_ratio: ["cost.staff"], red_2023: ["dashboard"], lrebg_statement: ["cost.lrebg", "goal", "action"], consultation: ["goal", "event"], priorities_of_metrics: ["goal", "metric"],
  differences: actionTables, changes: sinceLastYear, where_changed: sinceLastYear,
  ssc_counts: ["who.people"], allocations_conapp: ["allocation"], lines_total: ownMoney, duplicate_lines: ownMoney, subtotal: ["allocation"], grand_total: ["allocation"], tracking: ownMoney,
  red_orange: ["dashboard"], two_levels_below: ["dashboard"], purpose_sentence: ["identification"], lcap_alignment: ["goal", "lea:goal"], steps_for_needs: ["goal", "action", "need"], inequity_actions: ["goal", "action", "stand.inequities"], ceis_reserve: ["revenue"],
};

/** What the facts that conditions name are made of. */
const factReads: Readonly<Record<string, readonly Name[]>> = { calc: actionTables, has: ["revenue", "action", "cost.lrebg", "opening"], identified: ["identification"], carried: ["opening"], purposes: ["action"], opening_action: ["opening"] };

const conditionNames = new Set(["when", "filter", "applies"]);
const rowNames = new Set(["collection", "group_by"]);

/** Every condition, calculation and row the files of a form name, wherever they stand in it. */
function namedIn(value: unknown, tell: { condition: (text: string) => void; calculation: (name: string) => void; rows: (name: string, scope: Scope) => void }): void {
  if (Array.isArray(value)) return value.forEach((one) => namedIn(one, tell));
  if (typeof value !== "object" || value === null) return;
  const scope = (value as { scope?: unknown }).scope;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== "string") namedIn(inner, tell);
    else if (conditionNames.has(name) && inner !== "") tell.condition(inner);
    else if (name === "calculation") tell.calculation(inner);
    else if (rowNames.has(name)) tell.rows(inner.split(".")[0] ?? inner, scope === "lea" || scope === "schools" ? scope : "own");
  }
}

export function readsOf({ outline }: Pick<Crosswalks, "outline">, { edition, map, supplements }: ProgramCrosswalk): Reads {
  const statements = [...outline.chapters.flatMap((chapter) => chapter.statements), ...supplements];
  const keys = new Set(statements.map((statement) => statement.key));
  const rows = new Map(statements.flatMap((statement) => (statement.row === undefined ? [] : [[statement.row, statement] as const])));
  const collections = new Map<PlanCollection, Set<Scope>>();
  const answers = new Map<string, Set<Scope>>();
  const facts = new Set<string>();
  const add = <Key>(to: Map<Key, Set<Scope>>, key: Key, scope: Scope) => void to.set(key, (to.get(key) ?? new Set()).add(scope));
  const read = (name: Name, scope: Scope): void => {
    if (name.startsWith("lea:")) return read(name.slice(4), "lea");
    const [head = ""] = name.split(".");
    const row = rows.get(head);
    if (keys.has(name)) return add(answers, name, scope);
    if (row) return row.collection === undefined ? add(answers, row.key, scope) : add(collections, row.collection as PlanCollection, scope);
    if (head === "frozen" || head === "opening") facts.add("opening");
    else if (head === "dashboard" || head === "identification") facts.add(head);
    for (const inner of factReads[head] ?? []) read(inner, scope);
  };
  const calculation = (name: string) => {
    for (const inner of calculationReads[name] ?? calculationReads[name.split(".")[0] ?? ""] ?? []) read(inner, "own");
  };
  const condition = (text: string) => compileCondition(text).names.forEach((name) => read(name, "own"));
  for (const { source, scope, when, supplement } of map) {
    if (source.startsWith("calc:")) calculation(source.slice("calc:".length));
    else if (!source.startsWith("fixed:")) read(source, scope);
    if (supplement !== "") read(supplement, scope);
    if (when !== "") condition(when);
  }
  namedIn(edition, { condition, calculation, rows: read });
  for (const statement of supplements) namedIn(statement, { condition, calculation, rows: () => {} });
  // A value or target is read at its metric, and a metric or action under its goal.
  for (const scope of ["own", "lea", "schools"] as const) {
    const holds = (name: PlanCollection) => collections.get(name)?.has(scope) ?? false;
    if (holds("values") || holds("targets")) add(collections, "metrics", scope);
    if (holds("metrics") || holds("actions")) add(collections, "goals", scope);
    if (collections.has("lines") && holds("lines")) add(collections, "actions", scope);
    if (collections.get("metrics")?.has(scope)) add(collections, "values", scope);
  }
  return { collections, answers, opening: facts.has("opening"), dashboard: facts.has("dashboard"), identifications: facts.has("identification") };
}

/**
 * The plan with only the rows a form reads, for the LEA or one of its schools. It is a plan by itself: links lead to rows that are there.
 * Reading it through the form gives the same document, word for word, as reading the whole.
 */
export function rowsRead(crosswalks: Crosswalks, program: ProgramCrosswalk, plan: Plan, orgId: string = plan.leaId): Plan {
  const asked = [...crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...program.supplements];
  const open = withoutPrivate(withoutSchoolsOnly(plan), asked);
  const reads = readsOf(crosswalks, program);
  const schools = new Set(plan.organizations.filter((one) => one.kind === "school").map((one) => one.id));
  const ofSchool = orgId !== plan.leaId;
  const within = (scopes: ReadonlySet<Scope> | undefined) => (row: { orgId: string; siteId?: string | null }) =>
    scopes !== undefined &&
    ((scopes.has("own") && row.orgId === orgId) || (scopes.has("lea") && row.orgId === plan.leaId && !(ofSchool && typeof row.siteId === "string" && row.siteId !== orgId)) || (scopes.has("schools") && schools.has(row.orgId)));
  const kept = Object.fromEntries(
    planCollections.map((name) => [name, name === "answers" ? open.answers.filter((answer) => within(reads.answers.get(answer.key))(answer)) : (open[name] as { orgId: string }[]).filter(within(reads.collections.get(name)))]),
  ) as unknown as Pick<Plan, PlanCollection>;
  // What was given to a school, and the money of its strategies, may be the LEA's rows.
  if (ofSchool && reads.collections.has("allocations")) kept.allocations = open.allocations.filter((row) => row.siteId === orgId || row.orgId === orgId);
  const actionIds = new Set(kept.actions.map((row) => row.id));
  if (reads.collections.has("lines")) kept.lines = open.lines.filter((row) => (row.actionId === null ? within(reads.collections.get("lines"))(row) : actionIds.has(row.actionId)));
  // Which of a school's rows a vote names, with that vote.
  const offers = ofSchool ? open.offersToSchools.filter((offer) => offer.orgId === orgId && offer.rowId !== null && [...kept.goals, ...kept.metrics, ...kept.actions, ...kept.lines].some((row) => row.id === offer.rowId)) : [];
  const votes = new Set(offers.map((offer) => offer.vote?.meetingId));
  kept.meetings = [...kept.meetings, ...open.meetings.filter((meeting) => votes.has(meeting.id) && !kept.meetings.includes(meeting))];
  return linked({ ...open, ...kept, offersToSchools: offers, opening: reads.opening ? open.opening : null, dashboard: reads.dashboard ? open.dashboard : [], identifications: reads.identifications ? open.identifications : [] }, ofSchool ? orgId : null);
}

/** Lists of links without those to rows that are left out; of the organizations, on a school's form, those that are named. */
function linked(plan: Plan, schoolId: string | null): Plan {
  const ids = <Row extends { id: string }>(rows: readonly Row[]) => new Set(rows.map((row) => row.id));
  const [goals, metrics, values, needs, findings, openingActions] = [ids(plan.goals), ids(plan.metrics), ids(plan.values), ids(plan.needs), ids(plan.findings), ids(plan.opening?.actions ?? [])];
  const only = (list: readonly string[], known: ReadonlySet<string>) => list.filter((id) => known.has(id));
  const next: Plan = {
    ...plan,
    goals: plan.goals.map((row) => ({ ...row, needIds: only(row.needIds, needs) })),
    metrics: plan.metrics.filter((row) => goals.has(row.goalId)).map((row) => ({ ...row, baselineValueIds: only(row.baselineValueIds, values) })),
    values: plan.values.filter((row) => metrics.has(row.metricId)),
    targets: plan.targets.filter((row) => metrics.has(row.metricId)),
    needs: plan.needs.map((row) => ({ ...row, findingIds: only(row.findingIds, findings) })),
    actions: plan.actions.filter((row) => goals.has(row.goalId)).map((row) => ({ ...row, needIds: only(row.needIds, needs), metricIds: only(row.metricIds, metrics) })),
    lines: plan.lines.filter((row) => row.openingActionId === null || openingActions.has(row.openingActionId)),
    steps: plan.steps.filter((row) => plan.actions.some((action) => action.id === row.actionId)),
  };
  if (schoolId === null) return next;
  const named = new Set([plan.leaId, schoolId, ...planCollections.flatMap((name) => next[name].map((row) => row.orgId)), ...next.goals.flatMap((row) => row.schoolIds), ...next.actions.flatMap((row) => row.schoolIds), ...[...next.lines, ...next.needs, ...next.values, ...next.targets, ...next.allocations].flatMap((row) => row.siteId ?? [])]);
  return { ...next, organizations: plan.organizations.filter((one) => named.has(one.id)), identifications: next.identifications.filter((one) => one.orgId === schoolId || one.orgId === plan.leaId), dashboard: next.dashboard.filter((one) => one.orgId === schoolId) };
}

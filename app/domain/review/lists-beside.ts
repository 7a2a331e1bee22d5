// What do the lists say that a district sent beside its plan, row by row against what was read of the plan, and what stands in the plan with them?
import type { WordSheet } from "#schemas/grid-sheet.ts";
import type { Plan } from "#schemas/plan.ts";
import { emptyRichText, plainFromRichText } from "#schemas/rich-text.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { partNames } from "#app/domain/imports/certainties.ts";
import { emptyPlan, knownCycle } from "#app/domain/imports/empty-plan.ts";
import { readSheet } from "#app/domain/imports/sheet-as-reading.ts";
import type { ColumnMatch, SheetHolds } from "#app/domain/imports/sheet-columns.ts";
import { wholeObject } from "#app/domain/plan/last-year.ts";
import type { CopyReading, Filed, RowsBeside } from "./as-read.ts";

/** A list as it is kept: its rows by the numbers of the file, and what a person said of its columns. */
export type KeptList = { id: string; fileName: string; sheet: string; holds: SheetHolds; columns: ColumnMatch; rows: WordSheet["rows"] };
type Sources = readonly { code: string; label: string }[];

/** A row beside what was read of the plan. "instead": the list says otherwise, and its words stand in the place of what was read. `before`, `after`: what differs, in words. */
export type ListLine = { row: number; about: string; standing: "new" | "same" | "instead"; before: string; after: string; doubts: string[] };
/** `faults`: rows of which nothing is taken, with why; `notIn`: what of this kind was read of the plan and is in no row. */
export type ListRead = { lines: ListLine[]; faults: { row: number; message: string }[]; notIn: string[] };

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)} …` : text);
const inWords = (all: readonly string[]): string => all.filter((words) => words !== "").map(short).join("; ");
const sumOf = (lines: readonly Plan["lines"][number][]): number => lines.reduce((sum, { cents }) => sum + cents, 0);
const byOrder = <Row extends { order: number }>(rows: readonly Row[]): Row[] => [...rows].sort((a, b) => a.order - b.order);
/** Rows by what they belong to. */
function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Shorter words begin too much. */
const tellingLetters = 8;
/** The row that is meant by these words: the one that has them, else the only one that begins with them (a print adds the source to a metric's name). */
function meant<Row>(rows: readonly Row[], nameOf: (row: Row) => string, words: string): { row: Row | undefined; begins: boolean } {
  const said = bare(words);
  const same = rows.find((row) => bare(nameOf(row)) === said);
  const longer = same || said.length < tellingLetters ? [] : rows.filter((row) => bare(nameOf(row)).startsWith(said));
  return same ? { row: same, begins: false } : { row: longer.length === 1 ? longer[0] : undefined, begins: longer.length === 1 };
}
const byFirstWords = (name: string): string => `Taken for “${short(name)}” by its first words.`;

/** "2.1 Coaches" for each action, numbered as a list finds it, and for one that is added at the end of its goal. */
function numbered(plan: Plan) {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const goals = new Map(byOrder(plan.goals.filter(({ orgId }) => orgId === plan.leaId)).map(({ id }, at) => [id, at + 1]));
  const add = ({ id, goalId, title }: Plan["actions"][number]): void => {
    counts.set(goalId, (counts.get(goalId) ?? 0) + 1);
    names.set(id, `${goals.get(goalId) ?? ""}.${counts.get(goalId) ?? ""} ${title}`);
  };
  for (const action of byOrder(plan.actions.filter(({ orgId }) => orgId === plan.leaId))) add(action);
  return { add, nameOf: (id: string): string => names.get(id) ?? "", goalNumber: (id: string): number => goals.get(id) ?? 0 };
}

/** The fields of an action that a list can say, in words; "" where it says nothing. */
const saidOf = (action: Plan["actions"][number]) => ({
  description: plainFromRichText(action.description), groups: action.groups.join(", "), contributing: action.contributing === null ? "" : action.contributing ? "yes" : "no", scope: action.scope ?? "", timeSpanText: action.timeSpanText,
});

type MeasuredOf = { values: Map<string, Plan["values"]>; targets: Map<string, Plan["targets"]> };
type Measured = Pick<Plan["metrics"][number], "id" | "baselineValueIds">;
const baselineOf = ({ values }: MeasuredOf, { id, baselineValueIds }: Measured) => (values.get(id) ?? []).filter((value) => baselineValueIds.includes(value.id));
const outcomesOf = ({ values }: MeasuredOf, { id, baselineValueIds }: Measured) => (values.get(id) ?? []).filter((value) => !baselineValueIds.includes(value.id));

/** A list on its way into the plan: what it was read as, what it stood against, and what comes of it. */
function openList(plan: Plan, list: KeptList, sources: Sources, beside: RowsBeside) {
  const { reading, parents } = readSheet(list.rows, { match: list.columns, holds: list.holds, plan, orgId: plan.leaId, sources, beside: true });
  const doubts = grouped(reading.notes.filter(({ kind }) => kind === "doubtful"), ({ page }) => page ?? 0);
  const doubtsAt = (row: number): string[] => (doubts.get(row) ?? []).map(({ message }) => message);
  const idHere = (id: string): string => `list-${list.id.slice(0, 8)}-${id}`;
  const rowOf = (id: string): number => reading.printed[id]?.page ?? 0;
  const places = new Map(beside.places);
  const lines: ListLine[] = [];
  return {
    plan, list, reading, sources, rowOf, places, lines,
    made: structuredClone(plan),
    known: new Map(beside.known),
    /** Rows of the plan that this list has spoken of: a second row with the same words is a row of its own, as it would be in a print. */
    met: new Set<string>(),
    names: numbered(plan),
    parentOf: (id: string): string => parents.get(id) ?? "",
    said: new Set(Object.values(list.columns)),
    /** Told apart from every other list's rows. */
    mine: <Row extends { id: string; lineageId: string }>(row: Row): Row => ({ ...row, id: idHere(row.id), lineageId: idHere(row.lineageId) }),
    /** Says of something in the plan that it came from this row. */
    cameFrom: (row: number, ...what: string[]): void => what.forEach((one) => places.set(one, { listId: list.id, fileName: list.fileName, sheet: list.sheet, row, doubts: doubtsAt(row) })),
    tell: (row: number, line: Omit<ListLine, "row" | "doubts">, more: readonly string[] = []): void => void lines.push({ row, ...line, doubts: [...more, ...doubtsAt(row)] }),
  };
}
type OpenList = ReturnType<typeof openList>;

/** What was there under each goal, and the place of the next row under it. */
function underGoals<Row extends { goalId: string; order: number; orgId: string }>(rows: readonly Row[], orgId: string) {
  const there = grouped(rows.filter((row) => row.orgId === orgId), ({ goalId }) => goalId);
  const orders = new Map<string, number>();
  const nextOrder = (goalId: string): number => {
    const next = orders.get(goalId) ?? (there.get(goalId) ?? []).reduce((most, { order }) => Math.max(most, order + 1), 0);
    orders.set(goalId, next + 1);
    return next;
  };
  return { under: (goalId: string): Row[] => there.get(goalId) ?? [], nextOrder };
}

function takeActions({ made, reading, rowOf, parentOf, said, known, met, names, mine, cameFrom, tell }: OpenList): void {
  const { under, nextOrder } = underGoals(made.actions, made.leaId);
  for (const action of reading.plan.actions) {
    const [row, goalId] = [rowOf(action.id), parentOf(action.goalId)];
    const { row: held, begins } = meant(under(goalId).filter(({ id }) => !met.has(id)), ({ title }) => title, action.title);
    if (!held) {
      const added = { ...mine(action), goalId, order: nextOrder(goalId) };
      made.actions.push(added);
      met.add(added.id);
      names.add(added);
      cameFrom(row, added.id);
      known.set(added.id, new Set(["title", ...["description", "groups", "contributing", "scope"].filter((field) => said.has(field))]));
      tell(row, { about: names.nameOf(added.id), standing: "new", before: "", after: inWords(Object.values(saidOf(action))) });
      continue;
    }
    met.add(held.id);
    const [was, is] = [saidOf(held), saidOf(action)];
    const differing = (Object.keys(is) as (keyof typeof is)[]).filter((field) => is[field] !== "" && bare(is[field]) !== bare(was[field]));
    for (const field of differing) {
      Object.assign(held, { [field]: action[field] });
      cameFrom(row, `${held.id}/${field}`);
    }
    tell(row, { about: names.nameOf(held.id), standing: differing.length > 0 ? "instead" : "same", before: inWords(differing.map((field) => was[field])), after: inWords(differing.map((field) => is[field])) }, begins ? [byFirstWords(held.title)] : []);
  }
}

function takeMetrics({ made, reading, rowOf, parentOf, said, known, met, names, mine, cameFrom, tell }: OpenList): void {
  const { under, nextOrder } = underGoals(made.metrics, made.leaId);
  const [was, is] = [made, reading.plan].map(({ values, targets }) => ({ values: grouped(values, ({ metricId }) => metricId), targets: grouped(targets, ({ metricId }) => metricId) })) as [MeasuredOf, MeasuredOf];
  const words = (rows: readonly { text: string }[]) => rows.map(({ text }) => text).join(", ");
  const gone = new Set<string>();
  for (const metric of reading.plan.metrics) {
    const [row, goalId] = [rowOf(metric.id), parentOf(metric.goalId)];
    const { row: held, begins } = meant(under(goalId).filter(({ id }) => !met.has(id)), ({ name }) => name, metric.name);
    const target = held ?? { ...mine(metric), goalId, order: nextOrder(goalId), baselineValueIds: [] };
    const parts = {
      baselineValueIds: { was: held ? baselineOf(was, held) : [], is: baselineOf(is, metric) },
      values: { was: held ? outcomesOf(was, held) : [], is: outcomesOf(is, metric) },
      targets: { was: was.targets.get(target.id) ?? [], is: is.targets.get(metric.id) ?? [] },
    };
    const given = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => parts[part].is.length > 0);
    const differing = given.filter((part) => bare(words(parts[part].was)) !== bare(words(parts[part].is)));
    for (const part of differing) {
      for (const { id } of parts[part].was) gone.add(id);
      if (part === "targets") made.targets.push(...parts.targets.is.map((one) => ({ ...mine(one), metricId: target.id })));
      else made.values.push(...parts[part].is.map((one) => ({ ...mine(one), metricId: target.id })));
      if (part === "baselineValueIds") target.baselineValueIds = parts[part].is.map((one) => mine(one).id);
      cameFrom(row, ...parts[part].is.map((one) => mine(one).id), `${target.id}/${part}`);
    }
    met.add(target.id);
    if (!held) {
      made.metrics.push(target);
      cameFrom(row, target.id);
      known.set(target.id, new Set(["name", ...(said.has("baseline") ? ["baselineValueIds"] : []), ...(said.has("outcome") ? ["values"] : []), ...(said.has("target") ? ["targets"] : [])]));
    }
    const standing = !held ? "new" : differing.length > 0 ? "instead" : "same";
    tell(row, { about: `${names.goalNumber(goalId)}: ${metric.name}`, standing, before: inWords(differing.map((part) => words(parts[part].was))), after: inWords((held ? differing : given).map((part) => words(parts[part].is))) }, held && begins ? [byFirstWords(held.name)] : []);
  }
  made.values = made.values.filter(({ id }) => !gone.has(id));
  made.targets = made.targets.filter(({ id }) => !gone.has(id));
}

const plannedOf = (plan: Plan): Map<string, Plan["lines"]> => grouped(plan.lines.filter(({ kind, year }) => kind === "planned" && year === plan.year), ({ actionId }) => actionId ?? "");

/** All the money of an action comes from the list that names it; nothing of what was read stays beside it. */
function takeMoney({ plan, made, reading, sources, rowOf, parentOf, said, known, met, names, places, mine, cameFrom, tell }: OpenList): void {
  const planned = plannedOf(plan);
  const gone = new Set<string>();
  for (const [id, given] of grouped(reading.plan.lines, ({ actionId }) => actionId ?? "")) {
    const actionId = parentOf(id);
    const was = planned.get(actionId) ?? [];
    const sums = { was: sumOf(was), is: sumOf(given) };
    met.add(actionId);
    for (const line of was) gone.add(line.id);
    made.lines.push(...given.map((line) => ({ ...mine(line), actionId })));
    for (const line of given) {
      const row = rowOf(line.id);
      const label = sources.find(({ code }) => code === line.source)?.label ?? line.source;
      if (!places.has(`${actionId}/lines`) || line === given[0]) cameFrom(row, `${actionId}/lines`);
      cameFrom(row, mine(line).id);
      tell(row, {
        about: names.nameOf(actionId), standing: was.length === 0 ? "new" : sums.was === sums.is ? "same" : "instead",
        before: was.length === 0 ? "" : `${formatMoney(sums.was)} for the action`, after: `${formatMoney(line.cents)}, ${label}${said.has("object") ? ` (${line.object})` : ""}; ${formatMoney(sums.is)} for the action`,
      });
    }
    const knownOf = known.get(actionId);
    if (knownOf) known.set(actionId, new Set([...knownOf, "lines"]));
  }
  made.lines = made.lines.filter(({ id }) => !gone.has(id));
}

const take: Record<SheetHolds, (open: OpenList) => void> = { actions: takeActions, metrics: takeMetrics, lines: takeMoney };

/** What of this kind was read of the plan, and no row of the list speaks of. */
function notInList({ plan, list, met, names }: OpenList): string[] {
  if (list.holds === "metrics") return plan.metrics.filter(({ id, orgId }) => orgId === plan.leaId && !met.has(id)).map(({ name }) => name);
  const planned = plannedOf(plan);
  return plan.actions.filter(({ id, orgId }) => orgId === plan.leaId && !met.has(id) && (list.holds === "actions" || planned.has(id))).map(({ id }) => names.nameOf(id));
}

/** The plan with one list: what each row says, and where the rows that stand in it now came from. */
function withList(plan: Plan, list: KeptList, sources: Sources, beside: RowsBeside): { plan: Plan; read: ListRead; beside: RowsBeside } {
  const open = openList(plan, list, sources, beside);
  take[list.holds](open);
  const { made, reading, lines, places, known } = open;
  const faults = new Map<number, string[]>();
  for (const { kind, page, message } of reading.notes) if (kind === "left" && page !== null) faults.set(page, [...(faults.get(page) ?? []), message.replace(/ The row is not offered\.$/, "")]);
  const withoutObject = list.holds === "lines" && reading.plan.lines.some(({ object }) => object === wholeObject);
  const derived = [...beside.derived, ...reading.derived, ...(withoutObject ? [`“${list.fileName}” has money without an object code: staff and other costs are not told apart, and the tables print it beside other costs.`] : [])];
  return { plan: made, read: { lines: lines.sort((a, b) => a.row - b.row), faults: [...faults].map(([row, all]) => ({ row, message: all.join(" ") })), notIn: notInList(open) }, beside: { places, known, derived } };
}

/** A reading with the lists beside it, the oldest first, and what each says where its turn comes. */
export function withLists(reading: CopyReading, lists: readonly KeptList[], sources: Sources): { reading: CopyReading; beside: RowsBeside; read: Map<string, ListRead> } {
  const read = new Map<string, ListRead>();
  let plan = reading.plan;
  let beside: RowsBeside = { places: new Map(), known: new Map(), derived: [] };
  for (const list of lists) {
    const next = withList(plan, list, sources, beside);
    read.set(list.id, next.read);
    ({ plan, beside } = next);
  }
  return { reading: { ...reading, plan, derived: [...reading.derived, ...beside.derived] }, beside, read };
}

/** More goals than any plan has; a number above is a slip. */
const mostGoals = 20;

/** What stands for a reading where no machine could read the file: the goals that the lists name, by number alone. */
export function unreadCopy(filed: Filed, lists: readonly KeptList[]): CopyReading {
  const numbers = lists.flatMap(({ columns, rows }) => {
    const column = Object.entries(columns).find(([, name]) => name === "goal")?.[0];
    return column === undefined ? [] : rows.map(({ cells }) => Number(/^(?:goal)?\s*#?\s*(\d{1,2})(?:\.\d+)?$/i.exec((cells[Number(column)] ?? "").trim())?.[1] ?? 0));
  });
  const goals = numbers.filter((number) => number <= mostGoals).reduce((most, number) => Math.max(most, number), 0);
  const suffix = filed.year.slice(2);
  const plan = emptyPlan(
    {
      leaId: "lea", cycle: knownCycle, language: "en", identifications: [], dashboard: [],
      organizations: [{ id: "lea", kind: "district", name: filed.name, cds: filed.cds, county: filed.county, grades: "", serves: { elementary: false, middle: false, high: false }, selpa: null, charteredBy: null, titleOneProgram: null, equityMultiplier: false, dass: false, enrollment: null }],
    },
    "unread", filed.year,
  );
  return {
    leaName: filed.name, cds: filed.cds, year: filed.year, printed: {}, places: "pages", sizes: [], passages: {}, former: false, totals: {}, notes: [], derived: ["No machine read the file itself: goals are known by the numbers of the lists alone."], agreeing: 0, compared: 0, carryoverPercent: null,
    parts: partNames.map((part) => ({ part, rows: 0, pages: "", how: "structure", certainty: "missing" })),
    plan: { ...plan, goals: Array.from({ length: goals }, (_, at) => ({ id: `goal-${at + 1}:${suffix}`, lineageId: `goal-${at + 1}`, orgId: "lea", version: 1, offeredFrom: null, order: at, description: emptyRichText, kind: null, priorities: [], why: emptyRichText, needIds: [], schoolIds: [], parentLineageId: null })) },
  };
}

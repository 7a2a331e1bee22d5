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
import type { CopyReading, Filed, ListPlace, RowsBeside } from "./as-read.ts";

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
const plannedOf = (plan: Plan, actionId: string | null) => plan.lines.filter((line) => line.actionId === actionId && line.kind === "planned" && line.year === plan.year);
const byOrder = <Row extends { order: number }>(rows: readonly Row[]): Row[] => [...rows].sort((a, b) => a.order - b.order);
const nextOrder = (rows: readonly { order: number }[]): number => rows.reduce((most, { order }) => Math.max(most, order + 1), 0);

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

/** "2.1 Coaches": numbered as the plan's rows are found by number. */
function actionName(plan: Plan, action: Plan["actions"][number] | undefined): string {
  if (!action) return "";
  const goal = byOrder(plan.goals.filter(({ orgId }) => orgId === action.orgId)).findIndex(({ id }) => id === action.goalId) + 1;
  return `${goal}.${byOrder(plan.actions.filter(({ goalId }) => goalId === action.goalId)).findIndex(({ id }) => id === action.id) + 1} ${action.title}`;
}

/** The fields of an action that a list can say, in words; "" where it says nothing. */
const saidOf = (action: Plan["actions"][number]) => ({
  description: plainFromRichText(action.description), groups: action.groups.join(", "), contributing: action.contributing === null ? "" : action.contributing ? "yes" : "no", scope: action.scope ?? "", timeSpanText: action.timeSpanText,
});

/** The plan with one list: what each row says, and where the rows that stand in it now came from. */
function withList(plan: Plan, list: KeptList, sources: Sources, beside: RowsBeside): { plan: Plan; read: ListRead; beside: RowsBeside } {
  const own = { ...plan, goals: plan.goals.filter(({ orgId }) => orgId === plan.leaId), actions: plan.actions.filter(({ orgId }) => orgId === plan.leaId), metrics: plan.metrics.filter(({ orgId }) => orgId === plan.leaId) };
  const { reading, parents } = readSheet(list.rows, { match: list.columns, holds: list.holds, plan, orgId: plan.leaId, sources, beside: true });
  const said = new Set(Object.values(list.columns));
  const made: Plan = structuredClone(plan);
  const places = new Map(beside.places);
  const known = new Map(beside.known);
  const lines: ListLine[] = [];
  /** Rows of the plan that this list has spoken of: a second row with the same words is a row of its own, as it would be in a print. */
  const met = new Set<string>();
  const rowOf = (id: string): number => reading.printed[id]?.page ?? 0;
  const doubtsAt = (row: number) => reading.notes.filter(({ kind, page }) => kind === "doubtful" && page === row).map(({ message }) => message);
  const placeOf = (row: number): ListPlace => ({ listId: list.id, fileName: list.fileName, sheet: list.sheet, row, doubts: doubtsAt(row) });
  const told = (row: number, line: Omit<ListLine, "row" | "doubts">, doubts: readonly string[] = []) => void lines.push({ row, ...line, doubts: [...doubts, ...doubtsAt(row)] });
  const ofGoal = <Row extends { id: string; orgId: string; goalId: string }>(rows: readonly Row[], goalId: string): Row[] => rows.filter((one) => one.orgId === plan.leaId && one.goalId === goalId && !met.has(one.id));
  /** Told apart from every other list's rows. */
  const mine = <Row extends { id: string; lineageId: string }>(row: Row): Row => ({ ...row, id: `list-${list.id.slice(0, 8)}-${row.id}`, lineageId: `list-${list.id.slice(0, 8)}-${row.lineageId}` });

  if (list.holds === "actions") {
    for (const action of reading.plan.actions) {
      const [row, goalId] = [rowOf(action.id), parents.get(action.goalId) ?? ""];
      const { row: held, begins } = meant(ofGoal(made.actions, goalId), ({ title }) => title, action.title);
      if (!held) {
        const added = { ...mine(action), goalId, order: nextOrder(made.actions.filter((one) => one.goalId === goalId)) };
        made.actions.push(added);
        met.add(added.id);
        places.set(added.id, placeOf(row));
        known.set(added.id, new Set(["title", ...["description", "groups", "contributing", "scope"].filter((field) => said.has(field))]));
        told(row, { about: actionName(made, added), standing: "new", before: "", after: inWords(Object.values(saidOf(action))) });
        continue;
      }
      met.add(held.id);
      const [was, is] = [saidOf(held), saidOf(action)];
      const differing = (Object.keys(is) as (keyof typeof is)[]).filter((field) => is[field] !== "" && bare(is[field]) !== bare(was[field]));
      for (const field of differing) {
        Object.assign(held, { [field]: action[field] });
        places.set(`${held.id}/${field}`, placeOf(row));
      }
      told(row, { about: actionName(made, held), standing: differing.length > 0 ? "instead" : "same", before: inWords(differing.map((field) => was[field])), after: inWords(differing.map((field) => is[field])) }, begins ? [byFirstWords(held.title)] : []);
    }
  } else if (list.holds === "metrics") {
    for (const metric of reading.plan.metrics) {
      const [row, goalId] = [rowOf(metric.id), parents.get(metric.goalId) ?? ""];
      const { row: held, begins } = meant(ofGoal(made.metrics, goalId), ({ name }) => name, metric.name);
      const target = held ?? { ...mine(metric), goalId, order: nextOrder(made.metrics.filter((one) => one.goalId === goalId)), baselineValueIds: [] };
      const parts = {
        baselineValueIds: { was: made.values.filter(({ id }) => held?.baselineValueIds.includes(id)), is: reading.plan.values.filter(({ id }) => metric.baselineValueIds.includes(id)) },
        values: { was: made.values.filter(({ id, metricId }) => metricId === held?.id && !held.baselineValueIds.includes(id)), is: reading.plan.values.filter(({ id, metricId }) => metricId === metric.id && !metric.baselineValueIds.includes(id)) },
        targets: { was: made.targets.filter(({ metricId }) => metricId === held?.id), is: reading.plan.targets.filter(({ metricId }) => metricId === metric.id) },
      };
      const words = (rows: readonly { text: string }[]) => rows.map(({ text }) => text).join(", ");
      const given = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => parts[part].is.length > 0);
      const differing = given.filter((part) => bare(words(parts[part].was)) !== bare(words(parts[part].is)));
      for (const part of differing) {
        const gone = new Set(parts[part].was.map(({ id }) => id));
        if (part === "targets") made.targets = [...made.targets.filter(({ id }) => !gone.has(id)), ...parts.targets.is.map((one) => ({ ...mine(one), metricId: target.id }))];
        else made.values = [...made.values.filter(({ id }) => !gone.has(id)), ...parts[part].is.map((one) => ({ ...mine(one), metricId: target.id }))];
        for (const one of parts[part].is) places.set(mine(one).id, placeOf(row));
        if (part === "baselineValueIds") target.baselineValueIds = parts[part].is.map((one) => mine(one).id);
        places.set(`${target.id}/${part}`, placeOf(row));
      }
      met.add(target.id);
      if (!held) {
        made.metrics.push(target);
        places.set(target.id, placeOf(row));
        known.set(target.id, new Set(["name", ...(said.has("baseline") ? ["baselineValueIds"] : []), ...(said.has("outcome") ? ["values"] : []), ...(said.has("target") ? ["targets"] : [])]));
      }
      told(row, { about: `${byOrder(own.goals).findIndex(({ id }) => id === goalId) + 1}: ${metric.name}`, standing: !held ? "new" : differing.length > 0 ? "instead" : "same", before: inWords(differing.map((part) => words(parts[part].was))), after: inWords((held ? differing : given).map((part) => words(parts[part].is))) }, held && begins ? [byFirstWords(held.name)] : []);
    }
  } else {
    for (const id of new Set(reading.plan.lines.map(({ actionId }) => actionId ?? ""))) {
      const [given, actionId] = [reading.plan.lines.filter((line) => line.actionId === id), parents.get(id) ?? ""];
      const was = plannedOf(made, actionId);
      const sums = { was: sumOf(was), is: sumOf(given) };
      met.add(actionId);
      made.lines = [...made.lines.filter((line) => !was.includes(line)), ...given.map((line) => ({ ...mine(line), actionId }))];
      for (const line of given) {
        const row = rowOf(line.id);
        const label = sources.find(({ code }) => code === line.source)?.label ?? line.source;
        if (!places.has(`${actionId}/lines`) || line === given[0]) places.set(`${actionId}/lines`, placeOf(row));
        places.set(mine(line).id, placeOf(row));
        told(row, {
          about: actionName(made, made.actions.find((one) => one.id === actionId)), standing: was.length === 0 ? "new" : sums.was === sums.is ? "same" : "instead",
          before: was.length === 0 ? "" : `${formatMoney(sums.was)} for the action`, after: `${formatMoney(line.cents)}, ${label}${said.has("object") ? ` (${line.object})` : ""}; ${formatMoney(sums.is)} for the action`,
        });
      }
      if (known.has(actionId)) known.set(actionId, new Set([...(known.get(actionId) ?? []), "lines"]));
    }
  }
  const notIn = list.holds === "metrics" ? own.metrics.filter(({ id }) => !met.has(id)).map(({ name }) => name) : own.actions.filter((action) => !met.has(action.id) && (list.holds === "actions" || plannedOf(plan, action.id).length > 0)).map((action) => actionName(plan, action));
  const faults = new Map<number, string[]>();
  for (const { kind, page, message } of reading.notes) if (kind === "left" && page !== null) faults.set(page, [...(faults.get(page) ?? []), message.replace(/ The row is not offered\.$/, "")]);
  const derived = [...beside.derived, ...reading.derived, ...(list.holds === "lines" && reading.plan.lines.some(({ object }) => object === wholeObject) ? [`“${list.fileName}” has money without an object code: staff and other costs are not told apart, and the tables print it beside other costs.`] : [])];
  return { plan: made, read: { lines: lines.sort((a, b) => a.row - b.row), faults: [...faults].map(([row, all]) => ({ row, message: all.join(" ") })), notIn }, beside: { places, known, derived } };
}

/** A reading with the lists beside it, the oldest first, and what each says where its turn comes. */
export function withLists(reading: CopyReading, lists: readonly KeptList[], sources: Sources): { reading: CopyReading; beside: RowsBeside; read: Map<string, ListRead> } {
  const read = new Map<string, ListRead>();
  let plan = reading.plan;
  let beside: RowsBeside = { places: new Map(), known: new Map(), derived: [] };
  for (const list of lists) {
    const with_ = withList(plan, list, sources, beside);
    read.set(list.id, with_.read);
    ({ plan, beside } = with_);
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

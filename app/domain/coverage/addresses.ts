// What stands at an address of the outline ("goal.description", "frozen.baseline", "calc:t2"), seen from a place on a form.
import Fraction from "fraction.js";
import type { OutlineColumn, Outline, Statement } from "#schemas/crosswalk.ts";
import type { Answer, FrozenReading, Metric, Organization, PlanCollection, Target, Value } from "#schemas/plan.ts";
import { isBlankRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { Calculated, Calculation, CalculationInput } from "#app/domain/calculations/calculated.ts";
import { locationText } from "#app/domain/calculations/registry.ts";
import { colorName, newestResults } from "#app/domain/calculations/school-plan.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { identifiedNames } from "./conditions.ts";
import type { LedgerLine, Place, PlanIndex } from "#app/domain/plan/plan-index.ts";

/** One thing found at an address. `silent` counts as filled but is printed with another item (a value's year). */
export type Item =
  | { kind: "rich"; doc: RichText }
  | { kind: "text"; text: string }
  | { kind: "code"; code: string }
  | { kind: "flag"; value: boolean }
  | { kind: "percent"; value: Fraction }
  | { kind: "money"; cents: number }
  | { kind: "link"; to: string; id: string }
  | { kind: "reading"; reading: FrozenReading; unit: Metric["unit"] }
  | { kind: "silent" }
  | Exclude<Calculated, { kind: "money" | "percent" | "text" | "nothing" }>;

/** The row something was found in; last year's frozen rows have no version. */
export type FoundRow = { readonly id: string; readonly lineageId?: string | null; readonly version?: number | null };
/** Items with the row they stand in; `row` is null for held facts and calculations. */
export type Found = { row: FoundRow | null; items: Item[] };

type Row = Record<string, unknown> & { id: string; lineageId?: string; version?: number; orgId?: string };
type RowShape = { statement: Statement; collection: PlanCollection | null; columns: ReadonlyMap<string, OutlineColumn> };

/** Everything an address is resolved against: a plan under one form's organization. */
export type AddressBook = {
  index: PlanIndex;
  calculationInput: CalculationInput;
  calculations: Record<string, Calculation>;
  rows: (rowName: string, scope: RowScope) => readonly Row[];
  linked: (rowName: string, property: string, scope: RowScope, id: string) => readonly Row[];
  rowById: (rowName: string, id: string) => Row | undefined;
  /** The ledger's lines of one kind as amounts found, of an action or of last year's; of all when null. */
  amountsOf: (kind: LedgerLine["kind"], ownerId: string | null) => Found[];
};
export type RowScope = "own" | "lea" | "schools";
/** `read` finds everything; `filled` only asks whether anything is there, which coverage does for every cell of every table. */
export type AddressReader = { read: (book: AddressBook, place: Place) => Found[]; filled: (book: AddressBook, place: Place) => boolean };
type Read = AddressReader["read"];

const hasItems = (found: readonly Found[]): boolean => found.some((one) => one.items.length > 0);
const reader = (read: Read, filled: AddressReader["filled"] = (book, place) => hasItems(read(book, place))): AddressReader => ({ read, filled });

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** Rows kept as answers carry the names of their columns; rows of the plan its properties. */
const propertiesOf = (column: OutlineColumn, shape: RowShape): string[] => (shape.collection === null ? [column.name] : (column.at ?? [camel(column.name)]));

/** The names and shapes of the outline's rows and answers, looked up by address. */
export type OutlineIndex = { rows: ReadonlyMap<string, RowShape>; statements: ReadonlyMap<string, Statement> };

export function indexOutline(outline: Outline, supplements: readonly Statement[]): OutlineIndex {
  const statements = [...outline.chapters.flatMap((chapter) => chapter.statements), ...supplements];
  return {
    statements: new Map(statements.map((statement) => [statement.key, statement])),
    rows: new Map(
      statements
        .filter((statement) => statement.row !== undefined)
        .map((statement) => [
          statement.row as string,
          {
            statement,
            collection: (statement.collection as PlanCollection | undefined) ?? null,
            columns: new Map((statement.columns ?? []).map((column) => [column.name, column])),
          },
        ]),
    ),
  };
}

export function openAddressBook(input: CalculationInput, calculations: Record<string, Calculation>, outline: OutlineIndex): AddressBook {
  const { index } = input;
  const { plan, reads } = index;
  const schoolIds = new Set(index.schools.map((school) => school.id));
  // A district's row that names a school is, on a school's form, only about that school.
  const aboutUs = (row: Row) => index.orgId === plan.leaId || typeof row["siteId"] !== "string" || row["siteId"] === index.orgId;
  // The same answer is the same row: what is found on two ways counts once.
  const known = reads.memory<Row>();
  const asRow = (answer: Answer): Row => known(answer, () => rowOfAnswer(answer));
  const allRows = ({ collection, statement }: RowShape): readonly Row[] =>
    // Money carries its fund, so that filters can ask for it.
    collection === null ? plan.answers.filter((answer) => answer.key === statement.key).sort(inOrder).map(asRow) : ((collection === "lines" || collection === "allocations" ? index[collection] : plan[collection]) as unknown as readonly Row[]);
  const rowsOf = (shape: RowShape, orgId: string): readonly Row[] => {
    const { collection, statement } = shape;
    return collection === null ? index.answersOf(statement.key, orgId).map(asRow) : (index.rowsOf(collection, orgId) as unknown as readonly Row[]);
  };
  const inScope = (shape: RowShape, scope: RowScope): readonly Row[] =>
    scope === "own" ? rowsOf(shape, index.orgId) : scope === "lea" ? rowsOf(shape, plan.leaId).filter(aboutUs) : allRows(shape).filter((row) => schoolIds.has(String(row.orgId)));
  const inScopes = reads.memory<readonly Row[]>();
  const rows: AddressBook["rows"] = (rowName, scope) =>
    inScopes(`${rowName}\n${scope}`, () => {
      const shape = outline.rows.get(rowName);
      return shape ? inScope(shape, scope) : [];
    });
  const byLink = reads.memory<ReadonlyMap<string, Row[]>>();
  const amounts = reads.memory<Found[]>();
  return {
    index,
    calculationInput: input,
    calculations,
    rows,
    linked: (rowName, property, scope, id) => byLink(`${rowName}\n${property}\n${scope}`, () => byLinks(rows(rowName, scope), property)).get(id) ?? [],
    rowById: (rowName, id) => {
      const shape = outline.rows.get(rowName);
      if (!shape) return undefined;
      if (shape.collection !== null) return index.rowById(shape.collection, id) as unknown as Row | undefined;
      const answer = index.rowById("answers", id);
      return answer?.key === shape.statement.key ? asRow(answer) : undefined;
    },
    amountsOf: (kind, ownerId) => amounts(`${kind}\n${ownerId ?? ""}`, () => linesUnder(index, ownerId).flatMap((line): Found[] => (line.kind === kind ? [{ row: line, items: [{ kind: "money", cents: line.cents }] }] : []))),
  };
}

/** An answer that is a row has its columns where a row of the plan has its properties. */
const rowOfAnswer = ({ value, id, lineageId, version, orgId, about }: Answer): Row => ({ ...(value as Record<string, unknown>), id, lineageId, version, orgId, aboutId: about });
const inOrder = (a: Answer, b: Answer): number => a.order - b.order;

function byLinks(rows: readonly Row[], property: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const links = row[property];
    for (const link of Array.isArray(links) ? links : [links]) {
      if (typeof link !== "string") continue;
      const group = groups.get(link);
      if (group) group.push(row);
      else groups.set(link, [row]);
    }
  }
  return groups;
}

/** The money of an action, of this year or the last; without one, of a school's form the lines of its own strategies, of the LEA's those of its own actions. */
function linesUnder(index: PlanIndex, ownerId: string | null): readonly LedgerLine[] {
  if (ownerId === null) return index.ownLines;
  const [lines, lastYear] = [index.linesOf(ownerId), index.linesOfOpening(ownerId)];
  if (lastYear.length === 0) return lines;
  return lines.length === 0 ? lastYear : index.lines.flatMap((line) => [line.actionId, line.openingActionId].flatMap((id) => (id === ownerId ? line : [])));
}

// ── Compiling an address ───────────────────────────────────────────────────────────────────────────

/** The rows a place already stands in, by their names in addresses. */
const placeRows: Record<string, (place: Place) => Row | undefined> = {
  goal: (place) => place.goal as Row | undefined,
  action: (place) => place.action as Row | undefined,
  metric: (place) => place.metric as Row | undefined,
  event: (place) => place.event as Row | undefined,
  need: (place) => place.need as Row | undefined,
};

const placeRow = (rowName: string): ((place: Place) => Row | undefined) => placeRows[rowName] ?? ((place) => (place.row?.name === rowName ? place.row.value : undefined));

const noItems: Item[] = [];

/** `standing`: names of the rows the field's place has, innermost last ("goal", "action"). */
export function compileAddress(address: string, scope: RowScope, outline: OutlineIndex, standing: readonly string[], calculation: string | undefined): AddressReader {
  if (address.startsWith("fixed:")) return reader(() => []);
  if (address.startsWith("calc:")) return calculationReader(calculation ?? address.slice("calc:".length));
  const statement = outline.statements.get(address);
  if (statement) return narrativeReader(statement, scope);
  const [rowName = "", ...rest] = address.split(".");
  const shape = outline.rows.get(rowName);
  const column = shape?.columns.get(rest.join("."));
  if (shape && column) return columnReader(rowName, shape, column, scope, outline, standing);
  const held = heldReaders[address] ?? heldReaders[rowName];
  if (held) return reader((book, place) => held(book, place, rest.join(".")));
  throw new Error(`Nothing is known at the address "${address}"; the crosswalk checker would have said so.`);
}

function calculationReader(name: string): AddressReader {
  return reader((book, place) => {
    const calculate = book.calculations[name];
    if (!calculate) throw new Error(`There is no calculation named "${name}".`);
    return [{ row: null, items: itemsOf(calculate(book.calculationInput, place)) }];
  });
}

function itemsOf(value: Calculated): Item[] {
  if (value.kind === "nothing") return noItems;
  if (value.kind === "text") return value.text === "" ? noItems : [value];
  return [value];
}

function narrativeReader(statement: Statement, scope: RowScope): AddressReader {
  return reader((book, place) => {
    const orgId = scope === "lea" ? book.index.plan.leaId : book.index.orgId;
    const about = aboutAt(statement, book, place);
    return book.index.answersOf(statement.key, orgId, about).map((answer) => ({ row: answer, items: itemsOfValue(answer.value) }));
  });
}

/** The row an answer is about at a place; undefined where the place has no such row: then all of them are meant. */
function aboutAt(statement: Statement, { index }: AddressBook, place: Place): string | null | undefined {
  switch (statement.per) {
    case "goal":
      return place.goal?.id;
    case "action":
      return place.action?.id;
    case "school":
      return place.school?.id ?? (index.orgId === index.plan.leaId ? undefined : index.orgId);
    case undefined:
      return null;
  }
}

function itemsOfValue(value: unknown): Item[] {
  if (value === null || value === undefined || value === "") return noItems;
  if (typeof value === "string") return [{ kind: "text", text: value }];
  if (typeof value === "number") return [{ kind: "text", text: String(value) }];
  if (typeof value === "boolean") return [{ kind: "flag", value }];
  if (typeof value === "object" && (value as RichText).type === "doc") return isBlankRichText(value as RichText) ? noItems : [{ kind: "rich", doc: value as RichText }];
  return noItems;
}

function columnReader(rowName: string, shape: RowShape, column: OutlineColumn, scope: RowScope, outline: OutlineIndex, standing: readonly string[]): AddressReader {
  const special = specialColumns[`${rowName}.${column.name}`];
  // Standing in a line, value or target itself, its own columns are meant, not those of its action or metric.
  if (special && !(standing.includes(rowName) && placeRows[rowName] === undefined)) return special;
  const properties = propertiesOf(column, shape);
  if (shape.collection === "revenues") return revenueReader(properties);
  const itemsIn = itemReader(column, shape);
  const filledIn = column.kind === "span" ? (row: Row) => itemsIn(row).length > 0 : (row: Row) => properties.some((property) => isFilled(valueAt(row, property)));
  if (standing.includes(rowName) && rowName !== "event") {
    const here = placeRow(rowName);
    const rowAt = scope === "lea" ? (place: Place, book: AddressBook) => districtRow(book, rowName, here(place)) : (place: Place) => here(place);
    return reader(
      (book, place) => {
        const row = rowAt(place, book);
        return row ? [{ row, items: itemsIn(row) }] : [];
      },
      (book, place) => {
        const row = rowAt(place, book);
        return row !== undefined && filledIn(row);
      },
    );
  }
  const rowsAt = rowsReader(rowName, shape, scope, outline, standing);
  return reader(
    (book, place) => rowsAt(book, place).map((row) => ({ row, items: itemsIn(row) })),
    (book, place) => rowsAt(book, place).some(filledIn),
  );
}

/** The district's row behind a school's: the one it was taken over from; on the district's own form, the row itself. */
function districtRow(book: AddressBook, rowName: string, row: Row | undefined): Row | undefined {
  if (!row || row.orgId === book.index.plan.leaId) return row;
  const from = (row["offeredFrom"] as { lineageId: string } | null | undefined)?.lineageId;
  return from === undefined ? undefined : book.rows(rowName, "lea").find((one) => one.lineageId === from);
}

/** "evidence.tier" is a property of a property. */
function valueAt(row: Row, property: string): unknown {
  if (!property.includes(".")) return row[property];
  return property.split(".").reduce<unknown>((value, name) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined), row);
}

const isFilled = (value: unknown): boolean =>
  typeof value === "string" || Array.isArray(value) ? value.length > 0 : typeof value === "object" && value !== null ? !isBlankRichText(value as RichText) : value !== null && value !== undefined;

type RowsAt = (book: AddressBook, place: Place) => readonly Row[];

/** How to get from a place to rows of a collection: it stands in one; a link leads there, either way or over one row between, whichever side names the other; else all of the owner's. */
function rowsReader(rowName: string, shape: RowShape, scope: RowScope, outline: OutlineIndex, standing: readonly string[]): RowsAt {
  // Several events may print as one row.
  if (rowName === "event" && standing.includes(rowName)) return (_, place) => (place.events as Row[] | undefined) ?? present(place.event as Row | undefined);
  const inward = [...standing].reverse();
  for (const from of inward) {
    const direct = linkReader(rowName, shape, scope, outline, from);
    if (direct) return direct;
  }
  for (const from of inward) {
    for (const column of shape.columns.values()) {
      const between = column.to === undefined || column.to === from ? undefined : outline.rows.get(column.to);
      const rowsBetween = between && linkReader(column.to as string, between, scope, outline, from);
      if (!rowsBetween) continue;
      const property = propertiesOf(column, shape)[0] as string;
      return (book, place) => [...new Set(rowsBetween(book, place).flatMap((row) => book.linked(rowName, property, scope, row.id)))];
    }
  }
  // The row between names both: the causes of a metric are those of the actions that name it.
  for (const from of inward) {
    for (const [name, between] of outline.rows) {
      const column = name === rowName || name === from ? undefined : [...between.columns.values()].find((one) => one.to === rowName);
      const rowsBetween = column && linkReader(name, between, scope, outline, from);
      if (!rowsBetween) continue;
      const property = propertiesOf(column, between)[0] as string;
      return (book, place) => [...new Set(rowsBetween(book, place).flatMap((row) => strings(row[property]).flatMap((id) => present(book.rowById(rowName, id)))))];
    }
  }
  return (book) => book.rows(rowName, scope);
}

/** A link between the row stood in and the rows asked for, from either side. */
function linkReader(rowName: string, shape: RowShape, scope: RowScope, outline: OutlineIndex, from: string): RowsAt | undefined {
  const rowAt = placeRow(from);
  const fromShape = outline.rows.get(from);
  const forward = [...(fromShape?.columns.values() ?? [])].find((link) => link.to === rowName);
  if (fromShape && forward) {
    const property = propertiesOf(forward, fromShape)[0] as string;
    return (book, place) => {
      const links = rowAt(place)?.[property];
      return (Array.isArray(links) ? links : [links]).flatMap((id) => present(typeof id === "string" ? book.rowById(rowName, id) : undefined));
    };
  }
  const back = [...shape.columns.values()].find((link) => link.to === from);
  if (!back) return undefined;
  const property = propertiesOf(back, shape)[0] as string;
  return (book, place) => {
    const at = rowAt(place);
    return at ? book.linked(rowName, property, scope, at.id) : [];
  };
}

const present = <Value>(value: Value | undefined): Value[] => (value === undefined ? [] : [value]);

function itemReader(column: OutlineColumn, shape: RowShape): (row: Row) => Item[] {
  if (column.printed === false) {
    const itemsIn = itemReader({ ...column, printed: true }, shape);
    return (row) => itemsIn(row).map(() => ({ kind: "silent" }));
  }
  const properties = propertiesOf(column, shape);
  const property = properties[0] as string;
  switch (column.kind) {
    case "link":
    case "links":
      return (row) => strings(row[property]).map((id) => ({ kind: "link", to: column.to ?? "", id }));
    case "choice":
    case "list":
      return (row) => {
        const codes = row[property];
        return typeof codes === "string" && codes !== "" ? [{ kind: "code", code: codes }] : strings(codes).map((code) => ({ kind: "code", code }));
      };
    case "percent":
      return (row) => (typeof row[property] === "string" ? [{ kind: "percent", value: new Fraction(row[property]).div(100) }] : noItems);
    case "money":
      return (row) => (typeof row[property] === "number" ? [{ kind: "money", cents: row[property] }] : noItems);
    case "span":
      return (row) => present(spanText(row, properties)).map((text) => ({ kind: "text", text }));
    case "date":
      return (row) => joined(properties.map((name) => inWords(valueAt(row, name))));
  }
  if (properties.length > 1) return (row) => joined(properties.map((name) => valueAt(row, name)));
  return (row) => itemsOfValue(row[property]);
}

/** A day of the calendar as people write it; other words as they are. */
const inWords = (value: unknown): unknown => (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDay(value) : value);

const strings = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string" && one !== "");

function joined(values: unknown[]): Item[] {
  const text = strings(values).join(", ");
  return text === "" ? noItems : [{ kind: "text", text }];
}

/** Start and end print as plan years; no end prints as ongoing; the LEA's own words win. */
function spanText(row: Row, [start = "", end = "", words = ""]: string[]): string | undefined {
  const own = row[words];
  if (typeof own === "string" && own !== "") return own;
  const from = row[start];
  const to = row[end];
  if (typeof to !== "string") return typeof from === "string" || to === null ? "ongoing" : undefined;
  if (typeof from !== "string") return `until ${to}`;
  const first = schoolYear(from);
  const last = schoolYear(to) + 1;
  return `${first}-${String(last % 100).padStart(2, "0")}`;
}

/** The year a school year begins in: days from July on belong to the one just begun. */
const schoolYear = (day: string): number => Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 7 ? 1 : 0);

// ── Columns that are roles, money or series, not plain cells ───────────────────────────────────────

const readings = (metric: Metric, rows: readonly (Value | Target | FrozenReading)[], year: (row: never) => string): Item[] =>
  rows.map((row) => ({ kind: "reading", unit: metric.unit, reading: { group: row.group, siteId: row.siteId, amount: row.amount, text: row.text, year: year(row as never) } }));

/** Of each group and site the newest value that this plan does not call its baseline. */
export function newestValues(index: PlanIndex, metric: Metric): Value[] {
  const newest = new Map<string, Value>();
  for (const value of index.valuesOf(metric.id)) {
    if (metric.baselineValueIds.includes(value.id)) continue;
    const key = `${value.group}\n${value.siteId ?? ""}`;
    const before = newest.get(key);
    if (!before || age(value) >= age(before)) newest.set(key, value);
  }
  return [...newest.values()];
}
const age = (value: Value): string => value.measuredOn ?? (/\d{4}/.exec(value.year)?.[0] ?? "");

/** The metric at hand; at an action those it names; else all of the owner's. */
const metricsAt = ({ index }: AddressBook, { metric, action }: Place): readonly Metric[] =>
  metric ? [metric] : action ? action.metricIds.flatMap((id) => index.metric.get(id) ?? []) : index.goals.flatMap((goal) => index.metricsOf(goal.id));

const metricRows = <Row extends Value | Target>(rowsOf: (book: AddressBook, metric: Metric) => readonly Row[], items: (metric: Metric, row: Row) => Item[]): AddressReader =>
  reader(
    (book, place) => metricsAt(book, place).flatMap((metric) => rowsOf(book, metric).map((row) => ({ row, items: items(metric, row) }))),
    (book, place) => metricsAt(book, place).some((metric) => rowsOf(book, metric).length > 0),
  );
const silent = (): Item[] => [{ kind: "silent" }];
const namedBaseline = (book: AddressBook, metric: Metric): Value[] => book.index.valuesOf(metric.id).filter((value) => metric.baselineValueIds.includes(value.id));
const newestOrBaseline = (book: AddressBook, metric: Metric): Value[] => {
  const newest = newestValues(book.index, metric);
  return newest.length > 0 ? newest : namedBaseline(book, metric);
};
const valueYear = (row: Value) => row.year;
const targetYear = (row: Target) => row.dueYear;

const amountOfLines = (kind: "planned" | "estimated"): AddressReader => reader((book, { action, openingAction }) => book.amountsOf(kind, (action ?? openingAction)?.id ?? null));

/** Addresses whose meaning is more than a property of a row (roles on a series, the ledger, last year's action). */
const specialColumns: Record<string, AddressReader> = {
  "value.amount": metricRows((book, metric) => newestValues(book.index, metric), (metric, row) => readings(metric, [row], valueYear)),
  "value.year": metricRows((book, metric) => newestValues(book.index, metric), silent),
  /** When the newest value was measured, or the year it is about. */
  "value.date": metricRows(newestOrBaseline, (_, row) => itemsOfValue(row.measuredOn === null ? row.year : longDay(row.measuredOn))),
  "metric.baseline_values": metricRows(namedBaseline, (metric, row) => readings(metric, [row], valueYear)),
  "target.amount": metricRows((book, metric) => book.index.targetsOf(metric.id), (metric, row) => readings(metric, [row], targetYear)),
  /** Where: three properties in one cell, "Specific Schools: …". */
  "action.schools": reader((book, { action }) => (action ? [{ row: action, items: [{ kind: "text", text: locationText(book.index, action) }] }] : [])),
  "line.amount": amountOfLines("planned"),
  "line.actual": amountOfLines("estimated"),
  "line.object": amountOfLines("planned"),
  "action.actual_pct": reader((_, { openingAction }) =>
    openingAction ? [{ row: openingAction, items: present(openingAction.actualPercent ?? undefined).map((points) => ({ kind: "percent", value: new Fraction(points).div(100) })) }] : [],
  ),
};

/** A revenue column says which amount it is: a kind of the catalog, for the plan's year or the one before. */
export function revenueAt(index: PlanIndex, [kind = "", when = "next"]: readonly string[]) {
  return index.revenue(kind, when === "current" ? index.priorYear : index.plan.year);
}
const revenueReader = (properties: string[]): AddressReader =>
  reader((book) => {
    const row = revenueAt(book.index, properties);
    return row ? [{ row, items: [{ kind: "money", cents: row.cents }] }] : [];
  });
// ── Held facts ─────────────────────────────────────────────────────────────────────────────────────

type HeldReader = (book: AddressBook, place: Place, rest: string) => Found[];
const heldText = (text: string | null | undefined): Found[] => (text ? [{ row: null, items: [{ kind: "text", text }] }] : []);
const heldList = (items: string[]): Found[] => (items.length > 0 ? [{ row: null, items: [{ kind: "list", items }] }] : []);
const heldCodes = (codes: string | readonly string[]): Found[] => {
  const items = [...new Set([codes].flat())].map((code) => ({ kind: "code" as const, code }));
  return items.length > 0 ? [{ row: null, items }] : [];
};
/** Statuses the form's own organization holds now. */
const ownStatuses = ({ index }: AddressBook) => index.statuses.filter((status) => status.until === null || status.until >= index.plan.year);
const statusEntry = (book: AddressBook, code: string) => book.calculationInput.catalogs["identifications"]?.entries.find((entry) => entry.code === code);
const organizationOf = (book: AddressBook): Organization => book.index.organizations.get(book.index.orgId) ?? book.index.lea;

const frozenReadings =
  (role: "baseline" | "year1" | "year2" | "target"): HeldReader =>
  (book, place) => {
    const { metric } = place;
    const frozen = metric && book.index.openingMetric.get(metric.lineageId);
    if (!metric || !frozen || frozen[role].length === 0) return [];
    return [{ row: frozen, items: readings(metric, frozen[role], (row: FrozenReading) => row.year) }];
  };

const heldReaders: Record<string, HeldReader> = {
  "profile.lea_name": (book) => heldText(book.index.lea.name),
  "profile.lea_cds": (book) => heldText(book.index.lea.cds),
  "profile.selpa": (book) => heldText(book.index.lea.selpa),
  "profile.em_schools": (book) => heldList(book.index.plan.organizations.filter((one) => one.equityMultiplier).map((one) => one.name)),
  "profile.school_name": (book) => heldText(organizationOf(book).name),
  "profile.school_cds": (book) => heldText(organizationOf(book).cds),
  "profile.title1_program": (book) => heldCodes(organizationOf(book).titleOneProgram ?? []),
  "plan.year": (book) => heldText(book.index.plan.year),
  "plan.prior_year": (book) => heldText(book.index.priorYear),
  "frozen.baseline": frozenReadings("baseline"),
  "frozen.year1": frozenReadings("year1"),
  "frozen.year2": frozenReadings("year2"),
  "frozen.target": frozenReadings("target"),
  "frozen.carryover_pct": (book) => {
    const percent = book.index.plan.opening?.carryoverPercent;
    return percent == null ? [] : [{ row: null, items: [{ kind: "percent", value: new Fraction(percent).div(100) }] }];
  },
  "frozen.action": () => [],
  /** Statuses of a school that its plan ticks. */
  "identification.school": (book) => heldCodes(ownStatuses(book).map((status) => status.program).filter((code) => statusEntry(book, code)?.["school"] === true)),
  "identification.groups": (book) => heldCodes(ownStatuses(book).flatMap((status) => status.groups)),
  "identification.indicators": (book) => heldCodes(ownStatuses(book).flatMap((status) => status.indicators)),
  /** Results of the newest Dashboard held, one line an indicator and group. */
  dashboard: (book) => {
    const label = (catalog: string, code: string) => book.calculationInput.catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
    return heldList(newestResults(book.index).map((result) => `${label("indicators", result.indicator)}, ${label("student-groups", result.group)}: ${[result.status, colorName(result.color)].filter(Boolean).join(", ")} (${result.year})`));
  },
  /** Kept beside the plan with every save; a plan as a file carries none. */
  history: () => [],
  /** No calendar file of a cycle is held; no date is made up. */
  calendar: () => [],
  /** identification.<status or group of statuses>: who holds it, with the reason; identification.earlier.<status>: whether it was held in an earlier year. */
  identification: (book, _, rest) => {
    const asked = rest.replace(/^earlier\./, "");
    const entries = book.calculationInput.catalogs["identifications"]?.entries ?? [];
    const codes = entries.filter((entry) => entry.code.replaceAll("-", "_") === asked || entry["group"] === asked).map((entry) => entry.code);
    if (asked !== rest) return heldText(book.index.statuses.some((status) => codes.includes(status.program) && status.since !== null && status.since < book.index.plan.year) ? "Yes" : "No");
    const own = book.index.statuses.filter((status) => codes.includes(status.program));
    return own.length > 0 ? heldList(own.map((status) => status.reason)) : heldList(identifiedNames(book.index, codes));
  },
};

/** Columns of last year's adopted actions: frozen.action.title and its like. */
const frozenActionColumns: Record<string, (action: NonNullable<Place["openingAction"]>) => Item[]> = {
  goal_number: (action) => [{ kind: "text", text: action.goalNumber }],
  number: (action) => [{ kind: "text", text: action.number }],
  title: (action) => [{ kind: "text", text: action.title }],
  contributing: (action) => (action.contributing === null ? [] : [{ kind: "flag", value: action.contributing }]),
  planned_total: (action) => [{ kind: "money", cents: action.plannedTotalCents }],
  planned_lcff: (action) => [{ kind: "money", cents: action.plannedLcffCents }],
  planned_pct: (action) => (action.plannedPercent === null ? [] : [{ kind: "percent", value: new Fraction(action.plannedPercent).div(100) }]),
};
for (const [name, read] of Object.entries(frozenActionColumns))
  heldReaders[`frozen.action.${name}`] = (_, place) => (place.openingAction ? [{ row: place.openingAction, items: read(place.openingAction) }] : []);

/** Every held address the code can resolve: the checker compares the outline's list with it. */
export const heldAddresses: ReadonlySet<string> = new Set(Object.keys(heldReaders));

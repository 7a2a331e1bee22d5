// Reading one plan through one form: which fields apply, what answers each of them, and how completely.
import type { Crosswalks, Field, MapRow, Part, ProgramCrosswalk, SimpleField } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import type { ActionTables } from "#app/domain/calculations/action-tables.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { unnamedRows } from "#app/domain/plan/offers-to-schools.ts";
import { once } from "#app/domain/plan/once.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Catalogs, Place, PlanIndex } from "#app/domain/plan/plan-index.ts";
import { compileAddress, indexOutline, openAddressBook } from "./addresses.ts";
import type { AddressBook, AddressReader, Found, Item, OutlineIndex, RowScope } from "./addresses.ts";
import { compileCondition, factsOf, scopeAt } from "./conditions.ts";
import type { Condition, Facts } from "./conditions.ts";

/** A plan seen through a form: made once, used by coverage, documents and rules. */
export type FormReading = {
  plan: Plan;
  program: ProgramCrosswalk;
  catalogs: Catalogs;
  index: PlanIndex;
  tables: ActionTables;
  facts: Facts;
  book: AddressBook;
  form: CompiledForm;
  /** Rows a school took over from the district and that no vote of its council names. */
  unnamed: ReadonlySet<string>;
  /** Rows of tables, remembered by tableSpots. */
  spots: (name: unknown, make: () => Spot[]) => Spot[];
  /** Which rows a filter keeps, remembered by answerField. */
  kept: Map<Condition, Map<object, boolean>>;
  /** Conditions that speak of no row, asked once for the reading. */
  settled: (condition: unknown, ask: () => boolean) => boolean;
};

export type FieldState = "answered" | "partly" | "missing" | "not-applicable" | "fixed";

/** What a field holds at a place. `lacking`: addresses still to be answered; `found` only what may be printed, in order. */
export type Judged = { state: FieldState; lacking: string[]; impossible?: string };
export type FieldAnswer = Judged & { found: { source: CompiledSource; found: Found[] }[] };

/** `place` is where the map says it: "maps/lcap.2024.csv:12". `author`: a person answers it. */
export type CompiledSource = { row: MapRow; place: string; when: Condition | null; read: AddressReader; author: boolean; group: string };
export type CompiledField = {
  field: SimpleField;
  when: Condition | null;
  filter: Condition | null;
  /** The field's own calculation, for a picture that no map row fills. */
  calculate: AddressReader | null;
  sources: CompiledSource[];
  supplements: { address: string; source: CompiledSource }[];
  /** Labelled parts of one cell; the one without a calculation is the field's own answer. */
  parts: { label: string; calculate: AddressReader | null }[] | null;
  /** The one source that answers by itself: most fields, and nearly every cell of a table. */
  simple: CompiledSource | null;
};
/** `cells`: those of the lines that a person or a sum fills. */
export type CompiledTable = { columns: CompiledField[]; lines: { label: string | undefined; fields: CompiledField[] }[]; cells: CompiledField[]; rowFilter: Condition | null };
export type CompiledPartField = CompiledField & { field: Field; table: CompiledTable | null };
/** `heading`: without the number of a goal. */
export type CompiledPart = { part: Part; heading: string; when: Condition | null; repeatFilter: Condition | null; fields: CompiledPartField[] };
export type CompiledForm = { parts: CompiledPart[]; outline: OutlineIndex };

// ── Compiling: once for an edition and map, however many plans are read through it ──────────────────

const compiledForms = new WeakMap<ProgramCrosswalk, CompiledForm>();

function compileForm(crosswalks: Pick<Crosswalks, "outline">, program: ProgramCrosswalk): CompiledForm {
  let form = compiledForms.get(program);
  if (form) return form;
  const outline = indexOutline(crosswalks.outline, program.supplements);
  const rowsOfField = new Map<string, MapRow[]>();
  for (const row of program.map) rowsOfField.set(row.field, [...(rowsOfField.get(row.field) ?? []), row]);
  const condition = (expression: string | undefined) => (expression ? compileCondition(expression) : null);

  const compileField = (field: SimpleField, standing: readonly string[]): CompiledField => {
    // An alias of another program's field has map rows of its own.
    const mapRows = (rowsOfField.get(field.alias_of?.includes(":") ? field.id : (field.alias_of ?? field.id)) ?? []).sort((a, b) => a.order - b.order);
    const source = (row: MapRow, address: string): CompiledSource => ({
      row,
      place: `${row.file}:${row.row}`,
      when: row.when === "" ? null : compileCondition(row.when),
      read: compileAddress(address, row.scope, outline, standing, calculationFor(field, address)),
      author: outline.statements.has(address) || outline.rows.has(address.split(".")[0] ?? ""),
      group: address.split(".")[0] ?? address,
    });
    const sources = mapRows.map((row) => source(row, row.source));
    const [first] = sources;
    const alone = first && sources.length === 1 && first.row.supplement === "" && first.row.relation !== "subset" && first.row.relation !== "intersects";
    return {
      field,
      simple: alone ? first : null,
      when: condition(field.when),
      filter: condition(field.filter),
      calculate: field.calculation === undefined ? null : compileAddress(`calc:${field.calculation}`, "own", outline, standing, field.calculation),
      sources,
      parts: field.parts?.map(({ label, calculation }) => ({ label, calculate: calculation === undefined ? null : compileAddress(`calc:${calculation}`, "own", outline, standing, calculation) })) ?? null,
      supplements: [...new Set(mapRows.filter((row) => row.supplement !== "").map((row) => row.supplement))].map((address) => ({
        address,
        source: source(mapRows.find((row) => row.supplement === address) as MapRow, address),
      })),
    };
  };

  const compileTable = (field: Field, standing: readonly string[], rowStanding: readonly string[]): CompiledTable => {
    const lines = (field.grid?.lines ?? []).map((line) => ({ label: line.label, fields: line.fields.map((cell) => compileField(cell, standing)) }));
    return { columns: (field.columns ?? []).map((column) => compileField(column, rowStanding)), lines, cells: lines.flatMap((line) => line.fields).filter((cell) => cell.field.kind !== "fixed"), rowFilter: condition(field.rows?.filter) };
  };

  form = {
    outline,
    parts: program.edition.parts.map((part) => {
      const standing = part.repeat ? [part.repeat.collection] : [];
      return {
        part,
        heading: part.heading.replace(/\s*\{[^{}]*\.[^{}]*\}/g, ""),
        when: condition(part.when),
        repeatFilter: condition(part.repeat?.filter),
        fields: part.fields.map((field) => {
          const rowStanding = field.rows ? [...standing, field.rows.collection] : standing;
          return {
            ...compileField(field, standing),
            field,
            table: field.kind === "table" ? compileTable(field, standing, rowStanding) : null,
          };
        }),
      };
    }),
  };
  compiledForms.set(program, form);
  return form;
}

/** The field names the one calculation where the map names the family ("calc:t2", "t2.planned_pct"). */
function calculationFor(field: SimpleField, address: string): string | undefined {
  if (!address.startsWith("calc:")) return undefined;
  const family = address.slice("calc:".length);
  return field.calculation !== undefined && (field.calculation === family || field.calculation.startsWith(`${family}.`)) ? field.calculation : family in calculations ? family : field.calculation;
}

export type FormInput = { plan: Plan; crosswalks: Pick<Crosswalks, "outline" | "catalogs">; program: ProgramCrosswalk; orgId?: string };

/** Everything derived from a plan starts here. Pure: same plan and crosswalks, same reading. What a form does not ask for is not worked out. */
export const readForm = (input: FormInput): FormReading => new Reading(input);

class Reading implements FormReading {
  readonly plan: Plan;
  readonly program: ProgramCrosswalk;
  readonly catalogs: Catalogs;
  readonly index: PlanIndex;
  readonly facts: Facts;
  readonly book: AddressBook;
  readonly form: CompiledForm;
  readonly spots: FormReading["spots"];
  readonly kept: FormReading["kept"] = new Map();
  readonly settled: FormReading["settled"];
  readonly #seen: PlanReading;
  readonly #unnamed: () => ReadonlySet<string>;

  constructor({ plan, crosswalks, program, orgId }: FormInput) {
    const seen = readPlan(plan, crosswalks.catalogs, orgId);
    const { index } = seen;
    const { reads } = index;
    this.#seen = seen;
    this.plan = plan;
    this.program = program;
    this.catalogs = crosswalks.catalogs;
    this.index = index;
    this.form = compileForm(crosswalks, program);
    this.#unnamed = reads.later(() => unnamedRows(index));
    this.facts = seen.facts;
    this.book = openAddressBook(this, calculations, this.form.outline);
    this.spots = reads.memory();
    this.settled = reads.memory();
  }
  get tables(): ActionTables {
    return this.#seen.tables;
  }
  get unnamed(): ReadonlySet<string> {
    return this.#unnamed();
  }
}

export type PlanReading = Pick<FormReading, "index" | "tables" | "facts">;

/** What every form sees in a plan, about one organization of it (the LEA where none is named); looked up once for a plan that nobody can change. */
export const readPlan = (plan: Plan, catalogs: Catalogs, orgId: string = plan.leaId): PlanReading => once([plan, catalogs], `read for ${orgId}`, () => new Looked(plan, catalogs, orgId));

class Looked implements PlanReading {
  readonly index: PlanIndex;
  readonly facts: Facts;
  readonly #tables: () => ActionTables;
  constructor(plan: Plan, catalogs: Catalogs, orgId: string) {
    const index = indexPlan(plan, catalogs, orgId);
    this.index = index;
    this.#tables = index.reads.later(() => computeActionTables(index));
    this.facts = factsOf(index, this.#tables, catalogs);
  }
  get tables(): ActionTables {
    return this.#tables();
  }
}

// ── Places ─────────────────────────────────────────────────────────────────────────────────────────

/** A place with the facts its conditions see; they are only gathered when a condition asks, and a condition is asked once, however many fields have it. */
export class Spot {
  #scope: Record<string, unknown> | undefined;
  #held: ((condition: unknown, ask: () => boolean) => boolean) | undefined;
  constructor(
    readonly reading: Pick<FormReading, "index" | "facts" | "settled">,
    readonly place: Place,
  ) {}
  get scope(): Record<string, unknown> {
    return (this.#scope ??= scopeAt(this.reading.facts, this.place));
  }
  /** True where there is no condition. */
  holds(condition: Condition | null): boolean {
    if (condition === null) return true;
    const asked = condition.sameEverywhere ? this.reading.settled : (this.#held ??= this.reading.index.reads.memory());
    return asked(condition, () => condition(this.scope));
  }
}
export const spotAt = (reading: FormReading, place: Place): Spot => new Spot(reading, place);

/** The places a part prints at: once, or once per goal; none when it does not apply. */
export function partSpots(reading: FormReading, compiled: CompiledPart): Spot[] {
  const whole = spotAt(reading, {});
  if (!whole.holds(compiled.when)) return [];
  if (!compiled.part.repeat) return [whole];
  return reading.index.goals.map((goal) => spotAt(reading, { goal })).filter((spot) => spot.holds(compiled.repeatFilter));
}

const rowSources: Record<string, (reading: FormReading, place: Place) => Place[]> = {
  action: ({ index }, place) => (place.goal ? index.actionsOf(place.goal.id).map((action) => ({ ...place, action })) : index.goals.flatMap((goal) => index.actionsOf(goal.id).map((action) => ({ goal, action })))),
  metric: ({ index }, place) => (place.goal ? index.metricsOf(place.goal.id).map((metric) => ({ ...place, metric })) : index.goals.flatMap((goal) => index.metricsOf(goal.id).map((metric) => ({ goal, metric })))),
  goal: ({ index }) => index.goals.map((goal) => ({ goal })),
  opening_action: ({ plan }) => (plan.opening?.actions ?? []).map((openingAction) => ({ openingAction })),
  event: ({ book }, place) => (book.rows("event", "own") as unknown as NonNullable<Place["event"]>[]).map((event) => ({ ...place, event })),
  need: ({ book }, place) => (book.rows("need", "own") as unknown as NonNullable<Place["need"]>[]).map((need) => ({ ...place, need })),
  school: ({ index }) => index.schools.map((school) => ({ school })),
  line: ({ index }, place) =>
    (place.goal ? [place.goal] : index.goals).flatMap((goal) => index.actionsOf(goal.id).flatMap((action) => index.linesOf(action.id).map((line) => ({ ...place, goal, action, row: { name: "line", value: line } })))),
};

/** The rows a table prints: of its collection, or of the answers kept under a row name of the outline. */
export function tableSpots(reading: FormReading, field: CompiledPartField, at: Spot): Spot[] {
  const rows = field.field.rows;
  if (!rows) return [];
  const all = reading.spots(`${rows.collection}\n${rows.scope ?? ""}\n${at.place.goal?.id ?? ""}`, () => {
    const known = rowSources[rows.collection];
    return (known ? known(reading, at.place) : otherPlaces(reading, rows.collection, rows.scope ?? "own", at.place)).map((place) => spotAt(reading, place));
  });
  const filter = field.table?.rowFilter ?? null;
  if (!filter && !rows.group_by) return all;
  return reading.spots(`${rows.collection}\n${rows.scope ?? ""}\n${at.place.goal?.id ?? ""}\n${rows.filter ?? ""}\n${rows.group_by ?? ""}`, () => {
    const spots = all.filter((spot) => spot.holds(filter));
    return rows.group_by ? grouped(reading, spots, rows.group_by) : spots;
  });
}

/** Rows of any other name: of a collection of the plan, or kept as answers under their statement. A row about an action or a metric brings it along. */
function otherPlaces({ index, form, book }: FormReading, rowName: string, scope: RowScope, place: Place): Place[] {
  const shape = form.outline.rows.get(rowName);
  if (!shape) return [];
  return book.rows(rowName, scope).map((value) => {
    const about = value["about"] as { kind: string; id: string } | undefined;
    const actionId = value["actionId"] ?? (about?.kind === "action" ? about.id : null);
    const action = typeof actionId === "string" ? index.action.get(actionId) : undefined;
    const openingAction = about?.kind === "opening-action" ? index.openingAction.get(about.id) : undefined;
    const metric = typeof value["metricId"] === "string" ? index.metric.get(value["metricId"]) : undefined;
    const answer = shape.collection === null ? index.rowById("answers", value.id) : undefined;
    return { ...place, ...(action && { action }), ...(openingAction && { openingAction }), ...(metric && { metric }), ...(answer && { answer }), row: { name: rowName, value } };
  });
}

/** Events with the same label print as one row, in the order of the first. */
function grouped(reading: FormReading, spots: Spot[], property: string): Spot[] {
  const groups = new Map<string, NonNullable<Place["event"]>[]>();
  for (const { place } of spots) {
    if (!place.event) return spots;
    const label = String((place.event as Record<string, unknown>)[property] ?? "");
    const key = label === "" ? place.event.id : label;
    groups.set(key, [...(groups.get(key) ?? []), place.event]);
  }
  return [...groups.values()].map((events) => spotAt(reading, { ...spots[0]?.place, event: events[0] as NonNullable<Place["event"]>, events }));
}

// ── Answers ────────────────────────────────────────────────────────────────────────────────────────

function blank(found: readonly Found[]): boolean {
  for (const { items } of found) if (items.length > 0) return false;
  return true;
}
const fixed: FieldAnswer = { state: "fixed", found: [], lacking: [] };
const notApplicable: FieldAnswer = { state: "not-applicable", found: [], lacking: [] };

/** How completely a field is answered, and which addresses are still lacking; the words themselves are left alone. */
export function judgeField(reading: FormReading, compiled: CompiledField, spot: Spot): Judged {
  if (compiled.field.kind === "fixed") return fixed;
  if (!spot.holds(compiled.when)) return unasked(reading, compiled, spot);
  const { simple } = compiled;
  if (simple) return !spot.holds(simple.when) ? missing(compiled.field, []) : isFilled(reading, compiled, simple, spot) ? wholly : missing(compiled.field, [simple.row.source]);
  return judge(compiled, spot, (source) => isFilled(reading, compiled, source, spot));
}

function isFilled(reading: FormReading, compiled: CompiledField, source: CompiledSource, spot: Spot): boolean {
  const { filter } = compiled;
  if (!filter) return source.read.filled(reading.book, spot.place);
  const found = source.read.read(reading.book, spot.place);
  const kept = (one: Found) => keeps(reading, filter, spot, source.group, one);
  return found.some((one) => one.items.length > 0 && kept(one)) || (found.length > 0 && amountIsZero(compiled, spot) && !found.some(kept));
}

const wholly: Judged = { state: "answered", lacking: [] };
const missing = (field: SimpleField, lacking: string[]): Judged => (field.required === false ? notApplicable : { state: "missing", lacking });

/**
 * Equal and superset sources answer by themselves (all columns of one row together); subsets answer together where the map marks the set
 * complete; an intersecting source is never copied and never answers; a supplement does the rest (architecture: relations of NIST IR 8477).
 */
function judge(compiled: CompiledField, spot: Spot, filled: (source: CompiledSource) => boolean): Judged {
  const lacking: string[] = [];
  // Sources of one group answer together: a group with a gap does not answer.
  const filledGroups: string[] = [];
  const gaps: string[] = [];
  let parts = 0;
  let partsFilled = 0;
  let anything = false;
  let complete = true;
  for (const source of compiled.sources) {
    if (!spot.holds(source.when)) continue;
    complete &&= source.row.complete === "y";
    if (source.row.relation === "intersects") continue;
    const here = filled(source);
    anything ||= here;
    // The school's own row and the district's answer each for itself.
    if (source.row.relation !== "subset") (here ? filledGroups : gaps).push(`${source.row.scope} ${source.group}`);
    else if (source.author) {
      parts += 1;
      if (here) partsFilled += 1;
    }
    if (!here && (source.author || source.row.relation !== "subset")) lacking.push(source.row.source);
  }
  const supplementsLacking: string[] = [];
  for (const { source, address } of compiled.supplements) {
    if (filled(source)) anything = true;
    else supplementsLacking.push(address);
  }
  const wholeFilled = filledGroups.some((group) => !gaps.includes(group));
  // A fact that is held beside an unanswered question does not answer it: without a whole answer, the parts a person writes must all be there.
  const partsDo = parts === partsFilled && (parts > 0 || gaps.length === 0);
  const filledUp = wholeFilled || (partsDo && (complete ? anything : compiled.supplements.length > 0));
  if (filledUp && supplementsLacking.length === 0) return wholly;
  const stillLacking = [...(wholeFilled ? [] : lacking), ...supplementsLacking];
  return anything ? { state: "partly", lacking: stillLacking } : missing(compiled.field, stillLacking);
}

function readSource(reading: FormReading, compiled: CompiledField, source: CompiledSource, spot: Spot): Found[] {
  const found = source.read.read(reading.book, spot.place);
  const { filter } = compiled;
  if (!filter) return found;
  const kept = found.filter((one) => keeps(reading, filter, spot, source.group, one));
  return kept.length === 0 && found.length > 0 && amountIsZero(compiled, spot) ? noAmount : kept;
}

/** An action with lines of money, none of them in this column: its amount here is known, it is zero. */
const amountIsZero = ({ field }: CompiledField, { place }: Spot): boolean => field.kind === "money" && (place.action ?? place.openingAction) !== undefined;
const noAmount: Found[] = [{ row: null, items: [{ kind: "money", cents: 0 }] }];

/** What answers a field at a place: its state, and everything that may be printed, in the order of the map. */
export function answerField(reading: FormReading, compiled: CompiledField, spot: Spot): FieldAnswer {
  if (compiled.field.kind === "fixed") return fixed;
  if (!spot.holds(compiled.when)) return unasked(reading, compiled, spot);
  return askedField(reading, compiled, spot);
}

/** Where nothing is due but the prompt is printed all the same, an answer that is there is printed too: a typed paragraph is never lost. */
function unasked(reading: FormReading, compiled: CompiledField, spot: Spot): FieldAnswer {
  if (compiled.field.if_empty === undefined) return notApplicable;
  const { found } = askedField(reading, compiled, spot);
  return found.length === 0 ? notApplicable : { state: "answered", lacking: wholly.lacking, found };
}

function askedField(reading: FormReading, compiled: CompiledField, spot: Spot): FieldAnswer {
  const { simple } = compiled;
  if (simple) {
    if (!spot.holds(simple.when)) return { ...missing(compiled.field, []), found: [] };
    const found = readSource(reading, compiled, simple, spot);
    if (blank(found)) return { ...missing(compiled.field, [simple.row.source]), found: [] };
    const reason = impossibleReason(found);
    return reason === undefined ? { state: "answered", lacking: wholly.lacking, found: [{ source: simple, found }] } : { state: "missing", lacking: [], found: [], impossible: reason };
  }
  const read: FieldAnswer["found"] = [];
  for (const source of compiled.sources) if (source.row.relation !== "intersects" && spot.holds(source.when)) read.push({ source, found: readSource(reading, compiled, source, spot) });
  // A supplement stands on a map row whose own source may only intersect; the supplement itself is printed.
  for (const { source } of compiled.supplements) read.push({ source, found: readSource(reading, compiled, source, spot) });
  for (const { found } of read) {
    const reason = impossibleReason(found);
    if (reason !== undefined) return { state: "missing", found: [], lacking: [], impossible: reason };
  }
  // Of several whole answers the first is printed; parts stand beside it.
  const filled = read.filter(({ found }) => !blank(found));
  const whole = filled.find(({ source }) => source.row.relation !== "subset")?.source.group;
  const isSupplement = (source: CompiledSource) => compiled.supplements.some((supplement) => supplement.source === source);
  const { state, lacking } = judge(compiled, spot, (source) => filled.some((one) => one.source === source));
  return { state, lacking, found: filled.filter(({ source }) => source.row.relation === "subset" || source.group === whole || isSupplement(source)) };
}

function impossibleReason(found: readonly Found[]): string | undefined {
  for (const { items } of found) for (const item of items) if (item.kind === "impossible") return item.reason;
  return undefined;
}

/** A filter sees the row it may drop under the row's own name: "line.fund == 'lcff'". One that names no other row is asked once a row; one about rows of another source of the field drops nothing here. */
function keeps(reading: FormReading, filter: Condition, spot: Spot, rowName: string, found: Found): boolean {
  const at = found.row;
  if (!at) return true;
  const known = reading.kept.get(filter) ?? new Map<object, boolean>();
  let keep = known.get(at);
  if (keep !== undefined) return keep;
  const { rows } = reading.form.outline;
  if (!("personnel" in at) && !rows.has(rowName)) return true;
  if (!filter.names.includes(rowName) && filter.names.some((name) => rows.has(name) && !(name in spot.scope))) return true;
  if (!filter.names.every((name) => name === rowName)) return filter(scopeAt(reading.facts, spot.place, { name: rowName, row: at }));
  reading.kept.set(filter, known.set(at, (keep = filter({ [rowName]: at }))));
  return keep;
}

/** Does this field say something of a row that the council has not named yet? What the school itself adds to such a row (its values, its targets) is its own. */
export function waitsForVote(reading: FormReading, compiled: CompiledField, { place }: Spot): boolean {
  const name = compiled.sources.find((source) => source.author)?.group;
  const row = name === "goal" ? place.goal : name === "metric" ? place.metric : name === "action" ? place.action : name === place.row?.name ? place.row?.value : undefined;
  // A row that was not taken over waits for nothing, whatever the council votes.
  return row !== undefined && "offeredFrom" in row && row.offeredFrom !== null && reading.unnamed.has(row.id);
}
/** The columns a row is known by on a form: the place to say something about the whole row. */
const knownBy = new Set(["goal.description", "metric.name", "action.description", "line.source"]);
export const isKnownBy = (compiled: CompiledField): boolean => compiled.sources.some(({ row }) => row.scope === "own" && knownBy.has(row.source));
/** Said on screen and in print. */
export const waitsForVoteWords = "From the district's plan; no vote of the schoolsite council has named it yet.";

/** Every item that may be printed, in the order of the map. */
export function itemsOf(answer: FieldAnswer): readonly Item[] {
  const only = answer.found.length === 1 ? answer.found[0]?.found : undefined;
  if (only?.length === 1) return only[0]?.items ?? [];
  const items: Item[] = [];
  for (const { found } of answer.found) for (const one of found) for (const item of one.items) items.push(item);
  return items;
}

// Reading one plan through one form: which fields apply, what answers each of them, and how completely.
import type { Crosswalks, Field, MapRow, Part, ProgramCrosswalk, SimpleField } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import type { ActionTables } from "#app/domain/calculations/action-tables.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Catalogs, Place, PlanIndex } from "#app/domain/plan/plan-index.ts";
import { compileAddress, indexOutline, openAddressBook } from "./addresses.ts";
import type { AddressBook, AddressReader, Found, Item, OutlineIndex } from "./addresses.ts";
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
};

export type FieldState = "answered" | "partly" | "missing" | "not-applicable" | "fixed";

/** What a field holds at a place. `lacking`: addresses still to be answered; `found` only what may be printed, in order. */
export type FieldAnswer = { state: FieldState; found: { source: CompiledSource; found: Found[] }[]; lacking: string[]; impossible?: string };

export type CompiledSource = { row: MapRow; when: Condition | null; read: AddressReader; author: boolean; group: string };
export type CompiledField = {
  field: SimpleField;
  when: Condition | null;
  filter: Condition | null;
  /** The field's own calculation, for a picture that no map row fills. */
  calculate: AddressReader | null;
  sources: CompiledSource[];
  supplements: { address: string; source: CompiledSource }[];
};
export type CompiledTable = { columns: CompiledField[]; lines: { label: string | undefined; fields: CompiledField[] }[]; rowFilter: Condition | null };
export type CompiledPartField = CompiledField & { field: Field; table: CompiledTable | null };
export type CompiledPart = { part: Part; when: Condition | null; repeatFilter: Condition | null; fields: CompiledPartField[] };
export type CompiledForm = { parts: CompiledPart[]; outline: OutlineIndex };

// ── Compiling: once for an edition and map, however many plans are read through it ──────────────────

const compiledForms = new WeakMap<ProgramCrosswalk, CompiledForm>();

function compileForm(crosswalks: Crosswalks, program: ProgramCrosswalk): CompiledForm {
  let form = compiledForms.get(program);
  if (form) return form;
  const outline = indexOutline(crosswalks.outline, program.supplements);
  const rowsOfField = new Map<string, MapRow[]>();
  for (const row of program.map) rowsOfField.set(row.field, [...(rowsOfField.get(row.field) ?? []), row]);
  const condition = (expression: string | undefined) => (expression ? compileCondition(expression) : null);

  const compileField = (field: SimpleField, standing: readonly string[]): CompiledField => {
    const mapRows = (rowsOfField.get(field.alias_of ?? field.id) ?? []).sort((a, b) => a.order - b.order);
    const source = (row: MapRow, address: string): CompiledSource => ({
      row,
      when: row.when === "" ? null : compileCondition(row.when),
      read: compileAddress(address, row.scope, outline, standing, calculationFor(field, address)),
      author: outline.statements.has(address) || outline.rows.has(address.split(".")[0] ?? ""),
      group: address.split(".")[0] ?? address,
    });
    return {
      field,
      when: condition(field.when),
      filter: condition(field.filter),
      calculate: field.calculation === undefined ? null : compileAddress(`calc:${field.calculation}`, "own", outline, standing, field.calculation),
      sources: mapRows.map((row) => source(row, row.source)),
      supplements: [...new Set(mapRows.filter((row) => row.supplement !== "").map((row) => row.supplement))].map((address) => ({
        address,
        source: source(mapRows.find((row) => row.supplement === address) as MapRow, address),
      })),
    };
  };

  form = {
    outline,
    parts: program.edition.parts.map((part) => {
      const standing = part.repeat ? [part.repeat.collection] : [];
      return {
        part,
        when: condition(part.when),
        repeatFilter: condition(part.repeat?.filter),
        fields: part.fields.map((field) => {
          const rowStanding = field.rows ? [...standing, field.rows.collection in rowSources ? field.rows.collection : "answer"] : standing;
          return {
            ...compileField(field, standing),
            field,
            table:
              field.kind === "table"
                ? {
                    columns: (field.columns ?? []).map((column) => compileField(column, rowStanding)),
                    lines: (field.grid?.lines ?? []).map((line) => ({ label: line.label, fields: line.fields.map((cell) => compileField(cell, standing)) })),
                    rowFilter: condition(field.rows?.filter),
                  }
                : null,
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

export type FormInput = { plan: Plan; crosswalks: Crosswalks; program: ProgramCrosswalk; orgId?: string };

/** Everything derived from a plan starts here. Pure: same plan and crosswalks, same reading. */
export function readForm({ plan, crosswalks, program, orgId }: FormInput): FormReading {
  const catalogs = crosswalks.catalogs;
  const index = indexPlan(plan, catalogs, orgId);
  const tables = computeActionTables(index);
  const form = compileForm(crosswalks, program);
  return {
    plan,
    program,
    catalogs,
    index,
    tables,
    facts: factsOf(index, tables, catalogs),
    book: openAddressBook({ index, catalogs, tables }, calculations, form.outline),
    form,
  };
}

// ── Places ─────────────────────────────────────────────────────────────────────────────────────────

/** A place with the facts its conditions see, made once per row. */
export type Spot = { place: Place; scope: Record<string, unknown> };
export const spotAt = (reading: FormReading, place: Place): Spot => ({ place, scope: scopeAt(reading.facts, place) });

/** The places a part prints at: once, or once per goal; none when it does not apply. */
export function partSpots(reading: FormReading, compiled: CompiledPart): Spot[] {
  const whole = spotAt(reading, {});
  if (compiled.when && !compiled.when(whole.scope)) return [];
  if (!compiled.part.repeat) return [whole];
  return reading.index.goals.map((goal) => spotAt(reading, { goal })).filter((spot) => !compiled.repeatFilter || compiled.repeatFilter(spot.scope));
}

const rowSources: Record<string, (reading: FormReading, place: Place) => Place[]> = {
  action: ({ index }, place) => (place.goal ? index.actionsOf(place.goal.id).map((action) => ({ ...place, action })) : index.goals.flatMap((goal) => index.actionsOf(goal.id).map((action) => ({ goal, action })))),
  metric: ({ index }, place) => (place.goal ? index.metricsOf(place.goal.id).map((metric) => ({ ...place, metric })) : index.goals.flatMap((goal) => index.metricsOf(goal.id).map((metric) => ({ goal, metric })))),
  goal: ({ index }) => index.goals.map((goal) => ({ goal })),
  opening_action: ({ plan }) => (plan.opening?.actions ?? []).map((openingAction) => ({ openingAction })),
  event: ({ book }, place) => (book.rows("event", "own") as unknown as NonNullable<Place["event"]>[]).map((event) => ({ ...place, event })),
  need: ({ book }, place) => (book.rows("need", "own") as unknown as NonNullable<Place["need"]>[]).map((need) => ({ ...place, need })),
  school: ({ index }) => index.schools.map((school) => ({ school })),
};

/** The rows a table prints: of its collection, or of the answers kept under a row name of the outline. */
export function tableSpots(reading: FormReading, field: CompiledPartField, at: Spot): Spot[] {
  const rows = field.field.rows;
  if (!rows) return [];
  const known = rowSources[rows.collection];
  const places = known ? known(reading, at.place) : answerPlaces(reading, rows.collection, at.place);
  const filter = field.table?.rowFilter ?? null;
  const spots = places.map((place) => spotAt(reading, place)).filter((spot) => !filter || filter(spot.scope));
  return rows.group_by ? grouped(reading, spots, rows.group_by) : spots;
}

function answerPlaces({ index, form }: FormReading, rowName: string, place: Place): Place[] {
  const key = form.outline.rows.get(rowName)?.statement.key;
  return key === undefined ? [] : index.answersOf(key, index.orgId).map((answer) => ({ ...place, answer }));
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

const blank = (found: Found[]): boolean => found.every((one) => one.items.length === 0);
const fixed: FieldAnswer = { state: "fixed", found: [], lacking: [] };
const notApplicable: FieldAnswer = { state: "not-applicable", found: [], lacking: [] };

/**
 * What answers a field at a place. Equal and superset sources answer by themselves (all columns of one row together); subsets answer
 * together where the map marks the set complete; an intersecting source is never copied and never answers; a supplement does the rest.
 */
export function answerField(reading: FormReading, compiled: CompiledField, spot: Spot): FieldAnswer {
  const { field } = compiled;
  if (field.kind === "fixed") return fixed;
  if (compiled.when && !compiled.when(spot.scope)) return notApplicable;

  const used: FieldAnswer["found"] = [];
  const lacking: string[] = [];
  let impossible: string | undefined;
  const whole = new Map<string, boolean>();
  let parts = 0;
  let partsFilled = 0;
  let complete = true;
  for (const source of compiled.sources) {
    if (source.when && !source.when(spot.scope)) continue;
    complete &&= source.row.complete === "y";
    if (source.row.relation === "intersects") continue;
    let found = source.read(reading.book, spot.place);
    if (compiled.filter) found = found.filter((one) => keeps(reading, compiled.filter as Condition, spot, one));
    const filled = !blank(found);
    for (const { items } of found) for (const item of items) if (item.kind === "impossible") impossible = item.reason;
    if (filled) used.push({ source, found });
    if (source.row.relation === "subset") {
      if (source.author) {
        parts += 1;
        if (filled) partsFilled += 1;
        else lacking.push(source.row.source);
      }
    } else {
      whole.set(source.group, (whole.get(source.group) ?? true) && filled);
      if (!filled) lacking.push(source.row.source);
    }
  }
  const supplements = compiled.supplements.map(({ address, source }) => ({ address, source, found: source.read(reading.book, spot.place) }));
  for (const { source, found } of supplements) if (!blank(found)) used.push({ source, found });
  const supplementsLacking = supplements.filter(({ found }) => blank(found)).map(({ address }) => address);

  if (impossible !== undefined) return { state: "missing", found: [], lacking, impossible };
  const wholeFilled = [...whole.values()].some(Boolean);
  const answered = wholeFilled || (complete ? parts === partsFilled && used.length > 0 : supplements.length > 0 && supplementsLacking.length === 0);
  if (answered && (wholeFilled || supplementsLacking.length === 0)) return { state: "answered", found: used, lacking: [] };
  if (used.length > 0) return { state: "partly", found: used, lacking: [...lacking, ...supplementsLacking] };
  return field.required === false ? notApplicable : { state: "missing", found: [], lacking: [...lacking, ...supplementsLacking] };
}

/** A filter sees the row it may drop under the row's own name: "line.fund == 'lcff'". */
function keeps(reading: FormReading, filter: Condition, spot: Spot, found: Found): boolean {
  const line = found.row && reading.index.line.get(found.row.id);
  return filter(line ? { ...spot.scope, line } : spot.scope);
}

/** Every item that may be printed, in the order of the map. */
export const itemsOf = (answer: FieldAnswer): Item[] => answer.found.flatMap(({ found }) => found.flatMap((one) => one.items));

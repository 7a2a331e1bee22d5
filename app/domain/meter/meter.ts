// How many answers do the forms of a district and its schools ask for separately, and how many does the one plan ask once?
import type { Crosswalks, MapRow, ProgramCrosswalk, SimpleField } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { answerField, partSpots, readForm, tableSpots } from "#app/domain/coverage/read-form.ts";
import type { CompiledField, CompiledSource, FormReading, Spot } from "#app/domain/coverage/read-form.ts";
import { offerStates, readingsTaken, takenProperties, takenValue } from "#app/domain/plan/offers-to-schools.ts";

/** The rules, printed beside every number (`overlap.md` section 3). */
export const countingRules: readonly string[] = [
  "A field is a place on a form; a table column counts once, whatever the number of rows. Cells count every row and every goal.",
  "Not counted: fixed words, vendor pages, optional fields, fields whose condition does not hold for this plan, a second print of another field (alias), duties without a box (elements, listed apart).",
  "Separately: counted fields that the official workbook does not compute itself (C*). Held, repeated and computed fields count, because a blank form does not fill them.",
  "Once: addresses a person types that fill those fields or elements, each once for the organization that writes it. Computed fields and shown evidence (intersects) ask for nothing; of several whole answers the first is asked.",
  "A district's answer printed in school plans counts once; one about a single school (an allocation, the district's steps there) counts for that school.",
  "Rows that a form keeps apart by a choice every row makes (the body a person sits in, the kind of a meeting, the fund of a line) count once for each choice; ticks on one row do not part them.",
  "Cells once: each address at each row of this plan, typed once by whoever owns the row; one cell where nothing is written yet. What a school uses of a row the district wrote once for several schools is not typed at the school; what the school changed of it is.",
  "It counts answers, not words or minutes, and compares with blank forms.",
];

export const classes = ["S", "R", "P", "O", "H", "C", "C*"] as const;
export type MeterClass = (typeof classes)[number];
export type FormCount = {
  program: string;
  short: string;
  edition: string;
  /** Organizations that fill this form. */
  organizations: number;
  required: number;
  byClass: Record<MeterClass, number>;
  separately: number;
  /** Cells typed on blank forms with the rows of this plan. */
  cells: number;
  /** Cells that no form counted before this one asked for, each typed once; and of those that need no typing, what schools use of the district's rows. */
  cellsOnce: number;
  taken: number;
  supplements: number;
  elements: number;
  /** Answers that no form counted before this one already asked. */
  once: number;
};
export type Meter = { year: string; rules: readonly string[]; forms: FormCount[]; separately: number; once: number; saved: number; cellsSeparately: number; cellsOnce: number; taken: number; asks: { orgId: string; organization: string; asks: Asked[] }[] };
/** An answer asked once: its address with the choice that parts its rows, and the place that asks for it first: form, field and map row. */
export type Asked = { address: string; form: string; field: string; row: string };

const noClasses = (): Record<MeterClass, number> => ({ S: 0, R: 0, P: 0, O: 0, H: 0, C: 0, "C*": 0 });

/** Pure: the same plan and crosswalks, the same count. Forms are those the LEA and its schools need in the plan's year. */
export function meterOf(crosswalks: Crosswalks, plan: Plan): Meter {
  const counts = new Map<string, FormCount>();
  const asked = new Map<string, Map<string, Asked>>();
  const cells = new Set<string>();
  const takenOf = takenAddresses(plan);
  const owners = [plan.leaId, ...plan.organizations.filter((one) => one.kind === "school").map((one) => one.id)];
  for (const orgId of owners) {
    // A form every organization fills asks first, an official one before working and draft ones; what others ask beyond it counts for them.
    const place = ({ edition }: ProgramCrosswalk) => (edition.applies === undefined ? 0 : 1) + ["official", "working", "draft"].indexOf(edition.status);
    const forms = formsOfPlan(crosswalks, plan, orgId).sort((a, b) => place(a) - place(b));
    for (const program of forms) {
      const key = `${program.program}\n${program.edition.id}`;
      const before = counts.get(key) ?? { program: program.program, short: program.edition.short, edition: program.edition.id, organizations: 0, required: 0, byClass: noClasses(), separately: 0, cells: 0, cellsOnce: 0, taken: 0, supplements: 0, elements: 0, once: 0 };
      counts.set(key, before);
      before.organizations += 1;
      countForm(readForm({ plan, crosswalks, program, orgId }), before, (owner, address, choices, by) => {
        const known = asked.get(owner) ?? new Map<string, Asked>();
        asked.set(owner, known);
        const key = choices === "" ? address : `${address} [${choices}]`;
        // Rows that another form asks for by their kind are there already for one that asks for all of them.
        if (known.has(key) || (choices === "" && [...known.keys()].some((one) => one.startsWith(`${address} [`)))) return false;
        known.set(key, { address: key, form: program.edition.short, ...by });
        return true;
      }, (owner, address, rowId) => {
        const key = JSON.stringify([owner, address, rowId]);
        if (cells.has(key)) return "known";
        cells.add(key);
        const from = takenOf(rowId, address);
        if (from === undefined) return "typed";
        if (from === null) return "taken";
        // The district types its row once, also where no form of its own asks for it.
        const once = JSON.stringify([plan.leaId, address, from]);
        if (cells.has(once)) return "taken";
        cells.add(once);
        return "typed";
      });
    }
  }
  const forms = [...counts.values()];
  const total = (of: (form: FormCount) => number) => forms.reduce((sum, form) => sum + of(form), 0);
  const separately = total((form) => form.separately);
  const once = total((form) => form.once);
  const nameOf = new Map(plan.organizations.map((one) => [one.id, one.name]));
  return { year: plan.year, rules: countingRules, forms, separately, once, saved: separately - once, cellsSeparately: total((form) => form.cells), cellsOnce: total((form) => form.cellsOnce), taken: total((form) => form.taken), asks: [...asked].map(([id, known]) => ({ orgId: id, organization: nameOf.get(id) ?? id, asks: [...known.values()].sort((a, b) => (a.address < b.address ? -1 : 1)) })) };
}

type Ask = (owner: string, address: string, choices: string, by: Pick<Asked, "field" | "row">) => boolean;
type AskCell = (owner: string, address: string, rowId: string) => "known" | "typed" | "taken";

const rowNames = { goals: "goal", metrics: "metric", actions: "action", lines: "line" } as const;
/** Columns of the outline that are called otherwise than the property they keep. */
const columnOf: Readonly<Record<string, string>> = { startOn: "start_end", endOn: "start_end", timeSpanText: "start_end", cents: "amount", parentLineageId: "parent" };

/** Which columns of a school's row are the district's words, with the district's row they were typed at; null for what the system itself keeps. Nobody typed them at the school. */
function takenAddresses(plan: Plan): (rowId: string, address: string) => string | null | undefined {
  const taken = new Map<string, string | null>();
  for (const { collection, districtRow, schoolRow } of offerStates(plan)) {
    if (!districtRow || !schoolRow) continue;
    for (const name of takenProperties[collection]) if (JSON.stringify(takenValue(districtRow, name)) === JSON.stringify(takenValue(schoolRow, name))) taken.set(JSON.stringify([schoolRow.id, `${rowNames[collection]}.${columnOf[name] ?? name}`]), districtRow.id);
    if ("parentLineageId" in schoolRow && schoolRow.parentLineageId === districtRow.lineageId) taken.set(JSON.stringify([schoolRow.id, `${rowNames[collection]}.parent`]), null);
  }
  const readings = readingsTaken(plan);
  return (rowId, address) => (readings.has(rowId) && /^(value|target)\./.test(address) ? null : taken.get(JSON.stringify([rowId, address])));
}

/** The rows an address is written at, seen from a place; the place itself where nothing is written yet. */
function rowsAt(reading: FormReading, compiled: CompiledField, source: CompiledSource, spot: Spot): string[] {
  const found = answerField(reading, compiled, spot).found.filter((one) => one.source === source).flatMap((one) => one.found.filter(({ items }) => items.length > 0).flatMap(({ row }) => row?.id ?? []));
  const { goal, action, metric, openingAction, event, need, answer, row, school } = spot.place;
  return found.length > 0 ? found : [`at ${[goal, metric, action, openingAction, event, need, answer, row?.value, school].flatMap((one) => one?.id ?? []).join(" ")}`];
}

/** The fields of a form in printed order with the places they stand at, a column of a table among them. */
function* placedFields(reading: FormReading): Generator<{ compiled: CompiledField; spots: Spot[]; rowFilter: string | undefined }> {
  for (const part of reading.form.parts) {
    if (part.part.origin === "vendor") continue;
    const parts = partSpots(reading, part);
    for (const field of part.fields) {
      if (!field.table) {
        yield { compiled: field, spots: parts, rowFilter: undefined };
        continue;
      }
      const open = parts.filter((spot) => spot.holds(field.when));
      for (const column of field.table.columns) yield { compiled: column, spots: open.flatMap((spot) => tableSpots(reading, field, spot)), rowFilter: field.field.rows?.filter };
      for (const line of field.table.lines) for (const cell of line.fields) yield { compiled: cell, spots: open, rowFilter: undefined };
    }
  }
}

const counted = (field: SimpleField): boolean => field.kind !== "fixed" && field.kind !== "table" && field.alias_of === undefined && (field.counted ?? field.required !== false);

function countForm(reading: FormReading, count: FormCount, ask: Ask, askCell: AskCell): void {
  const seen = new Set<string>();
  const supplements = new Set<string>();
  for (const { compiled, spots, rowFilter } of placedFields(reading)) {
    const { field } = compiled;
    const here = counted(field) ? spots.filter((spot) => spot.holds(compiled.when)) : [];
    if (here.length === 0 || seen.has(field.id)) continue;
    seen.add(field.id);
    const kind = compiled.sources[0]?.row.class ?? (field.form_computes ? "C*" : "-");
    if (field.kind === "element") count.elements += 1;
    else {
      count.required += 1;
      if ((classes as readonly string[]).includes(kind)) count.byClass[kind as MeterClass] += 1;
      if (kind !== "C*") {
        count.separately += 1;
        count.cells += here.length;
      }
      for (const { address } of compiled.supplements) supplements.add(address);
    }
    if (kind === "C" || kind === "C*") continue;
    for (const { address, scope, source } of typed(compiled, here)) {
      const [owner, about] = writerOf(reading, address, scope);
      for (const spot of here)
        for (const rowId of rowsAt(reading, compiled, source, spot)) {
          const cell = askCell(owner, address, rowId);
          if (cell === "typed") count.cellsOnce += 1;
          else if (cell === "taken") count.taken += 1;
        }
      const choices = choicesOf(reading, address, [field.filter, rowFilter]);
      if (ask(owner, `${address}${about}`, choices, { field: field.id, row: source.place })) count.once += 1;
    }
  }
  count.supplements += supplements.size;
}

/** Addresses a person types for a field: of several whole answers the first, all parts beside it, and the supplements. */
function typed(compiled: CompiledField, spots: readonly Spot[]): { address: string; scope: MapRow["scope"]; source: CompiledSource }[] {
  const open = compiled.sources.filter((source) => source.row.relation !== "intersects" && spots.some((spot) => spot.holds(source.when)));
  const whole = open.find((source) => source.row.relation !== "subset");
  const copied = open.filter((source) => source.author && (source.row.relation === "subset" || (source.group === whole?.group && source.row.scope === whole.row.scope)));
  return [...copied.map((source) => ({ address: source.row.source, scope: source.row.scope, source })), ...compiled.supplements.map(({ address, source }) => ({ address, scope: source.row.scope, source }))];
}

/** What the address of an answer ends with that the LEA types about one school. */
export const answersAbout = (school: string): string => ` for ${school}`;

/** Who types it, and for which school where a district's answer is about one: an allocation, a step of the district for a school. */
function writerOf({ plan, index, form }: FormReading, address: string, scope: MapRow["scope"]): [owner: string, about: string] {
  if (scope !== "lea") return [index.orgId, ""];
  const statement = form.outline.statements.get(address) ?? form.outline.rows.get(address.split(".")[0] ?? "")?.statement;
  const perSchool = index.orgId !== plan.leaId && (statement?.per === "school" || statement?.columns?.some((column) => column.to === "school" && column.at?.[0] === "siteId"));
  return [plan.leaId, perSchool ? answersAbout(index.organizations.get(index.orgId)?.name ?? "") : ""];
}

/** The choice every row must make that a filter names: "body == 'cim-team'". A tick, or a choice only some rows make, parts nothing. */
function choicesOf({ form }: FormReading, address: string, filters: readonly (string | undefined)[]): string {
  const [row = ""] = address.split(".");
  const columns = form.outline.rows.get(row)?.columns;
  const parts = (column: string) => column === "fund" || (columns?.get(column)?.kind === "choice" && columns.get(column)?.required === true && columns.get(column)?.when === undefined && !(row === "line" && column === "kind"));
  const named = filters.flatMap((filter) => [...(filter ?? "").matchAll(/\b(\w+)\.(\w+) (==|!=) '([^']*)'/g)]).flatMap(([, of, column = "", is = "", value = ""]) => (of === row && parts(column) ? [{ column, words: `${column} ${is} '${value}'` }] : []));
  const words = [...new Set(named.map((one) => one.words))];
  // One of several kinds of rows: they are kept apart where each kind has its own field.
  return new Set(named.map(({ column }) => column)).size < words.length ? "" : words.join(", ");
}

/** The meter in words, rules and all. */
export function meterWords(meter: Meter): string {
  const row = (cells: readonly (string | number)[]) => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(28) : String(cell).padStart(11))).join("");
  return [
    `Plan for ${meter.year}: asked separately and asked once`,
    "",
    row(["form", "forms", "required", ...classes, "separately", "cells", "supplements", "elements", "once", "cells once", "taken"]),
    ...meter.forms.map((form) => row([`${form.short} ${form.edition}`, form.organizations, form.required, ...classes.map((one) => form.byClass[one]), form.separately, form.cells, form.supplements, form.elements, form.once, form.cellsOnce, form.taken])),
    "",
    `Separately ${meter.separately}, once ${meter.once}: ${meter.saved} fewer answers${meter.separately > 0 ? ` (${((meter.saved / meter.separately) * 100).toFixed(1)} percent)` : ""}. Cells with the rows of this plan: typed on the forms ${meter.cellsSeparately}, typed once ${meter.cellsOnce}${meter.cellsSeparately > 0 ? ` (${((1 - meter.cellsOnce / meter.cellsSeparately) * 100).toFixed(1)} percent fewer)` : ""}, used of rows the district wrote once and not typed ${meter.taken}.`,
    "",
    "How it is counted",
    ...meter.rules.map((rule, at) => `${at + 1}. ${rule}`),
  ].join("\n");
}

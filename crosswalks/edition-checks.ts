// What can be wrong with an edition beyond its schema: one small check per kind of fault.
import { planYearSchema } from "#schemas/scalars.ts";
import type { EditionFile } from "./edition-file.ts";
import { expressionFaults, filterNames, type ExpressionNames } from "./expressions.ts";
import type { Found } from "./files.ts";
import type { MapFile } from "./map-file.ts";
import { suggest } from "./nearest.ts";
import type { Path } from "./schema-faults.ts";

/** What the other files say, as far as they could be read; null where they could not. */
export type Known = {
  catalogs: ReadonlySet<string>;
  /** Rows a table may repeat, with the properties behind their columns. */
  rows: ReadonlyMap<string, ReadonlySet<string>> | null;
  names: ExpressionNames;
  calculations: ReadonlySet<string> | null;
};
type EditionCheck = (edition: EditionFile, known: Known, map: MapFile | undefined) => Found;

function* namedLikeItsFile({ yaml, program, id }: EditionFile): Found {
  if (yaml.draft?.id !== undefined && yaml.draft.id !== id) yield yaml.fault(["id"], `The edition "${yaml.draft.id}" lives in a file named "${id}.yaml".`, `Write id: ${id}, or rename the file and its map.`);
  if (yaml.draft?.program !== undefined && yaml.draft.program !== program) yield yaml.fault(["program"], `The program "${yaml.draft.program}" lives in the folder "${program}".`, `Write program: ${program}, or move the file.`);
}

function* wellFormedYears({ yaml }: EditionFile): Found {
  for (const [at, year] of (yaml.draft?.years ?? []).entries()) {
    const parsed = planYearSchema.safeParse(year);
    if (year !== undefined && !parsed.success) yield yaml.fault(["years", at], `"${year}" is not a plan year.`, parsed.error.issues[0]?.message ?? "");
  }
}

function* partIdsOnce({ yaml, parts }: EditionFile): Found {
  const seen = new Set<string>();
  for (const { part, path } of parts) {
    if (part.id !== undefined && seen.has(part.id)) yield yaml.fault([...path, "id"], `The part "${part.id}" is there twice.`, "Give each part its own id.");
    if (part.id !== undefined) seen.add(part.id);
  }
}

function* fieldIdsOnce({ yaml, fields }: EditionFile): Found {
  const seen = new Set<string>();
  for (const { field, path } of fields) {
    if (field.id !== undefined && seen.has(field.id)) yield yaml.fault([...path, "id"], `The field "${field.id}" is there twice.`, "Give each field its own id; a second print of the same answer names the first as alias_of.");
    if (field.id !== undefined) seen.add(field.id);
  }
}

type Expression = { text: string | undefined; path: Path };

function* conditionsOf({ yaml, parts, fields }: EditionFile): Generator<Expression> {
  yield { text: yaml.draft?.applies, path: ["applies"] };
  for (const { part, path } of parts) {
    yield { text: part.when, path: [...path, "when"] };
    yield { text: part.repeat?.filter, path: [...path, "repeat", "filter"] };
    for (const [at, other] of (part.headings ?? []).entries()) yield { text: other?.when, path: [...path, "headings", at, "when"] };
  }
  for (const { field, path } of fields) yield { text: field.when, path: [...path, "when"] };
}

function* goodConditions(edition: EditionFile, { names }: Known): Found {
  for (const { text, path } of conditionsOf(edition)) {
    if (text !== undefined) for (const { message, fix } of expressionFaults(text, names)) yield edition.yaml.fault(path, message, fix);
  }
}

function* goodFilters({ yaml, parts, fields, tables }: EditionFile, { names, rows }: Known): Found {
  if (rows === null) return;
  for (const { part, path } of parts) {
    if (part.locked_when !== undefined) for (const { message, fix } of expressionFaults(part.locked_when, filterNames(names, rows))) yield yaml.fault([...path, "locked_when"], message, fix);
  }
  for (const { field, path } of tables) {
    if (field.rows?.filter !== undefined) for (const { message, fix } of expressionFaults(field.rows.filter, filterNames(names, rows))) yield yaml.fault([...path, "rows", "filter"], message, fix);
  }
  for (const { field, path } of fields) {
    if (field.filter !== undefined) for (const { message, fix } of expressionFaults(field.filter, filterNames(names, rows))) yield yaml.fault([...path, "filter"], message, fix);
  }
}

function* knownCatalogs({ yaml, fields }: EditionFile, { catalogs }: Known): Found {
  for (const { field, path } of fields) {
    if (field.catalog !== undefined && !catalogs.has(field.catalog)) yield yaml.fault([...path, "catalog"], `There is no catalog "${field.catalog}".`, suggest(field.catalog, catalogs, `Add catalogs/${field.catalog}.yaml.`));
  }
}

function* knownCalculations({ yaml, fields }: EditionFile, { calculations }: Known): Found {
  for (const { field, path } of fields) {
    if (field.kind === "calculated" && field.calculation === undefined && field.alias_of === undefined) {
      yield yaml.fault(path, `The calculated field "${field.id}" names no calculation.`, "Add calculation: with the name of one, or alias_of: with the field it repeats.");
    }
    if (field.calculation !== undefined && calculations !== null && !calculations.has(field.calculation)) {
      yield yaml.fault([...path, "calculation"], `There is no calculation "${field.calculation}".`, suggest(field.calculation, calculations, "Name a calculation there is; a new one is work for a programmer."));
    }
    for (const [at, part] of (field.parts ?? []).entries()) {
      if (part?.calculation !== undefined && calculations !== null && !calculations.has(part.calculation)) yield yaml.fault([...path, "parts", at, "calculation"], `There is no calculation "${part.calculation}".`, suggest(part.calculation, calculations, "Name a calculation there is."));
    }
  }
}

function* knownAliases({ yaml, fields, fieldIds }: EditionFile): Found {
  const aliases = new Map(fields.flatMap(({ field }) => (field.id !== undefined && field.alias_of !== undefined && !field.alias_of.includes(":") ? [[field.id, field.alias_of] as const] : [])));
  const endsSomewhere = (id: string): boolean => {
    const passed = new Set<string>();
    for (let at: string | undefined = id; at !== undefined; at = aliases.get(at)) {
      if (passed.has(at)) return false;
      passed.add(at);
    }
    return true;
  };
  for (const { field, path } of fields) {
    if (field.alias_of === undefined || field.alias_of.includes(":")) continue;
    if (!fieldIds.has(field.alias_of)) yield yaml.fault([...path, "alias_of"], `alias_of names "${field.alias_of}", which this edition does not have.`, suggest(field.alias_of, fieldIds, "Name a field of this edition."));
    else if (field.id !== undefined && !endsSomewhere(field.id)) yield yaml.fault([...path, "alias_of"], `The field "${field.id}" is an alias that leads back to itself.`, "Name the field whose answer it repeats.");
  }
}

function* knownInFormulas({ yaml, fields, fieldIds }: EditionFile): Found {
  for (const { field, path } of fields) {
    for (const [, id = ""] of field.formula?.matchAll(/\[((?:[^[\]]|\[\])+)\]/g) ?? []) {
      if (!fieldIds.has(id)) yield yaml.fault([...path, "formula"], `The formula reads [${id}], which this edition does not have.`, suggest(id, fieldIds, "Name a field of this edition."));
    }
  }
}

/** Words merged into printed text besides the values of fields. */
const mergeNames = ["lea", "organization", "year", "prior_year"];

/** Every printed text of the edition that may have {names} in it. */
function* printedTexts({ yaml, parts, tables, fields }: EditionFile): Generator<{ text: string | undefined; path: Path }> {
  yield { text: yaml.draft?.footer, path: ["footer"] };
  for (const { part, path } of parts) {
    yield { text: part.heading, path: [...path, "heading"] };
    for (const [at, other] of (part.headings ?? []).entries()) yield { text: other?.heading, path: [...path, "headings", at, "heading"] };
  }
  for (const { field, path } of tables) {
    for (const name of ["title", "summary"] as const) yield { text: field[name], path: [...path, name] };
    for (const [at, text] of (field.grid?.header ?? []).entries()) yield { text, path: [...path, "grid", "header", at] };
    for (const [at, line] of (field.grid?.lines ?? []).entries()) yield { text: line?.label, path: [...path, "grid", "lines", at, "label"] };
  }
  for (const { field, path } of fields) {
    for (const name of ["label", "prompt", "text"] as const) yield { text: field[name], path: [...path, name] };
    for (const [address, text] of Object.entries(field.leads ?? {})) yield { text, path: [...path, "leads", address] };
  }
}

function* knownMerges(edition: EditionFile): Found {
  const known = [...mergeNames, ...edition.fieldIds];
  for (const { text, path } of printedTexts(edition)) {
    for (const [, name = ""] of text?.matchAll(/\{([^{}]*)\}/g) ?? []) {
      if (!known.includes(name)) yield edition.yaml.fault(path, `The text merges in {${name}}, which nothing provides.`, suggest(name, known, "Name a field of this edition, or {lea}, {organization}, {year} or {prior_year}."));
    }
  }
}

function* wholeTables({ yaml, tables }: EditionFile): Found {
  for (const { field, path } of tables) {
    const table = field.kind === "table";
    const holds = field.rows !== undefined || field.columns !== undefined || field.grid !== undefined;
    if (field.kind !== undefined && !table && holds) yield yaml.fault(path, `The field "${field.id}" has rows, columns or a grid but is of kind ${field.kind}.`, "Write kind: table.");
    if (table && !holds) yield yaml.fault(path, `The table "${field.id}" has neither rows with columns nor a grid.`, "Add rows: and columns:, or grid:.");
    if (table && field.rows !== undefined && field.columns === undefined) yield yaml.fault([...path, "rows"], `The table "${field.id}" repeats rows but has no columns.`, "Add columns:.");
    if (table && field.columns !== undefined && field.rows === undefined) yield yaml.fault([...path, "columns"], `The table "${field.id}" has columns but does not say which rows it repeats.`, "Add rows: { collection: … }.");
  }
}

function* knownRows({ yaml, tables }: EditionFile, { rows }: Known): Found {
  if (rows === null) return;
  for (const { field, path } of tables) {
    const collection = field.rows?.collection;
    if (collection === undefined) continue;
    const columns = rows.get(collection);
    if (!columns) yield yaml.fault([...path, "rows", "collection"], `There are no rows "${collection}" to repeat.`, suggest(collection, rows.keys(), "Name the rows of a statement of the outline or of the supplements."));
    const group = field.rows?.group_by;
    if (columns && group !== undefined && !columns.has(group)) yield yaml.fault([...path, "rows", "group_by"], `The rows "${collection}" have no property "${group}" to group by.`, suggest(group, columns, "Name the plan property of one of their columns."));
  }
}

function* evenGrids({ yaml, tables }: EditionFile): Found {
  for (const { field, path } of tables) {
    const lines = (field.grid?.lines ?? []).map((line) => line ?? {});
    const labelled = lines.some((line) => line.label !== undefined) ? 1 : 0;
    const widths = lines.map((line) => labelled + (line.fields?.length ?? 0));
    const header = field.grid?.header;
    const width = header?.length ?? Math.max(...widths);
    for (const [at, cells] of widths.entries()) {
      const right = header ? `Give the header ${cells} entries, or the line ${width - labelled} fields${labelled ? " beside its label" : ""}.` : "Give all lines of a grid the same number of fields.";
      if (cells !== width) yield yaml.fault([...path, "grid", "lines", at], `Line ${at + 1} of the grid "${field.id}" has ${cells} cells, ${header ? "its header" : "its longest line"} ${width}.`, right);
    }
  }
}

/** Nothing would ever be printed in such a column. */
function* sourcedColumns({ yaml, fields }: EditionFile, _known: Known, map: MapFile | undefined): Found {
  if (!map?.whole) return;
  for (const { field, path, as } of fields) {
    if (as === "field" || field.id === undefined || field.kind === "fixed" || (field.alias_of !== undefined && !field.alias_of.includes(":")) || map.mentions.has(field.id)) continue;
    yield yaml.fault(path, `The table ${as} "${field.id}" has no source: no row of ${map.source.name} fills it.`, `Add a map row for "${field.id}", or name the field it repeats as alias_of.`);
  }
}

/** A lead that no source of the field would ever print. */
function* ledSources({ yaml, fields }: EditionFile, _known: Known, map: MapFile | undefined): Found {
  if (!map?.whole) return;
  for (const { field, path } of fields) {
    const sources = map.lines.filter(({ cells }) => cells.field === (field.alias_of ?? field.id)).flatMap(({ cells }) => [cells.source, cells.supplement]);
    for (const address of Object.keys(field.leads ?? {})) {
      if (!sources.includes(address)) yield yaml.fault([...path, "leads", address], `The lead is for "${address}", which is no source of "${field.id}".`, suggest(address, sources, "Name a source of the field, as the map writes it."));
    }
  }
}

export const editionChecks: readonly EditionCheck[] = [
  namedLikeItsFile, wellFormedYears, partIdsOnce, fieldIdsOnce, goodConditions, goodFilters, knownCatalogs, knownCalculations, knownAliases, knownInFormulas, knownMerges, wholeTables, knownRows, evenGrids, sourcedColumns, ledSources,
];

/** A field of another program that a form repeats: it must be there, in an edition that shares a year. */
export function* aliasesAcross(editions: readonly EditionFile[]): Found {
  for (const { yaml, fields } of editions) {
    for (const { field, path } of fields) {
      const [, program, id = ""] = /^([^:]+):(.*)$/.exec(field.alias_of ?? "") ?? [];
      if (program === undefined) continue;
      const forms = editions.filter((other) => other.program === program && (other.yaml.draft?.years ?? []).some((year) => year !== undefined && yaml.draft?.years?.includes(year)));
      if (!forms.some(({ fieldIds }) => fieldIds.has(id))) yield yaml.fault([...path, "alias_of"], `alias_of names "${id}" of "${program}", and no edition of that program for the same year has it.`, suggest(id, forms.flatMap(({ fieldIds }) => [...fieldIds]), "Name a field of that program."));
    }
  }
}

/** Two official forms of one program for the same year and the same kind of organization: nobody could say which one is due. */
export function* overlappingYears(editions: readonly EditionFile[]): Found {
  const official = editions.filter(({ yaml }) => yaml.draft?.status === "official");
  for (const [at, edition] of official.entries()) {
    for (const earlier of official.slice(0, at).filter(({ program, yaml }) => program === edition.program && yaml.draft?.subject === edition.yaml.draft?.subject)) {
      for (const [n, year] of (edition.yaml.draft?.years ?? []).entries()) {
        if (year === undefined || !earlier.yaml.draft?.years?.includes(year)) continue;
        yield edition.yaml.fault(["years", n], `The year ${year} belongs to the official edition "${earlier.id}" of "${edition.program}" too.`, "Take it out of one of the two, or mark one as working or draft.");
      }
    }
  }
}

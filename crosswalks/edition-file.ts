// One edition as the checker sees it: its fields, columns and cells in printed order, each with its place in the file.
import { editionSchema, type Edition, type Field, type Part, type SimpleField } from "#schemas/crosswalk.ts";
import type { Draft, SourceFile } from "./files.ts";
import type { Path } from "./schema-faults.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export type PlacedField = {
  field: Draft<SimpleField>;
  path: Path;
  /** A field of a part, a column of a table, or a cell of a grid. */
  as: "field" | "column" | "cell";
};
export type PlacedTable = { field: Draft<Field>; path: Path };
export type EditionFile = {
  yaml: YamlFile<Edition>;
  /** From the folder and the file name. */
  program: string;
  id: string;
  parts: { part: Draft<Part>; path: Path }[];
  fields: PlacedField[];
  /** The fields of parts with all they may hold: rows, columns, grid. */
  tables: PlacedTable[];
  fieldIds: ReadonlySet<string>;
};

/** Items of a list that are there, with their position. */
export function* placed<Item>(items: readonly (Item | undefined)[] | undefined, path: Path): Generator<{ item: Item; path: Path }> {
  for (const [at, item] of (items ?? []).entries()) if (item !== undefined) yield { item, path: [...path, at] };
}

function* fieldsOf({ field, path }: PlacedTable): Generator<PlacedField> {
  yield { field, path, as: "field" };
  for (const column of placed(field.columns, [...path, "columns"])) yield { field: column.item, path: column.path, as: "column" };
  for (const line of placed(field.grid?.lines, [...path, "grid", "lines"])) {
    for (const cell of placed(line.item.fields, [...line.path, "fields"])) yield { field: cell.item, path: cell.path, as: "cell" };
  }
}

export function readEdition(source: SourceFile): EditionFile {
  const [, program = "", file = ""] = source.path.split("/");
  const yaml = readYaml(source, editionSchema);
  const parts = [...placed(yaml.draft?.parts, ["parts"])].map(({ item, path }) => ({ part: item, path }));
  const tables = parts.flatMap(({ part, path }) => [...placed(part.fields, [...path, "fields"])].map(({ item, path: at }) => ({ field: item, path: at })));
  const fields = tables.flatMap((table) => [...fieldsOf(table)]);
  return { yaml, program, id: file.replace(/\.yaml$/, ""), parts, tables, fields, fieldIds: new Set(fields.flatMap(({ field }) => field.id ?? [])) };
}

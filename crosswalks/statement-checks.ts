// What can be wrong with statements (outline or supplements) and catalogs beyond their schemas.
import { z } from "zod";
import { openingSchema, planCollections, planSchema } from "#schemas/plan.ts";
import type { Catalog, OutlineColumn, Statement } from "#schemas/crosswalk.ts";
import { placed } from "./edition-file.ts";
import { expressionFaults, type ExpressionNames } from "./expressions.ts";
import type { Draft, Found } from "./files.ts";
import { suggest } from "./nearest.ts";
import type { Path } from "./schema-faults.ts";
import type { YamlFile } from "./yaml-file.ts";

export type PlacedStatement = { statement: Draft<Statement>; path: Path; yaml: Pick<YamlFile<unknown>, "fault" | "source"> };

/** Rows that are no statement: held facts and last year's frozen plan. */
export const heldRows = ["school", "lea", "opening_goal", "opening_metric", "opening_action"];

/** The properties behind a column: of the plan where its rows live there (its name in camelCase unless `at` says otherwise), else the column itself. */
export function propertiesOf(column: Draft<OutlineColumn>, collection: string | undefined): string[] {
  if (column.name === undefined) return [];
  if (collection === undefined) return [column.name];
  return column.at?.flatMap((name) => name ?? []) ?? [column.name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
}

export type StatementContext = { catalogs: ReadonlySet<string>; rows: readonly string[]; names: ExpressionNames };
type StatementCheck = (statement: PlacedStatement, context: StatementContext) => Found;

function* rowsWithColumns({ statement, path, yaml }: PlacedStatement): Found {
  const { shape } = statement;
  if (shape !== "rows" && shape !== "record") return;
  if (statement.row === undefined) yield yaml.fault(path, `"${statement.key}" has the shape ${shape} but does not name its rows.`, "Add row: with the name used in addresses.");
  if (statement.columns === undefined) yield yaml.fault(path, `"${statement.key}" has the shape ${shape} but no columns.`, "Add columns:.");
}

function* columnsOnce({ statement, path, yaml }: PlacedStatement): Found {
  const seen = new Set<string>();
  for (const { item, path: at } of placed(statement.columns, [...path, "columns"])) {
    if (item.name !== undefined && seen.has(item.name)) yield yaml.fault([...at, "name"], `"${statement.key}" has the column "${item.name}" twice.`, "Give each column its own name.");
    if (item.name !== undefined) seen.add(item.name);
  }
}

function* knownCollection({ statement, path, yaml }: PlacedStatement): Found {
  const { collection } = statement;
  if (collection !== undefined && !(planCollections as readonly string[]).includes(collection)) {
    yield yaml.fault([...path, "collection"], `The plan has no collection "${collection}".`, suggest(collection, planCollections, "Leave it out to keep the rows as answers."));
  }
}

/** The properties of a plan's rows, those of a group as "evidence.tier"; last year's frozen rows count, as some columns are about them. */
function propertiesOfRows(collection: string): string[] {
  const inside = (type: unknown): string[] => {
    if (type instanceof z.ZodNullable || type instanceof z.ZodOptional) return inside(type.unwrap());
    if (!(type instanceof z.ZodObject)) return [];
    return Object.entries(type.shape).flatMap(([name, property]) => [name, ...inside(property).map((part) => `${name}.${part}`)]);
  };
  const rows = [planSchema.shape, openingSchema.shape].map((shape) => (shape as Record<string, unknown>)[collection]);
  return rows.flatMap((list) => (list instanceof z.ZodArray ? inside(list.element) : []));
}

/** Rows of the plan have the properties their columns say they live in. Revenues are one row per kind, and their columns name kinds. */
function* knownProperties({ statement, path, yaml }: PlacedStatement): Found {
  const { collection } = statement;
  if (collection === undefined || collection === "revenues") return;
  const known = propertiesOfRows(collection);
  for (const { item, path: at } of placed(statement.columns, [...path, "columns"])) {
    for (const property of known.length > 0 ? propertiesOf(item, collection) : []) {
      if (!known.includes(property)) yield yaml.fault([...at, item.at ? "at" : "name"], `The rows "${statement.row}" of the plan have no property "${property}".`, suggest(property, known, "Say in at: where the column lives."));
    }
  }
}

function* knownLinks({ statement, path, yaml }: PlacedStatement, { rows }: StatementContext): Found {
  for (const { item, path: at } of placed(statement.columns, [...path, "columns"])) {
    const link = item.kind === "link" || item.kind === "links";
    if (link && item.to === undefined) yield yaml.fault(at, `The link "${item.name}" does not say to which rows.`, "Add to: with the name of the rows.");
    if (item.to !== undefined && !rows.includes(item.to)) yield yaml.fault([...at, "to"], `The column "${item.name}" points to "${item.to}", and there are no such rows.`, suggest(item.to, rows, "Name the rows of a statement."));
  }
}

function* knownCatalogs({ statement, path, yaml }: PlacedStatement, { catalogs }: StatementContext): Found {
  for (const { item, path: at } of placed(statement.columns, [...path, "columns"])) {
    if (item.catalog !== undefined && !catalogs.has(item.catalog)) yield yaml.fault([...at, "catalog"], `There is no catalog "${item.catalog}".`, suggest(item.catalog, catalogs, `Add catalogs/${item.catalog}.yaml.`));
  }
}

function* goodConditions({ statement, path, yaml }: PlacedStatement, { names }: StatementContext): Found {
  const columns = [...placed(statement.columns, [...path, "columns"])];
  for (const { text, at } of [{ text: statement.when, at: [...path, "when"] }, ...columns.map(({ item, path: place }) => ({ text: item.when, at: [...place, "when"] }))]) {
    if (text !== undefined) for (const { message, fix } of expressionFaults(text, names)) yield yaml.fault(at, message, fix);
  }
}

export const statementChecks: readonly StatementCheck[] = [rowsWithColumns, columnsOnce, knownCollection, knownProperties, knownLinks, knownCatalogs, goodConditions];

/** One key and one name of rows belong to one statement: across the outline and a program's supplements. */
export function* namesOnce(statements: readonly PlacedStatement[]): Found {
  const seen = new Map<string, string>();
  for (const { statement, path, yaml } of statements) {
    for (const property of ["key", "row"] as const) {
      const name = statement[property];
      if (name === undefined) continue;
      const earlier = seen.get(name);
      if (earlier !== undefined) yield yaml.fault([...path, property], `The ${property} "${name}" is there twice; the first is in ${earlier}.`, "Give this one a name of its own.");
      else seen.set(name, yaml.source.name);
    }
  }
}

/** A catalog carries the name of its file, is there once, and has each code once. */
export function* catalogFaults(catalogs: readonly YamlFile<Catalog>[]): Found {
  const seen = new Map<string, string>();
  for (const catalog of catalogs) {
    const id = catalog.source.path.replace(/^catalogs\/|\.yaml$/g, "");
    const name = catalog.draft?.id;
    if (name !== undefined && name !== id) yield catalog.fault(["id"], `The catalog "${name}" lives in a file named "${id}.yaml".`, `Write id: ${id}, or rename the file.`);
    const earlier = seen.get(id);
    if (earlier !== undefined) yield catalog.fault(["id"], `The catalog "${id}" is there twice; the first is in ${earlier}.`, "Keep one, or give this one another name.");
    seen.set(id, catalog.source.name);
    const codes = new Set<string>();
    for (const { item, path } of placed(catalog.draft?.entries, ["entries"])) {
      if (item.code !== undefined && codes.has(item.code)) yield catalog.fault([...path, "code"], `The code "${item.code}" is there twice.`, "Keep one entry for each code.");
      if (item.code !== undefined) codes.add(item.code);
    }
  }
}

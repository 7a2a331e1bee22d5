// Which addresses a crosswalk may name: statements, columns of their rows, held facts.
import type { Outline, Statement } from "#schemas/crosswalk.ts";
import type { Draft } from "./files.ts";

/** The addresses of one statement: its key, and "row.column" for each of its columns. */
export function addressesOf(statement: Draft<Statement>): string[] {
  const columns = (statement.columns ?? []).flatMap((column) => (statement.row !== undefined && column?.name !== undefined ? [`${statement.row}.${column.name}`] : []));
  return statement.key === undefined ? columns : [statement.key, ...columns];
}

/** The addresses of the facts the system holds; one ending in ".*" stands for all below it. */
export function heldAddresses(outline: Draft<Outline>): string[] {
  return (outline.held ?? []).flatMap((held) => (held?.addresses ?? []).filter((address) => address !== undefined));
}

/** Is the address among the known ones, or below one that ends in ".*"? */
export function isKnown(address: string, known: ReadonlySet<string>): boolean {
  if (known.has(address)) return true;
  const parts = address.split(".");
  return parts.some((_, length) => length > 0 && known.has(`${parts.slice(0, length).join(".")}.*`));
}

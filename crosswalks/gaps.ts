// What the crosswalks leave open on both sides: fields nothing fills, statements no program asks for.
import type { Crosswalks, SimpleField } from "#schemas/crosswalk.ts";
import { addressesOf } from "./addresses.ts";
import { findProgram } from "./find-program.ts";

export type FieldGap = { part: string; field: string; label: string };
export type StatementGap = {
  /** A statement key when nothing of it is used, else "row.column". */
  address: string;
  question: string;
  /** Why it is asked although no box prints it, where the outline says so. */
  reason: string | null;
};
export type Gaps = { fieldsWithoutSource: FieldGap[]; statementsNotAsked: StatementGap[] };

/** Fields of one edition without a source, and statements (and columns of used ones) that no program's map names. `edition`: its id or a year. */
export function gaps(crosswalks: Crosswalks, program: string, edition: string): Gaps {
  const chosen = findProgram(crosswalks, program, edition);
  const mapped = new Set(chosen.map.map((row) => row.field));
  const open = (field: SimpleField): boolean => !mapped.has(field.id) && field.kind !== "fixed" && field.kind !== "table" && (field.alias_of === undefined || field.alias_of.includes(":"));
  const fieldsWithoutSource = chosen.edition.parts.flatMap((part) =>
    part.fields
      .flatMap((field): SimpleField[] => [field, ...(field.columns ?? []), ...(field.grid?.lines.flatMap((line) => line.fields) ?? [])])
      .filter(open)
      .map((field) => ({ part: part.id, field: field.id, label: field.label ?? field.prompt ?? "" })),
  );

  const used = new Set(crosswalks.programs.flatMap(({ map }) => map.flatMap((row) => [row.source, row.supplement])));
  const statements = crosswalks.outline.chapters.flatMap((chapter) => chapter.statements);
  const statementsNotAsked = statements.flatMap((statement): StatementGap[] => {
    if (!addressesOf(statement).some((address) => used.has(address))) return [{ address: statement.key, question: statement.question, reason: null }];
    if (used.has(statement.key)) return [];
    return (statement.columns ?? []).flatMap((column) => {
      const address = `${statement.row ?? statement.key}.${column.name}`;
      return used.has(address) ? [] : [{ address, question: column.question ?? statement.question, reason: column.help ?? null }];
    });
  });
  return { fieldsWithoutSource, statementsNotAsked };
}

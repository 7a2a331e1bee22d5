// Where a statement is used: the fields of all programs that its map rows fill.
import type { Crosswalks, Field, MapRow, ProgramCrosswalk, SimpleField } from "#schemas/crosswalk.ts";

export type Use = { program: string; short: string; edition: string; field: string; label: string; prompt: string; relation: MapRow["relation"]; source: string; rationale: string; authority: string; status: MapRow["status"] };

/** All fields of an edition, table columns and grid cells among them. */
export function fieldsOf(program: ProgramCrosswalk): SimpleField[] {
  const inside = (field: Field): SimpleField[] => [field, ...(field.columns ?? []), ...(field.grid?.lines.flatMap((line) => line.fields) ?? [])];
  return program.edition.parts.flatMap((part) => part.fields.flatMap(inside));
}

/** By statement key ("aim.goals"): every use of the statement, its columns or its supplements, in the order of the forms. */
export function whereUsed(crosswalks: Crosswalks, programs: readonly ProgramCrosswalk[]): Map<string, Use[]> {
  const statementOf = new Map<string, string>();
  for (const statement of [...crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...programs.flatMap((program) => program.supplements)]) {
    statementOf.set(statement.key, statement.key);
    for (const column of statement.columns ?? []) statementOf.set(`${statement.row}.${column.name}`, statement.key);
  }
  const uses = new Map<string, Use[]>();
  for (const program of programs) {
    const fields = new Map(fieldsOf(program).map((field) => [field.id, field]));
    for (const row of program.map) {
      for (const address of [row.source, row.supplement]) {
        const key = statementOf.get(address);
        const field = fields.get(row.field);
        if (!key || !field) continue;
        const { edition } = program;
        const use: Use = {
          program: program.program,
          short: edition.short,
          edition: edition.id,
          field: row.field,
          label: field.label ?? field.id,
          prompt: field.prompt ?? "",
          relation: row.relation,
          source: address,
          rationale: row.rationale,
          authority: row.authority,
          status: row.status,
        };
        uses.set(key, [...(uses.get(key) ?? []), use]);
      }
    }
  }
  return uses;
}

// What does a block copied from a spreadsheet mean when it is pasted at a cell?
import type { PlanCollection } from "#schemas/plan.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { understood } from "./cells.ts";
import type { Cells } from "./cells.ts";

/** The cells of copied text: tabs between columns, a line a row; quotes hold a cell with line breaks, as Excel writes it. */
export function blockOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at <= plain.length; at += 1) {
    const sign = plain[at];
    if (sign === '"' && cell === "") {
      const held = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(plain.slice(at));
      if (held) {
        cell = (held[1] ?? "").replaceAll('""', '"');
        at += held[0].length - 1;
        continue;
      }
    }
    if (sign !== "\t" && sign !== "\n" && sign !== undefined) cell += sign;
    else {
      row.push(cell);
      cell = "";
      if (sign !== "\t") {
        rows.push(row);
        row = [];
      }
    }
  }
  return rows;
}

/** Cells as text that a spreadsheet takes. */
export const textOfBlock = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");

/** `row`: its place in the grid; rows past the last one are new. */
export type PastedCell = { row: number; field: string; typed: string; before: string; text: string; problem: string | null };
export type Pasted = { cells: PastedCell[]; newRows: number; outside: number; header: boolean };

/** Each pasted cell with how it was understood. A first line that names the columns is left out; what lies right of the last column is counted and not taken. */
export function understandBlock(
  { collection, fields, rows, locked }: { collection: PlanCollection | null; fields: readonly RowField[]; rows: readonly Cells[]; locked: (row: number, field: string) => boolean },
  at: { row: number; column: number },
  block: readonly (readonly string[])[],
): Pasted {
  const under = fields.slice(at.column);
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
  const header = block.length > 1 && (block[0] ?? []).some((cell) => cell.trim() !== "") && (block[0] ?? []).every((cell, n) => cell.trim() === "" || same(cell, under[n]?.label ?? ""));
  const lines = header ? block.slice(1) : block;
  let outside = 0;
  const cells = lines.flatMap((line, down) =>
    line.flatMap((typed, right): PastedCell[] => {
      const field = under[right];
      const row = at.row + down;
      if (!field) {
        if (typed.trim() !== "") outside += 1;
        return [];
      }
      const before = rows[row]?.[field.name] ?? "";
      if (locked(row, field.name)) return typed.trim() === before.trim() ? [] : [{ row, field: field.name, typed, before, text: before, problem: "This text has formatting; change it on the row's own page." }];
      const read = understood(collection, field, typed);
      const text = "text" in read ? read.text : typed;
      return "text" in read && text === before ? [] : [{ row, field: field.name, typed, before, text, problem: "problem" in read ? read.problem : null }];
    }),
  );
  return { cells, newRows: new Set(cells.filter(({ row }) => row >= rows.length).map(({ row }) => row)).size, outside, header };
}

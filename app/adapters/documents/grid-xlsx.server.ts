// Writes a grid as a workbook that can come back: hidden id and version, a header, typed cells, lists to choose from, words that stay words.
import ExcelJS from "@protobi/exceljs";
import type { GridSheet, SheetColumn } from "#schemas/grid-sheet.ts";
import { couldBeFormula, plain, repacked, sheetName } from "./xlsx.server.ts";

const aboutSheet = "About this workbook";
const listSheet = "Lists";
const firstColumn = 3;
const widths: Record<SheetColumn["kind"], number> = { text: 34, money: 16, number: 12, day: 13, choice: 24 };
const grey = { type: "pattern" as const, pattern: "solid" as const, fgColor: { argb: "FFEEF1F4" } };

/** The same grid gives the same bytes. Words that a program could take for a formula carry the text format and Excel's quote prefix. */
export async function writeGridXlsx(grid: GridSheet, language: string): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const day = new Date(`${grid.day}T00:00:00Z`);
  Object.assign(workbook, { creator: "Plan Once", lastModifiedBy: "Plan Once", created: day, modified: day, title: plain(grid.title) });
  const name = sheetName(grid.name, new Set([aboutSheet.toLowerCase(), listSheet.toLowerCase()]));
  const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", xSplit: firstColumn, ySplit: 1, topLeftCell: "D2", activeCell: "C2" }], pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: "1:1" } });
  const lists = workbook.addWorksheet(listSheet, { state: "hidden" });
  const about = workbook.addWorksheet(aboutSheet, { state: "veryHidden" });
  const say = (row: number, words: string, value: string) => {
    about.getCell(row, 1).value = words;
    about.getCell(row, 2).value = value;
  };
  say(1, "Sheet", name);
  say(2, "Plan", grid.planId);
  say(3, "List", grid.collection);
  about.getCell(4, 1).value = "Columns";
  grid.columns.forEach((column, at) => {
    about.getCell(4, at + 2).value = column.name;
  });

  const head = ["Id (leave as it is)", "Version (leave as it is)", ...grid.columns.map(({ label }) => label)];
  head.forEach((words, at) => {
    const cell = sheet.getCell(1, at + 1);
    cell.value = plain(words);
    if (couldBeFormula.test(words)) cell.numFmt = "@";
    cell.font = { bold: true };
    cell.fill = grey;
    cell.alignment = { wrapText: true, vertical: "top" };
  });
  sheet.getColumn(1).hidden = true;
  sheet.getColumn(2).hidden = true;
  const ranges = grid.columns.map(({ options }, at) => {
    if (options.length === 0) return null;
    options.forEach((option, n) => {
      const cell = lists.getCell(n + 1, at + 1);
      cell.value = plain(option);
      if (couldBeFormula.test(option)) cell.numFmt = "@";
    });
    const letters = lists.getColumn(at + 1).letter;
    return `'${listSheet}'!$${letters}$1:$${letters}$${options.length}`;
  });
  grid.rows.forEach((row, n) => {
    const at = n + 2;
    sheet.getCell(at, 1).value = row.id;
    sheet.getCell(at, 1).numFmt = "@";
    sheet.getCell(at, 2).value = row.version;
    grid.columns.forEach((column, c) => {
      const cell = sheet.getCell(at, c + firstColumn);
      write(cell, column, row.cells[column.name] ?? "");
      const locked = row.locked.includes(column.name);
      if (locked) cell.fill = grey;
      open(cell, locked, ranges[c] ?? null);
    });
  });
  for (let at = grid.rows.length + 2; at < grid.rows.length + 2 + grid.spare; at += 1)
    grid.columns.forEach((column, c) => {
      const cell = sheet.getCell(at, c + firstColumn);
      write(cell, column, "");
      open(cell, false, ranges[c] ?? null);
    });
  grid.columns.forEach((column, c) => {
    sheet.getColumn(c + firstColumn).width = widths[column.kind];
  });
  await sheet.protect("", { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true, formatRows: true, formatCells: true, autoFilter: true });
  return repacked(await workbook.xlsx.writeBuffer(), language);
}

/** A cell that people may write in, from its list where it has one. */
function open(cell: ExcelJS.Cell, locked: boolean, range: string | null): void {
  cell.protection = { locked };
  cell.alignment = { wrapText: true, vertical: "top" };
  if (range !== null && !locked) cell.dataValidation = { type: "list", allowBlank: true, formulae: [range], showErrorMessage: true, errorTitle: "Not in the list", error: "Choose one of the list." };
}

/** Money as dollars and cents, days as days, numbers as numbers where no digit gets lost; all else as words. */
function write(cell: ExcelJS.Cell, { kind }: SheetColumn, text: string): void {
  if (kind === "money" && /^-?[\d,]+\.\d\d$/.test(text)) {
    cell.value = Number(text.replaceAll(",", ""));
    cell.numFmt = '"$"#,##0.00;-"$"#,##0.00';
  } else if (kind === "day" && /^\d{4}-\d\d-\d\d$/.test(text)) {
    cell.value = new Date(`${text}T00:00:00Z`);
    cell.numFmt = "m/d/yyyy";
  } else if (kind === "number" && String(Number(text)) === text) cell.value = Number(text);
  else {
    if (kind === "money") cell.numFmt = '"$"#,##0.00;-"$"#,##0.00';
    if (kind === "day") cell.numFmt = "m/d/yyyy";
    if (text === "") return;
    cell.value = plain(text);
    if (couldBeFormula.test(text)) cell.numFmt = "@";
  }
}

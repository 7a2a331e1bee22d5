// A workbook that comes back with rows of its own, or without some of the plan's; and the same for a school's part.
import ExcelJS from "@protobi/exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { compareWorkbook, gridWorkbook, takeWorkbook } from "#app/services/grids/grid-file.server.ts";
import type { ComparisonPage } from "#app/services/grids/grid-file.server.ts";
import { loadGrid } from "#app/services/grids/load-grid.server.ts";
import { saveCells } from "#app/services/grids/save-cells.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal?.close());

type Sheet = ExcelJS.Worksheet;
const columnNamed = (sheet: Sheet, name: string): number => {
  for (let column = 1; column <= sheet.columnCount; column += 1) if (sheet.getCell(1, column).text === name) return column;
  throw new Error(`no column ${name}`);
};
/** The workbook of a grid, worked on as somebody outside would. */
async function sentBack(ctx: Context, key: string, collection: string, work: (sheet: Sheet, last: number) => void): Promise<Uint8Array> {
  const { bytes } = await gridWorkbook(ctx, key, { collection, goalId: null });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error("no sheet");
  work(sheet, (await loadGrid(ctx, key, { collection, goalId: null })).rows.length + 1);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
const compare = (ctx: Context, key: string, collection: string, bytes: Uint8Array) => compareWorkbook(ctx, key, { collection, goalId: null, bytes });
const take = (ctx: Context, key: string, page: ComparisonPage, ticked: { add?: string[]; drop?: string[] }) =>
  takeWorkbook(ctx, key, { collection: page.collection, goalId: null, rows: page.rows, seen: page.seen, added: page.added, take: [], add: ticked.add ?? [], drop: ticked.drop ?? [] });
const rowsOf = async (ctx: Context, key: string, collection: string) => (await loadGrid(ctx, key, { collection, goalId: null })).rows;
const write = (sheet: Sheet, at: number, words: Record<string, string | number>) => {
  for (const [name, value] of Object.entries(words)) sheet.getCell(at, columnNamed(sheet, name)).value = value;
};

describe("a row that only the workbook has", () => {
  test("is shown with all it says and never taken unseen; ticked it is added once, however often the workbook comes back (REL-D5)", async () => {
    const { ctx, plan } = portal;
    const before = await rowsOf(ctx, plan.id, "lines");
    const bytes = await sentBack(ctx, plan.id, "lines", (sheet, last) => {
      expect(sheet.getCell(last + 1, columnNamed(sheet, "Note")).protection.locked).toBe(false);
      write(sheet, last + 1, { Source: "Local funds", "Object code": "4000-4999", Amount: 1250.5, Note: "Bus passes" });
      write(sheet, last + 2, { Source: "Local funds", "Object code": "4000-4999", Amount: 1250.5, Note: "Bus passes" });
    });
    const page = await compare(ctx, plan.id, "lines", bytes);
    expect(page).toMatchObject({ faults: [], differences: [], missing: [], takenBefore: 0 });
    // The same words twice are two rows; the plan's year and kind stand in them as in a new row of the grid.
    expect(page.added.map(({ at, cells }) => [at, cells["cents"], cells["note"], cells["kind"]])).toEqual([[before.length + 2, "1,250.50", "Bus passes", "Planned"], [before.length + 3, "1,250.50", "Bus passes", "Planned"]]);
    expect(new Set(page.added.map(({ id }) => id)).size).toBe(2);
    expect(await rowsOf(ctx, plan.id, "lines")).toHaveLength(before.length);
    expect(await take(ctx, plan.id, page, { add: page.added.slice(0, 1).map(({ id }) => id) })).toEqual({ outcome: "taken", cells: 1 });
    expect(await take(ctx, plan.id, page, { add: page.added.slice(0, 1).map(({ id }) => id) })).toEqual({ outcome: "taken", cells: 1 });
    expect(await rowsOf(ctx, plan.id, "lines")).toHaveLength(before.length + 1);
    const again = await compare(ctx, plan.id, "lines", bytes);
    expect([again.added.length, again.takenBefore, again.missing.length]).toEqual([1, 1, 1]);
  });

  test.each<[string, Record<string, string | number>, RegExp]>([
    ["an amount that could be two", { Source: "Local funds", Amount: "1.234,56" }, /^\d+ \w+, Amount: .*unclear/],
    ["a source that is no source", { Source: "Lottery", Amount: 5 }, /^\d+ \w+, Source: “Lottery” is not in the list/],
  ])("with %s is refused by row and field, and nothing of the workbook is taken", async (_, words, expected) => {
    const page = await compare(portal.ctx, portal.plan.id, "lines", await sentBack(portal.ctx, portal.plan.id, "lines", (sheet, last) => write(sheet, last + 1, words)));
    expect(page.faults.map(({ row, column, why }) => `${row ?? ""} ${column ?? ""}: ${why}`).join("\n")).toMatch(expected);
    expect(page.added).toEqual([]);
  });

  test("of a list kept as answers is added too", async () => {
    const { ctx, plan } = portal;
    const page = await compare(ctx, plan.id, "who.people", await sentBack(ctx, plan.id, "who.people", (sheet, last) => write(sheet, last + 1, { [sheet.getCell(1, 5).text]: "Someone new" })));
    expect([page.faults, page.added.length]).toEqual([[], 1]);
    expect(await take(ctx, plan.id, page, { add: page.added.map(({ id }) => id) })).toMatchObject({ outcome: "taken" });
    expect((await rowsOf(ctx, plan.id, "who.people")).map(({ id }) => id)).toContain(page.added[0]?.id);
  });
});

test("a row that is not in the workbook is said and stays unless it is ticked; one that others hang on cannot be", async () => {
  const { ctx, plan } = portal;
  const actions = await compare(ctx, plan.id, "actions", await sentBack(ctx, plan.id, "actions", (sheet) => sheet.spliceRows(2, 1)));
  expect(actions.missing).toEqual([expect.objectContaining({ hanging: [expect.stringMatching(/lines? of money belongs? to it/) as unknown] })]);
  expect(await take(ctx, plan.id, actions, { drop: actions.missing.map(({ id }) => id) })).toMatchObject({ outcome: "changed", page: { faults: [{ why: expect.stringContaining("money") as unknown }] } });
  const lines = await compare(ctx, plan.id, "lines", await sentBack(ctx, plan.id, "lines", (sheet) => sheet.spliceRows(2, 1)));
  const [gone] = lines.missing;
  expect([lines.missing.length, gone?.hanging]).toEqual([1, []]);
  const before = await rowsOf(ctx, plan.id, "lines");
  // Somebody changes it between the look and the taking: it stays.
  const row = before.find(({ id }) => id === gone?.id);
  await saveCells(ctx, plan.id, { collection: "lines", rows: [{ id: row?.id ?? "", seenVersion: row?.version ?? 0, cells: { note: "Still needed" } }] });
  expect(await take(ctx, plan.id, lines, { drop: [gone?.id ?? ""] })).toMatchObject({ outcome: "changed" });
  expect((await rowsOf(ctx, plan.id, "lines")).some(({ id }) => id === gone?.id)).toBe(true);
  const again = await compare(ctx, plan.id, "lines", await sentBack(ctx, plan.id, "lines", (sheet) => sheet.spliceRows(2, 1)));
  expect(await take(ctx, plan.id, again, { drop: [gone?.id ?? ""] })).toEqual({ outcome: "taken", cells: 1 });
  expect(await rowsOf(ctx, plan.id, "lines")).toHaveLength(before.length - 1);
});

describe("a school's own grid", () => {
  const part = () => `${portal.plan.id}~alder-valley-high`;
  test("shows the school's rows only, is written by its principal, read by its council and the district, and goes out and back with new rows of the school", async () => {
    const principal = await portal.as("sample-principal");
    const grid = await loadGrid(principal, part(), { collection: "lines", goalId: null });
    expect(grid.rows.length).toBeGreaterThan(0);
    expect(grid.rows.every(({ id }) => portal.plan.lines.find((line) => line.id === id)?.orgId === "alder-valley-high")).toBe(true);
    expect([grid.open, (await loadGrid(await portal.as("sample-council"), part(), { collection: "lines", goalId: null })).open, (await loadGrid(portal.ctx, part(), { collection: "lines", goalId: null })).open]).toEqual([true, false, false]);
    const bytes = await sentBack(principal, part(), "lines", (sheet, last) => write(sheet, last + 1, { Source: "Title I, Part A", "Object code": "4000-4999", Amount: 300, Note: "Calculators" }));
    const page = await compare(principal, part(), "lines", bytes);
    expect([page.faults, page.added.length]).toEqual([[], 1]);
    expect(await take(principal, part(), page, { add: page.added.map(({ id }) => id) })).toEqual({ outcome: "taken", cells: 1 });
    const added = (await rowsOf(principal, part(), "lines")).find(({ id }) => id === page.added[0]?.id);
    expect(added?.cells).toMatchObject({ cents: "300.00", note: "Calculators" });
    expect((await rowsOf(portal.ctx, portal.plan.id, "lines")).some(({ id }) => id === added?.id)).toBe(false);
    // The district's workbook is none of the school's.
    expect((await compare(principal, part(), "lines", (await gridWorkbook(portal.ctx, portal.plan.id, { collection: "lines", goalId: null })).bytes)).faults[0]?.why).toContain("another plan");
  });

  test("is closed to whoever does not write it, and its rows to the district's own grid", async () => {
    const council = await portal.as("sample-council");
    const [row] = await rowsOf(council, part(), "lines");
    const block = { collection: "lines", rows: [{ id: row?.id ?? "", seenVersion: row?.version ?? 0, cells: { note: "Mine?" } }] };
    await expect(saveCells(council, part(), block)).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveCells(portal.ctx, part(), block)).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveCells(portal.ctx, portal.plan.id, block)).rejects.toMatchObject({ code: "not-found" });
    await expect(loadGrid(await portal.as("sample-principal"), `${portal.plan.id}~orchard`, { collection: "lines", goalId: null })).rejects.toMatchObject({ code: "not-found" });
  });
});

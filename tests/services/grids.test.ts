// Grids on a real database: blocks of cells, workbooks out and back.
import JSZip from "jszip";
import ExcelJS from "@protobi/exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs } from "@remix-run/node";
import { compareWorkbook, gridWorkbook, takeWorkbook } from "#app/services/grids/grid-file.server.ts";
import type { ComparisonPage } from "#app/services/grids/grid-file.server.ts";
import { loadGrid } from "#app/services/grids/load-grid.server.ts";
import { saveCells } from "#app/services/grids/save-cells.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { testLeaId } from "../factories.ts";
import { largePlan } from "../large-plan.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal?.close());

const grid = (collection: string) => loadGrid(portal.ctx, portal.plan.id, { collection, goalId: null });
const rowOf = async (collection: string, at = 0) => {
  const page = await grid(collection);
  const row = page.rows[at];
  if (!row) throw new Error(`no row ${at} in ${collection}`);
  return row;
};
const save = (collection: string, rows: Parameters<typeof saveCells>[2]["rows"]) => saveCells(portal.ctx, portal.plan.id, { collection, rows });
const acts = async () => (await inLea(portal.ctx, (tx) => sql<{ n: number }>`select count(*)::int as n from audit`.execute(tx))).rows[0]?.n ?? 0;

describe("a block of cells", () => {
  test("saves with the versions seen, one audit line a row; sent twice it is saved once (REL-A7)", async () => {
    const [one, two] = [await rowOf("lines", 0), await rowOf("lines", 1)];
    const before = await acts();
    const block = [{ id: one.id, seenVersion: one.version, cells: { cents: "$12,345.6", note: "From the grid" } }, { id: two.id, seenVersion: two.version, cells: { note: "Second" } }];
    expect(await save("lines", block)).toMatchObject({ outcome: "saved", rows: { [one.id]: { version: one.version + 1, cells: { cents: "12,345.60", note: "From the grid" } } } });
    expect(await acts()).toBe(before + 2);
    expect(await save("lines", block)).toMatchObject({ outcome: "saved", rows: { [one.id]: { version: one.version + 1 } } });
    expect(await acts()).toBe(before + 2);
  });

  test("with one bad cell saves nothing of the block and names the cell", async () => {
    const [one, two] = [await rowOf("lines", 0), await rowOf("lines", 1)];
    const result = await save("lines", [{ id: one.id, seenVersion: one.version, cells: { note: "Lost?" } }, { id: two.id, seenVersion: two.version, cells: { cents: "12%" } }]);
    expect(result).toMatchObject({ outcome: "refused", errors: { [two.id]: { cents: expect.stringContaining("percentage") as unknown } } });
    expect((await rowOf("lines", 0)).cells["note"]).toBe("From the grid");
  });

  test("on an old version changes nothing and brings what stands there (REL-B3)", async () => {
    const one = await rowOf("lines", 0);
    const result = await save("lines", [{ id: one.id, seenVersion: one.version - 1, cells: { note: "Old" } }]);
    expect(result).toMatchObject({ outcome: "conflict", theirs: { [one.id]: { version: one.version, cells: { note: "From the grid" } } } });
  });

  test("adds rows under the id it was given, once, and takes them out again", async () => {
    const goalId = portal.plan.goals[0]?.id ?? "";
    const id = "0c8b3d51-6f7c-4c35-9f0e-6c1f2b9b0001";
    const block = [{ id, seenVersion: null, cells: { title: "Evening tutoring", goalId, contributing: "Yes", groups: "English learners" } }];
    expect(await save("actions", block)).toMatchObject({ outcome: "saved", rows: { [id]: { version: 1, cells: { title: "Evening tutoring", contributing: "Yes" } } } });
    expect(await save("actions", block)).toMatchObject({ outcome: "saved", rows: { [id]: { version: 1 } } });
    expect((await grid("actions")).rows.filter((row) => row.id === id)).toHaveLength(1);
    expect(await save("actions", [{ id, seenVersion: 1, cells: {}, remove: true }])).toEqual({ outcome: "saved", rows: { [id]: null } });
    expect((await grid("actions")).rows.some((row) => row.id === id)).toBe(false);
  });

  test("of a new line of money without its source is refused in words", async () => {
    expect(await save("lines", [{ id: "0c8b3d51-6f7c-4c35-9f0e-6c1f2b9b0002", seenVersion: null, cells: { cents: "5" } }])).toMatchObject({ outcome: "refused", errors: { "0c8b3d51-6f7c-4c35-9f0e-6c1f2b9b0002": { source: expect.any(String) as unknown } } });
  });

  test("300 rows of a large plan are one save of seconds, and their grid loads at once", async () => {
    const leaId = portal.plan.leaId;
    const own = { ...(JSON.parse(JSON.stringify(largePlan()).replaceAll(`"${testLeaId}"`, JSON.stringify(leaId))) as ReturnType<typeof largePlan>), year: "2029-30" };
    await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => insertPlan(tx, own, { sample: true }));
    const started = performance.now();
    const page = await loadGrid(portal.ctx, "large-plan", { collection: "actions", goalId: null });
    const loaded = performance.now();
    expect(page.rows).toHaveLength(300);
    const result = await saveCells(portal.ctx, "large-plan", { collection: "actions", rows: page.rows.map((row) => ({ id: row.id, seenVersion: row.version, cells: { title: `${row.cells["title"] ?? ""}, renamed` } })) });
    const saved = performance.now();
    process.stderr.write(`grid of 300 actions: loaded in ${Math.round(loaded - started)} ms, 300 rows saved in ${Math.round(saved - loaded)} ms\n`);
    expect(result.outcome).toBe("saved");
    expect(loaded - started).toBeLessThan(10_000);
    expect(saved - loaded).toBeLessThan(30_000);
  }, 120_000);
});

type Sheet = ExcelJS.Worksheet;
const out = async (collection = "lines") => (await gridWorkbook(portal.ctx, portal.plan.id, { collection, goalId: null })).bytes;
/** The workbook as a department would change it. */
async function changed(bytes: Uint8Array, work: (sheet: Sheet, workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error("no sheet");
  work(sheet, workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
const columnNamed = (sheet: Sheet, label: string): number => {
  for (let at = 1; at <= sheet.columnCount; at += 1) if (sheet.getCell(1, at).text === label) return at;
  throw new Error(`no column ${label}`);
};
const compare = (bytes: Uint8Array, collection = "lines", planId = portal.plan.id) => compareWorkbook(portal.ctx, planId, { collection, goalId: null, bytes });
const take = (page: ComparisonPage, which = page.differences, { add = [], drop = [] }: { add?: string[]; drop?: string[] } = {}) => takeWorkbook(portal.ctx, portal.plan.id, { collection: page.collection, goalId: null, rows: page.rows, seen: page.seen, added: page.added, take: which.map(({ id, field }) => ({ id, field })), add, drop });

describe("a workbook out and back", () => {
  test("as it went out is no difference, for every list of the plan", async () => {
    for (const collection of ["lines", "actions", "metrics", "goals", "values", "targets", "steps", "events", "who.people", "progress"]) {
      const page = await compare(await out(collection), collection);
      expect({ collection, faults: page.faults, differences: page.differences }).toEqual({ collection, faults: [], differences: [] });
    }
  });

  test("has a hidden, locked id and version a row, typed cells, and words that no program computes (REL-E3)", async () => {
    const row = await rowOf("lines", 0);
    await save("lines", [{ id: row.id, seenVersion: row.version, cells: { note: "=HYPERLINK(\"http://bad.example\")" } }]);
    const bytes = await out();
    await changed(bytes, (sheet) => {
      expect(sheet.getColumn(1).hidden).toBe(true);
      expect(sheet.getCell(2, 1).text).toBe(row.id);
      expect(sheet.getCell(2, columnNamed(sheet, "Amount")).value).toBe(12345.6);
      const note = sheet.getCell(2, columnNamed(sheet, "Note"));
      expect(note.type).toBe(ExcelJS.ValueType.String);
      expect(note.numFmt).toBe("@");
      expect(note.protection.locked).toBe(false);
    });
    const styles = await (await JSZip.loadAsync(bytes)).file("xl/styles.xml")?.async("string");
    expect(styles).toContain('quotePrefix="1"');
    expect(await (await JSZip.loadAsync(bytes)).file("xl/worksheets/sheet1.xml")?.async("string")).toMatch(/<sheetProtection[^>]*sheet="1"/);
    expect((await compare(bytes)).differences).toEqual([]);
    const now = await rowOf("lines", 0);
    await save("lines", [{ id: row.id, seenVersion: now.version, cells: { note: "" } }]);
  });

  test("shows what it changed, takes only what is ticked, and taken twice equals once (REL-D5)", async () => {
    const bytes = await changed(await out(), (sheet) => {
      sheet.getCell(2, columnNamed(sheet, "Amount")).value = 2000.1;
      sheet.getCell(3, columnNamed(sheet, "Note")).value = "From the business office";
    });
    const page = await compare(bytes);
    expect(page.differences.map(({ label, file, both }) => [label, file, both])).toEqual([["Amount", "2,000.10", false], ["Note", "From the business office", false]]);
    const before = await rowOf("lines", 0);
    expect(before.cells["cents"]).toBe("12,345.60");
    expect(await take(page, page.differences.slice(0, 1))).toEqual({ outcome: "taken", cells: 1 });
    expect((await rowOf("lines", 0)).cells["cents"]).toBe("2,000.10");
    expect((await rowOf("lines", 1)).cells["note"]).toBe("Second");
    const again = await compare(bytes);
    expect(again.differences.map(({ label }) => label)).toEqual(["Note"]);
    expect(await take(again)).toMatchObject({ outcome: "taken" });
    expect((await compare(bytes)).differences).toEqual([]);
  });

  test("meets a change made here meanwhile with both texts, and reports instead of overwriting", async () => {
    const went = await out();
    const one = await rowOf("lines", 0);
    await save("lines", [{ id: one.id, seenVersion: one.version, cells: { note: "Written here", cents: "3,000" } }]);
    const bytes = await changed(went, (sheet) => {
      sheet.getCell(2, columnNamed(sheet, "Note")).value = "Written there";
    });
    const page = await compare(bytes);
    expect(page).toMatchObject({ elsewhere: 1, differences: [{ label: "Note", out: one.cells["note"], now: "Written here", file: "Written there", both: true }] });
    // Somebody saves between the look and the taking.
    const now = await rowOf("lines", 0);
    await save("lines", [{ id: one.id, seenVersion: now.version, cells: { note: "Written here again" } }]);
    expect(await take(page)).toMatchObject({ outcome: "changed", page: { differences: [{ now: "Written here again", file: "Written there" }] } });
    expect((await rowOf("lines", 0)).cells).toMatchObject({ note: "Written here again", cents: "3,000.00" });
  });

  test.each<[string, (sheet: Sheet, workbook: ExcelJS.Workbook) => void, RegExp]>([
    ["a missing id", (sheet) => (sheet.getCell(3, 1).value = ""), /^3 null: its id in the hidden column A is gone/],
    ["a foreign id", (sheet) => (sheet.getCell(3, 1).value = buildExample("choices").lines[0]?.id ?? ""), /^3 null: its id is of no row of this list/],
    ["a doubled id", (sheet) => (sheet.getCell(3, 1).value = sheet.getCell(2, 1).text), /^3 null: it has the same id as row 2/],
    ["a version nobody gave out", (sheet) => (sheet.getCell(3, 2).value = 4000), /^3 null: its version/],
    ["a renamed column", (sheet) => (sheet.getCell(1, columnNamed(sheet, "Note")).value = "Notes"), /^1 \w+: it is called “Notes” and went out as “Note”/],
    ["a new column", (sheet) => (sheet.getCell(1, sheet.columnCount + 1).value = "Mine"), /^null \w+: this column was not in the grid/],
    ["a bad amount", (sheet) => (sheet.getCell(3, columnNamed(sheet, "Amount")).value = "1.234,56"), /^3 \w+, Amount: .*unclear/],
    ["an amount with parts of a cent", (sheet) => (sheet.getCell(3, columnNamed(sheet, "Amount")).value = 10.005), /^3 \w+, Amount: .*two decimals/],
    ["a blank amount", (sheet) => (sheet.getCell(3, columnNamed(sheet, "Amount")).value = null), /^3 \w+, Amount: Type an amount/],
    ["a source that is not in the list", (sheet) => (sheet.getCell(3, columnNamed(sheet, "Source")).value = "Lottery"), /^3 \w+, Source: “Lottery” is not in the list/],
  ])("with %s is refused whole, and names row and column", async (_, work, expected) => {
    const page = await compare(await changed(await out(), work));
    expect(page.faults.map(({ row, column, why }) => `${row ?? "null"} ${column ?? "null"}: ${why}`).join("\n")).toMatch(expected);
    expect(page.differences).toEqual([]);
  });

  test("of another grid or another plan, without its sheet, or not from here, is refused in words", async () => {
    expect((await compare(await out("actions"))).faults[0]?.why).toContain("another grid");
    const other = (await gridWorkbook(portal.ctx, portal.running.id, { collection: "lines", goalId: null })).bytes;
    expect((await compare(other)).faults[0]?.why).toContain("another plan");
    await expect(compare(await changed(await out(), (sheet) => (sheet.name = "Sheet1")))).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("Give it its name back") as unknown });
    await expect(compare(await changed(await out(), (_, workbook) => workbook.removeWorksheet("About this workbook")))).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("did not come from a grid") as unknown });
  });

  const packed = async (parts: Record<string, string | Buffer>) => {
    const zip = new JSZip();
    for (const [name, content] of Object.entries(parts)) zip.file(name, content);
    return new Uint8Array(await zip.generateAsync({ type: "uint8array", compression: "DEFLATE" }));
  };
  test("that is a bomb, lies about its size, is cut off, has too many parts or defines entities is refused within 2 s (REL-D1, REL-D2)", async () => {
    const good = await out();
    const lying = Buffer.from(good);
    const end = lying.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    for (let at = lying.readUInt32LE(end + 16); at < end; at += 46 + lying.readUInt16LE(at + 28) + lying.readUInt16LE(at + 30) + lying.readUInt16LE(at + 32)) lying.writeUInt32LE(10, at + 24);
    const entity = await packed({ "xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>', "xl/_rels/workbook.xml.rels": "<Relationships/>" });
    const files: Record<string, Uint8Array> = {
      "not a workbook": new TextEncoder().encode("a,b\n1,2\n".repeat(10)),
      "an old xls": new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Array<number>(600).fill(0)]),
      bomb: await packed({ "xl/workbook.xml": Buffer.alloc(15 * 1024 * 1024, 97) }),
      "a bomb in parts": await packed(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`part${n}`, Buffer.alloc(1024 * 1024, n)]))),
      "too many parts": await packed(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`part${n}`, "x"]))),
      "lying size": new Uint8Array(lying),
      "cut off": good.slice(0, Math.floor(good.length / 2)),
      "cut inside": new Uint8Array([...good.slice(0, 400), ...good.slice(900)]),
      entities: entity,
      empty: new Uint8Array(),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const started = performance.now();
      await expect(compare(bytes), name).rejects.toMatchObject({ name: "AppError", code: expect.stringMatching(/^(invalid|too-large)$/) as unknown });
      expect(performance.now() - started, name).toBeLessThan(2000);
    }
  });

  test("is posted as one file of at most 5 MB; anything else in the form is refused", async () => {
    const { action } = await import("#app/routes/plans.$planId.grids.$collection_.import.tsx");
    const cookie = await portal.cookieOf("sample-planner");
    const post = async (entries: [string, Blob | string][]) => {
      const form = new FormData();
      for (const [name, value] of [...entries, ["formKey", await portal.keyFor(cookie)] as const]) form.append(name, value);
      const request = new Request("http://localhost:3000/import", { method: "POST", headers: { Cookie: cookie, Origin: "http://localhost:3000" }, body: form });
      const answer = (await action({ request, params: { planId: portal.plan.id, collection: "lines" }, context: {} } as unknown as ActionFunctionArgs)) as unknown as { data: { problem: string; page: ComparisonPage | null }; init: { status: number } };
      return { status: answer.init.status, ...answer.data };
    };
    const file = new Blob([new Uint8Array(await out())]);
    expect(await post([["workbook", file]])).toMatchObject({ status: 200, page: { faults: [] } });
    expect(await post([["workbook", new Blob([new Uint8Array(5 * 1024 * 1024 + 1)])]])).toMatchObject({ status: 413, problem: expect.stringContaining("5 MB") as unknown });
    expect(await post([["workbook", new Blob([])]])).toMatchObject({ status: 400 });
    expect(await post([["workbook", file], ["owner", "me"]])).toMatchObject({ status: 400 });
    expect(await post([["workbook", file], ["second", file]])).toMatchObject({ status: 400 });
  });
});

test("a grid a board viewer opens is to be read, and private rows never go out", async () => {
  const viewer = await portal.as("sample-board");
  expect((await loadGrid(viewer, portal.plan.id, { collection: "actions", goalId: null })).open).toBe(false);
  const fiscal = await portal.as("sample-fiscal");
  expect((await loadGrid(fiscal, portal.plan.id, { collection: "lines", goalId: null })).open).toBe(true);
  expect((await loadGrid(fiscal, portal.plan.id, { collection: "actions", goalId: null })).open).toBe(false);
  const hidden = portal.plan.findings.filter((finding) => finding.private);
  const page = await inLea(portal.ctx, () => gridWorkbook(portal.ctx, portal.plan.id, { collection: "findings", goalId: null }));
  const ids: string[] = [];
  await changed(page.bytes, (sheet) => sheet.eachRow((row) => ids.push(row.getCell(1).text)));
  expect(ids.filter((id) => hidden.some((finding) => finding.id === id))).toEqual([]);
});

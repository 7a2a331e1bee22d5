// The workbook opened again: values, types, formulas, harmless words; recalculated by LibreOffice where the machine has it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "@protobi/exceljs";
import JSZip from "jszip";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { writeXlsx } from "#app/adapters/documents/xlsx.server.ts";
import type { Table } from "#schemas/document.ts";
import { column, heading, makeDocument, makeDocumentOf, makeExpenditureTable, moneyCell, paragraph, percentCell, row, textCell } from "../document-fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "plan-xlsx-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function reopened(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  return workbook;
}
async function sheetOf(bytes: Uint8Array, name: string): Promise<ExcelJS.Worksheet> {
  const sheet = (await reopened(bytes)).getWorksheet(name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}
const part = async (bytes: Uint8Array, path: string) => (await JSZip.loadAsync(bytes)).file(path)?.async("string") ?? "";

function hasOffice(): boolean {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const office = hasOffice();
if (!office) console.warn("soffice is not on this machine: the workbook's formulas are not recalculated.");

const money: Table = {
  type: "table", id: "t1", title: "Planned", summary: "Planned money.", sheet: "Planned",
  columns: [column("t1.what", "What", "text", 3), column("t1.lcff", "LCFF", "money", 1), column("t1.other", "Other", "money", 1), column("t1.total", "Total", "money", 1)],
  rows: [
    row("a", textCell("Coaches"), moneyCell(10_010), moneyCell(5), moneyCell(10_015, { formula: "[t1.lcff]+[t1.other]" })),
    row("b", textCell("Books"), moneyCell(-20), moneyCell(30), moneyCell(10, { formula: "=[t1.lcff]+[t1.other]" })),
    { ...row("sum", { ...textCell("Total"), header: true }, moneyCell(9_990, { name: "sum.lcff", formula: "SUM([t1.lcff])" }), moneyCell(35, { formula: "SUM([t1.other])" }), moneyCell(10_025, { name: "sum.total", formula: "[t1.lcff]+[t1.other]" })), total: true },
  ],
};
const base: Table = {
  type: "table", id: "t2", title: "Base", summary: "Base and share.", sheet: "It's the Base", headerHidden: true,
  columns: [column("label", "Label", "text", 3), column("value", "Value", "money", 1)],
  rows: [
    row("base", { ...textCell("Base"), header: true }, moneyCell(30_000, { name: "base" })),
    row("share", { ...textCell("Share"), header: true }, percentCell("333/1000", "33.30%", { name: "share", formula: "IF([base]=0,0,[sum.lcff]/[base])" })),
    row("again", { ...textCell("Whole column elsewhere"), header: true }, moneyCell(10_025, { formula: "SUM([t1.total])" })),
    row("none", { ...textCell("A column without rows"), header: true }, moneyCell(0, { formula: "SUM([empty.amount])" })),
    row("off", { ...textCell("A cell that is on no sheet"), header: true }, moneyCell(1_234, { formula: "[elsewhere]+0" })),
    row("unknown", { ...textCell("A name that is nowhere"), header: true }, moneyCell(77, { formula: "[nobody]*2" })),
  ],
};
const empty: Table = { type: "table", id: "t3", title: "Nothing yet", summary: "No rows.", sheet: "Planned", columns: [column("empty.amount", "Amount", "money", 1)], rows: [] };
const offSheet: Table = { type: "table", id: "t4", title: "Not in the workbook", summary: "A box.", columns: [column("x", "X", "money", 1)], rows: [row("x", moneyCell(1_234, { name: "elsewhere" }))] };
const linked = makeDocumentOf(heading(1, "Tables", "t"), money, offSheet, empty, base);

describe("a document as a workbook", () => {
  it("has one sheet per name in order, its tables one under the other with a blank row between", async () => {
    const workbook = await reopened(await writeXlsx(linked));
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(["Planned", "It's the Base"]);
    const sheet = workbook.worksheets[0];
    expect([4, 5, 8, 9, 10, 11].map((at) => sheet?.getCell(at, 1).value)).toEqual(["Planned", "What", "Total", null, "Nothing yet", "Amount"]);
  });

  it("says at the head of each sheet what the document ends with, and at a table that its words are not the state's", async () => {
    const said = makeDocumentOf(heading(1, "Tables", "t"), paragraph("proposed", "Wording proposed."), money, base, paragraph("note", "Filed with Stepwell on May 1."));
    const [first, second] = (await reopened(await writeXlsx(said))).worksheets;
    expect([first?.getCell("A3").value, first?.getCell("A4").value]).toEqual(["Filed with Stepwell on May 1.", "Planned. Wording proposed."]);
    expect([second?.getCell("A3").value, second?.getCell("A4").value]).toEqual(["Filed with Stepwell on May 1.", "Base"]);
  });

  it("writes numbers as numbers with the domain's values", async () => {
    const sheet = await sheetOf(await writeXlsx(makeDocument()), "Actions");
    expect(sheet.getCell("D6").value).toBe(12_345_678.9);
    expect(sheet.getCell("D7").value).toBe(-50);
    expect(sheet.getCell("D6").numFmt).toBe('"$"#,##0.00;-"$"#,##0.00');
    expect(sheet.getCell("E6").value).toBe(299081 / 341581);
    expect(sheet.getCell("E6").numFmt).toBe("0.000%");
    expect(sheet.getCell("A8").isMerged).toBe(true);
  });

  it("turns names into addresses: same row, whole column, named cells, other sheets", async () => {
    const bytes = await writeXlsx(linked);
    const planned = await sheetOf(bytes, "Planned");
    expect(planned.getCell("D6").value).toMatchObject({ formula: "B6+C6", result: 100.15 });
    expect(planned.getCell("D7").value).toMatchObject({ formula: "B7+C7", result: 0.1 });
    expect(planned.getCell("B8").value).toMatchObject({ formula: "SUM(B6:B7)", result: 99.9 });
    expect(planned.getCell("D8").value).toMatchObject({ formula: "B8+C8", result: 100.25 });
    const box = await sheetOf(bytes, "It's the Base");
    expect(box.getCell("B6").value).toMatchObject({ formula: "IF($B$5=0,0,'Planned'!$B$8/$B$5)", result: 0.333 });
    expect(box.getCell("B7").value).toMatchObject({ formula: "SUM('Planned'!$D$6:$D$7)", result: 100.25 });
    expect(await part(bytes, "xl/worksheets/sheet2.xml")).toContain("<f>SUM(0)</f><v>0</v>");
    expect(box.getCell("B9").value).toMatchObject({ formula: "12.34+0", result: 12.34 });
    expect(box.getCell("B10").value).toBe(0.77);
  });

  it.each(["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\u0000=1", " =1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://evil","x")'])("keeps %j as words that compute nothing, also after an edit", async (evil) => {
    const table: Table = { ...money, title: evil, columns: [column("a", evil, "text", 1)], rows: [row("r", textCell(evil))] };
    const bytes = await writeXlsx(makeDocumentOf(table));
    const sheet = await sheetOf(bytes, "Planned");
    const kept = evil.replaceAll("\u0000", "").replaceAll("\r", "\n");
    for (const at of ["A4", "A5", "A6"]) {
      expect(sheet.getCell(at).type, at).toBe(ExcelJS.ValueType.String);
      expect(sheet.getCell(at).value, at).toBe(kept);
      expect(sheet.getCell(at).numFmt, at).toBe("@");
    }
    expect(await part(bytes, "xl/worksheets/sheet1.xml")).not.toContain("<f>");
    const styles = await part(bytes, "xl/styles.xml");
    expect(styles).toMatch(/<xf quotePrefix="1" numFmtId="49"/);
    expect(styles).not.toMatch(/<xf numFmtId="49"/);
  });

  it("keeps ordinary words in the general format, and a number that is missing as words", async () => {
    const table: Table = { ...money, rows: [row("r", textCell("Words"), { kind: "money", text: "", missing: true }, { kind: "money", text: "to come" }, moneyCell(1))] };
    const sheet = await sheetOf(await writeXlsx(makeDocumentOf(table)), "Planned");
    expect(sheet.getCell("A6").numFmt).toBeUndefined();
    expect(["B6", "C6", "D6"].map((at) => sheet.getCell(at).value)).toEqual(["Not answered", "to come", 0.01]);
  });

  it("loses nothing of a text longer than a cell may hold", async () => {
    const long = "0123456789".repeat(8_000);
    const sheet = await sheetOf(await writeXlsx(makeDocumentOf({ ...money, rows: [row("r", textCell(long), moneyCell(1)), ...money.rows] })), "Planned");
    expect(["A6", "A7", "A8"].map((at) => String(sheet.getCell(at).value)).join("")).toBe(long);
    expect(sheet.getCell("B11").value).toMatchObject({ formula: "SUM(B6:B10)" });
  });

  it("gives sheets names that Excel accepts", async () => {
    const named = (sheet: string): Table => ({ ...money, sheet });
    const workbook = await reopened(await writeXlsx(makeDocumentOf(named("Goals/Actions: [all]*?"), named("A very long name of a sheet that goes on 1"), named("A very long name of a sheet that goes on 2"), named("'"))));
    for (const { name } of workbook.worksheets) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
    expect(new Set(workbook.worksheets.map(({ name }) => name.toLowerCase())).size).toBe(4);
  });

  it("prints landscape, one page wide, with its header row and page numbers, and stays in view when scrolled", async () => {
    const bytes = await writeXlsx(makeDocument());
    const sheet = await sheetOf(bytes, "Total Planned Expenditures");
    expect(sheet.pageSetup).toMatchObject({ orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 3 });
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 5 });
    expect(await part(bytes, "xl/workbook.xml")).toMatch(/_xlnm\.Print_Titles[^>]*>&apos;Total Planned Expenditures&apos;!\$5:\$5</);
    expect(sheet.headerFooter.oddFooter).toContain("Page &P of &N");
  });

  it("opens though a name has signs that XML does not know", async () => {
    const bytes = await writeXlsx({ ...makeDocument(), title: "Plan\ufffe of the \uffffdistrict", organization: { name: "Or\uffffange", cds: "99999990000000" } });
    const core = await part(bytes, "docProps/core.xml");
    expect(core).toContain("<dc:title>Plan of the district</dc:title>");
    expect(core).toContain("<dc:creator>Orange</dc:creator>");
  });

  it("knows its title and language, and says that it is a draft", async () => {
    const bytes = await writeXlsx(makeDocument());
    const core = await part(bytes, "docProps/core.xml");
    expect(core).toContain("<dc:language>en-US</dc:language>");
    expect(core).toContain("Orange Cove &amp; Friends &lt;2026&gt;</dc:title>");
    expect((await sheetOf(bytes, "Actions")).getCell("A2").value).toBe("Internal draft of 2026-05-04: 2 answers are missing");
  });

  it("comes out the same, byte for byte, at another time", async () => {
    const first = await writeXlsx(makeDocument());
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-02-03T04:05:06Z") });
    onTestFinished(() => void vi.useRealTimers());
    expect(Buffer.from(await writeXlsx(makeDocument())).equals(Buffer.from(first))).toBe(true);
  });

  it("is a workbook even when no table belongs in one", async () => {
    expect((await reopened(await writeXlsx(makeDocumentOf(heading(1, "H", "h"))))).worksheets).toHaveLength(1);
  });
});

describe.skipIf(!office)("the formulas, recalculated by LibreOffice", () => {
  it("give the values the domain computed", async () => {
    const actions = Array.from({ length: 40 }, (_, at) => ({ id: `a${at}`, goal: "1", number: `1.${at}`, title: `Action ${at}`, cents: 1_000_003 * (at + 1) }));
    const document = makeDocument({ sections: [{ id: "s", paper: "letter", orientation: "landscape", blocks: [...(linked.sections[0]?.blocks ?? []), makeExpenditureTable(actions)] }] });
    // The results beside the formulas are taken out, so that what comes back was computed.
    const zip = await JSZip.loadAsync(await writeXlsx(document));
    const given = await reopened(await writeXlsx(document));
    for (const path of Object.keys(zip.files).filter((name) => name.startsWith("xl/worksheets/sheet"))) {
      const xml = (await zip.file(path)?.async("string")) ?? "";
      zip.file(path, xml.replaceAll(/(<\/f>)<v>[^<]*<\/v>/g, "$1"));
    }
    writeFileSync(join(folder, "bare.xlsx"), await zip.generateAsync({ type: "uint8array" }));
    execFileSync("soffice", [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", join(folder, "out"), join(folder, "bare.xlsx")], { stdio: "ignore", timeout: 100_000 });
    const computed = new ExcelJS.Workbook();
    await computed.xlsx.readFile(join(folder, "out", "bare.xlsx"));
    let compared = 0;
    for (const sheet of given.worksheets) {
      sheet.eachRow((line) => line.eachCell((cell) => {
        if (cell.type !== ExcelJS.ValueType.Formula) return;
        expect(computed.getWorksheet(sheet.name)?.getCell(cell.address).result, `${sheet.name} ${cell.address}`).toBeCloseTo(Number(cell.result), 6);
        compared += 1;
      }));
    }
    expect(compared).toBeGreaterThan(45);
  }, 120_000);
});

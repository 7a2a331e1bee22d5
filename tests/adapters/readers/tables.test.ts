// Tables of published files: workbooks and text; what is no table is refused at once with a reason.
import { gzipSync } from "node:zlib";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { readTables } from "#app/adapters/readers/tables.server.ts";

const parts = (sheet: string, shared = ""): Record<string, string> => ({
  "[Content_Types].xml": "<Types/>",
  "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
  "xl/sharedStrings.xml": `<sst>${shared}</sst>`,
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
});
const packed = (files: Record<string, string>) => {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(files)) zip.file(name, text);
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
};
const rows = '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="b"><v>1</v></c><c r="D3"><f>SUM(1)</f><v>7.5</v></c></row><row r="4" spans="1:2"/><row r="9"><c r="B9" t="inlineStr"><is><t>a &lt; b</t></is></c><c r="E9" s="2"/></row>';

describe("a workbook", () => {
  test("cells stand where they stand, rows keep their numbers, a formula is its stored value", async () => {
    const { sheets } = readTables(await packed(parts(rows, "<si><r><t>Two </t></r><r><t>parts</t></r><rPh><t>no</t></rPh></si>")));
    expect(sheets).toEqual([{ name: "A & B", lines: [{ at: 3, cells: ["Two parts", "", "TRUE", "7.5"] }, { at: 9, cells: ["", "a < b"] }] }]);
  });

  test.each([
    ["a macro", { "xl/vbaProject.bin": "x" }, "macro"],
    ["values from another file", { "xl/externalLinks/externalLink1.xml": "<x/>" }, "another file"],
    ["an entity of its own", { "xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>' }, "define"],
  ])("with %s is refused (REL-D2)", async (_, more, words) => {
    const bytes = await packed({ ...parts(rows), ...(more as Record<string, string>) });
    expect(() => readTables(bytes)).toThrow(words);
  });

  const refused: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ["cut off in the middle", async () => (await packed(parts(rows))).subarray(0, 300)],
    ["cut off at the end", async () => (await packed(parts(rows))).subarray(0, -30)],
    ["a bomb", () => packed(parts(" ".repeat(2_000_000)))],
    ["a sheet of more rows than a list has", () => packed(parts("<row><c><v>1</v></c></row>".repeat(300_000)))],
    ["a sheet of many rows in a namespace", () => packed(parts("<x:row><x:c><x:v>1</x:v></x:c></x:row>".repeat(250_000)))],
    ["a million lines of text", () => Buffer.from(`a,b\n${"1,2\n".repeat(1_000_000)}`)],
    ["an old workbook or one with a password", () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])],
    ["a packed table cut off", () => gzipSync("a,b\n").subarray(0, 12)],
  ];
  test.each(refused)("%s is refused within two seconds (REL-D1)", async (_, make) => {
    const bytes = await make();
    const started = process.cpuUsage();
    expect(() => readTables(bytes)).toThrow(expect.objectContaining({ code: expect.stringMatching(/invalid|too-large/) as string }) as Error);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});

describe("a table of text", () => {
  test("commas or tabs, Latin-1 or UTF-8, plain or gzipped", () => {
    expect(readTables(gzipSync("a\tb\nPeña\t1\n"))).toEqual({ sheets: [{ name: "", lines: [{ at: 1, cells: ["a", "b"] }, { at: 2, cells: ["Peña", "1"] }] }], encoding: "utf-8" });
    expect(readTables(Buffer.from("a,b\nPeña,1\n", "latin1"))).toMatchObject({ encoding: "latin-1", sheets: [{ lines: [{}, { cells: ["Peña", "1"] }] }] });
  });
});

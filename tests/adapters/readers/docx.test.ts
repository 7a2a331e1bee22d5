// A Word file is read as a person sees it, and what is dangerous or not there is refused in words.
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readDocx } from "#app/adapters/readers/docx.server.ts";
import type { ReadableBlock, ReadableTable } from "#schemas/readable-document.ts";
import { packed, para, wordFile, wordParts } from "./packed.ts";

const styles = '<w:styles><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Mine"><w:basedOn w:val="H2"/><w:name w:val="Our heading"/></w:style></w:styles>';
const numbering = '<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>';
const words = (blocks: readonly ReadableBlock[]): string[] => blocks.map((block) => (block.kind === "table" ? "table" : block.lines.join("|")));

describe("what a person sees", () => {
  test("headings by their style or one made after it, lists with depth and mark, the place of each", () => {
    const item = (text: string, level: number) => para(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr>`);
    const { places, blocks } = readDocx(wordFile(para("Goals", '<w:pStyle w:val="Mine"/>') + para("Words") + item("One", 0) + item("Inner", 1), { "word/styles.xml": styles, "word/numbering.xml": numbering }));
    expect(places).toBe("paragraphs");
    expect(blocks).toEqual([
      { kind: "heading", page: 1, lines: ["Goals"], level: 2, marker: "" },
      { kind: "paragraph", page: 2, lines: ["Words"], level: 1, marker: "" },
      { kind: "item", page: 3, lines: ["One"], level: 1, marker: "1." },
      { kind: "item", page: 4, lines: ["Inner"], level: 2, marker: "•" },
    ]);
  });

  test("words that were deleted, hidden or belong to fields are not read; inserted ones and breaks are", () => {
    const body = `<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept &amp; new</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText><w:br/><w:t>second</w:t></w:r></w:p>`;
    expect(words(readDocx(wordFile(body)).blocks)).toEqual(["kept & new|second"]);
  });

  test("words keep their look, links where they lead, and rows that head a table that they do", () => {
    const rels = '<Relationships><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://www.example.org/plan" TargetMode="External"/></Relationships>';
    const run = (text: string, look = "") => `<w:r>${look === "" ? "" : `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
    const body = `<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>${run("We ")}${run("read", '<w:b/><w:i w:val="1"/>')}${run(" and ", '<w:b w:val="0"/>')}<w:hyperlink r:id="rId4">${run("publish", '<w:u w:val="single"/>')}</w:hyperlink>${run(".")}</w:p>
      <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>${para("Year")}</w:tc></w:tr><w:tr><w:tc>${para("2024")}</w:tc></w:tr></w:tbl>`;
    const [first, table] = readDocx(wordFile(body, { "word/_rels/document.xml.rels": rels })).blocks as [ReadableBlock, ReadableTable];
    expect(first).toMatchObject({ lines: ["We read and publish."], pieces: [{ text: "We " }, { text: "read", bold: true, italic: true }, { text: " and " }, { text: "publish", underline: true, href: "https://www.example.org/plan" }, { text: "." }] });
    expect(table.rows.map((row) => row.cells[0]?.head)).toEqual([true, undefined]);
  });

  test("a cell over several columns stands where its first one does, and one that goes on from above is empty", () => {
    const cell = (text: string, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${text === "" ? "<w:p/>" : para(text)}</w:tc>`;
    const body = `<w:tbl><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>
      <w:tr>${cell("A", '<w:vMerge w:val="restart"/>')}${cell("B", '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell("A again", "<w:vMerge/>")}${cell("C")}${cell("D")}</w:tr></w:tbl>`;
    const [table] = readDocx(wordFile(body)).blocks as [ReadableTable];
    expect(table.rows.map((row) => row.cells.map((one) => [one.left, ...words(one.blocks)]))).toEqual([[[0, "A"], [50, "B"]], [[null], [50, "C"], [150, "D"]]]);
  });
});

describe("refused in words, and nothing large is unpacked (REL-D1, REL-D2)", () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ["a document with macros", () => wordFile(para("Plan"), { "word/vbaProject.bin": "macro" }), /macros/],
    ["words from another file", () => wordFile(`${para("Plan")}<w:altChunk r:id="x"/>`), /another file/],
    ["definitions of its own", () => packed({ "word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:document><w:body/></w:document>' }), /defines things/],
    ["a bomb", () => wordFile("x".repeat(9_000_000)), /unpacks to far more/],
    ["more than it says", () => packed(wordParts(para("Plan")), { unpacked: 10 }), /larger than it says/],
    ["a password", () => packed(wordParts(para("Plan")), { encrypted: true }), /password/],
    ["many parts", () => wordFile(para("Plan"), Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`word/media/${n}.png`, ""]))), /parts/],
    ["no end", () => wordFile(para("Plan")).slice(0, 60), /end is missing/],
    ["pictures only", () => wordFile("<w:p><w:r><w:drawing><a:t>picture</a:t></w:drawing></w:r></w:p>"), /no text.*spreadsheet/],
    ["tables in tables without end", () => wordFile(`${"<w:tbl><w:tr><w:tc>".repeat(60)}${para("deep")}${"</w:tc></w:tr></w:tbl>".repeat(60)}`), /too deep/],
    ["another document", () => wordFile(para("Minutes of a meeting")), /not a plan/],
  ])("%s", (_what, bytes, refusal) => {
    expect(() => readDocx(bytes(), { expects: { pattern: /Plan|deep/, refusal: "This is not a plan." } })).toThrow(refusal);
  });

  test("parts that lie over one another are refused; a part whose name climbs out of the file is never a place to write to", () => {
    const over = Buffer.from(wordFile(para("Plan"), { "word/styles.xml": "<w:styles/>" }));
    over.writeUInt32LE(0, over.lastIndexOf(Buffer.from("PK\u0001\u0002")) + 42);
    expect(() => readDocx(over)).toThrow(/overlap/);
    expect(words(readDocx(wordFile(para("Plan"), { "../../../tmp/plan-once-climbed": "x", "/etc/plan-once-climbed": "x" })).blocks)).toEqual(["Plan"]);
    for (const file of ["/tmp/plan-once-climbed", "/etc/plan-once-climbed"]) expect(existsSync(file)).toBe(false);
  });

  test("a picture or template elsewhere is never asked for", () => {
    const outside = '<Relationships><Relationship Id="r9" TargetMode="External" Target="http://127.0.0.1:9/template.dotm"/></Relationships>';
    expect(words(readDocx(wordFile(para("Plan"), { "word/_rels/document.xml.rels": outside, "word/_rels/settings.xml.rels": outside })).blocks)).toEqual(["Plan"]);
  });
});

import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { fitColumns, textWidth } from "#app/adapters/documents/docx-columns.server.ts";
import { writeDocx } from "#app/adapters/documents/docx.server.ts";
import type { PlanDocument, Table } from "#schemas/document.ts";
import { arabicText, column, dollars, emojiText, heading, hebrewText, hostileText, list, makeDocument, makeDocumentOf, makeExpenditureTable, makeLargeDocument, moneyCell, paragraph, richCell, row, textCell } from "../document-fixtures.ts";

async function open(document: PlanDocument) {
  const zip = await JSZip.loadAsync(await writeDocx(document));
  const part = async (name: string): Promise<string> => (await zip.file(name)?.async("string")) ?? "";
  return { names: Object.keys(zip.files), part, body: await part("word/document.xml") };
}
const all = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => match[1] ?? match[0]);
const paragraphs = (xml: string): string[] => all(xml, /<w:p>.*?<\/w:p>/g);
const read = (xml: string): string =>
  all(xml, /<w:t xml:space="preserve">(.*?)<\/w:t>/g)
    .join("")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
const paragraphWith = (xml: string, text: string): string => paragraphs(xml).find((one) => read(one).includes(text)) ?? "";
const tables = (xml: string): string[] => all(xml, /<w:tbl>.*?<\/w:tbl>/g);

/** Every element closed in its order: Word opens nothing else. */
function isBalanced(xml: string): boolean {
  const open: string[] = [];
  for (const [, end, name, self] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    if (self) continue;
    if (!end) open.push(name ?? "");
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

describe("a Word file", () => {
  it("says its title, language, organization and the day of the copy, never the day it was made", async () => {
    const { part } = await open(makeDocument());
    const core = await part("docProps/core.xml");
    expect(core).toContain("<dc:title>Local Control and Accountability Plan, Orange Cove &amp; Friends &lt;2026&gt;</dc:title>");
    expect(core).toContain("<dc:language>en-US</dc:language>");
    expect(core).toContain("<dc:creator>Orange Cove &amp; Friends Unified</dc:creator>");
    expect(all(core, /xsi:type="dcterms:W3CDTF">([^<]*)</g)).toEqual(["2026-05-04T00:00:00Z", "2026-05-04T00:00:00Z"]);
    expect(await part("word/styles.xml")).toContain('<w:lang w:val="en-US"');
    const filed = await open(makeDocument({ language: "es-US", copy: { kind: "filed", filedOn: "2026-06-30", receipt: "R-1" } }));
    expect(await filed.part("docProps/core.xml")).toContain("2026-06-30T00:00:00Z");
    expect(await filed.part("word/styles.xml")).toContain('<w:lang w:val="es-US"');
  });

  it("has real headings in the document's order", async () => {
    const { body, part } = await open(makeDocument());
    const headings = paragraphs(body).filter((one) => one.includes('<w:pStyle w:val="Heading'));
    expect(headings.map((one) => `${/Heading(\d)/.exec(one)?.[1] ?? ""} ${read(one)}`)).toEqual([
      "1 Plan Summary",
      "2 General Information",
      "2 Reflections: Technical Assistance",
      "1 Goals and Actions",
      "2 Goal 1",
      "3 Actions",
      "1 Action Tables",
    ]);
    const styles = await part("word/styles.xml");
    for (const level of [1, 2, 3, 4, 5, 6]) expect(styles).toMatch(new RegExp(`w:styleId="Heading${level}"><w:name w:val="heading ${level}"/>.*?<w:outlineLvl w:val="${level - 1}"/>`));
  });

  it("skips no heading level, even where a person's own headings do", async () => {
    const { body } = await open(makeDocumentOf(heading(1, "One", "a"), heading(4, "Deep", "b"), heading(4, "Beside it", "c"), heading(2, "Two", "d")));
    expect(all(body, /<w:pStyle w:val="Heading(\d)"/g)).toEqual(["1", "2", "2", "2"]);
  });

  it("gives every table alternative text, a header row that repeats and columns that fill its page", async () => {
    const { body } = await open(makeDocument());
    const found = tables(body);
    expect(found).toHaveLength(5);
    for (const table of found) {
      expect(table).toMatch(/<w:tblCaption w:val="[^"]+"\/><w:tblDescription w:val="[^"]+"\/>/);
      expect(all(table, /<w:tblHeader\/>/g)).toHaveLength(1);
      expect(table.indexOf("<w:tblHeader/>")).toBeLessThan(table.indexOf("</w:tr>"));
      const widths = all(table, /<w:gridCol w:w="(\d+)"\/>/g).map(Number);
      const whole = Number(/<w:tblW w:w="(\d+)"/.exec(table)?.[1]);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(whole);
      for (const tableRow of table.split("</w:tr>").slice(0, -1)) {
        expect(all(tableRow, /<w:tcW w:w="(\d+)"/g).reduce((sum, width) => sum + Number(width), 0)).toBe(whole);
      }
    }
    // Two tables without a paragraph between them would become one, and a cell or page may not end with a table.
    expect(body).not.toMatch(/<\/w:tbl>(?!<w:p>)/);
    expect(found.map((table) => /<w:tblW w:w="(\d+)"/.exec(table)?.[1])).toEqual(["10800", "10800", "10800", "10800", "23040"]);
  });

  it("sets each section on its own paper", async () => {
    const { body } = await open(makeDocument());
    expect(all(body, /<w:pgSz [^>]*>/g)).toEqual(['<w:pgSz w:w="12240" w:h="15840"/>', '<w:pgSz w:w="24480" w:h="15840" w:orient="landscape"/>']);
  });

  it("never breaks an amount: its cell does not wrap and is wide enough for it", async () => {
    const wide = makeExpenditureTable([{ id: "one", goal: "1", number: "1.1", title: "All of it", cents: 98_765_432_109 }]);
    const tight: Table = {
      type: "table",
      id: "tight",
      title: "Tight",
      summary: "Shares that would starve the amounts.",
      columns: [column("text", "Description", "text", 100), column("a", "Funds", "money", 1), column("b", "More", "money", 1)],
      rows: [row("one", textCell("words ".repeat(40)), moneyCell(-123_456_789_012), { kind: "money", text: "$ 1 000.00", cents: 100_000 })],
    };
    const { body } = await open(makeDocumentOf(wide, tight));
    const cells = all(body, /<w:tc>.*?<\/w:tc>/g).filter((cell) => cell.includes('<w:pStyle w:val="Amount'));
    expect(cells).toHaveLength(18);
    for (const cell of cells) {
      expect(cell).toContain("<w:noWrap/>");
      expect(read(cell)).not.toContain(" ");
      const halfPoints = Number(/Amount(\d+)/.exec(cell)?.[1]);
      expect(textWidth(read(cell), halfPoints)).toBeLessThanOrEqual(Number(/<w:tcW w:w="(\d+)"/.exec(cell)?.[1]) - 160);
    }
    expect(body).toContain(dollars(-123_456_789_012));
  });

  it("keeps header words whole and takes smaller type only when the columns need it", () => {
    const table = makeExpenditureTable([{ id: "one", goal: "1", number: "1.1", title: "Coaches", cents: 1_234_567_890 }]);
    const roomy = fitColumns(table, 23_040);
    const narrow = fitColumns(table, 10_800);
    expect(roomy.halfPoints).toBeGreaterThan(narrow.halfPoints);
    for (const { widths, halfPoints } of [roomy, narrow]) {
      table.columns.forEach((one, at) => {
        for (const word of one.header.split(/[\s/-]+/)) expect(textWidth(word, halfPoints)).toBeLessThanOrEqual((widths[at] ?? 0) - 160);
      });
    }
  });

  it("sets a table of many columns small enough that its columns of names are wider than one word", () => {
    const many: Table = {
      type: "table", id: "t", title: "", summary: "S",
      columns: [column("where", "Location", "text", 3), ...Array.from({ length: 12 }, (_, at) => column(`m${at}`, "Funds", "money" as const, 1))],
      rows: [row("r", textCell("Sequoia High, Redwood Middle"), ...Array.from({ length: 12 }, () => moneyCell(123_456_789)))],
    };
    const { widths, halfPoints } = fitColumns(many, 21_600);
    expect(widths[0]).toBeGreaterThan(textWidth("Sequoia High, Redwood", halfPoints));
  });

  it("keeps short rows whole and lets long ones go on overleaf", async () => {
    const table = (words: string): Table => ({ type: "table", id: "t", title: "T", summary: "S", columns: [column("a", "A", "text", 1)], rows: [row("r", richCell("", paragraph("body", words)))] });
    const dataRow = async (words: string): Promise<string> => (await open(makeDocumentOf(table(words)))).body.split("</w:tr>")[1] ?? "";
    expect(await dataRow("short")).toContain("<w:cantSplit/>");
    expect(await dataRow("long words ".repeat(400))).not.toContain("<w:cantSplit/>");
  });

  it("prints the banner on every page of a draft only, and page X of Y always", async () => {
    const draft = await open(makeDocument());
    expect(read(await draft.part("word/header.xml"))).toBe("Internal draft of 2026-05-04: 2 answers are missing");
    expect(all(draft.body, /<w:headerReference /g)).toHaveLength(2);
    const filed = await open(makeDocument({ banner: "Filed", copy: { kind: "filed", filedOn: "2026-06-30", receipt: "R-1" } }));
    expect([await draft.part("word/header.xml"), await filed.part("word/header.xml")].map((header) => header.includes('<w:color w:val="8B0A03"/>'))).toEqual([true, false]);
    const footer = await draft.part("word/footer1.xml");
    expect(read(footer)).toBe("Orange Cove & Friends Unified, 2026-27Page  of ");
    expect(all(footer, /w:instr=" (\w+) "/g)).toEqual(["PAGE", "NUMPAGES"]);
    const clean = await open(makeDocument({ banner: "" }));
    expect(clean.names).not.toContain("word/header.xml");
    expect(clean.body).not.toContain("headerReference");
  });

  it("keeps bold, italic, underline, line breaks and links", async () => {
    const { body, part } = await open(makeDocument());
    const text = paragraphWith(body, "1,234 pupils");
    expect(text).toContain('<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">1,234 pupils');
    expect(text).toContain('<w:b/><w:bCs/><w:i/><w:iCs/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">every one');
    expect(text).toContain("<w:br/>");
    const relations = await part("word/_rels/document.xml.rels");
    for (const [words, target] of [
      ["the district's site", "https://example.org/plan?year=2026&amp;view=all"],
      ["the guide", "https://example.org/guide"],
    ] as const) {
      const id = new RegExp(`<w:hyperlink r:id="([^"]+)"[^>]*>(?:(?!</w:hyperlink>).)*${words}`).exec(body)?.[1] ?? "none";
      expect(relations).toContain(`Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${target}" TargetMode="External"`);
    }
  });

  it("prints the words of a link that leads nowhere safe, and no link", async () => {
    const { body, part } = await open(makeDocumentOf(paragraph("body", { text: "click", href: "javascript:alert(1)" }, { text: "broken", href: "https://[" })));
    expect(read(body)).toContain("clickbroken");
    expect(body).not.toContain("w:hyperlink");
    expect(await part("word/_rels/document.xml.rels")).not.toContain("javascript");
  });

  it("sets paragraphs that start in Hebrew or Arabic from right to left, wherever they stand", async () => {
    const { body } = await open(makeDocument());
    const found = paragraphs(body).filter((one) => read(one) === hebrewText || read(one) === arabicText);
    expect(found).toHaveLength(3);
    for (const one of found) {
      expect(one).toContain("<w:bidi/>");
      expect(one).toContain("<w:rtl/>");
    }
    expect(paragraphWith(body, "1,234 pupils")).not.toContain("<w:bidi/>");
  });

  it("prints emoji and markup as what was typed", async () => {
    const { body } = await open(makeDocument());
    expect(isBalanced(body)).toBe(true);
    expect(paragraphWith(body, "📚")).toContain(emojiText);
    expect(paragraphs(body).filter((one) => read(one) === hostileText)).toHaveLength(2);
    const broken = await open(makeDocumentOf(paragraph("body", "a\u0000b\u0008c\ud800d\ufffee")));
    expect(read(broken.body)).toContain("abc\ufffdde");
  });

  it("starts each ordered list at one and shows nested lists at their level", async () => {
    const { body, part } = await open(makeDocument());
    const item = (text: string): string[] => all(paragraphWith(body, text), /<w:ilvl w:val="\d"\/><w:numId w:val="\d+"\/>/g);
    const number = (text: string): string => /numId w:val="(\d+)"/.exec(item(text)[0] ?? "")?.[1] ?? "";
    expect(number("First")).not.toBe(number("First again"));
    expect(number("First")).toBe(number("Second"));
    expect(item("Read to every child")[0]).toContain('ilvl w:val="0"');
    expect(item("in the spring")[0]).toContain('ilvl w:val="1"');
    expect(item("at home")[0]).toContain('ilvl w:val="2"');
    expect(item("one item")).toEqual([]);
    const numbering = await part("word/numbering.xml");
    for (const id of [number("First"), number("First again")]) expect(numbering).toMatch(new RegExp(`w:numId="${id}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>`));
  });

  it("marks what is missing, in paragraphs and in cells", async () => {
    const { body } = await open(makeDocument());
    const missing = paragraphs(body).filter((one) => read(one) === "Not answered yet.");
    expect(missing).toHaveLength(2);
    expect(missing[0]).toContain('<w:pStyle w:val="Missing"/>');
    expect(missing[1]).toContain('<w:b/><w:bCs/><w:color w:val="8B0A03"/>');
  });

  it("does not say a table's title again under a heading that has just said it", async () => {
    const table: Table = { type: "table", id: "t", title: "Actions", summary: "S", columns: [column("a", "A", "text", 1)], rows: [] };
    const captions = async (...blocks: Parameters<typeof makeDocumentOf>): Promise<string[]> => paragraphs((await open(makeDocumentOf(...blocks))).body).filter((one) => one.includes('w:val="Caption"')).map(read);
    expect(await captions(heading(1, "Actions", "a"), paragraph("prompt", "Describe."), table)).toEqual([]);
    expect(await captions(heading(1, "Goals", "g"), table)).toEqual(["Actions"]);
  });

  it("draws a chart with its words as the alternative only, and its amounts once more in a table", async () => {
    const { body, part } = await open(makeDocument());
    expect(all(body, /<wp:docPr [^>]*title="([^"]*)"/g)).toEqual(["Projected Revenue by Fund Source", "Prior Year Expenditures: Increased or Improved Services"]);
    expect(body).toMatch(/<wp:docPr [^>]*descr="LCFF funds are \$8,000,000 \(80%\), of which/);
    const drawn = await part("word/chart1.xml");
    expect(all(drawn, /<c:v>([^<]*)<\/c:v>/g).slice(1)).toEqual(["All LCFF funds, 80%", "\u2003All other LCFF funds, 60%", "\u2003LCFF supplemental &amp; concentration grants, 20%", "All other state funds, 15%", "All federal funds, 5%", "8000000", "6000000", "2000000", "1500000", "500000"]);
    expect(await part("[Content_Types].xml")).toContain('PartName="/word/chart2.xml"');
    expect(read(body)).not.toContain("LCFF funds are $8,000,000 (80%), of which");
    const chart = tables(body)[0] ?? "";
    expect(chart).toContain('<w:tblCaption w:val="Projected Revenue by Fund Source"/>');
    expect(read(chart)).toContain("All federal funds$500,0005%");
  });

  it("keeps a prompt with its answer and a short lead with the list or table after it, and lets other text run on", async () => {
    const table: Table = { type: "table", id: "t", title: "", summary: "S", columns: [column("a", "A", "text", 1)], rows: [row("r", textCell("x"))] };
    const { body } = await open(makeDocumentOf(heading(1, "H", "h"), paragraph("body", "Leads to a table."), table, paragraph("body", "Leads to a list."), list(false, "one"), paragraph("body", "Leads to words."), paragraph("body", "x".repeat(900)), list(false, "two"), heading(2, "Analysis", "a"), paragraph("body", "Leads to a prompt."), paragraph("prompt", "Describe."), paragraph("body", "An answer."), paragraph("prompt", "Explain.")));
    const kept = (text: string) => paragraphWith(body, text).includes("<w:keepNext/>");
    expect(["Leads to a table.", "Leads to a list.", "Leads to words.", "xxx", "Leads to a prompt.", "An answer."].map(kept)).toEqual([true, true, false, false, true, false]);
  });

  it("is the same bytes for the same document", async () => {
    const [first, second] = [await writeDocx(makeDocument()), await writeDocx(makeDocument())];
    expect(Buffer.compare(first, second)).toBe(0);
    // The clock would not show between two quick writes: the dates inside are the copy's own.
    const { files } = await JSZip.loadAsync(first);
    expect(new Set(Object.values(files).map((file) => file.date.toISOString()))).toEqual(new Set(["2026-05-04T00:00:00.000Z"]));
  });

  it("opens when there is nothing to print", async () => {
    for (const document of [makeDocument({ sections: [] }), makeDocumentOf(), makeDocumentOf({ type: "table", id: "t", title: "", summary: "", columns: [column("a", "A", "text", 1)], rows: [row("r"), row("s", richCell(""))] }, list(true), list(false, []), heading(1, "", "h"))]) {
      const { body } = await open(document);
      expect(isBalanced(body)).toBe(true);
      expect(body).toContain("</w:sectPr></w:body>");
      for (const cell of all(body, /<w:tc>.*?<\/w:tc>/g)) expect(cell).toMatch(/<\/w:p><\/w:tc>$|<w:p\/><\/w:tc>$/);
    }
  });

  it("prints a big district's plan whole", async () => {
    const { body } = await open(makeLargeDocument());
    expect(isBalanced(body)).toBe(true);
    expect(tables(body)).toHaveLength(2 + 12 * 3 + 1);
    expect(all(body, /<w:tr>/g).length).toBeGreaterThan(750);
  });
});

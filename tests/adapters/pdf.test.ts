// The PDF opened again: tags, sizes, words; with poppler's tools where the machine has them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { writePdf } from "#app/adapters/documents/pdf.server.ts";
import type { Chart, PlanDocument, Table } from "#schemas/document.ts";
import { column, dollars, heading, hostileText, list, makeDocument, makeDocumentOf, makeExpenditureTable, makeLargeDocument, moneyCell, paragraph, row, textCell } from "../document-fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "plan-pdf-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const raw = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

function has(tool: string): boolean {
  try {
    execFileSync(tool, ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const poppler = has("pdftotext") && has("pdfinfo");
if (!poppler) console.warn("pdftotext and pdfinfo are not on this machine: the PDF's words are not read back.");

function wordsOf(bytes: Uint8Array, ...options: string[]): string {
  const path = join(folder, "read.pdf");
  writeFileSync(path, bytes);
  return execFileSync("pdftotext", [...options, path, "-"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e8 });
}

/** The decoded streams of the file: page content and fonts. */
function streamsOf(bytes: Uint8Array): string[] {
  return [...raw(bytes).matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, body]) => {
    try {
      return [inflateSync(Buffer.from(body ?? "", "latin1")).toString("latin1")];
    } catch {
      return [];
    }
  });
}

describe("a document as PDF", () => {
  const bytes = writePdf(makeDocument());
  const text = raw(bytes);

  it("is a tagged PDF/UA-1 with language, outline and page sizes of its sections", () => {
    expect(text.startsWith("%PDF-")).toBe(true);
    expect(text).toContain("/StructTreeRoot");
    expect(text).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(text).toMatch(/\/Lang \(en-US\)/);
    expect(text).toContain("/Outlines");
    expect(text).toContain("/DisplayDocTitle true");
    expect(text).toContain("/MediaBox [0 0 612 792]");
    expect(text).toContain("/MediaBox [0 0 1224 792]");
  });

  it("tells pages apart by paper and orientation", () => {
    const section = (paper: "letter" | "tabloid", orientation: "portrait" | "landscape") => ({ id: `${paper}-${orientation}`, paper, orientation, blocks: [heading(1, "A page", "page")] });
    const pages = raw(writePdf(makeDocument({ sections: [section("letter", "landscape"), section("tabloid", "portrait")] })));
    expect(pages).toContain("/MediaBox [0 0 792 612]");
    expect(pages).toContain("/MediaBox [0 0 792 1224]");
  });

  it("marks headings, lists, tables with header cells, links and pictures for a screen reader", () => {
    for (const tag of ["H1", "H2", "H3", "L", "LI", "Table", "TH", "TD", "Caption", "Link", "Figure"]) expect(text, tag).toMatch(new RegExp(`/S /${tag}\\s`));
    expect(count(text, /\/S \/Table\s/g)).toBe(3);
    expect(text).toContain("/Scope /Column");
  });

  it("gives every table its summary and every chart its description", () => {
    const tables = makeDocument().sections.flatMap((section) => section.blocks).filter((block): block is Table => block.type === "table");
    expect(tables.length).toBeGreaterThan(2);
    for (const { summary } of tables) expect(text).toContain(`/O /Table /Summary <FEFF${Buffer.from(summary, "utf16le").swap16().toString("hex").toUpperCase()}>`);
    expect(text).toContain("/Alt (Total budgeted expenditures for high needs pupils were $2,100,000; actual expenditures were $1,950,000.)");
  });

  it("keeps its cross-reference table true after summaries are added", () => {
    const start = Number(/startxref\s+(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe("xref");
    const entries = [...text.slice(start).matchAll(/(\d{10}) \d{5} n/g)].map((found) => Number(found[1]));
    expect(entries.length).toBeGreaterThan(50);
    for (const [index, offset] of entries.entries()) expect(text.slice(offset, offset + 20)).toMatch(new RegExp(`^${index + 1} 0 obj`));
  });

  it("comes out the same, byte for byte, also after another document", () => {
    writePdf(makeDocumentOf(heading(1, "Something else", "other")));
    expect(Buffer.from(writePdf(makeDocument())).equals(Buffer.from(bytes))).toBe(true);
  });

  it("is dated by its copy, not by the clock", () => {
    expect(text).toContain("/CreationDate (D:20260504");
    expect(raw(writePdf(makeDocument({ copy: { kind: "filed", filedOn: "2026-07-01", receipt: "R-1" } })))).toContain("/CreationDate (D:20260701");
  });

  it("closes gaps between heading levels", () => {
    const levels = raw(writePdf(makeDocumentOf(heading(3, "First", "a"), heading(6, "Under it", "b"), heading(6, "Beside that", "c"), heading(3, "Second", "d"))));
    expect(count(levels, /\/S \/H1\s/g)).toBe(2);
    expect(count(levels, /\/S \/H2\s/g)).toBe(2);
    expect(levels).not.toMatch(/\/S \/H3\s/);
  });

  it("makes a document without blocks, and a table without rows", () => {
    expect(raw(writePdf(makeDocument({ sections: [] })))).toContain("/StructTreeRoot");
    const empty: Table = { type: "table", id: "t", title: "Empty", summary: "No rows.", columns: [column("a", "A", "money", 1)], rows: [] };
    expect(raw(writePdf(makeDocumentOf(heading(1, "H", "h"), empty)))).toContain("/StructTreeRoot");
  });

  it("sets blocks inside blocks, and charts of nothing or less", () => {
    const inner: Table = { type: "table", id: "inner", title: "Inner", summary: "A table in a cell.", columns: [column("a", "A", "text", 1), column("b", "B", "money", 1)], rows: [row("r", textCell("x"), moneyCell(5))] };
    const outer: Table = { ...inner, id: "outer", title: "Outer", summary: "A table around it.", rows: [row("r", { kind: "text", text: "", blocks: [heading(4, "In a cell", "c"), inner, list(true, "one", [paragraph("body", "two"), inner])] }, moneyCell(1))] };
    const chart = (kind: "bars" | "shares", ...cents: number[]): Chart => ({ type: "chart", kind, id: kind, title: "", description: `${kind} ${cents.join()}`, slices: cents.map((value) => ({ label: `${value}`, cents: value, text: dollars(value) })) });
    const text = raw(writePdf(makeDocumentOf(heading(1, "H", "h"), outer, chart("bars"), chart("bars", 0, -5), chart("shares", 0, 0), chart("shares", -5, 10))));
    expect([...text.matchAll(/\/Summary <FEFF([0-9A-F]+)>/g)].map(([, hex]) => Buffer.from(hex ?? "", "hex").swap16().toString("utf16le"))).toHaveLength(3);
    expect(count(text, /\/S \/Figure\s/g)).toBe(4);
  });

  it("follows web and mail links only", () => {
    const linked = (href: string) => raw(writePdf(makeDocumentOf(heading(1, "H", "h"), paragraph("body", { text: "here", href }))));
    expect(linked("https://example.org/a")).toContain("/URI");
    expect(linked("javascript:alert(1)")).not.toContain("/URI");
    expect(linked("file:///etc/passwd")).not.toContain("/URI");
  });
});

describe.skipIf(!poppler)("the words of a PDF", () => {
  const flat = (words: string) => words.replaceAll("\u200b", "").replaceAll(/\s+/g, " ");

  it("prints what a person typed as it was typed, whatever it would mean to a typesetter", () => {
    const hostile = ['#panic("no")', '#read("/etc/passwd")', "$x^2$ and $ alone", String.raw`back\slash \n \u{41} \\`, "*bold* _it_ `code` = Heading", "<label> @ref //comment /* c */", "#{1+1}", hostileText];
    const words = flat(wordsOf(writePdf(makeDocumentOf(heading(1, "#heading()", "h"), ...hostile.map((one) => paragraph("body", one)), list(false, ...hostile)))));
    for (const one of hostile) expect(words.split(flat(one)).length - 1, one).toBe(2);
    expect(words).toContain("#heading()");
    expect(words).not.toContain("root:");
  });

  it("never breaks an amount over two lines, however narrow its column", () => {
    const amounts = [123_456_789_012, -98_765_432_100, 1, 999_999_999_999];
    const narrow: Table = {
      type: "table", id: "narrow", title: "Narrow", summary: "Amounts in narrow columns.",
      columns: [column("what", "What", "text", 40), ...amounts.map((_, at) => column(`m${at}`, "Non-personnel expenditures", "money" as const, 0.1)), ...amounts.map((_, at) => column(`n${at}`, "Funds", "money" as const, 0.1))],
      rows: [row("r", textCell("A long description of an action. ".repeat(10)), ...amounts.map((cents) => moneyCell(cents)), ...amounts.map((cents) => moneyCell(cents)))],
    };
    const lines = wordsOf(writePdf(makeDocumentOf(heading(1, "H", "h"), narrow)), "-layout").split("\n");
    for (const cents of amounts) expect(lines.filter((line) => line.split(/\s+/).includes(dollars(cents))).length, dollars(cents)).toBe(1);
  });

  it("repeats a table's header row on each page it runs over", () => {
    const table = makeExpenditureTable(Array.from({ length: 120 }, (_, at) => ({ id: `a${at}`, goal: "1", number: `1.${at}`, title: `Action number ${at}`, cents: 100_000_00 + at })));
    const document = makeDocument({ sections: [{ id: "s", paper: "letter", orientation: "landscape", blocks: [heading(1, "Tables", "t"), table] }] });
    const pages = wordsOf(writePdf(document)).split("\f").filter((page) => page.trim() !== "");
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(flat(page)).toContain("Action Title");
  });

  it("leaves no prompt and no lead alone at the foot of a page", () => {
    const table: Table = { type: "table", id: "t", title: "", summary: "S", columns: [column("a", "A", "text", 1)], rows: [row("r", textCell("First row"))] };
    const breaks = new Set<number>();
    for (let lines = 30; lines < 46; lines += 1) {
      const filler = Array.from({ length: lines }, (_, at) => paragraph("body", `Line ${at}.`));
      const pages = wordsOf(writePdf(makeDocumentOf(heading(1, "H", "h"), ...filler, paragraph("prompt", "Describe it."), paragraph("body", "Answered thus."), paragraph("body", "These are they:"), table))).split("\f");
      const pageOf = (text: string) => pages.findIndex((page) => page.includes(text));
      expect([pageOf("Describe it."), pageOf("These are they:")], `${lines} lines`).toEqual([pageOf("Answered thus."), pageOf("First row")]);
      breaks.add(pageOf("Describe it.")).add(pageOf("First row") + 10);
    }
    expect(breaks.size, "some of these documents break between them").toBe(4);
  }, 60_000);

  it("says on every page which copy it is and which page of how many", () => {
    const pages = wordsOf(writePdf(makeDocument())).split("\f").filter((page) => page.trim() !== "");
    for (const [index, page] of pages.entries()) {
      expect(page).toContain("Internal draft of 2026-05-04: 2 answers are missing");
      expect(flat(page)).toContain(`Page ${index + 1} of ${pages.length}`);
    }
    expect(wordsOf(writePdf(makeDocument({ banner: "" })))).not.toContain("Internal draft");
  });

  it("prints Hebrew and Arabic, and spells out a sign that no font of ours has", () => {
    const words = wordsOf(writePdf(makeDocumentOf(heading(1, "H", "h"), paragraph("body", "שלום"), paragraph("body", "سلام"), paragraph("body", "done \u{1F389} 中"), paragraph("body", "a\u0000b\u0007c\ufeffd"))));
    expect(words).toMatch(/שלום|םולש/);
    expect(words).toContain("🎉");
    expect(words).toContain("[U+4E2D]");
    expect(words).toContain("is printed as its Unicode number in brackets");
    expect(words).toContain("abcd");
  });

  it("keeps every word of a very long paragraph and of a very long word", () => {
    const long = Array.from({ length: 20_000 }, (_, at) => `w${at}`).join(" ");
    const words = wordsOf(writePdf(makeDocumentOf(heading(1, "H", "h"), paragraph("body", long), paragraph("body", "x".repeat(5_000)))));
    const found = new Set(words.split(/\s+/));
    expect(Array.from({ length: 20_000 }, (_, at) => `w${at}`).filter((word) => !found.has(word))).toEqual([]);
    expect(count(words, /x/g)).toBe(5_000);
  });
});

describe("a large PDF", () => {
  it("holds a big district's plan with all its tables", () => {
    const document: PlanDocument = makeLargeDocument();
    const text = raw(writePdf(document));
    expect(Number(/<xmpTPg:NPages>(\d+)/.exec(text)?.[1])).toBeGreaterThan(50);
    expect(count(text, /\/O \/Table \/Summary/g)).toBe(document.sections.flatMap((section) => section.blocks).filter((block) => block.type === "table").length);
    expect(streamsOf(new Uint8Array(Buffer.from(text, "latin1"))).length).toBeGreaterThan(50);
  });
});

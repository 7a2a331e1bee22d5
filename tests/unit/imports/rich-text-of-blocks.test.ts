// Read blocks as rich text: the look and the links of words are kept, and no letter is ever lost to them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { richTextOfBlocks } from "#app/domain/imports/rich-text-of-blocks.ts";
import type { ReadableBlock, WordsPiece } from "#schemas/readable-document.ts";
import { plainFromRichText, richTextSchema } from "#schemas/rich-text.ts";

const text = (lines: string[], pieces?: WordsPiece[], more: Partial<Extract<ReadableBlock, { kind: "paragraph" | "heading" | "item" }>> = {}): ReadableBlock => ({ kind: "paragraph", page: 1, level: 1, marker: "", lines, ...(pieces ? { pieces } : {}), ...more });
const bold = [{ type: "bold" }];
const link = (href: string) => [{ type: "link", attrs: { href } }];

describe("the look of words", () => {
  test("bold, italic and underlined words keep it over the end of a line; a space between two looks is plain", () => {
    const { content } = richTextOfBlocks([text(["We read", "well every day"], [{ text: "We " }, { text: "read well", bold: true }, { text: " every day", italic: true }])]);
    expect(content).toEqual([{ type: "paragraph", content: [{ type: "text", text: "We " }, { type: "text", text: "read well", marks: bold }, { type: "text", text: " " }, { type: "text", text: "every day", marks: [{ type: "italic" }] }] }]);
  });

  test("a link keeps where it leads; one that leads to a program or a file of somebody's computer is only its words (REL-D3)", () => {
    const of = (href: string) => richTextOfBlocks([text(["See the site now"], [{ text: "See " }, { text: "the site", href }, { text: " now" }])]).content[0]?.content;
    expect(of("https://www.example.org/a?b=c")).toEqual([{ type: "text", text: "See " }, { type: "text", text: "the site", marks: link("https://www.example.org/a?b=c") }, { type: "text", text: " now" }]);
    for (const bad of ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a b", `https://${"x".repeat(3000)}`]) expect(of(bad)).toEqual([{ type: "text", text: "See the site now" }]);
  });

  test("pieces that begin before the words (a list mark, a label) still fall on the right ones; pieces of other words change nothing", () => {
    expect(richTextOfBlocks([text(["the the end"], [{ text: "• the " }, { text: "the", bold: true }, { text: " end" }], { kind: "item", marker: "•" })]).content).toEqual([
      { type: "bulletList", content: [{ type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "the " }, { type: "text", text: "the", marks: bold }, { type: "text", text: " end" }] }] }] },
    ]);
    expect(richTextOfBlocks([text(["Other words"], [{ text: "Not these", bold: true }])]).content).toEqual([{ type: "paragraph", content: [{ type: "text", text: "Other words" }] }]);
  });

  test("a paragraph cut by the end of a page is whole again, with the look of both halves", () => {
    const { content } = richTextOfBlocks([text(["We go"], [{ text: "We " }, { text: "go", bold: true }]), text(["on and on"], undefined, { page: 2 })]);
    expect(content).toEqual([{ type: "paragraph", content: [{ type: "text", text: "We " }, { type: "text", text: "go", marks: bold }, { type: "text", text: " on and on" }] }]);
  });

  test("whatever the pieces, the words stay the same and the editor's schema takes them", () => {
    const piece = fc.record({ text: fc.string({ maxLength: 12, unit: "binary" }), bold: fc.constantFrom(true as const, undefined), href: fc.constantFrom("https://a.example", "javascript:x", undefined) }).map(({ text: words, bold: isBold, href }): WordsPiece => ({ text: words, ...(isBold ? { bold: true } : {}), ...(href ? { href } : {}) }));
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 3 }), fc.array(piece, { maxLength: 4 }), fc.boolean(), (lines, pieces, same) => {
      const given = same ? [pieces.map((one) => one.text).join(" ")] : lines;
      const marked = richTextOfBlocks([text(given, pieces)]);
      expect(plainFromRichText(marked)).toBe(plainFromRichText(richTextOfBlocks([text(given)])));
      richTextSchema.parse(marked);
    }), { numRuns: 300 });
  });
});

test("a list goes on from the number it begins with, and cells that head a table stay heads", () => {
  const item = (words: string, marker: string): ReadableBlock => text([words], undefined, { kind: "item", marker });
  expect(richTextOfBlocks([item("Third", "3."), item("Fourth", "4.")]).content).toMatchObject([{ type: "orderedList", attrs: { start: 3 }, content: [{ type: "listItem" }, { type: "listItem" }] }]);
  const cell = (words: string, head?: true) => ({ left: 0, blocks: [text([words])], ...(head ? { head } : {}) });
  expect(richTextOfBlocks([{ kind: "table", page: 1, rows: [{ pages: [1], cells: [cell("Year", true), cell("Rate", true)] }, { pages: [1], cells: [cell("2024"), cell("90%")] }] }]).content[0]).toMatchObject({ type: "table", content: [{ content: [{ type: "tableHeader" }, { type: "tableHeader" }] }, { content: [{ type: "tableCell" }, { type: "tableCell" }] }] });
});

// Words changed in a plain box, where the answer has formatting.
import { describe, expect, test } from "vitest";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { BlockNode, RichText } from "#schemas/rich-text.ts";
import { hasFormatting, plainWordsInto } from "#app/domain/plan/formatting.ts";
import { readRichText } from "#app/domain/plan/row-form.ts";

const p = (text: string, blockId: string): BlockNode => ({ type: "paragraph", attrs: { blockId }, content: [{ type: "text", text }] });
const cell = (text: string) => ({ type: "tableCell" as const, content: [p(text, text)] });
const table: BlockNode = { type: "table", attrs: { blockId: "t" }, content: [{ type: "tableRow", content: [cell("One"), cell("Two")] }] };
const list: BlockNode = { type: "bulletList", attrs: { blockId: "l" }, content: [{ type: "listItem", content: [p("item", "i")] }, { type: "listItem", content: [p("other", "j")] }] };
const bold: BlockNode = { type: "paragraph", attrs: { blockId: "b" }, content: [{ type: "text", text: "strong", marks: [{ type: "bold" }] }] };
const stored: RichText = { type: "doc", docVersion: 1, content: [p("First", "a"), table, p("Middle", "m"), list, bold, p("Last", "z")] };
const plain = plainFromRichText(stored);

describe("words changed in a plain box", () => {
  test("leave every table, list and bold paragraph that was not touched as it is, and the ids of paragraphs that say the same", () => {
    expect(plainWordsInto(stored, plain)).toEqual(stored);
    const changed = plainWordsInto(stored, plain.replace("Middle", "Centre\n\nmore").replace("Last", ""));
    expect(changed?.content.map((block) => block.type)).toEqual(["paragraph", "table", "paragraph", "paragraph", "bulletList", "paragraph"]);
    expect(changed?.content[0]).toEqual(p("First", "a"));
    expect(changed?.content[1]).toEqual(table);
    expect(changed && plainFromRichText(changed)).toBe("First\n\nOne\tTwo\n\nCentre\n\nmore\n\nitem\nother\n\nstrong");
  });

  test("keep the formatting of one run of words that was itself changed: a cell, an item, bold words", () => {
    const changed = (from: string, to: string) => plainWordsInto(stored, plain.replace(from, to))?.content;
    expect(changed("Two", "2")?.[1]).toMatchObject({ content: [{ content: [cell("One"), { content: [{ attrs: { blockId: "Two" }, content: [{ text: "2" }] }] }] }] });
    expect(changed("other", "other things")?.[3]).toMatchObject({ type: "bulletList", content: [{}, { content: [{ content: [{ text: "other things" }] }] }] });
    expect(changed("strong", "strongly")?.[4]).toEqual({ ...bold, content: [{ type: "text", text: "strongly", marks: [{ type: "bold" }] }] });
    expect(stored.content[4]).toEqual(bold);
  });

  test("keep bold words that are also said plainly elsewhere", () => {
    const twice: RichText = { ...stored, content: [p("strong", "x"), bold, p("Last", "z")] };
    const changed = plainWordsInto(twice, plainFromRichText(twice).replace("Last", "End"));
    expect(changed?.content).toContainEqual(bold);
    expect(changed && plainFromRichText(changed)).toBe("strong\n\nstrong\n\nEnd");
  });

  test("plain paragraphs are plain in whatever order the database keeps their names", () => {
    const asKept = { content: [{ type: "paragraph", content: [{ text: "One", type: "text" }, { type: "hardBreak" }, { text: "two", type: "text", marks: [] }] }], docVersion: 1, type: "doc" } as RichText;
    expect(hasFormatting(asKept)).toBe(false);
    expect(hasFormatting({ ...asKept, content: [...asKept.content, bold] })).toBe(true);
  });

  test("are refused where a formatted part itself is changed, moved or taken out: nothing is lost unasked", () => {
    for (const other of [plain.replace("Two", "2\n3"), plain.replace("item\n", ""), plain.replace("strong", ""), plain.replace("One", "1").replace("item", "entry"), plain.replace("One\tTwo\n\n", ""), `${plain.replace("One\tTwo\n\n", "")}\n\nOne\tTwo`]) {
      expect(plainWordsInto(stored, other)).toBeNull();
      expect(readRichText(new Map([["value", [other]]]), "value", stored)).toHaveProperty("error");
      expect(readRichText(new Map([["value", [other]], ["value.drop", ["yes"]]]), "value", stored)).toHaveProperty("value");
    }
    expect(readRichText(new Map([["value", [plain.replace(/\n/g, "\r\n").replace("First", "Erst")]]]), "value", stored)).toMatchObject({ value: { content: [{ type: "paragraph" }, table, {}, list, bold, {}] } });
  });
});

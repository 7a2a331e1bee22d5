import { expect, it } from "vitest";
import { blocksOfRichText } from "#app/domain/documents/rich-blocks.ts";
import type { BlockNode } from "#schemas/rich-text.ts";

const heading = (...words: string[]): BlockNode => ({ type: "heading", attrs: { level: 1 }, content: words.map((text) => ({ type: "text", text })) });

it("leaves out a heading that nobody can see, at the top and inside a list; an accessible PDF could not be made of it", () => {
  const item = { type: "listItem" as const, content: [heading("\u200b"), heading("Inside")] };
  const blocks = blocksOfRichText({ type: "doc", docVersion: 1, content: [heading(), heading(" \u200b\ufeff"), heading("Why"), { type: "bulletList", content: [item] }] }, 2);
  expect(blocks.map((block) => block.type)).toEqual(["heading", "list"]);
  expect(blocks[0]).toMatchObject({ level: 3, text: "Why" });
  expect(blocks[1]).toMatchObject({ items: [[{ type: "heading", text: "Inside" }]] });
});

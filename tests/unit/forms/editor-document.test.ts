// What is stored goes into the editor and comes back: no word, cell, level or link is lost, and what comes back is what the server takes.
import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { describe, expect, test } from "vitest";
import { plainFromRichText, richTextSchema } from "#schemas/rich-text.ts";
import type { BlockNode, RichText } from "#schemas/rich-text.ts";
import { fromEditor, toEditor } from "#app/ui/forms/editor-document.ts";
import { editorNodes } from "#app/ui/forms/editor-nodes.ts";

const schema = getSchema(editorNodes);
/** As the editor holds it: parsed, checked against its nodes, written out again. */
function through(doc: RichText): RichText {
  const node = Node.fromJSON(schema, toEditor(doc));
  node.check();
  const back = fromEditor(node.toJSON() as ReturnType<typeof toEditor>);
  return richTextSchema.parse(back);
}
const doc = (...content: BlockNode[]): RichText => ({ type: "doc", docVersion: 1, content });
const p = (text: string, blockId?: string): BlockNode => ({ type: "paragraph", attrs: blockId ? { blockId } : {}, content: text === "" ? [] : [{ type: "text", text }] });

describe("the editor's document", () => {
  test("keeps headings, lists in lists with their first number, links, marks, line breaks and block ids", () => {
    const whole = doc(
      { type: "heading", attrs: { level: 1, blockId: "h" }, content: [{ type: "text", text: "Title" }] },
      { type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: "Small", marks: [{ type: "italic" }] }] },
      { type: "paragraph", attrs: { blockId: "a" }, content: [{ type: "text", text: "one", marks: [{ type: "bold" }, { type: "underline" }] }, { type: "hardBreak" }, { type: "text", text: "two", marks: [{ type: "link", attrs: { href: "mailto:a@b.org" } }] }] },
      { type: "orderedList", attrs: { blockId: "l", start: 4 }, content: [{ type: "listItem", attrs: { blockId: "i" }, content: [p("four"), { type: "bulletList", attrs: {}, content: [{ type: "listItem", attrs: {}, content: [p("inner", "x")] }] }] }] },
    );
    expect(through(whole)).toEqual(whole);
  });

  test("keeps an imported table: head cells, joined cells, lists and paragraphs in a cell; an empty cell stays empty", () => {
    const table: BlockNode = {
      type: "table",
      attrs: { blockId: "t" },
      content: [
        { type: "tableRow", content: [{ type: "tableHeader", attrs: { colspan: 2 }, content: [p("Measure")] }, { type: "tableHeader", attrs: {}, content: [p("Target")] }] },
        { type: "tableRow", content: [{ type: "tableCell", attrs: { rowspan: 2 }, content: [p("one"), p("two")] }, { type: "tableCell", attrs: {}, content: [{ type: "bulletList", attrs: {}, content: [{ type: "listItem", attrs: {}, content: [p("in a list")] }] }] }, { type: "tableCell", attrs: {}, content: [] }] },
      ],
    };
    const back = through(doc(p("before"), table, p("after")));
    const rows = (back.content[1] as Extract<BlockNode, { type: "table" }>).content;
    expect(rows[1]?.content[2]).toEqual({ type: "tableCell", attrs: {}, content: [p("")] });
    rows[1]?.content[2]?.content.splice(0);
    expect(back).toEqual(doc(p("before"), table, p("after")));
  });

  test("takes what no editor of ours would write: an item that begins with a heading or has nothing, a list and a table without anything", () => {
    const odd = doc({ type: "bulletList", content: [{ type: "listItem", content: [{ type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "head" }] }] }, { type: "listItem", content: [] }] }, { type: "orderedList", content: [] }, { type: "table", content: [] }, { type: "table", content: [{ type: "tableRow", content: [] }] });
    expect(plainFromRichText(through(odd)).trim()).toBe("head");
    expect(through(doc())).toEqual(doc());
  });
});

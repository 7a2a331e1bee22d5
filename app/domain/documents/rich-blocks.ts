// A person's rich text as document blocks.
import type { Block, Provenance, Run } from "#schemas/document.ts";
import type { BlockNode, InlineNode, RichText } from "#schemas/rich-text.ts";

/** A sign that a reader sees. */
const seenSign = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\ufffe\uffff]/u;

/** Headings inside an answer stand below the form's own heading, whose level is given. */
export function blocksOfRichText(doc: RichText, below: number, from?: Provenance): Block[] {
  const blocks: Block[] = [];
  for (const node of doc.content) for (const block of blocksOf(node, below, from)) if (block.type !== "paragraph" || block.runs.length > 0) blocks.push(block);
  return blocks;
}

function blocksOf(node: BlockNode, below: number, from: Provenance | undefined): Block[] {
  const origin = from ? { from } : {};
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", style: "body", runs: runsOf(node.content), ...origin }];
    case "heading": {
      const text = runsOf(node.content).map((run) => run.text).join("");
      // A heading without a word leads nowhere, and the rules for accessible PDF (PDF/UA) refuse it.
      return seenSign.test(text) ? [{ type: "heading", level: Math.min(6, below + node.attrs.level) as 1 | 2 | 3 | 4 | 5 | 6, text, id: node.attrs.blockId ?? "", ...origin }] : [];
    }
    case "bulletList":
    case "orderedList":
      return [{ type: "list", ordered: node.type === "orderedList", items: node.content.map((item) => item.content.flatMap((inner) => blocksOf(inner, below, undefined))), ...origin }];
    case "table": {
      const rows = node.content.map((row) => row.content.map((cell) => cell.content.flatMap((inner) => blocksOf(inner, below, undefined))));
      const width = Math.max(1, ...rows.map((row) => row.length));
      const text = (blocks: Block[] | undefined) => (blocks ?? []).map(plainOfBlock).join("\n");
      const [head, ...body] = rows;
      return [
        {
          type: "table",
          id: node.attrs?.blockId ?? "",
          title: "",
          summary: `Table with the columns ${(head ?? []).map((cell) => text(cell)).join(", ")}`,
          columns: Array.from({ length: width }, (_, at) => ({ id: `c${at}`, header: text(head?.[at]), kind: "text" as const, share: 1 })),
          rows: body.map((row, n) => ({ id: `r${n}`, cells: Array.from({ length: width }, (_, at) => ({ kind: "text" as const, text: text(row[at]), blocks: row[at] ?? [] })) })),
          ...origin,
        },
      ];
    }
  }
}

export function runsOf(nodes: InlineNode[] | undefined): Run[] {
  return (nodes ?? []).map((node) => {
    if (node.type === "hardBreak") return { text: "", lineBreak: true };
    const run: Run = { text: node.text };
    for (const mark of node.marks ?? []) {
      if (mark.type === "link") run.href = mark.attrs.href;
      else run[mark.type] = true;
    }
    return run;
  });
}

/** The words of a block, for a cell that a spreadsheet or a reader takes as plain text. */
export function plainOfBlock(block: Block): string {
  switch (block.type) {
    case "heading":
      return block.text;
    case "paragraph":
      return block.runs.map((run) => (run.lineBreak ? "\n" : run.text)).join("");
    case "list":
      return block.items.map((item) => `• ${item.map(plainOfBlock).join("\n")}`).join("\n");
    case "table":
      return block.rows.map((row) => row.cells.map((cell) => cell.text).join("\t")).join("\n");
    case "chart":
      return block.description;
  }
}

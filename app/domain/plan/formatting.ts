// Would plain text lose something of this rich text?
import { piecesOfRichText, plainFromRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { BlockNode, InlineNode, RichText } from "#schemas/rich-text.ts";

/** Written out in one order of names: the database keeps them in an order of its own. */
const bareInline = (node: InlineNode): unknown => (node.type === "text" && (node.marks ?? []).length === 0 ? { type: "text", text: node.text } : node.type === "hardBreak" ? { type: "hardBreak" } : node);
const bareBlock = (node: BlockNode): unknown => (node.type === "paragraph" ? { type: "paragraph", content: (node.content ?? []).map(bareInline) } : node);

/** True when reading it as plain words and back would not give the same text: bold, headings, lists, links, tables. */
export function hasFormatting(doc: RichText): boolean {
  const again = richTextFromPlain(plainFromRichText(doc));
  const bare = (blocks: BlockNode[]) => JSON.stringify(blocks.map(bareBlock).filter((block) => JSON.stringify(block) !== '{"type":"paragraph","content":[]}'));
  return bare(doc.content) !== bare(again.content);
}

/**
 * Words changed in a plain box, with every formatting kept: paragraphs of plain words changed at will, or one change within one run of words wherever it stands (an item of a list, a cell, bold words).
 * Null when more of something formatted was changed, moved or taken out.
 * `plain` as plainFromRichText writes it, line feeds only. A paragraph that says the same keeps its id, so that comments stay on it.
 */
export const plainWordsInto = (stored: RichText, plain: string): RichText | null => aroundFormatted(stored, plain) ?? withinOneRun(stored, plain);

function withinOneRun(stored: RichText, plain: string): RichText | null {
  const doc = structuredClone(stored);
  const before = plainFromRichText(doc);
  const shorter = Math.min(before.length, plain.length);
  let start = 0;
  while (start < shorter && before[start] === plain[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === plain.at(-1 - same)) same++;
  const put = plain.slice(start, plain.length - same);
  if (/[\n\t]/.test(put)) return null;
  let at = 0;
  for (const { text, run } of piecesOfRichText(doc)) {
    if (run && start >= at && before.length - same <= at + text.length) {
      run.text = text.slice(0, start - at) + put + text.slice(before.length - same - at);
      return run.text.trim() === "" ? null : doc;
    }
    at += text.length;
  }
  return null;
}

function aroundFormatted(stored: RichText, plain: string): RichText | null {
  const wordsOf = (block: BlockNode): string => plainFromRichText({ ...stored, content: [block] });
  const bare = new Set(stored.content.filter((block) => !hasFormatting({ ...stored, content: [block] })));
  const byWords = new Map([...bare].map((block) => [wordsOf(block), block]));
  const fresh = (text: string): BlockNode[] => richTextFromPlain(text).content.map((block) => byWords.get(wordsOf(block)) ?? block);
  const content: BlockNode[] = [];
  let at = 0;
  for (const block of stored.content) {
    if (bare.has(block)) continue;
    const words = wordsOf(block);
    const found = words.trim() === "" ? at : whereAlone(plain, words, at);
    if (found === null) return null;
    content.push(...fresh(plain.slice(at, found)), block);
    at = words.trim() === "" ? found : found + words.length;
  }
  return { ...stored, content: [...content, ...fresh(plain.slice(at))] };
}

/** Where `words` stand as paragraphs of their own, from `from` on. */
function whereAlone(plain: string, words: string, from: number): number | null {
  for (let at = plain.indexOf(words, from); at !== -1; at = plain.indexOf(words, at + 1)) {
    if (/(^|\n[^\S\n]*\n)$/.test(plain.slice(Math.max(0, at - 20), at)) && /^\s*(\n[^\S\n]*\n|$)/.test(plain.slice(at + words.length))) return at;
  }
  return null;
}

/** Gives every top-level block, list item and nested block an id that has none; ids already there stay. `next` makes one. */
export function withBlockIds(doc: RichText, next: () => string): RichText {
  const seen = new Set<string>();
  const keep = (id: string | null | undefined): string => {
    const own = id && !seen.has(id) ? id : next();
    seen.add(own);
    return own;
  };
  const block = (node: BlockNode): BlockNode => {
    switch (node.type) {
      case "paragraph":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs?.blockId) } };
      case "heading":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs.blockId) } };
      case "bulletList":
      case "orderedList":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs?.blockId) }, content: node.content.map((item) => ({ ...item, attrs: { ...item.attrs, blockId: keep(item.attrs?.blockId) }, content: item.content.map(block) })) };
      case "table":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs?.blockId) }, content: node.content.map((row) => ({ ...row, content: row.content.map((cell) => ({ ...cell, content: cell.content.map(block) })) })) };
    }
  };
  return { ...doc, content: doc.content.map(block) };
}

// Where in a text is the passage that somebody commented on, after the text was changed?
import type { BlockNode, RichText } from "#schemas/rich-text.ts";

/** A paragraph or heading with its words in one line; `blockId` null: it has none (a plain text, or a text that was never saved here). */
export type TextBlock = { blockId: string | null; text: string };
/** The words a person marked, in one line, and what stood right before them. */
export type Passage = { blockId: string | null; quote: string; before: string };
/** "here": word for word. "near": most of its words, in `words`. "changed": gone. */
export type Found = { state: "here" | "near"; block: number; words: string } | { state: "changed" };

const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
const longestBefore = 40;
/** So many of the words must still be there: in the passage's own block, and in another one. */
const enough = { own: 0.6, other: 0.75 };

/** Names of properties that link or count, and are no words of a person. */
const notWords = /^(id|key|about|type|docVersion|version|.*Ids?)$/;
const isRichText = (value: object): value is RichText => "type" in value && value.type === "doc" && "content" in value && Array.isArray(value.content);

/** All paragraphs, headings and plain texts of an answer or a row, in the order of reading. */
export function textBlocks(value: unknown): TextBlock[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [{ blockId: null, text: inOneLine(value) }];
  if (Array.isArray(value)) return value.flatMap(textBlocks);
  if (value === null || typeof value !== "object") return [];
  if (isRichText(value)) return value.content.flatMap(blockTexts);
  return Object.entries(value).flatMap(([name, inner]) => (notWords.test(name) ? [] : textBlocks(inner)));
}

function blockTexts(node: BlockNode): TextBlock[] {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return [{ blockId: node.attrs?.blockId ?? null, text: inOneLine((node.content ?? []).map((inline) => (inline.type === "text" ? inline.text : " ")).join("")) }];
    case "bulletList":
    case "orderedList":
      return node.content.flatMap((item) => item.content.flatMap(blockTexts));
    case "table":
      return node.content.flatMap((row) => row.content.flatMap((cell) => cell.content.flatMap(blockTexts)));
  }
}

/** The passage that was marked; `nth` says in which block of the page. Null: these words do not stand there. */
export function passageOf(blocks: readonly TextBlock[], marked: string, nth: number | null): Passage | null {
  const quote = inOneLine(marked);
  if (quote === "") return null;
  const own = nth === null ? undefined : blocks[nth];
  const block = own?.text.includes(quote) ? own : blocks.find(({ text }) => text.includes(quote));
  if (!block) return null;
  const at = block.text.indexOf(quote);
  return { blockId: block.blockId, quote, before: block.text.slice(Math.max(0, at - longestBefore), at) };
}

/** Finds a passage again: by its block and exact words, else the exact words elsewhere, else the nearest words. */
export function findPassage(blocks: readonly TextBlock[], passage: Passage): Found {
  const isOwn = (block: TextBlock) => passage.blockId !== null && block.blockId === passage.blockId;
  const exact = blocks.flatMap((block, at) => placesOf(block.text, passage.quote).map((from) => ({ at, score: (isOwn(block) ? 1000 : 0) + sameEnd(block.text.slice(0, from), passage.before) })));
  const best = exact.reduce<(typeof exact)[number] | undefined>((before, one) => (before && before.score >= one.score ? before : one), undefined);
  if (best) return { state: "here", block: best.at, words: passage.quote };
  const near = blocks
    .map((block, at) => ({ at, own: isOwn(block), ...nearest(block.text, passage.quote) }))
    .filter(({ own, share }) => share >= (own ? enough.own : enough.other))
    .sort((a, b) => Number(b.own) - Number(a.own) || b.share - a.share || a.at - b.at)[0];
  return near ? { state: "near", block: near.at, words: near.words } : { state: "changed" };
}

function placesOf(text: string, quote: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(quote); at !== -1 && places.length < 50; at = text.indexOf(quote, at + 1)) places.push(at);
  return places;
}

/** How many letters at the end of two texts are the same. */
function sameEnd(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return count;
}

const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** The run of as many words as the quote has that shares most words with it. One pass. */
function nearest(text: string, quote: string): { share: number; words: string } {
  const [wanted, words] = [quote.split(" "), text.split(" ")];
  const left = new Map<string, number>();
  for (const word of wanted) left.set(bare(word), (left.get(bare(word)) ?? 0) + 1);
  const size = Math.min(wanted.length, words.length);
  let [shared, most, from] = [0, -1, 0];
  for (let end = 0; end < words.length; end += 1) {
    const enters = bare(words[end] ?? "");
    const before = left.get(enters);
    if (before !== undefined) {
      if (before > 0) shared += 1;
      left.set(enters, before - 1);
    }
    if (end >= size) {
      const leaves = bare(words[end - size] ?? "");
      const now = left.get(leaves);
      if (now !== undefined) {
        if (now >= 0) shared -= 1;
        left.set(leaves, now + 1);
      }
    }
    if (end >= size - 1 && shared > most) [most, from] = [shared, end - size + 1];
  }
  return { share: most / wanted.length, words: words.slice(from, from + size).join(" ") };
}

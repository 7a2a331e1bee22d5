import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPassage, passageOf, textBlocks } from "#app/domain/comments/passage.ts";
import type { Passage, TextBlock } from "#app/domain/comments/passage.ts";
import type { RichText } from "#schemas/rich-text.ts";

const paragraph = (blockId: string, text: string) => ({ type: "paragraph" as const, attrs: { blockId }, content: [{ type: "text" as const, text }] });
const doc = (...content: RichText["content"]): RichText => ({ type: "doc", docVersion: 1, content });

/** Words that differ from each other, so that a passage of them stands in one place. */
const word = fc.stringMatching(/^[a-z]{4,9}$/);
const textOf = (size: { min: number; max: number }) => fc.uniqueArray(word, { minLength: size.min, maxLength: size.max }).map((words) => words.join(" "));
const blocksArb = fc.uniqueArray(word, { minLength: 24, maxLength: 60 }).map((words) => {
  const size = Math.ceil(words.length / 3);
  return [0, 1, 2].map((at): TextBlock => ({ blockId: `b${at}`, text: words.slice(at * size, (at + 1) * size).join(" ") }));
});
/** A passage of at least four words of one of the blocks. */
const marked = blocksArb.chain((blocks) =>
  fc.tuple(fc.constant(blocks), fc.nat(2), fc.nat(), fc.nat()).map(([all, nth, start, length]) => {
    const words = (all[nth]?.text ?? "").split(" ");
    const from = start % (words.length - 3);
    const quote = words.slice(from, from + 4 + (length % Math.max(1, words.length - from - 3))).join(" ");
    return { blocks: all, nth, passage: passageOf(all, quote, nth) as Passage };
  }),
);

describe("a commented passage", () => {
  test("is found where it was marked, with its own block", () => {
    fc.assert(fc.property(marked, ({ blocks, nth, passage }) => {
      expect(passage.blockId).toBe(`b${nth}`);
      expect(findPassage(blocks, passage)).toEqual({ state: "here", block: nth, words: passage.quote });
    }));
  });

  test("is found again after words were written before and behind it, after other blocks were put in, and after its block was moved or lost its id", () => {
    fc.assert(fc.property(marked, textOf({ min: 1, max: 8 }), textOf({ min: 1, max: 8 }), fc.nat(3), ({ blocks, nth, passage }, before, behind, place) => {
      const edited = blocks.map((block, at) => (at === nth ? { ...block, text: `${before.toUpperCase()} ${block.text} ${behind.toUpperCase()}` } : block));
      const inserted = [...edited.slice(0, place), { blockId: "new", text: before.toUpperCase() }, ...edited.slice(place)];
      for (const now of [inserted, [...inserted].reverse(), inserted.map((block) => ({ ...block, blockId: null }))]) {
        const found = findPassage(now, passage);
        expect(found).toMatchObject({ state: "here", words: passage.quote });
        if (found.state === "here") expect(now[found.block]?.text).toContain(passage.quote);
      }
    }));
  });

  test("is found as the nearest words when one of its words was changed, and shows the words that stand there", () => {
    fc.assert(fc.property(marked, fc.nat(), ({ blocks, nth, passage }, which) => {
      const words = passage.quote.split(" ");
      words[which % words.length] = "REPLACED";
      const now = blocks.map((block, at) => (at === nth ? { ...block, text: block.text.replace(passage.quote, words.join(" ")) } : block));
      const found = findPassage(now, passage);
      expect(found.state).toBe("near");
      if (found.state === "near") expect([found.block, now[nth]?.text.includes(found.words)]).toEqual([nth, true]);
    }));
  });

  test("is said to be changed, and never pinned elsewhere, when its words are gone", () => {
    fc.assert(fc.property(marked, ({ blocks, nth, passage }) => {
      const without = blocks.map((block, at) => (at === nth ? { ...block, text: block.text.replace(passage.quote, "SOMETHING ELSE ENTIRELY NOW") } : block));
      expect(findPassage(without, passage)).toEqual({ state: "changed" });
      expect(findPassage(blocks.filter((_, at) => at !== nth), passage)).toEqual({ state: "changed" });
      expect(findPassage([], passage)).toEqual({ state: "changed" });
    }));
  });

  test("that stands twice is found at the place it was marked, told by what stood before it", () => {
    const blocks = [{ blockId: null, text: "In the valley we tutor after school. On the hill we tutor after school." }];
    const marks = blocks.map(({ text }) => ({ blockId: null, quote: "we tutor after school", before: text.slice(0, text.lastIndexOf("we tutor")) }));
    const two = [{ blockId: null, text: "In the valley we tutor after school." }, { blockId: null, text: "On the hill we tutor after school." }];
    expect(findPassage(two, marks[0] as Passage)).toMatchObject({ state: "here", block: 1 });
  });

  test("never fails, whatever the texts hold", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.string({ unit: "grapheme", minLength: 1 }), (texts, quote) => {
      const blocks = textBlocks(doc(...texts.filter((text) => text !== "").map((text, at) => paragraph(`b${at}`, text))));
      expect(["here", "near", "changed"]).toContain(findPassage(blocks, { blockId: "b0", quote, before: "" }).state);
      const passage = passageOf(blocks, quote, 0);
      if (passage) expect(findPassage(blocks, passage).state).toBe("here");
    }));
  });
});

test("the words of an answer come block by block in the order of reading, links and ids left out", () => {
  const rich = doc({ type: "heading", attrs: { blockId: "h", level: 2 }, content: [{ type: "text", text: "Why" }] }, { type: "bulletList", content: [{ type: "listItem", content: [paragraph("l1", "First\u00a0 line")] }] }, { type: "table", content: [{ type: "tableRow", content: [{ type: "tableCell", content: [paragraph("c", "Cell")] }] }] });
  expect(textBlocks({ id: "goal-1", goalId: "goal-9", title: "Read well", description: rich, count: 4, needIds: ["need-1"] })).toEqual([
    { blockId: null, text: "Read well" }, { blockId: "h", text: "Why" }, { blockId: "l1", text: "First line" }, { blockId: "c", text: "Cell" },
  ]);
  expect(passageOf(textBlocks(rich), "not there", null)).toBeNull();
  expect(passageOf(textBlocks(rich), "  ", null)).toBeNull();
});

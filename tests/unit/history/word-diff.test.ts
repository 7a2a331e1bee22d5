import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wordDiff } from "#app/domain/history/word-diff.ts";

const said = (before: string, after: string) => wordDiff(before, after).map(({ kind, text }) => ({ same: text, added: `[+${text}+]`, removed: `[-${text}-]` })[kind]).join("").trim();
const squeezed = (text: string) => text.replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n").trim();

describe("differences by words", () => {
  test("name what was put in, taken out and replaced", () => {
    expect(said("We hired teachers.", "We hired more teachers.")).toBe("We hired [+more +]teachers.");
    expect(said("We hired two new teachers.", "We hired teachers.")).toBe("We hired [-two new -]teachers.");
    expect(said("Reading scores fell.", "Reading scores rose.")).toBe("Reading scores [-fell. -][+rose. +]");
  });

  test("leave no short word standing between two changes", () => {
    expect(said("Parents asked for tutors at school", "Students asked of mentors at school")).toBe("[-Parents -][+Students +]asked [-for tutors -][+of mentors +]at school");
    expect(said("tutors and aides come", "mentors and coaches come")).toBe("[-tutors and aides -][+mentors and coaches +]come");
  });

  test("keep lines apart and do not mind other blanks", () => {
    expect(said("one\ntwo", "one\nnew\ntwo")).toBe("one \n[+new \n+]two");
    expect(wordDiff("a  b", "a b")).toEqual([{ kind: "same", text: "a b " }]);
    expect(wordDiff("", "")).toEqual([]);
    expect(said("", "All new")).toBe("[+All new +]");
    expect(said("All gone", "")).toBe("[-All gone -]");
  });

  test("give both texts back, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "bb", "ccc", "the", "plan", "\n", "école", "👩🏽‍🏫", "مرحبا", "long-word"), { maxLength: 60 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordDiff(before, after);
        const only = (left: "added" | "removed") => squeezed(pieces.filter((piece) => piece.kind !== left).map((piece) => piece.text).join(""));
        expect(only("removed")).toBe(squeezed(after));
        expect(only("added")).toBe(squeezed(before));
      }),
      { numRuns: 500 },
    );
  });

  test("of two quite different long texts are told within a second: the one, then the other", () => {
    const long = (word: string) => Array.from({ length: 60_000 }, (_, at) => `${word}${at}`).join(" ");
    const started = performance.now();
    expect(wordDiff(long("a"), long("b")).map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

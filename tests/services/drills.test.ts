// A few rounds of the quick drills, always the same ones; `npm run drill` runs them in numbers, with new seeds, and the slow ones too.
import { expect, test } from "vitest";
import { crosswalks } from "../drills/crosswalks.ts";
import { documents } from "../drills/documents.ts";

const quietly = { from: 1, seed: 20261122, say: () => {} };

test("whatever is done to a crosswalk file is found with its place, or the form still works", async () => {
  const { broken, counts } = await crosswalks.run({ ...quietly, rounds: 15, planted: false });
  expect(broken).toEqual([]);
  expect(counts["found"]).toBeGreaterThan(0);
  expect((await crosswalks.run({ ...quietly, rounds: 24, planted: true })).broken).not.toEqual([]);
}, 180_000);

test("whatever a plan says, its five files open, say nothing strange and are the same twice", async () => {
  expect((await documents.run({ ...quietly, rounds: 2, planted: false })).broken).toEqual([]);
}, 180_000);

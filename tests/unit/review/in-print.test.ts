// What a printed form answers by itself is said in the edition, and only of rules and parts that there are.
import { expect, test } from "vitest";
import { partNames } from "#app/domain/imports/certainties.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";

test("in_print names rules of its own edition, each once, and parts that a reading has", () => {
  const editions = loadCrosswalks().programs.map(({ edition }) => edition).filter(({ in_print }) => in_print !== undefined);
  expect(editions.length).toBeGreaterThan(0);
  for (const { rules, in_print = [] } of editions) {
    const named = in_print.flatMap((one) => one.rules);
    expect(named.filter((rule) => !rules.includes(rule))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    expect(in_print.flatMap(({ parts }) => parts).filter((part) => !partNames.includes(part))).toEqual([]);
  }
});

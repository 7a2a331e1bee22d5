import { expect, test } from "vitest";
import { allRules, rulesOf } from "#app/domain/rules/all-rules.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";

const editions = loadCrosswalks().programs.map(({ edition }) => edition);
const known = new Set(allRules.map((rule) => rule.id));

test("every rule an edition names is there, once", () => {
  for (const { id, rules } of editions) {
    expect(rules.filter((rule) => !known.has(rule)), id).toEqual([]);
    expect(new Set(rules).size, id).toBe(rules.length);
    expect(rulesOf({ rules })).toHaveLength(rules.length);
  }
});

test("no rule is forgotten by all editions", () => {
  const named = new Set(editions.flatMap(({ rules }) => rules));
  expect([...known].filter((rule) => !named.has(rule))).toEqual([]);
});

test("a form that names no rules is not checked by another's", () => {
  expect(rulesOf({ rules: [] })).toEqual([]);
});

import { expect, test } from "vitest";
import { allRules, rulesOf } from "#app/domain/rules/all-rules.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";

const editions = loadCrosswalks().programs.map(({ edition }) => edition);
const known = new Set(allRules.map((rule) => rule.id));

test("every rule an edition names is there, once", () => {
  for (const { id, rules, severities } of editions) {
    expect(Object.keys(severities).filter((rule) => !rules.includes(rule)), id).toEqual([]);
    expect(rules.filter((rule) => !known.has(rule)), id).toEqual([]);
    expect(new Set(rules).size, id).toBe(rules.length);
    expect(rulesOf({ rules })).toHaveLength(rules.length);
  }
});

test("a rule weighs as its edition says: the 2019 form's reserve may differ, and only that form waits for the approval", () => {
  const weighs = (program: string, rule: string) => rulesOf(editions.find((edition) => edition.program === program && edition.rules.includes(rule)) ?? { rules: [] }).find(({ id }) => id === rule)?.severity;
  expect([weighs("cceis", "CM-9"), weighs("cim", "CM-9"), weighs("cceis", "CM-13"), weighs("cim", "CM-13")]).toEqual(["warning", "error", "error", "info"]);
});

test("no rule is forgotten by all editions", () => {
  const named = new Set(editions.flatMap(({ rules }) => rules));
  expect([...known].filter((rule) => !named.has(rule))).toEqual([]);
});

test("a form that names no rules is not checked by another's", () => {
  expect(rulesOf({ rules: [] })).toEqual([]);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allRules, rulesBetweenPlans } from "#app/domain/rules/all-rules.ts";
import { lockedSteps } from "#app/domain/rules/locked-steps.ts";

const lines = [...readFileSync("docs/consistency-checks.md", "utf8").matchAll(/^\| ([A-Z]{2}-\d+) \| (.+) \|$/gm)].map(([, number = "", held = ""]) => ({ number, held }));
// One is no rule of a plan alone: it compares it with the day it was filed.
const ids = new Set([...allRules.map(({ id }) => id), lockedSteps.id]);

test("every numbered check is on the page that says where it is held", () => {
  const numbers = (letters: string, last: number) => Array.from({ length: last }, (_, at) => `${letters}-${at + 1}`);
  expect(lines.map(({ number }) => number)).toEqual([...numbers("DS", 32), ...numbers("CS", 15), ...numbers("CM", 14), ...numbers("PR", 3)]);
});

test("every rule the page names is there, and no check between plans is missing from it", () => {
  const named = lines.flatMap(({ held }) => [...held.matchAll(/`([^`]+)`/g)].map(([, id = ""]) => id));
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
  expect(rulesBetweenPlans.map(({ id }) => id).filter((id) => !named.includes(id))).toEqual([]);
});

// The shipped catalogs have the codes and facts that rules and calculations look for: a renamed code would silence a rule.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { catalogSchema } from "#schemas/crosswalk.ts";
import { testCatalogs } from "../../factories.ts";

const shipped = (id: string) => catalogSchema.parse(parse(readFileSync(new URL(`../../../crosswalks/catalogs/${id}.yaml`, import.meta.url), "utf8"))).entries;

test.each([
  ["funding-sources", ["lcff", "equity-multiplier", "lrebg"]],
  ["goal-kinds", ["broad", "focus", "equity-multiplier-focus", "maintenance"]],
  ["scopes", ["leawide", "schoolwide", "limited"]],
  ["student-groups", ["ALL", "EL", "LTEL", "FY", "LI"]],
  ["action-purposes", ["language-acquisition", "teacher-learning-el", "technical-assistance", "lrebg", "equity-multiplier"]],
  ["event-topics", ["equity-multiplier"]],
  ["identifications", ["equity-multiplier"]],
  ["meeting-kinds", ["hearing", "adoption", "budget-adoption", "local-indicators"]],
  ["progress-status", ["changed", "dropped"]],
  ["partners", ["selpa"]],
  ["revenues", ["lcff-total", "base", "supplemental-concentration", "add-on-15", "other-state", "local", "federal", "general-fund-expenditures", "coe-operations", "coe-alternative-education", "coe-other-lcff"]],
])("%s", (id, codes) => {
  expect(shipped(id).map((entry) => entry.code)).toEqual(expect.arrayContaining(codes));
});
test("every funding source stands under one of the four funds, and Equity Multiplier and Learning Recovery money under other state", () => {
  const sources = shipped("funding-sources");
  expect(sources.filter((entry) => !["lcff", "other_state", "local", "federal"].includes(String(entry["fund"]))).map((entry) => entry.code)).toEqual([]);
  for (const code of ["equity-multiplier", "lrebg"]) expect(sources.find((entry) => entry.code === code)?.["fund"]).toBe("other_state");
});
test("required metrics ask only for facts the rule knows; 28 for a district that serves all grades, two more for a county office", () => {
  const metrics = shipped("required-metrics");
  const needs = metrics.map((entry) => entry["needs"] as string[]);
  expect([...new Set(needs.flat())].filter((need) => !["high", "middle", "elementary", "el", "coe"].includes(need))).toEqual([]);
  expect(needs.filter((need) => !need.includes("coe"))).toHaveLength(28);
  expect(metrics).toHaveLength(30);
});
test("partners: seven for districts and county offices, six for charters, and the SELPA for the first two", () => {
  const required = (kind: string) => shipped("partners").filter((entry) => (entry["required_of"] as string[]).includes(kind)).map((entry) => entry.code);
  expect(required("district")).toHaveLength(8);
  expect(required("coe")).toEqual(required("district"));
  expect(required("charter").sort()).toEqual(required("district").filter((code) => code !== "selpa" && code !== "bargaining-units").sort());
});
test("statuses of technical assistance and CSI keep their groups, and eligibility its legal basis", () => {
  const statuses = shipped("identifications");
  expect(statuses.filter((entry) => entry["group"] === "csi").map((entry) => entry.code)).toEqual(["csi"]);
  expect(statuses.filter((entry) => entry["group"] === "assistance" && typeof entry["basis"] === "string").map((entry) => entry.code)).toEqual(["differentiated-assistance", "direct-technical-assistance"]);
});
test("objects from 1000 to 3999 are staff", () => {
  const staff = shipped("objects").filter((entry) => entry["personnel"] === true).flatMap((entry) => [entry["from"], entry["to"]].map(Number));
  expect([Math.min(...staff), Math.max(...staff)]).toEqual([1000, 3999]);
});
test("the catalogs of the tests have no code the shipped ones lack", () => {
  for (const [id, catalog] of Object.entries(testCatalogs)) {
    const known = new Set(shipped(id).map((entry) => entry.code));
    expect(catalog.entries.map((entry) => entry.code).filter((code) => !known.has(code)), id).toEqual([]);
  }
});

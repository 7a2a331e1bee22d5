// Faults planted in calendar files are named with their place and their mend.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkCrosswalks, faultLine } from "#crosswalks/index.server.ts";
import { placeOf, plantedFolder } from "../crosswalks/planted-folder.ts";

const from = (path: string) => readFileSync(fileURLToPath(new URL(`../../../crosswalks/${path}`, import.meta.url)), "utf8");
const copied = ["calendar/lcap.yaml", "calendar/holidays.yaml", "calendar/own-dates.yaml", "calendar/planner.yaml", "catalogs/bodies.yaml", "catalogs/meeting-kinds.yaml", "catalogs/deadline-owners.yaml", "catalogs/identifications.yaml"];
function calendarFolder() {
  const planted = plantedFolder();
  for (const path of copied) planted.write(path, from(path));
  return planted;
}
const faultsOf = (planted: { folder: string }) => checkCrosswalks(planted.folder, null).faults.map(faultLine);
const rule = (id: string, to: string) => [`  - id: ${id}\n`, `  - id: ${to}\n`] as const;

describe("the check of calendar files", () => {
  it("finds nothing in the project's own, and counts the rules", () => {
    expect(faultsOf(calendarFolder())).toEqual([]);
    expect(checkCrosswalks(calendarFolder().folder, null).counts.deadlines).toBeGreaterThan(25);
  });

  it.each<[string, string, string, string, string, RegExp]>([
    ["an unknown owner", "calendar/lcap.yaml", "    owner: county-office\n    affected: lea.kind == 'coe'", "    owner: county\n    affected: lea.kind == 'coe'", "owner: county\n", /There is no owner "county"/],
    ["an unknown kind of meeting", "calendar/lcap.yaml", "bounds: { meeting: mid-year }", "bounds: { meeting: midyear }", "midyear", /no kind of meeting "midyear".*Did you mean "mid-year"\?/],
    ["an unknown body", "calendar/lcap.yaml", "body: selpa }", "body: sepla }", "sepla }", /no body "sepla".*Did you mean "selpa"\?/],
    ["an own date nobody declared", "calendar/lcap.yaml", "due: [{ from: { date: clarification-reply }, count: 15 }]", "due: [{ from: { date: clarification-replay }, count: 15 }]", "clarification-replay", /no date of the LEA's own "clarification-replay".*Did you mean "clarification-reply"\?/],
    ["a condition about something unknown", "calendar/lcap.yaml", "affected: has.lrebg", "affected: has.lrbg", "has.lrbg", /asks about "has\.lrbg".*Did you mean "lrebg"\?/],
    ["a choice nobody declared", "calendar/lcap.yaml", "choices.budget_conditions", "choices.budget_condition", "lea.kind == 'district' && choices.budget_condition", /asks about "choices\.budget_condition"/],
    ["a rule that is there twice", "calendar/lcap.yaml", ...rule("D-2b", "D-2"), "D-2\n    title: The mid-year update is an", /The rule "D-2" is there twice/],
    ["a day that no year has", "calendar/lcap.yaml", "{ fixed: 02-28, year: 1 }", "{ fixed: 02-30, year: 1 }", "02-30", /No year has the day "02-30" for sure/],
    ["a day written another way", "calendar/lcap.yaml", "{ fixed: 08-15, year: 0 }", "{ fixed: 15 August, year: 0 }", "{ fixed: 15 August", /A day of a year is written "07-01"/],
    ["an offset that is none", "calendar/lcap.yaml", "count: 72, kind: clock-hours", "count: 72, kind: clock-hour", "clock-hour,", /"kind" is "clock-hour".*calendar, business, clock-hours.*Did you mean "clock-hours"\?/],
    ["a rule without date or word", "calendar/lcap.yaml", "    waiting: Waiting for this year's date from the state.\n", "", "id: D-22", /"D-22" can be without a date and does not say what it waits for/],
    ["an empty citation", "calendar/lcap.yaml", "citation: [EC 32526]", "citation: []", "[]", /"citation" is a list/],
    ["a set in another file", "calendar/lcap.yaml", "set: lcap\n", "set: lcp\n", "lcp", /The set "lcp" lives in a file named "lcap\.yaml"/],
    ["a holiday of another year", "calendar/holidays.yaml", "on: 2027-07-04", "on: 2026-07-04", "2026-07-04, name: \"Independence Day\", citation: EC 37220(a)(6) }\n      - { on: 2027-07-05", /The holiday 2026-07-04 is not in 2027/],
    ["a weekend note nobody wrote", "calendar/lcap.yaml", "roll: open\n", "roll: opne\n", "opne", /no note on weekends and holidays "opne".*Did you mean "open"\?/],
    ["a step that hangs on one below it", "calendar/planner.yaml", "links: [{ from: { step: answers }, direction: no-later-than, lead: true, citation: [EC 52062(a)(1), EC 52068(a)(1), EC 52063] }]", "links: [{ from: { step: draft }, direction: no-later-than, lead: true, citation: [EC 52062(a)(1), EC 52068(a)(1), EC 52063] }]", "draft }, direction", /no step before this one "draft"/],
  ])("%s", (_, file, was, becomes, at, says) => {
    const planted = calendarFolder();
    planted.plant(file, was, becomes);
    const found = faultsOf(planted);
    const { row, column } = placeOf(planted.read(file), at.split("\n")[0] ?? at);
    const place = new RegExp(`${file.split("/")[1]}:${at.includes("\n") ? "\\d+" : row}:${at.includes("\n") ? "\\d+" : `(${column}|\\d+)`}: `);
    expect(found.some((line) => place.test(line) && says.test(line)), found.join("\n")).toBe(true);
  });

  it("rules that count from each other in a circle are named", () => {
    const planted = calendarFolder();
    planted.plant("calendar/lcap.yaml", "due: [{ from: { fixed: 08-15, year: 0 } }]", "due: [{ from: { rule: D-18 } }]\n    note: x");
    planted.plant("calendar/lcap.yaml", "due: [{ from: { fixed: 10-08, year: 0 } }]\n    bounds", "due: [{ from: { rule: D-14 } }]\n    note: x\n    bounds");
    expect(faultsOf(planted).filter((line) => /counted from itself/.test(line))).toHaveLength(2);
  });
});

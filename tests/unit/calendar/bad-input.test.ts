// What an LEA has not said yet is answered in words, and never with a day that nobody set.
import { describe, expect, it } from "vitest";
import { deadlinesOf } from "#app/domain/calendar/deadlines.ts";
import type { DeadlineRule } from "#schemas/calendar.ts";
import { calendar, catalogs, facts } from "./facts.ts";

const of = (changed: Parameters<typeof facts>[0]) => deadlinesOf(calendar, catalogs, facts(changed));
const rules = new Map<string, DeadlineRule>(calendar.sets.flatMap((set) => set.rules.map((rule) => [`${set.set}/${rule.id}`, rule] as const)));
const countedFrom = (what: "date" | "meeting") => (key: string) => {
  const due = rules.get(key)?.due ?? [];
  return due.length > 0 && due.every(({ from }) => what in from);
};

describe("what is not known yet", () => {
  it("a letter without a date: each day that is counted from a letter waits for it in words, and has no day", () => {
    const waiting = of({ dates: {} }).filter(({ key }) => countedFrom("date")(key));
    expect(waiting.length).toBeGreaterThan(5);
    for (const { key, due, notBefore, waiting: words, chain } of waiting) expect([key, due, notBefore, (words ?? "") !== "" || (rules.get(key)?.note ?? "") !== "", chain.every(({ on }) => on === null)]).toEqual([key, null, null, true, true]);
    expect(of({ dates: { adl: "2026-11-02" } }).filter(({ chain }) => chain.some(({ on }) => on === "2026-11-02")).length).toBeGreaterThan(0);
  });

  it("a board without dates: what hangs on its meetings waits, and says at the latest when", () => {
    const waiting = of({ meetings: [] }).filter(({ key }) => countedFrom("meeting")(key));
    expect(waiting.length).toBeGreaterThan(10);
    for (const { key, due, waiting: words } of waiting) expect([key, due, (words ?? "") !== ""]).toEqual([key, null, true]);
    expect(waiting.find(({ id }) => id === "D-12")?.latest).toBe("2027-07-06");
  });
});

// Deadlines by two calculators, at the edges of days, and in the words of the law.
import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { addBusinessDays, addDays, holidayNames, instantOf, lateFrom, nextWorkday, wallClock } from "#app/domain/calendar/days.ts";
import { deadlinesOf, type Deadline } from "#app/domain/calendar/deadlines.ts";
import { calendar, catalogs, facts, meeting } from "./facts.ts";
import { holidaysOf, rawSets, reckon } from "./second-calculator.ts";

const list = (changed: Parameters<typeof facts>[0] = {}) => deadlinesOf(calendar, catalogs, facts(changed));
const one = (key: string, changed: Parameters<typeof facts>[0] = {}): Deadline => {
  const found = list(changed).find((deadline) => deadline.key === key);
  if (!found) throw new Error(`There is no ${key}.`);
  return found;
};
const yearOf = (start: number) => `${start}-${String((start + 1) % 100).padStart(2, "0")}`;
const years = Array.from({ length: 17 }, (_, at) => 2024 + at);

describe("REL-C: every rule, 2024 to 2040, against a second calculator on another library", () => {
  const board = ["hearing", "budget-hearing", "adoption", "budget-adoption", "mid-year", "local-indicators", "filing", "clarification", "recommendation"];
  const everyKind = (start: number, day: (at: number) => string, time: string | undefined) => [
    ...board.map((kind, at) => meeting(kind, day(at), { time })),
    meeting("adoption", day(20), { body: "school-site-council", time }),
    meeting("regular", `${start}-05-05`),
  ];

  it("agrees on day, first day, hour and instant, with random meetings, times and own dates", () => {
    let compared = 0;
    const different: unknown[] = [];
    const random = fc.sample(fc.tuple(fc.array(fc.integer({ min: -200, max: 900 }), { minLength: 40, maxLength: 40 }), fc.option(fc.integer({ min: 0, max: 1439 }), { nil: undefined })), { numRuns: 3 * years.length, seed: 2027 });
    for (const [at, [offsets, minute]] of random.entries()) {
      const start = years[at % years.length] as number;
      const day = (nth: number) => DateTime.utc(start, 1, 1).plus({ days: offsets[nth % 40] as number }).toISODate() as string;
      // An hour that a spring day does not have is no hour at which anybody meets.
      const time = minute === undefined || (minute >= 60 && minute < 240) ? undefined : `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      const dates = Object.fromEntries(calendar.own.dates.map(({ key }, nth) => [key, day(nth + 11)]));
      for (const kind of ["district", "coe", "charter"] as const) {
        const meetings = everyKind(start, day, time);
        const said = new Map(list({ year: yearOf(start), lea: { kind }, meetings, dates }).map((deadline) => [deadline.key, deadline]));
        for (const set of rawSets) {
          for (const rule of set.rules) {
            const deadline = said.get(`${set.set}/${rule.id}`);
            if (!deadline) continue;
            const wanted = reckon(rule, { start, meetings, dates });
            const got = { due: deadline.due, notBefore: deadline.notBefore, lateFrom: deadline.lateFrom, time: deadline.dueTime };
            if (JSON.stringify(got) !== JSON.stringify(wanted)) different.push({ key: deadline.key, start, got, wanted });
            compared += 1;
          }
        }
      }
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(10_000);
  });

  it("shows each rule of the files to some kind of LEA in some year, and once only", () => {
    const seen = new Set<string>();
    for (const year of ["2019-20", "2020-21", "2021-22", ...years.map(yearOf)]) {
      for (const kind of ["district", "coe", "charter"] as const) {
        const keys = list({ year, lea: { kind } }).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) seen.add(key);
      }
    }
    expect([...seen].sort()).toEqual(rawSets.flatMap(({ set, rules }) => rules.map(({ id }) => `${set}/${id}`)).sort());
  });

  it("REL-C4: the holidays of each year are those the law's rule gives", () => {
    for (const year of years) {
      const listed = calendar.holidays.years.find((one) => one.year === year)?.holidays.map(({ on }) => on) ?? [];
      expect(new Set(listed), String(year)).toEqual(holidaysOf(year));
    }
  });

  it("counts business days over weekends and holidays, forward and back, as luxon does day by day", () => {
    const names = holidayNames(calendar.holidays);
    const rest = new Map(years.map((year) => [year, holidaysOf(year)]));
    const works = (day: DateTime) => day.weekday < 6 && !rest.get(day.year)?.has(day.toISODate() as string);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5800 }), fc.integer({ min: -30, max: 30 }), (at, count) => {
        const from = DateTime.utc(2024, 2, 15).plus({ days: at });
        let day = from;
        for (let left = Math.abs(count); left > 0; ) {
          day = day.plus({ days: Math.sign(count) });
          if (works(day)) left -= 1;
        }
        expect(addBusinessDays(from.toISODate() as string, count, names)).toBe(day.toISODate());
      }),
      { numRuns: 400, seed: 7 },
    );
  });
});

describe("REL-C1: one instant per deadline", () => {
  it("is the start of the next day in California on every day of 17 years, on days of 23 and 25 hours too", () => {
    for (let day = DateTime.fromISO("2024-01-01", { zone: "America/Los_Angeles" }); day.year <= 2040; day = day.plus({ days: 1 })) {
      expect(lateFrom(day.toISODate() as string)).toBe(day.plus({ days: 1 }).startOf("day").toMillis());
    }
  });

  it("the last second before and the first after stand on either side", () => {
    const { lateFrom: late } = one("lcap/D-1");
    expect(late).toBe("2027-07-02T07:00:00.000Z");
    const at = Date.parse(late ?? "");
    expect(wallClock(at - 1)).toMatchObject({ day: "2027-07-01", time: "23:59" });
    expect(wallClock(at)).toMatchObject({ day: "2027-07-02", time: "00:00" });
  });

  it("takes the first of an hour that happens twice and the moment after the jump of one that is skipped", () => {
    expect(new Date(instantOf("2026-11-01", "01:30")).toISOString()).toBe("2026-11-01T08:30:00.000Z");
    expect(wallClock(instantOf("2027-03-14", "02:30"))).toMatchObject({ day: "2027-03-14", time: "03:30" });
  });
});

describe("the plan year 2027-28", () => {
  const dated = { meetings: [meeting("hearing", "2027-06-10", { time: "18:00" }), meeting("adoption", "2027-06-24")] };

  it("is adopted by 1 July 2027, approved by 8 October 2027, with its mid-year update by 28 February 2028", () => {
    expect(one("lcap/D-1")).toMatchObject({ id: "D-1", program: "lcap", due: "2027-07-01", confidence: "high", chain: [{ what: "July 1, 2027", on: "2027-07-01" }] });
    expect(one("lcap/D-18")).toMatchObject({ due: "2027-10-08", citation: "EC 52070(d); EC 52070.5(d)" });
    expect(one("lcap/D-2").due).toBe("2028-02-28");
    expect(one("lcap/D-14")).toMatchObject({ due: "2027-08-15", note: expect.stringMatching(/a Sunday.*2027-08-16 is not settled.*CCP 12/) as string });
  });

  it("counts filing from the adoption, and the budget by the earlier of that and 1 July", () => {
    expect(one("lcap/D-12", dated)).toMatchObject({ due: "2027-06-29", chain: [{ what: "Adoption (Governing board)", on: "2027-06-24" }, { what: "plus 5 calendar days, the first day not counted", on: "2027-06-29" }] });
    expect(one("lcap/D-13", dated).due).toBe("2027-06-29");
    expect(one("lcap/D-13", { meetings: [meeting("adoption", "2027-06-30")] }).due).toBe("2027-07-01");
    expect(one("lcap/D-24", dated)).toMatchObject({ due: "2027-07-09", applies: "if", onlyIf: "the district needs an improvement plan under IDEA" });
  });

  it("invents no date: without the meeting it waits, and says the latest day there can be", () => {
    expect(one("lcap/D-12")).toMatchObject({ due: null, lateFrom: null, waiting: "Waiting for the date of the adoption from you.", latest: "2027-07-06" });
    expect(["lcap/D-15", "lcap/D-16", "lcap/D-17"].map((key) => one(key).latest)).toEqual(["2027-08-30", "2027-09-14", "2027-09-29"]);
    for (const key of ["spsa/T-9", "csi/D-6", "cim/cim.adl", "cim/cim.sd.step1", "cim/cim.step3", "lcap/D-21"]) expect(one(key), key).toMatchObject({ due: null, latest: null, waiting: expect.stringMatching(/^Waiting for/) as string });
    expect(one("cim/cim.sd.step1", { year: "2024-25" }).due).toBe("2024-07-10");
  });

  it("a date from the LEA takes the place of the one that waits, and of a published one", () => {
    expect(one("spsa/T-9", { dates: { "spsa-approval": "2027-08-10" } })).toMatchObject({ due: "2027-08-10", waiting: null });
    expect(one("csi/D-6", { year: "2025-26" }).due).toBe("2026-01-31");
    expect(one("csi/D-6", { year: "2025-26", dates: { "csi-application": "2026-03-06" } }).due).toBe("2026-03-06");
  });

  it("posts the agenda 72 hours by the clock before, over the change to summer and winter time", () => {
    expect(one("lcap/D-8", dated)).toMatchObject({ due: "2027-06-07", dueTime: "18:00", lateFrom: "2027-06-08T01:00:00.000Z" });
    expect(one("lcap/D-8", { meetings: [meeting("hearing", "2027-03-16", { time: "18:00" })] })).toMatchObject({ due: "2027-03-13", dueTime: "17:00" });
    expect(one("lcap/D-8", { meetings: [meeting("hearing", "2026-11-02", { time: "18:00" })] })).toMatchObject({ due: "2026-10-30", dueTime: "19:00" });
    expect(one("lcap/D-8", { meetings: [meeting("hearing", "2027-06-10")] })).toMatchObject({ due: "2027-06-07", dueTime: null, lateFrom: null, note: expect.stringMatching(/start time is not given/) as string });
  });

  it("knows leap days: the second interim report is 16 March in a leap year, the last day of February is the 29th", () => {
    expect(one("fiscal/fin.int2", { year: "2027-28" }).due).toBe("2028-03-16");
    expect(one("fiscal/fin.int2", { year: "2026-27" }).due).toBe("2027-03-17");
    expect(one("csi/D-8.3", { year: "2026-27" }).due).toBe("2028-02-29");
    expect(one("csi/D-10", { dates: { "csi-identified": "2028-02-29" } }).due).toBe("2032-02-29");
  });

  it("a workday rule moves only the note, past a weekend and 4 July", () => {
    const names = holidayNames(calendar.holidays);
    expect(nextWorkday("2027-07-03", names)).toBe("2027-07-06");
    expect(nextWorkday("2028-07-01", names)).toBe("2028-07-03");
    expect(one("lcap/D-13", { year: "2028-29" })).toMatchObject({ due: "2028-07-01", note: expect.stringMatching(/a Saturday.*next workday, 2028-07-03.*6707/) as string });
    expect(one("lcap/D-12", { meetings: [meeting("adoption", "2027-06-29")] })).toMatchObject({ due: "2027-07-04", note: expect.stringMatching(/Independence Day.*2027-07-06/) as string });
    expect(addDays("2027-12-31", 1)).toBe("2028-01-01");
  });

  it("binds by kind and by facts: unknown facts are a condition in words, known ones decide", () => {
    expect(list({ lea: { kind: "charter" } }).map(({ key }) => key)).not.toContain("lcap/D-12");
    expect(one("lcap/D-12b", { lea: { kind: "charter" } }).due).toBe("2027-07-01");
    expect(one("lcap/D-4")).toMatchObject({ applies: "if", onlyIf: "English learners are at least 15 percent of the pupils and at least 50" });
    const pupils = (total: number, englishLearners: number) => list({ lea: { kind: "district", enrollment: { total, englishLearners } } }).find(({ key }) => key === "lcap/D-4")?.applies;
    expect([pupils(333, 50), pupils(334, 50), pupils(100, 49), pupils(1000, 150), pupils(1000, 149)]).toEqual(["yes", undefined, undefined, "yes", undefined]);
    expect(list({ identified: { csi: [] } }).map(({ key }) => key)).not.toContain("csi/D-4");
    expect(one("csi/D-4", { identified: { csi: ["Lincoln"] } }).applies).toBe("yes");
  });

  it("shows the sets an LEA has switched on, the four programs always", () => {
    const programs = (sets: readonly string[]) => [...new Set(list({ sets }).map(({ program }) => program))];
    expect(programs([])).toEqual(["lcap", "spsa", "csi", "cim"]);
    expect(programs(["grants"])).toEqual(["lcap", "spsa", "csi", "cim", "grants"]);
  });
});

// A board's calendar that cannot be kept, and lists nobody can read: each answered in words.
import { describe, expect, it } from "vitest";
import { meetingFaults } from "#app/domain/calendar/meeting-faults.ts";
import { readMeetings } from "#schemas/meetings-file.ts";
import { calendar, catalogs, facts, meeting } from "./facts.ts";

const faults = (meetings: ReturnType<typeof meeting>[], changed: Parameters<typeof facts>[0] = {}) => meetingFaults(calendar, catalogs, facts({ meetings, ...changed })).map(({ message }) => message);

describe("a chain that cannot be kept is named with the entry and its law", () => {
  it("a hearing on the adoption day, and an adoption before the hearing", () => {
    expect(faults([meeting("hearing", "2027-06-24"), meeting("adoption", "2027-06-24")])).toEqual([
      "Entry 2 (Governing board, Adoption, 2027-06-24) cannot be: the first day it may be is 2027-06-25 (Public hearing is on 2027-06-24). Adopt in a later public meeting than the hearing, not on the same day (EC 52062(b)(2); EC 52068(b)(2)).",
    ]);
    expect(faults([meeting("adoption", "2027-06-10"), meeting("hearing", "2027-06-24")])[0]).toMatch(/^Entry 1 .*first day it may be is 2027-06-25.*EC 52062\(b\)\(2\)/);
  });

  it("two adoptions, and one after 1 July", () => {
    expect(faults([meeting("adoption", "2027-06-10"), meeting("adoption", "2027-06-24")])).toEqual([expect.stringMatching(/^Entry 2 .*comes after entry 1 of the same kind.*revision.*EC 52062\(c\).*EC 52060/)]);
    expect(faults([meeting("adoption", "2027-07-02")])).toEqual([expect.stringMatching(/^Entry 1 .*the last day is 2027-07-01.*EC 52060/)]);
  });

  it("a budget or local indicators at another meeting, a hearing apart from the budget hearing, a committee after the adoption, a late filing", () => {
    const adopted = meeting("adoption", "2027-06-24");
    expect(faults([adopted, meeting("budget-adoption", "2027-06-25")])[0]).toMatch(/Entry 2 .*that meeting is on 2027-06-24.*EC 42127\(a\)\(2\)\(A\)/);
    expect(faults([adopted, meeting("local-indicators", "2027-06-10")])[0]).toMatch(/Entry 2 .*EC 52064\.5/);
    expect(faults([meeting("hearing", "2027-06-10"), meeting("budget-hearing", "2027-06-11")])[0]).toMatch(/Entry 1 .*that meeting is on 2027-06-11.*EC 42127\(a\)\(1\)/);
    expect(faults([adopted, meeting("committee", "2027-06-24", { body: "parent-advisory-committee" })])[0]).toMatch(/Entry 2 .*the last day is 2027-06-23.*EC 52063/);
    expect(faults([adopted, meeting("filing", "2027-06-30", { body: "county-office" })])[0]).toMatch(/Entry 2 .*the last day is 2027-06-29.*EC 52070\(a\)/);
    expect(faults([meeting("adoption", "2027-05-20", { body: "school-site-council" }), meeting("school-plan-approval", "2027-05-19")])[0]).toMatch(/Entry 2 .*first day it may be is 2027-05-20.*EC 64001\(i\)/);
  });

  it("a calendar that keeps the law has nothing to answer for; a charter school is not held to a district's hearing", () => {
    const sound = [meeting("hearing", "2027-06-10"), meeting("budget-hearing", "2027-06-10"), meeting("adoption", "2027-06-24"), meeting("budget-adoption", "2027-06-24"), meeting("local-indicators", "2027-06-24"), meeting("filing", "2027-06-29", { body: "county-office" })];
    expect(faults(sound)).toEqual([]);
    expect(faults([meeting("hearing", "2027-06-24"), meeting("adoption", "2027-06-24")], { lea: { kind: "charter" } })).toEqual([]);
  });
});

describe("a list of meetings that cannot be used", () => {
  const names = { bodies: ["board", "selpa"], kinds: ["hearing", "adoption"] };
  const problems = (value: unknown, today: string | null = "2026-11-22") => readMeetings(value, names, today).problems;
  const good = { body: "board", date: "2027-06-10", kind: "hearing" };

  it.each([
    ["no list", { meetings: [] }, /a list of meetings/],
    ["a board without dates: an empty list", [], /names no meeting.*board has no dates/],
    ["a board without dates: an entry without one", [good, { body: "board", kind: "adoption" }], /^Entry 2 \(board, adoption\) has no date/],
    ["an empty date", [{ ...good, date: "" }], /^Entry 1 \(board, hearing\) has no date/],
    ["a day that does not exist", [{ ...good, date: "2027-02-29" }], /Entry 1 \(board, hearing, 2027-02-29\) has a date that is no day/],
    ["a meeting in the past", [{ ...good, date: "2026-11-21" }], /Entry 1 .*lies in the past: today is 2026-11-22/],
    ["a body nobody knows", [{ ...good, body: "bord" }], /names a body nobody knows. Write board or selpa/],
    ["a kind nobody knows", [{ ...good, kind: "party" }], /names a kind of meeting nobody knows. Write hearing or adoption/],
    ["an unknown property", [{ ...good, place: "hall" }], /nobody knows "place"/],
    ["no text", [{ ...good, body: 7 }], /"body" is missing or no text/],
    ["a time that is none", [{ ...good, time: "6 pm" }], /has the time "6 pm". Write it 18:00/],
    ["something else", ["2027-06-10"], /^Entry 1 has no date/],
  ])("%s", (_, value, says) => {
    expect(problems(value)[0]).toMatch(says);
  });

  it("a good list is read, its time in a property or in the date; a year that is over may lie in the past", () => {
    expect(readMeetings([good, { ...good, date: "2027-06-24T18:30", kind: "adoption" }], names, "2026-11-22")).toEqual({ problems: [], meetings: [good, { ...good, date: "2027-06-24", time: "18:30", kind: "adoption" }] });
    expect(problems([{ ...good, date: "2020-06-10" }], null)).toEqual([]);
    expect(problems([{ ...good, date: "2026-11-22" }])).toEqual([]);
  });
});

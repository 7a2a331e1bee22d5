// The backward planner against trying every day, and the chains it must refuse.
import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { planBackwards, type BackwardQuestion } from "#app/domain/calendar/plan-backwards.ts";
import type { PlannerLink } from "#schemas/calendar.ts";
import { calendar, facts } from "./facts.ts";

const { planner } = calendar;
const pupils = { enrollment: { total: 1000, englishLearners: 200 }, serves: { elementary: true, middle: true, high: false } };
const question = (changed: Partial<BackwardQuestion> = {}): BackwardQuestion => ({
  facts: facts({ lea: { kind: "district", ...pupils }, choices: { idea_addendum: true } }),
  board: [{ date: "2027-05-27", time: "18:00" }, { date: "2027-06-10", time: "18:00" }, { date: "2027-06-24", time: "18:00" }, { date: "2027-08-12" }],
  leads: {},
  chosen: {},
  today: "2026-11-22",
  ...changed,
});
const lastDays = (changed: Partial<BackwardQuestion> = {}) => Object.fromEntries(planBackwards(planner, question(changed)).steps.map(({ step, last }) => [step.id, last]));

const gaps = new Map<string, number>();
function daysBetween(from: string, to: string): number {
  const key = `${from} ${to}`;
  if (!gaps.has(key)) gaps.set(key, DateTime.fromISO(to, { zone: "utc" }).diff(DateTime.fromISO(from, { zone: "utc" }), "days").days);
  return gaps.get(key) as number;
}

/** Does this pair of days keep the link? Says it forward, as the law does: with luxon, and without the planner's sums. */
function kept(link: PlannerLink, own: string, other: string, lead: number): boolean {
  const gap = daysBetween(own, other);
  if (link.direction === "before") return gap - lead > 0;
  if (link.direction === "at-least-before") return gap - lead >= (link.kind === "clock-hours" ? Math.ceil(link.count / 24) : link.count);
  return gap - lead >= -link.count;
}

/** The last day of each step over every assignment of days that keeps all links above it: tried one by one. */
function bruteForce({ facts: { lea, choices }, board, leads }: BackwardQuestion, days: readonly string[]): Record<string, string | null> {
  const asked = planner.steps.filter(({ id }) => id !== "draft" && (lea.kind === "district" || !["budget-filing", "idea-addendum"].includes(id)) && (id !== "idea-addendum" || choices["idea_addendum"]));
  const meetings = board.map(({ date }) => date);
  const answer: Record<string, string | null> = {};
  const above = (id: string): string[] => [...new Set(asked.filter((step) => step.id === id).flatMap((step) => step.links.flatMap(({ from }) => ("step" in from && asked.some((one) => one.id === from.step) ? [...above(from.step), from.step] : []))))];
  for (const target of asked) {
    const needed = asked.filter(({ id }) => above(target.id).includes(id));
    let best: string | null = null;
    const assigned: Record<string, string> = {};
    const ok = (step: (typeof asked)[number], day: string): boolean =>
      (!step.at_board || meetings.includes(day)) &&
      step.links.every((link) => {
        const other = "fixed" in link.from ? `2027-${link.from.fixed}` : assigned[link.from.step];
        return other === undefined || kept(link, day, other, link.lead ? (leads[step.id] ?? 0) : 0);
      });
    const tryFrom = (at: number): void => {
      const step = needed[at] ?? target;
      for (const day of days) {
        if (!ok(step, day)) continue;
        if (at === needed.length) {
          if (best === null || day > best) best = day;
          continue;
        }
        assigned[step.id] = day;
        tryFrom(at + 1);
        delete assigned[step.id];
      }
    };
    tryFrom(0);
    answer[target.id] = best;
  }
  return answer;
}

describe("backward from the board's meetings", () => {
  it("gives hearing and adoption the latest meetings that keep the law, and each step before its last day", () => {
    const { steps, breaks } = planBackwards(planner, question({ leads: { draft: 10, translation: 14 } }));
    expect(breaks).toEqual([]);
    const day = Object.fromEntries(steps.map(({ step, last, time }) => [step.id, time === null ? last : `${last} ${time}`]));
    expect(day).toMatchObject({ adoption: "2027-06-24 18:00", filing: "2027-06-29", "budget-filing": "2027-06-29", "idea-addendum": "2027-07-09", hearing: "2027-06-10 18:00", posting: "2027-06-07 18:00", "parent-committee": "2027-06-23", "english-learner-committee": "2027-06-23", translation: "2027-05-24", draft: "2027-05-14" });
    expect(steps.find(({ step }) => step.id === "hearing")?.because).toEqual({ from: "adoption", on: "2027-06-24", citation: "EC 52062(b)(2); EC 52068(b)(2)" });
  });

  it("equals brute force over every day, for random boards and leads", () => {
    const days = Array.from({ length: 15 }, (_, at) => DateTime.utc(2027, 6, 18).plus({ days: at }).toISODate() as string);
    let possible = 0;
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 6, max: 14 }), { minLength: 0, maxLength: 4 }), fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 6, maxLength: 6 }), (meetings, [draft = 0, posting = 0, hearing = 0, answers = 0, councils = 0, consistency = 0]) => {
        // Short days and few steps in a row keep "every assignment" small; the draft's seven anchors are tried in the next test.
        const asked = question({ board: meetings.map((at) => ({ date: days[at] as string })), leads: { draft, posting, hearing, answers, "site-councils": councils, consistency }, facts: facts({ lea: { kind: "district", ...pupils } }) });
        const wanted = bruteForce({ ...asked, facts: asked.facts }, days.concat(["2027-07-03", "2027-07-04", "2027-07-05", "2027-07-06"]));
        const found = Object.fromEntries(planBackwards({ steps: planner.steps.filter(({ id }) => id !== "draft") }, asked).steps.map(({ step, last }) => [step.id, last]));
        for (const [id, last] of Object.entries(found)) if (id !== "idea-addendum" && id !== "draft") expect({ id, last }).toEqual({ id, last: wanted[id] });
        if (found["hearing"]) possible += 1;
      }),
      { numRuns: 8, seed: 52062 },
    );
    expect(possible).toBeGreaterThan(2);
  });

  it("a draft is ready before the earliest of all that wait for it", () => {
    expect(lastDays()["draft"]).toBe("2027-06-07");
    expect(lastDays({ leads: { "parent-committee": 40 } })["draft"]).toBe("2027-05-14");
    expect(lastDays({ leads: { "site-councils": 30, draft: 7 } })["draft"]).toBe("2027-05-17");
  });

  it("asks of an LEA what binds it", () => {
    expect(Object.keys(lastDays({ facts: facts({ lea: { kind: "charter", ...pupils } }) }))).toEqual(["adoption", "draft"]);
    const small = lastDays({ facts: facts({ lea: { kind: "district", enrollment: { total: 300, englishLearners: 45 }, serves: { elementary: true, middle: false, high: false } } }) });
    expect(Object.keys(small)).not.toContain("english-learner-committee");
    expect(Object.keys(small)).not.toContain("student-committee");
    expect(planBackwards(planner, question({ facts: facts({ lea: { kind: "district" } }) })).steps.filter(({ applies }) => applies === "if").map(({ step }) => step.id)).toEqual(["idea-addendum", "english-learner-committee", "student-committee"]);
  });
});

describe("a chain that cannot be kept is named with its law before the board fixes its calendar", () => {
  const messages = (changed: Partial<BackwardQuestion>) => planBackwards(planner, question(changed)).breaks.map(({ message }) => message);

  it.each([
    ["a board without dates", { board: [] }, /adopts the LCAP.*the board has no meeting dates. EC 52060/],
    ["no meeting by 1 July", { board: [{ date: "2027-07-08" }] }, /no meeting on or before 2027-07-01. EC 52060/],
    ["one meeting only", { board: [{ date: "2027-06-24" }] }, /public hearing.*no meeting on or before 2027-06-23 \(The board adopts.* on 2027-06-24\). EC 52062\(b\)\(2\)/],
    ["hearing and adoption chosen for one day", { chosen: { adoption: "2027-06-24", hearing: "2027-06-24" } }, /public hearing.*the board's meeting of 2027-06-24 is too late, the last day is 2027-06-23.*EC 52062\(b\)\(2\)/],
    ["an adoption chosen before the hearing", { chosen: { adoption: "2027-06-10", hearing: "2027-06-24" } }, /2027-06-24 is too late, the last day is 2027-06-09/],
    ["a day that is no meeting", { chosen: { adoption: "2027-06-25" } }, /2027-06-25 is not one of the board's meetings/],
    ["days that have gone by", { today: "2027-06-08" }, /agenda of the hearing.*2027-06-07, has gone by.*EC 52062\(b\)\(1\)/],
  ] as [string, Partial<BackwardQuestion>, RegExp][])("%s", (_, changed, says) => {
    expect(messages(changed).some((message) => says.test(message)), messages(changed).join("\n")).toBe(true);
  });
});

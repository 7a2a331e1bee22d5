import { describe, expect, test } from "vitest";
import { reminderMail, remindersOn } from "#app/domain/calendar/reminders.ts";
import type { OpenEvent, ReminderChoice } from "#app/domain/calendar/reminders.ts";

const event = (day: string, key = "lcap/D-1"): OpenEvent => ({ planId: "plan-1", key, day, title: `LCAP 2027-28: ${key}`, path: `/plans/plan-1/calendar#${key}` });
const single: ReminderChoice = { mail: "single", portal: false, days: [14, 7, 1] };
const kinds = (today: string, choice: ReminderChoice, events: OpenEvent[]) => remindersOn(today, choice, events).map(({ about, kind }) => `${kind} ${about}`);

describe("who is reminded of what", () => {
  test("one reminder for a date, of the nearest of the chosen days before that has come", () => {
    const due = event("2027-07-01");
    expect(kinds("2027-06-16", single, [due])).toEqual([]);
    expect(kinds("2027-06-17", single, [due])).toEqual(["mail-14 plan-1/lcap/D-1/2027-07-01"]);
    expect(kinds("2027-06-23", single, [due])).toEqual(["mail-14 plan-1/lcap/D-1/2027-07-01"]);
    expect(kinds("2027-06-24", single, [due])).toEqual(["mail-7 plan-1/lcap/D-1/2027-07-01"]);
    expect(kinds("2027-07-01", single, [due])).toEqual(["mail-1 plan-1/lcap/D-1/2027-07-01"]);
    expect(kinds("2027-07-02", single, [due])).toEqual([]);
  });

  test("REL-C4: over all days and whatever days are skipped or seen twice, each date is told once for each day before, and never without need", () => {
    const due = event("2027-03-15");
    for (const skipped of [[], ["2027-03-01"], ["2027-03-08", "2027-03-09"], ["2027-03-14", "2027-03-15"]]) {
      const told = new Map<string, number>();
      for (let number = 0; number < 60; number += 1) {
        const day = new Date(Date.UTC(2027, 1, 1 + number)).toISOString().slice(0, 10);
        // A clock that jumps back over midnight asks for the day before again.
        for (const today of [day, new Date(Date.UTC(2027, 1, number)).toISOString().slice(0, 10)].filter((one) => !skipped.includes(one))) for (const key of kinds(today, single, [due])) told.set(key, (told.get(key) ?? 0) + 1);
      }
      expect([...told.keys()].length).toBe(skipped.includes("2027-03-14") ? 2 : 3);
    }
  });

  test("a date that moves is told anew, under a key of its own", () => {
    expect(kinds("2027-06-24", single, [event("2027-07-01"), event("2027-06-25")])).toEqual(["mail-7 plan-1/lcap/D-1/2027-07-01", "mail-1 plan-1/lcap/D-1/2027-06-25"]);
  });

  test("a digest is one in a week, with what is near and what the day has gone by of", () => {
    const events = [event("2027-07-20"), event("2027-07-01"), event("2027-06-20", "lcap/D-3"), event("2027-01-01", "lcap/D-2")];
    const week = ["2027-06-21", "2027-06-24", "2027-06-27"].map((today) => remindersOn(today, { mail: "digest", portal: false, days: [1] }, events));
    expect(week.map(([digest]) => digest?.about)).toEqual(["week/2027-06-21", "week/2027-06-21", "week/2027-06-21"]);
    expect(week[0]?.[0]?.events.map(({ day }) => day)).toEqual(["2027-06-20", "2027-07-01"]);
    expect(remindersOn("2027-06-28", { mail: "digest", portal: false, days: [1] }, events)[0]?.about).toBe("week/2027-06-28");
  });

  test("no mail and nothing here is nothing", () => {
    expect(remindersOn("2027-06-30", { mail: "off", portal: false, days: [1] }, [event("2027-07-01")])).toEqual([]);
  });
});

test("a mail says when, what and where, and how to stop it", () => {
  const [reminder] = remindersOn("2027-06-30", { mail: "single", portal: false, days: [1] }, [event("2027-07-01")]);
  const mail = reminder && reminderMail(reminder, "2027-06-30", { siteUrl: "https://plans.example", choicePath: "/plans/plan-1/calendar/reminders" });
  expect(mail?.subject).toBe("Tomorrow: LCAP 2027-28: lcap/D-1");
  expect(mail?.text).toContain("Thursday, July 1, 2027, tomorrow\nhttps://plans.example/plans/plan-1/calendar#lcap/D-1");
  expect(mail?.text).toContain("https://plans.example/plans/plan-1/calendar/reminders");
  expect(reminderMail({ about: "week/2027-06-28", kind: "digest", events: [] }, "2027-06-30", { siteUrl: "", choicePath: "" })).toBeNull();
});

// The calendar of a county office and of the state: the clocks of what was sent, and what is owed; of LEAs nothing that was not sent.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Context } from "#app/context.server.ts";
import { officeEntries, yearFiledNext } from "#app/domain/calendar/office-calendar.ts";
import { loadOfficeCalendar } from "#app/services/calendar/load-office-calendar.server.ts";
import { loadReview } from "#app/services/review/load-reviews.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let [reviewer, analyst]: Context[] = [];
let filingId: string;
beforeAll(async () => {
  portal = await openPortal();
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.running.year)) as ProgramCrosswalk;
  filingId = await sendUnchecked(portal.process, portal.running, { program });
  [reviewer, analyst] = [await portal.as("sample-county-reviewer", "toyon-coe"), await portal.as("sample-state-analyst", "sample-state")];
}, 180_000);
afterAll(() => portal?.close());

const clocks = async (ctx = reviewer!) => (await loadOfficeCalendar(ctx)).entries.filter(({ path }) => path !== null);

test("has 15 August and 8 October of a plan that was sent, each with its law, and leads to the desk", async () => {
  expect(await clocks()).toMatchObject([
    { id: "D-14", due: "2025-08-15", owner: "reviewer", waits: true, path: `/reviews/${filingId}`, citation: expect.stringContaining("EC 52070(b)") as string },
    { id: "D-18", due: "2025-10-08", owner: "reviewer", title: expect.stringContaining("Alder Valley") as string },
  ]);
});

test("counts fifteen days from the day a step was made, for whoever owes the next", async () => {
  const { version } = await loadReview(reviewer!, filingId);
  await makeReviewMove(reviewer!, filingId, { move: "ask-clarification", seenVersion: version, day: "", words: "Please say more." });
  const due = new Date(`${portal.process.today()}T00:00:00Z`);
  due.setUTCDate(due.getUTCDate() + 15);
  expect((await clocks()).find(({ id }) => id === "D-15")).toMatchObject({ due: due.toISOString().slice(0, 10), owner: "author" });
  expect((await clocks(analyst!)).map(({ id }) => id)).toEqual((await clocks()).map(({ id }) => id));
  // October 8 runs on for the office, though it is the district's turn; it is never the state's, which only looks on.
  expect((await clocks()).map(({ id, ours, waits }) => [id, ours, waits])).toEqual(expect.arrayContaining([["D-15", false, false], ["D-18", true, false]]));
  expect((await clocks(analyst!)).some(({ ours, waits }) => ours || waits)).toBe(false);
});

test("names who still owes the plan that is filed next, without a day that nobody has set; a person of an LEA sees neither", async () => {
  const owed = (await loadOfficeCalendar(reviewer!)).entries.filter(({ path }) => path === null);
  expect(owed).toMatchObject([{ id: "D-12", due: null, waiting: expect.stringContaining("day of adoption") as string, note: expect.stringContaining("Alder Valley Unified") as string }]);
  expect(owed[0]?.latest).toMatch(/-07-06$/);
  expect((owed[0]?.latest ?? "") >= portal.process.today()).toBe(true);
  expect((await loadOfficeCalendar(portal.ctx)).entries.filter(({ key }) => key.startsWith("owed/"))).toEqual([]);
  expect((await loadOfficeCalendar(await portal.as("sample-principal"))).entries).toEqual([]);
  // A county office is an LEA too: whoever writes its own plan learns nothing of the districts below it.
  const countyPlanner: Context = { ...reviewer!, user: { ...reviewer!.user, memberships: [{ role: "planner", leaId: "toyon-coe", orgId: "toyon-coe", above: ["sample-state"] }] } };
  expect((await loadOfficeCalendar(countyPlanner)).entries).toEqual([]);
});

test("shows the due day as the law has it, and a weekend as a note with its citation", () => {
  const { calendar } = portal.process.crosswalks;
  const [entry] = officeEntries(calendar, [{ reviewedHere: true, holder: "reviewer", id: "f", organization: "Meadow Unified", county: "Toyon", program: "lcap", year: "2026-27", clocks: [{ id: "D-14", title: "Last day to ask for clarification", owner: "reviewer", dueOn: "2026-08-15", law: "EC 52070(b)", ofReceipt: null, citation: "EC 52070(b)", confidence: "medium" }] }], []);
  expect(entry).toMatchObject({ due: "2026-08-15", note: expect.stringMatching(/Saturday/) as string });
  expect([yearFiledNext("2026-07-06", (year) => `${year.slice(0, 4)}-07-06`), yearFiledNext("2026-07-07", (year) => `${year.slice(0, 4)}-07-06`), yearFiledNext("2026-07-07", () => null)]).toEqual(["2026-27", "2027-28", null]);
});

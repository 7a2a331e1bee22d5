// The order and days of hearing and adoption that a plan's meetings show (lcap.md 8.1).
import type { Meeting } from "#schemas/plan.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Rule } from "./rule.ts";

const boardMeetings = (index: PlanIndex, kind: string): (Meeting & { heldOn: string })[] =>
  index.plan.meetings.filter((meeting): meeting is Meeting & { heldOn: string } => meeting.orgId === index.orgId && meeting.kind === kind && meeting.heldOn !== null);

export const hearingBeforeAdoption: Rule = {
  id: "D-9",
  severity: "error",
  citation: "lcap.md 8.1 D-9; EC 52062(b)(2), 52068(b)(2) (M); LC-14",
  title: "The plan is adopted in a later meeting than the public hearing, not on the same day (districts and county offices).",
  check: ({ index }) => {
    if (index.lea.kind === "charter") return [];
    const hearings = boardMeetings(index, "hearing").map((meeting) => meeting.heldOn).sort();
    return boardMeetings(index, "adoption")
      .filter((meeting) => hearings[0] !== undefined && meeting.heldOn <= hearings[0])
      .map((meeting) => ({ at: `meetings/${meeting.id}/heldOn`, message: `The adoption on ${meeting.heldOn} is not after the day of the public hearing (${hearings[0]}). Plan it for a later day.` }));
  },
};

export const adoptedInTime: Rule = {
  id: "D-1",
  severity: "error",
  citation: "lcap.md 8.1 D-1; EC 52060, 52061, 52066, 47606.5",
  title: "The plan is adopted by July 1 of its year.",
  check: ({ index }) => {
    const last = `${index.plan.year.slice(0, 4)}-07-01`;
    return boardMeetings(index, "adoption").filter((meeting) => meeting.heldOn > last).map((meeting) => ({ at: `meetings/${meeting.id}/heldOn`, message: `The adoption on ${meeting.heldOn} is after ${last}, the last day for this plan.` }));
  },
};

export const budgetWithPlan: Rule = {
  id: "D-10",
  severity: "error",
  citation: "lcap.md 8.1 D-10; EC 42127(a)(2)(A), 52062(b)(2) (M); LC-14",
  title: "The budget is adopted in the meeting that adopts the plan (districts and county offices).",
  check: ({ index }) => {
    if (index.lea.kind === "charter") return [];
    const adopted = boardMeetings(index, "adoption").map((meeting) => meeting.heldOn);
    return boardMeetings(index, "budget-adoption")
      .filter((meeting) => adopted.length > 0 && !adopted.includes(meeting.heldOn))
      .map((meeting) => ({ at: `meetings/${meeting.id}/heldOn`, message: `The budget is adopted on ${meeting.heldOn}, the plan on ${adopted.join(", ")}. Both belong in one meeting, the plan first.` }));
  },
};

export const indicatorsWithPlan: Rule = {
  id: "D-11",
  severity: "error",
  citation: "lcap.md 8.1 D-11; EC 52064.5 (M); LC-14",
  title: "Local indicators are reported at the meeting that adopts the plan.",
  check: ({ index }) => {
    const adopted = boardMeetings(index, "adoption").map((meeting) => meeting.heldOn);
    return boardMeetings(index, "local-indicators")
      .filter((meeting) => adopted.length > 0 && !adopted.includes(meeting.heldOn))
      .map((meeting) => ({ at: `meetings/${meeting.id}/heldOn`, message: `Local indicators are reported on ${meeting.heldOn}, the plan is adopted on ${adopted.join(", ")}. Report them at the adoption meeting.` }));
  },
};

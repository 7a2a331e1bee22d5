// By which day is the next step due? Days are calendar days of California; a deadline has passed when the next local day begins.
import type { Workflow, WorkflowClock } from "#schemas/workflow.ts";
import { citedFor } from "./workflow.ts";
import type { LeaKind } from "./workflow.ts";

/** A move that was made, with its day in California. */
export type MadeMove = { move: string; on: string };
export type Due = { id: string; title: string; owner: WorkflowClock["owner"]; dueOn: string; /** The law alone, without our sheets. */ law: string; /** So many days from the receipt, where `dueOn` takes the day of sending for it. */ ofReceipt: number | null; citation: string; confidence: WorkflowClock["confidence"] };
export type Side = "in-time" | "late" | "no-date";

/** `day` and so many days; the first day does not count, the last does. */
export function daysAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Late is the day after the last day, and later. */
export const sideOf = (receivedOn: string, dueOn: string | null): Side => (dueOn === null ? "no-date" : receivedOn <= dueOn ? "in-time" : "late");

/** The same as others are told: nobody has settled whether a last day on a weekend moves, so after such a day nothing is called late. */
export function shownSide({ side, dueOn }: { side: string | null; dueOn: string | null }): Side | "late-weekend" {
  if (side !== "late") return side === "in-time" ? side : "no-date";
  return dueOn !== null && [0, 6].includes(new Date(`${dueOn}T00:00:00Z`).getUTCDay()) ? "late-weekend" : "late";
}

const two = (number: number): string => String(number).padStart(2, "0");

/** The clocks that run in a state, soonest first; one that hangs on a day nobody has recorded has no day and is left out. */
export function clocksIn(workflow: Workflow, { state, leaKind, year, adoptedOn, made }: { state: string; leaKind: LeaKind; year: string; adoptedOn: string | null; made: readonly MadeMove[] }): Due[] {
  return workflow.clocks
    .filter((clock) => clock.runs.includes(state) && (clock.kinds === undefined || clock.kinds.includes(leaKind)))
    .map((clock) => citedFor(clock, leaKind))
    .flatMap(({ id, title, owner, due, cite, source, confidence }): Due[] => {
      const start = "month" in due ? null : due.after === "adoption" ? adoptedOn : (made.findLast((one) => (due.after as string[]).includes(one.move))?.on ?? null);
      const dueOn = "month" in due ? `${year.slice(0, 4)}-${two(due.month)}-${two(due.day)}` : start && daysAfter(start, due.days);
      return dueOn ? [{ id, title, owner, dueOn, law: cite.join("; "), ofReceipt: "days" in due && due.from_receipt ? due.days : null, citation: [...cite, source].join("; "), confidence }] : [];
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id));
}

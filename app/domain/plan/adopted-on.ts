// Has the board adopted this plan, and what is still written in it afterwards?
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";

/**
 * The day of the adoption that is on record (the LEA's meeting of the kind "adoption", held by `today`, with a result that begins with "adopted" or "approved"); null before.
 * A meeting that is only planned, or that decided something else, adopts nothing.
 */
export function adoptedOn(plan: Plan, today: string): string | null {
  const days = plan.meetings.flatMap(({ orgId, kind, heldOn, result }) => (orgId === plan.leaId && kind === "adoption" && heldOn !== null && heldOn <= today && /^\s*(adopted|approved)\b/i.test(result) ? [heldOn] : []));
  return days.sort()[0] ?? null;
}

/** The day the board approved a school's plan that its council had adopted before (EC 64001(i)); null before. The board's meeting is the LEA's row: one meeting may approve many school plans. */
export function schoolAdoptedOn(plan: Plan, orgId: string, today: string): string | null {
  const decided = (org: string, body: string, kind: string) =>
    plan.meetings.flatMap((meeting) => (meeting.orgId === org && meeting.body === body && meeting.kind === kind && meeting.heldOn !== null && meeting.heldOn <= today && /^\s*(adopted|approved)\b/i.test(meeting.result) ? [meeting.heldOn] : [])).sort();
  const council = decided(orgId, "school-site-council", "adoption")[0];
  return council === undefined ? null : (decided(plan.leaId, "board", "school-plan-approval").find((day) => day >= council) ?? null);
}

/** What is written after the board has decided: the decisions themselves, and how the actions go. Everything else is what was adopted. */
export const writtenAfterAdoption = ({ key, collection }: Pick<Statement, "key" | "collection">): boolean => collection === "meetings" || collection === "progress" || key.startsWith("approve.");

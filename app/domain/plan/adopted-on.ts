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

/** What is written after the board has decided: the decisions themselves, and how the actions go. Everything else is what was adopted. */
export const writtenAfterAdoption = ({ key, collection }: Pick<Statement, "key" | "collection">): boolean => collection === "meetings" || collection === "progress" || key.startsWith("approve.");

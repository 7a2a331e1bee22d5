// The plan of a year that nobody has written a word of: the LEA and its schools, and what is held about them.
import type { Plan } from "#schemas/plan.ts";
import { planSchemaVersion } from "#schemas/plan.ts";

const firstOf = (year: string) => Number(year.slice(0, 4));
const yearFrom = (first: number) => `${first}-${String((first + 1) % 100).padStart(2, "0")}`;

/** The cycle there is a form for (lcap.md 1.2); others are counted from it. */
export const knownCycle: Plan["cycle"] = { start: "2024-25", baselineDashboardYear: 2023 };

/** `known`: the LEA's nearest plan, or what is known before its first. A cycle has three years (lcap.md 1.2); a new one begins with no baseline assumed. Statuses that end before the year are left behind. */
export function emptyPlan(known: Pick<Plan, "leaId" | "cycle" | "language" | "organizations" | "identifications" | "dashboard">, id: string, year: string): Plan {
  const apart = Math.floor((firstOf(year) - firstOf(known.cycle.start)) / 3);
  const cycle = apart === 0 ? known.cycle : { start: yearFrom(firstOf(known.cycle.start) + apart * 3), baselineDashboardYear: null };
  return {
    schemaVersion: planSchemaVersion, id, leaId: known.leaId, year, cycle, language: known.language,
    organizations: known.organizations,
    identifications: known.identifications.filter(({ until }) => until === null || until >= year),
    dashboard: known.dashboard.filter((result) => result.year <= firstOf(year) + 1),
    opening: null,
    goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], offersToSchools: [],
  };
}

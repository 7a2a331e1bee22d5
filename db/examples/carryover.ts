// A fixture of totals, no plan of anybody: few actions that carry the sums San Juan Unified printed for 2022-23 and 2023-24, where a carryover came out.
import type { Plan } from "#schemas/plan.ts";
import { examplePlan } from "./example-plan.ts";

const everyHighNeed = ["EL", "FY", "LI"];

export function carryover(): Plan {
  return examplePlan({
    id: "carryover-2023-24",
    year: "2023-24",
    cycleStart: "2021-22",
    baselineDashboardYear: 2019,
    lea: { id: "carryover", kind: "district", name: "Fixture of Totals: San Juan Unified 2023-24", cds: "34674470000000", county: "Sacramento", grades: "K-12", serves: { elementary: true, middle: true, high: true } },
    opening: {
      source: { kind: "typed", text: "Tables of the district's LCAP 2023-24; the totals only", recordedOn: null },
      carryoverPercent: "0",
      actions: [{ number: "1.1", title: "All contributing actions of 2022-23, as one total", contributing: true, planned: "42,702,520.00", estimated: "36,124,456.78" }],
    },
    revenues: {
      now: { base: "391,520,480.00", "supplemental-concentration": "51,253,947.00" },
      prior: { base: "373,355,500.00", "supplemental-concentration": "40,845,093.00" },
    },
    goals: [
      {
        kind: "broad", priorities: ["1", "2", "3", "4", "5", "6", "7", "8"],
        description: "Fixture of totals: the sums by scope that the district printed for 2023-24, one action each.",
        actions: [
          { title: "All LEA-wide actions, as one total", contributing: true, scope: "leawide", unduplicated: everyHighNeed, lines: [["lcff-supplemental-concentration", "staff", "29,746,244"]] },
          { title: "All limited actions, as one total", contributing: true, scope: "limited", unduplicated: everyHighNeed, groups: everyHighNeed, lines: [["lcff-supplemental-concentration", "staff", "19,127,851"]] },
          { title: "All schoolwide actions, as one total", contributing: true, scope: "schoolwide", unduplicated: everyHighNeed, lines: [["lcff-supplemental-concentration", "staff", "8,982,717"]] },
        ],
      },
    ],
  });
}

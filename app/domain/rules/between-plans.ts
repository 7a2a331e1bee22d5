// Do the district's plan, its schools' plans and the programs agree? The numbered checks of overlap 5, asked of the LEA and of every school.
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { rulesBetweenPlans, runRules } from "./all-rules.ts";

/** `orgId`: whose plan the finding is in. */
export type BetweenFinding = Finding & { orgId: string };

/** The LEA first, then its schools in the plan's order; worst first within each. `readable`: which schools the asker may see; all where not said. */
export function findingsBetweenPlans(plan: Plan, catalogs: Catalogs, readable: (schoolId: string) => boolean = () => true): BetweenFinding[] {
  const lea = indexPlan(plan, catalogs);
  const tables = computeActionTables(lea);
  return [lea, ...lea.schools.filter((school) => readable(school.id)).map((school) => indexPlan(plan, catalogs, school.id))].flatMap((index) =>
    runRules({ index, tables, catalogs }, rulesBetweenPlans).map((finding) => ({ ...finding, orgId: index.orgId })),
  );
}

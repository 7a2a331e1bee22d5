// Whose part of the plan is meant: the LEA's own, or one school's? A school's part has an address of its own, "PLAN~SCHOOL"; no id has a "~" in it.
import type { Organization, Plan, PlanCollection } from "#schemas/plan.ts";
import { planCollections } from "#schemas/plan.ts";

export type Part = { planId: string; schoolId: string | null };

/** The address of a school's part, in the place of the plan's id: "alder-valley-2026-27~orchard". */
export const partKey = (planId: string, schoolId: string): string => `${planId}~${schoolId}`;

/** The address of the LEA's part, or of a school's. */
export const keyOfPart = ({ plan, orgId }: { plan: Pick<Plan, "id" | "leaId">; orgId: string }): string => (orgId === plan.leaId ? plan.id : partKey(plan.id, orgId));

export function readPart(key: string): Part {
  const at = key.indexOf("~");
  return at < 0 ? { planId: key, schoolId: null } : { planId: key.slice(0, at), schoolId: key.slice(at + 1) };
}

/** The plan without the rows of schools that are not to be seen; what the LEA wrote about those schools (allocations, actions there) is the LEA's and stays. */
export function withoutSchools(plan: Plan, hidden: ReadonlySet<string>): Plan {
  if (hidden.size === 0) return plan;
  const seen = Object.fromEntries(planCollections.map((name) => [name, (plan[name] as { orgId: string }[]).filter((row) => !hidden.has(row.orgId))])) as Pick<Plan, PlanCollection>;
  return { ...plan, ...seen };
}

/** Only what one school wrote. */
export function onlySchool(plan: Plan, schoolId: string): Plan {
  const others = new Set([...plan.organizations.map((one) => one.id), plan.leaId].filter((id) => id !== schoolId));
  return { ...withoutSchools(plan, others), organizations: plan.organizations.filter((one) => one.id === schoolId || one.id === plan.leaId), identifications: [], dashboard: [], opening: null };
}

/** The schools of a plan, in its order. */
export const schoolsOf = (plan: Plan): Organization[] => plan.organizations.filter((one) => one.kind === "school" && one.id !== plan.leaId);

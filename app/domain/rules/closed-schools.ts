// Which schools of a plan does the state's directory hold as closed or merged, where does the plan name them, and what is to be done there?
import { formatMoney } from "#app/domain/calculations/format.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import type { StateOrganization } from "#schemas/state-directory.ts";
import type { Plan } from "#schemas/plan.ts";
import type { BetweenFinding } from "./between-plans.ts";
import { capital, nameOfAction, nameOfGoal } from "./plan-facts.ts";

export const closedSchool = { id: "school.closed", severity: "error", title: "No school of the plan is closed or merged in the state's directory.", citation: "The state's directory of schools" } as const;

/** A line of the directory, with the file it was read from where that is known. */
export type ListedSchool = Pick<StateOrganization, "cds" | "status" | "closedOn"> & { source?: string; publishedOn?: string | null };

/**
 * One finding at each place that names such a school, with what to do there. An error where it was gone before the plan's year begins (July 1), or on a day
 * the directory does not tell; a warning where it closes in that year. Matched by CDS code: a school the directory does not have says nothing.
 */
export function closedSchools(plan: Plan, directory: readonly ListedSchool[], catalogs: Catalogs): BetweenFinding[] {
  const gone = new Set(catalogs["directory-statuses"]?.entries.filter((entry) => entry["gone"] === true).map(({ label }) => label.toLowerCase()));
  const listed = new Map(directory.filter(({ status }) => gone.has(status.toLowerCase())).map((one) => [one.cds, one]));
  const index = indexPlan(plan, catalogs);
  return plan.organizations.flatMap((school) => {
    const entry = school.kind === "school" ? listed.get(school.cds) : undefined;
    if (!entry) return [];
    const since = entry.closedOn === null ? "" : ` since ${longDay(entry.closedOn)}`;
    const what = `${school.name} is ${entry.status.toLowerCase()}${since}`;
    const source = entry.source === undefined ? "" : ` (${entry.source}${entry.publishedOn ? `, published ${longDay(entry.publishedOn)}` : ""})`;
    const inYear = entry.closedOn !== null && entry.closedOn >= `${plan.year.slice(0, 4)}-07-01`;
    const found = (orgId: string, at: string, message: string): BetweenFinding => ({ rule: closedSchool.id, severity: inYear ? "warning" : closedSchool.severity, at, message: `${what}. ${message}`, citation: `${closedSchool.citation}${source}`, orgId });
    const spent = plan.lines.filter((line) => line.siteId === school.id && line.kind === "planned" && line.year === plan.year);
    const ofSchool = <Row extends { orgId: string }>(rows: readonly Row[]) => rows.filter((row) => row.orgId === school.id).length;
    const own = { goals: ofSchool(plan.goals), actions: ofSchool(plan.actions) };
    const elsewhere = spent.filter((line) => line.orgId !== school.id);
    return [
      found(plan.leaId, "organizations", "If the directory is right, whoever runs the portal writes down what became of it; if it is wrong, have the directory corrected."),
      ...(own.goals + own.actions > 0 ? [found(school.id, "goals", `Its part of the plan still has ${own.goals} ${own.goals === 1 ? "goal" : "goals"} and ${own.actions} ${own.actions === 1 ? "strategy" : "strategies"}, with ${formatMoney(spent.filter((line) => line.orgId === school.id).reduce((sum, line) => sum + line.cents, 0))}. Carry what goes on to the school its students go to now.`)] : []),
      ...plan.goals.filter((goal) => goal.schoolIds.includes(school.id)).map((goal) => found(goal.orgId, `goals/${goal.id}/schoolIds`, `${capital(nameOfGoal(index, goal))} is for it. Take it out of the schools of the goal.`)),
      ...plan.actions.filter((action) => action.orgId !== school.id && action.schoolIds.includes(school.id)).map((action) => found(action.orgId, `actions/${action.id}/schoolIds`, `${capital(nameOfAction(index, action))} takes place there. Choose where it goes on, or take the school out.`)),
      ...elsewhere.map((line) => {
        const action = plan.actions.find(({ id }) => id === line.actionId);
        return found(line.orgId, `lines/${line.id}/siteId`, `${formatMoney(line.cents)} ${action ? `of ${nameOfAction(index, action)} ` : ""}is planned there. Choose another site.`);
      }),
      ...plan.allocations.filter((one) => one.siteId === school.id && one.grantYear === plan.year).map((one) => found(one.orgId, `allocations/${one.id}/siteId`, `${formatMoney(one.cents)} is given to it. Give it to another school, or mark it as kept.`)),
      ...plan.needs.filter((need) => need.siteId === school.id && need.orgId !== school.id).map((need) => found(need.orgId, `needs/${need.id}/siteId`, "A need is about it. Name the school its students go to now, or take the need out.")),
    ];
  });
}

// Goals and strategies of a school against the district's: who serves which, what is missing, what changed (overlap 5.1, 5.2).
import { offeredCollections } from "#schemas/plan.ts";
import { sameWords } from "#app/domain/plan/offers-to-schools.ts";
import type { OfferedRow } from "#app/domain/plan/offers-to-schools.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { actionsOfPlan, blank, capital, nameOfAction, nameOfGoal } from "./plan-facts.ts";
import { districtActions, districtGoals, flagged, labelOf, nameOfSchool, plannedLines, schoolOf, schoolsWithPlan, statusesOf, strategiesUnder, withDuty } from "./school-plans.ts";
import type { Rule, Trip } from "./rule.ts";

export const schoolGoalServes: Rule = {
  id: "DS-1",
  severity: "error",
  citation: "overlap.md 5.1 DS-1; spsa.md V-6; csi.md K-14",
  title: "Every goal of a school names the goal of the district's plan that it serves.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    const now = new Set(districtGoals(index).map((goal) => goal.lineageId));
    const before = new Set(index.plan.opening?.goals.map((goal) => goal.lineageId) ?? []);
    return index.goals
      .filter((goal) => goal.parentLineageId === null || (!now.has(goal.parentLineageId) && !before.has(goal.parentLineageId)))
      .map((goal) => ({ at: `goals/${goal.id}/parentLineageId`, message: `${capital(nameOfGoal(index, goal))} of the school names no goal of the district's plan. Choose the one it serves.` }));
  },
};

export const schoolGoalRetired: Rule = {
  id: "DS-1.retired",
  severity: "warning",
  citation: "overlap.md 5.1 DS-1",
  title: "The district goal a school serves is in this year's plan.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    const now = new Set(districtGoals(index).map((goal) => goal.lineageId));
    return index.goals.flatMap((goal) => {
      const old = goal.parentLineageId !== null && !now.has(goal.parentLineageId) ? index.plan.opening?.goals.find((one) => one.lineageId === goal.parentLineageId) : undefined;
      return old ? [{ at: `goals/${goal.id}/parentLineageId`, message: `${capital(nameOfGoal(index, goal))} serves goal ${old.number} of last year's plan, which is not in this year's. Choose another.` }] : [];
    });
  },
};

export const strategyCarriesAction: Rule = {
  id: "DS-2",
  severity: "warning",
  citation: "overlap.md 5.1 DS-2 (our reading)",
  title: "A school's strategy paid with money of the district's plan names the district action it carries out.",
  check: ({ index, catalogs }) => {
    if (!schoolOf(index)) return [];
    const known = new Set(districtActions(index).map((action) => action.lineageId));
    return actionsOfPlan(index)
      .filter((action) => (action.parentLineageId === null || !known.has(action.parentLineageId)) && plannedLines(index, action).some((line) => flagged(catalogs, line.source, "district-action")))
      .map((action) => ({ at: `actions/${action.id}/parentLineageId`, message: `${capital(nameOfAction(index, action))} is paid with money of the district's plan and names no action of it. Choose the action it carries out.` }));
  },
};

export const actionReachesSchool: Rule = {
  id: "DS-3",
  severity: "warning",
  citation: "overlap.md 5.1 DS-3, 5.4 CM-5 (our reading)",
  title: "A district action that names a school has a strategy in that school's plan.",
  check: ({ index }) => {
    const school = schoolOf(index);
    if (!school || index.goals.length === 0) return [];
    const carried = new Set(actionsOfPlan(index).map((action) => action.parentLineageId));
    return districtActions(index)
      .filter((action) => action.location === "specific-schools" && action.schoolIds.includes(school.id) && !carried.has(action.lineageId))
      .map((action) => ({ at: "actions", message: `The district's action ${index.leaNumber.get(action.lineageId) ?? ""} "${action.title}" names ${school.name}, and no strategy of the school carries it out. Add one, or ask the district to take the school off the list.` }));
  },
};

export const focusGoalReachesSchool: Rule = {
  id: "DS-4",
  severity: "warning",
  citation: "overlap.md 5.1 DS-4 (our reading)",
  title: "A school named by an Equity Multiplier goal has a goal that serves it.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school || index.goals.length === 0) return [];
    const kinds = new Set(catalogs["goal-kinds"]?.entries.filter((entry) => entry["names_schools"] === true).map((entry) => entry.code));
    const served = new Set(index.goals.map((goal) => goal.parentLineageId));
    return districtGoals(index)
      .filter((goal) => kinds.has(goal.kind ?? "") && goal.schoolIds.includes(school.id) && !served.has(goal.lineageId))
      .map((goal) => ({ at: "goals", message: `Goal ${index.leaNumber.get(goal.lineageId) ?? ""} of the district is for ${school.name}, and no goal of the school serves it.` }));
  },
};

export const districtChanged: Rule = {
  id: "DS-30",
  severity: "info",
  citation: "overlap.md 5.1 DS-30",
  title: "What a school uses as the district wrote it is the newest text.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    return offeredCollections.flatMap((collection): Trip[] => {
      const district = new Map<string, OfferedRow>();
      for (const row of index.plan[collection]) if (row.orgId === index.plan.leaId) district.set(row.lineageId, row);
      return (index.plan[collection] as OfferedRow[])
        .filter((row) => {
          const newest = row.orgId === index.orgId && row.offeredFrom ? district.get(row.offeredFrom.lineageId) : undefined;
          return newest !== undefined && newest.version > (row.offeredFrom?.version ?? 0) && !sameWords(collection, newest, row);
        })
        .map((row) => ({ at: `${collection}/${row.id}/${({ goals: "description", metrics: "name", actions: "title", lines: "cents" } as const)[collection]}`, message: "The district changed this after the school took it over. Look at the new text and use it, or keep the school's." }));
    });
  },
};

export const strategyComplete: Rule = {
  id: "DS-31",
  severity: "warning",
  citation: "overlap.md 5.1 DS-31; spsa.md 3.8",
  title: "Every strategy of a school has words, students it serves, and money.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    return actionsOfPlan(index).flatMap((action) => {
      const missing = [...(blank(action.description) ? ["a description"] : []), ...(action.groups.length === 0 ? ["the students it serves"] : []), ...(plannedLines(index, action).length === 0 ? ["an amount (0 where it costs nothing)"] : [])];
      return missing.length === 0 ? [] : [{ at: `actions/${action.id}/description`, message: `${capital(nameOfAction(index, action))} lacks ${missing.join(" and ")}.` }];
    });
  },
};

export const strategyOfIdentifiedSchool: Rule = {
  id: "CS-15",
  severity: "warning",
  citation: "overlap.md 5.2 CS-15; csi.md K-14",
  title: "In a school identified for support, every strategy names the district action it belongs to.",
  check: ({ index, catalogs }) =>
    schoolOf(index) && withDuty(index, catalogs, "district-actions").length > 0
      ? actionsOfPlan(index)
          .filter((action) => action.parentLineageId === null)
          .map((action) => ({ at: `actions/${action.id}/parentLineageId`, message: `${capital(nameOfAction(index, action))} names no action of the district's plan. Choose the one it belongs to.` }))
      : [],
};

export const schoolPlanThere: Rule = {
  id: "DS-29",
  severity: "error",
  citation: "overlap.md 5.1 DS-29; spsa.md WHO-5",
  title: "A school with a schoolwide program or identified for support has a plan for the year.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school || index.goals.length > 0) return [];
    const reasons = [...(school.titleOneProgram === "schoolwide" ? ["a Title I schoolwide program"] : []), ...statusesOf(index, catalogs).filter(({ entry }) => entry["school"] === true).map(({ entry }) => entry.label)];
    return reasons.length === 0 ? [] : [{ at: "goals", message: `${school.name} has ${reasons.join(" and ")} and no goal in its plan for ${index.plan.year} yet.` }];
  },
};

export const moneyOfAction: Rule = {
  id: "DS-18",
  severity: "error",
  citation: "overlap.md 5.1 DS-18 (our reading); EC 52062(a)(4)",
  title: "What schools plan for a district action, by source, is not more than the district's plan gives that action.",
  check: ({ index, catalogs }) => moneyGaps(index).filter(({ gap, given }) => given && gap > 0).map(({ action, source, gap, schools }) => ({
    at: `actions/${action.id}/title`,
    message: `${capital(nameOfAction(index, action))}: the schools (${schools}) plan ${formatMoney(gap)} more of ${labelOf(catalogs, "funding-sources", source)} than the district's plan gives this action.`,
  })),
};

export const moneyOfActionSource: Rule = {
  id: "DS-18.source",
  severity: "warning",
  citation: "overlap.md 5.1 DS-18, DS-19 (our reading)",
  title: "A source schools use for a district action is among that action's sources in the district's plan.",
  check: ({ index, catalogs }) => moneyGaps(index).filter(({ gap, given }) => !given && gap > 0).map(({ action, source, gap, schools }) => ({
    at: `actions/${action.id}/title`,
    message: `${capital(nameOfAction(index, action))}: ${formatMoney(gap)} of ${labelOf(catalogs, "funding-sources", source)} is planned for it at ${schools}, and the district's plan shows none of that source. Add the line there, or name another action.`,
  })),
};

export const moneyOfActionUsed: Rule = {
  id: "DS-18.under",
  severity: "warning",
  citation: "overlap.md 5.1 DS-18 (our reading)",
  title: "Where an action is for schools that all have a plan, their lines add up to the action's amount.",
  check: ({ index, catalogs }) => {
    const withPlan = schoolsWithPlan(index);
    return moneyGaps(index)
      .filter(({ action, gap }) => gap < 0 && action.location === "specific-schools" && action.schoolIds.length > 0 && action.schoolIds.every((id) => withPlan.has(id) && strategiesUnder(index, action).some((one) => one.orgId === id)))
      .map(({ action, source, gap, schools }) => ({ at: `actions/${action.id}/title`, message: `${capital(nameOfAction(index, action))}: ${formatMoney(-gap)} of ${labelOf(catalogs, "funding-sources", source)} is in no plan of its schools (${schools}).` }));
  },
};

/** Cents the schools plan for a district action beyond what the district does, by source; `given`: the district's plan has lines of that source. */
function moneyGaps(index: PlanIndex) {
  if (schoolOf(index)) return [];
  return districtActions(index).flatMap((action) => {
    const strategies = strategiesUnder(index, action);
    const spent = strategies.flatMap((one) => plannedLines(index, one));
    const planned = plannedLines(index, action);
    return [...new Set(spent.map((line) => line.source))].map((source) => {
      const [school, district] = [spent, planned].map((lines) => lines.filter((line) => line.source === source));
      const cents = (lines: typeof spent = []) => lines.reduce((sum, line) => sum + line.cents, 0);
      return { action, source, gap: cents(school) - cents(district), given: (district ?? []).length > 0, schools: [...new Set(strategies.map((one) => nameOfSchool(index, one.orgId)))].join(", ") };
    });
  });
}

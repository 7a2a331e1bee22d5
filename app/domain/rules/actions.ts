// Actions and their money: what the action table and the first table ask of every row (lcap.md 4.4, 5.2).
import type { LedgerLine, PlanIndex } from "#app/domain/plan/plan-index.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { actionsOfPlan, blank, capital, nameOfAction } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

export const actionTitled: Rule = {
  id: "action.title",
  severity: "error",
  citation: "lcap.md 4.4",
  title: "Every action has a title.",
  check: ({ index }) => actionsOfPlan(index).filter((action) => action.title.trim() === "").map((action) => ({ at: `actions/${action.id}/title`, message: `Give action ${index.actionNumber.get(action.id)} a title; all tables print it.` })),
};

export const actionDescribed: Rule = {
  id: "action.description",
  severity: "error",
  citation: "lcap.md 4.4",
  title: "Every action has a description.",
  check: ({ index }) => actionsOfPlan(index).filter((action) => blank(action.description)).map((action) => ({ at: `actions/${action.id}/description`, message: `Describe what ${nameOfAction(index, action)} does.` })),
};

export const actionFunded: Rule = {
  id: "action.money",
  severity: "warning",
  citation: "lcap.md 4.4, 5.2",
  title: "Every action has planned money or a planned percentage.",
  check: ({ index, tables }) =>
    tables.table1.rows
      .filter((row) => row.total === 0 && (row.plannedPercent === null || row.plannedPercent.lte(0)))
      .map((row) => ({ at: `actions/${row.action.id}/lines`, message: `${capital(nameOfAction(index, row.action))} has no money in ${index.plan.year}. Add a line of money if it costs anything.` })),
};

export const contributingSaid: Rule = {
  id: "action.contributing",
  severity: "error",
  citation: "lcap.md 4.4, 5.2",
  title: "Every action says whether it contributes to increased or improved services.",
  check: ({ index }) => actionsOfPlan(index).filter((action) => action.contributing === null).map((action) => ({ at: `actions/${action.id}/contributing`, message: `Say yes or no: does ${nameOfAction(index, action)} contribute to increased or improved services?` })),
};

export const actionGroups: Rule = {
  id: "action.groups",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "Every action names the students it serves.",
  check: ({ index }) => actionsOfPlan(index).filter((action) => action.groups.length === 0).map((action) => ({ at: `actions/${action.id}/groups`, message: `Choose the student groups of ${nameOfAction(index, action)}; All is a choice too.` })),
};

export const actionLocation: Rule = {
  id: "action.location",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "An action at specific schools or grade spans names them.",
  check: ({ index }) =>
    actionsOfPlan(index)
      .filter((action) => action.location !== "all-schools" && action.schoolIds.length === 0 && action.locationText.trim() === "")
      .map((action) => ({ at: `actions/${action.id}/${action.location === "specific-schools" ? "schoolIds" : "locationText"}`, message: `Name the ${action.location === "specific-schools" ? "schools" : "grade spans"} of ${nameOfAction(index, action)}.` })),
};

export const actionOnce: Rule = {
  id: "action.once",
  severity: "warning",
  citation: "lcap.md 5.2",
  title: "No two actions have the same title.",
  check: ({ index }) => {
    const seen = new Map<string, string>();
    return actionsOfPlan(index).flatMap((action) => {
      const key = action.title.toLowerCase().replace(/\s+/g, " ").trim();
      const first = seen.get(key);
      if (key === "") return [];
      if (first === undefined) seen.set(key, index.actionNumber.get(action.id) ?? "");
      return first === undefined ? [] : [{ at: `actions/${action.id}/title`, message: `Actions ${first} and ${index.actionNumber.get(action.id)} have the same title "${action.title}". Tell them apart: tables print only the title.` }];
    });
  },
};

export const personnelWithinTotal: Rule = {
  id: "action.personnel-within-total",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "Staff cost is not more than the total of an action.",
  check: ({ index, tables }) =>
    tables.table1.rows
      .filter((row) => row.nonpersonnel < 0)
      .map((row) => ({ at: `actions/${row.action.id}/lines`, message: `Staff cost of ${nameOfAction(index, row.action)} (${formatMoney(row.personnel)}) is more than its total (${formatMoney(row.total)}). Check the object codes and any negative line.` })),
};

export const fundsNotNegative: Rule = {
  id: "action.funds-not-negative",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "No column of the first table is negative for an action.",
  check: ({ index, tables }) =>
    tables.table1.rows
      .filter((row) => Math.min(row.lcff, row.otherState, row.local, row.federal, row.personnel) < 0)
      .map((row) => ({ at: `actions/${row.action.id}/lines`, message: `The lines of ${nameOfAction(index, row.action)} make a negative amount in a column of the first table. Correct the negative line.` })),
};

const ownLines = (index: PlanIndex): LedgerLine[] => index.lines.filter((line) => line.orgId === index.orgId && line.kind !== "spent");
const about = (index: PlanIndex, line: LedgerLine): string => {
  const action = line.actionId === null ? undefined : index.action.get(line.actionId);
  const lastYear = line.openingActionId === null ? undefined : index.openingAction.get(line.openingActionId);
  return action ? `of ${nameOfAction(index, action)}` : lastYear ? `of last year's action ${lastYear.number} "${lastYear.title}"` : "without an action";
};

export const lineSource: Rule = {
  id: "line.source",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "Every line of money has a source that stands under LCFF, other state, local or federal funds.",
  check: ({ index, tables }) =>
    tables.unplaced.map((line) => ({ at: `lines/${line.id}/source`, message: `${formatMoney(line.cents)} ${about(index, line)} has the source "${line.source}", which is under no fund, so it is in no column. Choose a source from the list.` })),
};

export const lineObject: Rule = {
  id: "line.object",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "Every line of money has an object code, so that staff cost can be told apart.",
  check: ({ index, catalogs }) => {
    const ranges = catalogs["objects"]?.entries.map((entry) => [Number(entry["from"]), Number(entry["to"])] as const) ?? [];
    return ownLines(index)
      .filter((line) => line.openingActionId === null)
      .filter((line) => { const code = Number.parseInt(line.object, 10); return !ranges.some(([from, to]) => code >= from && code <= to); })
      .map((line) => ({ at: `lines/${line.id}/object`, message: `"${line.object}" of ${formatMoney(line.cents)} ${about(index, line)} is no object code from 1000 to 7999. Choose staff or other cost.` }));
  },
};

export const lineCounted: Rule = {
  id: "line.counted",
  severity: "warning",
  citation: "lcap.md 5.2, 5.3",
  title: "Planned lines are about the plan's year and this year's actions; estimates are about last year's.",
  check: ({ index }) =>
    ownLines(index).flatMap((line) => {
      const lastYear = index.plan.opening?.year ?? index.priorYear;
      const due = line.kind === "planned" ? index.plan.year : lastYear;
      const hangs = line.kind === "planned" ? line.actionId !== null : line.openingActionId !== null;
      if (line.year !== due) return [{ at: `lines/${line.id}/year`, message: `${formatMoney(line.cents)} ${about(index, line)} is about ${line.year} and so in no table: ${line.kind === "planned" ? "planned" : "estimated"} money here is about ${due}.` }];
      if (!hangs) return [{ at: `lines/${line.id}/${line.kind === "planned" ? "actionId" : "openingActionId"}`, message: `${formatMoney(line.cents)} has no ${line.kind === "planned" ? "action" : "action of last year"} and so is in no table. Choose its action.` }];
      return [];
    }),
};

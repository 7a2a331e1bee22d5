// What did last year's actions really cost? One row of amounts by fund for each of them, read from the ledger and written back to it.
import type { Catalog } from "#schemas/crosswalk.ts";
import type { LineItem, OpeningAction, Plan } from "#schemas/plan.ts";
import type { Fund } from "./plan-index.ts";
import type { RowField } from "./row-form.ts";

export const funds = ["lcff", "other_state", "local", "federal"] as const satisfies readonly Fund[];
export type FundName = (typeof funds)[number];

/** Where an estimate goes that is typed for a whole fund: the source of that fund that names no program. */
export const wholeFund: Record<FundName, string> = { lcff: "lcff", other_state: "other-state", local: "local", federal: "other-federal" };
/** Staff and other cost together (catalog `objects`): the tables of last year do not tell them apart. */
export const wholeObject = "1000-7999";

const labels: Record<FundName | "percent", string> = { lcff: "LCFF", other_state: "Other state", local: "Local", federal: "Federal", percent: "Improved services, percent" };

export type LastYearCell = { fund: FundName; lines: LineItem[]; cents: number | null };
export type LastYearEntry = { action: OpeningAction; cells: LastYearCell[]; unplaced: LineItem[]; total: number | null };

/** Last year's actions in the adopted plan's order with the estimates typed so far; `cents` null where nobody typed any. */
export function lastYearEntries(plan: Plan, catalogs: Record<string, Catalog>): LastYearEntry[] {
  const fundOf = new Map(catalogs["funding-sources"]?.entries.map((entry) => [entry.code, String(entry["fund"])]) ?? []);
  const byAction = new Map<string, LineItem[]>();
  for (const line of plan.lines)
    if (line.orgId === plan.leaId && line.kind === "estimated" && line.openingActionId !== null && line.year === plan.opening?.year) byAction.set(line.openingActionId, [...(byAction.get(line.openingActionId) ?? []), line]);
  const sum = (lines: LineItem[]): number | null => (lines.length === 0 ? null : lines.reduce((total, line) => total + line.cents, 0));
  return (plan.opening?.actions ?? []).map((action) => {
    const lines = byAction.get(action.id) ?? [];
    return {
      action,
      cells: funds.map((fund) => {
        const own = lines.filter((line) => fundOf.get(line.source) === fund);
        return { fund, lines: own, cents: sum(own) };
      }),
      unplaced: lines.filter((line) => !funds.some((fund) => fundOf.get(line.source) === fund)),
      total: sum(lines),
    };
  });
}

/** A contributing action that promised a percentage of improved services is asked what came of it. */
export const asksPercent = ({ contributing, plannedPercent, actualPercent }: OpeningAction): boolean => actualPercent !== null || (contributing === true && Number(plannedPercent ?? 0) > 0);

/** Whether everything asked about an action of last year is there. */
export const isEntered = ({ action, total }: LastYearEntry): boolean => (total !== null || action.plannedTotalCents === 0) && (!asksPercent(action) || action.actualPercent !== null);

/** The inputs of one action. A fund that is entered in several lines is changed line by line and has none here. */
export function lastYearFields({ action, cells }: LastYearEntry): RowField[] {
  const field = (name: FundName | "percent", control: "money" | "decimal"): RowField => ({ name, label: labels[name], help: "", control, nullable: true, options: [], open: false });
  return [...cells.filter((cell) => cell.lines.length <= 1).map((cell) => field(cell.fund, "money")), ...(asksPercent(action) ? [field("percent", "decimal")] : [])];
}

/** The amounts of one action by the names of its inputs. */
export const lastYearRow = ({ action, cells }: LastYearEntry): Record<string, unknown> => ({ ...Object.fromEntries(cells.map((cell) => [cell.fund, cell.cents])), percent: action.actualPercent });

/** How an action's estimates stood: changes with every save of any of them. */
export const lastYearStamp = ({ action, cells }: LastYearEntry): string => [...cells.map((cell) => cell.lines.map((line) => `${line.id}@${line.version}`).join("+")), action.actualPercent ?? ""].join("|");

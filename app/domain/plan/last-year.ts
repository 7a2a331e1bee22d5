// What did last year's actions really cost? One row of amounts for each of them, read from the ledger and written back to it.
import type { Catalog } from "#schemas/crosswalk.ts";
import type { LineItem, OpeningAction, Plan } from "#schemas/plan.ts";
import type { Fund } from "./plan-index.ts";
import type { Posted, RowField } from "./row-form.ts";

const funds = ["lcff", "other_state", "local", "federal"] as const satisfies readonly Fund[];
export type FundName = (typeof funds)[number];
const fundLabels: Record<FundName, string> = { lcff: "LCFF", other_state: "Other state", local: "Local", federal: "Federal" };

/** Where an estimate goes that is typed for a whole fund: the source of that fund that names no program. */
export const wholeFund: Record<FundName, string> = { lcff: "lcff", other_state: "other-state", local: "local", federal: "other-federal" };
/** Staff and other cost together (catalog `objects`): the tables of last year do not tell them apart. */
export const wholeObject = "1000-7999";

/** One box: a fund nobody has entered yet or that has one line, or one of a fund's several lines. */
export type LastYearCell = { name: string; label: string; fund: FundName; line: LineItem | null };
/** `unplaced`: lines of a source that is under no fund. */
export type LastYearEntry = { action: OpeningAction; cells: LastYearCell[]; unplaced: LineItem[]; total: number | null };

const lineName = (fund: FundName, line: LineItem): string => `${fund}-${line.id.replace(/\W/g, "_")}`;

/** Posted names as the inputs are called now: a page that stayed open while lines came and went still says which it means. */
export function lastYearPosted({ cells }: LastYearEntry, posted: Posted): Posted {
  const known = new Set([...cells.map(({ name }) => name), "percent"]);
  return new Map(
    [...posted].flatMap(([name, values]): [string, readonly string[]][] => {
      if (known.has(name)) return [[name, values]];
      const moved = cells.find(({ fund, line }) => line !== null && lineName(fund, line) === name);
      if (moved) return [[moved.name, values]];
      return values.every((value) => value.trim() === "") ? [] : [[name, values]];
    }),
  );
}

/** Last year's actions in the adopted plan's order with the estimates typed so far; `total` null where nobody typed any. */
export function lastYearEntries(plan: Plan, catalogs: Record<string, Catalog>): LastYearEntry[] {
  const { cellsOf, unplacedOf } = fundCells(catalogs);
  const byAction = new Map<string, LineItem[]>();
  for (const line of plan.lines)
    if (line.orgId === plan.leaId && line.kind === "estimated" && line.openingActionId !== null && line.year === plan.opening?.year) byAction.set(line.openingActionId, [...(byAction.get(line.openingActionId) ?? []), line]);
  return (plan.opening?.actions ?? []).map((action) => {
    const lines = byAction.get(action.id) ?? [];
    return { action, cells: cellsOf(lines), unplaced: unplacedOf(lines), total: lines.length === 0 ? null : lines.reduce((sum, line) => sum + line.cents, 0) };
  });
}

/** The boxes for one action's lines: one for each fund, or for each line of a fund that has several. */
export function fundCells(catalogs: Record<string, Catalog>): { cellsOf: (lines: readonly LineItem[]) => LastYearCell[]; unplacedOf: (lines: readonly LineItem[]) => LineItem[] } {
  const sources = new Map(catalogs["funding-sources"]?.entries.map((entry) => [entry.code, entry]) ?? []);
  const objects = new Map(catalogs["objects"]?.entries.map((entry) => [entry.code, entry.label]) ?? []);
  const fundOf = (line: LineItem): string => String(sources.get(line.source)?.["fund"] ?? "");
  return {
    cellsOf: (lines) =>
      funds.flatMap((fund): LastYearCell[] => {
        const own = lines.filter((line) => fundOf(line) === fund);
        if (own.length <= 1) return [{ name: fund, label: fundLabels[fund], fund, line: own[0] ?? null }];
        return own.map((line) => ({ name: lineName(fund, line), label: `${sources.get(line.source)?.label ?? line.source}: ${(objects.get(line.object) ?? line.object).toLowerCase()}`, fund, line }));
      }),
    unplacedOf: (lines) => lines.filter((line) => !funds.some((fund) => fund === fundOf(line))),
  };
}

/** A contributing action that promised a percentage of improved services is asked what came of it. */
const asksPercent = ({ contributing, plannedPercent, actualPercent }: OpeningAction): boolean => actualPercent !== null || (contributing === true && Number(plannedPercent ?? 0) > 0);

/** Whether everything asked about an action of last year is there. */
export const isEntered = ({ action, total }: LastYearEntry): boolean => (total !== null || action.plannedTotalCents === 0) && (!asksPercent(action) || action.actualPercent !== null);

/** The inputs of one action. */
export function lastYearFields({ action, cells }: LastYearEntry): RowField[] {
  const field = (name: string, label: string, control: "money" | "decimal"): RowField => ({ name, label, help: "", control, nullable: true, options: [], open: false });
  return [...cells.map(({ name, label }) => field(name, label, "money")), ...(asksPercent(action) ? [field("percent", "Improved services, percent", "decimal")] : [])];
}

/** The amounts of one action by the names of its inputs. */
export const lastYearRow = ({ action, cells }: LastYearEntry): Record<string, unknown> => ({ ...Object.fromEntries(cells.map(({ name, line }) => [name, line?.cents ?? null])), percent: action.actualPercent });

/** How an action's estimates stood: changes with every save of any of them. */
export const lastYearStamp = ({ action, cells }: LastYearEntry): string => [...cells.flatMap(({ line }) => (line ? [`${line.id}@${line.version}`] : [])).sort(), `percent=${action.actualPercent ?? ""}`].join(" ");

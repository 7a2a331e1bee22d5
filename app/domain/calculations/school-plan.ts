// Counts, sums, lists and sentences of a school's plan that follow from its rows, its statuses and the money it was given.
import type { Action, Allocation, Answer } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { LedgerLine, PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Calculated, Calculation, CalculationInput } from "./calculated.ts";
import { formatMoney } from "./format.ts";
import { changes } from "./last-year.ts";
import { labelIn } from "./metric-difference.ts";

const nothing: Calculated = { kind: "nothing" };
const list = (items: string[]): Calculated => (items.length === 0 ? nothing : { kind: "list", items });
const record = (answer: Answer): Record<string, unknown> => (typeof answer.value === "object" && answer.value !== null ? (answer.value as Record<string, unknown>) : {});
const ownActions = (index: PlanIndex): Action[] => index.remember("own actions", () => index.goals.flatMap((goal) => index.actionsOf(goal.id)));
const numbered = (index: PlanIndex, action: Action): string => [index.actionNumber.get(action.id), action.title].filter(Boolean).join(" ");
const plainly = (words: unknown): string => (typeof words === "string" ? words : typeof words === "object" && words !== null ? plainFromRichText(words as RichText) : "").replace(/\s+/g, " ").trim().replace(/\.$/, "");

// ── Council ────────────────────────────────────────────────────────────────────────────────────────

/** Members of the schoolsite council whose seat the catalog counts on this line; nothing while nobody is named (spsa 3.12). */
export const councilCount = (line: string): Calculation => ({ index, catalogs }) => {
  const members = index.answersOf("who.people", index.orgId).map(record).filter((person) => person["body"] === "school-site-council");
  if (members.length === 0) return nothing;
  const seats = new Set(catalogs["council-seats"]?.entries.filter((entry) => entry["counts"] === line).flatMap((entry) => [entry.code, entry.label.toLowerCase()]));
  return { kind: "text", text: String(members.filter((person) => seats.has(String(person["seat"] ?? "").trim().toLowerCase())).length) };
};

// ── Money ──────────────────────────────────────────────────────────────────────────────────────────

/** What was given to this organization for the plan's year. */
const given = ({ index }: CalculationInput): Allocation[] => index.plan.allocations.filter((row) => row.siteId === index.orgId && row.grantYear === index.plan.year && !row.kept);
const source = ({ catalogs }: CalculationInput, code: string) => catalogs["funding-sources"]?.entries.find((entry) => entry.code === code);
const flagged = (input: CalculationInput, code: string, flag: string): boolean => {
  const flags = source(input, code)?.["flags"];
  return Array.isArray(flags) && flags.includes(flag);
};
const sum = (rows: readonly { cents: number }[]): Calculated => (rows.length === 0 ? nothing : { kind: "money", cents: rows.reduce((cents, row) => cents + row.cents, 0) });

/** Given through the Consolidated Application; never what is planned to be spent (spsa 3.10, B-8). */
export const allocationsConapp: Calculation = (input) => sum(given(input).filter((row) => flagged(input, row.program, "conapp")));

/** The tables of federal, and of state and local programs. Money with a line of its own in the summary is not in them. */
const pooled = (input: CalculationInput, federal: boolean): Allocation[] => given(input).filter((row) => (source(input, row.program)?.["fund"] === "federal") === federal && !flagged(input, row.program, "apart"));
export const subtotal = (fund: "federal" | "state_local"): Calculation => (input) => sum(pooled(input, fund === "federal"));
export const grandTotal: Calculation = (input) => sum([...pooled(input, true), ...pooled(input, false)]);

/** A line taken over from the district is the same money wherever it stands. */
const moneyOf = (line: LedgerLine): string => line.offeredFrom?.lineageId ?? line.lineageId;

/** Planned lines in the order of the strategies, each piece of money once (spsa B-1). */
function plannedOnce(index: PlanIndex): LedgerLine[] {
  return index.remember("planned money", () => {
    const seen = new Set<string>();
    return ownActions(index)
      .flatMap((action) => index.linesOf(action.id))
      .filter((line) => line.kind === "planned" && !seen.has(moneyOf(line)) && seen.add(moneyOf(line)));
  });
}
export const linesTotal: Calculation = ({ index }) => sum(plannedOnce(index));

/** The strategy under which the same money stood before: "1.2" (spsa V-33). */
export const duplicateLines: Calculation = ({ index }, { row }) => {
  const line = row && index.line.get(row.value.id);
  if (!line) return nothing;
  const first = ownActions(index).find((action) => index.linesOf(action.id).some((other) => other.kind === "planned" && moneyOf(other) === moneyOf(line)));
  return first === undefined || first.id === line.actionId ? nothing : { kind: "text", text: index.actionNumber.get(first.id) ?? "" };
};

const byKey = <Row extends { cents: number }>(rows: readonly Row[], key: (row: Row) => string): Calculated => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.cents);
  return list([...sums].map(([name, cents]) => `${name}: ${formatMoney(cents)}`));
};
const sourceName = (input: CalculationInput, line: LedgerLine) => labelIn(input, "funding-sources", line.source);
const objectName = (input: CalculationInput, line: LedgerLine) => (line.object === "" ? "None Specified" : labelIn(input, "objects", line.object));

/** Views of the ledger that the plan software prints (spsa 3.11); they add up to the budgeted total (B-6). */
export const tracking: Record<"by_source_budget" | "by_source" | "by_ref" | "by_ref_source" | "by_goal", Calculation> = {
  by_source_budget: (input) => {
    const spent = plannedOnce(input.index);
    const programs = [...new Set(given(input).map((row) => row.program))];
    const cents = (rows: readonly { cents: number }[]) => rows.reduce((total, row) => total + row.cents, 0);
    return list(
      programs.map((program) => {
        const amount = cents(given(input).filter((row) => row.program === program));
        return `${labelIn(input, "funding-sources", program)}: Amount ${formatMoney(amount)}, Balance ${formatMoney(amount - cents(spent.filter((line) => line.source === program)))}`;
      }),
    );
  },
  by_source: (input) => byKey(plannedOnce(input.index), (line) => sourceName(input, line)),
  by_ref: (input) => byKey(plannedOnce(input.index), (line) => objectName(input, line)),
  by_ref_source: (input) => byKey(plannedOnce(input.index), (line) => `${objectName(input, line)}, ${sourceName(input, line)}`),
  by_goal: ({ index }) => byKey(plannedOnce(index), (line) => `Goal ${index.goalNumber.get(index.action.get(line.actionId ?? "")?.goalId ?? "") ?? ""}`),
};

/** Fifteen percent of both IDEA grants, to the cent (34 CFR 300.646(d); cim 8). Both must be known. */
export const ceisReserve: Calculation = ({ index }) => {
  const grants = ["ceis-611", "ceis-619"].map((kind) => index.revenue(kind, index.plan.year)?.cents);
  const [first, second] = grants;
  return first === undefined || second === undefined ? nothing : { kind: "money", cents: Math.round(((first + second) * 15) / 100) };
};

// ── Dashboard ──────────────────────────────────────────────────────────────────────────────────────

const colors = ["", "Red", "Orange", "Yellow", "Green", "Blue"];
/** The colour as the Dashboard names it; empty where none was given. */
export const colorName = (color: number | null): string => colors[color ?? 0] ?? "";

/** The newest results held for the organization; empty when none are. */
export function newestResults(index: PlanIndex) {
  const year = Math.max(...index.results.map((result) => result.year));
  return index.results.filter((result) => result.year === year);
}

/** Indicators whose colour for all students is Red or Orange on the newest Dashboard held (spsa V-10). */
export const redOrange: Calculation = (input) => {
  const newest = newestResults(input.index);
  if (newest.length === 0) return nothing;
  const low = newest.filter(({ group, color }) => group === "ALL" && (color === 1 || color === 2));
  return { kind: "list", items: low.length === 0 ? ["None"] : low.map(({ indicator, color }) => `${labelIn(input, "indicators", indicator)}: ${colorName(color)}`) };
};

/** Indicator and group where the group stands two or more levels below all students; no colour is not comparable (spsa V-11). */
export const twoLevelsBelow: Calculation = (input) => {
  const newest = newestResults(input.index);
  if (newest.length === 0) return nothing;
  const all = new Map(newest.filter(({ group, color }) => group === "ALL" && color !== null).map(({ indicator, color }) => [indicator, color ?? 0]));
  const below = newest.filter(({ group, indicator, color }) => group !== "ALL" && color !== null && (all.get(indicator) ?? 0) - color >= 2);
  return { kind: "list", items: below.length === 0 ? ["NA"] : below.map(({ indicator, group }) => `${labelIn(input, "indicators", indicator)}: ${labelIn(input, "student-groups", group)}`) };
};

// ── Sentences and links ────────────────────────────────────────────────────────────────────────────

/** What the plan is used for, from the statuses the school holds now (csi 5; spsa V-20, V-21). The words are ours. */
export const purposeSentence: Calculation = ({ index, catalogs }) => {
  const held = index.statuses.filter((status) => status.until === null || status.until >= index.plan.year).map((status) => status.program);
  const name = index.organizations.get(index.orgId)?.name ?? "";
  return list((catalogs["identifications"]?.entries ?? []).filter((entry) => held.includes(entry.code) && typeof entry["purpose"] === "string").map((entry) => `${name} will use this plan to meet ${String(entry["purpose"])}.`));
};

/** Which goal of the district each goal of the school serves. */
export const lcapAlignment: Calculation = ({ index }) =>
  list(index.goals.flatMap((goal) => {
    const parent = goal.parentLineageId === null ? undefined : index.leaNumber.get(goal.parentLineageId);
    return parent === undefined ? [] : [`Goal ${index.goalNumber.get(goal.id)} of the school serves goal ${parent} of the district.`];
  }));

/** The strategies that answer each need of the organization. */
export const stepsForNeeds: Calculation = ({ index }) =>
  list(index.rowsOf("needs", index.orgId).flatMap((need) => {
    const steps = ownActions(index).filter((action) => action.needIds.includes(need.id));
    return steps.length === 0 ? [] : [`${plainly(need.text)}: ${steps.map((action) => numbered(index, action)).join("; ")}`];
  }));

/** The strategies that put each resource inequity right, linked from either side. */
export const inequityActions: Calculation = ({ index }) =>
  list(index.answersOf("stand.inequities", index.orgId).flatMap((answer) => {
    const row = record(answer);
    const named: unknown = row["actions"];
    const actions = ownActions(index).filter((action) => action.inequityIds.includes(answer.id) || (Array.isArray(named) && named.includes(action.id)));
    return actions.length === 0 ? [] : [`${plainly(row["text"])}: ${actions.map((action) => numbered(index, action)).join("; ")}`];
  }));

/** Where rows changed since last year's adopted plan; nothing where that plan did not have the goal. */
export const whereChanged: Calculation = (input, place) => (place.goal && input.index.plan.opening?.goals.some((goal) => goal.lineageId === place.goal?.lineageId) ? changes(input, place) : nothing);

// When a field, part or row applies: CEL expressions of the crosswalk files over the facts of one plan.
import { Environment } from "@marcbachmann/cel-js";
import type Fraction from "fraction.js";
import type { Organization } from "#schemas/plan.ts";
import type { ActionTables } from "#app/domain/calculations/action-tables.ts";
import type { Catalogs, Place, PlanIndex } from "#app/domain/plan/plan-index.ts";

/** What every expression may name, besides the row at hand (goal, action, metric, opening_action, event, line, answer, school). */
export type Facts = Record<"plan" | "lea" | "org" | "identified" | "has" | "calc", Record<string, unknown>> & {
  /** Lineages of last year's adopted plan; expressions ask `carried.goal`, `carried.metric`, `carried.action` of the row at hand. */
  openingLineages: ReadonlySet<string>;
  /** By metric and need: purposes of the actions that name it; expressions ask `purposes` of the row at hand. */
  purposesOf: ReadonlyMap<string, readonly string[]>;
};

/** `names`: the facts and rows the expression speaks of; `sameEverywhere` when it speaks of no row, so that one answer holds for a whole reading. */
export type Condition = ((scope: Record<string, unknown>) => boolean) & { readonly names: readonly string[]; readonly sameEverywhere: boolean };

const factNames = new Set(["plan", "lea", "org", "identified", "has", "calc"]);
/** Words of the language itself, not names of anything. */
const reserved = new Set(["true", "false", "null", "in"]);

/** First words of every path in an expression, strings and function names left out. */
function namesIn(expression: string): string[] {
  const withoutStrings = expression.replace(/'[^']*'|"[^"]*"/g, "''");
  return [...new Set([...withoutStrings.matchAll(/(?<![\w.])([a-z_]\w*)\b(?!\s*\()/g)].map((match) => match[1] as string))].filter((name) => !reserved.has(name));
}

const environment = new Environment({ unlistedVariablesAreDyn: true });
const compiled = new Map<string, Condition>();

/** Compiles once; an expression that cannot be evaluated at a place (a blank there) does not hold. */
export function compileCondition(expression: string): Condition {
  let condition = compiled.get(expression);
  if (!condition) {
    const program = environment.parse(expression);
    const holds = (scope: Record<string, unknown>) => {
      try {
        return program(scope) === true;
      } catch {
        return false;
      }
    };
    const names = namesIn(expression);
    condition = Object.assign(holds, { names, sameEverywhere: names.every((name) => factNames.has(name)) });
    compiled.set(expression, condition);
  }
  return condition;
}

const cents = (value: { kind: string; cents?: Fraction | number }): number => (value.kind === "money" ? Number(value.cents) : 0);

function organizationFacts(organization: Organization): Record<string, unknown> {
  const counted = organization.enrollment;
  return {
    id: organization.id,
    kind: organization.kind,
    name: organization.name,
    cds: organization.cds,
    grades: organization.grades,
    serves: organization.serves,
    title_one: organization.titleOneProgram ?? "none",
    equity_multiplier: organization.equityMultiplier,
    dass: organization.dass,
    unduplicated_percent: Number(counted?.unduplicatedPercent ?? 0),
    enrollment: {
      total: counted?.total ?? 0,
      englishLearners: counted?.englishLearners ?? 0,
      longTermEnglishLearners: counted?.longTermEnglishLearners ?? 0,
      fosterYouth: counted?.fosterYouth ?? 0,
      lowIncome: counted?.lowIncome ?? 0,
    },
  };
}

/** Names of the organizations that hold a status now: "csi" gives the CSI schools. */
export function identifiedNames(index: PlanIndex, programs: readonly string[]): string[] {
  const names = index.plan.identifications
    .filter((status) => programs.includes(status.program) && (status.until === null || status.until >= index.plan.year))
    .map((status) => index.organizations.get(status.orgId)?.name ?? "");
  return [...new Set(names.filter((name) => name !== ""))];
}

/** Per status of the catalog, and per group of statuses ("assistance"), the names of those who hold it. */
function identifiedFacts(index: PlanIndex, catalogs: Catalogs): Record<string, string[]> {
  const facts: Record<string, string[]> = {};
  const groups = new Map<string, string[]>();
  for (const { code, group } of catalogs["identifications"]?.entries ?? []) {
    facts[code.replaceAll("-", "_")] = identifiedNames(index, [code]);
    if (typeof group === "string") groups.set(group, [...(groups.get(group) ?? []), code]);
  }
  for (const [group, codes] of groups) facts[group] = identifiedNames(index, codes);
  return { ...facts, equity_multiplier: index.plan.organizations.filter((one) => one.equityMultiplier).map((one) => one.name) };
}

function purposesByLinkedRow(index: PlanIndex): Map<string, string[]> {
  const purposes = new Map<string, string[]>();
  for (const action of index.plan.actions) {
    if (action.orgId !== index.orgId || action.purposes.length === 0) continue;
    for (const id of [...action.metricIds, ...action.needIds]) purposes.set(id, [...(purposes.get(id) ?? []), ...action.purposes]);
  }
  return purposes;
}

/** `calc` amounts are in cents. */
export function factsOf(index: PlanIndex, tables: ActionTables, catalogs: Catalogs): Facts {
  const { plan } = index;
  const organization = index.organizations.get(index.orgId) ?? index.lea;
  const revenue = (kind: string) => index.revenue(kind, plan.year)?.cents ?? 0;
  const { symbols } = tables;
  return {
    plan: { year: plan.year, prior_year: index.priorYear, cycle_year: index.cycleYear, cycle_start: plan.cycle.start },
    lea: organizationFacts(index.lea),
    org: organizationFacts(organization),
    identified: identifiedFacts(index, catalogs),
    has: {
      add_on_15: revenue("add-on-15") > 0,
      lrebg: index.answersOf("cost.lrebg", plan.leaId).some((answer) => answer.value === "yes"),
      planned_percent: plan.actions.some((action) => Number(action.plannedPercent ?? 0) > 0),
      opening: plan.opening !== null,
      opening_goals: (plan.opening?.goals.length ?? 0) > 0,
      opening_metrics: (plan.opening?.metrics.length ?? 0) > 0,
    },
    calc: {
      exp_high_needs: cents(symbols.T4),
      rev_sc: revenue("supplemental-concentration"),
      py_budget: cents(symbols.L4),
      py_actual: cents(symbols.E7),
      L4: cents(symbols.L4),
      E6: cents(symbols.E6),
      D12: cents(symbols.D12),
    },
    purposesOf: purposesByLinkedRow(index),
    openingLineages: new Set([...(plan.opening?.goals ?? []), ...(plan.opening?.metrics ?? []), ...(plan.opening?.actions ?? [])].map((row) => row.lineageId)),
  };
}

/** The row at hand under the names the crosswalk files use. One shape for all places: this is made for every row of every table. */
export function scopeAt(facts: Facts, { goal, action, metric, openingAction, event, need, answer, school, row }: Place): Record<string, unknown> {
  const { plan, lea, org, identified, has, calc, openingLineages, purposesOf } = facts;
  const was = (own: { lineageId: string } | undefined) => own !== undefined && openingLineages.has(own.lineageId);
  const carried = { goal: was(goal), metric: was(metric), action: was(action) };
  const purposes = purposesOf.get((metric ?? need)?.id ?? "") ?? action?.purposes ?? [];
  const scope: Record<string, unknown> = { plan, lea, org, identified, has, calc, carried, purposes, goal, action, metric, opening_action: openingAction, event, need, answer: answer?.value, school };
  if (row) scope[row.name] = row.value;
  return scope;
}

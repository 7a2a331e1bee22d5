// When a field, part or row applies: CEL expressions of the crosswalk files over the facts of one plan.
import { Environment } from "@marcbachmann/cel-js";
import type Fraction from "fraction.js";
import type { Organization } from "#schemas/plan.ts";
import type { ActionTables } from "#app/domain/calculations/action-tables.ts";
import { once } from "#app/domain/plan/once.ts";
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
      // Blanks are refused by the hundred, and nobody reads where in the library: tracing that takes longer than everything else.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        return program(scope) === true;
      } catch {
        return false;
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
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
  const { identifications, organizations, year } = index.plan;
  return once([identifications, organizations, catalogs], `identified in ${year}`, () => {
    const facts: Record<string, string[]> = {};
    const groups = new Map<string, string[]>();
    for (const { code, group } of catalogs["identifications"]?.entries ?? []) {
      facts[code.replaceAll("-", "_")] = identifiedNames(index, [code]);
      if (typeof group === "string") groups.set(group, [...(groups.get(group) ?? []), code]);
    }
    for (const [group, codes] of groups) facts[group] = identifiedNames(index, codes);
    return { ...facts, equity_multiplier: organizations.filter((one) => one.equityMultiplier).map((one) => one.name) };
  });
}

function purposesByLinkedRow(index: PlanIndex): Map<string, string[]> {
  const purposes = new Map<string, string[]>();
  for (const action of index.rowsOf("actions", index.orgId)) {
    if (action.purposes.length === 0) continue;
    for (const id of [...action.metricIds, ...action.needIds]) purposes.set(id, [...(purposes.get(id) ?? []), ...action.purposes]);
  }
  return purposes;
}

/** Each fact is gathered when a condition asks for it; `calc` amounts are in cents. */
class FactsOfPlan implements Facts {
  readonly plan: Facts["plan"];
  readonly lea: Facts["lea"];
  readonly org: Facts["org"];
  readonly #index: PlanIndex;
  readonly #symbols: () => ActionTables["symbols"];
  readonly #identified: () => Record<string, string[]>;
  readonly #purposesOf: () => Facts["purposesOf"];
  #has: Facts["has"] | undefined;
  #calc: Facts["calc"] | undefined;

  constructor(index: PlanIndex, tables: () => ActionTables, catalogs: Catalogs) {
    const { plan, reads } = index;
    const organization = (one: Organization) => once([one], "facts", () => organizationFacts(one));
    this.#index = index;
    this.#symbols = () => tables().symbols;
    this.#identified = reads.later(() => identifiedFacts(index, catalogs));
    this.#purposesOf = reads.later(() => purposesByLinkedRow(index));
    this.plan = { year: plan.year, prior_year: index.priorYear, cycle_year: index.cycleYear, cycle_start: plan.cycle.start };
    this.lea = organization(index.lea);
    this.org = organization(index.organizations.get(index.orgId) ?? index.lea);
  }
  get identified() {
    return this.#identified();
  }
  get purposesOf() {
    return this.#purposesOf();
  }
  get openingLineages() {
    const { opening } = this.#index.plan;
    return opening === null ? none : once([opening], "lineages", () => new Set([...opening.goals, ...opening.metrics, ...opening.actions].map((row) => row.lineageId)));
  }
  get has() {
    const index = this.#index;
    const { plan } = index;
    return (this.#has ??= {
      get add_on_15() {
        return (index.revenue("add-on-15", plan.year)?.cents ?? 0) > 0;
      },
      get lrebg() {
        return index.answersOf("cost.lrebg", plan.leaId).some((answer) => answer.value === "yes");
      },
      get planned_percent() {
        return index.rowsOf("actions", plan.leaId).some((action) => Number(action.plannedPercent ?? 0) > 0);
      },
      opening: plan.opening !== null,
      opening_goals: (plan.opening?.goals.length ?? 0) > 0,
      opening_metrics: (plan.opening?.metrics.length ?? 0) > 0,
    });
  }
  get calc() {
    const index = this.#index;
    const symbols = this.#symbols;
    return (this.#calc ??= {
      get exp_high_needs() {
        return cents(symbols().T4);
      },
      get rev_sc() {
        return index.revenue("supplemental-concentration", index.plan.year)?.cents ?? 0;
      },
      get py_budget() {
        return cents(symbols().L4);
      },
      get py_actual() {
        return cents(symbols().E7);
      },
      get L4() {
        return cents(symbols().L4);
      },
      get E6() {
        return cents(symbols().E6);
      },
      get D12() {
        return cents(symbols().D12);
      },
    });
  }
}
const none: ReadonlySet<string> = new Set();

/** What the conditions of a form see of a plan. `tables`: the action tables, or where to get them. */
export const factsOf = (index: PlanIndex, tables: ActionTables | (() => ActionTables), catalogs: Catalogs): Facts => new FactsOfPlan(index, typeof tables === "function" ? tables : () => tables, catalogs);

/** The facts, and the row at hand under the names the crosswalk files use. One shape for all places: this is made for every row of every table. */
class Scope {
  readonly #facts: Facts;
  readonly #place: Place;
  readonly #filtered: { id: string } | undefined;
  constructor(facts: Facts, place: Place, filtered: { name: string; row: { id: string } } | undefined) {
    this.#facts = facts;
    this.#place = place;
    this.#filtered = filtered?.row;
    const { goal, action, metric, openingAction, event, need, answer, school, row } = place;
    const at = this as unknown as Record<string, unknown>;
    Object.assign(at, { goal, action, metric, opening_action: openingAction, event, need, answer: answer?.value, school });
    if (row) at[row.name] = row.value;
    if (filtered) at[filtered.name] = filtered.row;
  }
  get plan() {
    return this.#facts.plan;
  }
  get lea() {
    return this.#facts.lea;
  }
  get org() {
    return this.#facts.org;
  }
  get identified() {
    return this.#facts.identified;
  }
  get has() {
    return this.#facts.has;
  }
  get calc() {
    return this.#facts.calc;
  }
  /** Which of the rows at hand last year's adopted plan had. */
  get carried() {
    const was = (own: { lineageId: string } | undefined) => own !== undefined && this.#facts.openingLineages.has(own.lineageId);
    const { goal, metric, action } = this.#place;
    return { goal: was(goal), metric: was(metric), action: was(action) };
  }
  get purposes() {
    const { metric, need, action } = this.#place;
    return this.#facts.purposesOf.get((this.#filtered ?? metric ?? need)?.id ?? "") ?? (this.#filtered ? [] : (action?.purposes ?? []));
  }
}

/** What a condition sees at a place; a filter sees the row it may drop as well, under its name, and the purposes of that row. */
export const scopeAt = (facts: Facts, place: Place, filtered?: { name: string; row: { id: string } }): Record<string, unknown> => new Scope(facts, place, filtered) as unknown as Record<string, unknown>;

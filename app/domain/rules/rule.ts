// What a rule is: a small value with a name that never changes. Everything it needs is an argument.
import type { ActionTables } from "#app/domain/calculations/action-tables.ts";
import type { Catalogs, PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Severity } from "#schemas/finding.ts";

export type RuleInput = { index: PlanIndex; tables: ActionTables; catalogs: Catalogs };

/**
 * Where in the plan, and what to do there, in plain words. `at` is "<collection>/<id>/<property>", "answers/<key>", "answers/<key>/<about id>",
 * "revenues/<kind>/<year>", "opening/carryoverPercent", "opening.actions/<id>/<property>" or a bare collection where a row is missing.
 */
export type Trip = { at: string; message: string };

export type Rule = {
  /** Never renamed: reviews and exports refer to it. Ids of lcap.md section 7 are kept as they are. */
  id: string;
  severity: Severity;
  /** The sheet's section and the law it names. */
  citation: string;
  /** What the rule asks for, in one sentence: the product lists it. */
  title: string;
  check: (input: RuleInput) => Trip[];
};

// Conditions and filters (CEL): do they parse, and do they ask about things that exist.
import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { actionSchema, allocationSchema, engagementEventSchema, goalSchema, lineItemSchema, metricSchema, openingActionSchema, organizationSchema } from "#schemas/plan.ts";
import { suggest } from "./nearest.ts";

const organization = ["id", "kind", "name", "cds", "grades", "serves", "title_one", "equity_multiplier", "dass", "unduplicated_percent", "enrollment"];

/**
 * What an expression may ask about, and what of it: facts of the plan and its organizations, and the row at hand with the plan's own
 * property names. Null where the files decide. The facts are those of app/domain/coverage/conditions.ts; a test keeps the two the same,
 * because there a name nobody knows only makes a condition false.
 */
export const expressionNames: ExpressionNames = {
  plan: ["year", "prior_year", "cycle_year", "cycle_start"],
  lea: organization,
  org: organization,
  identified: null,
  has: ["add_on_15", "lrebg", "planned_percent", "opening", "opening_goals", "opening_metrics"],
  calc: ["exp_high_needs", "rev_sc", "py_budget", "py_actual", "L4", "E6", "D12"],
  /** Whether last year's adopted plan had the row at hand already. */
  carried: ["goal", "metric", "action"],
  goal: Object.keys(goalSchema.shape),
  action: Object.keys(actionSchema.shape),
  metric: Object.keys(metricSchema.shape),
  opening_action: Object.keys(openingActionSchema.shape),
  event: Object.keys(engagementEventSchema.shape),
  line: [...Object.keys(lineItemSchema.shape), "fund", "personnel"],
  allocation: [...Object.keys(allocationSchema.shape), "fund"],
  /** Purposes of the actions that name the metric or need at hand. */
  purposes: null,
  answer: null,
  school: Object.keys(organizationSchema.shape),
};

/** Names an expression may read, each with what may be read of it; null where nobody can say. */
export type ExpressionNames = Readonly<Record<string, readonly string[] | null>>;

/** The names of every condition, when the catalog of statuses is known: `identified` has its codes, their groups, and the organizations' Equity Multiplier list. */
export const conditionNames = (statuses: readonly string[] | null): ExpressionNames => ({ ...expressionNames, identified: statuses && [...statuses.map((status) => status.replaceAll("-", "_")), "equity_multiplier"] });

/** A field's filter also sees the row it may drop, under the row's own name: "person.body == 'plan-contact'". */
export const filterNames = (names: ExpressionNames, rows: ReadonlyMap<string, ReadonlySet<string>>): ExpressionNames => ({ ...Object.fromEntries([...rows].map(([row, properties]) => [row, [...properties]])), ...names });

const loops = new Set(["all", "exists", "exists_one", "map", "filter"]);
const environment = new Environment({ unlistedVariablesAreDyn: true });

type Read = { name: string; member?: string; at: number };

/** The names an expression reads that no loop of its own introduces, each with the property read of it. */
function namesRead(node: ASTNode, own: readonly string[] = []): Read[] {
  if (node.op === "id") return own.includes(node.args) ? [] : [{ name: node.args, at: node.start }];
  if (node.op === "value") return [];
  if (node.op === "." && node.args[0].op === "id") return own.includes(node.args[0].args) ? [] : [{ name: node.args[0].args, member: node.args[1], at: node.start }];
  if (node.op === "rcall" && loops.has(node.args[0]) && node.args[2][0]?.op === "id") {
    const [, over, [variable, ...rest]] = node.args;
    return [...namesRead(over, own), ...rest.flatMap((part) => namesRead(part, [...own, String(variable?.args)]))];
  }
  return childrenOf(node.args).flatMap((child) => namesRead(child, own));
}

const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value && "args" in value;
const childrenOf = (args: unknown): ASTNode[] => (isNode(args) ? [args] : Array.isArray(args) ? args.flatMap(childrenOf) : []);

type Wrong = { message: string; fix: string };

function* unknownNames(expression: string, tree: ASTNode, names: ExpressionNames): Generator<Wrong> {
  for (const { name, member, at } of namesRead(tree)) {
    const members = names[name];
    if (members === undefined) yield { message: `The condition "${expression}" asks about "${name}" (character ${at + 1}), which nothing provides.`, fix: suggest(name, Object.keys(names), "") };
    else if (members && member !== undefined && !members.includes(member)) {
      yield { message: `The condition "${expression}" asks about "${name}.${member}" (character ${at + 1}), which nothing provides.`, fix: suggest(member, members, "") };
    }
  }
}

/** What is wrong with an expression, with the character it is about (from 1); empty when it is right. */
export function expressionFaults(expression: string, names: ExpressionNames): Wrong[] {
  let tree: ASTNode;
  try {
    tree = environment.parse(expression).ast;
  } catch (error) {
    return [{ message: `The condition "${expression}" does not parse: ${summaryOf(error)} at character ${placeOf(error) + 1}.`, fix: "Conditions are CEL: goal.kind == 'focus' && has.lrebg." }];
  }
  const unknown = [...unknownNames(expression, tree, names)];
  if (unknown.length > 0) return unknown;
  const checked = environment.check(expression);
  if (checked.valid) return [];
  return [{ message: `The condition "${expression}" cannot be worked out: ${summaryOf(checked.error)} at character ${placeOf(checked.error) + 1}.`, fix: "Compare like with like, and use CEL's own functions: size(), exists(), in." }];
}

const summaryOf = (error: unknown): string => (error instanceof Error && "summary" in error ? String(error.summary) : String(error));
const placeOf = (error: unknown): number => (error instanceof Error && "node" in error ? ((error.node as { pos?: number } | undefined)?.pos ?? 0) : 0);

import { AppError } from "#schemas/app-error.ts";
import type { Metric } from "#schemas/plan.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { isSchoolsOnly } from "#app/domain/plan/schools-only.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Fund } from "#app/domain/plan/plan-index.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

export type FundColumn = Fund | "unknown";
/** `id`: the row it stands in; null for what last year's plan printed. */
export type Reading = { id: string | null; group: string; value: string; when: string };
export type GoalPage = {
  plan: PlanHead;
  goal: { id: string; number: string; description: RichText; why: RichText; kind: string };
  metrics: { id: string; number: string; name: string; baseline: Reading[]; latest: Reading[]; target: Reading[] }[];
  funds: FundColumn[];
  actions: { id: string; number: string; title: string; contributing: boolean | null; scope: string; amounts: string[]; total: string; lines: { id: string; words: string; amount: string }[] }[];
  /** Actions under this goal that are written once for schools and stand on no form of the district; `planned`: money of the district that hangs on one all the same, "" where none does. */
  schoolsOnly: { id: string; title: string; planned: string }[];
  totals: string[];
  total: string;
};

const unitSign: Partial<Record<Metric["unit"], string>> = { percent: "%", dollars: " dollars", points: " points" };

/** One goal with its metrics and its actions with money by fund, added up. */
export async function loadGoal(ctx: Context, key: string, goalId: string): Promise<GoalPage> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  const goal = plan.goals.find((one) => one.id === goalId && one.orgId === orgId);
  if (!goal) throw new AppError("not-found", "This goal is not there any more.");
  const { catalogs } = ctx.crosswalks;
  const index = indexPlan(plan, catalogs, orgId);
  const label = (catalog: string, code: string | null): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code ?? "";
  const place = (siteId: string | null): string => (siteId === null ? "" : (index.organizations.get(siteId)?.name ?? ""));
  const reading = (metric: Metric) => (row: { id?: string; group: string; siteId: string | null; amount: string | null; text: string; year?: string; dueYear?: string }): Reading => ({
    id: row.id ?? null,
    group: [row.group === "ALL" ? "" : label("student-groups", row.group), place(row.siteId)].filter(Boolean).join(", "),
    value: row.text !== "" ? row.text : row.amount === null ? "" : `${row.amount}${unitSign[metric.unit] ?? ""}`,
    when: row.year ?? row.dueYear ?? "",
  });
  const actions = index.actionsOf(goalId);
  const linesOf = (id: string) => index.linesOf(id).filter((line) => line.kind === "planned");
  const funds = (["lcff", "other_state", "local", "federal", "unknown"] as const).filter((fund) => fund !== "unknown" || actions.some((action) => linesOf(action.id).some((line) => line.fund === null)));
  const sum = (lines: { cents: number }[]): number => lines.reduce((total, line) => total + line.cents, 0);
  const ofFund = (id: string, fund: FundColumn) => linesOf(id).filter((line) => (line.fund ?? "unknown") === fund);
  const money = (cents: number) => formatMoney(cents, cents % 100 === 0 ? "dollars" : "cents");
  const held = (lines: { cents: number }[]) => (lines.length === 0 ? "" : money(sum(lines)));
  return {
    plan: planHead(ctx, plan, orgId),
    goal: { id: goal.id, number: index.goalNumber.get(goal.id) ?? "", description: goal.description, why: goal.why, kind: label("goal-kinds", goal.kind) },
    metrics: index.metricsOf(goalId).map((metric) => {
      const frozen = index.openingMetric.get(metric.lineageId);
      const values = index.valuesOf(metric.id);
      return {
        id: metric.id,
        number: index.metricNumber.get(metric.id) ?? "",
        name: metric.name,
        baseline: [...(frozen?.baseline ?? []), ...values.filter((value) => metric.baselineValueIds.includes(value.id))].map(reading(metric)),
        latest: values.filter((value) => !metric.baselineValueIds.includes(value.id)).map(reading(metric)),
        target: index.targetsOf(metric.id).map(reading(metric)),
      };
    }),
    funds,
    actions: actions.map((action) => ({
      id: action.id,
      number: index.actionNumber.get(action.id) ?? "",
      title: action.title,
      contributing: action.contributing,
      scope: action.scope ? label("scopes", action.scope) : "",
      amounts: funds.map((fund) => money(sum(ofFund(action.id, fund)))),
      total: money(sum(linesOf(action.id))),
      lines: index.linesOf(action.id).map((line) => ({ id: line.id, words: [label("funding-sources", line.source), line.object, line.year, line.kind === "planned" ? "" : line.kind, place(line.siteId), line.note].filter(Boolean).join(", "), amount: money(line.cents) })),
    })),
    schoolsOnly: orgId === plan.leaId ? plan.actions.filter((action) => action.goalId === goalId && isSchoolsOnly(action)).map(({ id, title }) => ({ id, title, planned: held(plan.lines.filter((line) => line.actionId === id && line.kind === "planned")) })) : [],
    totals: funds.map((fund) => money(sum(actions.flatMap((action) => ofFund(action.id, fund))))),
    total: money(sum(actions.flatMap((action) => linesOf(action.id)))),
  };
}

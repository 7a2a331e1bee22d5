import { recordAct } from "#db/repos/audit.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import { yearBefore } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { midYearDocument, readingWords } from "#app/domain/documents/mid-year-document.ts";
import { can } from "#app/domain/permissions/can.ts";
import { isReported, midYearFields, midYearGoals, midYearRow, midYearStamp } from "#app/domain/plan/mid-year.ts";
import type { MidYearAction, MidYearGoal, MidYearHalves } from "#app/domain/plan/mid-year.ts";
import { rowPath } from "#app/domain/plan/place-of.ts";
import { typedFromRow } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { inLea, openPart, planSeen, schoolOwned } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

export type MidYearBox = { id: string; number: string; title: string; planned: string; spent: string | null; reported: boolean; version: string; fields: RowField[]; typed: Record<string, string[]>; atSchools: { school: string; strategy: string; status: string; note: string }[] };
export type MidYearPage = {
  plan: PlanHead;
  writes: boolean;
  exports: boolean;
  reported: number;
  count: number;
  planned: string;
  spent: string;
  goals: string[];
  /** One goal of a long plan; null shows all. */
  shown: string | null;
  parts: { number: string; title: string; metrics: { number: string; name: string; enterAt: string | null; readings: { who: string; baseline: string; target: string; newest: string }[] }[]; actions: MidYearBox[] }[];
};

const mostAtOnce = 40;
const money = (cents: number) => formatMoney(cents, cents % 100 === 0 ? "dollars" : "cents");

/** Which half this person writes: the words of this part, its money, both or none. A principal writes both of the school's. */
export function halvesOf(ctx: Context, { leaId }: Pick<Plan, "leaId">, orgId: string): MidYearHalves {
  if (orgId === leaId) return { words: can(ctx.user, "plan.change", { leaId }), money: can(ctx.user, "money.change", { leaId }) };
  const writes = can(ctx.user, "school.change", schoolOwned(leaId, orgId));
  return { words: writes, money: writes };
}

/** The plan of the year after, where newer values of its metrics are; null when it is not begun. */
export async function followingPlan(ctx: Context, tx: Tx, plan: Plan): Promise<Plan | null> {
  const next = (await listPlans(tx, { leaId: plan.leaId })).find(({ year }) => yearBefore(year) === plan.year);
  return next ? ((await planSeen(ctx, tx, next.id)) ?? null) : null;
}

/** The running year, as the board or a school's council hears it: status and spending of every action, the newest value of every metric. */
export async function loadMidYear(ctx: Context, key: string, goal: string | null): Promise<MidYearPage> {
  const { plan, orgId, following } = await inLea(ctx, async (tx) => {
    const opened = await openPart(ctx, tx, key, "plan.read");
    return { ...opened, following: await followingPlan(ctx, tx, opened.plan) };
  });
  const { catalogs } = ctx.crosswalks;
  const goals = midYearGoals(plan, following, catalogs, orgId);
  const actions = goals.flatMap((one) => one.actions);
  const halves = halvesOf(ctx, plan, orgId);
  const labels = new Map(catalogs["progress-status"]?.entries.map(({ code, label }) => [code, label]) ?? []);
  const box = (entry: MidYearAction): MidYearBox => {
    const fields = midYearFields(entry, catalogs["progress-status"], halves.words || halves.money ? halves : { words: true, money: true });
    return {
      id: entry.action.id,
      number: entry.number,
      title: entry.action.title,
      planned: money(entry.planned),
      spent: entry.spent === null ? null : money(entry.spent),
      reported: isReported(entry),
      version: midYearStamp(entry),
      fields,
      typed: typedFromRow(fields, midYearRow(entry)),
      atSchools: entry.atSchools.map(({ school, strategy, progress }) => ({ school, strategy, status: labels.get(progress.status ?? "") ?? "", note: progress.note })),
    };
  };
  const shown = goal !== null && goals.some(({ number }) => number === goal) ? goal : actions.length > mostAtOnce ? (goals[0]?.number ?? null) : null;
  const laterMetric = new Map(following?.metrics.filter((metric) => metric.orgId === orgId).map((metric) => [metric.lineageId, metric.id]) ?? []);
  const part = ({ goal: one, number, metrics, actions: own }: MidYearGoal): MidYearPage["parts"][number] => ({
    number,
    title: plainFromRichText(one.description),
    metrics: metrics.map(({ metric, number: at, readings }) => {
      const later = laterMetric.get(metric.lineageId);
      return { number: at, name: metric.name, enterAt: following && later ? rowPath(planHead(ctx, following, orgId).id, "metrics", later) : null, readings: readings.map((reading) => readingWords(reading, metric, plan, catalogs)) };
    }),
    actions: own.map(box),
  });
  return {
    plan: planHead(ctx, plan, orgId),
    writes: halves.words || halves.money,
    exports: orgId !== plan.leaId || can(ctx.user, "document.export", plan),
    reported: actions.filter(isReported).length,
    count: actions.length,
    planned: money(actions.reduce((total, { planned }) => total + planned, 0)),
    spent: money(actions.reduce((total, { spent }) => total + (spent ?? 0), 0)),
    goals: goals.map(({ number }) => number),
    shown,
    parts: goals.filter(({ number }) => shown === null || number === shown).map(part),
  };
}

/** The report as a file for the board's packet; what is not typed yet prints as a dash. */
export async function makeMidYearReport(ctx: Context, key: string, format: "docx" | "xlsx"): Promise<{ bytes: Uint8Array; name: string; format: "docx" | "xlsx" }> {
  const { plan, orgId, following } = await inLea(ctx, async (tx) => {
    const opened = await openPart(ctx, tx, key, "document.export");
    await recordAct(tx, { leaId: opened.plan.leaId, actor: ctx.user.id, verb: "make-mid-year-report", object: `plan/${key}`, detail: { format } });
    return { ...opened, following: await followingPlan(ctx, tx, opened.plan) };
  });
  const { catalogs } = ctx.crosswalks;
  const document = midYearDocument(plan, midYearGoals(plan, following, catalogs, orgId), catalogs, ctx.today(), orgId);
  return { bytes: await ctx.files.render[format](document), name: exportFileName({ organization: document.organization.name, short: "Mid-year report", year: plan.year, copy: "", format }), format };
}

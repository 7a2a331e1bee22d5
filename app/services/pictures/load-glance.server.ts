import type { Plan } from "#schemas/plan.ts";
import type { Picture, WayRow } from "#schemas/picture.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import type { Counts } from "#app/domain/coverage/coverage.ts";
import { mirrorsAnother } from "#app/domain/coverage/forms-of-plan.ts";
import { metricWays } from "#app/domain/pictures/metric-ways.ts";
import type { GoalWays, MetricWay } from "#app/domain/pictures/metric-ways.ts";
import { plannedMoney } from "#app/domain/pictures/planned-money.ts";
import type { MoneyRow, PlannedMoney } from "#app/domain/pictures/planned-money.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";

export type FormLine = { program: string; short: string; title: string; place: number; counts: Counts; all: number };
/** The words of the pictures; the page's own, so that a picture speaks its language. */
export type PictureWords = {
  named: (title: string) => string;
  forms: string; goals: string; sources: string; sites: string; noGoal: string; noSite: string;
  goal: (number: string) => string;
  answered: (counts: { answered: number; count: number }) => string;
  ofGiven: (words: { amount: string; given: string }) => string;
  key: Record<keyof Counts, string>;
};
/** Each `svg` says what its table says; "" where nothing is to be drawn. */
export type GlancePage = {
  plan: PlanHead;
  forms: { lines: FormLine[]; svg: string };
  money: PlannedMoney & { svg: Record<"goals" | "sources" | "sites", string> };
  metrics: (GoalWays & { svg: string })[];
};

/** How far a plan or a school's part is, where its money goes and how its metrics move: figures, and pictures of them. */
export async function loadGlance(ctx: Context, key: string, words: PictureWords): Promise<GlancePage> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  const figures = await remembered({ crosswalks: ctx.crosswalks, plan }, `at a glance ${orgId}`, () => draw(ctx, plan, orgId, words));
  return { plan: planHead(ctx, plan, orgId), ...figures };
}

async function draw(ctx: Context, plan: Plan, orgId: string, words: PictureWords): Promise<Omit<GlancePage, "plan">> {
  const { catalogs } = ctx.crosswalks;
  const index = indexPlan(plan, catalogs, orgId);
  const picture = (id: string, title: string, rest: Pick<Extract<Picture, { kind: "bars" }>, "kind" | "rows"> | Pick<Extract<Picture, { kind: "ways" }>, "kind" | "rows"> | Pick<Extract<Picture, { kind: "parts" }>, "kind" | "rows" | "words">): Promise<string> =>
    ctx.files.draw({ id, name: words.named(title), ...rest });
  const lines = formLines(ctx, plan, orgId);
  const forms = await picture("forms", words.forms, { kind: "parts", words: words.key, rows: lines.map(({ short, counts, all }) => ({ label: short, words: words.answered({ answered: counts.answered, count: all - counts.notApplicable }), parts: counts })) });
  const money = plannedMoney(index, catalogs, words);
  const bars = (id: string, title: string, rows: readonly MoneyRow[]) =>
    picture(id, title, { kind: "bars", rows: rows.map(({ label, cents, given }) => ({ label, words: given === null ? formatMoney(cents) : words.ofGiven({ amount: formatMoney(cents), given: formatMoney(given) }), size: cents, mark: given })) });
  const svg = { goals: await bars("goals", words.goals, money.goals), sources: await bars("sources", words.sources, money.sources), sites: money.sites.length > 1 ? await bars("sites", words.sites, money.sites) : "" };
  const metrics: GlancePage["metrics"] = [];
  for (const goal of metricWays(index, catalogs)) metrics.push({ ...goal, svg: await picture(`goal-${goal.number}`, words.goal(goal.number), { kind: "ways", rows: wayRows(goal.rows) }) });
  return { forms: { lines, svg: forms }, money: { ...money, svg }, metrics };
}

/** What is drawn of each metric: all students, or else the first group or school whose way is measured. */
function wayRows(rows: readonly MetricWay[]): WayRow[] {
  const drawn = new Map<string, MetricWay & { way: { share: number; percent: string } }>();
  for (const row of rows) if ("share" in row.way && (!drawn.has(row.metricId) || row.forAll)) drawn.set(row.metricId, { ...row, way: row.way });
  return [...drawn.values()].map(({ number, name, who, baseline, latest, target, way }) => ({ label: [`${number} ${name}`, who].filter(Boolean).join(", "), words: way.percent, share: way.share, from: baseline.words, to: `${latest.words} \u2192 ${target.words}` }));
}

/** The forms with something to count, without those that only repeat places of another. */
function formLines(ctx: Context, plan: Plan, orgId: string): FormLine[] {
  const { readings, coverages } = readForms(ctx, plan, orgId);
  return readings.flatMap(({ program }, place): FormLine[] => {
    const counts = coverages[place]?.counts ?? { answered: 0, partly: 0, missing: 0, notApplicable: 0 };
    const all = counts.answered + counts.partly + counts.missing + counts.notApplicable;
    return all === 0 || mirrorsAnother(program) ? [] : [{ program: program.program, short: program.edition.short, title: program.edition.title, place, counts, all }];
  });
}

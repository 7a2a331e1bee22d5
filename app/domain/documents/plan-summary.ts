// The plan on one page or two: its goals, a few metrics with their targets, its actions, and the planned money by source, to the cent.
import type { Block, Cell, PlanDocument, TableRow } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { countedOnce, plannedMoney } from "#app/domain/pictures/planned-money.ts";
import { midYearGoals } from "#app/domain/plan/mid-year.ts";
import { indexPlan, type Catalogs } from "#app/domain/plan/plan-index.ts";
import { column, heading, paperDocument, paragraph } from "./meeting-kit.ts";
import { readingWords } from "./mid-year-document.ts";

/** Lines of print that fit: the rest is counted in a line of its own, so that the sums stay whole. */
const room = { 1: { words: 150, metrics: 0, actions: 0, goals: 12, sources: 12 }, 2: { words: 220, metrics: 8, actions: 32, goals: 10, sources: 10 } } as const;
export type SummaryPages = keyof typeof room;

const text = (words: string): Cell => ({ kind: "text", text: words });
const money = (cents: number): Cell => ({ kind: "money", text: formatMoney(cents), cents });
const total = (id: string, cells: Cell[]): TableRow => ({ id, cells, total: true });
function cut(words: string, most: number): string {
  const one = words.replace(/\s+/g, " ").trim();
  return one.length <= most ? one : `${one.slice(0, most).replace(/\s+\S*$/, "")} …`;
}
const sum = (rows: readonly { cents: number }[]): number => rows.reduce((cents, row) => cents + row.cents, 0);

/** The first rows of a list, as many as there is room for; what is left out is counted. */
function listed<Row>(rows: readonly Row[], most: number): { shown: readonly Row[]; left: readonly Row[] } {
  return rows.length <= most ? { shown: rows, left: [] } : { shown: rows.slice(0, most - 1), left: rows.slice(most - 1) };
}

/** An even share of the room for each list, and what one does not use goes to the next. */
function shares(counts: readonly number[], room: number): number[] {
  const given = counts.map(() => 0);
  let left = room;
  while (left > 0 && given.some((have, at) => have < (counts[at] ?? 0))) {
    for (const [at, count] of counts.entries()) {
      if (left > 0 && (given[at] ?? 0) < count) {
        given[at] = (given[at] ?? 0) + 1;
        left -= 1;
      }
    }
  }
  return given;
}

/** Pure: the district's part, or a school's. Every total is the whole plan's, also where rows are left out. */
export function planSummary(plan: Plan, catalogs: Catalogs, preparedOn: string, { orgId = plan.leaId, pages = 2 }: { orgId?: string; pages?: SummaryPages } = {}): PlanDocument {
  const organization = plan.organizations.find(({ id }) => id === orgId);
  const index = indexPlan(plan, catalogs, orgId);
  const fits = room[pages];
  const planned = plannedMoney(index, catalogs, { noGoal: "Not under a goal", noSite: "" });
  const goals = midYearGoals(plan, null, catalogs, orgId);
  const lines = countedOnce(plan.lines.filter((line) => line.orgId === orgId && line.kind === "planned"));
  const amountOf = (actionId: string): number => sum(lines.filter((line) => line.actionId === actionId));
  const goalMoney = new Map(planned.goals.map(({ id, cents }) => [id, cents]));
  const outside = planned.goals.find(({ id }) => id === "")?.cents ?? 0;

  const goalRows = listed(goals, fits.goals);
  const goalTable: Block = {
    type: "table", id: "goals", title: "Goals", summary: "Each goal with the number of its actions and its planned money.",
    columns: [column("number", "Goal", 8), column("what", "What we aim for", 62), column("actions", "Actions", 10, "number"), column("money", "Planned", 20, "money")],
    rows: [
      ...goalRows.shown.map(({ goal, number, actions }) => ({ id: goal.id, cells: [text(number), text(cut(plainFromRichText(goal.description), fits.words)), { kind: "number" as const, text: String(actions.length) }, money(goalMoney.get(goal.id) ?? 0)] })),
      ...(goalRows.left.length === 0 ? [] : [{ id: "more-goals", cells: [text(""), text(`${goalRows.left.length} more goals`), { kind: "number" as const, text: String(goalRows.left.reduce((count, { actions }) => count + actions.length, 0)) }, money(goalRows.left.reduce((cents, { goal }) => cents + (goalMoney.get(goal.id) ?? 0), 0))] }]),
      ...(outside === 0 ? [] : [{ id: "outside", cells: [text(""), text("Not under a goal"), text(""), money(outside)] }]),
      total("all-goals", [text(""), text("All planned money"), { kind: "number", text: String(goals.reduce((count, { actions }) => count + actions.length, 0)) }, money(planned.total)]),
    ],
  };

  const sources = listed(planned.sources.filter(({ cents }) => cents !== 0), fits.sources);
  const sourceTable: Block = {
    type: "table", id: "sources", title: "Where the money comes from", summary: "What each source of money pays, and the sum.",
    columns: [column("source", "Source", 75), column("money", "Planned", 25, "money")],
    rows: [
      ...sources.shown.map(({ id, label, cents }) => ({ id, cells: [text(label), money(cents)] })),
      ...(sources.left.length === 0 ? [] : [{ id: "more-sources", cells: [text(`${sources.left.length} more sources`), money(sum(sources.left))] }]),
      total("all-sources", [text("All sources"), money(planned.total)]),
    ],
  };

  // A metric with a target says more in one line than one without; of each its first students that have one.
  const measured = goals.map(({ metrics }) => metrics.flatMap(({ metric, number, readings }) => {
    const reading = readings.find(({ target }) => target !== null);
    return reading ? [{ metric, number, words: readingWords(reading, metric, plan, catalogs) }] : [];
  }));
  const metricShares = shares(measured.map((list) => list.length), fits.metrics);
  const metricRows = measured.flatMap((list, at) => list.slice(0, metricShares[at]));
  const actionShares = shares(goals.map(({ actions }) => actions.length), fits.actions);
  const actionRows = goals.flatMap(({ goal, number, actions }, at): TableRow[] => {
    const amounts = actions.map(({ action, number: printed }) => ({ id: action.id, printed, title: action.title, cents: amountOf(action.id) }));
    const { shown, left } = listed(amounts, actionShares[at] ?? 0);
    return [
      ...shown.map(({ id, printed, title, cents }) => ({ id, cells: [text(printed), text(cut(title, 90)), money(cents)] })),
      ...(left.length === 0 ? [] : [{ id: `more-${goal.id}`, cells: [text(number), text(`${left.length} ${left.length === 1 ? "action" : "more actions"} of this goal`), money(sum(left))] }]),
    ];
  });
  const inner: Block[] = pages === 1 ? [] : [
    ...(metricRows.length === 0 ? [] : [heading(2, "metrics", "Some of what we measure"), { type: "table" as const, id: "metrics", title: "Some of what we measure", summary: "Metrics of each goal with baseline, newest value and target.", columns: [column("number", "Metric", 9), column("name", "Name", 37), column("who", "Students", 18), column("baseline", "Baseline", 18), column("target", "Target", 18)], rows: metricRows.map(({ metric, number, words }) => ({ id: metric.id, cells: [text(number), text(cut(metric.name, 80)), text(words.who), text(cut(words.baseline, 40)), text(cut(words.target, 40))] })) }]),
    ...(actionRows.length === 0 ? [] : [heading(2, "actions", "Actions"), { type: "table" as const, id: "actions", title: "Actions", summary: "Actions of each goal with their planned money.", columns: [column("number", "Action", 10), column("title", "What we do", 68), column("money", "Planned", 22, "money")], rows: [...actionRows, total("all-actions", [text(""), text("All actions"), money(sum(lines.filter(({ actionId }) => index.action.has(actionId ?? ""))))])] }]),
  ];
  const name = organization?.name ?? "";
  return paperDocument({
    title: `The ${plan.year} plan in short`, organization: { name, cds: organization?.cds ?? "" }, year: plan.year, preparedOn,
    blocks: [
      heading(1, "summary", `The ${plan.year} plan in short`),
      paragraph(name, "lead"),
      ...(goals.length === 0 ? [paragraph("The plan has no goals yet.", "missing")] : [heading(2, "goals", "Goals"), goalTable]),
      ...(planned.total === 0 && planned.lines === 0 ? [paragraph("No money is planned yet.", "missing")] : [heading(2, "sources", "Where the money comes from"), sourceTable]),
      ...inner,
      paragraph(`A summary in our own order, from the plan as it stood on the day it was prepared; the plan itself counts.${planned.repeated > 0 ? " Money that several rows repeat is counted once." : ""}`, "note"),
    ],
  });
}

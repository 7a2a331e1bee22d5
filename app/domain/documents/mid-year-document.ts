// The mid-year report as a document: what EC 52062(a)(6), 52068(a)(6) or 47606.5(e) asks the board to hear. No form of the state exists for it, and it says so.
import type { Catalog } from "#schemas/crosswalk.ts";
import type { Block, Cell, Column, PlanDocument, TableRow } from "#schemas/document.ts";
import type { FrozenReading, Metric, Organization, Plan } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import { formatMoney, formatPercent } from "#app/domain/calculations/format.ts";
import { readingAmount } from "#app/domain/calculations/metric-difference.ts";
import type { MidYearAction, MidYearGoal, MidYearReading } from "#app/domain/plan/mid-year.ts";
import Fraction from "fraction.js";
import { longDay } from "./long-day.ts";

const nothing = "–";

/** The duty of each kind of LEA (lcap.md 8.1 D-2). */
const midYearLaw: Record<Organization["kind"], string> = { district: "EC 52062(a)(6)", school: "EC 52062(a)(6)", coe: "EC 52068(a)(6)", charter: "EC 47606.5(e)" };

/** One group's figures as people read them. */
export function readingWords({ group, siteId, baseline, newest, target }: MidYearReading, metric: Metric, plan: Plan, catalogs: Record<string, Catalog>): { who: string; baseline: string; target: string; newest: string } {
  const label = catalogs["student-groups"]?.entries.find(({ code }) => code === group)?.label ?? group;
  const school = plan.organizations.find(({ id }) => id === siteId)?.name;
  const words = (reading: FrozenReading | null): string => (reading ? [readingAmount(reading, metric.unit), reading.year === "" ? "" : `(${reading.year})`].filter(Boolean).join(" ") : nothing);
  return { who: [label, school].filter(Boolean).join(", "), baseline: words(baseline), target: words(target), newest: words(newest) };
}

const text = (words: string): Cell => ({ kind: "text", text: words });
const money = (cents: number | null): Cell => (cents === null ? { kind: "money", text: nothing } : { kind: "money", text: formatMoney(cents), cents });
const share = (spent: number | null, planned: number): Cell => {
  if (spent === null || planned === 0) return { kind: "percent", text: nothing };
  const part = new Fraction(spent).div(planned);
  return { kind: "percent", text: formatPercent(part, 1), fraction: part.toFraction() };
};
const column = (id: string, header: string, kind: Column["kind"], width: number): Column => ({ id, header, kind, share: width });
const sum = (actions: readonly MidYearAction[], of: (action: MidYearAction) => number): number => actions.reduce((total, action) => total + of(action), 0);

/** Pure: same goals and day, same document. A status nobody has given, and an amount nobody has typed, print as a dash and are counted at the top. */
export function midYearDocument(plan: Plan, goals: readonly MidYearGoal[], catalogs: Record<string, Catalog>, preparedOn: string, orgId: string = plan.leaId): PlanDocument {
  const lea = plan.organizations.find(({ id }) => id === orgId);
  const statuses = new Map(catalogs["progress-status"]?.entries.map(({ code, label }) => [code, label]) ?? []);
  const actions = goals.flatMap((goal) => goal.actions);
  const missing = actions.filter(({ progress, spent, planned }) => (progress?.status ?? null) === null || (spent === null && planned > 0)).length;
  const rowOf = (action: MidYearAction): TableRow => ({
    id: action.action.id,
    cells: [
      text(action.number),
      text(action.action.title),
      text(statuses.get(action.progress?.status ?? "") ?? nothing),
      text([action.progress?.note, action.progress?.barrier && `In the way: ${action.progress.barrier}`, action.progress?.next && `Next: ${action.progress.next}`, ...action.atSchools.map(({ school, strategy, progress }) => `${[school, strategy].filter(Boolean).join(", ")}: ${[statuses.get(progress.status ?? ""), progress.note].filter(Boolean).join(". ")}`)].filter(Boolean).join("\n")),
      money(action.planned),
      money(action.spent),
      share(action.spent, action.planned),
    ],
  });
  const totalRow = (id: string, label: string, of: readonly MidYearAction[]): TableRow => {
    const [planned, spent] = [sum(of, (action) => action.planned), sum(of, (action) => action.spent ?? 0)];
    return { id, total: true, cells: [text(""), text(label), text(""), text(""), money(planned), money(spent), share(spent, planned)] };
  };
  const columns = [column("number", "Action", "text", 6), column("title", "Title", "text", 20), column("status", "Status", "text", 11), column("words", "How it goes", "text", 29), column("planned", "Planned", "money", 13), column("spent", "Spent so far", "money", 13), column("share", "Share", "percent", 8)];
  const goalBlocks = ({ goal, number, metrics, actions: own }: MidYearGoal): Block[] => [
    { type: "heading", level: 2, id: `goal-${goal.id}`, text: `Goal ${number}: ${plainFromRichText(goal.description)}` },
    ...(metrics.length === 0
      ? []
      : [
          {
            type: "table" as const,
            id: `metrics-${goal.id}`,
            title: `Goal ${number}: metrics`,
            summary: "Each metric by student group with its baseline, its target and the newest value held.",
            sheet: "Metrics",
            columns: [column("number", "Metric", "text", 7), column("name", "Name", "text", 33), column("who", "Students", "text", 18), column("baseline", "Baseline", "text", 14), column("target", "Target", "text", 14), column("newest", "Newest value", "text", 14)],
            rows: metrics.flatMap(({ metric, number: at, readings }) =>
              (readings.length === 0 ? [{ who: nothing, baseline: nothing, target: nothing, newest: nothing }] : readings.map((reading) => readingWords(reading, metric, plan, catalogs))).map((words, n) => ({ id: `${metric.id}-${n}`, cells: [text(at), text(metric.name), text(words.who), text(words.baseline), text(words.target), text(words.newest)] })),
            ),
          },
        ]),
    ...(own.length === 0 ? [] : [{ type: "table" as const, id: `actions-${goal.id}`, title: `Goal ${number}: actions`, summary: "Each action with its status, what happened, what was planned and what was spent so far.", sheet: "Actions", columns, rows: [...own.map(rowOf), totalRow(`total-${goal.id}`, `Goal ${number}, all actions`, own)] }]),
  ];
  return {
    documentVersion: 1,
    title: `Mid-year report ${plan.year}: ${lea?.name ?? ""}`,
    language: "en-US",
    program: "mid-year",
    edition: "none",
    template: "none",
    year: plan.year,
    organization: { name: lea?.name ?? "", cds: lea?.cds ?? "" },
    copy: { kind: "hearing-draft", preparedOn },
    banner: "",
    footer: `Mid-year report ${plan.year}, prepared ${longDay(preparedOn)}`,
    sections: [
      {
        id: "mid-year",
        paper: "letter",
        orientation: "landscape",
        blocks: [
          { type: "heading", level: 1, id: "mid-year-title", text: `Mid-year report on the ${plan.year} plan` },
          { type: "paragraph", style: "lead", runs: [{ text: lea?.name ?? "" }] },
          { type: "paragraph", style: "note", runs: [{ text: orgId !== plan.leaId ? "How the school's strategies and their spending stand at mid-year, for the council and for the district's report. The state publishes no form for it; this order is ours." : `Presented at a regularly scheduled meeting of the governing board by February 28: available outcome data on the metrics, and expenditure and implementation data on all actions (${midYearLaw[lea?.kind ?? "district"]}; medium certainty). The state publishes no form for it; this order is ours.` }] },
          ...(missing === 0 ? [] : [{ type: "paragraph" as const, style: "missing" as const, runs: [{ text: missing === 1 ? "1 action has no status or no amount yet." : `${missing} actions have no status or no amount yet.` }] }]),
          ...goals.flatMap(goalBlocks),
          { type: "heading", level: 2, id: "mid-year-all", text: "All actions" },
          { type: "table", id: "all-actions", title: "All goals together", summary: "What all actions together were planned to cost and what was spent so far.", sheet: "Actions", columns, rows: [totalRow("total-all", "All actions", actions)] },
        ],
      },
    ],
  };
}

// The plan in its own order as a document, for a year that no official form is held for. It says so, and borrows no form's words.
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { Block, Cell, Column, PlanDocument, TableRow } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import { isBlankRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { readingAmount } from "#app/domain/calculations/metric-difference.ts";
import type { AskedStatement } from "#app/domain/coverage/forms-of-plan.ts";
import { answerAsRow, answerFields } from "#app/domain/plan/answer-fields.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { rowFields, rowName, rowNumbers, shownValue, valueAt } from "#app/domain/plan/row-form.ts";
import { rowsOf } from "#app/domain/plan/row-list.ts";
import { ownAnswers } from "#app/domain/plan/statement-state.ts";
import { longDay } from "./long-day.ts";
import { blocksOfRichText } from "./rich-blocks.ts";

/** Why it is a working draft, in one sentence. */
export const noFormWords = (year: string): string => `No official form for ${year} is held here, so this is the plan in the district's own order and not a form of the state.`;

const text = (words: string): Cell => ({ kind: "text", text: words });
const money = (cents: number): Cell => ({ kind: "money", text: formatMoney(cents), cents });
const column = (id: string, header: string, kind: Column["kind"], share: number): Column => ({ id, header, kind, share });
const note = (words: string): Block => ({ type: "paragraph", style: "note", runs: [{ text: words }] });
const missing: Block = { type: "paragraph", style: "missing", runs: [{ text: "Nothing is written here yet." }] };

/** `plan`: already without what is private to the reader; `statements`: what this part is asked, in order. Pure: same plan and day, same document. */
export function workingDraft(plan: Plan, crosswalks: Crosswalks, { statements, preparedOn, orgId = plan.leaId }: { statements: readonly AskedStatement[]; preparedOn: string; orgId?: string }): PlanDocument {
  const { catalogs, outline } = crosswalks;
  const organization = plan.organizations.find(({ id }) => id === orgId);
  const sources = { plan, catalogs, statements: statements.map(({ statement }) => statement), orgId };
  const numbers = rowNumbers(plan, orgId);
  const index = indexPlan(plan, catalogs, orgId);
  const { plannedRow, table1 } = computeActionTables(index);
  const group = (code: string) => catalogs["student-groups"]?.entries.find((entry) => entry.code === code)?.label ?? code;

  const goalBlocks = (): Block[] =>
    index.goals.flatMap((goal): Block[] => {
      const number = index.goalNumber.get(goal.id) ?? "";
      const metrics = index.metricsOf(goal.id);
      const actions = index.actionsOf(goal.id);
      const reading = (rows: readonly { group: string; siteId: string | null; amount: string | null; text: string; year: string }[], unit: (typeof metrics)[number]["unit"]) =>
        rows.map((row) => `${[group(row.group), index.organizations.get(row.siteId ?? "")?.name].filter(Boolean).join(", ")}: ${readingAmount({ ...row }, unit)}${row.year === "" ? "" : ` (${row.year})`}`).join("\n");
      return [
        { type: "heading", level: 3, id: `goal-${goal.id}`, text: `Goal ${number}` },
        ...(isBlankRichText(goal.description) ? [missing] : blocksOfRichText(goal.description, 4)),
        ...(isBlankRichText(goal.why) ? [] : blocksOfRichText(goal.why, 4)),
        ...(metrics.length === 0
          ? []
          : [{
              type: "table" as const, id: `metrics-${goal.id}`, title: `Goal ${number}: metrics`, summary: "Each metric with the values and targets of this plan.", sheet: "Metrics",
              columns: [column("number", "Metric", "text", 8), column("name", "Name", "text", 36), column("values", "Values", "text", 30), column("targets", "Targets", "text", 26)],
              rows: metrics.map((metric): TableRow => ({ id: metric.id, cells: [text(index.metricNumber.get(metric.id) ?? ""), text(metric.name), text(reading(index.valuesOf(metric.id), metric.unit)), text(reading(index.targetsOf(metric.id).map((one) => ({ ...one, year: one.dueYear })), metric.unit))] })),
            }]),
        ...(actions.length === 0
          ? []
          : [{
              type: "table" as const, id: `actions-${goal.id}`, title: `Goal ${number}: actions`, summary: "Each action with its description and planned amount.", sheet: "Actions",
              columns: [column("number", "Action", "text", 8), column("title", "Title", "text", 24), column("description", "What is done", "text", 50), column("planned", "Planned", "money", 18)],
              rows: [
                ...actions.map((action): TableRow => ({ id: action.id, cells: [text(index.actionNumber.get(action.id) ?? ""), text(action.title), { ...text(""), blocks: blocksOfRichText(action.description, 5) }, money(plannedRow.get(action.id)?.total ?? 0)] })),
                { id: `total-${goal.id}`, total: true as const, cells: [text(""), text(`Goal ${number}, all actions`), text(""), money(actions.reduce((sum, action) => sum + (plannedRow.get(action.id)?.total ?? 0), 0))] },
              ],
            }]),
      ];
    });

  /** Rows that a goal's own blocks show already. */
  const withGoals = new Set(["metrics", "values", "targets", "actions", "lines"]);
  const statementBlocks = ({ statement }: AskedStatement): Block[] => {
    if (statement.private === true || withGoals.has(statement.collection ?? "")) return [];
    const heading: Block = { type: "heading", level: 3, id: statement.key, text: statement.question };
    if (statement.collection === "goals") return [heading, ...(index.goals.length === 0 ? [missing] : goalBlocks())];
    if (statement.shape === "rows") {
      const rows = rowsOf(plan, statement, orgId);
      if (rows.length === 0) return [heading, missing];
      const fields = rowFields(statement, sources);
      const cellOf = (field: (typeof fields)[number], row: Record<string, unknown>): Cell => {
        const value = valueAt(row, field.name);
        if (field.control === "richtext") return { ...text(""), blocks: isBlankRichText(value as RichText | null) ? [] : blocksOfRichText(value as RichText, 5) };
        return field.control === "money" && typeof value === "number" ? money(value) : text(shownValue(field, value));
      };
      const cells = rows.map((row) => fields.map((field) => cellOf(field, row)));
      const used = fields.map((_, at) => cells.some((row) => row[at]?.text !== "" || (row[at]?.blocks?.length ?? 0) > 0));
      const columns = fields.flatMap(({ label, control }, at) => (used[at] ? [column(`c${at}`, label, control === "money" ? "money" : "text", control === "richtext" ? 30 : 14)] : []));
      return [heading, { type: "table", id: `${statement.key}-rows`, title: statement.question, summary: statement.help, columns, rows: rows.map((row, n): TableRow => ({ id: row.id, cells: (cells[n] ?? []).filter((_, at) => used[at]) })) }];
    }
    if (statement.collection === "revenues") {
      const rows = (statement.columns ?? []).flatMap(({ at, question, name }): TableRow[] => {
        const kept = plan.revenues.filter((row) => row.orgId === orgId && row.kind === at?.[0]);
        return kept.map((row) => ({ id: row.id, cells: [text(question ?? name), text(row.year), money(row.cents)] }));
      });
      const seen = new Set<string>();
      const once = rows.filter(({ id }) => !seen.has(id) && seen.add(id));
      return once.length === 0 ? [heading, missing] : [heading, { type: "table", id: `${statement.key}-amounts`, title: statement.question, summary: statement.help, columns: [column("what", "Amount", "text", 60), column("year", "Year", "text", 15), column("cents", "Dollars", "money", 25)], rows: once }];
    }
    const fields = answerFields(statement, sources);
    const answers = ownAnswers(plan, statement.key, orgId);
    const said = answers.flatMap((answer): Block[] => {
      const row = answerAsRow(statement, answer.value);
      const about = answer.about === null ? "" : aboutName(plan, answer.about, numbers);
      const blocks = fields.flatMap((field): Block[] => {
        const value = valueAt(row, field.name);
        if (field.control === "richtext") return isBlankRichText(value as RichText | null) ? [] : blocksOfRichText(value as RichText, 5);
        const words = shownValue(field, value);
        return words === "" ? [] : [{ type: "paragraph", style: "body", runs: [{ text: fields.length === 1 ? words : `${field.label}: ${words}` }] }];
      });
      return blocks.length === 0 ? [] : [...(about === "" ? [] : [{ type: "heading" as const, level: 4 as const, id: `${statement.key}-${answer.about}`, text: about }]), ...blocks];
    });
    return [heading, ...(said.length === 0 ? [missing] : said)];
  };

  return {
    documentVersion: 1,
    title: `${plan.year} plan, working draft: ${organization?.name ?? ""}`,
    language: "en-US",
    program: "working-draft",
    edition: "none",
    template: "none",
    year: plan.year,
    organization: { name: organization?.name ?? "", cds: organization?.cds ?? "" },
    copy: { kind: "working-draft", preparedOn, reason: noFormWords(plan.year) },
    banner: `Working draft, ${longDay(preparedOn)}. ${noFormWords(plan.year)}`,
    footer: `${plan.year} plan, working draft`,
    sections: [
      {
        id: "plan",
        paper: "letter",
        orientation: "portrait",
        blocks: [
          { type: "heading", level: 1, id: "working-draft", text: `The ${plan.year} plan` },
          { type: "paragraph", style: "lead", runs: [{ text: organization?.name ?? "" }] },
          note(noFormWords(plan.year)),
          ...outline.chapters.flatMap(({ id, title }): Block[] => {
            const blocks = statements.filter(({ chapterId }) => chapterId === id).flatMap(statementBlocks);
            return blocks.length === 0 ? [] : [{ type: "heading", level: 2, id: `chapter-${id}`, text: title }, ...blocks];
          }),
          ...(table1.rows.length === 0 ? [] : [{ type: "heading" as const, level: 2 as const, id: "all-money", text: "All actions together" }, { type: "table" as const, id: "all-actions", title: "Planned money of all actions", summary: "Planned amounts by fund.", sheet: "Actions", columns: [column("what", "Planned", "text", 30), column("lcff", "LCFF", "money", 17), column("state", "Other state", "money", 17), column("local", "Local", "money", 17), column("federal", "Federal", "money", 17), column("all", "Total", "money", 19)], rows: [{ id: "all", total: true as const, cells: [text("All actions"), money(table1.totals.lcff), money(table1.totals.otherState), money(table1.totals.local), money(table1.totals.federal), money(table1.totals.total)] }] }]),
        ],
      },
    ],
  };
}

const aboutName = (plan: Plan, id: string, numbers: ReadonlyMap<string, string>): string => {
  const row = [...plan.goals, ...plan.actions].find((one) => one.id === id);
  return row ? [numbers.get(id), rowName(row as unknown as Record<string, unknown>)].filter(Boolean).join(" ") : (plan.organizations.find((one) => one.id === id)?.name ?? "");
};

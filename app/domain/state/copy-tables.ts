// What rows does a frozen copy give to the long tables of a statewide export? Read from the frozen rows and nothing else.
import { plainFromRichText } from "#schemas/rich-text-words.ts";
import type { RichText } from "#schemas/rich-text-words.ts";
import type { FrozenReading } from "#schemas/plan.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { LedgerLine } from "#app/domain/plan/plan-index.ts";
import { readFrozen } from "#app/domain/review/freeze.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { copyTableNames, copyTables, keyColumns } from "./dictionary.ts";
import type { Cells, CopyTable } from "./dictionary.ts";
import { csvLines, ndjsonLines } from "./table-lines.ts";

const words = (text: RichText | null): string => (text === null ? "" : plainFromRichText(text));
const list = (values: readonly string[]): string => values.join("; ");

/** The rows of each table, without the key columns, in the order of the dictionary. */
export function rowsOfCopy(submission: FrozenSubmission, form: FrozenForm): Record<CopyTable, Cells[]> {
  const reading = readFrozen(submission, form);
  const { index, plan } = reading;
  const openingNumbers = new Map(plan.opening?.actions.map((action) => [action.id, action.number]) ?? []);
  const siteCds = (id: string | null): string => (id === null ? "" : (index.organizations.get(id)?.cds ?? ""));
  const money = (of: string, number: string, line: LedgerLine): Cells => [number, of, line.source, line.fund, line.resource, line.object, line.personnel, line.year, line.kind, line.cents, siteCds(line.siteId)];
  return {
    goals: index.goals.map((goal) => [index.goalNumber.get(goal.id) ?? "", goal.lineageId, goal.kind, list(goal.priorities), words(goal.description), words(goal.why)]),
    metrics: metricRows(reading),
    actions: index.goals.flatMap((goal) =>
      index.actionsOf(goal.id).map((action): Cells => [
        index.goalNumber.get(goal.id) ?? "", index.actionNumber.get(action.id) ?? "", action.lineageId, action.title, words(action.description), action.contributing, action.scope, list(action.groups), list(action.unduplicatedGroups),
        action.location, action.plannedPercent, action.startOn, action.endOn,
      ]),
    ),
    funding: [
      ...index.goals.flatMap((goal) => index.actionsOf(goal.id).flatMap((action) => index.linesOf(action.id).map((line) => money("this-year", index.actionNumber.get(action.id) ?? "", line)))),
      ...(plan.opening?.actions ?? []).flatMap((action) => index.linesOfOpening(action.id).map((line) => money("last-year", openingNumbers.get(action.id) ?? "", line))),
    ],
    engagement: plan.events.filter((event) => event.orgId === submission.orgId).map((event) => [event.heldOn, event.dateText, list(event.partners), event.partnerLabel, words(event.method), list(event.topics), event.count, words(event.heard)]),
    coverage: coverage(reading).parts.flatMap((part) => part.fields.map((field): Cells => [part.id, part.goal?.number ?? "", field.field, field.label, field.required, field.state])),
    findings: submission.findings.map(({ rule, severity, message, citation, at }) => [rule, severity, message, shownCitation(citation), at]),
  };
}

function metricRows({ index }: FormReading): Cells[] {
  return index.goals.flatMap((goal) =>
    index.metricsOf(goal.id).flatMap((metric): Cells[] => {
      const head = [index.goalNumber.get(goal.id) ?? "", index.metricNumber.get(metric.id) ?? "", metric.lineageId, metric.name, list(metric.codes), metric.unit];
      const frozen = index.openingMetric.get(metric.lineageId);
      const adopted = (role: string, readings: readonly FrozenReading[] = []): Cells[] => readings.map((one) => [...head, role, one.group, one.year, one.amount, one.text, ""]);
      const rows: Cells[] = [
        ...adopted("frozen-baseline", frozen?.baseline), ...adopted("frozen-year1", frozen?.year1), ...adopted("frozen-year2", frozen?.year2), ...adopted("frozen-target", frozen?.target),
        ...index.valuesOf(metric.id).map((value): Cells => [...head, metric.baselineValueIds.includes(value.id) ? "baseline" : "value", value.group, value.year, value.amount, value.text, value.source]),
        ...index.targetsOf(metric.id).map((target): Cells => [...head, "target", target.group, target.dueYear, target.amount, target.text, ""]),
      ];
      return rows.length > 0 ? rows : [[...head, "", null, null, null, null, ""]];
    }),
  );
}

export type TableText = { name: CopyTable; rows: number; ndjson: string; csv: string };

/** The tables as text, ready to be kept with the copy. Pure: the same copy gives the same text. */
export function tablesOfCopy(submission: FrozenSubmission, form: FrozenForm): TableText[] {
  const key = [submission.organization.cds, submission.year, submission.program, submission.receipt];
  const found = rowsOfCopy(submission, form);
  return copyTableNames.map((name) => {
    const columns = [...keyColumns, ...copyTables[name]];
    const rows = found[name].map((row): Cells => [...key, ...row]);
    return { name, rows: rows.length, ndjson: ndjsonLines(columns, rows), csv: csvLines(columns, rows) };
  });
}

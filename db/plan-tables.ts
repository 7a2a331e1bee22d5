// Which table and column each property of a plan lives in: the one description that loading, inserting and saving share.
// A test compares it with the database's own catalogue, so a column forgotten here or in a migration is found.
import type { PlanCollection } from "#schemas/plan.ts";

type ColumnType = "text" | "bigint" | "boolean" | "date" | "text[]" | "jsonb";

/** `at` is the way to the value in the row: ["offeredFrom", "lineageId"]. */
export type PlanColumn = { at: readonly [string] | readonly [string, string]; name: string; type: ColumnType };

/** `maybe`: nested properties that may be null as a whole, with the column that is never null when they are there. */
export type PlanTable = { table: string; columns: readonly PlanColumn[]; maybe: Readonly<Record<string, string>> };

/** Words that SQL keeps for itself, or that say more in a table than in a row. */
const renamed: Record<string, string> = { order: "sort_order", group: "student_group", unique: "unique_to", text: "words", key: "statement_key", "source.text": "source_words" };

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Property names by type, apart by spaces; "about.kind" is nested. */
function planTable(table: string, properties: Partial<Record<ColumnType, string>>, maybe: Record<string, string> = {}): PlanTable {
  const columns = Object.entries(properties).flatMap(([type, names]) =>
    names.trim().split(/\s+/).map((path): PlanColumn => {
      const [first = "", second] = path.split(".");
      const name = renamed[path] ?? (second === undefined ? snake(first) : `${snake(first)}_${snake(second)}`);
      return { at: second === undefined ? [first] : [first, second], name, type: type as ColumnType };
    }),
  );
  return { table, columns, maybe };
}

const row = "id lineageId orgId";
const offered = { offeredFrom: "offered_from_lineage_id" };

/** The rows a person writes, by their name in the plan. */
export const collectionTables: Readonly<Record<PlanCollection, PlanTable>> = {
  goals: planTable("goal", { text: `${row} offeredFrom.lineageId kind parentLineageId`, bigint: "version offeredFrom.version order", "text[]": "priorities needIds schoolIds", jsonb: "description why" }, offered),
  metrics: planTable("metric", { text: `${row} offeredFrom.lineageId goalId name source unit direction formula frequency`, bigint: "version offeredFrom.version order", "text[]": "groups codes baselineValueIds" }, offered),
  values: planTable("metric_value", { text: `${row} metricId group siteId amount text year source`, bigint: "version", date: "measuredOn" }),
  targets: planTable("target", { text: `${row} metricId group siteId amount text dueYear`, bigint: "version", date: "dueOn" }),
  needs: planTable("need", { text: `${row} area siteId`, bigint: "version order", "text[]": "groups findingIds", jsonb: "text unique" }),
  findings: planTable("data_finding", { text: `${row} question dataset group value comparison year`, bigint: "version order n", boolean: "private", jsonb: "text" }),
  actions: planTable(
    "action",
    {
      text: `${row} offeredFrom.lineageId goalId title parentLineageId location locationText timeSpanText scope plannedPercent evidence.tier evidence.citation`,
      bigint: "version offeredFrom.version order",
      date: "startOn endOn",
      boolean: "contributing",
      "text[]": "groups schoolIds needIds causeIds inequityIds purposes metricIds unduplicatedGroups",
      jsonb: "description how lrebgWhy",
    },
    { ...offered, evidence: "evidence_citation" },
  ),
  steps: planTable("step", { text: `${row} actionId text responsible status proofKind proofFile`, bigint: "version order", date: "startOn dueOn" }),
  progress: planTable("progress", { text: `${row} about.kind about.id period status note barrier next proof effect`, bigint: "version" }),
  events: planTable("engagement_event", { text: `${row} dateText partnerLabel`, bigint: "version order count", date: "heldOn", "text[]": "partners topics", jsonb: "method heard" }),
  meetings: planTable("meeting", { text: `${row} body kind postedAt result reason signerRole`, bigint: "version", date: "heldOn", boolean: "assured" }),
  lines: planTable("line_item", { text: `${row} offeredFrom.lineageId actionId openingActionId siteId source resource object year kind note`, bigint: "version offeredFrom.version cents" }, offered),
  allocations: planTable("allocation", { text: `${row} siteId program grantYear`, bigint: "version cents", boolean: "kept" }),
  revenues: planTable("revenue", { text: `${row} kind year`, bigint: "version cents" }),
  answers: planTable("answer", { text: `${row} key about`, bigint: "version order", jsonb: "value" }),
  offersToSchools: planTable("offer_to_school", { text: `${row} of.collection of.lineageId answer reason rowId vote.meetingId`, bigint: "version offeredVersion vote.rowVersion" }, { vote: "vote_meeting_id" }),
};

/** What the system holds about the LEA and its schools in this plan year. */
export const heldTables = {
  organizations: planTable("plan_organization", {
    text: "id kind name cds county grades selpa charteredBy titleOneProgram",
    boolean: "serves.elementary serves.middle serves.high equityMultiplier dass",
    jsonb: "enrollment",
  }),
  identifications: planTable("identification", { text: "id orgId program reason since until source", bigint: "dashboardYear", "text[]": "groups indicators" }),
  dashboard: planTable("dashboard_result", { text: "id orgId group indicator status change source", bigint: "year color count" }),
} satisfies Record<string, PlanTable>;

/** Last year's adopted plan, frozen; its own row, and its rows. */
export const openingTable = planTable("opening", { text: "year source.kind source.text carryoverPercent", date: "source.recordedOn" });
export const openingTables = {
  goals: planTable("opening_goal", { text: "id lineageId number", jsonb: "description" }),
  metrics: planTable("opening_metric", { text: "id lineageId number name", jsonb: "baseline year1 year2 target" }),
  actions: planTable("opening_action", { text: "id lineageId goalNumber number title plannedPercent actualPercent", bigint: "plannedTotalCents plannedLcffCents", boolean: "contributing" }),
} satisfies Record<string, PlanTable>;

const quoted = (name: string) => `"${name}"`;
const literal = (text: string) => `'${text}'`;

/** SQL for one row of `alias` as JSON with the plan's own property names. */
export function rowAsJson({ columns, maybe }: PlanTable, alias: string): string {
  const nests = new Map<string, PlanColumn[]>();
  const pairs: string[] = [];
  for (const column of columns) {
    const [first, second] = column.at;
    if (second === undefined) pairs.push(`${literal(first)}, ${alias}.${quoted(column.name)}`);
    else nests.set(first, [...(nests.get(first) ?? []), column]);
  }
  for (const [property, inner] of nests) {
    const object = `json_build_object(${inner.map((column) => `${literal(column.at[1] ?? "")}, ${alias}.${quoted(column.name)}`).join(", ")})`;
    const marker = maybe[property];
    pairs.push(`${literal(property)}, ${marker === undefined ? object : `case when ${alias}.${quoted(marker)} is not null then ${object} end`}`);
  }
  return `json_build_object(${pairs.join(", ")})`;
}

/** SQL that reads the same properties out of the jsonb value `source`, one expression a column, in the order of `columns`. */
export function valuesFromJson({ columns }: PlanTable, source: string): string[] {
  return columns.map(({ at: [first, second], type }) => {
    const parent = second === undefined ? source : `(${source}->${literal(first)})`;
    const property = literal(second ?? first);
    if (type === "jsonb") return `nullif(${parent}->${property}, 'null'::jsonb)`;
    if (type === "text[]") return `array(select jsonb_array_elements_text(${parent}->${property}))`;
    return type === "text" ? `${parent}->>${property}` : `(${parent}->>${property})::${type}`;
  });
}

/** The same row out of the columns that the revision table keeps; a column that is younger than the revision counts as empty. */
export function rowFromColumns({ columns, maybe }: PlanTable, content: Record<string, unknown>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { at: [first, second], name, type } of columns) {
    const value = content[name] ?? (type === "text[]" ? [] : null);
    if (second === undefined) row[first] = value;
    else if (maybe[first] !== undefined && content[maybe[first]] == null) row[first] = null;
    else row[first] = { ...(row[first] as Record<string, unknown> | undefined), [second]: value };
  }
  return row;
}

// What of a form is answered, partly answered, missing or not applicable, field by field and place by place.
import type { CompiledField, CompiledPartField, FieldState, FormReading, Judged, Spot } from "./read-form.ts";
import { answerField, judgeField, partSpots, spotAt, tableSpots, waitsForVote, waitsForVoteWords } from "./read-form.ts";

export type Counts = Record<"answered" | "partly" | "missing" | "notApplicable", number>;

/** One field at one place. For a table column, `lackingAt` has the rows that still lack it. */
export type FieldCoverage = {
  field: string;
  label: string;
  prompt: string;
  state: Exclude<FieldState, "fixed">;
  /** Where a person answers it: "answers/went.done/goal-1", "actions/a-1-2/how"; empty when nobody types it. */
  at: string;
  /** Addresses of the outline still to be answered. */
  lacking: string[];
  lackingAt: string[];
  impossible: string | null;
  /** Answered by rows that do not count yet, and why; null elsewhere. */
  waits: string | null;
  required: boolean;
};
export type PartCoverage = { id: string; heading: string; goal: { id: string; number: string } | null; fields: FieldCoverage[] };
export type Coverage = { program: string; edition: string; counts: Counts; parts: PartCoverage[] };

/** A column counts once, however many rows; its state is the weakest of its rows (`overlap.md` 3.1). */
export function coverage(reading: FormReading): Coverage {
  const parts: PartCoverage[] = [];
  for (const compiled of reading.form.parts) {
    for (const spot of partSpots(reading, compiled)) {
      const fields = compiled.fields.flatMap((field) => fieldCoverage(reading, field, spot));
      if (fields.length === 0) continue;
      const { goal } = spot.place;
      parts.push({
        id: compiled.part.id,
        // The number of a goal stands beside its heading here.
        heading: compiled.part.heading.replace(/\s*\{[^{}]*\.[^{}]*\}/g, ""),
        goal: goal ? { id: goal.id, number: reading.index.goalNumber.get(goal.id) ?? "" } : null,
        fields,
      });
    }
  }
  const counts: Counts = { answered: 0, partly: 0, missing: 0, notApplicable: 0 };
  for (const { fields } of parts) for (const field of fields) if (field.required) counts[field.state === "not-applicable" ? "notApplicable" : field.state] += 1;
  return { program: reading.program.program, edition: reading.program.edition.id, counts, parts };
}

function fieldCoverage(reading: FormReading, compiled: CompiledPartField, spot: Spot): FieldCoverage[] {
  const { field, table } = compiled;
  if (field.kind === "fixed" || field.kind === "chart") return [];
  if (!table) return [at(reading, compiled, [spot])];
  if (!spot.holds(compiled.when)) return table.columns.map((column) => at(reading, column, []));
  const rows = tableSpots(reading, compiled, spot);
  const cells = table.lines.flatMap((line) => line.fields).filter((cell) => cell.field.kind !== "fixed").map((cell) => at(reading, cell, [spot]));
  return [...cells, ...table.columns.map((column) => at(reading, column, rows, field.required !== false && field.rows?.filter === undefined))];
}

/** `mustHaveRows`: a table nobody filtered needs at least one row; a filtered one with no rows simply does not apply. */
function at(reading: FormReading, compiled: CompiledField, spots: Spot[], mustHaveRows = false): FieldCoverage {
  const { field } = compiled;
  const result: FieldCoverage = {
    field: field.id,
    label: field.label ?? field.id,
    prompt: field.prompt ?? "",
    state: "not-applicable",
    at: "",
    lacking: [],
    lackingAt: [],
    impossible: null,
    waits: null,
    required: field.counted !== false && field.required !== false,
  };
  if (spots.length === 0 && mustHaveRows) {
    result.state = "missing";
    result.lacking = compiled.sources.filter((source) => source.author).map((source) => source.row.source);
    result.at = placeOf(reading, compiled, spotAt(reading, {}), result.lacking);
    return result;
  }
  let answered = 0;
  let weak = 0;
  let empty = 0;
  // The official workbook copies or adds these from other cells: they are there as soon as the rows are.
  if (field.form_computes && spots.length > 1) return { ...result, state: "answered" };
  if (!result.required && spots.length > 1) return result;
  for (const spot of spots) {
    const answer: Judged = field.kind === "calculated" ? answerField(reading, compiled, spot) : judgeField(reading, compiled, spot);
    if (answer.state === "not-applicable" || answer.state === "fixed") continue;
    if (answer.state === "answered" && waitsForVote(reading, compiled, spot)) {
      weak += 1;
      result.waits = waitsForVoteWords;
    } else if (answer.state === "answered") answered += 1;
    else {
      if (answer.state === "partly") weak += 1;
      else empty += 1;
      for (const address of answer.lacking) if (!result.lacking.includes(address)) result.lacking.push(address);
      result.impossible ??= answer.impossible ?? null;
      const place = placeOf(reading, compiled, spot, answer.lacking);
      if (result.at === "") result.at = place;
      if (place !== "") result.lackingAt.push(place);
    }
  }
  if (answered + weak + empty > 0) result.state = weak + empty === 0 ? "answered" : answered + weak === 0 ? "missing" : "partly";
  if (result.at === "" && spots[0]) result.at = placeOf(reading, compiled, spots[0], []);
  return result;
}

/** The place in the plan where a person answers (or would change) a field: of the first address still lacking, else of its first source. */
function placeOf({ form, index }: FormReading, compiled: CompiledField, { place }: Spot, lacking: readonly string[]): string {
  const address = lacking[0] ?? compiled.sources.find((source) => source.author)?.row.source ?? "";
  const statement = form.outline.statements.get(address);
  if (statement) {
    const about = statement.per === "goal" ? place.goal?.id : statement.per === "action" ? place.action?.id : statement.per === "school" ? place.school?.id : undefined;
    return `answers/${address}${about ? `/${about}` : ""}`;
  }
  const [rowName = "", columnName = ""] = address.split(".");
  const shape = form.outline.rows.get(rowName);
  const column = shape?.columns.get(columnName);
  if (!shape || !column) return "";
  const property = column.at?.[0] ?? columnName.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (shape.collection === "revenues") return `revenues/${property}/${column.at?.[1] === "current" ? index.priorYear : index.plan.year}`;
  if (shape.collection === null) return `answers/${shape.statement.key}`;
  if (place.row?.name === rowName) return `${shape.collection}/${place.row.value.id}/${property}`;
  const row = { goal: place.goal, action: place.action, metric: place.metric, event: place.event, need: place.need }[rowName];
  if (row) return `${shape.collection}/${row.id}/${property}`;
  // A linked row that is not there yet is added from the row that should link to it.
  const holder = place.action ? `actions/${place.action.id}` : place.metric ? `metrics/${place.metric.id}` : place.goal ? `goals/${place.goal.id}` : "";
  return holder === "" ? shape.collection : `${holder}/${rowName}`;
}

// What of a form is answered, partly answered, missing or not applicable, field by field and place by place.
import type { ProgramCrosswalk, Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { changesFor } from "#app/domain/plan/changes.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import { meet, unionOf } from "#app/domain/plan/reads.ts";
import type { Reads } from "#app/domain/plan/reads.ts";
import type { OutlineIndex } from "./addresses.ts";
import type { CompiledField, CompiledPart, CompiledPartField, FieldState, FormReading, Judged, Spot } from "./read-form.ts";
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

/** What a coverage was worked out from, part by part and field by field, so that the next one is worked out anew only where something changed. */
type Worked = { plan: Plan; program: ProgramCrosswalk; catalogs: Catalogs; orgId: string; reads: Reads; parts: WorkedPart[] };
type WorkedPart = { reads: Reads; spots: Reads; places: { part: PartCoverage; fields: { result: FieldCoverage[]; reads: Reads }[] }[] };
const worked = new WeakMap<Coverage, Worked>();

/** What changed since a coverage was worked out, as its form sees it; null where it was of another form, or where more than rows changed. */
function changedSince(was: Worked, { plan, program, catalogs, orgId }: Pick<Worked, "plan" | "program" | "catalogs" | "orgId">): Reads | null {
  return was.program === program && was.catalogs === catalogs && was.orgId === orgId ? changesFor(was.plan, plan, orgId) : null;
}

/** The coverage of an earlier value of the plan, where it still is that of this one: nothing that was looked at for it has changed. */
export function stillCovered(before: Coverage | undefined, now: Pick<Worked, "plan" | "program" | "catalogs" | "orgId">): Coverage | undefined {
  const was = before && worked.get(before);
  const changed = was && changedSince(was, now);
  if (!was || !changed || meet(was.reads, changed)) return undefined;
  // It is of both values: the older one need not be kept for it.
  was.plan = now.plan;
  return before;
}

/** A column counts once, however many rows; its state is the weakest of its rows (`overlap.md` 3.1). */
export const coverage = (reading: FormReading): Coverage => coverageAfter(undefined, reading);

/** The same; `before` is the form's coverage of an earlier value of the plan: what looks at nothing that changed since keeps its value. */
export function coverageAfter(before: Coverage | undefined, reading: FormReading): Coverage {
  const { plan, program, catalogs, form, index } = reading;
  const now = { plan, program, catalogs, orgId: index.orgId };
  const still = stillCovered(before, now);
  if (still) return still;
  const was = before && worked.get(before);
  const changed = (was && changedSince(was, now)) ?? null;
  const untouched = (one: { reads: Reads } | undefined): boolean => one !== undefined && changed !== null && !meet(one.reads, changed);
  const parts = form.parts.map((compiled, at): WorkedPart => {
    const known = was?.parts[at];
    if (known && untouched(known)) return known;
    const { result, reads } = index.reads.during(() => {
      const spots = index.reads.during(() => partSpots(reading, compiled));
      const same = known && untouched({ reads: known.spots }) ? known.places : [];
      return { spots: spots.reads, places: spots.result.map((spot, place) => coverPart(reading, compiled, spot, (field) => { const one = same[place]?.fields[field]; return untouched(one) ? one : undefined; })) };
    });
    return { ...result, reads };
  });
  const covered = parts.flatMap(({ places }) => places.flatMap(({ part }) => (part.fields.length === 0 ? [] : [part])));
  const counts: Counts = { answered: 0, partly: 0, missing: 0, notApplicable: 0 };
  for (const { fields } of covered) for (const field of fields) if (field.required) counts[field.state === "not-applicable" ? "notApplicable" : field.state] += 1;
  const result: Coverage = { program: program.program, edition: program.edition.id, counts, parts: covered };
  worked.set(result, { ...now, parts, reads: unionOf(parts.map(({ reads }) => reads)) });
  return result;
}

/** A part at one place; `known`: a field's coverage that still holds. */
function coverPart(reading: FormReading, compiled: CompiledPart, spot: Spot, known: (field: number) => WorkedPart["places"][number]["fields"][number] | undefined): WorkedPart["places"][number] {
  const { reads } = reading.index;
  const fields = compiled.fields.map((field, at) => {
    const still = known(at);
    // What it was worked out from is what the part rests on, too.
    if (still) reads.add(still.reads);
    return still ?? reads.during(() => fieldCoverage(reading, field, spot));
  });
  const { goal } = spot.place;
  const numbered = goal ? { id: goal.id, number: reading.index.goalNumber.get(goal.id) ?? "" } : null;
  return { fields, part: { id: compiled.part.id, heading: compiled.heading, goal: numbered, fields: fields.flatMap(({ result }) => result) } };
}

function fieldCoverage(reading: FormReading, compiled: CompiledPartField, spot: Spot): FieldCoverage[] {
  const { field, table } = compiled;
  if (field.kind === "fixed" || field.kind === "chart") return [];
  if (!table) return [at(reading, compiled, [spot])];
  if (!spot.holds(compiled.when)) return table.columns.map((column) => at(reading, column, []));
  const rows = tableSpots(reading, compiled, spot);
  return [...table.cells.map((cell) => at(reading, cell, [spot])), ...table.columns.map((column) => at(reading, column, rows, field.required !== false && field.rows?.filter === undefined))];
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

/** An address as a place: of a narrative answer, of a property of rows, or of nothing a person types. */
type Addressed = { statement: Statement } | { rowName: string; property: string; year: string | undefined; collection: string | null; key: string } | null;
const addressed = new WeakMap<OutlineIndex, Map<string, Addressed>>();

function addressIn(outline: OutlineIndex, address: string): Addressed {
  let known = addressed.get(outline);
  if (!known) addressed.set(outline, (known = new Map()));
  let found = known.get(address);
  if (found === undefined) known.set(address, (found = readAddress(outline, address)));
  return found;
}

function readAddress(outline: OutlineIndex, address: string): Addressed {
  const statement = outline.statements.get(address);
  if (statement) return { statement };
  const [rowName = "", columnName = ""] = address.split(".");
  const shape = outline.rows.get(rowName);
  const column = shape?.columns.get(columnName);
  if (!shape || !column) return null;
  return { rowName, property: column.at?.[0] ?? columnName.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), year: column.at?.[1], collection: shape.collection, key: shape.statement.key };
}

/** The place in the plan where a person answers (or would change) a field: of the first address still lacking, else of its first source. */
function placeOf({ form, index }: FormReading, compiled: CompiledField, { place }: Spot, lacking: readonly string[]): string {
  const address = lacking[0] ?? compiled.sources.find((source) => source.author)?.row.source ?? "";
  const at = addressIn(form.outline, address);
  if (at === null) return "";
  if ("statement" in at) {
    const { per } = at.statement;
    const about = per === "goal" ? place.goal?.id : per === "action" ? place.action?.id : per === "school" ? place.school?.id : undefined;
    return `answers/${address}${about ? `/${about}` : ""}`;
  }
  const { rowName, collection, property } = at;
  if (collection === "revenues") return `revenues/${property}/${at.year === "current" ? index.priorYear : index.plan.year}`;
  if (collection === null) return `answers/${at.key}`;
  if (place.row?.name === rowName) return `${collection}/${place.row.value.id}/${property}`;
  const row = rowName === "goal" ? place.goal : rowName === "action" ? place.action : rowName === "metric" ? place.metric : rowName === "event" ? place.event : rowName === "need" ? place.need : undefined;
  if (row) return `${collection}/${row.id}/${property}`;
  // A linked row that is not there yet is added from the row that should link to it.
  const holder = place.action ? `actions/${place.action.id}` : place.metric ? `metrics/${place.metric.id}` : place.goal ? `goals/${place.goal.id}` : "";
  return holder === "" ? collection : `${holder}/${rowName}`;
}

// Which question answers what of which form, and how far is it: statements down, forms across, the district's and its schools'.
import type { Crosswalks, ProgramCrosswalk, Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { coverageAfter, stillCovered } from "./coverage.ts";
import type { Coverage, FieldCoverage } from "./coverage.ts";
import { formsOfPlan } from "./forms-of-plan.ts";
import { readForm } from "./read-form.ts";
import type { FormInput, FormReading } from "./read-form.ts";
import { fieldsOf, whereUsed } from "./where-used.ts";
import type { Use } from "./where-used.ts";

export type CellState = "answered" | "partly" | "missing" | "not-applicable";
/** A form as one organization fills it. */
export type FilledForm = { orgId: string; program: ProgramCrosswalk; reading: FormReading; coverage: Coverage };
/** `organizations`: how many fill this form. `unfilled`: places of it that no question answers, by label. */
export type MatrixColumn = { program: string; edition: string; short: string; title: string; ofSchools: boolean; organizations: number; counts: Coverage["counts"]; unfilled: string[] };
/** `fields`: places of the form this question fills; counted for every organization in `answered` and `open`. `supplements`: extra questions that complete it; `related`: every use is shown beside the answer only. */
export type MatrixCell = { state: CellState; fields: number; answered: number; open: number; supplements: number; related: boolean };
export type MatrixRow = { statement: Statement; chapterId: string; cells: (MatrixCell | null)[]; forms: number };
export type Matrix = { columns: MatrixColumn[]; rows: MatrixRow[] };

const columnKey = ({ program }: FilledForm): string => `${program.program}\n${program.edition.id}`;

/** The forms of these organizations in the plan's year, read and judged: the LEA's first. `before`: those of an earlier value of the plan; what did not change is not worked out again. */
export function filledForms(crosswalks: Crosswalks, plan: Plan, orgIds: readonly string[], before: readonly FilledForm[] = []): FilledForm[] {
  const known = new Map(before.map((form) => [`${form.orgId}\n${form.program.edition.id}`, form.coverage]));
  return orgIds.flatMap((orgId) => formsOfPlan(crosswalks, plan, orgId).map((program) => new Filled({ plan, crosswalks, program, orgId }, known.get(`${orgId}\n${program.edition.id}`))));
}

/** Read when somebody looks into it: a coverage that still stands needs no reading. */
class Filled implements FilledForm {
  readonly orgId: string;
  readonly program: ProgramCrosswalk;
  readonly coverage: Coverage;
  #reading: FormReading | undefined;
  constructor(
    readonly input: FormInput & { orgId: string },
    before: Coverage | undefined,
  ) {
    const { plan, program, orgId, crosswalks } = input;
    this.orgId = orgId;
    this.program = program;
    this.coverage = stillCovered(before, { plan, program, orgId, catalogs: crosswalks.catalogs }) ?? coverageAfter(before, this.reading);
  }
  get reading(): FormReading {
    return (this.#reading ??= readForm(this.input));
  }
}

/** How a form's field stands, over all its parts: the weakest of them. */
function fieldStates({ coverage: { parts } }: FilledForm): Map<string, FieldCoverage["state"]> {
  const states = new Map<string, FieldCoverage["state"][]>();
  for (const part of parts) for (const { field, state } of part.fields) states.set(field, [...(states.get(field) ?? []), state]);
  return new Map([...states].map(([field, all]) => [field, weakest(all)]));
}
const weakest = (states: readonly CellState[]): CellState => {
  const live = states.filter((state) => state !== "not-applicable");
  return live.length === 0 ? "not-applicable" : live.every((state) => state === "answered") ? "answered" : live.every((state) => state === "missing") ? "missing" : "partly";
};

/** Pure. A form that several schools fill is one column; a question no form of this year asks for has empty cells and stays in the list: a gap on our side. */
export function matrix(crosswalks: Crosswalks, filled: readonly FilledForm[], plan: Plan): Matrix {
  const groups = new Map<string, FilledForm[]>();
  for (const form of filled) groups.set(columnKey(form), [...(groups.get(columnKey(form)) ?? []), form]);
  const columns = [...groups.values()].map((forms) => ({ forms, states: forms.map(fieldStates), uses: whereUsed(crosswalks, forms[0] ? [forms[0].program] : []) }));
  const asked = new Set(filled.flatMap(({ program }) => program.supplements.map((statement) => statement.key)));
  const supplements = [...new Map(filled.flatMap(({ program }) => program.supplements).map((statement) => [statement.key, statement])).values()];
  const { chapters } = crosswalks.outline;
  const rows = chapters.flatMap((chapter, at) =>
    [...chapter.statements, ...supplements.filter(({ key }) => (chapters.some(({ id }) => key.startsWith(`${id}.`)) ? key.startsWith(`${chapter.id}.`) : at === chapters.length - 1))].map((statement): MatrixRow => {
      const cells = columns.map(({ states, uses }) => cellOf(uses.get(statement.key) ?? [], states, asked));
      return { statement, chapterId: chapter.id, cells, forms: cells.filter((cell) => cell !== null).length };
    }),
  );
  return { rows, columns: columns.map(({ forms }) => columnOf(forms, plan)) };
}

function cellOf(uses: readonly Use[], states: readonly Map<string, CellState>[], asked: ReadonlySet<string>): MatrixCell | null {
  if (uses.length === 0) return null;
  const fields = [...new Set(uses.map((use) => use.field))];
  const all = states.flatMap((of) => fields.flatMap((field) => of.get(field) ?? []));
  const live = all.filter((state) => state !== "not-applicable");
  const answered = live.filter((state) => state === "answered").length;
  return {
    state: weakest(all),
    fields: fields.length,
    answered,
    open: live.length - answered,
    supplements: new Set(uses.filter((use) => asked.has(use.source)).map((use) => use.source)).size,
    related: uses.every((use) => use.relation === "intersects"),
  };
}

function columnOf(forms: readonly FilledForm[], plan: Plan): MatrixColumn {
  const [first] = forms as [FilledForm];
  const { program, edition, map } = first.program;
  const mapped = new Set(map.map((row) => row.field));
  const sum = (key: keyof Coverage["counts"]): number => forms.reduce((total, form) => total + form.coverage.counts[key], 0);
  return {
    program,
    edition: edition.id,
    short: edition.short,
    title: edition.title,
    ofSchools: forms.some(({ orgId }) => orgId !== plan.leaId),
    organizations: forms.length,
    counts: { answered: sum("answered"), partly: sum("partly"), missing: sum("missing"), notApplicable: sum("notApplicable") },
    unfilled: fieldsOf(first.program).filter((field) => !mapped.has(field.id) && field.kind !== "fixed" && field.kind !== "table" && field.kind !== "chart" && field.alias_of === undefined).map((field) => field.label ?? field.id),
  };
}

/** One place a question fills: on which form, by which line of which map, on whose authority, and how it stands for each organization. */
export type CellLine = Use & { place: string; standing: { orgId: string; state: CellState; at: string }[] };

/** What stands behind one cell: every place of the form that the question fills, in the form's order. */
export function behindCell(crosswalks: Crosswalks, filled: readonly FilledForm[], program: string, statementKey: string): CellLine[] {
  const forms = filled.filter((form) => form.program.program === program);
  return [...new Map(forms.map((form) => [columnKey(form), form])).values()].flatMap((first) => {
    const same = forms.filter((form) => columnKey(form) === columnKey(first));
    const { map } = first.program;
    return (whereUsed(crosswalks, [first.program]).get(statementKey) ?? []).map((use) => {
      const row = map.find((one) => one.field === use.field && (one.source === use.source || one.supplement === use.source));
      return {
        ...use,
        place: row ? `${row.file}:${row.row}` : "",
        standing: same.flatMap((form) => {
          const found = form.coverage.parts.flatMap((part) => part.fields.filter(({ field }) => field === use.field));
          return found.length === 0 ? [] : [{ orgId: form.orgId, state: weakest(found.map(({ state }) => state)), at: found.find(({ state }) => state !== "answered" && state !== "not-applicable")?.at || (found[0]?.at ?? "") }];
        }),
      };
    });
  });
}

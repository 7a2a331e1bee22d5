import { AppError } from "#schemas/app-error.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import type { Counts, Coverage } from "#app/domain/coverage/coverage.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { placePath, statementPath } from "#app/domain/plan/place-of.ts";
import type { Places } from "#app/domain/plan/place-of.ts";
import type { StatementState } from "#app/domain/plan/statement-state.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { formsHere, readFormHere } from "./read-forms.server.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";

export type CoverageField = { field: string; label: string; state: StatementState; href: string; missing: string[]; more: number; impossible: string | null; waits: string | null; required: boolean };
export type CoveragePart = { id: string; heading: string; goal: string; fields: CoverageField[] };
/** `sends`: it goes somewhere by itself. */
export type FormName = { program: string; short: string; title: string; edition: string; place: number; sends: boolean; /** Filed somewhere by itself. */ filed: boolean };
export type CoveragePage = {
  plan: PlanHead;
  form: FormName;
  others: FormName[];
  counts: Counts;
  parts: CoveragePart[];
  findings: (Finding & { href: string })[];
  /** How many rules the form is checked by. */
  rules: number;
};

/** The plan read through one form that the LEA, or the school named, fills in its year, with the names of all of them. */
export function readOneForm(ctx: Context, plan: Plan, program: string, orgId: string = plan.leaId): { reading: FormReading; covered: Coverage; form: FormName; others: FormName[]; places: Places } {
  const forms = formsHere(ctx, plan, orgId);
  const names = forms.map(({ program: id, edition }, place): FormName => ({ program: id, short: edition.short, title: edition.title, edition: edition.id, place, sends: edition.workflow !== undefined, filed: edition.filed_with !== undefined }));
  const at = forms.findIndex((one) => one.program === program);
  const [found, form] = [forms[at], names[at]];
  if (!found || !form) throw new AppError("not-found", "This plan fills no such form.");
  return { ...readFormHere(ctx, plan, found, orgId), form, others: names.filter((one) => one !== form), places: { planId: orgId === plan.leaId ? plan.id : partKey(plan.id, orgId), outline: ctx.crosswalks.outline, supplements: forms.flatMap((one) => one.supplements) } };
}

/** Every field of one form with its state and the way to its answer, and what the rules find. */
export async function loadCoverage(ctx: Context, key: string, program: string): Promise<CoveragePage> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  return { plan: planHead(ctx, plan, orgId), ...remembered({ crosswalks: ctx.crosswalks, plan }, `page of ${program} of ${orgId}`, () => formPage(ctx, plan, program, orgId)) };
}

function formPage(ctx: Context, plan: Plan, program: string, orgId: string): Omit<CoveragePage, "plan"> {
  const { reading, covered: { counts, parts }, form, others, places } = readOneForm(ctx, plan, program, orgId);
  const questions = questionOf(ctx, reading);
  return {
    form,
    others,
    counts,
    parts: parts.map(({ id, heading, goal, fields }) => ({
      id: goal ? `${id}-${goal.number}` : id,
      heading,
      goal: goal?.number ?? "",
      fields: fields.map((one) => ({
        field: one.field,
        label: fieldWords(one, reading, questions),
        state: one.state,
        href: one.at !== "" ? placePath(places, one.at) : addressPath(reading, places, one.lacking),
        missing: one.lacking.map(questions),
        more: Math.max(0, one.lackingAt.length - 1),
        impossible: one.impossible,
        waits: one.waits,
        required: one.required,
      })),
    })),
    rules: rulesOf(reading.program.edition).length,
    findings: findingsOf(reading).map((finding) => ({ ...finding, citation: shownCitation(finding.citation), href: placePath(places, finding.at) })),
  };
}

/** Where rows of an address are listed, when no single row is meant. */
function addressPath(reading: FormReading, places: Places, lacking: readonly string[]): string {
  const address = lacking.find((one) => !one.includes(":"));
  return address === undefined ? "" : statementPath(places, reading.form.outline.rows.get(address.split(".")[0] ?? "")?.statement.key ?? address);
}

/** An address in the district's words: the question, or the column's. */
export function questionOf(ctx: Pick<Context, "crosswalks">, reading: FormReading): (address: string) => string {
  const statements = [...ctx.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...reading.program.supplements];
  return (address) => {
    if (address.startsWith("calc:")) return "worked out from other answers, of which some are missing";
    const statement = statements.find((one) => one.key === address);
    if (statement) return statement.question;
    const [row, name] = address.split(".");
    const owner = statements.find((one) => one.row === row);
    const column = owner?.columns?.find((one) => one.name === name);
    const words = column?.question ?? (name ?? address).replace(/_/g, " ");
    return row && owner ? `${row.replace(/_/g, " ")}: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : address;
  };
}

/** What a place on the form is called: its label, the beginning of its prompt, or the question that answers it. */
export function fieldWords({ field, label, prompt }: { field: string; label: string; prompt: string }, reading: FormReading, questions: (address: string) => string): string {
  if (label !== field) return label;
  if (prompt !== "") return prompt.length > 110 ? `${prompt.slice(0, 109).trimEnd()}…` : prompt;
  const row = reading.program.map.find((one) => one.field === field && !one.source.includes(":"));
  return row ? questions(row.source) : field;
}

import { AppError } from "#schemas/app-error.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import type { Counts } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { placePath, statementPath } from "#app/domain/plan/place-of.ts";
import type { Places } from "#app/domain/plan/place-of.ts";
import type { StatementState } from "#app/domain/plan/statement-state.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";

export type CoverageField = { field: string; label: string; state: StatementState; href: string; missing: string[]; more: number; impossible: string | null; required: boolean };
export type CoveragePart = { id: string; heading: string; goal: string; fields: CoverageField[] };
export type FormName = { program: string; short: string; title: string; edition: string; place: number };
export type CoveragePage = {
  plan: { id: string; year: string };
  form: FormName;
  others: FormName[];
  counts: Counts;
  parts: CoveragePart[];
  findings: (Finding & { href: string })[];
  /** How many rules the form is checked by. */
  rules: number;
};

/** The plan read through one form of its year, with the names of all of them. */
export function readOneForm(ctx: Context, plan: Plan, program: string): { reading: FormReading; form: FormName; others: FormName[]; places: Places } {
  const forms = formsOfPlan(ctx.crosswalks, plan);
  const names = forms.map(({ program: id, edition }, place): FormName => ({ program: id, short: edition.short, title: edition.title, edition: edition.id, place }));
  const at = forms.findIndex((one) => one.program === program);
  const [found, form] = [forms[at], names[at]];
  if (!found || !form) throw new AppError("not-found", "This plan fills no such form.");
  return { reading: readForm({ plan, crosswalks: ctx.crosswalks, program: found }), form, others: names.filter((one) => one !== form), places: { planId: plan.id, outline: ctx.crosswalks.outline, supplements: forms.flatMap((one) => one.supplements) } };
}

/** Every field of one form with its state and the way to its answer, and what the rules find. */
export async function loadCoverage(ctx: Context, planId: string, program: string): Promise<CoveragePage> {
  const plan = await inLea(ctx, (tx) => openPlan(ctx, tx, planId, "plan.read"));
  const { reading, form, others, places } = readOneForm(ctx, plan, program);
  const { counts, parts } = coverage(reading);
  const questions = questionOf(ctx, reading);
  return {
    plan: { id: plan.id, year: plan.year },
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

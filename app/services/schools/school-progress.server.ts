// How far a school's part is, form by form.
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import type { Counts } from "#app/domain/coverage/coverage.ts";
import { placePath } from "#app/domain/plan/place-of.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { standings } from "#app/domain/plan/statement-state.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";

export type SchoolForm = { program: string; short: string; title: string; place: number; counts: Counts };
/** `question` null: everything is answered. */
export type SchoolNext = { question: string | null; program: string; href: string };

/** The bars of one school and the first answer still missing; no forms for a school that no form asks. */
export function schoolProgress(ctx: Pick<Context, "crosswalks">, plan: Plan, orgId: string): { forms: SchoolForm[]; next: SchoolNext | null } {
  const { readings, coverages } = readForms(ctx, plan, orgId);
  const none = { answered: 0, partly: 0, missing: 0, notApplicable: 0 };
  const forms = readings.map(({ program: { edition, program } }, place): SchoolForm => ({ program, short: edition.short, title: edition.title, place, counts: coverages[place]?.counts ?? none }));
  const places = { planId: partKey(plan.id, orgId), outline: ctx.crosswalks.outline, supplements: readings.flatMap((reading) => reading.program.supplements) };
  const own = standings(ctx.crosswalks, readings, coverages, plan, orgId);
  const open = coverages.flatMap(({ parts }, place) => parts.flatMap((part) => part.fields.filter((field) => field.required && (field.state === "missing" || field.state === "partly") && field.at !== "").map((field) => ({ field, place }))));
  // What the district answers for the school is not the school's next step.
  for (const { field, place } of open) {
    const [head = "", key = ""] = field.at.split("/");
    const found = own.find(({ statement }) => statement.key === key || statement.collection === head);
    if (found) return { forms, next: { question: found.statement.question, program: forms[place]?.short ?? "", href: placePath(places, field.at) } };
  }
  const first = forms[0];
  return { forms, next: first ? { question: null, program: first.short, href: `/plans/${places.planId}/programs/${first.program}/document` } : null };
}

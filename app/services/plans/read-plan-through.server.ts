// Reads a plan through a form that the crosswalks hold.
import type { FileContext } from "#app/file-context.server.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";

/**
 * `edition`: an edition's id or a year; without one, the form of the plan's own year. `orgId`: the school whose form it is. Throws AppError
 * "not-found" that lists what there is, "invalid" where a school's form is asked of the LEA or the other way round.
 */
export function readPlanThrough(ctx: Pick<FileContext, "crosswalks" | "findProgram">, { plan, program, edition, orgId }: { plan: Plan; program: string; edition?: string | undefined; orgId?: string }): FormReading {
  const crosswalks = ctx.crosswalks();
  const asked = edition ?? plan.year;
  const first = ctx.findProgram(crosswalks, program, asked);
  const subject = orgId === undefined || orgId === plan.leaId ? "lea" : "school";
  // A program may have a form for the LEA and one for schools in the same year.
  const found = first.edition.subject === subject || first.edition.id === asked ? first : (crosswalks.programs.find((one) => one.program === program && one.edition.subject === subject && one.edition.years.includes(asked)) ?? first);
  if (found.edition.subject !== subject) throw new AppError("invalid", subject === "lea" ? `The form ${found.edition.id} of "${program}" is a school's: say which school (--school CDS).` : `The form ${found.edition.id} of "${program}" is the LEA's: leave the school out.`);
  return readForm({ plan, crosswalks, program: found, ...(orgId !== undefined && { orgId }) });
}

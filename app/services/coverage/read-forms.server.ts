import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { coverageAfter } from "#app/domain/coverage/coverage.ts";
import type { Coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { standings } from "#app/domain/plan/statement-state.ts";
import type { StatementStanding } from "#app/domain/plan/statement-state.ts";
import { remembered, rememberedAfter, rememberedOfPrograms } from "#app/services/plans/remembered.server.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { whereUsed } from "#app/domain/coverage/where-used.ts";
import type { Use } from "#app/domain/coverage/where-used.ts";

/** The forms that the LEA, or the school named, fills in the plan's year, as formsOfPlan says. */
export const formsHere = (ctx: Pick<Context, "crosswalks">, plan: Plan, orgId: string = plan.leaId): readonly ProgramCrosswalk[] => remembered({ crosswalks: ctx.crosswalks, plan }, `forms of ${orgId}`, () => formsOfPlan(ctx.crosswalks, plan, orgId));

/** The plan read through one of these forms, with what it still lacks. */
export function readFormHere(ctx: Pick<Context, "crosswalks">, plan: Plan, program: ProgramCrosswalk, orgId: string = plan.leaId): { reading: FormReading; covered: Coverage } {
  return rememberedAfter<{ reading: FormReading; covered: Coverage }>({ crosswalks: ctx.crosswalks, plan }, `form ${program.edition.id} of ${orgId}`, (before) => {
    const reading = readForm({ plan, crosswalks: ctx.crosswalks, program, orgId });
    return { reading, covered: coverageAfter(before?.covered, reading) };
  });
}

/** The plan read through every form that the LEA, or the school named, fills in its year, with what each still lacks. */
export function readForms(ctx: Pick<Context, "crosswalks">, plan: Plan, orgId: string = plan.leaId): { readings: FormReading[]; coverages: Coverage[] } {
  const read = formsHere(ctx, plan, orgId).map((program) => readFormHere(ctx, plan, program, orgId));
  return { readings: read.map(({ reading }) => reading), coverages: read.map(({ covered }) => covered) };
}

/** How far along each statement of the LEA, or of the school named, is. */
export function standingsHere(ctx: Pick<Context, "crosswalks">, plan: Plan, orgId: string = plan.leaId): readonly StatementStanding[] {
  const { readings, coverages } = readForms(ctx, plan, orgId);
  return remembered({ crosswalks: ctx.crosswalks, plan }, `standings of ${orgId}`, () => standings(ctx.crosswalks, readings, coverages, plan, orgId));
}

/** By statement key: where these forms use it. */
export const usesIn = ({ crosswalks }: Pick<Context, "crosswalks">, programs: readonly ProgramCrosswalk[]): ReadonlyMap<string, Use[]> =>
  rememberedOfPrograms(crosswalks, `uses in ${programs.map(({ edition }) => edition.id).join(" ")}`, () => whereUsed(crosswalks, programs));

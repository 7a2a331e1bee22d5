import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { coverageAfter } from "#app/domain/coverage/coverage.ts";
import type { Coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { rememberedAfter } from "#app/services/plans/remembered.server.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";

/** The plan read through every form that the LEA, or the school named, fills in its year, with what each still lacks. */
export function readForms(ctx: Pick<Context, "crosswalks">, plan: Plan, orgId: string = plan.leaId): { readings: FormReading[]; coverages: Coverage[] } {
  return rememberedAfter<{ readings: FormReading[]; coverages: Coverage[] }>({ crosswalks: ctx.crosswalks, plan }, `forms of ${orgId}`, (before) => {
    const readings = formsOfPlan(ctx.crosswalks, plan, orgId).map((program) => readForm({ plan, crosswalks: ctx.crosswalks, program, orgId }));
    return { readings, coverages: readings.map((reading) => coverageAfter(before?.coverages.find(({ edition }) => edition === reading.program.edition.id), reading)) };
  });
}

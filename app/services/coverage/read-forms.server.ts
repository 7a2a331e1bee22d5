import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import type { Coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";

/** The plan read through every form of its year, with what each still lacks. */
export function readForms(ctx: Context, plan: Plan): { readings: FormReading[]; coverages: Coverage[] } {
  return remembered({ crosswalks: ctx.crosswalks, plan }, "forms", () => {
    const readings = formsOfPlan(ctx.crosswalks, plan).map((program) => readForm({ plan, crosswalks: ctx.crosswalks, program }));
    return { readings, coverages: readings.map(coverage) };
  });
}

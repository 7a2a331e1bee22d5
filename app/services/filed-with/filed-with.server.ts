import { recordAct } from "#db/repos/audit.server.ts";
import { findFiled, saveFiled } from "#db/repos/filed-with.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Edition } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { daySchema } from "#schemas/scalars.ts";
import type { Context } from "#app/context.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { filedWithOf } from "#app/domain/documents/filed-with.ts";
import type { FiledWith } from "#app/domain/documents/filed-with.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";

/** `where`: what the form's file says about the place of filing. */
export type FiledPage = { plan: PlanHead; form: { program: string; short: string; title: string }; where: { place: string; words: string; source: string; confidence: string }; record: (FiledWith & { version: number; by: string }) | null; mayEnter: boolean; today: string };
export type FiledForm = { place: string; filedOn: string; proof: string; seenVersion: number };
export type FiledResult = { outcome: "saved" } | { outcome: "conflict" } | { outcome: "refused"; lacks: "place" | "filedOn" };

function filedForm(ctx: Context, plan: Plan, orgId: string, program: string): Edition & { filed_with: NonNullable<Edition["filed_with"]> } {
  const edition = formsOfPlan(ctx.crosswalks, plan, orgId).find((form) => form.program === program && form.edition.filed_with)?.edition;
  if (!edition?.filed_with) throw new AppError("not-found", "This plan files no such form.");
  return { ...edition, filed_with: edition.filed_with };
}

/** Where a program's plan is filed, and what is on record of it. */
export async function loadFiled(ctx: Context, key: string, program: string): Promise<FiledPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    const edition = filedForm(ctx, plan, orgId, program);
    const { place, words, source, confidence } = filedWithOf(edition.filed_with, plan.organizations.find((one) => one.id === plan.leaId)?.kind ?? "district");
    return {
      plan: planHead(ctx, plan, orgId),
      form: { program, short: edition.short, title: edition.title },
      where: { place, words, source, confidence },
      record: (await findFiled(tx, { leaId: plan.leaId, planId: plan.id, orgId, program })) ?? null,
      mayEnter: mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "plan.change"),
      today: ctx.today(),
    };
  });
}

/** Enters where, when and with which proof a plan was filed. Filing comes after adoption, so an adopted plan takes it. */
export async function enterFiled(ctx: Context, key: string, program: string, form: FiledForm): Promise<FiledResult> {
  return inLea(ctx, async (tx): Promise<FiledResult> => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.change");
    filedForm(ctx, plan, orgId, program);
    const place = form.place.trim();
    if (place === "") return { outcome: "refused", lacks: "place" };
    if (!daySchema.safeParse(form.filedOn).success || form.filedOn > ctx.today()) return { outcome: "refused", lacks: "filedOn" };
    const saved = await saveFiled(tx, { leaId: plan.leaId, planId: plan.id, orgId, program, place, filedOn: form.filedOn, proof: form.proof.trim(), by: ctx.user.id, seenVersion: form.seenVersion });
    if (!saved) return { outcome: "conflict" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "enter-filed", object: `plan/${plan.id}/filed/${program}`, detail: { organization: orgId, place, on: form.filedOn } });
    return { outcome: "saved" };
  });
}

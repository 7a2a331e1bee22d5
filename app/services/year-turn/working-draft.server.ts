import { recordAct } from "#db/repos/audit.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { workingDraft } from "#app/domain/documents/working-draft.ts";
import { standings } from "#app/domain/plan/statement-state.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { everyStatement, inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";

export const draftFormats = ["docx", "xlsx", "html"] as const;
export type DraftFormat = (typeof draftFormats)[number];

function draftOf(ctx: Context, plan: Plan, orgId: string): PlanDocument {
  const forms = formsOfPlan(ctx.crosswalks, plan, orgId);
  const subject = orgId === plan.leaId ? "lea" : "school";
  if (ctx.crosswalks.programs.some(({ edition }) => edition.subject === subject && (subject === "school" || edition.applies === undefined) && edition.years.includes(plan.year))) throw new AppError("conflict", `The ${plan.year} plan has an official form; print that.`);
  const asked = new Set(standings(ctx.crosswalks, [], [], plan, orgId).filter((one) => one.asked).map(({ statement }) => statement.key));
  const statements = statementsOf(ctx.crosswalks, forms, orgId === plan.leaId ? "lea" : "school").filter(({ statement }) => asked.has(statement.key));
  // It leaves the LEA on paper: nothing private is in it, whoever asks.
  return workingDraft(withoutPrivate(plan, everyStatement(ctx)), ctx.crosswalks, { statements, preparedOn: ctx.today(), orgId });
}

/** The plan as it would print while no official form for its year is held; refused where one is. */
export async function loadWorkingDraft(ctx: Context, key: string): Promise<{ plan: PlanHead; document: PlanDocument }> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "document.export"));
  return { plan: planHead(ctx, plan, orgId), document: draftOf(ctx, plan, orgId) };
}

export async function makeWorkingDraft(ctx: Context, key: string, format: DraftFormat): Promise<{ bytes: Uint8Array; name: string; format: DraftFormat }> {
  const { plan, orgId } = await inLea(ctx, async (tx) => {
    const opened = await openPart(ctx, tx, key, "document.export");
    await recordAct(tx, { leaId: opened.plan.leaId, actor: ctx.user.id, verb: "make-working-draft", object: `plan/${key}`, detail: { format } });
    return opened;
  });
  const document = draftOf(ctx, plan, orgId);
  return { bytes: await ctx.files.render[format](document), name: exportFileName({ organization: document.organization.name, short: "plan", year: plan.year, copy: "working-draft", format }), format };
}

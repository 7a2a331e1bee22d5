// All school plans of a district in one archive.
import { recordAct } from "#db/repos/audit.server.ts";
import { createExport } from "#db/repos/document-exports.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import type { DraftKind, packetFormats } from "#app/domain/documents/copy-kinds.ts";
import { schoolsOf } from "#app/domain/plan/part.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { refuseTooManyWaiting } from "./most-waiting.server.ts";
import { renderPlanDocument } from "./render-plan-document.server.ts";
import type { RenderRequest } from "./render-plan-document.server.ts";

export type PacketForm = { program: string; edition: string; short: string; schools: number };

const prints = ({ edition }: ProgramCrosswalk): boolean => edition.parts.some((part) => part.fields.some((field) => field.kind !== "element" && field.kind !== "fixed"));

/** Who fills a form of schools in this year. Whoever may make documents of the LEA reads every school's part. */
function schoolsWith(ctx: Context, plan: Plan): { id: string; name: string; forms: ProgramCrosswalk[] }[] {
  return schoolsOf(plan).map(({ id, name }) => ({ id, name, forms: formsOfPlan(ctx.crosswalks, plan, id).filter(prints) }));
}

/** The printed forms that schools of this plan fill, each with how many do. */
export function packetForms(ctx: Context, plan: Plan): PacketForm[] {
  const forms = new Map<string, PacketForm>();
  for (const { program, edition } of schoolsWith(ctx, plan).flatMap((school) => school.forms)) {
    const before = forms.get(edition.id) ?? { program, edition: edition.id, short: edition.short, schools: 0 };
    forms.set(edition.id, { ...before, schools: before.schools + 1 });
  }
  return [...forms.values()];
}

/** Asks for the packet; the worker makes it. Throws "not-found" where no school fills such a form. */
export async function requestPacket(ctx: Context, planId: string, wish: { program: string; format: (typeof packetFormats)[number]; copy: DraftKind }): Promise<{ exportId: string }> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "document.export");
    const form = packetForms(ctx, plan).find(({ program }) => program === wish.program);
    if (!form) throw new AppError("not-found", "No school of this plan fills such a form this year.");
    const made = await createExport(tx, { leaId: plan.leaId, planId: plan.id, edition: form.edition, ...wish, packet: true, requestedBy: ctx.user.id });
    await ctx.queue.enqueue(tx, "export-document", { leaId: plan.leaId, exportId: made.id, actor: ctx.user.id }, made.id);
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "request-export", object: `plan/${plan.id}/exports/${made.id}`, detail: { ...wish, packet: true } });
    await refuseTooManyWaiting(ctx, tx);
    return { exportId: made.id };
  });
}

/** One document a school, in the plan's order, as one archive. `report`: the part done, 0 to 1. */
export async function makePacket(ctx: Context, request: Omit<RenderRequest, "orgId">, short: string, report: (part: number) => Promise<unknown>): Promise<Uint8Array> {
  const schools = schoolsWith(ctx, request.plan).filter(({ forms }) => forms.some(({ edition }) => edition.id === request.edition));
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [at, school] of schools.entries()) {
    const { bytes } = await renderPlanDocument(ctx.files, { ...request, orgId: school.id });
    // Two schools may share a name; their place in the list keeps the files apart.
    files.push({ name: `${String(at + 1).padStart(2, "0")} ${exportFileName({ organization: school.name, short, year: request.plan.year, copy: request.copy.kind, format: request.format })}`, bytes });
    await report((at + 1) / schools.length);
  }
  return ctx.files.pack(files);
}

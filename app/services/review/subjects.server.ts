// Whose plan is it that is sent, and through which workflow? What every service of sending and reviewing begins with.
import { recordAct, recordLook } from "#db/repos/audit.server.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import type { Tx } from "#db/client.server.ts";
import { actFor, findFiling, listCharters } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readsSent } from "#app/domain/review/workflow.ts";
import type { Subject } from "#app/domain/review/workflow.ts";

/** `above`: the overseer that found it below itself, when it is not the LEA's own; over a school stands its LEA alone. `charters`: the LEAs that the acting one authorized itself. */
export const subjectOf = ({ leaId, orgId, leaKind }: Pick<Filing, "leaId" | "orgId" | "leaKind">, { leaId: mine }: { leaId: string }, charters: ReadonlySet<string> = new Set()): Subject => ({
  leaKind,
  level: orgId === leaId ? "lea" : "school",
  owned: { leaId, orgId, above: orgId !== leaId ? [leaId] : leaId === mine ? [] : [mine] },
  authorizes: charters.has(leaId),
});

export function workflowOf(ctx: Context, id: string): Workflow {
  const workflow = ctx.crosswalks.workflows[id];
  if (!workflow) throw new Error(`there is no workflow "${id}"`);
  return workflow;
}

export const noSuchForm = (): AppError => new AppError("not-found", "This plan sends no such form.");

/** The form of a program that this plan (or one of its schools) fills and sends. Throws AppError "not-found" where there is none. */
export function sentForm(ctx: Context, plan: Plan, program: string, orgId: string): { program: ProgramCrosswalk; workflow: Workflow } {
  const found = formsOfPlan(ctx.crosswalks, plan, orgId).find((one) => one.program === program);
  if (found?.edition.workflow === undefined) throw noSuchForm();
  return { program: found, workflow: workflowOf(ctx, found.edition.workflow) };
}

/** A standing whose sent copies this person may read: of their own LEA, or of one below. Foreign, missing and never sent are the same answer. */
export async function openFiling(ctx: Context, tx: Tx, filingId: string): Promise<{ filing: Filing; subject: Subject; workflow: Workflow }> {
  const filing = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(filingId) ? await findFiling(tx, { filingId }) : undefined;
  const subject = filing && subjectOf(filing, ctx.user, filing.leaKind === "charter" ? await listCharters(tx) : undefined);
  if (!filing || !subject || !readsSent(ctx.user, subject)) throw new AppError("not-found", "There is no such submission here.");
  return { filing, subject, workflow: workflowOf(ctx, filing.workflow) };
}

/**
 * Puts a look from above on record where it belongs: in the chain of the LEA whose copy it is, once a day for each person and thing; a file that is taken each time. Looks of the LEA's own people
 * are their work and stay off the record, the files they take do not.
 */
export async function recordLookAt(ctx: Context, tx: Tx, filing: Pick<Filing, "leaId" | "program" | "year">, { verb, object, ...said }: { verb: "read-submission" | "read-shared-comments" | "download-submission" | "download-letter"; object: string; format?: string; kind?: string }): Promise<void> {
  const [own, detail] = [filing.leaId === ctx.user.leaId, { ...said, program: filing.program, year: filing.year }];
  const taken = verb === "download-submission" || verb === "download-letter";
  if (own && !taken) return;
  const body = own ? undefined : await findOrganization(tx, { leaId: ctx.user.leaId, id: ctx.user.leaId });
  const act = { leaId: filing.leaId, actor: ctx.user.id, object, detail: own ? detail : { ...detail, body: body?.name ?? ctx.user.leaId } };
  // The policy has spoken; what is written belongs to the LEA's chain of acts.
  await actFor(tx, filing.leaId);
  if (taken) await recordAct(tx, { ...act, verb });
  else await recordLook(tx, { ...act, verb, day: ctx.today() });
  await actFor(tx, ctx.user.leaId);
}

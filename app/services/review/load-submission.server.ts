import { findForm, findSubmission } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import type { Context } from "#app/context.server.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { partKey } from "#app/domain/plan/part.ts";
import type { ExportFormat } from "#app/domain/documents/copy-kinds.ts";
import { documentOf } from "#app/domain/review/freeze.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openFiling, recordLookAt } from "./subjects.server.ts";

export type OpenSubmission = { filing: Filing; submission: FrozenSubmission; form: FrozenForm; hash: string };

/** One frozen copy with its form, inside a transaction; a copy that is not open to this person is not there. */
export async function openSubmission(ctx: Context, tx: Tx, filingId: string, number: number): Promise<OpenSubmission> {
  const { filing } = await openFiling(ctx, tx, filingId);
  const stored = Number.isSafeInteger(number) ? await findSubmission(tx, { leaId: filing.leaId, filingId, number }) : undefined;
  const form = stored && (await findForm(tx, stored.form));
  if (!stored || form === undefined) throw new AppError("not-found", "There is no such submission here.");
  return { filing, submission: JSON.parse(stored.content) as FrozenSubmission, form: JSON.parse(form) as FrozenForm, hash: stored.hash };
}

/** `planId`: the address of the school's part where it is a school's form. */
export type SubmissionPage = { filingId: string; planId: string; program: string; own: boolean; submission: Pick<FrozenSubmission, "receipt" | "number" | "kind" | "receivedAt" | "receivedOn" | "dueOn" | "side" | "sentBy" | "organization" | "year" | "adoptedOn" | "words" | "edition">; hash: string; formHash: string; document: PlanDocument };

/** A receipt and the document as it was frozen. A look from above is recorded at the LEA. */
export async function loadSubmission(ctx: Context, filingId: string, number: number): Promise<SubmissionPage> {
  const { filing, submission, form, hash } = await inLea(ctx, async (tx) => {
    const copy = await openSubmission(ctx, tx, filingId, number);
    await recordLookAt(ctx, tx, copy.filing, { verb: "read-submission", object: `submission/${copy.submission.receipt}` });
    return copy;
  });
  const { receipt, kind, receivedAt, receivedOn, dueOn, side, sentBy, organization, year, adoptedOn, words, edition } = submission;
  return {
    filingId,
    planId: filing.orgId === filing.leaId ? filing.planId : partKey(filing.planId, filing.orgId),
    program: filing.program,
    own: filing.leaId === ctx.user.leaId,
    submission: { receipt, number: submission.number, kind, receivedAt, receivedOn, dueOn, side, sentBy, organization, year, adoptedOn, words, edition },
    hash,
    formHash: submission.form,
    document: documentOf(submission, form),
  };
}

/** The file of a frozen copy; "data" is the stored JSON itself, byte for byte. Handing it out is recorded first. */
export async function openSubmissionFile(ctx: Context, filingId: string, number: number, format: Exclude<ExportFormat, "json"> | "data"): Promise<{ bytes: Uint8Array; name: string; format: ExportFormat }> {
  const { document, content, name } = await inLea(ctx, async (tx) => {
    const { filing, submission, form } = await openSubmission(ctx, tx, filingId, number);
    const stored = await findSubmission(tx, { leaId: filing.leaId, filingId, number });
    await recordLookAt(ctx, tx, filing, { verb: "download-submission", object: `submission/${submission.receipt}`, format });
    const short = form.program.edition.short;
    return { document: format === "data" ? null : documentOf(submission, form), content: stored?.content ?? "", name: exportFileName({ organization: submission.organization.name, short, year: submission.year, copy: submission.receipt, format: format === "data" ? "json" : format }) };
  });
  if (format === "data" || !document) return { bytes: new TextEncoder().encode(content), name, format: "json" };
  return { bytes: await ctx.render[format](document), name, format };
}

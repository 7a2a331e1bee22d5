import { listSubmissions } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { reviews } from "#app/domain/review/workflow.ts";
import type { Subject } from "#app/domain/review/workflow.ts";
import { openSubmission } from "./load-submission.server.ts";
import type { OpenSubmission } from "./load-submission.server.ts";
import { openOutside } from "./open-outside.server.ts";
import type { OpenOutside } from "./open-outside.server.ts";
import { openFiling, recordLookAt } from "./subjects.server.ts";

export type NewestCopy = { filing: Filing; subject: Subject; workflow: Workflow; copy: OpenSubmission };
/** A plan under review: a frozen copy (`copy`), or the file that the office entered for a district outside the portal (`outside`). `number`: of the newest copy. */
export type OpenReview = { filing: { id: string; orgName: string; program: string; year: string }; subject: Subject; workflow: Workflow; program: ProgramCrosswalk; number: number; receipt: string } & ({ copy: OpenSubmission; outside: null } | { copy: null; outside: OpenOutside });

/** The newest copy of a filing that is open to this person; a look from above is recorded at the LEA. */
export async function openNewestCopy(ctx: Context, tx: Tx, filingId: string): Promise<NewestCopy> {
  const found = await openFiling(ctx, tx, filingId);
  const [newest] = (await listSubmissions(tx, { leaId: found.filing.leaId, filingId })).filter((one) => one.kind === "sent" || one.number === found.filing.sharedNumber);
  if (!newest) throw new AppError("not-found", "There is no such submission here.");
  const copy = await openSubmission(ctx, tx, filingId, newest.number);
  await recordLookAt(ctx, tx, found.filing, { verb: "read-submission", object: `submission/${copy.submission.receipt}` });
  return { ...found, copy };
}

/** The same for those who review it: their office's work on it is theirs alone. An LEA does not review its own plan. */
export async function openReview(ctx: Context, tx: Tx, filingId: string): Promise<OpenReview> {
  const outside = await openOutside(ctx, tx, filingId);
  if (outside) return asOutsideReview(outside);
  const found = await openNewestCopy(ctx, tx, filingId);
  if (found.filing.leaId === ctx.user.leaId || !reviews(ctx.user, found.subject)) throw new AppError("forbidden", "Your role here does not include reviewing this plan.");
  return asReview(found);
}

export const asOutsideReview = (outside: OpenOutside): OpenReview => ({ filing: { ...outside.filing, orgName: outside.filing.name }, subject: outside.subject, workflow: outside.workflow, program: outside.program, number: outside.newest.number, receipt: outside.newest.receipt, copy: null, outside });
/** A frozen copy as what is reviewed. */
export const asReview = ({ filing, subject, workflow, copy }: NewestCopy): OpenReview => ({ filing, subject, workflow, program: copy.form.program, number: copy.submission.number, receipt: copy.submission.receipt, copy, outside: null });

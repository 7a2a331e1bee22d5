import { findOutside, listOutsideCopies } from "#db/repos/outside-filings.server.ts";
import type { OutsideCopy, OutsideFiling } from "#db/repos/outside-filings.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { outsideSubject } from "#app/domain/review/outside.ts";
import { reviews } from "#app/domain/review/workflow.ts";
import type { Subject } from "#app/domain/review/workflow.ts";
import { workflowOf } from "./subjects.server.ts";

export type OpenOutside = { filing: OutsideFiling; subject: Subject; workflow: Workflow; program: ProgramCrosswalk; copies: OutsideCopy[]; newest: OutsideCopy };

/** A plan that this office entered for a district outside the portal, for those who review districts' plans; undefined where this office entered none of that id. */
export async function openOutside(ctx: Context, tx: Tx, filingId: string): Promise<OpenOutside | undefined> {
  const { leaId } = ctx.user;
  const filing = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(filingId) ? await findOutside(tx, { leaId, filingId }) : undefined;
  if (!filing) return undefined;
  const subject = outsideSubject(filing);
  if (!reviews(ctx.user, subject)) throw new AppError("not-found", "There is no such submission here.");
  const program = ctx.crosswalks.programs.find((one) => one.program === filing.program && one.edition.id === filing.edition);
  const copies = await listOutsideCopies(tx, { leaId, filingId: filing.id });
  const [newest] = copies;
  if (!program || !newest) throw new Error("an entered plan without its form or its copy");
  return { filing, subject, workflow: workflowOf(ctx, filing.workflow), program, copies, newest };
}

/** The same where nothing else will do. */
export async function mustOpenOutside(ctx: Context, tx: Tx, filingId: string): Promise<OpenOutside> {
  const found = await openOutside(ctx, tx, filingId);
  if (!found) throw new AppError("not-found", "There is no such submission here.");
  return found;
}

/** A copy's pages with the one that is looked at. */
export type ReadPages = { number: number; fileName: string; count: number; page: number };
export const readPagesOf = ({ number, fileName, pages }: OutsideCopy, page: number): ReadPages => ({ number, fileName, count: pages, page: Number.isSafeInteger(page) && page >= 1 && page <= pages ? page : 1 });

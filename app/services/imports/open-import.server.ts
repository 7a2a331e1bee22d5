import { findImport, findReading, type PlanImport } from "#db/repos/plan-imports.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { offerOf, type ImportOffer } from "#app/domain/imports/import-items.ts";
import { readingSchema, type Reading } from "#app/domain/imports/reading.ts";
import { openPart } from "#app/services/plans/open-plan.server.ts";

const importIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Before the lineages of a document, so that they meet no row a person typed. */
const lineagePrefix = "lcap-";

/** `orgId`: whose part of the plan it goes into, the LEA or a school. */
export type OpenImport = { plan: Plan; orgId: string; found: PlanImport };

/** The import with its plan, if this person may import into that part of it. Missing, foreign and of another plan are the same answer. `key`: the plan, or the address of a school's part. */
export async function openImport(ctx: Context, tx: Tx, key: string, importId: string): Promise<OpenImport> {
  const { plan, orgId } = await openPart(ctx, tx, key, "plan.import");
  const found = importIdPattern.test(importId) ? await findImport(tx, { leaId: plan.leaId, importId }) : undefined;
  if (!found || found.planId !== plan.id || found.orgId !== orgId) throw new AppError("not-found", "There is no such import here.");
  return { plan, orgId, found };
}

/** What was read, and what it offers this plan. Throws "conflict" when there is nothing to look at. */
export async function openReading(ctx: Context, tx: Tx, { plan, orgId, found }: OpenImport): Promise<{ reading: Reading; offer: ImportOffer }> {
  if (found.status !== "read") throw new AppError("conflict", "This document is not read, or its reading was cleared away. Choose the file again.");
  const reading = readingSchema.parse(await findReading(tx, { leaId: plan.leaId, importId: found.id }));
  const ours = found.kind === "year" || (found.kind === "json" && reading.plan.leaId === plan.leaId);
  const prefix = ours ? "" : reading.places === "rows" ? `sheet-${found.fileHash.slice(0, 8)}-` : orgId === plan.leaId ? lineagePrefix : `spsa-${orgId.slice(0, 30)}-`;
  return { reading, offer: offerOf(reading, plan, { orgId, prefix, source: { kind: "import", text: sourceWords(found), recordedOn: found.requestedAt.toISOString().slice(0, 10) }, catalogs: ctx.crosswalks.catalogs }) };
}

/** "Imported from lcap-2025-26.pdf": what a row's source says. */
export const sourceWords = ({ kind, fileName }: Pick<PlanImport, "kind" | "fileName">): string => (kind === "year" ? `Carried from the plan of ${fileName}` : `Imported from ${fileName}`);

// Rows of the access table for documents on their way into a plan, and a reading to ask about.
import { randomUUID } from "node:crypto";
import type { Tx } from "#db/client.server.ts";
import { claimImport, createImport, finishImport } from "#db/repos/plan-imports.server.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import type { Plan } from "#schemas/plan.ts";
import type { AccessRow, Ids, PlanRow } from "./access-table.ts";

const importers: PlanRow["allowed"] = ["planner@own"];
const onImport = ({ planId, importId }: Ids) => ({ planId, importId });
const row: Pick<PlanRow, "kind" | "method" | "through" | "allowed" | "params" | "mixed"> = { kind: "plan", method: "loader", through: [200], allowed: importers, params: onImport, mixed: (_own, foreign) => ({ params: { importId: foreign.importId } }) };
const onItem = (ids: Ids) => ({ ...onImport(ids), itemKey: ids.importItem });

export const importRows: AccessRow[] = [
  { kind: "signed-in", method: "loader", through: [200], file: "routes/directory.tsx" },
  { kind: "plan", method: "loader", through: [200], allowed: importers, file: "routes/plans.$planId.imports._index.tsx", params: ({ planId }) => ({ planId }) },
  { kind: "plan", method: "action", through: [400], allowed: importers, file: "routes/plans.$planId.imports._index.tsx", params: ({ planId }) => ({ planId }), form: () => ({ own: "yes" }) },
  { ...row, file: "routes/plans.$planId.imports.$importId.tsx" },
  { ...row, file: "routes/plans.$planId.imports.$importId.tsx", method: "action", through: [409], form: ({ importItem }) => ({ act: "take", seenVersion: "99999", item: importItem }) },
  { ...row, file: "routes/plans.$planId.imports.$importId.tsx", method: "action", through: [409], form: () => ({ act: "stop" }) },
  { ...row, file: "routes/plans.$planId.imports.$importId_.progress.tsx", json: true },
  // A reading carried from a plan keeps no pages: whoever may look is told so.
  { ...row, file: "routes/plans.$planId.imports.$importId_.pages.$page.tsx", through: [409], json: true, params: (ids) => ({ ...onImport(ids), page: "1" }) },
  { ...row, file: "routes/plans.$planId.imports.$importId_.rows.$itemKey.tsx", params: onItem },
  { ...row, file: "routes/plans.$planId.imports.$importId_.rows.$itemKey.tsx", method: "action", through: [409], params: onItem, form: () => ({ seenVersion: "99999" }) },
  { ...row, file: "routes/plans.$planId.imports.$importId_.rows.$itemKey.tsx", method: "action", through: [409], params: onItem, form: () => ({ act: "take", seenVersion: "99999" }) },
  { ...row, file: "routes/plans.$planId.imports.$importId_.rows.$itemKey.tsx", method: "action", through: [409], params: onItem, form: () => ({ act: "leave-out", seenVersion: "99999" }) },
];

/** A reading that waits to be looked at: the plan itself, as it would be read. */
export async function addReading(tx: Tx, plan: Plan, orgId: string = plan.leaId): Promise<{ importId: string; importItem: string }> {
  const importId = randomUUID();
  const reading: Reading = { leaName: plan.leaId, cds: "", year: plan.year, plan, printed: {}, notes: [], places: "pages", sizes: [], passages: {}, former: false, totals: {}, derived: [], agreeing: 0, compared: 0, carryoverPercent: null };
  await createImport(tx, { id: importId, leaId: plan.leaId, orgId, planId: plan.id, kind: "year", fileName: "reading", fileSize: 1, fileHash: importId, fileKey: null, ownDocument: false, requestedBy: "test" });
  await claimImport(tx, { leaId: plan.leaId, importId });
  await finishImport(tx, { leaId: plan.leaId, importId, reading, keepsFile: false });
  return { importId, importItem: `goals~${plan.goals.find((goal) => goal.orgId === orgId)?.lineageId ?? ""}` };
}

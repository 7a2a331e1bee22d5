import { withLea } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { findStateBody } from "#db/repos/state-loading.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import { stateForm } from "./open-state.server.ts";
import { writeStateExport } from "./write-state-export.server.ts";
import type { ExportParts, ExportRequest, Manifest, TakeFile } from "./write-state-export.server.ts";

/** The operator's statewide export, in the name of the state's own organization and in its record of acts. Throws "not-found" where none is set up, or for a form nobody fills. */
export async function exportStateFrom(parts: ExportParts & { crosswalks: Crosswalks }, request: Omit<ExportRequest, "stateId" | "actor">, take: TakeFile): Promise<Manifest> {
  stateForm(parts, request.program, request.year);
  const stateId = await findStateBody(parts.db);
  if (stateId === undefined) throw new AppError("not-found", "No organization of the state is set up here, and exports are made in its name.");
  const actor = "system:operator";
  const { program, year, county, format } = request;
  await withLea(parts.db, { leaId: stateId, actor }, (tx) => recordAct(tx, { leaId: stateId, actor, verb: "state-export", object: `state-export/${program}/${year}`, detail: { format, county } }));
  return writeStateExport(parts, { ...request, stateId, actor }, take);
}

import { createHash } from "node:crypto";
import type { Database } from "#db/client.server.ts";
import { findStateBody, loadDirectory } from "#db/repos/state-directory.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { DirectoryDifference } from "#schemas/state-directory.ts";
import { readDirectory, type RowFault } from "#app/domain/imports/directory-rows.ts";
import type { FileContext } from "#app/file-context.server.ts";

export type DirectoryImport = { file: string; encoding: string; rows: number; faults: RowFault[]; loaded: boolean; difference: DirectoryDifference | null };

/** Loads a published school directory in the name of the state. Rows with faults stop the whole load unless `withoutBadRows`; a dry run only counts. Throws where the installation has no state organization. */
export async function importDirectory({ db, read }: { db: Database; read: Pick<FileContext["read"], "csv"> }, request: { bytes: Uint8Array; fileName: string; publishedOn: string | null; dryRun: boolean; withoutBadRows: boolean }): Promise<DirectoryImport> {
  const { lines, encoding } = await read.csv(request.bytes);
  const { rows, faults } = readDirectory(lines);
  const answer = { file: request.fileName, encoding, rows: rows.length, faults };
  if (rows.length === 0 || (faults.length > 0 && !request.withoutBadRows)) return { ...answer, loaded: false, difference: null };
  const stateId = await findStateBody(db);
  if (stateId === undefined) throw new AppError("not-found", "This installation has no organization of the state; state files are loaded in its name.");
  const hash = createHash("sha256").update(request.bytes).digest("hex");
  const difference = await loadDirectory(db, { stateId, actor: "system:operator", file: { name: request.fileName, hash, publishedOn: request.publishedOn }, rows, dryRun: request.dryRun });
  return { ...answer, loaded: !request.dryRun, difference };
}

import { createHash } from "node:crypto";
import type { Database } from "#db/client.server.ts";
import { loadDirectory } from "#db/repos/state-directory.server.ts";
import { loadStateFacts } from "#db/repos/state-facts.server.ts";
import { findStateBody, type LoadingFile } from "#db/repos/state-loading.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { LoadDifference, StateFileKind, TableSheet } from "#schemas/state-files.ts";
import { isDirectory, readDirectory, type RowFault } from "#app/domain/imports/directory-rows.ts";
import { kindOfSheets, readStateFile } from "#app/domain/imports/state-rows.ts";
import type { FileContext } from "#app/file-context.server.ts";

/** The directory has a table of its own; every other kind is described in crosswalks/state-files. */
export const directoryKind = "directory";

export type StateFileRequest = { kind: string; bytes: Uint8Array; fileName: string; publishedOn: string | null; year: number | null; dryRun: boolean; withoutBadRows: boolean; said?: (done: number, of: number) => void };
/** `footers`: lines below the table that are no rows; `lists`: what the file holds. `difference` null: nothing was loaded because of the faults. */
export type StateFileImport = { kind: string; file: string; encoding: string; rows: number; footers: number; lists: { title: string; rows: number }[]; faults: RowFault[]; loaded: boolean; difference: LoadDifference | null };

type Needs = { db: Database; read: Pick<FileContext["read"], "tables">; kinds: readonly StateFileKind[] };
type Load = (request: { stateId: string; actor: string; file: LoadingFile; dryRun: boolean; said?: (done: number) => void }) => Promise<LoadDifference>;
type Read = { rows: number; faults: RowFault[]; footers: number; lists: StateFileImport["lists"]; load: Load };

/** Loads a file as the state published it, in the name of the state. Rows with faults stop the whole load unless `withoutBadRows`; a dry run only counts. Throws AppError: no such kind, another kind of file, a file that cannot be read, an installation without a state organization. */
export async function importStateFile({ db, read, kinds }: Needs, request: StateFileRequest): Promise<StateFileImport> {
  const kind = kinds.find(({ id }) => id === request.kind);
  if (!kind && request.kind !== directoryKind) throw new AppError("not-found", `There is no kind of state file "${request.kind}". There are ${[directoryKind, ...kinds.map(({ id }) => id)].join(", ")}.`);
  const { sheets, encoding } = await read.tables(request.bytes);
  const found = kind ? readFacts(db, kind, kinds, sheets, request) : readOrganizations(db, kinds, sheets, request);
  const { rows, faults, footers, lists } = found;
  const answer = { kind: request.kind, file: request.fileName, encoding, rows, footers, lists, faults };
  if (rows === 0 || (faults.length > 0 && !request.withoutBadRows)) return { ...answer, loaded: false, difference: null };
  const stateId = await findStateBody(db);
  if (stateId === undefined) throw new AppError("not-found", "This installation has no organization of the state; state files are loaded in its name.");
  const hash = createHash("sha256").update(request.bytes).digest("hex");
  const { said } = request;
  const file = { kind: request.kind, name: request.fileName, hash, publishedOn: request.publishedOn, leftOut: new Set(faults.map(({ row, field }) => `${row}|${field.split(":")[0] ?? ""}`)).size };
  const difference = await found.load({ stateId, actor: "system:operator", file, dryRun: request.dryRun, ...(said && { said: (done) => said(done, rows) }) });
  return { ...answer, loaded: !request.dryRun, difference };
}

/** Another kind of file is named and not read. */
function otherKind(kinds: readonly StateFileKind[], sheets: readonly TableSheet[], { kind, fileName }: StateFileRequest): never {
  const looks = isDirectory(sheets) ? directoryKind : kindOfSheets(kinds, sheets, fileName)?.id;
  if (looks !== undefined) throw new AppError("invalid", `This is not the file for "${kind}": it looks like "${looks}". Load it with: import ${looks} ${fileName}`);
  const known = kinds.find(({ id }) => id === kind);
  const tables = known?.layouts.map(({ title, has, named }) => `${title}${named === undefined ? "" : ` (with “${named}” in the name)`}: ${has.slice(0, 4).join(", ")} …`) ?? [];
  throw new AppError("invalid", ["This is no file that the state publishes, as far as its first lines tell: no header that is known stands there.", ...tables.map((one) => `  ${one}`)].join("\n"));
}

function readFacts(db: Database, kind: StateFileKind, kinds: readonly StateFileKind[], sheets: readonly TableSheet[], request: StateFileRequest): Read {
  const { facts, faults, footers, layouts } = readStateFile(kind, sheets, request);
  if (facts.length === 0 && faults.length === 0) otherKind(kinds, sheets, request);
  return { rows: facts.length, faults, footers, lists: layouts.map(({ title, rows }) => ({ title, rows })), load: (how) => loadStateFacts(db, { ...how, rows: facts }) };
}

function readOrganizations(db: Database, kinds: readonly StateFileKind[], sheets: readonly TableSheet[], request: StateFileRequest): Read {
  if (!isDirectory(sheets)) otherKind(kinds, sheets, request);
  const { rows, faults } = readDirectory(sheets);
  const leas = rows.filter((row) => row.kind === "lea").length;
  return { rows: rows.length, faults, footers: 0, lists: [{ title: "LEAs", rows: leas }, { title: "Schools", rows: rows.length - leas }], load: (how) => loadDirectory(db, { ...how, rows }) };
}

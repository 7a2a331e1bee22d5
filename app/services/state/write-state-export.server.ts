import { createHash } from "node:crypto";
import { withBareLea, withLea, type Database } from "#db/client.server.ts";
import { findForm, findSubmission } from "#db/repos/submissions.server.ts";
import { keepTables, listWithoutTables, readCopies, readTable } from "#db/repos/submission-tables.server.ts";
import type { CopyKey, ExportedCopy, ExportScope } from "#db/repos/submission-tables.server.ts";
import type { StateExportFormat } from "#db/repos/state-exports.server.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import { documentOf } from "#app/domain/review/freeze.ts";
import { ballOf } from "#app/domain/review/workflow.ts";
import { tablesOfCopy } from "#app/domain/state/copy-tables.ts";
import { copyTableNames, dictionaryVersion, exportTables, submissionColumns } from "#app/domain/state/dictionary.ts";
import type { Cells } from "#app/domain/state/dictionary.ts";
import { csvHead, csvLines, dictionaryLines, ndjsonLines } from "#app/domain/state/table-lines.ts";

/** What an export is made of: the database, the workflows' words, and the writers of documents. */
export type ExportParts = { db: Database; crosswalks: Pick<Crosswalks, "workflows">; render: Record<"docx" | "pdf", (document: PlanDocument) => Promise<Uint8Array>> };
export type ExportRequest = ExportScope & { stateId: string; actor: string; format: StateExportFormat };
/** Takes the files one after the other; a chunk is asked for when the one before is written. */
export type TakeFile = (name: string, chunks: AsyncIterable<string | Uint8Array>) => Promise<void>;

export type ManifestFile = { name: string; rows: number | null; bytes: number; sha256: string };
export type Manifest = {
  manifestVersion: 1; program: string; year: string; county: string | null; format: StateExportFormat; /** The one moment all files show. */ snapshotAt: string; dictionary: number; submissions: number; rows: number; encoding: string; files: ManifestFile[];
};

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** The tables of a copy as they are kept with it. */
export const tablesToKeep = (submission: FrozenSubmission, form: FrozenForm) => tablesOfCopy(submission, form).map((table) => ({ ...table, hash: sha256(table.ndjson + table.csv) }));

/** Copies that were sent before this dictionary get their tables now, each in a transaction of its own LEA. */
async function writeMissingTables({ db }: ExportParts, { stateId, actor, program, year, county }: ExportRequest): Promise<void> {
  const lacking = await withLea(db, { leaId: stateId, actor }, (tx) => listWithoutTables(tx, { program, year, county }, dictionaryVersion));
  const forms = new Map<string, FrozenForm>();
  for (const copy of lacking) {
    await withLea(db, { leaId: copy.leaId, actor }, async (tx) => {
      const stored = await findSubmission(tx, copy);
      if (!stored) return;
      const form = forms.get(stored.form) ?? (JSON.parse((await findForm(tx, stored.form)) ?? "null") as FrozenForm);
      forms.set(stored.form, form);
      await keepTables(tx, { ...copy, orgId: stored.orgId, dictionary: dictionaryVersion }, tablesToKeep(JSON.parse(stored.content) as FrozenSubmission, form));
    });
  }
}

/** A file's chunks with what the manifest says of it, known when the last has passed. */
function measured(name: string, chunks: AsyncIterable<{ rows: number; chunk: string | Uint8Array }>): { told: () => ManifestFile; chunks: AsyncIterable<Uint8Array> } {
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  const pass = async function* () {
    for await (const one of chunks) {
      const chunk = typeof one.chunk === "string" ? Buffer.from(one.chunk, "utf8") : one.chunk;
      if (chunk.byteLength === 0) continue;
      hash.update(chunk);
      rows += one.rows;
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  return { chunks: pass(), told: () => ({ name, rows, bytes, sha256: hash.digest("hex") }) };
}

async function* once(chunk: string | Uint8Array, rows = 0) {
  yield await Promise.resolve({ rows, chunk });
}

/**
 * Writes a statewide export: what was sent under a program and year, newest copies, all as of one moment. Never a draft; private answers are in no copy.
 * The caller has asked the policy and put the act on record. `said` hears how far it is, 0 to 1.
 */
export async function writeStateExport(parts: ExportParts, request: ExportRequest, take: TakeFile, said: (part: number) => Promise<void> = async () => {}): Promise<Manifest> {
  const { stateId, actor, program, year, county, format } = request;
  const files: ManifestFile[] = [];
  const put = async (name: string, chunks: AsyncIterable<{ rows: number; chunk: string | Uint8Array }>, countsRows: boolean) => {
    const file = measured(name, chunks);
    await take(name, file.chunks);
    const told = file.told();
    files.push(countsRows ? told : { ...told, rows: null });
  };
  const scope = { program, year, county };
  const asTables = format === "ndjson" || format === "csv";
  if (asTables) await writeMissingTables(parts, request);
  const standing = (copy: ExportedCopy) => {
    const workflow = parts.crosswalks.workflows[copy.workflow];
    return workflow ? ballOf(workflow, copy.state) : { title: copy.state, holder: "" };
  };
  const cellsOf = (copy: ExportedCopy): Cells => {
    const { title, holder } = standing(copy);
    return [copy.cds, year, program, copy.receipt, copy.organization, copy.county, copy.leaKind, copy.edition, copy.number, title, holder, copy.receivedAt.toISOString(), copy.receivedOn, copy.dueOn, copy.side, copy.hash, copy.form, copy.generated];
  };
  const { snapshotAt, copies } = await withBareLea(parts.db, { leaId: stateId, actor, snapshot: true }, async (client) => {
    const { rows: moments } = await client.query<{ at: Date }>("select now() as at");
    const keys: (CopyKey & { receipt: string })[] = [];
    const lines = async function* () {
      const lineFormat = format === "ndjson" ? "ndjson" : "csv";
      if (lineFormat === "csv") yield { rows: 0, chunk: csvHead(submissionColumns) };
      for await (const copy of readCopies(client, scope)) {
        keys.push({ leaId: copy.leaId, filingId: copy.filingId, number: copy.number, receipt: copy.receipt });
        yield { rows: 1, chunk: lineFormat === "csv" ? csvLines(submissionColumns, [cellsOf(copy)]) : ndjsonLines(submissionColumns, [cellsOf(copy)]) };
      }
    };
    await put(`submissions.${asTables ? format : "csv"}`, lines(), true);
    if (asTables) {
      const tables = exportTables();
      for (const [at, name] of copyTableNames.entries()) {
        const columns = tables.find((table) => table.name === name)?.columns ?? [];
        const tableLines = async function* () {
          if (format === "csv") yield { rows: 0, chunk: csvHead(columns) };
          for await (const { rows, lines: chunk } of readTable(client, scope, { name, format, dictionary: dictionaryVersion })) yield { rows, chunk };
        };
        await put(`${name}.${format}`, tableLines(), true);
        await said((at + 1) / copyTableNames.length);
      }
    }
    return { snapshotAt: moments[0]?.at.toISOString() ?? "", copies: keys };
  });
  // Copies never change: read one by one after the snapshot, they are what it saw.
  if (!asTables) await putDocuments(parts, request, copies, put, said);
  await put("data-dictionary.csv", once(dictionaryLines(asTables ? exportTables() : exportTables().slice(0, 1))), false);
  const rows = files.reduce((sum, file) => sum + (file.rows ?? 0), 0);
  const manifest: Manifest = { manifestVersion: 1, program, year, county: county === "" ? null : county, format, snapshotAt, dictionary: dictionaryVersion, submissions: copies.length, rows, encoding: "UTF-8; CSV files begin with a byte order mark", files };
  await take("manifest.json", measured("manifest.json", once(`${JSON.stringify(manifest, null, 2)}\n`)).chunks);
  return manifest;
}

async function putDocuments({ db, render }: ExportParts, { stateId, actor, format }: ExportRequest, copies: readonly (CopyKey & { receipt: string })[], put: (name: string, chunks: AsyncIterable<{ rows: number; chunk: string | Uint8Array }>, countsRows: boolean) => Promise<void>, said: (part: number) => Promise<void>): Promise<void> {
  const writer = format === "zip-pdf" ? "pdf" : "docx";
  const forms = new Map<string, FrozenForm>();
  for (const [at, copy] of copies.entries()) {
    const document = await withLea(db, { leaId: stateId, actor }, async (tx) => {
      const stored = await findSubmission(tx, copy);
      if (!stored) throw new Error("a frozen copy that was listed is not there");
      const form = forms.get(stored.form) ?? (JSON.parse((await findForm(tx, stored.form)) ?? "null") as FrozenForm);
      forms.set(stored.form, form);
      return documentOf(JSON.parse(stored.content) as FrozenSubmission, form);
    });
    await put(`documents/${copy.receipt}.${writer}`, once(await render[writer](document)), false);
    await said((at + 1) / copies.length);
  }
}

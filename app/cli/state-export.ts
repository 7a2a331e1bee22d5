// state-export: everything that was sent under a program and year, written into a folder.
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { exportStateFrom } from "#app/services/state/operate-state-export.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { mustHave } from "./words.ts";
import type { Command } from "./main.ts";

const formats = ["ndjson", "csv", "zip-docx", "zip-pdf"] as const;

/** Aside, flushed, renamed: a file is there whole or not at all. */
async function writeWhole(file: string, write: (aside: string) => Promise<void>): Promise<void> {
  const aside = `${file}.part`;
  await rm(aside, { force: true });
  try {
    await write(aside);
    const handle = await open(aside, "r");
    await handle.sync().finally(() => handle.close());
    await rename(aside, file);
  } catch (fault) {
    await rm(aside, { force: true });
    throw fault;
  }
}

async function writeChunks(file: string, chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

export const stateExport: Command = async (words) => {
  const [program, year, out] = [mustHave(words, "program"), mustHave(words, "year"), mustHave(words, "out")];
  const format = formats.find((one) => one === mustHave(words, "format"));
  if (!format) throw new AppError("invalid", `There is no format "${words.options.get("format") ?? ""}". There are ${formats.join(", ")}.`);
  const folder = await readdir(out).catch(() => []);
  if (folder.length > 0) throw new AppError("invalid", `${out} is not empty. Name a new folder, so that no file of another export is taken for one of this.`);
  await mkdir(out, { recursive: true, mode: 0o700 });
  const files = buildFileContext(words.options.get("dir"));
  const started = performance.now();
  const request = { program, year, county: words.options.get("county") ?? "", format };
  const take = (name: string, chunks: AsyncIterable<string | Uint8Array>) => writeWhole(join(out, name), (aside) => writeChunks(aside, chunks));
  const manifest = await withOperatorDatabase(async ({ db }) => {
    const parts = { db, crosswalks: files.crosswalks(), render: files.render };
    if (format === "ndjson" || format === "csv") return exportStateFrom(parts, request, take);
    let written: Awaited<ReturnType<typeof exportStateFrom>> | undefined;
    await writeWhole(join(out, "documents.zip"), (aside) => files.packTo(aside, async (into) => {
      written = await exportStateFrom(parts, request, into);
    }));
    if (!written) throw new Error("an archive without a manifest");
    return written;
  });
  const text = [
    `${manifest.submissions} ${manifest.submissions === 1 ? "plan" : "plans"}, ${manifest.rows.toLocaleString("en-US")} rows, as of ${manifest.snapshotAt}; ${Math.round(performance.now() - started)} ms.`,
    ...(format === "ndjson" || format === "csv" ? manifest.files.map(({ name, rows, sha256 }) => `  ${name}${rows === null ? "" : `: ${rows.toLocaleString("en-US")} rows`}  ${sha256}`) : [`  documents.zip: ${manifest.files.length} files and a manifest of their hashes`]),
  ].join("\n");
  return { text, json: manifest };
};

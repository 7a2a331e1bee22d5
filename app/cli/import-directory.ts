// import directory FILE: loads the state's published school directory into the portal's database.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { importDirectory } from "#app/services/imports/import-directory.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { daySchema } from "#schemas/scalars.ts";
import type { Command } from "./main.ts";

export const importDirectoryFile: Command = async (words) => {
  const file = words.positional[0];
  if (file === undefined) throw new AppError("invalid", "Say which file: the path of a school directory as CSV or tab-separated text.");
  const published = words.options.get("published") ?? null;
  if (published !== null && !daySchema.safeParse(published).success) throw new AppError("invalid", `"${published}" is no day; write 2026-04-01.`);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new AppError("not-found", `${file} cannot be read: ${error.message}`);
  });
  const started = performance.now();
  const result = await withOperatorDatabase(({ db }) => importDirectory({ db, read: buildFileContext().read }, { bytes, fileName: basename(file), publishedOn: published, dryRun: words.flags.has("dry-run"), withoutBadRows: words.flags.has("without-bad-rows") }));
  const { difference, faults } = result;
  const text = [
    `${result.file}: ${result.rows} LEAs and schools${result.encoding === "latin-1" ? ", read as Latin-1" : ""}.`,
    ...faults.slice(0, 50).map((fault) => `  ${result.file}:${fault.row}:${fault.field}: ${fault.message}`),
    ...(faults.length > 50 ? [`  and ${faults.length - 50} more.`] : []),
    difference === null
      ? `Nothing was loaded: ${faults.length} ${faults.length === 1 ? "row is" : "rows are"} wrong. --without-bad-rows loads the others.`
      : `${result.loaded ? "Loaded" : "Would load"}: ${difference.added} new, ${difference.changed} changed, ${difference.same} as before; ${difference.notInFile} held from other files stay. ${Math.round(performance.now() - started)} ms.`,
  ].join("\n");
  return { text, json: result, ...(difference === null ? { refused: true as const } : {}) };
};

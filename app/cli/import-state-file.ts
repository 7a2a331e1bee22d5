// import directory|essa|… FILE: loads a file that the state published into the portal's database.
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { importStateFile } from "#app/services/imports/import-state-file.server.ts";
import { yearIn } from "#app/domain/imports/state-rows.ts";
import { AppError } from "#schemas/app-error.ts";
import { daySchema } from "#schemas/scalars.ts";
import type { Command } from "./main.ts";

const largest = 50 * 2 ** 20;
const number = (count: number) => count.toLocaleString("en-US");

export const importStateFileOf = (kind: string): Command => async (words) => {
  const file = words.positional[0];
  if (file === undefined) throw new AppError("invalid", "Say which file: the path of the published file, a workbook (xlsx) or a table of text (csv, txt), also gzipped.");
  const published = words.options.get("published") ?? null;
  if (published !== null && !daySchema.safeParse(published).success) throw new AppError("invalid", `"${published}" is no day; write 2026-04-01.`);
  const year = words.options.get("year") === undefined ? null : (yearIn(words.options.get("year") ?? "") ?? NaN);
  if (Number.isNaN(year)) throw new AppError("invalid", `"${words.options.get("year") ?? ""}" is no school year; write 2023-24.`);
  const unreadable = (error: Error) => {
    throw new AppError("not-found", `${file} cannot be read: ${error.message}`);
  };
  if ((await stat(file).catch(unreadable)).size > largest) throw new AppError("too-large", "This file is larger than 50 MB; no list of the state is.");
  const bytes = await readFile(file).catch(unreadable);
  const started = performance.now();
  const said = process.stderr.isTTY ? (done: number, of: number) => process.stderr.write(`\r${number(done)} of ${number(of)} rows${done === of ? "\n" : ""}`) : undefined;
  const context = buildFileContext(words.options.get("dir"));
  const request = { kind, bytes, fileName: basename(file), publishedOn: published, year, dryRun: words.flags.has("dry-run"), withoutBadRows: words.flags.has("without-bad-rows"), ...(said && { said }) };
  const result = await withOperatorDatabase(({ db }) => importStateFile({ db, read: context.read, kinds: context.crosswalks().stateFiles }, request));
  const { difference, faults, footers } = result;
  const text = [
    `${result.file}: ${result.lists.map(({ title, rows }) => `${number(rows)} ${title}`).join(", ")}${footers > 0 ? `; ${footers} ${footers === 1 ? "line" : "lines"} below the table passed over` : ""}${result.encoding === "latin-1" ? "; read as Latin-1" : ""}.`,
    ...faults.slice(0, 50).map((fault) => `  ${result.file}:${fault.row}:${fault.field}: ${fault.message}`),
    ...(faults.length > 50 ? [`  and ${faults.length - 50} more.`] : []),
    difference === null
      ? `Nothing was loaded: ${faults.length} ${faults.length === 1 ? "place is" : "places are"} wrong.${result.rows > 0 ? " --without-bad-rows loads the other rows." : ""}`
      : [
          `${result.loaded ? "Loaded" : "Would load"}: ${number(difference.added)} new, ${number(difference.changed)} changed, ${number(difference.same)} as before; ${number(difference.notInFile)} held from other files stay.`,
          ...(difference.keptNewer > 0 ? [`${number(difference.keptNewer)} are held otherwise from a file published later and stay so.`] : []),
          `${Math.round(performance.now() - started)} ms.`,
        ].join(" "),
  ].join("\n");
  return { text, json: result, ...(difference === null ? { refused: true as const } : {}) };
};

// import spsa FILE: reads a school plan without a portal; writes the plan as data and the report of the reading.
import { basename } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { importSpsa } from "#app/services/imports/import-spsa.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { readImportFile, writeAside } from "./import-files.ts";
import type { Command } from "./main.ts";

export const importSpsaFile: Command = async (words) => {
  const file = words.positional[0];
  if (file === undefined) throw new AppError("invalid", "Say which file: the path of a school plan.");
  const [out, reportFile] = [words.options.get("out"), words.options.get("report")];
  const { report, plan } = await importSpsa(buildFileContext(words.options.get("dir")), { bytes: await readImportFile(file), fileName: basename(file), ownDocument: words.flags.has("own-document") });
  if (out !== undefined) await writeAside(out, plan);
  if (reportFile !== undefined) await writeAside(reportFile, report);
  const { read } = report;
  const strategies = read.goals.flatMap((goal) => goal.strategies);
  const count = (kind: string) => report.notes.filter((note) => note.kind === kind).length;
  const text = [
    `${read.school_name}, SPSA ${read.school_year}: ${read.goals.length} goals, ${read.goals.flatMap((goal) => goal.metrics).length} metrics, ${strategies.length} strategies, ${strategies.flatMap((one) => one.expenditures).length} amounts, ${read.council.length} council members.`,
    `${report.checks.filter((check) => check.agrees === true).length} of ${report.checks.length} printed sums agree with the rows read.`,
    `${count("doubtful")} doubtful, ${count("anomaly")} odd in the print, ${count("left")} left out:`,
    ...report.notes.map((note) => `  ${note.kind.padEnd(9)}${note.page === null ? "" : ` ${report.file.counted === "pages" ? "page" : "paragraph"} ${note.page}`}  ${note.at}: ${note.message}`),
    ...(out === undefined ? [] : [`Wrote the plan to ${out}.`]),
    ...(reportFile === undefined ? [] : [`Wrote the report to ${reportFile}.`]),
  ].join("\n");
  return { text, json: report };
};

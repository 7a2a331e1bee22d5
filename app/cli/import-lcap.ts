// import lcap FILE: reads an LCAP (PDF, Word, a file of the portal) without a portal; writes the plan as data and the report of the reading.
import { basename } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { importLcapFile as readLcapFile } from "#app/services/imports/import-lcap-file.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { readImportFile, writeAside } from "./import-files.ts";
import type { Command } from "./main.ts";

export const importLcapFile: Command = async (words) => {
  const file = words.positional[0];
  if (file === undefined) throw new AppError("invalid", "Say which file: the path of a published LCAP.");
  const out = words.options.get("out");
  const reportFile = words.options.get("report");
  const which = words.options.get("which");
  if (which !== undefined && !/^[1-9]\d?$/.test(which)) throw new AppError("invalid", `"${which}" is not a number of a plan; write 1 for the first plan in the file.`);
  const bytes = await readImportFile(file);
  const { report, plan } = await readLcapFile(buildFileContext(words.options.get("dir")), {
    bytes,
    fileName: basename(file),
    ownDocument: words.flags.has("own-document"),
    ...(which === undefined ? {} : { which: Number(which) }),
    ...(process.stderr.isTTY ? { onPage: (page, pages) => void process.stderr.write(page === pages ? "\r\u001b[K" : `\rPage ${page} of ${pages}`) } : {}),
  });
  if (out !== undefined) await writeAside(out, plan);
  if (reportFile !== undefined) await writeAside(reportFile, report);

  const { read } = report;
  const count = (kind: string) => report.notes.filter((note) => note.kind === kind).length;
  const agreeing = report.checks.filter((check) => check.agrees === true).length;
  const compared = report.checks.filter((check) => check.agrees !== null).length;
  const text = [
    `${read.lea_name}, LCAP ${read.lcap_year}: ${read.goals.length} goals, ${read.goals.flatMap((goal) => goal.metrics).length} metrics, ${read.goals.flatMap((goal) => goal.actions).length} actions, ${read.engagement_rows} rows of engagement.`,
    ...(report.template === "from 2024-25 on" ? [] : [`It is printed in the template of ${report.template}: what that form prints otherwise, and what was not read, stands under “left”.`]),
    ...report.parts.map((part) => `  ${part.part.padEnd(32)}${String(part.rows).padStart(4)} rows  ${part.certainty.padEnd(9)} ${part.pages === "" ? "" : `${report.file.counted} ${part.pages}, by ${part.how}`}`),
    `${agreeing} of ${compared} printed totals and repeated figures agree with the rows read.`,
    `${count("doubtful")} doubtful, ${count("anomaly")} odd in the print, ${count("left")} left out:`,
    ...report.notes.map((note) => `  ${note.kind.padEnd(9)}${note.page === null ? "" : ` ${report.file.counted === "pages" ? "page" : "paragraph"} ${note.page}`}  ${note.at}: ${note.message}`),
    ...(out === undefined ? [] : [`Wrote the plan to ${out}.`]),
    ...(reportFile === undefined ? [] : [`Wrote the report to ${reportFile}.`]),
  ].join("\n");
  return { text, json: report };
};

// npm run bench [row names]: how fast is it, beside programs people know? One line a row: figure, goal, met or not. Medians of five after a warm-up.
import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";
import { coreRows } from "./core-rows.ts";
import { feedRows } from "./feed-rows.ts";
import { importScores } from "./import-scores.ts";
import { deadlineRushRows, queueRows } from "./desk-rows.ts";
import { districtRows } from "./district-rows.ts";
import { docxRows, pdfRows, xlsxRows } from "./document-rows.ts";
import { skipped, type Row } from "./measure.ts";
import { pageWeightRows } from "./page-weight.ts";
import { peopleRows } from "./people-rows.ts";
import { loadPlanRows } from "./plan-rows.ts";
import { portalRows } from "./portal-rows.ts";
import { deadlineRows, stateExportRows } from "./state-desk-rows.ts";
import { stateFileRows } from "./state-file-rows.ts";
import { openWorkshop, root, type Workshop } from "./workshop.ts";

const groups: Record<string, (workshop: Workshop) => Promise<Row[]>> = { core: coreRows, district: districtRows, docx: docxRows, pdf: pdfRows, xlsx: xlsxRows, "load-plan": loadPlanRows, portal: portalRows, feed: feedRows, "state-files": stateFileRows, "state-export": stateExportRows, deadlines: deadlineRows, queue: queueRows, "deadline-rush": deadlineRushRows, ...peopleRows, "page-weight": pageWeightRows };

const load = () => loadavg().map((one) => one.toFixed(1)).join(" ");

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "--untracked-files=no") === "" ? "" : " with changes"}`;
  } catch {
    return "unknown";
  }
}

const decimals = (figure: number) => (figure < 10 ? 2 : figure < 100 ? 1 : 0);

/** True when the row has no goal, was skipped, or met it. */
function print({ name, figure, unit, goal, note }: Row): boolean {
  const amount = (value: number) => `${value.toFixed(unit === "ms" || unit === "wrong" ? 0 : decimals(value))}${unit === "x" ? "x" : ` ${unit}`}`;
  const met = figure === null || !goal || ("most" in goal ? figure <= goal.most : figure >= goal.least);
  const words = goal ? `${"most" in goal ? "<=" : ">="} ${"most" in goal ? goal.most : goal.least}${unit}` : "";
  console.log([name.padEnd(46), (figure === null ? "-" : amount(figure)).padStart(8), words.padStart(9), (figure === null || !goal ? "" : met ? "met" : "NOT MET").padEnd(7), note].join("  "));
  return met;
}

const asked = process.argv.slice(2);
// Scores, not speed alone: a table of its own.
if (asked[0] === "import") process.exit(importScores(asked.slice(1)) ? 0 : 1);
const unknown = asked.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(`There is no row "${unknown.join(", ")}". There are ${Object.keys(groups).join(", ")}.`);
  process.exit(2);
}
console.log(`${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version}, commit ${commit()}, load average before ${load()}`);
console.log("Plan of 12 goals, 120 metrics, 300 actions, about 90 pages. Medians of five after a warm-up, the compared ways in turns.\n");
const workshop = await openWorkshop();
let missed = 0;
try {
  for (const name of asked.length > 0 ? asked : Object.keys(groups)) {
    const rows = await groups[name]!(workshop).catch((fault: unknown) => {
      missed += 1;
      return [skipped(name, `it failed. ${fault instanceof Error ? fault.message : String(fault)}`)];
    });
    for (const row of rows) if (!print(row)) missed += 1;
  }
} finally {
  workshop.close();
}
console.log(`\nLoad average after ${load()}${missed > 0 ? `; ${missed} not met` : ""}`);
process.exitCode = missed > 0 ? 1 : 0;

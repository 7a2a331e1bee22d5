// Scores of the LCAP reader over published plans whose print is known: what is found, wrong, invented and flagged; time and memory a file.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LcapAsRead } from "#app/domain/imports/lcap-as-read.ts";
import type { ReadingNote } from "#app/domain/imports/read-lcap.ts";
import { pdfLoading } from "#app/adapters/readers/pdf-loading.server.ts";

type Tally = { found: number; expected: number; wrong: number; flagged: number; invented: number };
type Truth = Omit<LcapAsRead, "engagement_rows"> & { engagement_rows: number | null };
export type Scores = Record<string, Tally>;

const bare = (text: string | null | undefined) => (text ?? "").replace(/\s/g, "");
/** Cuts are compared as prefixes without white space; a cut may hold more or less of a spaced-out text. */
const sameStart = (read: string | null, truth: string | null) => {
  const [a, b] = [bare(read), bare(truth)];
  const length = Math.min(a.length, b.length);
  return (a === "" && b === "") || (length > 0 && a.slice(0, length) === b.slice(0, length) && length >= Math.min(12, b.length));
};

/** Compares one reading with the print, value by value. A wrong value is flagged when a note names its place or the row's. */
export function scoreReading(read: LcapAsRead, truth: Truth, notes: readonly ReadingNote[]): { scores: Scores; faults: string[] } {
  const scores: Scores = {};
  const faults: string[] = [];
  const places = notes.map((note) => note.at);
  const tally = (name: string) => (scores[name] ??= { found: 0, expected: 0, wrong: 0, flagged: 0, invented: 0 });
  const value = (name: string, at: string, got: unknown, want: unknown) => {
    const one = tally(name);
    one.expected += 1;
    if (got === want) one.found += 1;
    else {
      one.wrong += 1;
      if (places.some((place) => place === at || at.startsWith(`${place}.`))) one.flagged += 1;
      faults.push(`${at}: read ${JSON.stringify(got)}, printed ${JSON.stringify(want)}`);
    }
  };
  const rows = <Row>(name: string, got: readonly Row[], want: readonly Row[], key: (row: Row) => string, compare: (got: Row, want: Row) => void) => {
    const one = tally(name);
    const left = [...got];
    for (const wanted of want) {
      one.expected += 1;
      const at = left.findIndex((row) => key(row) === key(wanted));
      if (at < 0) {
        faults.push(`${name} ${key(wanted)} is not found`);
        continue;
      }
      one.found += 1;
      compare(left.splice(at, 1)[0] as Row, wanted);
    }
    one.invented += left.length;
    left.forEach((row) => faults.push(`${name} ${key(row)} is invented`));
  };
  const each = (name: string, at: string, got: object, want: object) => {
    for (const [key, wanted] of Object.entries(want)) {
      if (wanted !== null && typeof wanted === "object") continue;
      value(name, `${at}.${key}`, (got as Record<string, unknown>)[key] ?? null, wanted);
    }
  };

  for (const key of ["lea_name", "cds", "lcap_year"] as const) value("front", key, bare(read[key]), bare(truth[key]));
  rows("goals", read.goals, truth.goals, (goal) => goal.number, (goal, wanted) => {
    const at = `goals.${goal.number}`;
    value("goal parts", `${at}.type`, bare(goal.type), bare(wanted.type));
    value("goal parts", `${at}.description`, sameStart(goal.description_start, wanted.description_start) ? wanted.description_start : goal.description_start, wanted.description_start);
    value("goal parts", `${at}.state_priorities`, goal.state_priorities.join(), wanted.state_priorities.join());
    rows("metrics", goal.metrics, wanted.metrics, (metric) => metric.number, (metric, print) => value("metric names", `${at}.metrics.${metric.number}`, sameStart(metric.name_start, print.name_start) ? print.name_start : metric.name_start, print.name_start));
    rows("actions", goal.actions, wanted.actions, (action) => action.number, (action, print) => {
      const place = `${at}.actions.${action.number}`;
      value("titles", `${place}.title`, bare(action.title), bare(print.title));
      value("amounts: goals", `${place}.total_funds`, action.total_funds, print.total_funds);
      value("contributing", `${place}.contributing`, action.contributing, print.contributing);
    });
  });
  if (truth.engagement_rows !== null) value("engagement", "engagement", read.engagement_rows, truth.engagement_rows);
  each("amounts: table 1", "table1", read.table1, truth.table1);
  each("amounts: table 1", "table1.totals", read.table1.totals, truth.table1.totals);
  rows("rows: table 1", read.table1.rows, truth.table1.rows, (row) => row.action, (row, print) => {
    const { action, contributing, scope, ...amounts } = print;
    value("contributing", `table1.${action}.contributing`, row.contributing, contributing);
    value("scope", `table1.${action}.scope`, row.scope, scope);
    each("amounts: table 1", `table1.${action}`, row, amounts);
  });
  each("amounts: table 2", "table2", read.table2, truth.table2);
  each("amounts: table 3", "table3", read.table3, truth.table3);
  rows("rows: table 3", read.table3.rows, truth.table3.rows, (row) => row.action, (row, { action, ...amounts }) => each("amounts: table 3", `table3.${action}`, row, amounts));
  each("amounts: table 4", "table4", read.table4, truth.table4);
  each("amounts: table 5", "table5", read.table5, truth.table5);
  each("iis", "iis", read.iis, truth.iis);
  return { scores, faults };
}

type Line = { stem: string; scores: Scores; faults: string[]; notes: number; seconds: number; megabytes: number; ratio: number | null };
/** What tests/bench/import-one.ts says. */
type Reading = { report: { read: LcapAsRead; notes: ReadingNote[] }; milliseconds: number; cpuSeconds: number; megabytes: number };

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Each file in fresh processes, nothing warm: what a process takes from its start. Read three times in turns with pdftotext; of both the least counts, since other work on the machine only adds. */
function measure(folder: string, stem: string, byLayout: boolean): Line | string {
  const file = join(folder, `${stem}.pdf`);
  const readings: Reading[] = [];
  const plain: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...pdfLoading, join(root, "tests/bench/import-one.ts"), file, ...(byLayout ? ["by-layout"] : [])], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
    if (status !== 0) return `${stem}: ${stderr.trim().split("\n").find((line) => line.includes("Error")) ?? "failed"}`;
    readings.push(JSON.parse(stdout) as Reading);
    plain.push(plainTextSeconds(file) ?? NaN);
  }
  const least = (values: readonly number[]): number => Math.min(...values);
  const ratio = least(readings.map(({ cpuSeconds }) => cpuSeconds)) / least(plain);
  const { report } = readings[0]!;
  const truth = JSON.parse(readFileSync(join(folder, "truth", `${stem}.json`), "utf8")) as Truth;
  return {
    stem, ...scoreReading(report.read, truth, report.notes), notes: report.notes.length,
    seconds: least(readings.map(({ milliseconds }) => milliseconds)) / 1000, megabytes: Math.max(...readings.map(({ megabytes }) => megabytes)), ratio: Number.isNaN(ratio) ? null : ratio,
  };
}

/** Processor time of pdftotext, to be held against processor time: other work on the machine stretches the clock, not this. Null without pdftotext. */
function plainTextSeconds(file: string): number | null {
  try {
    const times = execFileSync("sh", ["-c", 'pdftotext -layout "$1" /dev/null 2>/dev/null; times', "sh", file], { encoding: "utf8" }).trim().split("\n").at(-1) ?? "";
    const seconds = [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, part]) => sum + Number(minutes) * 60 + Number(part), 0);
    return seconds > 0.005 ? seconds : null;
  } catch {
    return null;
  }
}

/** Prints the table; true when the goals of the reader are met. `only`: stems to read instead of all; "by-layout" reads every file as if it had no structure tree. */
export function importScores(only: readonly string[] = []): boolean {
  const folder = join(process.env.PLAN_ONCE_DATA ?? join(root, "../shared/data"), "plans-open");
  if (!existsSync(join(folder, "truth"))) {
    console.log(`There are no published plans at ${folder}; nothing is scored.`);
    return true;
  }
  const words = only.filter((word) => word !== "by-layout");
  const stems = readdirSync(join(folder, "truth")).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5)).filter((stem) => words.length === 0 || words.some((word) => stem.includes(word)));
  const sum: Scores = {};
  let worst = { megabytes: 0, ratio: 0 };
  for (const stem of stems) {
    const line = measure(folder, stem, only.includes("by-layout"));
    if (typeof line === "string") {
      console.log(`${line}\n`);
      continue;
    }
    console.log(`${line.stem}: ${line.seconds.toFixed(1)} s${line.ratio === null ? "" : `, ${line.ratio.toFixed(1)} x pdftotext -layout in processor time`}, ${line.megabytes.toFixed(0)} MB, ${line.notes} notes`);
    line.faults.slice(0, 40).forEach((fault) => console.log(`    ${fault}`));
    worst = { megabytes: Math.max(worst.megabytes, line.megabytes), ratio: Math.max(worst.ratio, line.ratio ?? 0) };
    for (const [name, tally] of Object.entries(line.scores)) {
      const into = (sum[name] ??= { found: 0, expected: 0, wrong: 0, flagged: 0, invented: 0 });
      for (const key of Object.keys(into) as (keyof Tally)[]) into[key] += tally[key];
    }
  }
  console.log(`\n${stems.length} plans        found / expected     %   wrong  of these flagged  invented`);
  for (const [name, { found, expected, wrong, flagged, invented }] of Object.entries(sum)) {
    console.log(`${name.padEnd(18)}${`${found} / ${expected}`.padStart(14)}${((100 * found) / Math.max(1, expected)).toFixed(2).padStart(9)}${String(wrong).padStart(7)}${String(flagged).padStart(12)}${String(invented).padStart(15)}`);
  }
  console.log(`Largest memory ${worst.megabytes.toFixed(0)} MB (goal 700); slowest against pdftotext -layout in processor time ${worst.ratio.toFixed(1)} x (goal 25, tagged files).`);
  const share = (names: readonly string[]) => {
    const tallies = names.flatMap((name) => (sum[name] ? [sum[name]] : []));
    return tallies.reduce((all, one) => all + one.found, 0) / Math.max(1, tallies.reduce((all, one) => all + one.expected, 0));
  };
  const amounts = Object.keys(sum).filter((name) => name.startsWith("amounts") || name === "iis");
  return share(["goals", "actions"]) === 1 && share(["metrics", "metric names"]) >= 0.99 && share(amounts) >= 0.995 && Object.values(sum).every(({ invented }) => invented === 0);
}

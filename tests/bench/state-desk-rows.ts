// The state's exports of 1,000 generated LEAs beside a bare COPY of the same rows, and all deadlines of a year for 1,000 LEAs beside 100.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { loadSampleCounty } from "#db/seed/sample-county.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { freshDatabase } from "../db/database.ts";
import { generateLeas } from "../generated-leas.ts";
import { ms, type Row } from "./measure.ts";
import { root, type Workshop } from "./workshop.ts";

const leas = 1000;

export async function stateExportRows({ node, file }: Workshop): Promise<Row[]> {
  const database = await freshDatabase();
  try {
    await database.owner.insertInto("installation").values({ mode: "sample" }).execute();
    await loadSampleCounty(database.urls);
    const crosswalks = loadCrosswalks(join(root, "crosswalks"));
    const plan = buildExample("sample-running");
    const program = crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(plan.year));
    if (!program) throw new Error("There is no form for the sample plan.");
    await generateLeas(database.urls.owner, { crosswalks, program, plan, count: leas });
    mkdirSync(file("state-export"));
    const taken = JSON.parse(await node("state-export", [file("state-export"), "sample-state", program.program, plan.year, join(root, "crosswalks")], { DATABASE_URL: database.urls.app, DATABASE_OWNER_URL: database.urls.owner })) as Record<"rows" | "exportMemory" | "ndjson" | "bareNdjson" | "csv" | "bareCsv", number>;
    const note = (ours: number, bare: number) => `${taken.rows.toLocaleString("en-US")} rows of ${leas} generated LEAs: ${Math.round((taken.rows / ours) * 1000).toLocaleString("en-US")}/s (${ms(ours)}), bare ${ms(bare)}`;
    return [
      { name: "state export NDJSON / bare COPY, rows a second", figure: taken.bareNdjson / taken.ndjson, unit: "x", goal: { least: 0.5 }, note: note(taken.ndjson, taken.bareNdjson) },
      { name: "state export CSV / bare COPY, rows a second", figure: taken.bareCsv / taken.csv, unit: "x", goal: { least: 0.5 }, note: note(taken.csv, taken.bareCsv) },
      { name: "state export, largest memory of the process", figure: taken.exportMemory * 1000, unit: "kB", goal: { most: 300_000 }, note: "both exports, with the crosswalk files loaded" },
    ];
  } finally {
    await database.drop();
  }
}

/** All deadlines of a year: of 1,000 LEAs at most 11 times as long as of 100. */
export async function deadlineRows({ node }: Workshop): Promise<Row[]> {
  const taken = JSON.parse(await node("deadlines", [join(root, "crosswalks")])) as Record<"hundred" | "thousand" | "deadlines", number>;
  return [{ name: "deadlines of a year, 1,000 LEAs / 100 LEAs", figure: taken.thousand / taken.hundred, unit: "x", goal: { most: 11 }, note: `${ms(taken.thousand)} for ${taken.deadlines.toLocaleString("en-US")} deadlines, ${ms(taken.hundred)}` }];
}

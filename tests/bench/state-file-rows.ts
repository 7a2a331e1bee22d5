// The state's published files into the database, beside a bare COPY of the same rows into a table of the same columns and indexes.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadSampleCounty } from "#db/seed/sample-county.ts";
import { freshDatabase } from "../db/database.ts";
import { ms, skipped, type Row } from "./measure.ts";
import { root, type Workshop } from "./workshop.ts";

const data = process.env["PLAN_ONCE_DATA"] ?? "../shared/data";
const files: [kind: string, file: string][] = [
  ["directory", "directory/cde-school-directory-export-2026-04.csv.gz"],
  ["essa", "support-status/essa-assistance-status-2024-25.csv.gz"],
  ["assistance", "originals/assistancestatus24.xlsx"],
  ["equity-multiplier", "originals/lcffem23p1.xlsx"],
  ["lowest-performance", "support-status/lcap-required-actions-lowest-performance-2023-schools-student-groups.csv.gz"],
  ["dashboard", "dashboard/ca-school-dashboard-2024-monterey-county.csv.gz"],
  ["local-indicators", "local-indicators/priority-03-2024.csv.gz"],
  ["upc", "enrollment/calpads-upc-2018-19-schools.csv.gz"],
];

export async function stateFileRows({ node }: Workshop): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [kind, file] of files) {
    const path = join(data, file);
    if (!existsSync(path)) {
      rows.push(skipped(`import ${kind}`, `${path} is not there; set PLAN_ONCE_DATA`));
      continue;
    }
    const database = await freshDatabase();
    try {
      await database.owner.insertInto("installation").values({ mode: "sample" }).execute();
      await loadSampleCounty(database.urls);
      const taken = JSON.parse(await node("load-state-file", [kind, path, join(root, "crosswalks")], { DATABASE_URL: database.urls.app, DATABASE_OWNER_URL: database.urls.owner })) as Record<"load" | "again" | "bare" | "read" | "rows", number>;
      const note = `${taken.rows.toLocaleString("en-US")} rows: ${ms(taken.load)}, bare ${ms(taken.bare)}; reading the file ${ms(taken.read)}`;
      rows.push({ name: `import ${kind} / bare COPY`, figure: taken.load / taken.bare, unit: "x", goal: { most: 4 }, note });
      rows.push({ name: `import ${kind} again / bare COPY`, figure: taken.again / taken.bare, unit: "x", goal: { most: 4 }, note: ms(taken.again) });
    } finally {
      await database.drop();
    }
  }
  return rows;
}

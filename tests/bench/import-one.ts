// One published plan read in a process of its own: the report and the memory it took, for tests/bench/import-scores.ts.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { importLcap } from "#app/services/imports/import-lcap.server.ts";

const file = process.argv[2] ?? "";
const started = performance.now();
const { report } = await importLcap(buildFileContext(), { bytes: readFileSync(file), fileName: basename(file), ownDocument: true, byLayout: process.argv[3] === "by-layout" });
const milliseconds = performance.now() - started;
process.stdout.write(JSON.stringify({ report, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));

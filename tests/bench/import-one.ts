// One published plan read in a process of its own: the report and the memory it took, for tests/bench/import-scores.ts.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { buildFileContext } from "#app/file-context.server.ts";
import { importLcap } from "#app/services/imports/import-lcap.server.ts";

const file = process.argv[2] ?? "";
const { report } = await importLcap(buildFileContext(), { bytes: readFileSync(file), fileName: basename(file), ownDocument: true, byLayout: process.argv[3] === "by-layout" });
// From the start of this process: what it takes to load everything is part of a reading.
const milliseconds = performance.now();
const cpu = process.cpuUsage();
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
process.stdout.write(JSON.stringify({ report, milliseconds, cpuSeconds, megabytes: process.resourceUsage().maxRSS / 1024 }));

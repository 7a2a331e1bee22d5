// Files that a cut-off request left behind go after a day; one that a row names, a young one, and what an operator attached stay.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { sweepFiles } from "#app/services/files/sweep-files.server.ts";
import { startImport } from "#app/services/imports/start-import.server.ts";
import { attachFile } from "#app/services/calendar/meetings.server.ts";
import { enterOutside } from "#app/services/review/enter-outside.server.ts";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

test("a sweep takes what nobody names and is older than a day, and nothing else", async () => {
  const home = path.join(process.env["PLAN_ONCE_HOME"] ?? "", "files");
  const pdf = { name: "a.pdf", bytes: smallPdf([{ content: at(100, 500, "A page") }]) };
  const office = await portal.as("sample-county-reviewer", "toyon-coe");
  await startImport(portal.ctx, portal.plan.id, { file: pdf, ownDocument: false });
  const meeting = portal.plan.meetings.find(({ orgId }) => orgId === portal.plan.leaId);
  await attachFile(portal.ctx, portal.plan.id, meeting?.id ?? "", { file: pdf, kind: "agenda" });
  const entered = await enterOutside(office, { district: "", name: "Quail Ridge Unified", cds: "99200010000000", form: "lcap/2025-26", receivedOn: "2025-06-30", adoptedOn: "" }, pdf);
  expect(entered.outcome).toBe("entered");
  const making = crypto.randomUUID();
  await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) =>
    tx.insertInto("document_export").values({ lea_id: portal.plan.leaId, org_id: portal.plan.leaId, id: making, plan_id: portal.plan.id, program: "lcap", edition: "2024.v2024-11", format: "pdf", copy: "internal-draft", requested_by: "sample-planner", file_key: null, error: null, finished_at: null, meeting_id: null }).execute());
  const all = () => readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => path.relative(home, path.join(one.parentPath, one.name))).sort();
  const named = all();
  expect(named.map((key) => key.split("/")[0])).toEqual(["imports", "meetings", "outside"]);
  const left = (key: string) => {
    mkdirSync(path.dirname(path.join(home, key)), { recursive: true });
    writeFileSync(path.join(home, key), "left behind");
  };
  const lea = portal.plan.leaId;
  const orphans = [`imports/${lea}/orphan`, `exports/${lea}/orphan.pdf`, `outside/toyon-coe/orphan`, `outside/toyon-coe/x.${crypto.randomUUID()}.part`, `meetings/${lea}/orphan`, `state-exports/sample-state/orphan.zip`];
  const others = ["attachments/lcap-instructions.txt", `exports/${lea}/${making}.pdf`];
  for (const key of [...orphans, ...others]) left(key);
  const young = `imports/${lea}/young`;
  left(young);
  const long = new Date(portal.process.now().getTime() - 25 * 3600_000);
  for (const key of all()) if (key !== young) utimesSync(path.join(home, key), long, long);

  expect(await sweepFiles(portal.process)).toMatchObject({ removed: orphans.length });
  expect(all()).toEqual([...named, ...others, young].sort());
  expect(await sweepFiles(portal.process)).toMatchObject({ removed: 0 });
});

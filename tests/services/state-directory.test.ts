// The state's directory: loaded whole or not at all, in the state's name only, found by everybody.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { loadDirectory } from "#db/repos/state-directory.server.ts";
import { importStateFile } from "#app/services/imports/import-state-file.server.ts";
import { loadDirectoryPage } from "#app/services/imports/search-directory.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

const header = "Record Type,CDS Code,County,District,School,Status,Entity Type,Public Yes/No,Street City,Street Zip\n";
const good = `${header}District,99200010000000,Toyon,Manzanita Elementary,No Data,Active,Elementary School District,No Data,Toyon,95000\nSchool,99200010100001,Toyon,Manzanita Elementary,"Peña ""Sunrise"" Elementary",Active,Elementary,Y,Toyon,95000\n`;
const load = (text: string | Uint8Array, more: { dryRun?: boolean; withoutBadRows?: boolean; fileName?: string } = {}) =>
  importStateFile({ db: portal.process.db, read: portal.process.files.read, kinds: portal.process.crosswalks.stateFiles }, { kind: "directory", year: null, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text, fileName: "directory.csv", publishedOn: "2026-04-01", dryRun: false, withoutBadRows: false, ...more });
const held = async () => (await sql<{ n: number }>`select count(*)::int as n from state_organization`.execute(portal.process.db)).rows[0]?.n;

describe("loading a directory", () => {
  test("a dry run counts and writes nothing; then it is loaded, and again is once (REL-D5)", async () => {
    expect(await load(good, { dryRun: true })).toMatchObject({ loaded: false, difference: { added: 2 } });
    expect(await held()).toBe(0);
    expect(await load(good)).toMatchObject({ loaded: true, faults: [], difference: { added: 2, changed: 0, same: 0, notInFile: 0 } });
    expect(await load(good)).toMatchObject({ difference: { added: 0, changed: 0, same: 2 } });
    expect(await load(gzipSync(good.replace("Sunrise", "Sunset")))).toMatchObject({ difference: { added: 0, changed: 1, same: 1 } });
  });

  test("bad rows are named by row and field, and nothing is loaded with them (REL-D5)", async () => {
    const bad = `${good}School,9920001010000,Toyon,Manzanita Elementary,Short,Active,Elementary,Y,Toyon,95000\nSchool,99 20001 0100003,Toyon,Manzanita Elementary,Split,Active,Elementary,Y,Toyon,95000\nSchool,99200010100001,Toyon,Manzanita Elementary,Again,Active,Elementary,Y,Toyon,95000\nTOTAL:,,,,,,,,,\n"Prepared by: somebody",,,,,,,,,\n`;
    const before = await held();
    const { faults, difference } = await load(bad);
    expect(difference).toBeNull();
    expect(await held()).toBe(before);
    expect(faults.map(({ row, field }) => [row, field])).toEqual([[4, "CDS Code"], [6, "CDS Code"], [7, "CDS Code"], [8, "CDS Code"]]);
    expect(faults[0]?.message).toContain("13");
    expect(faults[2]?.message).toContain("footer");
    expect(await load(bad, { withoutBadRows: true })).toMatchObject({ loaded: true, rows: 3, difference: { added: 1 } });
  });

  test("Latin-1, a byte order mark, and lines that end in CR only (REL-D4)", async () => {
    const text = good.replace("99200010100001", "99200010100009").replaceAll("\n", "\r");
    expect(await load(Buffer.from(text, "latin1"))).toMatchObject({ encoding: "latin-1", rows: 2, faults: [] });
    expect((await loadDirectoryPage(portal.ctx, "99200010100009")).found[0]?.name).toBe('Peña "Sunrise" Elementary');
    expect(await load(Buffer.from(`\ufeff${good}`))).toMatchObject({ rows: 2, faults: [] });
  });

  test("another file, bytes that are no text, a bomb and a cut off archive are refused at once (REL-D1)", async () => {
    await expect(load("a,b\n1,2\n")).rejects.toMatchObject({ code: "invalid" });
    await expect(load(new Uint8Array([80, 75, 3, 4, 0, 0]))).rejects.toMatchObject({ code: "invalid" });
    const bomb = gzipSync(Buffer.alloc(51 * 2 ** 20, 65));
    const started = process.cpuUsage();
    await expect(load(bomb)).rejects.toMatchObject({ code: "too-large" });
    await expect(load(gzipSync(good).subarray(0, 40))).rejects.toMatchObject({ code: "invalid" });
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});

test("an LEA reads the directory and writes none of it; only the state's name does (REL-B1)", async () => {
  const { found } = await loadDirectoryPage(portal.ctx, "manzanita");
  expect(found[0]).toMatchObject({ kind: "lea", name: "Manzanita Elementary", source: "directory.csv", publishedOn: "2026-04-01" });
  expect((await loadDirectoryPage(portal.ctx, "ma")).found).toEqual([]);
  const row = { cds: "99200010100099", kind: "school" as const, name: "Planted", county: "", district: "", status: "", type: "", public: null, charter: null, city: "", zip: "", grades: "", openedOn: null, closedOn: null };
  await expect(loadDirectory(portal.process.db, { stateId: portal.plan.leaId, actor: "sample-planner", file: { name: "planted", hash: "x", publishedOn: null }, rows: [row], dryRun: false })).rejects.toMatchObject({ code: "42501" });
  const changed = await withLea(portal.process.db, { leaId: portal.plan.leaId, actor: "sample-planner" }, (tx) => sql`update state_organization set name = 'Planted'`.execute(tx));
  expect(changed.numAffectedRows).toBe(0n);
});

const directory = path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", "directory/cde-school-directory-export-2026-04.csv.gz");
test.skipIf(!existsSync(directory))("the whole state is loaded and found (needs PLAN_ONCE_DATA)", async () => {
  const result = await load(readFileSync(directory), { fileName: "cde.csv.gz" });
  expect(result).toMatchObject({ loaded: true, rows: 14_932, faults: [], difference: { added: 14_932 } });
  expect((await loadDirectoryPage(portal.ctx, "30736430000000")).found).toMatchObject([{ name: "Tustin Unified", county: "Orange", kind: "lea" }]);
  expect((await loadDirectoryPage(portal.ctx, "lincoln")).more).toBe(true);
}, 60_000);

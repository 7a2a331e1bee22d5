// The state's published files: loaded whole or not at all in the state's name, found again with their source, and read by everybody.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { loadStateFacts } from "#db/repos/state-facts.server.ts";
import { findStateBody } from "#db/repos/state-loading.server.ts";
import { importStateFile } from "#app/services/imports/import-state-file.server.ts";
import { loadOrganizationPage } from "#app/services/imports/load-organization.server.ts";
import { loadStateFilesPage } from "#app/services/imports/load-state-files.server.ts";
import { whatIf } from "#app/services/identification/what-if.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

type More = { dryRun?: boolean; withoutBadRows?: boolean; fileName?: string; publishedOn?: string | null; year?: number | null };
const load = (kind: string, text: string | Uint8Array, more: More = {}) =>
  importStateFile({ db: portal.process.db, read: portal.process.files.read, kinds: portal.process.crosswalks.stateFiles }, { kind, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text, fileName: `${kind}.csv`, publishedOn: "2024-12-13", year: null, dryRun: false, withoutBadRows: false, ...more });
const held = async () => (await sql<{ n: number }>`select count(*)::int as n from state_fact`.execute(portal.process.db)).rows[0]?.n;
const page = (cds: string) => loadOrganizationPage(portal.ctx, cds, { only: "all", page: 1 });

const directory = `Record Type,CDS Code,County,District,School,Status,Entity Type,Public Yes/No,Street City,Street Zip
District,99200010000000,Toyon,Manzanita Elementary,No Data,Active,Elementary School District,No Data,Toyon,95000
School,99200010100001,Toyon,Manzanita Elementary,Sunrise,Active,Elementary,Y,Toyon,95000
District,99100010000000,Toyon,Toyon County Office,No Data,Active,County Office of Education (COE),No Data,Toyon,95000
`;
const assistance = (rows: string) => `CDcode,CDS,LEAname,ReportYear,HIpriorities,FOSpriorities,TotalStudentGroups,AssistanceStatus2018,AssistanceStatus2023,AssistanceStatus2024,MetMethod1\n${rows}`;
const row2024 = "9920001,99200010000000,Manzanita Elementary,2024,D,E,2,*,General Assistance,\"Differentiated Assistance, Year 1\",Y\n";
const essa = "cds,schoolname,TitleI1819,EnrollmentCount,AssistanceStatus2022,AssistanceStatus2023,AssistanceStatus2024,Exit,AA,EL,FOS,ReportingYear\n99200010100001,Sunrise,Yes,300,No Status,ATSI,CSI Grad,NOEXIT,0,0,1,2024\n";

describe("loading", () => {
  test("a dry run counts and writes nothing; then it is loaded, and again is once; a changed cell is one change (REL-D5)", async () => {
    expect(await load("assistance", assistance(row2024), { dryRun: true })).toMatchObject({ loaded: false, difference: { added: 1 } });
    expect(await held()).toBe(0);
    expect(await load("assistance", assistance(row2024))).toMatchObject({ loaded: true, faults: [], difference: { added: 1, changed: 0, same: 0 } });
    expect(await load("assistance", assistance(row2024))).toMatchObject({ difference: { added: 0, changed: 0, same: 1, notInFile: 0 } });
    expect(await load("assistance", assistance(row2024.replace(",D,E,", ",D,F,")), { publishedOn: "2025-01-10" })).toMatchObject({ difference: { added: 0, changed: 1, same: 0 } });
    expect(await held()).toBe(1);
  });

  test("each load is on record in the state's chain, a dry run is not", async () => {
    const acts = await withLea(portal.process.db, { leaId: (await findStateBody(portal.process.db)) ?? "", actor: "test" }, (tx) => sql<{ detail: Record<string, unknown> }>`select detail from audit where verb = 'load-state-file' order by number`.execute(tx));
    expect(acts.rows.map(({ detail }) => detail)).toMatchObject([{ kind: "assistance", rows: 1, added: 1 }, { added: 0, same: 1 }, { changed: 1 }]);
  });

  test("a file published earlier does not undo what a later one says", async () => {
    expect(await load("assistance", assistance(row2024), { publishedOn: "2024-12-13" })).toMatchObject({ difference: { changed: 0, keptNewer: 1 } });
    expect((await sql<{ letter: string }>`select content->>'FOSpriorities' as letter from state_fact`.execute(portal.process.db)).rows).toEqual([{ letter: "F" }]);
  });

  test("one bad row stops the whole file, and is left out where that is wished (REL-D5)", async () => {
    const text = assistance(`9910001,9910001000000,Toyon County Office,2024,,,0,*,*,General Assistance,N\n9910001,99100010000000,Toyon County Office,2024,,,0,*,*,General Assistance,N\n`);
    expect(await load("assistance", text)).toMatchObject({ loaded: false, difference: null, faults: [{ row: 2, field: "CDS" }] });
    expect(await held()).toBe(1);
    expect(await load("assistance", text, { withoutBadRows: true })).toMatchObject({ loaded: true, difference: { added: 1, notInFile: 1 } });
  });

  test("another file is named, and not read", async () => {
    await expect(load("essa", assistance(row2024))).rejects.toThrow('it looks like "assistance"');
    await expect(load("essa", directory)).rejects.toThrow('it looks like "directory"');
    await expect(load("directory", essa)).rejects.toThrow('it looks like "essa"');
    await expect(load("essa", "name,amount\nx,1\n")).rejects.toThrow("no file that the state publishes");
    await expect(load("essay", essa)).rejects.toMatchObject({ code: "not-found" });
  });

  test("an LEA writes no fact; only the state's name does (REL-B1)", async () => {
    const fact = { key: "planted", layout: "leas", cds: "99200010000000", year: 2024, name: "Planted", cents: null, content: {} };
    await expect(loadStateFacts(portal.process.db, { stateId: portal.plan.leaId, actor: "sample-planner", file: { kind: "assistance", name: "planted", hash: "x", publishedOn: null, leftOut: 0 }, rows: [fact], dryRun: false })).rejects.toMatchObject({ code: "42501" });
    const changed = await withLea(portal.process.db, { leaId: portal.plan.leaId, actor: "sample-planner" }, (tx) => sql`update state_fact set name = 'Planted'`.execute(tx));
    expect(changed.numAffectedRows).toBe(0n);
  });
});

describe("what is held", () => {
  beforeAll(async () => {
    await load("directory", directory, { fileName: "directory.csv", publishedOn: "2026-04-01" });
    await load("essa", essa, { fileName: "essa.csv" });
  });

  test("the page of files names each with its rows, its day and what was left out", async () => {
    const { kinds } = await loadStateFilesPage(portal.ctx);
    expect(kinds.map(({ id }) => id)).toEqual(["directory", "assistance", "dashboard", "equity-multiplier", "essa", "local-indicators", "lowest-performance", "sacs", "upc"]);
    expect(kinds.find(({ id }) => id === "assistance")).toMatchObject({ held: [{ list: "Districts and county offices", year: "2024-25", count: 2 }], files: [{ leftOut: 1 }, { publishedOn: "2025-01-10" }, {}] });
  });

  test("an LEA has its statuses with why, groups and their priorities, who helps, law and source; earlier years stand apart", async () => {
    const { now, schools, counts, also } = await page("99200010000000");
    expect(now).toEqual([{ label: "Differentiated assistance", about: "Manzanita Elementary", cds: "99200010000000", year: "2024-25", why: "met the criteria; first year of support; a student group in two or more priority areas", groups: ["Foster Youth (priorities 5, 8)", "Hispanic (priorities 4, 6)"], money: "", law: "EC 52071(c)(1)", servedBy: "the county superintendent, for at least two years", source: "assistance.csv, published 2025-01-10" }]);
    expect(schools).toEqual([{ cds: "99200010100001", name: "Sunrise", kind: "Elementary", statuses: ["Comprehensive Support and Improvement"] }]);
    expect(counts).toEqual({ schools: 1, withStatus: 1, shown: 1 });
    expect(also).toEqual([{ kind: "Differentiated assistance of districts and county offices", list: "Districts and county offices", year: "2024-25", rows: 1, source: "assistance.csv, published 2025-01-10" }]);
  });

  test("a school has its own: the status of now, and that of an earlier year without groups, which its file does not name", async () => {
    const { now, earlier, lea, told } = await page("99200010100001");
    // Funded or not is published; the kind of program is not, and that is said.
    expect(told).toMatchObject([{ label: "Title I funded 2018-19", words: "Yes", note: expect.stringContaining("it is not known here") as string }]);
    expect(lea?.name).toBe("Manzanita Elementary");
    expect(now).toMatchObject([{ label: "Comprehensive Support and Improvement", year: "2024-25", why: "low graduation rate" }]);
    expect(earlier).toMatchObject([{ label: "Additional Targeted Support and Improvement", year: "2023-24", groups: [] }]);
  });

  test("a county office is helped by another and under another section; a code nobody has is not found", async () => {
    await load("assistance", assistance(`9910001,99100010000000,Toyon County Office,2024,D,,1,*,*,"Differentiated Assistance, Year 2",Y\n`), { publishedOn: "2025-02-01" });
    expect((await page("99100010000000")).now).toMatchObject([{ law: "EC 52071.5(b)", why: "second year of support; a student group in two or more priority areas" }]);
    await expect(page("99999999999999")).rejects.toMatchObject({ code: "not-found" });
    await expect(page("%' or true")).rejects.toMatchObject({ code: "not-found" });
  });
});

// Counted on the published files by another program (Python's csv): rows, and rows below the table.
const data = process.env["PLAN_ONCE_DATA"] ?? "../shared/data";
const wholeState: [string, string, number, number][] = [
  ["essa", "support-status/essa-assistance-status-2024-25.csv.gz", 10_040, 0],
  ["essa", "support-status/essa-assistance-status-2022-23.csv.gz", 9_946, 2],
  ["assistance", "support-status/lcff-assistance-status-2024-districts-coes.csv.gz", 994, 0],
  ["equity-multiplier", "originals/lcffem23p1.xlsx", 12_428, 10],
  ["lowest-performance", "support-status/lcap-required-actions-lowest-performance-2023-schools-student-groups.csv.gz", 21_617, 0],
  ["lowest-performance", "support-status/lcap-required-goal-student-groups-2023-24-ec52064e5.csv.gz", 132, 0],
  ["dashboard", "dashboard/ca-school-dashboard-2024-monterey-county.csv.gz", 2_402, 0],
  ["local-indicators", "local-indicators/priority-03-2024.csv.gz", 2_262, 0],
  ["upc", "enrollment/calpads-upc-2018-19-schools.csv.gz", 10_515, 0],
  ["upc", "enrollment/el-reclassification-2018-19.tsv.gz", 10_204, 0],
  ["sacs", "sacs/sacs-resource-codes-2021-22.csv", 266, 0],
  ["directory", "directory/pubschls-2018-06.csv.gz", 17_892, 0],
  ["directory", "originals/CDESchoolDirectoryExport-2026.xlsx", 14_932, 0],
];
describe.skipIf(!existsSync(path.join(data, "originals")))("the files of the whole state (needs PLAN_ONCE_DATA)", () => {
  test.each(wholeState)("%s: %s", async (kind, file, rows, footers) => {
    expect(await load(kind, readFileSync(path.join(data, file)), { fileName: path.basename(file), publishedOn: null })).toMatchObject({ loaded: true, faults: [], rows, footers });
  }, 60_000);

  test("the workbook and the table made from it say the same", async () => {
    const again = async (kind: string, file: string) => (await load(kind, readFileSync(path.join(data, file)), { fileName: path.basename(file), publishedOn: null, dryRun: true })).difference;
    expect(await again("essa", "originals/essaassistance24.xlsx")).toMatchObject({ added: 0, changed: 0, same: 10_040 });
    expect(await again("assistance", "originals/assistancestatus24.xlsx")).toMatchObject({ added: 0, changed: 0, same: 994 });
  }, 60_000);

  test("the criteria used in 2023, recomputed, agree with the published list as far as what is held reaches; all students as a group would add five LEAs", async () => {
    const ask = (set: string) => withLea(portal.process.db, { leaId: portal.plan.leaId, actor: "test" }, (tx) => whatIf(tx, portal.process.crosswalks, { set, dashboard: 2023 }));
    for (const [kind, file] of [["assistance", "lcff-assistance-status-2022-districts-coes"], ["assistance", "lcff-assistance-status-2023-districts-coes"], ["lowest-performance", "lcap-required-actions-lowest-performance-2023-leas-student-groups"]] as const) await load(kind, readFileSync(path.join(data, `support-status/${file}.csv.gz`)), { fileName: `${file}.csv.gz`, publishedOn: null });
    await load("dashboard", readFileSync(path.join(data, "dashboard/ca-school-dashboard-2023-monterey-county.csv.gz")), { fileName: "ca-school-dashboard-2023-monterey-county.csv.gz", publishedOn: null });
    const { recomputed, churn } = await ask("all-students");
    expect(recomputed).toMatchObject({ whole: { of: 24, agree: 24 }, lowestOnly: { of: 967, agree: 900, onlyOurs: [] }, change: { before: 386, after: 391, kept: 386, lost: [] } });
    expect(recomputed?.change.gained.map(({ name, why }) => `${name}, ${why}`)).toEqual(["Happy Camp Union Elementary, All: priorities 4, 5", "Mupu Elementary, All: priorities 5, 6", "Napa County Office of Education, All: priorities 5, 8", "Santa Clara County Office of Education, All: priorities 5, 8", "Tulare County Office of Education, All: priorities 5, 8"]);
    expect(churn.find(({ to }) => to === 2023)).toMatchObject({ from: 2022, both: 991, kept: 398, gained: { length: 68 }, lost: { length: 219 } });
    const fewer = await ask("without-college-career");
    expect(fewer.recomputed?.change.gained).toEqual([]);
    // Counted on the published letters by another program: 453 LEAs have one, 415 still have one without priority area 8.
    expect(fewer.fromList).toMatchObject({ before: 453, after: 415, lost: { length: 38 } });
    await expect(ask("nobody-knows")).rejects.toMatchObject({ code: "not-found" });
  }, 60_000);

  test("statuses of 2024-25 and the Equity Multiplier come to the published counts", async () => {
    const count = async (column: string) => (await sql<{ value: string; n: number }>`select content->>${column} as value, count(*)::int as n from state_fact where kind = 'essa' and year = 2024 and cds <> '99200010100001' group by 1 order by 1`.execute(portal.process.db)).rows;
    expect(await count("AssistanceStatus2024")).toEqual([{ value: "ATSI", n: 626 }, { value: "CSI Grad", n: 226 }, { value: "CSI Low Perform", n: 117 }, { value: "No Status", n: 8_765 }, { value: "TSI", n: 306 }]);
    const money = await sql<{ layout: string; cents: number; n: number }>`select layout, sum(cents)::bigint as cents, count(*) filter (where cents > 0)::int as n from state_fact where kind = 'equity-multiplier' group by 1 order by 1`.execute(portal.process.db);
    expect(money.rows).toEqual([{ layout: "leas", cents: 30_000_000_000, n: 447 }, { layout: "schools", cents: 30_000_000_000, n: 968 }]);
  });
});

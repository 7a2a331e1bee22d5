import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import JSZip from "jszip";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { richTextFromPlain } from "#schemas/rich-text-words.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { main } from "#app/cli/main.ts";
import { copyTableNames, exportTables } from "#app/domain/state/dictionary.ts";
import { loadStateDesk, loadStateLea, noteFiling } from "#app/services/state/load-state-desk.server.ts";
import { makeStateExport } from "#app/services/state/make-state-export.server.ts";
import { loadStateExport, openStateExportFile, requestStateExport } from "#app/services/state/request-state-export.server.ts";
import { writeStateExport } from "#app/services/state/write-state-export.server.ts";
import type { Manifest } from "#app/services/state/write-state-export.server.ts";
import type { Context } from "#app/context.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let analyst: Context;
const year = "2025-26";
const asked = { program: "lcap", year };

async function addLea(leaId: string, cds: string, change: (plan: Plan) => Plan = (plan) => plan): Promise<Plan> {
  const { leaId: copied, id } = portal.running;
  const made = JSON.parse(JSON.stringify(portal.running).replaceAll(`"${copied}"`, `"${leaId}"`).replaceAll(`"${id}"`, `"plan-of-${leaId}"`)) as Plan;
  const plan = change({ ...made, organizations: made.organizations.map((one) => (one.id === leaId ? { ...one, cds, county: "Toyon", name: leaId } : one)) });
  await withLea(portal.database.app, { leaId, actor: "test" }, async (tx) => {
    await insertPlan(tx, plan, { sample: true });
    await tx.insertInto("organization_relation").values({ lea_id: leaId, org_id: leaId, kind: "in-county", other_lea_id: "toyon-coe", other_id: "toyon-coe", since: "2024-07-01", until: null }).execute();
  });
  return plan;
}

beforeAll(async () => {
  portal = await openPortal();
  analyst = await portal.as("sample-state-analyst", "sample-state");
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(year)) as ProgramCrosswalk;
  const sent = await addLea("sent-lea", "99100010000000", (plan) => ({ ...plan, goals: plan.goals.map((goal, at) => (at === 0 ? { ...goal, description: richTextFromPlain('=HYPERLINK("http://evil.example","Señal")'), kind: "broad" } : goal)) }));
  await sendUnchecked(portal.process, sent, { program });
  await sendUnchecked(portal.process, { ...sent, goals: sent.goals.map((goal) => ({ ...goal, why: richTextFromPlain("Of the second copy") })) }, { program, state: "amendments-considered" });
  await addLea("draft-lea", "99100020000000", (plan) => ({ ...plan, goals: plan.goals.map((goal) => ({ ...goal, description: richTextFromPlain("Draftmarker") })) }));
  await withLea(portal.database.app, { leaId: sent.leaId, actor: "test" }, (tx) => sql`insert into answer (lea_id, plan_id, id, org_id, lineage_id, sort_order, statement_key, value) values (${sent.leaId}, ${sent.id}, 'secret', ${sent.leaId}, 'secret', 0, 'stand.cases', '"Privatemarker"')`.execute(tx));
  await withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, async (tx) => {
    await sql`insert into state_file (kind, name, hash, rows, loaded_by) values ('directory', 'planted', 'planted', 3, 'test')`.execute(tx);
    for (const [cds, name, type, status, charter] of [["99200010000000", "Unknown Unified", "Unified School District", "Active", null], ["99200020000000", "Valley ROP", "Regional Occupation Center/Program (ROC/P)", "Active", null], ["99200030000000", "Gone Elementary", "Elementary School District", "Merged", null], ["99200040000000", "A new kind", "Something new", "Active", null]] as const)
      await sql`insert into state_organization (cds, kind, name, county, district, status, type, public, charter, city, zip, grades, file_id) values (${cds}, 'lea', ${name}, 'Planted', ${name}, ${status}, ${type}, null, ${charter}, '', '', '', 1)`.execute(tx);
  });
}, 180_000);
afterAll(() => portal?.close());

const lineOf = async (cds: string) => (await loadStateDesk(analyst, asked)).lines.find((line) => line.cds === cds);

describe("the state's desk", () => {
  test("tells of every LEA that owes a plan whether it is here, not filed or unknown; never of a draft", async () => {
    const desk = await loadStateDesk(analyst, asked);
    expect(Object.fromEntries(desk.lines.map((line) => [line.name, [line.standing, line.owes]]))).toMatchObject({ "sent-lea": ["here", "yes"], "draft-lea": ["not-filed", "yes"], "Unknown Unified": ["unknown", "yes"], "A new kind": ["unknown", "unknown"], "Valley ROP": ["unknown", "unknown"], "Toyon County Office of Education": ["not-filed", "yes"] });
    expect(desk.lines.map(({ name }) => name)).not.toEqual(expect.arrayContaining(["Gone Elementary"]));
    expect(JSON.stringify(desk)).not.toContain("Draftmarker");
    expect(desk.total).toMatchObject({ owing: desk.lines.length - 2, unsure: 2, reviewer: 1, unknown: 3 });
    expect(desk.byCounty.find(({ county }) => county === "Toyon")).toMatchObject({ reviewer: 1, done: 0 });
    expect((await loadStateLea(analyst, { ...asked, cds: "99100010000000" })).owing).toMatchObject({ owes: "yes", rule: { id: "D-12", confidence: "medium", latest: "2025-07-06", note: expect.any(String) as string } });
  });

  test("a program whose filing no rule of the calendar describes says so instead of guessing", async () => {
    const desk = await loadStateDesk(analyst, { program: "csi", year });
    expect(desk.rulesHeld).toBe(false);
    expect(new Set(desk.lines.map(({ owes }) => owes))).toEqual(new Set(["unknown"]));
  });

  test("keeps what the state writes down of a plan filed elsewhere, on record, and shows both texts when two wrote (REL-B3)", async () => {
    const place = { ...asked, cds: "99200010000000" };
    expect(await noteFiling(analyst, place, { standing: "elsewhere", onDay: "", words: " ", seenVersion: 0 })).toEqual({ outcome: "incomplete" });
    expect(await noteFiling(analyst, place, { standing: "elsewhere", onDay: "2025-07-02", words: "By mail to the county.", seenVersion: 0 })).toEqual({ outcome: "noted" });
    expect(await lineOf(place.cds)).toMatchObject({ standing: "elsewhere", note: { words: "By mail to the county.", onDay: "2025-07-02", by: "Priya Raman" } });
    expect(await noteFiling(analyst, place, { standing: "not-filed", onDay: "", words: "", seenVersion: 0 })).toEqual({ outcome: "conflict", theirs: "By mail to the county." });
    expect(await noteFiling(analyst, place, { standing: "unknown", onDay: "", words: "", seenVersion: 1 })).toEqual({ outcome: "noted" });
    expect(await lineOf(place.cds)).toMatchObject({ standing: "unknown", note: null });
    const acts = await withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, (tx) => tx.selectFrom("audit").select("object").where("verb", "=", "note-filing").execute());
    expect(acts.map(({ object }) => object)).toEqual([`filing-note/lcap/${year}/99200010000000`, `filing-note/lcap/${year}/99200010000000`]);
  });

  test("is not there for others, and neither are its notes and exports (REL-A2)", async () => {
    for (const [person, lea] of [["sample-county-administrator", "toyon-coe"], ["sample-planner", "alder-valley"], ["sample-selpa", "toyon-selpa"]] as const) {
      const other = await portal.as(person, lea);
      await expect(loadStateDesk(other, asked)).rejects.toMatchObject({ code: "not-found" });
      await expect(loadStateLea(other, { ...asked, cds: "99100010000000" })).rejects.toMatchObject({ code: "not-found" });
      await expect(noteFiling(other, { ...asked, cds: "99100010000000" }, { standing: "not-filed", onDay: "", words: "", seenVersion: 0 })).rejects.toMatchObject({ code: "not-found" });
      await expect(requestStateExport(other, { ...asked, county: "", format: "csv" })).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

/** An export into memory. */
async function exported(format: "csv" | "ndjson" | "zip-docx", county = ""): Promise<{ files: Map<string, Buffer>; manifest: Manifest }> {
  const files = new Map<string, Buffer>();
  const manifest = await writeStateExport({ db: portal.process.db, crosswalks: portal.process.crosswalks, render: portal.process.render }, { ...asked, county, format, stateId: "sample-state", actor: "test" }, async (name, chunks) => {
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    files.set(name, Buffer.concat(parts));
  });
  return { files, manifest };
}
const linesOf = (files: Map<string, Buffer>, name: string) => (files.get(name)?.toString("utf8") ?? "").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Record<string, unknown>);

describe("a statewide export", () => {
  test("has the newest sent copy of each plan in every table, keyed by code, and nothing of a draft or a private answer (REL-E1)", async () => {
    const { files, manifest } = await exported("ndjson");
    expect([...files.keys()]).toEqual(["submissions.ndjson", ...copyTableNames.map((name) => `${name}.ndjson`), "data-dictionary.csv", "manifest.json"]);
    const all = Buffer.concat([...files.values()]).toString("utf8");
    for (const marker of ["Draftmarker", "Privatemarker"]) expect(all).not.toContain(marker);
    expect(all).toContain("Of the second copy");
    expect(linesOf(files, "submissions.ndjson")).toEqual([expect.objectContaining({ cds: "99100010000000", number: 2, standing: "Amendments considered by the board", waits_for: "reviewer", generated: true })]);
    for (const { name, columns } of exportTables()) for (const line of linesOf(files, `${name}.ndjson`)) {
      expect(Object.keys(line)).toEqual(columns.map((column) => column.name));
      expect(line["cds"]).toBe("99100010000000");
    }
    for (const name of copyTableNames.filter((one) => one !== "findings")) expect(linesOf(files, `${name}.ndjson`).length, name).toBeGreaterThan(0);
    for (const { name, sha256, bytes, rows } of manifest.files) {
      expect(createHash("sha256").update(files.get(name) ?? "").digest("hex")).toBe(sha256);
      expect(files.get(name)?.byteLength).toBe(bytes);
      if (rows !== null) expect(linesOf(files, name).length).toBe(rows);
    }
  });

  test("as CSV says the same as NDJSON, keeps zeros, begins with the byte order mark, and defuses what a spreadsheet would run (REL-E3)", async () => {
    const [csv, ndjson] = [await exported("csv"), await exported("ndjson")];
    for (const { name, columns } of exportTables()) {
      const raw = csv.files.get(`${name}.csv`)?.toString("utf8") ?? "";
      expect(raw.startsWith("\ufeff")).toBe(true);
      const rows = parse(raw, { bom: true, columns: true, relax_column_count: false }) as Record<string, string>[];
      const plain = (value: unknown) => (value === null ? "" : value === true ? "yes" : value === false ? "no" : String(value));
      const type = new Map(columns.map((column) => [column.name, column.type]));
      expect(rows, name).toEqual(linesOf(ndjson.files, `${name}.ndjson`).map((line) => Object.fromEntries(Object.entries(line).map(([key, value]) => [key, /^[=+\-@\t\r\0]/.test(plain(value)) && type.get(key) !== "number" ? `'${plain(value)}` : plain(value)]))));
    }
    expect(csv.files.get("goals.csv")?.toString("utf8")).toContain(`"'=HYPERLINK(""http://evil.example"",""Señal"")"`);
  });

  test("of one county has that county's, and twice the same input gives the same bytes but for its moment", async () => {
    expect((await exported("ndjson", "Nowhere")).manifest).toMatchObject({ submissions: 0, rows: 0 });
    const [one, two] = [await exported("csv", "Toyon"), await exported("csv", "Toyon")];
    expect(one.manifest.submissions).toBe(1);
    expect(one.manifest.files).toEqual(two.manifest.files);
  });

  test("sees one moment through, however much is sent meanwhile", async () => {
    const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(year)) as ProgramCrosswalk;
    const late = await addLea("late-lea", "99100030000000");
    const files = new Map<string, Buffer>();
    let sent = false;
    await writeStateExport({ db: portal.process.db, crosswalks: portal.process.crosswalks, render: portal.process.render }, { ...asked, county: "", format: "ndjson", stateId: "sample-state", actor: "test" }, async (name, chunks) => {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      files.set(name, Buffer.concat(parts));
      if (!sent) await sendUnchecked(portal.process, late, { program });
      sent = true;
    });
    expect(Buffer.concat([...files.values()]).toString("utf8")).not.toContain("99100030000000");
    expect((await exported("ndjson")).manifest.submissions).toBe(2);
  });

  test("asked for on a page is made by the queue's job, kept as one archive, and each step is on record", async () => {
    const { exportId } = await requestStateExport(analyst, { ...asked, county: "", format: "zip-docx" });
    await expect(openStateExportFile(analyst, exportId)).rejects.toMatchObject({ code: "not-found" });
    await makeStateExport(analyst, { leaId: "sample-state", exportId });
    await makeStateExport(analyst, { leaId: "sample-state", exportId });
    expect(await loadStateExport(analyst, exportId)).toMatchObject({ status: "done", progress: 100, submissions: 2, error: "" });
    const { stream, size, name } = await openStateExportFile(analyst, exportId);
    const parts: Buffer[] = [];
    for await (const chunk of stream) parts.push(Buffer.from(chunk as Uint8Array));
    const bytes = Buffer.concat(parts);
    expect([bytes.byteLength, name]).toEqual([size, "state-lcap-2025-26-docx.zip"]);
    const zip = await JSZip.loadAsync(bytes);
    const manifest = JSON.parse((await zip.file("manifest.json")?.async("string")) ?? "{}") as Manifest;
    for (const file of manifest.files) expect(createHash("sha256").update((await zip.file(file.name)?.async("nodebuffer")) ?? "").digest("hex"), file.name).toBe(file.sha256);
    expect(manifest.files.filter(({ name: one }) => one.endsWith(".docx")).length).toBe(2);
    const acts = await withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, (tx) => tx.selectFrom("audit").select("verb").where("object", "=", `state-export/${exportId}`).orderBy("number").execute());
    expect(acts.map(({ verb }) => verb)).toEqual(["request-state-export", "make-state-export", "download-state-export"]);
  }, 60_000);

  test("is not made for somebody who lost the role since", async () => {
    const { exportId } = await requestStateExport(analyst, { ...asked, county: "", format: "csv" });
    await makeStateExport({ ...analyst, user: { ...analyst.user, memberships: [] } }, { leaId: "sample-state", exportId });
    expect(await loadStateExport(analyst, exportId)).toMatchObject({ status: "failed" });
    await expect(openStateExportFile(analyst, exportId)).rejects.toMatchObject({ code: "not-found" });
  });

  test("from the command line fills a folder and is on the state's record; a folder that is not empty is refused", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "plan-once-export-"));
    try {
      const out = path.join(folder, "out");
      const words = ["state-export", "--program", "lcap", "--year", year, "--format", "csv", "--out", out];
      expect(await main(words)).toBe(0);
      const manifest = JSON.parse(readFileSync(path.join(out, "manifest.json"), "utf8")) as Manifest;
      for (const { name, sha256 } of manifest.files) expect(createHash("sha256").update(readFileSync(path.join(out, name))).digest("hex")).toBe(sha256);
      expect(await main(words)).toBe(1);
      expect(await main(["state-export", "--program", "nothing", "--year", year, "--format", "csv", "--out", path.join(folder, "other")])).toBe(1);
      const acts = await withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, (tx) => tx.selectFrom("audit").select("actor").where("verb", "=", "state-export").execute());
      expect(acts).toEqual([{ actor: "system:operator" }]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("the tables of a copy", () => {
  test("are there for sent copies only, cannot be changed, and are seen from above by no stranger (REL-B1, REL-B9)", async () => {
    const count = (leaId: string) => withLea(portal.database.app, { leaId, actor: "test" }, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from submission_table`.execute(tx)).rows[0]?.n ?? 0);
    expect([await count("sent-lea") > 0, await count("sample-state") > 0, await count("toyon-coe") > 0, await count("alder-valley"), await count("toyon-selpa")]).toEqual([true, true, true, 0, 0]);
    for (const statement of [sql`update submission_table set csv = ''`, sql`delete from submission_table`, sql`truncate submission_table`]) await expect(withLea(portal.database.owner, { leaId: "sent-lea", actor: "test" }, (tx) => statement.execute(tx))).rejects.toMatchObject({ code: "42501" });
  });
});

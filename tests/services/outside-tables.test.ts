// A list of the district's own beside the plan it filed: matched, looked at, and only then beside what was read, each row with its place.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { enterOutside } from "#app/services/review/enter-outside.server.ts";
import { loadChecklist } from "#app/services/review/load-checklist.server.ts";
import { loadTable, matchTable, matchTableAgain, setTableAside, takeUpTable } from "#app/services/review/outside-tables.server.ts";
import { loadAsRead, readOutside, startReading } from "#app/services/review/read-outside.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { sheetFile } from "../adapters/readers/packed.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let reviewer: Context;
let now: Plan;
let filingId = "";
const year = "2026-27";

const enter = async (code: string) => {
  const entered = await enterOutside(reviewer, { district: "", name: "Quail Ridge Unified", cds: code, form: `lcap/${year}`, receivedOn: "2026-06-30", adoptedOn: "" }, { name: "LCAP.pdf", bytes: smallPdf([{ content: at(50, 500, "A scanned plan, with nothing to read in it") }]) });
  if (entered.outcome !== "entered") throw new Error("not entered");
  await work();
  return entered.filingId;
};
/** As the worker does it. */
async function work(): Promise<void> {
  const waiting = await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("outside_reading").select("id").where("status", "=", "queued").execute());
  for (const { id } of waiting) await readOutside(reviewer, { leaId: "toyon-coe", readingId: id });
}
const add = async (name: string, bytes: Uint8Array, filing = filingId) => {
  const before = (await loadAsRead(reviewer, filing, 1)).state.tables.map(({ id }) => id);
  await startReading(reviewer, filing, { file: { name, bytes }, ownDocument: false });
  await work();
  return (await loadAsRead(reviewer, filing, 1)).state.tables.find(({ id }) => !before.includes(id))?.id ?? "";
};
const csv = (words: string) => new TextEncoder().encode(words);
const look = (id: string, filing = filingId) => loadTable(reviewer, filing, id, null);
const use = async (id: string, filing = filingId) => takeUpTable(reviewer, filing, id, { seenVersion: (await look(id, filing)).version, leaveOut: true });
const cents = (words: string) => Math.round(Number(words.replace(/[$,]/g, "")) * 100);
const totals = async () => Object.fromEntries((await loadChecklist(reviewer, filingId)).figures.map(({ name, planned, alone }) => [name, { planned: planned === "" ? null : cents(planned), alone: alone === "" ? null : cents(alone) }]));
const verbs = () => withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, async (tx) => (await tx.selectFrom("audit").select("verb").where("object", "=", `outside-filing/${filingId}`).orderBy("number").execute()).map(({ verb }) => verb));

beforeAll(async () => {
  portal = await openPortal();
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
  now = { ...portal.running, year, lines: portal.running.lines.filter(({ kind }) => kind === "planned").map((line) => ({ ...line, year })), revenues: [], opening: null };
  filingId = await enter("99200010000000");
  const { bytes } = await renderPlanDocument(portal.process.files, { plan: now, program: "lcap", edition: "2024.v2024-11", format: "json", copy: { kind: "hearing-draft", preparedOn: "2026-06-01" }, attachments: {} });
  await startReading(reviewer, filingId, { file: { name: "LCAP.json", bytes }, ownDocument: false });
  await work();
}, 180_000);
afterAll(() => portal?.close());

describe("money in a list", () => {
  let tableId = "";

  test("waits for a person to say what its columns are; an object code is not needed, and what is wrong is said", async () => {
    tableId = await add("money.csv", csv("Action,Fund,Amount\n1.1,LCFF,\"$1,234.50\"\n1.1,Title I Part A,100\n9.9,LCFF,5\n1.2,Moon dust,7\n1.2,LCFF,12%\n"));
    const page = await look(tableId);
    expect(page).toMatchObject({ status: "match", sheet: "money.csv", planRead: true, read: null, match: { holds: "lines", remembered: false, columns: [{ field: "action" }, { field: "source" }, { field: "amount" }] } });
    const form = { holds: "lines" as const, seenVersion: page.version };
    expect(await matchTable(reviewer, filingId, tableId, { ...form, columns: { 0: "action", 1: "source" } })).toEqual({ outcome: "refused", missing: ["amount"], twice: [] });
    await expect(matchTable(reviewer, filingId, tableId, { ...form, columns: { 0: "action", 9: "amount" } })).rejects.toMatchObject({ code: "invalid" });
    await expect(matchTable(reviewer, filingId, tableId, { ...form, seenVersion: 99, columns: { 0: "action", 1: "source", 2: "amount" } })).rejects.toMatchObject({ code: "conflict" });
    const before = await totals();
    expect(await matchTable(reviewer, filingId, tableId, { ...form, columns: { 0: "action", 1: "source", 2: "amount" } })).toEqual({ outcome: "read" });
    expect(await totals()).toEqual(before);
  });

  test("each row is held against what was read; rows with a fault are named and used by nobody (REL-D5)", async () => {
    const { read, version } = await look(tableId);
    expect(read?.lines.map(({ row, standing }) => [row, standing])).toEqual([[2, "instead"], [3, "instead"]]);
    expect(read?.lines[0]?.after).toMatch(/^\$1,234\.50, LCFF.*; \$1,334\.50 for the action$/);
    expect(read?.faults.map(({ row }) => row)).toEqual([4, 5, 6]);
    expect(read?.faults[0]?.message).toContain("there is no action “9.9”");
    expect(await takeUpTable(reviewer, filingId, tableId, { seenVersion: version, leaveOut: false })).toEqual({ outcome: "refused", problem: "faults" });
    await expect(takeUpTable(reviewer, filingId, tableId, { seenVersion: version - 1, leaveOut: true })).rejects.toMatchObject({ code: "conflict" });
  });

  test("used, its money stands in the totals, beside what was read without it; set aside, it stands nowhere", async () => {
    const before = await totals();
    expect(await use(tableId)).toEqual({ outcome: "used" });
    const [action] = now.actions.filter(({ orgId, goalId }) => orgId === now.leaId && goalId === now.goals.find((goal) => goal.orgId === now.leaId)?.id).sort((a, b) => a.order - b.order);
    const after = await totals();
    const sum = (all: typeof before) => Object.values(all).reduce((total, { planned }) => total + (planned ?? 0), 0);
    const printed = now.lines.filter(({ actionId }) => actionId === action?.id).reduce((total, line) => total + line.cents, 0);
    // A form prints whole dollars.
    expect(Math.abs(sum(after) - (sum(before) - printed + 133_450))).toBeLessThan(400);
    expect(after["lcff"]).toMatchObject({ alone: before["lcff"]?.planned });
    const page = await loadAsRead(reviewer, filingId, 1);
    expect(page.state.tables).toMatchObject([{ status: "used", rows: 2, leftOut: 3 }]);
    expect(page.state.attempt).toMatchObject({ status: "read", fileName: "LCAP.json" });
    expect(JSON.stringify(page.document)).toContain("1,334");
    expect(page.derived.join()).toContain("“money.csv” has money without an object code");

    await matchTableAgain(reviewer, filingId, tableId, (await look(tableId)).version);
    expect(await totals()).toEqual(before);
    expect((await look(tableId)).match).toMatchObject({ remembered: true, columns: [{ field: "action" }, { field: "source" }, { field: "amount" }] });
    await setTableAside(reviewer, filingId, tableId, (await look(tableId)).version);
    await expect(look(tableId)).rejects.toMatchObject({ code: "not-found" });
    expect((await verbs()).slice(-5)).toEqual(["read-outside-list", "match-outside-list", "use-outside-list", "match-outside-list-again", "set-outside-list-aside"]);
  });
});

describe("actions and metrics in a list", () => {
  test("a finding says from which row of which sheet it comes, and what the list has no column for is not looked at", async () => {
    const read = await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("outside_reading").select("reading").where("filing_id", "=", filingId).where("status", "=", "read").executeTakeFirstOrThrow());
    const { plan } = read.reading as { plan: Plan };
    const metric = plan.metrics.find(({ goalId }) => goalId === plan.goals[0]?.id);
    const id = await add("metrics.xlsx", sheetFile([["Goal", "Metric", "Baseline"], ["1", "Bikes in the rack", ""], ["1", metric?.name ?? "", "Ninety-nine of a hundred"]]));
    const { version, match, sheet } = await look(id);
    await matchTable(reviewer, filingId, id, { holds: "metrics", seenVersion: version, columns: Object.fromEntries((match?.columns ?? []).map(({ at: column, field }) => [String(column), field])) });
    expect((await look(id)).read?.lines.map(({ row, standing }) => [row, standing])).toEqual([[2, "new"], [3, "instead"]]);
    expect((await look(id)).read?.notIn.length).toBeGreaterThan(0);
    await use(id);
    const evidence = (await loadChecklist(reviewer, filingId)).groups.flatMap(({ lines }) => lines).flatMap((line) => line.evidence.map((one) => ({ ...one, line: line.id })));
    const mine = evidence.filter(({ message }) => message.includes("Bikes in the rack"));
    expect(mine.map(({ line }) => line)).toEqual(["rule/metric.baseline"]);
    expect(mine[0]?.read).toMatchObject({ page: null, from: { listId: id, fileName: "metrics.xlsx", sheet, row: 2 } });
    expect(JSON.stringify((await loadAsRead(reviewer, filingId, 1)).document)).toContain("Ninety-nine of a hundred");
  });

  test("where no machine can read the file, goals are known by number, rows stand in the form, and no rule is asked", async () => {
    const scanned = await enter("99200020000000");
    const id = await add("actions.csv", csv("Goal,Title\n1,Bus passes\n2,Coaches\n"), scanned);
    const page = await look(id, scanned);
    await matchTable(reviewer, scanned, id, { holds: "actions", seenVersion: page.version, columns: { 0: "goal", 1: "title" } });
    expect(await look(id, scanned)).toMatchObject({ planRead: false, read: { faults: [], lines: [{ about: "1.1 Bus passes", standing: "new" }, { about: "2.1 Coaches" }] } });
    await use(id, scanned);
    const money = await add("money.csv", csv("Action,Fund,Amount\n2.1,LCFF,50\n"), scanned);
    await matchTable(reviewer, scanned, money, { holds: "lines", seenVersion: (await look(money, scanned)).version, columns: { 0: "action", 1: "source", 2: "amount" } });
    expect(await use(money, scanned)).toEqual({ outcome: "used" });
    const { groups, figures } = await loadChecklist(reviewer, scanned);
    expect(groups.flatMap(({ lines }) => lines.flatMap(({ evidence }) => evidence))).toEqual([]);
    expect(figures.map(({ planned }) => planned)).toContain("$50.00");
    expect(JSON.stringify((await loadAsRead(reviewer, scanned, 1)).document)).toContain("Bus passes");
  });
});

describe("what is no list, and who may not", () => {
  test.each<[string, string, () => Uint8Array, RegExp]>([
    ["words without columns", "notes.txt", () => csv("Only a sentence\nand another\n"), /No list/],
    ["a million rows", "rows.csv", () => csv(`Goal,Title\n${"1,x\n".repeat(1_000_000)}`), /rows/],
    ["a workbook with macros", "rows.xlsm", () => sheetFile([["Goal", "Title"], ["1", "x"]], { "xl/vbaProject.bin": "macro" }), /macros/],
    ["an entity definition", "rows.xlsx", () => sheetFile([["a"]], { "xl/sharedStrings.xml": '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }), /defines things/],
  ])("%s is refused in words, and no file is left (REL-D1, REL-D2)", async (_what, name, bytes, words) => {
    const before = (await loadAsRead(reviewer, filingId, 1)).state.tables.length;
    const said = await startReading(reviewer, filingId, { file: { name, bytes: bytes() }, ownDocument: false }).then(
      async () => {
        await work();
        return (await loadAsRead(reviewer, filingId, 1)).state.attempt?.error ?? "";
      },
      (error: Error) => error.message,
    );
    expect(said).toMatch(words);
    expect((await loadAsRead(reviewer, filingId, 1)).state.tables).toHaveLength(before);
    const keys = await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("outside_reading").select("file_key").where("file_key", "is not", null).execute());
    expect(keys).toEqual([]);
  });

  test("whoever may not review the plan finds no list of it, nor by the address of another plan (REL-A2, REL-A3)", async () => {
    const [table] = (await loadAsRead(reviewer, filingId, 1)).state.tables;
    const other = await enter("99200030000000");
    await expect(loadTable(reviewer, other, table?.id ?? "", null)).rejects.toMatchObject({ code: "not-found" });
    for (const ctx of [portal.ctx, await portal.as("sample-selpa", "toyon-selpa"), await portal.as("sample-state-administrator", "sample-state")]) {
      await expect(loadTable(ctx, filingId, table?.id ?? "", null)).rejects.toMatchObject({ code: "not-found" });
      await expect(takeUpTable(ctx, filingId, table?.id ?? "", { seenVersion: 1, leaveOut: true })).rejects.toMatchObject({ code: "not-found" });
      await expect(setTableAside(ctx, filingId, table?.id ?? "", 1)).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

// A spreadsheet comes in: its columns are matched by a person and remembered, its rows are looked at and taken once.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clearImport } from "#app/services/imports/decide-import.server.ts";
import { loadImport } from "#app/services/imports/load-import.server.ts";
import { matchAgain, matchSheet } from "#app/services/imports/match-sheet.server.ts";
import { readImport } from "#app/services/imports/read-import.server.ts";
import { startImport } from "#app/services/imports/start-import.server.ts";
import { takeImport } from "#app/services/imports/take-import.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { sheetFile } from "../adapters/readers/packed.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

const planNow = () => inLea(portal.ctx, (tx) => openPlan(portal.ctx, tx, portal.plan.id, "plan.read"));
const read = async (bytes: Uint8Array, name: string) => {
  const { importId } = await startImport(portal.ctx, portal.plan.id, { file: { name, bytes }, ownDocument: false });
  await readImport(portal.ctx, { leaId: portal.plan.leaId, importId });
  return importId;
};
const look = (importId: string) => loadImport(portal.ctx, portal.plan.id, importId);
const csv = (words: string) => new Uint8Array(Buffer.from(words, "latin1"));
const rows = "Goal,What we do,Title\n1,Every Friday,Señor Garcia's garden\n99,,Nowhere\n";

test("columns are guessed, matched by the person, remembered for the same heads, and the rows taken once", async () => {
  const importId = await read(csv(rows), "actions.csv");
  const page = await look(importId);
  expect(page).toMatchObject({ status: "match", match: { holds: "actions", remembered: false, columns: [{ head: "Goal", field: "goal", samples: ["1", "99"] }, { head: "What we do" }, { head: "Title", field: "title" }] } });
  const form = { holds: "actions" as const, seenVersion: page.version };
  expect(await matchSheet(portal.ctx, portal.plan.id, importId, { ...form, columns: { 0: "goal" } })).toEqual({ outcome: "refused", missing: ["title"], twice: [] });
  await expect(matchSheet(portal.ctx, portal.plan.id, importId, { ...form, columns: { 0: "goal", 9: "title" } })).rejects.toMatchObject({ code: "invalid" });
  await expect(matchSheet(portal.ctx, portal.plan.id, importId, { ...form, seenVersion: 999, columns: { 0: "goal", 2: "title" } })).rejects.toMatchObject({ code: "conflict" });
  expect(await matchSheet(portal.ctx, portal.plan.id, importId, { ...form, columns: { 0: "goal", 1: "description", 2: "title" } })).toEqual({ outcome: "read" });

  const { review, version } = await look(importId);
  expect(review).toMatchObject({ places: "rows", fit: "same", own: true });
  expect(review?.general.map(({ page: row, message }) => [row, message])).toEqual([[3, expect.stringContaining("no goal “99”")]]);
  const [item] = review?.groups.flatMap(({ items }) => items).filter(({ standing }) => standing === "new") ?? [];
  expect(item).toMatchObject({ collection: "actions", page: 2 });
  const before = await planNow();
  const take = (seenVersion: number) => takeImport(portal.ctx, portal.plan.id, importId, { keys: [item?.key ?? ""], seenVersion, otherLea: false });
  expect((await take(version)).rows).toBe(1);
  expect((await take((await look(importId)).version)).rows).toBe(0);
  const added = (await planNow()).actions.filter(({ id }) => !before.actions.some((one) => one.id === id));
  expect(added.map(({ title, goalId }) => [title, goalId])).toEqual([["Señor Garcia's garden", before.goals.find(({ orgId }) => orgId === before.leaId)?.id]]);

  await matchAgain(portal.ctx, portal.plan.id, importId);
  expect((await look(importId)).match).toMatchObject({ remembered: true, columns: [{ field: "goal" }, { field: "description" }, { field: "title" }] });
  await clearImport(portal.ctx, portal.plan.id, importId);
  const other = await read(sheetFile([["Goal", "What we do", "Title"], ["2", "Words", "Another one"]]), "actions.xlsx");
  expect((await look(other)).match).toMatchObject({ remembered: true, columns: [{ field: "goal" }, { field: "description" }, { field: "title" }] });
}, 60_000);

describe("bad spreadsheets are answered within two seconds of work (REL-D1, REL-D2)", () => {
  const manyRows = `<row r="1"><c t="inlineStr"><is><t>Goal</t></is></c><c t="inlineStr"><is><t>Title</t></is></c></row>${'<row><c t="inlineStr"><is><t>1</t></is></c><c t="inlineStr"><is><t>x</t></is></c></row>'.repeat(150_000)}`;
  test.each<[string, string, () => Uint8Array, RegExp]>([
    ["a million rows in text", "rows.csv", () => csv(`Goal,Title\n${"1,x\n".repeat(1_000_000)}`), /rows/],
    ["a workbook with very many rows", "rows.xlsx", () => sheetFile(manyRows), /rows|unpacks to far more/],
    ["a workbook with macros", "rows.xlsm", () => sheetFile([["Goal", "Title"], ["1", "x"]], { "xl/vbaProject.bin": "macro" }), /macros/],
    ["a workbook with nothing in it", "rows.xlsx", () => sheetFile([]), /No list/],
    ["words without columns", "notes.txt", () => csv("Only a sentence\nand another\n"), /No list/],
    ["an entity definition", "rows.xlsx", () => sheetFile([["a"]], { "xl/sharedStrings.xml": '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }), /defines things/],
  ])("%s", async (_what, name, bytes, words) => {
    const given = bytes();
    const started = process.cpuUsage();
    const said = await read(given, name).then(async (importId) => (await look(importId)).error, (error: Error) => error.message);
    const { user, system } = process.cpuUsage(started);
    expect(said).toMatch(words);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});

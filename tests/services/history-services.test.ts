import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { loadRowHistory } from "#app/services/history/load-row-history.server.ts";
import { loadWhatChanged } from "#app/services/history/load-what-changed.server.ts";
import { nameVersion } from "#app/services/history/name-version.server.ts";
import { restoreRow } from "#app/services/history/restore-row.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { addRow } from "#app/services/plans/add-row.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { removeRow } from "#app/services/plans/remove-row.server.ts";
import { saveAmounts } from "#app/services/plans/save-amounts.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { saveRow } from "#app/services/plans/save-row.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { openExportFile } from "#app/services/documents/load-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { main } from "#app/cli/main.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal?.close());

const planNow = async () => {
  const plan = await inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: portal.plan.id }));
  if (!plan) throw new Error("the sample plan is gone");
  return plan;
};
const answerNow = async (key: string) => {
  const answer = (await planNow()).answers.find((one) => one.key === key && one.orgId === portal.plan.leaId);
  if (!answer) throw new Error(`no answer to ${key}`);
  return answer;
};
const acts = async () => inLea(portal.ctx, async (tx) => (await sql<{ verb: string; object: string }>`select verb, object from audit order by number`.execute(tx)).rows);
const write = async (key: string, words: string) => {
  const { version } = await answerNow(key);
  return saveAnswer(portal.ctx, portal.plan.id, { statement: key, about: null, seenVersion: version, posted: new Map([["value", [words]], ["value.drop", ["yes"]]]) });
};
const history = (collection: string, rowId: string, from: number | null = null, to: number | null = null) => loadRowHistory(portal.ctx, portal.plan.id, { collection, rowId, from, to });

describe("the history of an answer", () => {
  test("tells who wrote what when, newest first, and what the last change was", async () => {
    await write("who.district", "Farms and orchards.");
    await write("who.district", "Farms, orchards and vineyards.");
    const { id } = await answerNow("who.district");
    const page = await history("answers", id);
    expect(page.versions.slice(0, 2).map(({ what, by, current }) => ({ what, by, current }))).toEqual([{ what: "changed", by: portal.ctx.user.name, current: true }, { what: "changed", by: portal.ctx.user.name, current: false }]);
    expect(page.versions.at(-1)).toMatchObject({ what: "added", by: "Plan Once itself" });
    expect(page.place).toContain("/chapters/who#");
    const [field] = page.change?.fields ?? [];
    expect(field?.said.kind === "words" && field.said.pieces.filter(({ kind }) => kind === "added").map(({ text }) => text.trim()).join(" ")).toContain("vineyards.");
    const whole = await history("answers", id, page.versions.at(-1)?.revision ?? 0, page.versions[0]?.revision ?? 0);
    expect(whole.change?.fields[0]?.said.kind).toBe("words");
    await expect(history("answers", id, 999_999_999)).rejects.toMatchObject({ code: "not-found" });
  });

  test("of another LEA, another plan or nothing at all is not there", async () => {
    const { id } = await answerNow("who.district");
    const foreign = portal.foreign.goals[0]?.id ?? "";
    for (const [planId, collection, rowId] of [[portal.foreign.id, "answers", id], [portal.plan.id, "goals", foreign], [portal.plan.id, "answers", "nothing"], ["nothing", "answers", id]] as const)
      await expect(loadRowHistory(portal.ctx, planId, { collection, rowId, from: null, to: null })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("restoring", () => {
  test("is a new save on top: the words are back, the version counts on, the list grows, one act is recorded", async () => {
    const { id, version } = await answerNow("who.district");
    const page = await history("answers", id);
    const chosen = page.versions[1];
    const before = await acts();
    expect(await restoreRow(portal.ctx, portal.plan.id, { collection: "answers", rowId: id, revision: chosen?.revision ?? 0, seenVersion: version })).toEqual({ outcome: "saved", version: version + 1 });
    expect(plainFromRichText((await answerNow("who.district")).value as RichText)).toBe("Farms and orchards.");
    const after = await history("answers", id);
    expect(after.versions).toHaveLength(page.versions.length + 1);
    expect(after.versions.slice(1).map((one) => one.revision)).toEqual(page.versions.map((one) => one.revision));
    expect((await acts()).slice(before.length)).toEqual([{ verb: "restore-row", object: `plan/${portal.plan.id}/answers/${id}` }]);
  });

  test("on top of a version that is not the newest any more changes nothing", async () => {
    const { id, version, value } = await answerNow("who.district");
    const page = await history("answers", id);
    const before = await acts();
    expect(await restoreRow(portal.ctx, portal.plan.id, { collection: "answers", rowId: id, revision: page.versions.at(-1)?.revision ?? 0, seenVersion: version - 1 })).toEqual({ outcome: "conflict" });
    expect(await restoreRow(portal.ctx, portal.plan.id, { collection: "answers", rowId: id, revision: page.versions.at(-1)?.revision ?? 0, seenVersion: null })).toEqual({ outcome: "conflict" });
    expect(await answerNow("who.district")).toMatchObject({ version, value });
    expect(await acts()).toHaveLength(before.length);
  });

  test("of twenty who restore the same at once, one is first", async () => {
    const { id, version } = await answerNow("who.district");
    const page = await history("answers", id);
    const results = await Promise.all(Array.from({ length: 20 }, () => restoreRow(portal.ctx, portal.plan.id, { collection: "answers", rowId: id, revision: page.versions[1]?.revision ?? 0, seenVersion: version })));
    expect(results.filter(({ outcome }) => outcome === "saved")).toHaveLength(1);
    expect((await answerNow("who.district")).version).toBe(version + 1);
  });

  test("a version of another row, or of a foreign plan, is not there", async () => {
    const { id, version } = await answerNow("who.district");
    const goal = (await planNow()).goals[0];
    const page = await history("goals", goal?.id ?? "");
    await expect(restoreRow(portal.ctx, portal.plan.id, { collection: "answers", rowId: id, revision: page.versions[0]?.revision ?? 0, seenVersion: version })).rejects.toMatchObject({ code: "not-found" });
    await expect(restoreRow(portal.ctx, portal.foreign.id, { collection: "answers", rowId: id, revision: 1, seenVersion: version })).rejects.toMatchObject({ code: "not-found" });
  });

  test("brings a removed row back under its own id; a row that lost its goal says so", async () => {
    const [goalId, metricId] = ["6f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0001", "6f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0002"];
    expect(await addRow(portal.ctx, portal.plan.id, { collection: "goals", newId: goalId, posted: new Map([["description", ["Every child swims."]]]) })).toMatchObject({ outcome: "added" });
    expect(await addRow(portal.ctx, portal.plan.id, { collection: "metrics", newId: metricId, posted: new Map([["goalId", [goalId]], ["name", ["Swimmers"]]]) })).toMatchObject({ outcome: "added" });
    for (const [collection, rowId] of [["metrics", metricId], ["goals", goalId]] as const) expect(await removeRow(portal.ctx, portal.plan.id, { collection, rowId, seenVersion: 1 })).toMatchObject({ outcome: "removed" });
    const gone = await history("metrics", metricId);
    expect(gone).toMatchObject({ place: null, version: null, noun: "metric", name: "Swimmers" });
    const restore = (collection: string, rowId: string, revision: number) => restoreRow(portal.ctx, portal.plan.id, { collection, rowId, revision, seenVersion: null });
    expect(await restore("metrics", metricId, gone.versions[0]?.revision ?? 0)).toEqual({ outcome: "blocked", why: "gone" });
    expect(await restore("goals", goalId, (await history("goals", goalId)).versions[0]?.revision ?? 0)).toMatchObject({ outcome: "saved" });
    expect(await restore("metrics", metricId, gone.versions[0]?.revision ?? 0)).toMatchObject({ outcome: "saved" });
    expect((await planNow()).metrics.find((one) => one.id === metricId)).toMatchObject({ goalId, name: "Swimmers" });
  });

  test("an amount taken away and typed anew stands once: the old one does not come back beside it", async () => {
    const before = await planNow();
    const row = before.revenues.find((one) => one.orgId === before.leaId && one.kind === "lcff-total" && one.year === before.year) ?? before.revenues[0];
    const asks = (at: string[] | undefined) => at?.[0] === row?.kind && (at?.[1] === "current") === (row?.year !== before.year);
    const statement = portal.ctx.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.collection === "revenues" && (one.columns ?? []).some(({ at }) => asks(at)));
    const column = statement?.columns?.find(({ at }) => asks(at))?.name ?? "";
    const type = (typed: string, seenVersion: number | null) => saveAmounts(portal.ctx, portal.plan.id, { statement: statement?.key ?? "", amounts: [{ column, typed, seenVersion }] });
    expect(await type("", row?.version ?? null)).toMatchObject({ outcome: "saved" });
    expect(await type("5", null)).toMatchObject({ outcome: "saved" });
    const gone = await history("revenues", row?.id ?? "");
    expect(await restoreRow(portal.ctx, portal.plan.id, { collection: "revenues", rowId: row?.id ?? "", revision: gone.versions[0]?.revision ?? 0, seenVersion: null })).toEqual({ outcome: "blocked", why: "taken" });
  });
});

describe("what changed in the plan", () => {
  test("since a named version: what was done after it, with who and when, by chapter", async () => {
    const named = await nameVersion(portal.ctx, portal.plan.id, { name: "  Hearing   draft " });
    expect(named).toMatchObject({ outcome: "named" });
    expect(await nameVersion(portal.ctx, portal.plan.id, { name: "Hearing draft" })).toEqual({ outcome: "refused", why: "taken" });
    expect(await nameVersion(portal.ctx, portal.plan.id, { name: "   " })).toEqual({ outcome: "refused", why: "blank" });
    expect((await loadWhatChanged(portal.ctx, portal.plan.id, { from: null, to: null, chapter: "" })).groups).toEqual([]);
    const line = (await planNow()).lines.find((one) => one.kind === "planned" && one.orgId === portal.plan.leaId && one.actionId !== null);
    await saveRow(portal.ctx, portal.plan.id, { collection: "lines", rowId: line?.id ?? "", seenVersion: line?.version ?? 0, posted: new Map([["cents", [String(((line?.cents ?? 0) + 12_345) / 100)]]]) });
    await write("listen.influence", "We moved the tutoring to the evening.");
    const page = await loadWhatChanged(portal.ctx, portal.plan.id, { from: null, to: null, chapter: "" });
    expect(page.versions[0]?.name).toBe("Hearing draft");
    expect(page.groups.map(({ id, changes }) => [id, changes.map(({ collection, by }) => [collection, by])])).toEqual([["listen", [["answers", portal.ctx.user.name]]], ["cost", [["lines", portal.ctx.user.name]]]]);
    expect(page.money.total?.change).toBe("+$123.45");
    const filtered = await loadWhatChanged(portal.ctx, portal.plan.id, { from: null, to: null, chapter: "cost" });
    expect(filtered.groups.map(({ id }) => id)).toEqual(["cost"]);
    const back = await loadWhatChanged(portal.ctx, portal.plan.id, { from: "now", to: page.from, chapter: "" });
    expect([back.from, back.to]).toEqual([page.from, "now"]);
  });

  test("up to a named version it shows nothing of what came later", async () => {
    const page = await loadWhatChanged(portal.ctx, portal.plan.id, { from: null, to: null, chapter: "" });
    const start = page.versions.at(-1);
    const then = await loadWhatChanged(portal.ctx, portal.plan.id, { from: `version:${start?.id ?? ""}`, to: page.from, chapter: "" });
    expect(JSON.stringify(then.groups)).not.toContain("evening");
    expect(then.groups.map(({ id }) => id)).toContain("who");
  });

  test("a version of another plan, a day that is none, and a foreign plan are not there", async () => {
    const foreign = await withLea(portal.ctx.db, { leaId: portal.foreign.leaId, actor: "test" }, async (tx) => (await sql<{ id: string }>`select id from named_version`.execute(tx)).rows[0]?.id);
    for (const from of [`version:${foreign ?? ""}`, "version:1; drop table plan", "day:2026-99-99", "yesterday"]) await expect(loadWhatChanged(portal.ctx, portal.plan.id, { from, to: null, chapter: "" }), from).rejects.toMatchObject({ code: "not-found" });
    await expect(loadWhatChanged(portal.ctx, portal.foreign.id, { from: null, to: null, chapter: "" })).rejects.toMatchObject({ code: "not-found" });
    await expect(nameVersion(portal.ctx, portal.foreign.id, { name: "Mine" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the audit", () => {
  test("REL-B9: handing a document out leaves one row, and so does each step before it", async () => {
    const before = await acts();
    const { exportId } = await requestExport(portal.ctx, portal.plan.id, "lcap", { format: "json", copy: "internal-draft" });
    await expect(openExportFile(portal.ctx, portal.plan.id, exportId)).rejects.toMatchObject({ code: "not-found" });
    await makeExport(portal.ctx, { leaId: portal.plan.leaId, exportId });
    await openExportFile(portal.ctx, portal.plan.id, exportId);
    await openExportFile(portal.ctx, portal.plan.id, exportId);
    expect((await acts()).slice(before.length).map(({ verb }) => verb)).toEqual(["request-export", "make-export", "download-export", "download-export"]);
  });

  test("REL-B9: after all of this every chain is whole, and the command says so; after a change it names the row and refuses", async () => {
    const report = await verifyAudit(portal.ctx);
    expect(report.whole).toBe(true);
    expect(report.rows).toBe((await acts()).length);
    const said: string[] = [];
    const real = process.stdout.write.bind(process.stdout);
    const listen = () => (process.stdout.write = ((text: string, done?: () => void) => (said.push(text), done?.(), true)) as typeof process.stdout.write);
    const run = async () => {
      listen();
      try {
        return await main(["audit", "verify", "--json"]);
      } finally {
        process.stdout.write = real;
      }
    };
    expect(await run()).toBe(0);
    expect(JSON.parse(said.join(""))).toEqual(report);
    said.length = 0;
    const owner = portal.owner;
    await withLea(owner, { leaId: portal.plan.leaId, actor: "intruder" }, async (tx) => {
      await sql`alter table audit disable trigger user`.execute(tx);
      await sql`update audit set actor = 'someone else' where number = 5`.execute(tx);
    });
    expect(await run()).toBe(1);
    expect(JSON.parse(said.join(""))).toMatchObject({ whole: false, leas: [{ leaId: portal.plan.leaId, rows: 4, fault: { number: 5 } }] });
  });
});

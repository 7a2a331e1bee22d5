// "Looked at and cannot be completed": who said it and why stays on record, the task list shows it, coverage does not care, and an answer ends it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { listMarks } from "#db/repos/answer-marks.server.ts";
import type { Context } from "#app/context.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import { loadChapter } from "#app/services/plans/load-chapter.server.ts";
import { loadPlanPage } from "#app/services/plans/load-plan-page.server.ts";
import { markAnswer } from "#app/services/plans/mark-answer.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { loadSchoolHome } from "#app/services/schools/load-school-home.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let principal: Context;
const school = "alder-valley-high";
beforeAll(async () => {
  portal = await openPortal();
  principal = await portal.as("sample-principal");
}, 120_000);
afterAll(() => portal?.close());

const form = (statement: string, reason: string, about: string | null = null) => ({ act: "mark" as const, statement, about, reason });
const takeBack = (statement: string) => ({ act: "take-back" as const, statement, about: null, reason: "" });
const box = async (key: string, chapter: string, ctx = portal.ctx, plan = portal.plan.id) => (await loadChapter(ctx, plan, chapter)).statements.find((one) => one.key === key);
const chapterOf = async (id: string) => (await loadPlanPage(portal.ctx, portal.plan.id)).chapters.find((one) => one.id === id);
const acts = () => withLea(portal.ctx.db, { leaId: portal.plan.leaId, actor: "test" }, async (tx) => (await tx.selectFrom("audit").select(["object", "detail"]).where("verb", "=", "mark-answer").orderBy("number").execute()).map(({ detail }) => detail));
const words = (text: string) => new Map([["value.json", [JSON.stringify({ type: "doc", docVersion: 1, content: text === "" ? [] : [{ type: "paragraph", content: [{ type: "text", text }] }] })]]]);

/** A narrative of the plan with no answer in it and its chapter. */
async function openQuestion(): Promise<{ key: string; chapter: string; version: number | null }> {
  for (const { id } of portal.ctx.crosswalks.outline.chapters)
    for (const one of (await loadChapter(portal.ctx, portal.plan.id, id)).statements) {
      const [only] = one.answers;
      if (one.state === "missing" && one.answers.length === 1 && only?.about === null && only.fields.length === 1 && only.fields[0]?.control === "richtext") return { key: one.key, chapter: id, version: only.version };
    }
  throw new Error("The sample plan has no open narrative.");
}

describe("a question that was looked at and cannot be completed", () => {
  test("says why, by whom and when; the task list counts it; what the form misses stays missing; an answer ends it and the look stays on record", async () => {
    const { key, chapter, version } = await openQuestion();
    const missing = async () => (await loadCoverage(portal.ctx, portal.plan.id, "lcap")).counts;
    const before = { missing: await missing(), chapter: await chapterOf(chapter), acts: (await acts()).length };
    expect(await markAnswer(portal.ctx, portal.plan.id, form(key, "  The Dashboard  comes in December. "))).toEqual({ outcome: "saved" });
    expect((await box(key, chapter))?.looks).toEqual([{ key, about: null, reason: "The Dashboard comes in December.", by: "Marisol Vega", on: expect.stringMatching(/\d{4}/) as unknown, ended: null }]);
    expect((await chapterOf(chapter))?.lookedAt).toBe((before.chapter?.lookedAt ?? 0) + 1);
    expect((await chapterOf(chapter))?.answered).toBe(before.chapter?.answered);
    expect(await missing()).toEqual(before.missing);
    expect((await box(key, chapter))?.state).toBe("missing");

    expect(await saveAnswer(portal.ctx, portal.plan.id, { statement: key, about: null, seenVersion: version, posted: words("  ") })).toMatchObject({ outcome: "saved" });
    expect((await box(key, chapter))?.looks[0]?.ended).toBeNull();
    const now = (await box(key, chapter))?.answers[0]?.version ?? null;
    expect(await saveAnswer(portal.ctx, portal.plan.id, { statement: key, about: null, seenVersion: now, posted: words("Now we know.") })).toMatchObject({ outcome: "saved" });
    expect((await box(key, chapter))?.looks).toMatchObject([{ ended: { by: "Marisol Vega", because: "answered" } }]);
    expect((await chapterOf(chapter))?.lookedAt).toBe(before.chapter?.lookedAt ?? 0);
    expect((await acts()).slice(before.acts)).toEqual([{}, { ended: "answered" }]);
  });

  test("a second mark is refused and changes nothing; without a reason, with too long a one; taking back ends it", async () => {
    expect(await markAnswer(portal.ctx, portal.plan.id, form("who.district", "First."))).toEqual({ outcome: "saved" });
    expect(await markAnswer(portal.ctx, portal.plan.id, form("who.district", "Second."))).toEqual({ outcome: "refused", why: "already" });
    expect(await markAnswer(portal.ctx, portal.plan.id, form("who.district", " \n"))).toEqual({ outcome: "refused", why: "no-reason" });
    expect(await markAnswer(portal.ctx, portal.plan.id, form("who.district", "x".repeat(501)))).toEqual({ outcome: "refused", why: "too-long" });
    expect((await box("who.district", "who"))?.looks.map(({ reason }) => reason)).toEqual(["First."]);
    expect(await markAnswer(portal.ctx, portal.plan.id, takeBack("who.district"))).toEqual({ outcome: "saved" });
    expect((await box("who.district", "who"))?.looks[0]?.ended?.because).toBe("taken-back");
    const taken = (await acts()).length;
    expect(await markAnswer(portal.ctx, portal.plan.id, takeBack("who.district"))).toEqual({ outcome: "saved" });
    expect((await acts()).length).toBe(taken);
  });

  test("a chapter is looked at when all it lacks is; one open question more and it is in progress", async () => {
    for (const one of portal.ctx.crosswalks.outline.chapters) {
      const open = (await loadChapter(portal.ctx, portal.plan.id, one.id)).statements.filter(({ state, per }) => (state === "missing" || state === "partly") && per === null);
      const all = (await loadChapter(portal.ctx, portal.plan.id, one.id)).statements.filter(({ state }) => state === "missing" || state === "partly");
      if (open.length === 0 || open.length !== all.length) continue;
      for (const [at, { key }] of open.entries()) {
        expect((await chapterOf(one.id))?.state, one.id).not.toBe("looked-at");
        await markAnswer(portal.ctx, portal.plan.id, form(key, `Waits, ${at}.`));
      }
      expect((await chapterOf(one.id))?.state, one.id).toBe("looked-at");
      return;
    }
    throw new Error("No chapter of the sample plan can be tried.");
  });

  test("a principal marks the school's own question, in the school's part and nowhere else", async () => {
    const key = partKey(portal.plan.id, school);
    const own = (await Promise.all(portal.ctx.crosswalks.outline.chapters.map(({ id }) => loadChapter(principal, key, id)))).flatMap((page) => page.statements.map((one) => ({ chapter: page.chapter.id, one }))).find(({ one }) => !one.closed && one.per === null);
    expect(own).toBeDefined();
    if (!own) return;
    expect(await markAnswer(principal, key, form(own.one.key, "The council meets in May."))).toEqual({ outcome: "saved" });
    expect((await box(own.one.key, own.chapter, principal, key))?.looks).toMatchObject([{ reason: "The council meets in May." }]);
    expect((await loadSchoolHome(principal, school))?.chapters.find(({ id }) => id === own.chapter)?.lookedAt).toBe(1);
    expect((await box(own.one.key, own.chapter))?.looks.some(({ reason }) => reason.includes("May")) ?? false).toBe(false);
    await expect(markAnswer(principal, portal.plan.id, form("who.district", "Not mine."))).rejects.toMatchObject({ code: "forbidden" });
    await expect(markAnswer(await portal.as("sample-council"), key, form(own.one.key, "Not mine."))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("REL-A2: a foreign plan, a foreign goal and an unknown question are not found; nothing is written in the other LEA", async () => {
    await expect(markAnswer(portal.ctx, portal.foreign.id, form("who.district", "x"))).rejects.toMatchObject({ code: "not-found" });
    await expect(markAnswer(portal.ctx, portal.plan.id, form("went.done", "x", "goal-of-nobody"))).rejects.toMatchObject({ code: "not-found" });
    await expect(markAnswer(portal.ctx, portal.plan.id, form("who.nothing", "x"))).rejects.toMatchObject({ code: "not-found" });
    const there = await withLea(portal.ctx.db, { leaId: portal.foreign.leaId, actor: "test" }, (tx) => listMarks(tx, { leaId: portal.foreign.leaId, planId: portal.foreign.id, orgId: portal.foreign.leaId }));
    expect(there).toEqual([]);
  });
});

// Plans that came as files, as somebody meets them who wants the disk full, the drawing places taken or a queue that is theirs no more.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { enterOutside, noteStep } from "#app/services/review/enter-outside.server.ts";
import { loadReview, loadReviews } from "#app/services/review/load-reviews.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { drawOutsidePage } from "#app/services/review/outside-desk.server.ts";
import { withLea } from "#db/client.server.ts";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let reviewer: Context;
beforeAll(async () => {
  portal = await openPortal();
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
}, 180_000);
afterAll(() => portal?.close());

const pdf = (name = "LCAP.pdf") => ({ name, bytes: smallPdf([{ content: at(100, 500, "A page") }]) });
let districts = 0;
/** Enters the plan of one more district of the county. */
const enter = (ctx: Context = reviewer, file = pdf()) => enterOutside(ctx, { district: "", name: "Quail Ridge", cds: `9920${String((districts += 1)).padStart(3, "0")}0000000`, form: "lcap/2025-26", receivedOn: "2025-06-30", adoptedOn: "" }, file);
const entered = async (ctx: Context = reviewer, file = pdf()): Promise<string> => {
  const result = await enter(ctx, file);
  if (result.outcome !== "entered") throw new Error(result.problem);
  return result.filingId;
};
const refusal = (work: Promise<unknown>): Promise<{ code?: string; message?: string }> => work.then(() => ({ code: "let through" }), (error: unknown) => error as { code?: string; message?: string });

describe("what an office keeps", () => {
  test("has a limit, for a new plan and for a new copy of one; a step without a file is noted all the same, and what is refused leaves no file", async () => {
    const filingId = await entered();
    const { version } = await loadReview(reviewer, filingId);
    await makeReviewMove(reviewer, filingId, { move: "ask-clarification", seenVersion: version, day: "", words: "Say more." });
    await sql`alter table outside_copy disable trigger user`.execute(portal.owner);
    const size = (bytes: number) => withLea(portal.owner, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.updateTable("outside_copy").set({ file_size: bytes }).where("filing_id", "=", filingId).execute());
    await size(20 * 2 ** 30);
    const kept: string[] = [];
    const watched: Context = { ...reviewer, storage: { ...reviewer.storage, save: async (key, bytes) => { kept.push(key); await reviewer.storage.save(key, bytes); } } };
    const today = reviewer.today();
    const step = { seenVersion: version + 1, cameOn: today, day: today, words: "Here it is.", adoptedOn: "" };
    expect(await refusal(enter(watched))).toMatchObject({ code: "too-large", message: expect.stringContaining("20 GB") as string });
    expect(await refusal(noteStep(watched, filingId, { ...step, move: "send-amended" }, pdf()))).toMatchObject({ code: "too-large" });
    expect(kept).toHaveLength(2);
    for (const key of kept) expect(await portal.process.storage.read(key)).toBeUndefined();
    expect(await noteStep(watched, filingId, { ...step, move: "answer-clarification" }, null)).toEqual({ outcome: "noted" });
    await size(1);
    await sql`alter table outside_copy enable trigger user`.execute(portal.owner);
    expect(await enter()).toMatchObject({ outcome: "entered" });
  });
});

test("one office takes so many of the places for drawing and no more, whether it draws pages or enters plans", async () => {
  const filingId = await entered();
  let drawn: () => void = () => {};
  const done = new Promise<void>((resolve) => (drawn = resolve));
  const slow: Context = { ...reviewer, files: { ...reviewer.files, drawPage: async () => (await done, new Uint8Array([1])) } };
  const codes: (string | undefined)[] = [];
  const asked = Array.from({ length: 8 }, () => refusal(drawOutsidePage(slow, filingId, 1, 1, null)).then(({ code }) => codes.push(code)));
  await expect.poll(() => codes, { timeout: 30_000 }).toEqual(["unavailable", "unavailable"]);
  expect(await refusal(enter())).toMatchObject({ code: "unavailable" });
  drawn();
  await Promise.all(asked);
  expect(codes.filter((code) => code === "let through")).toHaveLength(6);
  expect(await enter()).toMatchObject({ outcome: "entered" });
});

test("who loses the role loses the office's queue with it, also where the list is kept", async () => {
  expect((await loadReviews(reviewer)).found).toBeGreaterThan(0);
  expect((await loadReviews(reviewer)).found).toBeGreaterThan(0);
  for (const memberships of [[], [{ role: "county-reviewer" as const, leaId: "south-coe", orgId: "south-coe", above: [] }]]) expect((await loadReviews({ ...reviewer, user: { ...reviewer.user, memberships } })).found).toBe(0);
});

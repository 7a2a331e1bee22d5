// Plans that came as files, as somebody meets them who wants the disk full, the drawing places taken, a file lost or another file opened than was thought.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { enterOutside } from "#app/services/review/enter-outside.server.ts";
import { drawOutsidePage, openOutsideFile } from "#app/services/review/outside-desk.server.ts";
import { withLea } from "#db/client.server.ts";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { breaksOnCommit } from "./breaks-on-commit.ts";

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
const copies = () => withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("outside_copy").select(["filing_id", "number", "file_key", "file_name"]).execute());

test("a file ends with what it is, whatever it was called", async () => {
  const filingId = await entered(reviewer, pdf("LCAP.pdf.hta"));
  expect((await openOutsideFile(reviewer, filingId, 1)).name).toBe("LCAP.pdf.hta.pdf");
  expect((await copies()).find((copy) => copy.filing_id === filingId)?.file_name).toBe("LCAP.pdf.hta.pdf");
});

test("a copy has its file also when the connection breaks while the database says yes, for no other copy can take its place (REL-A7, REL-H1)", async () => {
  const before = new Set((await copies()).map(({ filing_id }) => filing_id));
  expect(await refusal(enter({ ...reviewer, db: breaksOnCommit(reviewer.db, 2) }))).toMatchObject({ code: "unavailable" });
  const added = (await copies()).find(({ filing_id }) => !before.has(filing_id));
  expect((await openOutsideFile(reviewer, added?.filing_id ?? "", 1)).bytes).toEqual(Buffer.from(pdf().bytes));
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

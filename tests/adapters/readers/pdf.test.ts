// What the reader of PDF files gives, and what it refuses, in words and in time.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readPdf } from "#app/adapters/readers/pdf.server.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { importLcap } from "#app/services/imports/import-lcap.server.ts";
import type { ReadableTable } from "#schemas/readable-document.ts";
import { at, frame, rule, smallPdf } from "./small-pdf.ts";

const cellsOf = (table: ReadableTable) => table.rows.map((row) => row.cells.map((cell) => cell.blocks.map((block) => (block.kind === "table" ? "[table]" : block.lines.join("/"))).join("|")));
const tablesOf = async (content: string) => (await readPdf(smallPdf([{ content }]))).blocks.filter((block) => block.kind === "table");

describe("a page without a structure tree", () => {
  test("cells from ruling lines, text above and below in reading order", async () => {
    const content = [at(50, 550, "Before the table"), frame([50, 150, 300], [400, 450, 500]), at(55, 485, "Goal"), at(155, 485, "Amount"), at(55, 435, "1.1"), at(155, 435, "$205,869.0"), at(155, 423, "0"), at(50, 300, "After the table")].join("\n");
    const { blocks } = await readPdf(smallPdf([{ content }]));
    expect(blocks.map((block) => (block.kind === "table" ? "table" : block.lines.join("/")))).toEqual(["Before the table", "table", "After the table"]);
    expect(cellsOf(blocks[1] as ReadableTable)).toEqual([["Goal", "Amount"], ["1.1", "$205,869.0/0"]]);
  });
  test("shading is no line, a missing outer line is no open cell, a joined cell is one", async () => {
    const shaded = [frame([50, 150, 300], [400, 450, 500]), rule(60, 410, 80, 30), at(55, 485, "first cell"), at(155, 485, "second cell"), at(55, 435, "third cell"), at(155, 435, "fourth cell")].join("\n");
    expect(cellsOf((await tablesOf(shaded))[0] as ReadableTable)).toEqual([["first cell", "second cell"], ["third cell", "fourth cell"]]);
    const open = [rule(50, 400, 250, 0.5), rule(50, 450, 250, 0.5), ...[50, 150, 300].map((x) => rule(x, 400, 0.5, 100)), at(55, 485, "first cell"), at(155, 485, "second cell"), at(55, 435, "third cell"), at(155, 435, "fourth cell")].join("\n");
    expect(cellsOf((await tablesOf(open))[0] as ReadableTable)).toEqual([["first cell", "second cell"], ["third cell", "fourth cell"]]);
    const joined = [...[400, 450, 500].map((y) => rule(50, y, 250, 0.5)), rule(50, 400, 0.5, 100), rule(300, 400, 0.5, 100), rule(150, 400, 0.5, 50), at(55, 485, "over both"), at(55, 435, "third cell"), at(155, 435, "fourth cell")].join("\n");
    expect(cellsOf((await tablesOf(joined))[0] as ReadableTable)).toEqual([["over both"], ["third cell", "fourth cell"]]);
  });
  test("where a line that other rows have is not drawn, words apart from each other are two cells, and the row says so", async () => {
    const lines = [...[350, 400, 450, 500].map((y) => rule(50, y, 350, 0.5)), ...[50, 150, 400].map((x) => rule(x, 350, 0.5, 150)), rule(300, 400, 0.5, 100)];
    const rows = [at(55, 485, "Goal"), at(155, 485, "Words"), at(305, 485, "Amount"), at(55, 435, "1.1"), at(155, 435, "Coaches"), at(305, 435, "$5"), at(55, 385, "1.2"), at(155, 390, "Books and"), at(155, 378, "more books"), at(305, 385, "$7")];
    const [made] = await tablesOf([...lines, ...rows].join("\n"));
    expect(cellsOf(made as ReadableTable)).toEqual([["Goal", "Words", "Amount"], ["1.1", "Coaches", "$5"], ["1.2", "Books and/more books", "$7"]]);
    expect((made as ReadableTable).rows.map(({ guessed }) => guessed)).toEqual([undefined, undefined, true]);
    const across = await tablesOf([...lines, ...rows.slice(0, 7), at(155, 385, "Words of one cell across the place of the line"), at(305, 360, "$7")].join("\n"));
    expect(cellsOf(across[0] as ReadableTable)[2]).toHaveLength(2);
  });
  test("each page has its own size; list marks make items", async () => {
    const { pages, blocks } = await readPdf(smallPdf([{ content: at(50, 700, "Upright"), width: 612, height: 792 }, { content: at(50, 700, "- no mark") + "\n" + at(50, 650, "1. First"), width: 1224, height: 792 }]));
    expect(pages.map(({ width, height }) => [width, height])).toEqual([[612, 792], [1224, 792]]);
    expect(blocks.at(-1)).toMatchObject({ kind: "item", marker: "1.", lines: ["First"], page: 2 });
  });
});

test("bold and italic are what the names of the fonts say; plain words carry no pieces", async () => {
  const content = [at(50, 500, "We begin"), at(96, 500, "with reading", 10, "F2"), at(160, 500, "and", 10, "F3"), at(50, 488, "go on."), at(50, 300, "Nothing special.")].join("\n");
  const [first, second] = (await readPdf(smallPdf([{ content }]))).blocks;
  expect(first).toMatchObject({ lines: ["We begin with reading and", "go on."], pieces: [{ text: "We begin" }, { text: "with reading", bold: true }, { text: "and", italic: true }, { text: "go on." }] });
  expect(first?.kind === "paragraph" ? first.pieces?.[0] : null).toEqual({ text: "We begin" });
  expect(second).not.toHaveProperty("pieces");
});

test("words under a link lead where it leads; the words themselves stay as printed", async () => {
  const bytes = smallPdf([{ content: at(50, 500, "Read our plan on the web today") }], { extra: ["<< /Type /Annot /Subtype /Link /Rect [88 495 130 512] /A << /S /URI /URI (https://www.example.org/plan) >> >>"] });
  const linked = Buffer.from(Buffer.from(bytes).toString("latin1").replace("/MediaBox", "/Annots [6 0 R] /MediaBox"), "latin1");
  const [block] = (await readPdf(linked)).blocks;
  expect(block).toMatchObject({ lines: ["Read our plan on the web today"] });
  const pieces = block?.kind === "paragraph" ? (block.pieces ?? []) : [];
  expect(pieces.map(({ text }) => text).join("")).toBe("Read our plan on the web today");
  expect(pieces.filter(({ href }) => href === "https://www.example.org/plan").map(({ text }) => text.trim()).join("")).toMatch(/plan/);
  expect(pieces.at(-1)?.href).toBeUndefined();
});

describe("what is refused, within two seconds", () => {
  const lcap = { pattern: /Local Control/, refusal: "This is not the plan." };
  const refusal = async (bytes: Uint8Array, options = {}) => {
    const started = performance.now();
    const error: unknown = await readPdf(bytes, options).catch((thrown: unknown) => thrown);
    expect(performance.now() - started).toBeLessThan(2000);
    return error;
  };
  const good = () => smallPdf(Array.from({ length: 40 }, (_, n) => ({ content: at(50, 500, `Minutes of meeting ${n}, long enough to be text`) })));
  test("what is no PDF, an empty file, a cut off file", async () => {
    expect(await refusal(new TextEncoder().encode("PK\u0003\u0004 a document of another kind"))).toMatchObject({ name: "AppError", code: "invalid", message: "This file is not a PDF." });
    expect(await refusal(new Uint8Array())).toMatchObject({ code: "invalid" });
    expect(await refusal(good().slice(0, 6000))).toMatchObject({ code: "invalid", message: expect.stringContaining("cut off") });
  });
  test("a head and an end with nothing between", async () => {
    expect(await refusal(new TextEncoder().encode(`%PDF-1.7\n${"x".repeat(500)}\n%%EOF\n`))).toMatchObject({ code: "invalid", message: expect.stringContaining("damaged") });
  });
  test("a password", async () => {
    const secret = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "11".repeat(32) + "> /U <" + "22".repeat(32) + "> >>";
    expect(await refusal(smallPdf([{ content: at(50, 500, "secret") }], { trailer: "/Encrypt 6 0 R", extra: [secret] }))).toMatchObject({ code: "invalid", message: expect.stringContaining("password") });
  });
  test("pictures without text, and another document", async () => {
    expect(await refusal(smallPdf([{ content: rule(0, 0, 700, 500) }, { content: rule(0, 0, 700, 500) }]), { expects: lcap })).toMatchObject({ code: "invalid", message: expect.stringContaining("no text") });
    expect(await refusal(good(), { expects: lcap })).toMatchObject({ code: "invalid", message: "This is not the plan." });
  });
  test("a reading can be stopped", async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const reading = readPdf(good(), { signal: stop.signal, onPage: (page) => { seen.push(page); if (page === 3) stop.abort(); } });
    await expect(reading).rejects.toThrow();
    expect(seen).toEqual([1, 2, 3]);
  });
});

test("the product's own document comes back: goals, metrics, actions, and every total", async () => {
  const context = buildFileContext();
  const plan = await context.example("choices");
  const { bytes } = await renderPlanDocument(context, { plan, program: "lcap", edition: "2024.v2024-11", format: "pdf", copy: { kind: "internal-draft", preparedOn: "2026-11-22" }, attachments: {} });
  const { report, plan: back } = await importLcap(context, { bytes, fileName: "choices.pdf" });
  expect(back.goals.map((goal) => [goal.kind, goal.priorities])).toEqual(plan.goals.map((goal) => [goal.kind, goal.priorities]));
  // The form prints a metric with its source behind it.
  expect(back.metrics.map((metric) => metric.name)).toEqual(plan.metrics.map((metric) => `${metric.name}, ${metric.source}`));
  expect(back.actions.map(({ title, contributing, scope, unduplicatedGroups }) => ({ title, contributing, scope, unduplicatedGroups }))).toEqual(plan.actions.map(({ title, contributing, scope, unduplicatedGroups }) => ({ title, contributing, scope, unduplicatedGroups })));
  expect(report.notes.filter((note) => note.kind === "doubtful")).toEqual([]);
  expect(report.checks.every((check) => check.agrees !== false)).toBe(true);
  expect(report.read.table1.totals.total).toBe(981_447.37);
});

const forbidden = path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", "plans-open/orange-savanna-elementary.pdf");
test.skipIf(!existsSync(forbidden))("a PDF whose owner forbids copying is read only when a person says it is their own", async () => {
  const bytes = readFileSync(forbidden);
  await expect(readPdf(bytes)).rejects.toMatchObject({ code: "forbidden" });
  const stop = new AbortController();
  await expect(readPdf(bytes, { ownDocument: true, signal: stop.signal, onPage: () => stop.abort(new Error("It is read.")) })).rejects.toThrow("It is read.");
});

// What a person can do to a plan that a document must still survive: every format, nothing lost, nothing changed.
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { buildFileContext } from "#app/file-context.server.ts";
import type { DocumentFormat } from "#app/file-context.server.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { makeAnswer, makeGoal, makePlan, rich } from "../factories.ts";
import { largePlan } from "../large-plan.ts";

const context = buildFileContext();
const asked = { program: "lcap", edition: "2024.v2024-11", copy: { kind: "internal-draft", preparedOn: "2026-11-22" } } as const;
const bytesOf = async (plan: Plan, format: DocumentFormat) => (await renderPlanDocument(context, { ...asked, plan, format })).bytes;
const wordsOf = async (plan: Plan, format: DocumentFormat): Promise<string> => {
  const bytes = await bytesOf(plan, format);
  if (format !== "docx" && format !== "xlsx") return Buffer.from(bytes).toString("utf8");
  const zip = await JSZip.loadAsync(bytes);
  return (await Promise.all(Object.keys(zip.files).filter((name) => name.endsWith(".xml")).map((name) => zip.file(name)?.async("string") ?? ""))).join("\n");
};

describe("text no form expects", () => {
  const words = "مرحبا بالطلاب and שלום, family 👩‍👩‍👧‍👦, =SUM(A1), <script>alert(1)</script> & \"quotes\"";
  const plan = makePlan({ answers: [makeAnswer({ key: "who.district", value: richTextFromPlain(words) })] });

  test.each<DocumentFormat>(["html", "json", "docx"])("prints whole in %s", async (format) => {
    const printed = await wordsOf(plan, format);
    for (const part of ["مرحبا بالطلاب", "שלום", "👩‍👩‍👧‍👦", "=SUM(A1)"]) expect(printed).toContain(part);
    if (format !== "json") expect(printed).not.toContain("<script>alert(1)</script>");
  });

  test("makes a PDF", async () => {
    expect(Buffer.from((await bytesOf(plan, "pdf")).slice(0, 5)).toString()).toBe("%PDF-");
  });
});

test("a narrative of five megabytes keeps its last word", async () => {
  const plan = makePlan({ answers: [makeAnswer({ key: "who.district", value: rich(`${"Many words about our district. ".repeat(170_000)}The very last word: zebra.`) })] });
  for (const format of ["docx", "html"] as const) expect(await wordsOf(plan, format)).toContain("The very last word: zebra.");
}, 120_000);

test("a goal without actions prints, and its draft says what is missing", async () => {
  const printed = await wordsOf(makePlan({ goals: [makeGoal({ id: "goal-1", description: rich("A goal alone.") })] }), "html");
  expect(printed).toContain("A goal alone.");
  expect(printed).toContain("Not answered yet.");
});

test("two thousand actions all print, to the last cent", async () => {
  const plan = largePlan({ actions: 2000 });
  const docx = await wordsOf(plan, "docx");
  const xlsx = await wordsOf(plan, "xlsx");
  for (const { title } of [plan.actions[0], plan.actions[999], plan.actions[1999]].filter((action) => action !== undefined)) {
    expect(docx).toContain(title);
    expect(xlsx).toContain(title);
  }
  const total = plan.lines.filter((line) => line.kind === "planned").reduce((sum, line) => sum + line.cents, 0);
  expect(docx).toContain(`$${(total / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}`);
}, 120_000);

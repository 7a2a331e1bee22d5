import { describe, expect, test } from "vitest";
import { buildDocument, missingAnswers } from "#app/domain/documents/build-document.ts";
import type { CopyRequest } from "#app/domain/documents/build-document.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Block, PlanDocument, Table } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { makeOrganization, makePlan } from "../../factories.ts";

const crosswalks = loadCrosswalks();
const program = findProgram(crosswalks, "lcap", "2024.v2024-11");
const internal: CopyRequest = { kind: "internal-draft", preparedOn: "2026-11-22" };
const documentOf = (plan: Plan, copy: CopyRequest = internal) => buildDocument(readForm({ plan, crosswalks, program }), { copy });
const choices = documentOf(buildExample("choices"));

const blocks = (document: PlanDocument): Block[] => document.sections.flatMap((section) => section.blocks);
const words = (document: PlanDocument): string =>
  blocks(document)
    .flatMap((block) => (block.type === "paragraph" ? [block.runs.map((run) => run.text).join("")] : block.type === "heading" ? [block.text] : block.type === "table" ? block.rows.flatMap((row) => row.cells.map((cell) => cell.text)) : []))
    .join("\n");
const table = (document: PlanDocument, id: string): Table => {
  const found = blocks(document).find((block): block is Table => block.type === "table" && block.id.startsWith(id));
  if (!found) throw new Error(`no table ${id}`);
  return found;
};

describe("the LCAP of a published plan", () => {
  test("has its parts in the order the form requires", () => {
    const headings = blocks(choices).filter((block) => block.type === "heading").map((block) => block.text);
    const required = ["LCFF Budget Overview for Parents", "Plan Summary [2025-26]", "Engaging Educational Partners", "Goals and Actions", "Increased or Improved Services for Foster Youth, English Learners, and Low-Income Students [2025-26]", "2025-26 Contributing Actions Table", "2024-25 Annual Update Table", "2024-25 Contributing Actions Annual Update Table", "2024-25 LCFF Carryover Table", "Instructions"];
    const places = required.map((heading) => headings.findIndex((text) => text.toLowerCase() === heading.toLowerCase()));
    expect(places.every((place) => place >= 0), `missing: ${required.filter((_, at) => (places[at] ?? -1) < 0).join("; ")}`).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("prints the published figures of its tables", () => {
    const cell = (id: string) => blocks(choices).flatMap((block) => (block.type === "table" ? block.rows.flatMap((row) => row.cells) : [])).find((one) => one.name === id)?.text;
    expect(cell("t1.h.3_pct")).toBe("8.756%");
    expect(cell("t2.h.planned_total_pct")).toBe("23.742%");
    expect(cell("t4.h.difference_dollar")).toBe("$283,689.40");
    expect(cell("t5.10_total_pct")).toBe("8.779%");
    expect(cell("t5.11_actual_pct")).toBe("15.702%");
    expect(cell("t5.12_carryover_dollar")).toBe("$0.00");
    expect(cell("t2.sum.schoolwide")).toBe("$810,989.67");
  });

  test("merges the budget overview's amounts into the state's sentences", () => {
    expect(words(choices)).toContain("The total revenue projected for San Juan Choices Charter School is $3,861,632, of which $3,415,812 is Local Control Funding Formula (LCFF)");
  });

  test("says of each printed answer which row it comes from, by which map row, on whose authority", () => {
    const [row] = table(choices, "goal.actions").rows;
    const source = row?.cells[1]?.from?.sources[0];
    expect(source).toMatchObject({ address: "action.title", relation: "equal" });
    expect(source?.rowId).toMatch(/^action-1\.1/);
    expect(source?.mapRow).toMatch(/lcap\.2024\.v2024-11\.csv:\d+$/);
    expect(source?.authority).not.toBe("");
  });

  test("is the same for the same plan", () => {
    expect(documentOf(buildExample("choices"))).toEqual(choices);
  });

  test("the seven metric columns are there, with no third outcome", () => {
    expect(table(choices, "goal.metrics").columns.map((column) => column.header)).toEqual(["Metric #", "Metric", "Baseline", "Year 1 Outcome", "Year 2 Outcome", "Target for Year 3 Outcome", "Current Difference from Baseline"]);
  });
});

describe("what a copy says of itself", () => {
  const sample = buildExample("sample");
  test("an internal draft counts the answers that are missing", () => {
    const document = documentOf(sample);
    const missing = missingAnswers(readForm({ plan: sample, crosswalks, program }));
    expect(missing).toBeGreaterThan(0);
    expect(document.banner).toBe(`Internal draft, November 22, 2026. ${missing} answers are missing.`);
    expect(words(document)).toContain("Not answered yet.");
  });

  test("a hearing draft says only its date and that it is for public hearing", () => {
    const document = documentOf(sample, { kind: "hearing-draft", preparedOn: "2026-06-01" });
    expect(document.banner).toBe("June 1, 2026. For public hearing");
    expect(words(document)).not.toMatch(/not answered yet|not complete yet/i);
  });

  test("a filed copy says its date and receipt", () => {
    expect(documentOf(sample, { kind: "filed", filedOn: "2026-06-26", receipt: "R-1" }).banner).toBe("Filed June 26, 2026. Receipt R-1");
  });
});

test("the official instructions stand in their place when the operator attached them; without them the document says where to get them", () => {
  const part = program.edition.parts.find((one) => one.attachment);
  if (!part?.attachment) throw new Error("the edition has a place for the instructions");
  const reading = readForm({ plan: buildExample("choices"), crosswalks, program });
  const attached = buildDocument(reading, { copy: internal, attachments: { [part.attachment.id]: richTextFromPlain("The official words.") } });
  expect(words(attached)).toContain("The official words.");
  expect(words(choices)).toContain(part.attachment.where);
});

test("a county office's budget overview uses the county offices' sentences", () => {
  const coe = words(documentOf(makePlan({ organizations: [makeOrganization({ kind: "coe", name: "Test County Office of Education" })] })));
  const district = words(documentOf(makePlan()));
  expect(coe).toContain("Alternative Education Grant");
  expect(district).not.toContain("Alternative Education Grant");
});

test("an empty plan makes a document that marks what is missing and invents nothing", () => {
  const document = documentOf(makePlan());
  expect(document.sections.length).toBeGreaterThan(0);
  expect(words(document)).not.toMatch(/NaN|undefined|null|Infinity/);
});

// The large plan's document as blocks, and as a page for other programs to convert: make-document.js BLOCKS.json PAGE.html
import { writeFileSync } from "node:fs";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { writeHtml } from "#app/adapters/documents/html.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { largePlan } from "../../large-plan.ts";

const [blocks = "", page = ""] = process.argv.slice(2);
const crosswalks = loadCrosswalks();
const plan = largePlan();
const program = formsOfPlan(crosswalks, plan).find((form) => form.program === "lcap");
if (!program) throw new Error("There is no form for the large plan's year.");
const document = buildDocument(readForm({ plan, crosswalks, program }), { copy: { kind: "hearing-draft", preparedOn: "2026-11-22" } });
writeFileSync(blocks, JSON.stringify(document));
writeFileSync(page, writeHtml(document));

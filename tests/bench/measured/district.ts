// A whole district with forty schools: coverage of all its programs beside JSON.parse of its plan, and again after an edit of one statement; the matrix; its packet of school plans. Prints figures as JSON.
// Plans are closed to changes as loadPlan gives them, and every coverage from scratch has a plan of its own that nothing was worked out from. An edit is a value that shares what it did not change, as
// loadPlan gives it too; what is measured is the coverage of all programs of all schools for it, one edit upon the other. "Bare" has no tables, no fonts of its own, no tags: PDF/UA-1 costs it 5 % more.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { writePdf } from "#app/adapters/documents/pdf.server.ts";
import { writeZip } from "#app/adapters/documents/zip.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { filledForms, matrix } from "#app/domain/coverage/matrix.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { schoolsOf } from "#app/domain/plan/part.ts";
import type { PlanDocument } from "#schemas/document.ts";
import { frozen } from "#schemas/frozen.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { manySchools } from "../../many-schools.ts";
import { compare } from "../measure.ts";

const crosswalks = loadCrosswalks();
const json = JSON.stringify(manySchools());
const read = (): Plan => frozen(JSON.parse(json) as Plan);
const plan = read();
const schools = schoolsOf(plan).filter(({ id }) => formsOfPlan(crosswalks, plan, id).some(({ program }) => program === "spsa"));
const owners = [plan.leaId, ...schools.map(({ id }) => id)];
const filled = filledForms(crosswalks, plan, owners);
const lastSchool = schools.at(-1)?.id ?? "";

/** The first row of the organization says something else. */
function edited(of: Plan, collection: PlanCollection, orgId: string): Plan {
  const rows = of[collection] as readonly { orgId: string; version?: number }[];
  const at = rows.findIndex((row) => row.orgId === orgId);
  if (at < 0) throw new Error(`The bench's plan has no ${collection} of ${orgId}.`);
  return frozen({ ...of, [collection]: rows.map((row, n) => (n === at ? { ...row, version: (row.version ?? 0) + 1 } : row)) } as unknown as Plan);
}
let fresh = plan;
const after = { plan, filled };
const anew = () => {
  after.filled = filledForms(crosswalks, after.plan, owners, after.filled);
};
const edits: Record<string, [PlanCollection, string]> = {
  schoolAnswer: ["answers", lastSchool],
  schoolStrategy: ["actions", lastSchool],
  leaAnswer: ["answers", plan.leaId],
  leaAction: ["actions", plan.leaId],
};
const taken = await compare(
  { parse: () => JSON.parse(json), coverage: () => filledForms(crosswalks, fresh, owners), ...Object.fromEntries(Object.keys(edits).map((name) => [name, anew])), matrix: () => matrix(crosswalks, filled, plan) },
  {
    warmUps: 3,
    rounds: 9,
    before: (name) => {
      if (name === "coverage") fresh = read();
      const edit = edits[name];
      if (edit) after.plan = edited(after.plan, ...edit);
    },
  },
);

// The packet: forty documents, and the same words through a bare Typst document in the same process: loose paragraphs without tables and tags, in the compiler's own font, and in ours on our paper.
const documentOf = (orgId: string): PlanDocument => {
  const program = formsOfPlan(crosswalks, plan, orgId).find((form) => form.program === "spsa");
  if (!program) throw new Error("A school of the bench fills no school plan.");
  return buildDocument(readForm({ plan, crosswalks, program, orgId }), { copy: { kind: "internal-draft", preparedOn: "2026-11-22" } });
};
const forty = schools.slice(0, 40).map(({ id }) => id);
const documents = forty.map(documentOf);
const wordsOf = (document: PlanDocument): string[] => {
  const words: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      if ("text" in value && typeof value.text === "string") words.push(value.text);
      for (const [name, inner] of Object.entries(value)) if (name !== "from") walk(inner);
    }
  };
  walk(document.sections);
  return words;
};
const words = '#for words in json("words.json") { par(text(words)) }';
const house = readFileSync(createRequire(import.meta.url).resolve("@uswds/uswds/fonts/public-sans/PublicSans-Regular.ttf"));
const bareTypst = (source: string, fonts: Buffer[] = []) => {
  const typst = NodeCompiler.create({ workspace: "/bare", ...(fonts.length > 0 && { fontArgs: [{ fontBlobs: fonts }] }) });
  typst.addSource("/bare/main.typ", source);
  return (): number =>
    documents.reduce((pages, document) => {
      typst.mapShadow("/bare/words.json", Buffer.from(JSON.stringify(wordsOf(document))));
      const bytes = typst.pdf({ mainFilePath: "/bare/main.typ", resetRead: true });
      typst.evictCache(0);
      return pages + pagesIn(bytes);
    }, 0);
};
const [bare, bareInOurFont] = [bareTypst(words), bareTypst(`#set text(font: "Public Sans", size: 10pt)\n#set page(width: 8.5in, height: 11in, margin: 0.7in)\n${words}`, [house])];
/** Pages as the file counts them. */
const pagesIn = (bytes: Uint8Array): number => (Buffer.from(bytes).toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
let [ourPages, barePages, housePages] = [0, 0, 0];
const packet = await compare(
  {
    ours: () => void (ourPages = documents.reduce((pages, document) => pages + pagesIn(writePdf(document)), 0)),
    bare: () => void (barePages = bare()),
    house: () => void (housePages = bareInOurFont()),
    // What a person waits for: from the plan to the archive.
    archive: () => writeZip(forty.map((id, at) => ({ name: `${at + 1}.pdf`, bytes: writePdf(documentOf(id)) }))),
  },
  { warmUps: 1, rounds: 3 },
);
console.log(JSON.stringify({ taken, bytes: Buffer.byteLength(json), schools: schools.length, packet, ourPages, barePages, housePages, documents: documents.length }));

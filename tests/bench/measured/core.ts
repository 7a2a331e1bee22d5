// Coverage and block building of a large plan beside JSON.parse of the same plan, in one process. Prints milliseconds as JSON.
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import type { Plan } from "#schemas/plan.ts";
import { largePlan } from "../../large-plan.ts";
import { compare } from "../measure.ts";

const crosswalks = loadCrosswalks();
const json = JSON.stringify(largePlan());
// As loadPlan gives it: the engine lays parsed objects out alike.
const plan = JSON.parse(json) as Plan;
const program = formsOfPlan(crosswalks, plan).find((form) => form.program === "lcap");
if (!program) throw new Error("There is no form for the large plan's year.");

const taken = await compare(
  {
    parse: () => JSON.parse(json),
    coverage: () => coverage(readForm({ plan, crosswalks, program })),
    blocks: () => buildDocument(readForm({ plan, crosswalks, program }), { copy: { kind: "hearing-draft", preparedOn: "2026-11-22" } }),
  },
  { warmUps: 30, times: 10 },
);
console.log(JSON.stringify({ ...taken, bytes: Buffer.byteLength(json) }));

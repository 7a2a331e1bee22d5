// Coverage and block building of a large plan beside JSON.parse of the same plan, in one process. Prints milliseconds as JSON.
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import type { Plan } from "#schemas/plan.ts";
import { largePlan } from "../../large-plan.ts";
import { compare, median } from "../measure.ts";

const crosswalks = loadCrosswalks();
const json = JSON.stringify(largePlan());
// As loadPlan gives it: the engine lays parsed objects out alike.
const plan = JSON.parse(json) as Plan;
const program = formsOfPlan(crosswalks, plan).find((form) => form.program === "lcap");
if (!program) throw new Error("There is no form for the large plan's year.");

const ways = {
  parse: () => JSON.parse(json),
  coverage: () => coverage(readForm({ plan, crosswalks, program })),
  blocks: () => buildDocument(readForm({ plan, crosswalks, program }), { copy: { kind: "hearing-draft", preparedOn: "2026-11-22" } }),
};
const taken = await compare(ways, { warmUps: 30, times: 10 });

/** Time of the processors, helpers of the garbage collector included: on a busy machine it says more than the clock on the wall. */
const processor = (way: () => unknown): number =>
  median(
    Array.from({ length: 5 }, () => {
      globalThis.gc?.();
      const before = process.cpuUsage();
      for (let run = 0; run < 10; run += 1) way();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 10_000;
    }),
  );
const cpu = { parse: processor(ways.parse), coverage: processor(ways.coverage), blocks: processor(ways.blocks) };
console.log(JSON.stringify({ taken, cpu, bytes: Buffer.byteLength(json) }));

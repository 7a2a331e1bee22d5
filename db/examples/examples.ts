// The example plans by name: what `plan example NAME` prints and the sample county is loaded from.
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import { carryover } from "./carryover.ts";
import { choices } from "./choices.ts";
import { sacramento } from "./sacramento.ts";
import { sample, sampleRunning } from "./sample.ts";
import { sanJuanCceis } from "./san-juan-cceis.ts";
import { tenSchools } from "./ten-schools.ts";

const examples: ReadonlyMap<string, () => Plan> = new Map([
  ["sample", sample],
  ["sample-running", sampleRunning],
  ["choices", choices],
  ["sacramento", sacramento],
  ["carryover", carryover],
  ["ten-schools", tenSchools],
  ["san-juan-cceis", sanJuanCceis],
]);

export const exampleNames: readonly string[] = [...examples.keys()];

/** A fresh copy of an example plan, checked against the plan's schema; `not-found` for a name that is no example. */
export function buildExample(name: string): Plan {
  const build = examples.get(name);
  if (!build) throw new AppError("not-found", `There is no example "${name}". There are: ${exampleNames.join(", ")}.`);
  return build();
}

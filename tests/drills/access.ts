// Is every policy call of the program needed? Each is taken away in turn; the access matrix, or a test that its module is reached from, must fail.
import { placeOf, takeAway } from "../access/taken-away.ts";
import type { Drill } from "./drill.ts";

/** `rounds`: at most so many calls that the matrix does not notice are put to other tests. ACCESS_ONLY: only calls whose file and line have one of these words in them ("load-talk,open-plan.server.ts:75"). Planted: a call that no program makes, which nothing can notice. */
export const access: Drill = {
  rounds: 1000,
  run: async ({ rounds, planted, say }) => {
    const only = process.env["ACCESS_ONLY"]?.split(",");
    const { mutants, caught, unnoticed } = await takeAway({ among: (calls) => calls.filter((call) => only === undefined || only.some((words) => placeOf(call).includes(words))), rounds, planted, say });
    return { counts: { mutants, caught }, broken: unnoticed };
  },
};

// A read SPSA as a table of what is printed, and its sums compared: dollars as numbers, null where nothing is printed.
import type { SpsaReading } from "./read-spsa.ts";
import type { PrintCheck } from "./reconcile-lcap.ts";
import type { ReadingNote } from "./read-lcap.ts";
import type { Printed } from "./printed-values.ts";
import { labelOf, printedTextOf, textOf } from "./printed-values.ts";
import { show } from "./reconcile-lcap.ts";

const dollars = (amount: Printed<number> | null): number | null => (amount === null || amount.value === null ? null : amount.value / 100);

export type SpsaAsRead = ReturnType<typeof spsaAsRead>;

/** The `read` key of an import's report, the same for every source. */
export function spsaAsRead(reading: SpsaReading, file: string) {
  const { front, goals, council, sums } = reading;
  return {
    file, school_name: front.name, cds: front.cds, school_year: front.year, council_approved: front.councilApproved || null, board_approved: front.boardApproved || null, purposes: front.purposes,
    goals: goals.map((goal) => ({
      number: goal.number,
      description_start: printedTextOf(goal.slots.get("goal.description") ?? []).slice(0, 60),
      lcap_goal: textOf(goal.slots.get("goal.lcap") ?? []) || null,
      metrics: goal.metrics.map((metric) => ({ name_start: printedTextOf(metric.name).slice(0, 40), baseline: textOf(metric.baseline), expected: textOf(metric.expected) })),
      strategies: goal.strategies.map((strategy) => ({
        number: strategy.number, description_start: printedTextOf(strategy.description).slice(0, 40), students: strategy.students || null,
        expenditures: strategy.expenditures.map(({ amount, source, reference }) => ({ amount: dollars(amount), source, reference })),
      })),
    })),
    council: council.map(({ name, role }) => ({ name, role })),
    budget: { consolidated_application: dollars(sums.conapp), budgeted: dollars(sums.budgeted), csi: dollars(sums.csi), all_funds: dollars(sums.grand) },
  };
}

/** The printed sums against the rows read; a difference is noted at the goal it is in. */
export function reconcileSpsa(reading: SpsaReading, notes: ReadingNote[]): PrintCheck[] {
  const checks: PrintCheck[] = [];
  const of = (goal: SpsaReading["goals"][number]) => goal.strategies.flatMap(({ expenditures }) => expenditures);
  const sum = (rows: { amount: Printed<number> }[]) => rows.reduce((cents, { amount }) => cents + (amount.value ?? 0), 0);
  const all = reading.goals.flatMap(of);
  const compare = (at: string, says: string, printed: Printed<number> | null, made: number) => {
    if (printed === null || printed.value === null) return;
    const agrees = Math.abs(printed.value - made) <= 1;
    checks.push({ at, says, printed: show(printed.value), computed: show(made), agrees });
    if (!agrees) notes.push({ kind: "doubtful", page: printed.page, at, message: `${says}: printed is ${show(printed.value)}, the rows read make ${show(made)}.` });
  };
  for (const { goal, amount } of reading.sums.goals) compare(`goals.${goal}`, `Expenditures of goal ${goal}`, amount, sum(reading.goals.filter(({ number }) => number === goal).flatMap(of)));
  for (const { source, amount } of reading.sums.sources) compare("sources", `Expenditures from ${source}`, amount, sum(all.filter((money) => labelOf(money.source) === labelOf(source))));
  compare("budget", "Total funds budgeted for strategies", reading.sums.budgeted, sum(all));
  return checks;
}

// What was worked out from a plan, for as long as that very value of it is at hand: most pages are read many times between two changes.
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";

type Worked = Map<string, unknown>;
const once = <Result>(worked: Worked, name: string, work: () => Result): Result => {
  if (!worked.has(name)) worked.set(name, work());
  return worked.get(name) as Result;
};

const ofPrograms = new WeakMap<Crosswalks, Worked>();
/** The result of `work`, which looks at the crosswalks and at what its name says, and at no plan: done once. */
export function rememberedOfPrograms<Result>(crosswalks: Crosswalks, name: string, work: () => Result): Result {
  let worked = ofPrograms.get(crosswalks);
  if (!worked) ofPrograms.set(crosswalks, (worked = new Map()));
  return once(worked, name, work);
}

const kept = new WeakMap<Crosswalks, WeakMap<Plan, Worked>>();

/**
 * The result of `work`, done once for this value of the plan, these crosswalks and this name. The work looks at nothing else: not at who asks, not at the day; what else it
 * looks at is in the name. Only for plans that nobody can change under us, as loadPlan gives them; others are worked out each time.
 */
export function remembered<Result>({ crosswalks, plan }: { crosswalks: Crosswalks; plan: Plan }, name: string, work: () => Result): Result {
  if (!Object.isFrozen(plan)) return work();
  let byPlan = kept.get(crosswalks);
  if (!byPlan) kept.set(crosswalks, (byPlan = new WeakMap()));
  let worked = byPlan.get(plan);
  if (!worked) byPlan.set(plan, (worked = new Map()));
  return once(worked, name, work);
}

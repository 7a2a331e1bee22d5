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

/** The last result of a name for any value of a plan: most of it still stands after an edit. It is held no longer than the value it is of, which goes soon after the next one is read. */
const latest = new Map<string, WeakRef<object>>();
const mostLatest = 400;
function keepLatest(place: string, result: object): void {
  latest.delete(place);
  latest.set(place, new WeakRef(result));
  const [oldest] = latest.keys();
  if (latest.size > mostLatest && oldest !== undefined) latest.delete(oldest);
}

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

/** The same for work that can go on from its result for an earlier value of the plan. */
export function rememberedAfter<Result extends object>(of: { crosswalks: Crosswalks; plan: Plan }, name: string, work: (before: Result | undefined) => Result): Result {
  const place = JSON.stringify([of.plan.leaId, of.plan.id, name]);
  return remembered(of, name, () => {
    const result = work(latest.get(place)?.deref() as Result | undefined);
    if (Object.isFrozen(of.plan)) keepLatest(place, result);
    return result;
  });
}

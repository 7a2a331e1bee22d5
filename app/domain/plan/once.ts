// What is worked out once from parts of a plan, for as long as those very parts are at hand.

type Node = { further?: WeakMap<object, Node>; worked?: Map<string, unknown> };
const root: Node = {};

/**
 * The result of `work`, which looks at nothing but these parts and what `name` says. Remembered only of parts that nobody can change (as loadPlan and
 * loadCrosswalks give them): after an edit the lists without a changed row are the same lists, and what was worked out from them stands.
 */
export function once<Result>(parts: readonly object[], name: string, work: () => Result): Result {
  let at = root;
  for (const part of parts) {
    if (!Object.isFrozen(part)) return work();
    const further: WeakMap<object, Node> = (at.further ??= new WeakMap());
    let next = further.get(part);
    if (!next) further.set(part, (next = {}));
    at = next;
  }
  const worked = (at.worked ??= new Map<string, unknown>());
  if (!worked.has(name)) worked.set(name, work());
  return worked.get(name) as Result;
}

// Values that many hold at once are not changed by anybody.

/** The value itself, with everything inside it closed to changes. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inside of Object.values(Object.freeze(value))) frozen(inside);
  return value;
}

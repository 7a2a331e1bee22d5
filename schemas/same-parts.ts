// Two values read at two moments: what is alike in both is one value.

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;

/** `after`, with every part that says the same as its counterpart of `before` replaced by that very part: rows by their id, anything else by its place. Changes `after`, which nobody may hold yet. */
export function withSameParts<Value>(before: unknown, after: Value): Value {
  // What is closed already was compared when it was read.
  if (before === after || (isObject(after) && Object.isFrozen(after))) return after;
  if (Array.isArray(before) && Array.isArray(after)) return sameRows(before, after) as Value;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) || Array.isArray(after)) return after;
  const names = Object.keys(after);
  const namesBefore = Object.keys(before);
  let same = names.length === namesBefore.length;
  for (const [at, name] of names.entries()) {
    const part = withSameParts(before[name], after[name]);
    (after as Loose)[name] = part;
    same &&= namesBefore[at] === name && part === before[name];
  }
  return same ? (before as Value) : after;
}

function sameRows(before: unknown[], after: unknown[]): unknown[] {
  const byId = new Map(before.flatMap((row) => (isObject(row) && typeof row["id"] === "string" ? [[row["id"], row] as const] : [])));
  let same = before.length === after.length;
  for (const [at, row] of after.entries()) {
    const was = isObject(row) && typeof row["id"] === "string" ? byId.get(row["id"]) : before[at];
    after[at] = withSameParts(was, row);
    same &&= after[at] === before[at];
  }
  return same ? before : after;
}

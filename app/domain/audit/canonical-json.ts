// JSON in one spelling only, so that equal values have equal hashes: names in order of their characters, no spaces.

/** The database spells the same way (function canonical_json). Numbers are whole, unless `anyNumber` lets in all that JSON can say (spelled as RFC 8785 does); throws on what JSON does not know. */
export function canonicalJson(value: unknown, anyNumber = false): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && (anyNumber ? Number.isFinite(value) : Number.isSafeInteger(value))) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner, anyNumber)).join(",")}]`;
  if (typeof value === "object") return `{${Object.entries(value).sort(([a], [b]) => byCharacter(a, b)).map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner, anyNumber)}`).join(",")}}`;
  throw new Error(`Canonical JSON has no spelling for ${typeof value === "number" ? String(value) : typeof value}.`);
}

/** Whole characters, as UTF-8 orders them; a plain comparison would order the halves of a surrogate pair. */
function byCharacter(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

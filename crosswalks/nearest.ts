// Which known name was meant: for "did you mean".

/** Number of letters to put in, take out or change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

/** The known name closest to `word`, or undefined when none is close enough to be a slip of the pen. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const reach = Math.max(1, Math.min(4, Math.floor(word.length / 3)));
  let best: string | undefined;
  let least = reach + 1;
  for (const name of known) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const steps = distance(word.toLowerCase(), name.toLowerCase());
    if (steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** The mend for an unknown name: the nearest known one, or the list when it is short, or `otherwise`. */
export function suggest(word: string, known: Iterable<string>, otherwise: string): string {
  const names = [...known];
  const meant = nearest(word, names);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return names.length > 0 && names.length <= 16 ? `${otherwise} Known: ${names.join(", ")}.` : otherwise;
}

// Which known name was meant: for "did you mean".

/** Number of letters to put in, take out, change or swap with the next to make one word of the other. */
function distance(a: string, b: string): number {
  const steps = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)));
  const at = (i: number, j: number): number => steps[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      steps[i]![j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
    }
  }
  return at(a.length, b.length);
}

/** The known name closest to `word`, or undefined when none is close enough to be a slip of the pen. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.min(4, Math.floor(word.length / 2))) + 1;
  for (const name of known) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const steps = distance(word.toLowerCase(), name.toLowerCase());
    if (steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** The mend for an unknown name: the nearest known one; else `otherwise`, with the list when it is short enough to read. */
export function suggest(word: string, known: Iterable<string>, otherwise: string): string {
  const names = [...known];
  const meant = nearest(word, names);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return names.length > 0 && names.length <= 40 ? `${otherwise} Known: ${names.join(", ")}.`.trimStart() : otherwise;
}

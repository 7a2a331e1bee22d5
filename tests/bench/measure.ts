// How long does work take, side by side with what it is compared to?

/** One line of the table. `figure` and `goal` are in the same unit; a row without a goal is there to be watched. */
export type Row = { name: string; figure: number | null; unit: "x" | "ms" | "kB" | "wrong"; goal?: { most: number } | { least: number }; note: string };

export const median = (figures: readonly number[]): number => [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;

export type Way = () => unknown;

/**
 * Medians of `rounds`, in milliseconds. The ways take turns inside a round, so that a busy moment of the machine falls on all of them;
 * each turn is the mean of `times` runs, after a collection of garbage where Node allows it. `before` a turn the clock does not run.
 */
export async function compare<Name extends string>(ways: Record<Name, Way>, { warmUps = 1, rounds = 5, times = 1, before }: { warmUps?: number; rounds?: number; times?: number; before?: (name: Name) => unknown } = {}): Promise<Record<Name, number>> {
  const names = Object.keys(ways) as Name[];
  const taken = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (const name of names) for (let run = 0; run < warmUps; run += 1) await ways[name]();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      await before?.(name);
      globalThis.gc?.();
      const startedAt = performance.now();
      for (let run = 0; run < times; run += 1) await ways[name]();
      taken.get(name)?.push((performance.now() - startedAt) / times);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(taken.get(name) ?? [])])) as Record<Name, number>;
}

/** A skipped row says why in its note. */
export const skipped = (name: string, why: string): Row => ({ name, figure: null, unit: "x", note: `skipped: ${why}` });

export const ms = (milliseconds: number): string => (milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`);

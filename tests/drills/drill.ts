// What is a drill? Many seeded tries at breaking a promise, counted; a planted fault must be caught.

/** `from`: the number of the first round, for a long drill in portions. */
export type DrillOptions = { rounds: number; from: number; seed: number; planted: boolean; say: (line: string) => void };
/** `counts` go into the printed line as they are; `broken` says each broken promise with what is needed to see it again. */
export type Outcome = { counts: Record<string, number | string>; broken: string[] };
export type Drill = { rounds: number; run: (options: DrillOptions) => Promise<Outcome> };

export type Chance = {
  /** A whole number from `least` to `most`, both included. */
  whole: (least: number, most: number) => number;
  pick: <Item>(list: readonly Item[]) => Item;
  /** True in this share of cases. */
  happens: (share: number) => boolean;
  /** Another source of chance that does not depend on what is drawn from this one. */
  fork: (name: string | number) => Chance;
};

/** The same seed gives the same draws (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    whole,
    pick: (list) => {
      const item = list[whole(0, list.length - 1)];
      if (item === undefined) throw new Error("There is nothing to pick from.");
      return item;
    },
    happens: (share) => next() < share,
    fork: (name) => chanceOf([...`${seed}/${name}`].reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7)),
  };
}

/** None seen in so many tries is no proof of none: with 95 % confidence fewer than 3 in as many. */
export const zeroIn = (seen: number, tries: number): string => (seen === 0 ? `0 in ${tries}: fewer than 3 in ${tries}` : `${seen} in ${tries}`);

export const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

/** Asks until the answer is truthy or the time is over; the last answer. */
export async function until<Answer>(ask: () => Answer | Promise<Answer>, milliseconds: number, every = 50): Promise<Answer> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > end) return answer;
    await pause(every);
  }
}

// A picture as its drawing needs it: rows from above to below with the words beside them. Sizes are only for drawing; the figures stand in the words and in the table beside the picture.

/** `size`: how long the bar is; `mark`: where a tick stands on the same scale. `words`: the figure as it is written. */
export type BarRow = { label: string; words: string; size: number; mark: number | null };
/** How many places of a form are in each state. */
export type PartsRow = { label: string; words: string; parts: { answered: number; partly: number; missing: number; notApplicable: number } };
/** A way from where it began (0) to where it should end (1); `share` is drawn no further than a little past both ends. `from`, `to`: the figures at the ends. */
export type WayRow = { label: string; words: string; share: number; from: string; to: string };

/** `name`: what somebody who does not see it is told. `id`: one of its own on a page. */
export type Picture = { id: string; name: string } & ({ kind: "bars"; rows: readonly BarRow[] } | { kind: "parts"; rows: readonly PartsRow[]; words: Record<keyof PartsRow["parts"], string> } | { kind: "ways"; rows: readonly WayRow[] });

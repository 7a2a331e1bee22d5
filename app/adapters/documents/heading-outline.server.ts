// The level a heading is printed at: its depth under the headings above it, so that no level is skipped (a person's own heading may be).

/** A new count for one document; call it for each heading in printed order. A document that skips no level keeps its own. */
export function headingOutline(): (level: number) => number {
  const above: number[] = [];
  return (level) => {
    while ((above.at(-1) ?? 0) >= level) above.pop();
    above.push(level);
    return above.length;
  };
}

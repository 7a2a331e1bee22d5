// What was an organization called on a day?

/** `former`: each name and code with the first day it no longer held; `now`: what holds since the last of them. */
export function nameOn<Name>(day: string, now: Name, former: readonly (Name & { until: string })[]): Name {
  const held = [...former].sort((one, other) => one.until.localeCompare(other.until)).find(({ until }) => day < until);
  return held ?? now;
}

// Which plan year comes after another?

/** "2026-27" after "2025-26". */
export function yearAfter(year: string): string {
  const first = Number(year.slice(0, 4)) + 1;
  return `${first}-${String((first + 1) % 100).padStart(2, "0")}`;
}

/** The year that runs on a day: it begins on July 1. */
export function yearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  return yearAfter(`${day.slice(5) < "07-01" ? year - 2 : year - 1}`);
}

// Which plan year comes after another?

/** "2026-27" after "2025-26". */
export function yearAfter(year: string): string {
  const first = Number(year.slice(0, 4)) + 1;
  return `${first}-${String((first + 1) % 100).padStart(2, "0")}`;
}

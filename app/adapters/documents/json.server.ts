// A document as JSON, for machines: everything the other formats print, with where each block comes from.
import type { PlanDocument } from "#schemas/document.ts";

/** The whole document as readable JSON with its keys in alphabetical order, so that the same document is always the same text; ends with a newline. */
export function writeJson(document: PlanDocument): string {
  return `${JSON.stringify(document, (_, value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value), 2)}\n`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

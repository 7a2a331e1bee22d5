import type { RichText } from "#schemas/rich-text.ts";
import { withBlockIds } from "#app/domain/plan/formatting.ts";

type Named = Record<string, unknown>;

/** Gives ids to the blocks of every rich text of a row that have none yet. */
export function withIdsForBlocks(row: Named, next: () => string): Named {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value && typeof value === "object" && "type" in value && value.type === "doc" ? withBlockIds(value as RichText, next) : value]));
}

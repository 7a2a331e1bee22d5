// Which paragraphs may not stand alone at the foot of a page: both page formats ask this.
import type { Block, Paragraph } from "#schemas/document.ts";

/** A few lines at most: a longer text that must stay with what follows would push whole pages. */
const longestLead = 700;

/** A prompt stays with its answer, whatever it is; a short paragraph stays with the list, table or chart it leads to, and one under a heading with the prompt after it. */
export function keepsWithNext({ style, runs }: Paragraph, before: Block | undefined, next: Block | undefined): boolean {
  if (next === undefined || style === "missing") return false;
  if (style === "prompt" || style === "label" || style === "proposed") return true;
  const leads = next.type === "paragraph" ? next.style === "prompt" && before?.type === "heading" : next.type !== "heading";
  return leads && runs.reduce((length, run) => length + run.text.length, 0) <= longestLead;
}

// The words of a PDF page with their places, before anybody knows what is a paragraph or a table.
import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A run of characters on one line; y grows upwards, in points. */
export type Run = { text: string; x: number; y: number; width: number; height: number };

const artifact = "artifact";

/** `byContent`: runs by the id of the marked content they lie in; `runs`: all of the page, artifacts (running heads, repeated headers) too, in the order of the file; `characters`: without artifacts. */
export type PageText = { runs: Run[]; byContent: Map<string, Run[]>; characters: number };

export async function pageText(page: PDFPageProxy): Promise<PageText> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const runs: Run[] = [];
  const byContent = new Map<string, Run[]>();
  const open: (string | null)[] = [];
  let artifacts = 0;
  let characters = 0;
  for (const item of items) {
    if ("type" in item) {
      if (item.type === "endMarkedContent") {
        if (open.pop() === artifact) artifacts -= 1;
      } else if ("tag" in item && item.tag === "Artifact") {
        open.push(artifact);
        artifacts += 1;
      } else open.push("id" in item && typeof item.id === "string" ? item.id : null);
      continue;
    }
    if (item.str === "") continue;
    const transform = item.transform as number[];
    const run = { text: item.str, x: transform[4] ?? 0, y: transform[5] ?? 0, width: item.width, height: item.height || Math.hypot(transform[2] ?? 0, transform[3] ?? 0) };
    if (artifacts === 0) characters += item.str.replace(/\s/g, "").length;
    runs.push(run);
    const id = artifacts > 0 ? undefined : open.findLast((one) => one !== null);
    if (id === undefined || id === null) continue;
    const known = byContent.get(id);
    if (known) known.push(run);
    else byContent.set(id, [run]);
  }
  return { runs, byContent, characters };
}

/** Runs in their order as lines: a new line where the next run lies lower or higher by half a letter. */
export function linesOf(runs: readonly Run[]): string[] {
  const lines: string[] = [];
  let line = "";
  let before: Run | undefined;
  for (const run of runs) {
    const height = Math.max(run.height, before?.height ?? 0, 4);
    if (before && Math.abs(run.y - before.y) > height * 0.5) {
      lines.push(line);
      line = "";
    }
    line += run.text;
    if (run.text.trim() !== "") before = run;
  }
  lines.push(line);
  return lines.map((one) => one.replace(/[\s\u00a0]+/g, " ").trim()).filter((one) => one !== "");
}

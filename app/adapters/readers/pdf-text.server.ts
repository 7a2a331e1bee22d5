// The words of a PDF page with their places, before anybody knows what is a paragraph or a table.
import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { WordsPiece } from "#schemas/readable-document.ts";

/** A run of characters on one line; y grows upwards, in points. */
export type Run = { text: string; x: number; y: number; width: number; height: number; /** Where a link over it leads. */ href?: string; bold?: true; italic?: true };

/** How the letters of a font look, as far as its name says. */
type Look = { bold?: true; italic?: true };
/** The fonts of a file met so far, by the name pdf.js gives them. */
export type KnownFonts = Map<string, Look>;

/** A link of a page and the box it lies in: left, bottom, right, top. */
export type LinkBox = { href: string; box: readonly [number, number, number, number] };

const artifact = "artifact";

/** `byContent`: runs by the id of the marked content they lie in; `runs`: all of the page, artifacts (running heads, repeated headers) too, in the order of the file; `characters`: without artifacts. */
export type PageText = { runs: Run[]; byContent: Map<string, Run[]>; characters: number };

export async function pageText(page: PDFPageProxy, fonts: KnownFonts): Promise<PageText> {
  const links = await linksOf(page);
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  await learnFonts(page, items.flatMap((item) => ("fontName" in item && item.str.trim() !== "" ? [item.fontName] : [])), fonts);
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
    const run = { text: item.str, x: transform[4] ?? 0, y: transform[5] ?? 0, width: item.width, height: item.height || Math.hypot(transform[2] ?? 0, transform[3] ?? 0), ...(item.str.trim() === "" ? {} : fonts.get(item.fontName)) };
    if (artifacts === 0) characters += item.str.replace(/\s/g, "").length;
    const parts = linkedParts(run, links);
    runs.push(...parts);
    const id = artifacts > 0 ? undefined : open.findLast((one) => one !== null);
    if (id === undefined || id === null) continue;
    const known = byContent.get(id);
    if (known) known.push(...parts);
    else byContent.set(id, parts);
  }
  return { runs, byContent, characters };
}

/** Text content tells fonts by a number only; their names come with the drawing steps of a page, which are asked for only where a font is new. */
async function learnFonts(page: PDFPageProxy, names: readonly string[], fonts: KnownFonts): Promise<void> {
  const fresh = [...new Set(names)].filter((name) => !fonts.has(name));
  if (fresh.length === 0) return;
  await page.getOperatorList();
  for (const name of fresh) {
    const own = page.commonObjs.has(name) ? String((page.commonObjs.get(name) as { name?: string } | null)?.name ?? "") : "";
    fonts.set(name, { ...(/bold|heavy/i.test(own) ? { bold: true as const } : {}), ...(/italic|oblique/i.test(own) ? { italic: true as const } : {}) });
  }
}

async function linksOf(page: PDFPageProxy): Promise<LinkBox[]> {
  const notes = (await page.getAnnotations()) as { subtype?: string; url?: string; rect?: number[] }[];
  return notes.flatMap(({ subtype, url, rect }) => (subtype === "Link" && url !== undefined && rect?.length === 4 ? [{ href: url, box: [rect[0] ?? 0, rect[1] ?? 0, rect[2] ?? 0, rect[3] ?? 0] as const }] : []));
}

/** The run, parted between words where a link covers a part of it; its characters stay the same. The place of a word within a run is worked out as if all letters were of one width. */
export function linkedParts(run: Run, links: readonly LinkBox[]): Run[] {
  const middle = run.y + run.height * 0.3;
  const over = links.filter(({ box: [left, bottom, right, top] }) => middle >= bottom && middle <= top && run.x < right && run.x + run.width > left);
  if (over.length === 0 || run.text.trim() === "") return [run];
  const letter = run.width / run.text.length;
  const parts: Run[] = [];
  for (const { 0: words, index: at } of run.text.matchAll(/\s*\S+\s*$|\s*\S+/g)) {
    const first = words.length - words.trimStart().length;
    const x = run.x + (at + first + words.trim().length / 2) * letter;
    const href = over.find(({ box: [left, , right] }) => x >= left && x <= right)?.href;
    const before = parts.at(-1);
    if (before && before.href === href) {
      before.text += words;
      before.width += words.length * letter;
    } else parts.push({ ...run, text: words, x: run.x + at * letter, width: words.length * letter, ...(href === undefined ? {} : { href }) });
  }
  return parts;
}

/** The words of runs by where they lead and how they look; undefined where they are plain words. */
export function piecesOf(runs: readonly Run[]): WordsPiece[] | undefined {
  if (!runs.some(({ href, bold, italic }) => href !== undefined || bold || italic)) return undefined;
  const pieces: WordsPiece[] = [];
  for (const { text, href, bold, italic } of runs) {
    const last = pieces.at(-1);
    // Blank runs have no look of their own.
    if (last && (text.trim() === "" || (last.href === href && last.bold === bold && last.italic === italic))) last.text += text;
    else pieces.push({ text: last?.text.trim() === "" ? `${pieces.pop()?.text ?? ""}${text}` : text, ...(href === undefined ? {} : { href }), ...(bold ? { bold } : {}), ...(italic ? { italic } : {}) });
  }
  return pieces;
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

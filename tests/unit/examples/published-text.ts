// What tests ask of a published plan: its text, the figures in it, and whether sentences of ours were copied from it.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const fileOf = (name: string) => path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", `plans-open/${name}.txt.gz`);

/** False where the published plans are not held: tests beside them are skipped. */
export const isHeld = (name: string): boolean => existsSync(fileOf(name));
export const publishedText = (name: string): string => (isHeld(name) ? gunzipSync(readFileSync(fileOf(name))).toString("utf8") : "");

/** Every string inside a value, ids and all. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Figures of a text as written, thousands and percent signs left off: "39,726" and "39726" are one. */
export const figuresIn = (text: string): string[] => (text.match(/\d[\d,]*(?:\.\d+)?|\.\d+/g) ?? []).map((figure) => figure.replace(/,(?=\d{3})/g, "").replace(/,$/, ""));

/** Runs of twelve words that both texts have; a row of dates is no sentence. */
export function copiedRuns(ours: readonly string[], theirs: string): string[] {
  const plain = (from: string) => from.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const runs = (words: readonly string[]) => words.slice(0, Math.max(0, words.length - 11)).map((_, at) => words.slice(at, at + 12).join(" "));
  const known = new Set(runs(plain(theirs)));
  return ours.flatMap((text) => runs(plain(text)).filter((run) => known.has(run) && /[a-z]/.test(run)));
}

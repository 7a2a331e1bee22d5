// How much script does the page carry where people write? Everything it loads from the first request to a ready editor, as gzip makes it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Row } from "./measure.ts";
import { remix } from "./bench-portal.ts";
import { root, run } from "./workshop.ts";

type Manifest = { entry: { module: string }; routes: Record<string, { id: string; module: string }> };
const page = "routes/plans.$planId.chapters.$chapterId";
const editor = /^rich-text-editor-.*\.js$/;
/** As many bytes as the goal names: 250 kB is 250,000. */
const kilobyte = 1000;

/** Every script a chapter loads: entry, root, the route, what these import, and the editor. */
export function scriptsOfChapter(folder: string): Map<string, number> {
  const files = readdirSync(folder);
  const manifestFile = files.find((file) => file.startsWith("manifest-")) ?? "";
  const manifest = JSON.parse(readFileSync(join(folder, manifestFile), "utf8").replace(/^window\.__remixManifest=/, "").replace(/;$/, "")) as Manifest;
  const sizes = new Map<string, number>();
  const add = (file: string): void => {
    if (sizes.has(file)) return;
    const text = readFileSync(join(folder, file), "utf8");
    sizes.set(file, gzipSync(text).length);
    for (const [, imported = ""] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) add(imported);
  };
  const route = Object.values(manifest.routes).find(({ id }) => id.replace(/\/route$/, "") === page);
  const lazy = files.filter((file) => editor.test(file));
  if (!route || lazy.length !== 1) throw new Error("The build has no chapter page, or not one editor.");
  for (const module of [manifest.entry.module, manifest.routes["root"]?.module ?? "", route.module]) add(module.split("/").pop() ?? "");
  for (const file of [manifestFile, ...lazy]) add(file);
  return sizes;
}

export async function pageWeightRows(): Promise<Row[]> {
  await run(process.execPath, [remix, "vite:build", "--logLevel", "error"], { NODE_ENV: "production" });
  const sizes = scriptsOfChapter(join(root, "build/client/assets"));
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const largest = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([file, size]) => `${file.replace(/-[^-]{8}\.js$/, "")} ${(size / kilobyte).toFixed(0)}`).join(", ");
  return [{ name: "script of the page with the editor, gzip", figure: bytes / kilobyte, unit: "kB", goal: { most: 250 }, note: `${sizes.size} files; ${largest}` }];
}

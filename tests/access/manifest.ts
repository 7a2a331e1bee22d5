// What Remix makes of a route file: paths of the manifest, and which of loader and action it has.
import { readFileSync } from "node:fs";
import path from "node:path";

export const appFolder = path.resolve(import.meta.dirname, "../../app");
type RouteEntry = { file: string; children?: RouteEntry[] };
const flatten = (routes: RouteEntry[]): string[] => routes.flatMap((route) => [route.file.replace(/\\/g, "/"), ...flatten(route.children ?? [])]);

export async function manifest(): Promise<{ file: string; methods: ("loader" | "action")[] }[]> {
  (globalThis as { __remixAppDirectory?: string }).__remixAppDirectory = appFolder;
  const { default: routes } = (await import("#app/routes.ts")) as { default: Promise<RouteEntry[]> };
  const files = ["root.tsx", ...flatten(await routes)];
  return files.map((file) => {
    const text = readFileSync(path.join(appFolder, file), "utf8");
    return { file, methods: (["loader", "action"] as const).filter((name) => new RegExp(`export (async )?(function|const) ${name}\\b`).test(text)) };
  });
}

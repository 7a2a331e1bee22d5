// A copy of the fixture folders in one temporary folder, to plant faults in.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
/** A whole small outline with one catalog, and an invented program over it. */
export const tiny = join(fixtures, "tiny");
export const garden = join(fixtures, "garden");

export const outlineFile = "plan/outline.yaml";
export const editionFile = "programs/garden-plan/2026.yaml";
export const supplementsFile = "programs/garden-plan/supplements.yaml";
export const mapFile = "maps/garden-plan.2026.csv";
export const catalogFile = "catalogs/bed-kinds.yaml";

export type PlantedFolder = {
  folder: string;
  read: (path: string) => string;
  write: (path: string, text: string) => void;
  /** Replaces a text that must be there once. */
  plant: (path: string, from: string, to: string) => void;
  remove: (path: string) => void;
};

/** The fixture as one folder of its own, removed when the test is over. */
export function plantedFolder(): PlantedFolder {
  const folder = mkdtempSync(join(tmpdir(), "crosswalks-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(tiny, folder, { recursive: true });
  cpSync(garden, folder, { recursive: true });
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return {
    folder,
    read,
    write,
    plant: (path, from, to) => {
      const text = read(path);
      if (text.split(from).length !== 2) throw new Error(`"${from}" stands ${text.split(from).length - 1} times in ${path}, not once.`);
      write(path, text.replace(from, () => to));
    },
    remove: (path) => rmSync(join(folder, path)),
  };
}

/** Line and column of a text in a file, counted by hand. */
export function placeOf(text: string, marker: string): { row: number; column: number } {
  const lines = text.split("\n");
  const row = lines.findIndex((line) => line.includes(marker));
  if (row < 0) throw new Error(`"${marker}" is not in the file.`);
  return { row: row + 1, column: (lines[row] ?? "").indexOf(marker) + 1 };
}

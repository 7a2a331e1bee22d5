// Reads the crosswalk folders from disk: the value the domain works with, or every fault in them.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "#schemas/app-error.ts";
import { frozen } from "#schemas/frozen.ts";
import type { CrosswalkFault, Crosswalks } from "#schemas/crosswalk.ts";
import { checkFiles, type CheckedCrosswalks } from "./check.ts";
import type { SourceFile } from "./files.ts";

/** The folders that hold crosswalk files; whatever else lies beside them is not read. */
const readFolders = ["plan", "catalogs", "programs", "maps", "calendar", "workflows", "state-files", "criteria", "worked-counts"];

/** The project's own crosswalks: beside this module, or above it where the build has moved it, or where the process was started. */
export function projectCrosswalks(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const tried: string[] = [here];
  for (let folder = here; ; folder = dirname(folder)) {
    tried.push(join(folder, "crosswalks"));
    if (folder === dirname(folder)) break;
  }
  tried.push(join(process.cwd(), "crosswalks"));
  const found = tried.find((folder) => existsSync(join(folder, "plan", "outline.yaml")));
  if (found === undefined) throw new AppError("unavailable", "The folder crosswalks with plan/outline.yaml is not there. Start the program in its own folder.");
  return found;
}

/** All crosswalk files of a folder, sorted by path; hidden files (and a spreadsheet's lock files) are passed over. */
function readFolder(folder: string, position: number): SourceFile[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new AppError("not-found", `There is no folder "${folder}".`);
  const shown = relative(process.cwd(), folder);
  const prefix = shown.startsWith("..") || isAbsolute(shown) ? folder : shown;
  return readFolders
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) => readdirSync(join(folder, name), { recursive: true, withFileTypes: true }))
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !/^[.~]/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
    .map((path) => ({ name: join(prefix, path), path, folder: position, text: readFileSync(join(folder, path), "utf8") }));
}

/** Files of the folders in their order; faults in reading are faults of the check, not crashes. */
function readAll(folders: readonly string[]): { files: SourceFile[]; faults: CrosswalkFault[] } {
  const faults: CrosswalkFault[] = [];
  const files = folders.flatMap((folder, position) => {
    try {
      return readFolder(folder, position);
    } catch (error) {
      faults.push({ file: folder, row: 1, column: 1, message: error instanceof Error ? error.message : String(error), fix: "Name a folder that can be read." });
      return [];
    }
  });
  return { files, faults };
}

const asList = (folders: string | readonly string[]): readonly string[] => (typeof folders === "string" ? [folders] : folders);

/**
 * Every fault of the crosswalk files, and how much there is. Never throws.
 * The first folder has the outline and the catalogs; further folders add programs, editions and catalogs.
 * `calculations`: the names of the calculations there are; null leaves their names unchecked.
 */
export function checkCrosswalks(folders: string | readonly string[], calculations: ReadonlySet<string> | null): CheckedCrosswalks {
  const { files, faults } = readAll(asList(folders));
  const checked = checkFiles(files, calculations);
  return faults.length === 0 ? checked : { ...checked, crosswalks: null, faults: [...faults, ...checked.faults] };
}

/** "maps/lcap.2024.csv:12:5: There is … Did you mean …?": one fault as a line of text. */
export const faultLine = ({ file, row, column, message, fix }: CrosswalkFault): string => `${file}:${row}:${column}: ${message} ${fix}`.trimEnd();

/** The crosswalks of the project, or of the given folders. Throws AppError "invalid" with all faults (CrosswalkFault[]) in `detail`. */
export function loadCrosswalks(folders: string | readonly string[] = projectCrosswalks(), calculations: ReadonlySet<string> | null = null): Crosswalks {
  const { crosswalks, faults } = checkCrosswalks(folders, calculations);
  if (crosswalks) return frozen(crosswalks);
  const first = faults.slice(0, 5).map(faultLine).join("\n");
  throw new AppError("invalid", `The crosswalk files have ${faults.length} ${faults.length === 1 ? "fault" : "faults"}:\n${first}${faults.length > 5 ? "\n…" : ""}`, faults);
}

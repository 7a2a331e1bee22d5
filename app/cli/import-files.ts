// The files of the import commands: one read whole, the answers written aside and renamed.
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { AppError } from "#schemas/app-error.ts";

const largestFile = 100 * 1024 * 1024;

/** Throws AppError for what is no file that can be read, or larger than 100 MB. */
export async function readImportFile(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch((error: Error) => {
    throw new AppError("not-found", `${file} cannot be read: ${error.message}`);
  });
  if (!found.isFile()) throw new AppError("invalid", `${file} is not a file.`);
  if (found.size > largestFile) throw new AppError("too-large", `${file} is larger than 100 MB.`);
  return readFile(file);
}

/** A half-written file is never left under the name that was asked for. */
export async function writeAside(out: string, value: unknown): Promise<void> {
  const aside = `${out}.part-${process.pid}`;
  try {
    await writeFile(aside, `${JSON.stringify(value, null, 2)}\n`);
    await rename(aside, out);
  } catch (error) {
    throw new AppError("invalid", `${out} cannot be written: ${(error as Error).message}`);
  }
}

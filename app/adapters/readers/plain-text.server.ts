// The letters of a text file, plain or gzipped: UTF-8, or Latin-1 (as Windows has it) where the bytes are no UTF-8.
import { gunzipSync } from "node:zlib";
import { AppError } from "#schemas/app-error.ts";

const largestUnpacked = 50 * 2 ** 20;

/** Throws AppError "too-large" over 50 MB, "invalid" for a damaged packed file and, in the words given, for what is no text. */
export function plainText(bytes: Uint8Array, noText: string): { text: string; encoding: "utf-8" | "latin-1" } {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: largestUnpacked });
    } catch (error) {
      if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw new AppError("too-large", "Unpacked, this file is larger than 50 MB.");
      throw new AppError("invalid", "This packed file is cut off or damaged. Download it again.");
    }
  }
  if (plain.byteLength > largestUnpacked) throw new AppError("too-large", "This file is larger than 50 MB.");
  if (plain.includes(0)) throw new AppError("invalid", noText);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(plain), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(plain), encoding: "latin-1" };
  }
}

// What the checker reads: the texts of a crosswalk folder with their names, and faults with their places.
import type { CrosswalkFault } from "#schemas/crosswalk.ts";

/** One file: `name` as shown in messages, `path` inside its folder, `folder` counted from 0 (the first holds the outline). */
export type SourceFile = { name: string; path: string; folder: number; text: string };

/** Line and column, both from 1. In a map the column is the column of the spreadsheet. */
export type Place = { row: number; column: number };

/** A value as the file has it: where the schema was broken, the part is missing. Lets the other checks go on and find everything at once. */
export type Draft<T> = T extends readonly (infer Item)[] ? (Draft<Item> | undefined)[] : T extends object ? { [Key in keyof T]?: Draft<T[Key]> | undefined } : T;

export type Found = Iterable<CrosswalkFault>;

export const fault = (file: SourceFile, place: Place, message: string, fix: string): CrosswalkFault => ({ file: file.name, row: place.row, column: place.column, message, fix });

/** Line and column of a character of a text. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { row: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** The text without the byte order mark that Windows programs put in front. */
export const withoutMark = (text: string): string => (text.startsWith("\uFEFF") ? text.slice(1) : text);

/** Bytes that were no UTF-8 (a file saved as "Windows" or "Mac" text): names and quotes would come out wrong. */
export function* wrongEncoding(file: SourceFile): Found {
  const at = withoutMark(file.text).indexOf("\uFFFD");
  if (at >= 0) yield fault(file, placeAt(withoutMark(file.text), at), "A character cannot be read: the file is not saved as UTF-8.", "Save the file again with the encoding UTF-8.");
}

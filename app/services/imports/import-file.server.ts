// What an uploaded file is, by its first and last bytes: checked before anything is kept or unpacked (reliability.md D1).
import { createHash } from "node:crypto";
import { AppError } from "#schemas/app-error.ts";

/** The web process takes no larger body; the largest published plan seen has 4 MB. */
export const largestImport = 20 * 2 ** 20;

export type UploadedFile = { name: string; bytes: Uint8Array };
/** "sheet": a workbook; "text": letters without more, also gzipped. */
export type FileKind = "pdf" | "docx" | "sheet" | "json" | "text";

/** A name as it is shown: one line, no path, no controls, no hidden direction marks, 120 letters at most. */
export function shownFileName(name: string): string {
  const last = name.normalize("NFC").toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Bidi_Control}]/gu, "").replace(/\s+/g, " ").trim();
  if (clean.length <= 120) return clean || "document";
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(clean)?.[0] ?? "";
  return clean.slice(0, 120 - ending.length) + ending;
}

/** The name with the ending of what the bytes are, whatever the uploader called it: "Minutes.pdf.hta" is kept as "Minutes.pdf.hta.pdf". */
export function fileNameAs(name: string, format: string): string {
  const clean = shownFileName(name);
  return clean.toLowerCase().endsWith(`.${format}`) ? clean : `${clean.slice(0, 119 - format.length).toWellFormed()}.${format}`;
}

const latin1 = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString("latin1");

/** What the bytes are; null for none of these. An Office file counts by the parts it names, whatever its own name is. */
export function fileKind(bytes: Uint8Array): FileKind | null {
  const head = latin1(bytes, 0, Math.min(1024, bytes.byteLength));
  if (head.includes("%PDF-")) return "pdf";
  if (head.startsWith("PK")) {
    const all = latin1(bytes, 0, bytes.byteLength);
    return all.includes("word/document.xml") ? "docx" : all.includes("xl/workbook.xml") ? "sheet" : null;
  }
  if (head.startsWith("\x1f\x8b")) return "text";
  if (/^(\xef\xbb\xbf)?\s*\{/.test(head)) return "json";
  // eslint-disable-next-line no-control-regex -- text has none of these
  return /[\x00-\x08\x0e-\x1f]/.test(head) ? null : "text";
}

const kindWords: Record<FileKind, string> = { pdf: "PDF files", docx: "Word documents (docx)", sheet: "workbooks (xlsx)", json: "files of this portal (json)", text: "text or CSV files" };

/** Throws AppError "invalid" or "too-large" in words for the person; nothing has been kept by then. */
export function kindOfFile({ name, bytes }: UploadedFile, takes: readonly FileKind[]): FileKind {
  if (bytes.byteLength === 0) throw new AppError("invalid", "This file is empty. Choose the file again.");
  if (bytes.byteLength > largestImport) throw new AppError("too-large", `This file has ${Math.ceil(bytes.byteLength / 2 ** 20)} MB; ${largestImport / 2 ** 20} MB is the most. A PDF of pictures is often that large: use the file it was made from.`);
  const head = latin1(bytes, 0, Math.min(8, bytes.byteLength));
  const ended = (mark: string) => latin1(bytes, Math.max(0, bytes.byteLength - 70_000), bytes.byteLength).includes(mark);
  if (head.startsWith("\xd0\xcf\x11\xe0")) throw new AppError("invalid", /\.docx?$|\.xlsx?$/i.test(name) ? "This file is in the old Office format, or it is locked with a password. Open it, save it as .docx or .xlsx without a password, and try again." : "This file is of a kind that is not read here.");
  if (head.startsWith("PK\x05\x06")) throw new AppError("invalid", "This file is an empty archive.");
  if (head.startsWith("PK") && !ended("PK\x05\x06")) throw new AppError("invalid", "This file is cut off: its end is missing. Download or save it again.");
  const kind = fileKind(bytes);
  if (kind === null && head.startsWith("PK")) throw new AppError("invalid", "This archive is neither a Word document nor a spreadsheet. Choose the document itself.");
  const named = /\.(pdf|docx|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
  if (kind === null || (kind === "text" && named)) throw new AppError("invalid", `This file cannot be read here: it is ${named ? `named like one, but it is no ${named === "pdf" ? "PDF" : named === "docx" ? "Word document" : "workbook"}` : "none of the kinds that are read"}. Choose the plan as the district published it.`);
  if (kind === "pdf" && !latin1(bytes, Math.max(0, bytes.byteLength - 4096), bytes.byteLength).includes("%%EOF")) throw new AppError("invalid", "This PDF is cut off: its end is missing. Download or save it again.");
  if (takes.includes(kind)) return kind;
  throw new AppError("invalid", `Only ${takes.map((one) => kindWords[one]).join(", ")} are read here. Save the document as one of these and choose that file.`);
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

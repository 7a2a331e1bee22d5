import { createHash } from "node:crypto";
import { MaxFileSizeExceededError, MaxFilesExceededError, parseFormData } from "@mjackson/form-data-parser";
import type { FileUpload } from "@mjackson/form-data-parser";
import { AppError } from "#schemas/app-error.ts";
import type { UploadedFile } from "#app/services/imports/import-file.server.ts";
import { noteSentForm } from "./sent-form.server.ts";

/** A form with one file at most, its other fields by name; the file is held in memory and never larger than `largest` bytes. A browser sends an empty file when none was chosen: that is none. */
export async function readUpload(request: Request, { field, largest }: { field: string; largest: number }): Promise<{ file: UploadedFile | null; posted: Map<string, string[]> }> {
  if (Number(request.headers.get("Content-Length") ?? 0) > largest + 2 ** 20) throw tooLarge(largest);
  const found: UploadedFile[] = [];
  let form: FormData;
  try {
    form = await parseFormData(request, { maxFiles: 1, maxFileSize: largest }, async (upload: FileUpload) => {
      if (upload.fieldName !== field) throw new AppError("invalid", "This form takes no such file.");
      const bytes = new Uint8Array(await upload.arrayBuffer());
      if (upload.name !== "" || bytes.byteLength > 0) found.push({ name: upload.name, bytes });
      return "";
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (cause instanceof AppError) throw cause;
    if (cause instanceof MaxFileSizeExceededError) throw tooLarge(largest);
    if (cause instanceof MaxFilesExceededError) throw new AppError("invalid", "Choose one file at a time.");
    throw new AppError("invalid", "This form could not be read. Choose the file again.");
  }
  const posted = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value !== "string") throw new AppError("invalid", "This form takes one file.");
    if (name === field) continue;
    posted.set(name, [...(posted.get(name) ?? []), value]);
  }
  const [file = null] = found;
  // Another file in the same form is another form (REL-A7).
  const sent = new Map([...posted, [field, file ? [createHash("sha256").update(file.bytes).digest("hex")] : []]]);
  await noteSentForm(request, sent, { file: true });
  for (const name of posted.keys()) if (!sent.has(name)) posted.delete(name);
  return { file, posted };
}

const tooLarge = (largest: number) => new AppError("too-large", `This file is larger than ${largest / 2 ** 20} MB. A PDF of pictures is often that large: use the file it was made from.`);

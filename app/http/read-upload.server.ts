import { parseFormData } from "@mjackson/form-data-parser";
import { AppError } from "#schemas/app-error.ts";
import { formKeyName } from "#schemas/form-key.ts";

/** The one file of a form, under `name`, at most so many bytes; a form with anything else in it is refused. */
export async function readUpload(request: Request, { name, mostBytes }: { name: string; mostBytes: number }): Promise<Uint8Array> {
  const tooLarge = () => new AppError("too-large", `This file is larger than ${Math.floor(mostBytes / 1024 / 1024)} MB.`);
  const length = Number(request.headers.get("Content-Length") ?? 0);
  if (length > mostBytes + 64 * 1024) throw tooLarge();
  let form: FormData;
  try {
    form = await parseFormData(request, { maxFiles: 1, maxFileSize: mostBytes }, (file) => file);
  } catch (fault) {
    if (fault instanceof Error && fault.name === "MaxFileSizeExceededError") throw tooLarge();
    throw new AppError("invalid", "This form could not be read.");
  }
  // A file that is only looked at changes nothing: the key of its form is not needed.
  const entries = [...form].filter(([given]) => given !== formKeyName);
  const file = form.get(name);
  if (entries.length !== 1 || !(file instanceof Blob)) throw new AppError("invalid", "Choose one file.");
  if (file.size === 0) throw new AppError("invalid", "Choose a file first.");
  return new Uint8Array(await file.arrayBuffer());
}

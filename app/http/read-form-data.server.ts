import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { noteSentForm } from "./sent-form.server.ts";

const largest = 16 * 1024 * 1024;

/**
 * The words of a posted form, each name with all its values. Files and forms over 16 MB are refused. The key of the form's rendering is checked, taken out and
 * kept with the asker's context: only a page of ours made the form, and what a service then changes happens once. `needsKey`: for what a second post would do a second time.
 */
export async function readPosted(request: Request, { needsKey = false }: { needsKey?: boolean } = {}): Promise<Map<string, string[]>> {
  const length = Number(request.headers.get("Content-Length") ?? 0);
  if (length > largest) throw new AppError("too-large", "This is more text than one answer can hold (16 MB). Save it in parts.");
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    throw new AppError("invalid", "This form could not be read.");
  }
  const posted = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value !== "string") throw new AppError("invalid", "This form takes no files.");
    posted.set(name, [...(posted.get(name) ?? []), value]);
  }
  await noteSentForm(request, posted, { needsKey });
  return posted;
}

/** Single values by a strict schema; what it does not name is refused. `rest` takes the names a row's inputs post. */
export function readFields<Shape extends z.ZodRawShape>(posted: Posted, shape: Shape, takesRest: boolean): { fields: z.infer<z.ZodObject<Shape>>; rest: Map<string, string[]> } {
  const named: Record<string, string> = {};
  const rest = new Map<string, string[]>();
  for (const [name, values] of posted) {
    if (!(name in shape)) rest.set(name, [...values]);
    else if (values.length !== 1) throw new AppError("invalid", `The form says “${name}” more than once.`);
    else named[name] = values[0] ?? "";
  }
  if (!takesRest && rest.size > 0) throw new AppError("invalid", `The form has a field that does not belong here: “${[...rest.keys()][0] ?? ""}”.`);
  const parsed = z.strictObject(shape).safeParse(named);
  if (!parsed.success) throw new AppError("invalid", `The form is not complete: ${parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")}`);
  return { fields: parsed.data as z.infer<z.ZodObject<Shape>>, rest };
}

/** "" for an answer that nobody had saved yet, else the version the person saw. */
export const seenVersionSchema = z.string().regex(/^\d{0,9}$/).transform((text) => (text === "" ? null : Number(text)));

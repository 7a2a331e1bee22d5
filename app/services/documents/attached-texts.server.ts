// Official texts the operator attached: they stand at the place the form keeps for them.
import type { Attachments } from "#app/domain/documents/build-document.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Edition } from "#schemas/crosswalk.ts";
import { isBlankRichText, richTextFromPlain, richTextSchema } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";

/** The places a form keeps for an official text, by the ids the edition gives them. */
export const attachmentPlaces = (edition: Edition): string[] => edition.parts.flatMap((part) => (part.attachment ? [part.attachment.id] : []));

/** A text file (a blank line parts paragraphs) or rich text as JSON; AppError "invalid" for anything else. */
export function attachedText(fileName: string, bytes: Uint8Array): RichText {
  const words = Buffer.from(bytes).toString("utf8").replace(/^\ufeff/, "");
  if (/^%PDF-|^PK\u0003\u0004/.test(words)) throw new AppError("invalid", `${fileName} is a PDF or Word file. Save its text as a .txt file and attach that.`);
  if (!fileName.endsWith(".json")) return richTextFromPlain(words);
  const parsed = richTextSchema.safeParse(parseJson(words));
  if (!parsed.success || isBlankRichText(parsed.data)) throw new AppError("invalid", `${fileName} is not rich text as a plan keeps it.`);
  return parsed.data;
}

function parseJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

/** What lies in the storage under attachments/<id>.json or attachments/<id>.txt for the places of this form. */
export async function attachedTexts(storage: { read: (key: string) => Promise<Uint8Array | undefined> }, edition: Edition): Promise<Attachments> {
  const attached: Record<string, RichText> = {};
  for (const id of attachmentPlaces(edition)) {
    for (const fileName of [`${id}.json`, `${id}.txt`]) {
      const bytes = attached[id] ? undefined : await storage.read(`attachments/${fileName}`);
      if (bytes) attached[id] = attachedText(fileName, bytes);
    }
  }
  return attached;
}

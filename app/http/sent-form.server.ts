// A form changes something once: its key, the hidden `formKey` of one rendering, is joined here with whoever sent it. Any reader of posted words calls noteSentForm.
import { createHash, createHmac } from "node:crypto";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { formKeyName, formKeyPattern } from "#schemas/form-key.ts";

const askers = new WeakMap<Request, Context>();

/** The context a request was given; its form is read later. */
export function rememberAsker(request: Request, ctx: Context): Context {
  askers.set(request, ctx);
  return ctx;
}

/** Takes the key out of the posted words and notes its hash, and the words and where they were sent hashed under it, on the asker's context: who reads what is kept can guess neither. Throws "invalid" for a broken key, or a missing one that is needed. */
export function noteSentForm(request: Request, posted: Map<string, string[]>, needsKey: boolean): void {
  const keys = posted.get(formKeyName);
  posted.delete(formKeyName);
  if (keys === undefined && !needsKey) return;
  const key = keys?.length === 1 ? (keys[0] ?? "") : "";
  if (!formKeyPattern.test(key)) throw new AppError("invalid", "This form was not sent from its page. Reload the page and send it again.");
  const ctx = askers.get(request);
  if (!ctx) return;
  const path = new URL(request.url).pathname.replace(/\.data$/, "");
  ctx.sent = { key: createHash("sha256").update(key).digest("base64url"), hash: createHmac("sha256", key).update(JSON.stringify([path, [...posted]])).digest("base64url"), steps: 0 };
}

// Every changing request comes through here: its key, the hidden `formKey`, shows that a page of ours made the form for whoever sends it, and is joined with them so that it changes something once.
import { createHash, createHmac } from "node:crypto";
import { AppError } from "#schemas/app-error.ts";
import type { AskedAgain } from "#schemas/app-error.ts";
import { processContext } from "#app/context.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { formKeyName, formKeyPattern, formTokenLength, freshFormKey } from "#schemas/form-key.ts";

const askers = new WeakMap<Request, Context>();

/** The context a request was given; its form is read later. */
export function rememberAsker(request: Request, ctx: Context): Context {
  askers.set(request, ctx);
  return ctx;
}

/** What the keys of a page's forms begin with, and the cookie its browser gets where it has none yet. Null for nobody who is signed in. */
export function formSeed(request: Request, ctx: AppContext, personId: string | null): { seed: string; cookie: string | null } {
  const { token, cookie } = ctx.formTokens.give(request, personId ?? "");
  return { seed: token + freshFormKey(), cookie };
}

/** The same form once more, with all that it said and a key of now. */
export function formAgain(request: Request, ctx: AppContext, personId: string | null, posted: ReadonlyMap<string, readonly string[]>): Pick<AskedAgain, "to" | "fields"> {
  const { pathname, search } = new URL(request.url);
  const fields = [...posted].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  return { to: pathname + search, fields: [...fields, [formKeyName, formSeed(request, ctx, personId).seed]] };
}

/** Words that no answer says again. */
const secretField = /password|code/i;

/**
 * Takes the key out of the posted words and checks it; then notes its hash, and the words and where they were sent hashed under it, on the asker's context: who reads what is kept can guess neither.
 * `needsKey`: for what a second post would do a second time, the token alone is not enough; `file`: the post had one, which no answer can hold. Throws "invalid" for no key or a broken one; for a key
 * of another person, browser or copy of the program it throws "stale-form", with the form as it can be sent again.
 */
export async function noteSentForm(request: Request, posted: Map<string, string[]>, { needsKey = false, file = false }: { needsKey?: boolean; file?: boolean } = {}): Promise<void> {
  const keys = posted.get(formKeyName);
  posted.delete(formKeyName);
  const key = keys?.length === 1 ? (keys[0] ?? "") : "";
  if (!formKeyPattern.test(key) || (needsKey && key.length === formTokenLength)) throw new AppError("invalid", "This form was not sent from its page. Reload the page and send it again.");
  const ctx = askers.get(request);
  await refuseStale(request, ctx ?? null, posted, key.slice(0, formTokenLength), file);
  if (!ctx || key.length === formTokenLength) return;
  const path = new URL(request.url).pathname.replace(/\.data$/, "");
  ctx.sent = { key: createHash("sha256").update(key).digest("base64url"), hash: createHmac("sha256", key).update(JSON.stringify([path, [...posted]])).digest("base64url"), steps: 0 };
}

/** A page for everybody asks nobody who they are: its forms may be of before somebody signed in here. */
async function refuseStale(request: Request, asker: Context | null, posted: ReadonlyMap<string, readonly string[]>, token: string, file: boolean): Promise<void> {
  const ctx = asker ?? processContext();
  const personId = (asker?.user ?? (await findUser(ctx, request)))?.id ?? null;
  if (ctx.formTokens.fits(request, personId ?? "", token) || (asker === null && ctx.formTokens.fits(request, "", token))) return;
  const why = "This page was opened in another browser, or before somebody else signed in here. Nothing was changed.";
  if (request.headers.get("Accept") === "application/json") throw new AppError("stale-form", `${why} What you typed is kept in this browser: reload the page to go on.`);
  if (file || [...posted.keys()].some((name) => secretField.test(name))) throw new AppError("stale-form", `${why} Open the page again and fill it in anew.`);
  throw new AppError("stale-form", `${why} What you filled in is kept. Send it if it is yours.`, { again: { ...formAgain(request, ctx, personId, posted), password: false, wrong: false } satisfies AskedAgain });
}

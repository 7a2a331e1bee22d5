import { AppError } from "#schemas/app-error.ts";
import type { AskedAgain } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { confirmPerson } from "#app/services/people/recent-sign-in.server.ts";
import { isSamplePerson } from "#app/services/people/sign-in.server.ts";
import { readPosted } from "./read-form-data.server.ts";
import { requireContext } from "./require-context.server.ts";
import { formAgain } from "./sent-form.server.ts";
import { statusOf } from "./statuses.ts";
import type { Refusal } from "./statuses.ts";
import { throwAsResponse } from "./throw-as-response.server.ts";

/** Filled in by the page that asks who it is again; never part of the form itself. */
const passwordField = "passwordAgain";

const typeIt = "Type your password; what you filled in is kept and is done right after.";
const oneClick = "Invented people have no password: one click, and what you filled in is done right after.";

/** `again`: they have just said who they are, on a page that stays behind when the answer is a file. */
type Sensitive = { ctx: Context; posted: Map<string, string[]>; again: boolean; refuse: (error: unknown) => never };

/**
 * Reads the form of a sensitive act, instead of requireContext and readPosted. Where the service says "confirm-first", `refuse` answers 403 with all that was typed;
 * the error page asks for the password and posts the same form here again, so that nothing is lost and the act is done at once.
 */
export async function readSensitive(request: Request, { needsKey = false, ...where }: { needsKey?: boolean; beforeSecondStep?: boolean } = {}): Promise<Sensitive> {
  const ctx = await requireContext(request, "page", where);
  const posted = await readPosted(request, { needsKey }).catch(throwAsResponse);
  const typed = posted.get(passwordField);
  posted.delete(passwordField);
  const sample = await isSamplePerson(ctx, ctx.user.id);
  const askAgain = (wrong: boolean): never => {
    const again: AskedAgain = { ...formAgain(request, ctx, ctx.user.id, sample ? new Map([...posted, [passwordField, [""]]]) : posted), password: !sample, wrong };
    throw Response.json({ message: `You signed in a while ago, and this needs a fresh sign-in. ${sample ? oneClick : typeIt}`, again } satisfies Refusal, { status: statusOf["confirm-first"] });
  };
  const refuse = (error: unknown): never => (error instanceof AppError && error.code === "confirm-first" ? askAgain(false) : throwAsResponse(error));
  // Left empty: they signed in anew in another tab, and the service looks at that.
  if (typed === undefined || (typed[0] === "" && !sample)) return { ctx, posted, again: typed !== undefined, refuse };
  const confirmed = typed.length === 1 ? await confirmPerson(ctx, request, typed[0] ?? "").catch(throwAsResponse) : null;
  return { ctx: confirmed ?? askAgain(true), posted, again: true, refuse };
}

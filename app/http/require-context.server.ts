import { redirect } from "@remix-run/node";
import { AppError } from "#schemas/app-error.ts";
import { processContext } from "#app/context.server.ts";
import type { Context } from "#app/context.server.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { throwAsResponse } from "./throw-as-response.server.ts";
import { rememberAsker } from "./sent-form.server.ts";

/** A changing request must come from a page of this site. */
export function requireSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("Sec-Fetch-Site");
  const origin = request.headers.get("Origin");
  const host = request.headers.get("Host") ?? new URL(request.url).host;
  const ours = origin === null ? site === "same-origin" || site === "none" : URL.canParse(origin) && new URL(origin).host === host;
  if (!ours || (site !== null && site !== "same-origin" && site !== "none")) throw new AppError("forbidden", "This came from another site and was refused. Open the page here and try again.");
}

/** Who is asking, with all that a service needs; null when nobody is signed in. */
export async function findContext(request: Request): Promise<Context | null> {
  try {
    requireSameOrigin(request);
    const context = processContext();
    const user = await findUser(context, request);
    return user && rememberAsker(request, context.as(user));
  } catch (error) {
    throwAsResponse(error);
  }
}

/** Who is asking. Every loader and action of a page that is not for everybody starts here. Somebody who is not signed in is led to the sign-in page and back; a save, or what answers in JSON, is told with 401. Whose role needs a second step that is not set up is led to their account first; `beforeSecondStep`: the pages where it is set up. */
export async function requireContext(request: Request, answers: "page" | "json" = "page", { beforeSecondStep = false }: { beforeSecondStep?: boolean } = {}): Promise<Context> {
  const ctx = await findContext(request);
  const leads = answers === "page" && (request.method === "GET" || request.method === "HEAD");
  if (ctx?.user.lacksSecondStep && !beforeSecondStep) {
    if (leads) throw redirect("/account");
    throwAsResponse(new AppError("forbidden", "Your role needs a second step at sign-in. Set it up in your account first."));
  }
  if (ctx) return ctx;
  if (leads) {
    const { pathname, search } = new URL(request.url);
    throw redirect(pathname === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(pathname + search)}`);
  }
  throwAsResponse(new AppError("signed-out", "You are signed out. Sign in again, in another tab if you are writing; your words stay here."));
}

/** A path of this site to go to after signing in; the home page for anything else. */
export function pathAfterSignIn(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])[^\s\\]*$/.test(asked) && !asked.startsWith("/sign-") ? asked : "/";
}

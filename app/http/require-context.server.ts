import { AppError } from "#schemas/app-error.ts";
import { processContext } from "#app/context.server.ts";
import type { Context } from "#app/context.server.ts";
import { throwAsResponse } from "./throw-as-response.server.ts";

/** A changing request must come from a page of this site. */
export function requireSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("Sec-Fetch-Site");
  const origin = request.headers.get("Origin");
  const host = request.headers.get("Host") ?? new URL(request.url).host;
  const ours = origin === null ? site === "same-origin" || site === "none" : URL.canParse(origin) && new URL(origin).host === host;
  if (!ours || (site !== null && site !== "same-origin" && site !== "none")) throw new AppError("forbidden", "This came from another site and was refused. Open the page here and try again.");
}

/** Who is asking, with all that a service needs. Every loader and action starts here. */
export async function requireContext(request: Request): Promise<Context> {
  try {
    requireSameOrigin(request);
    const context = processContext();
    return context.as(await context.samplePlanner());
  } catch (error) {
    throwAsResponse(error);
  }
}

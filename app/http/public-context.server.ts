import { processContext } from "#app/context.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { requireSameOrigin } from "./require-context.server.ts";
import { throwAsResponse } from "./throw-as-response.server.ts";

/** For the few pages that are for everybody: signing in, a new password, an invitation. */
export function publicContext(request: Request): AppContext {
  try {
    requireSameOrigin(request);
    return processContext();
  } catch (error) {
    throwAsResponse(error);
  }
}

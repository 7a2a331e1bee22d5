import { processContext } from "#app/context.server.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { requireRecentSignIn } from "#app/services/people/recent-sign-in.server.ts";
import { requireSameOrigin } from "./require-context.server.ts";
import { asResponse } from "./throw-as-response.server.ts";

/** The account library's own answer. A session that is over by our limits ends before it is asked, so that it knows none that we do not. */
export async function accountsAnswer(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request);
    const ctx = processContext();
    const user = await findUser(ctx, request);
    if (new URL(request.url).pathname.endsWith("/passkey/generate-register-options") && user) requireRecentSignIn(ctx.as(user));
    return await ctx.accounts.handle(request);
  } catch (error) {
    return asResponse(error);
  }
}

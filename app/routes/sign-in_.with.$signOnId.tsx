import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicContext } from "#app/http/public-context.server.ts";
import { pathAfterSignIn } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { beginSignOn } from "#app/services/people/sign-on.server.ts";

/** To the organization's own sign-in page. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = publicContext(request);
  const { searchParams } = new URL(request.url);
  const email = (searchParams.get("email") ?? "").slice(0, 254);
  const { url, cookie } = await beginSignOn(ctx, params["signOnId"] ?? "", { to: pathAfterSignIn(searchParams.get("to")), email }).catch(throwAsResponse);
  return redirect(url, { headers: { "Set-Cookie": cookie } });
}

import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request, "page", { beforeSecondStep: true });
  await readPosted(request).then((posted) => readFields(posted, {}, false)).catch(throwAsResponse);
  const headers = await ctx.accounts.signOut(request).catch(throwAsResponse);
  headers.append("Set-Cookie", ctx.formTokens.forget);
  return redirect("/sign-in", { headers });
}

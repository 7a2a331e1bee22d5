import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request, "page", { beforeSecondStep: true });
  return redirect("/sign-in", { headers: await ctx.accounts.signOut(request).catch(throwAsResponse) });
}

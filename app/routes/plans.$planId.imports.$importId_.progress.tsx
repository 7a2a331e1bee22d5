import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { loadImportProgress } from "#app/services/imports/load-import.server.ts";

/** How far a reading is, in JSON: the page asks again and again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request, "json");
    return Response.json(await loadImportProgress(ctx, params["planId"] ?? "", params["importId"] ?? ""), { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    return asResponse(error);
  }
}

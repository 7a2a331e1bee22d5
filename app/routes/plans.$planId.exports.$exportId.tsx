import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { loadExport } from "#app/services/documents/load-export.server.ts";

/** How far a file is, in JSON: the document page asks again and again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request, "json");
    return Response.json(await loadExport(ctx, params["planId"] ?? "", params["exportId"] ?? ""), { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    return asResponse(error);
  }
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { streamResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { openStateExportFile } from "#app/services/state/request-state-export.server.ts";

/** The archive of a statewide export. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return streamResponse(await openStateExportFile(ctx, params["exportId"] ?? "").catch(throwAsResponse));
}

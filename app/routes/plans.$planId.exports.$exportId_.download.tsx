import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { openExportFile } from "#app/services/documents/load-export.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    return fileResponse(await openExportFile(ctx, params["planId"] ?? "", params["exportId"] ?? ""));
  } catch (error) {
    return asResponse(error);
  }
}

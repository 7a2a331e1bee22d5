import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { openOutsideFile } from "#app/services/review/outside-desk.server.ts";

/** A copy that came as a file, as it came. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    return fileResponse(await openOutsideFile(ctx, params["filingId"] ?? "", Number(params["number"])));
  } catch (error) {
    return asResponse(error);
  }
}

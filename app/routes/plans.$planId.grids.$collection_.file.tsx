import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { goalAsked } from "#app/http/goal-asked.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { gridWorkbook } from "#app/services/grids/grid-file.server.ts";

/** A grid as a workbook. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    return fileResponse(await gridWorkbook(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", goalId: goalAsked(request) }));
  } catch (error) {
    return asResponse(error);
  }
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { readCellsForm } from "#app/http/cells-form.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { saveCells } from "#app/services/grids/save-cells.server.ts";

/** Where the cells of a grid save themselves to; answers in JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const result = await saveCells(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", rows: await readCellsForm(request) });
    return Response.json(result, { status: saveStatus[result.outcome] });
  } catch (error) {
    return asResponse(error);
  }
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readRowPost } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { saveRow } from "#app/services/plans/save-row.server.ts";

/** Where one row saves itself to; answers in JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const { seenVersion, posted } = await readRowPost(request);
    const result = await saveRow(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", rowId: params["rowId"] ?? "", seenVersion: seenVersion ?? 0, posted });
    return Response.json(result, { status: saveStatus[result.outcome] });
  } catch (error) {
    return asResponse(error);
  }
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readAmountsForm } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { saveAmounts } from "#app/services/plans/save-amounts.server.ts";

/** Where an amount of a money record saves itself to; answers in JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const result = await saveAmounts(ctx, params["planId"] ?? "", await readAmountsForm(request));
    return Response.json(result, { status: saveStatus[result.outcome] });
  } catch (error) {
    return asResponse(error);
  }
}

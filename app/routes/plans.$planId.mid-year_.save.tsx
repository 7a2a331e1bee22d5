import type { ActionFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readMidYearForm } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { saveMidYear } from "#app/services/plans/save-mid-year.server.ts";

/** Where how one action goes saves itself to; answers in JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const result = await saveMidYear(ctx, params["planId"] ?? "", await readMidYearForm(request));
    return Response.json(result, { status: saveStatus[result.outcome] });
  } catch (error) {
    return asResponse(error);
  }
}

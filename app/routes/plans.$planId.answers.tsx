import type { ActionFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readAnswerForm } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";

/** Where a narrative, choice or record saves itself to; answers in JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const result = await saveAnswer(ctx, params["planId"] ?? "", await readAnswerForm(request));
    return Response.json(result, { status: saveStatus[result.outcome] });
  } catch (error) {
    return asResponse(error);
  }
}

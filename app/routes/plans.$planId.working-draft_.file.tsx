import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { draftFormats, makeWorkingDraft } from "#app/services/year-turn/working-draft.server.ts";

/** The working draft as a file: `?format=xlsx` or html, else Word. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const asked = new URL(request.url).searchParams.get("format");
    return fileResponse(await makeWorkingDraft(ctx, params["planId"] ?? "", draftFormats.find((format) => format === asked) ?? "docx"));
  } catch (error) {
    return asResponse(error);
  }
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { openCriterionList } from "#app/services/review/criterion-list.server.ts";

/** The list as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { bytes, name } = await openCriterionList(ctx, params["listId"] ?? "", new URL(request.url).searchParams.get("year")).catch(throwAsResponse);
  return fileResponse({ bytes, name, format: "csv" });
}

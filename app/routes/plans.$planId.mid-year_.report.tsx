import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { makeMidYearReport } from "#app/services/plans/load-mid-year.server.ts";

/** The report as a file: `?format=xlsx`, else Word. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const format = new URL(request.url).searchParams.get("format") === "xlsx" ? "xlsx" : "docx";
    return fileResponse(await makeMidYearReport(ctx, params["planId"] ?? "", format));
  } catch (error) {
    return asResponse(error);
  }
}

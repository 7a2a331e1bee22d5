import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { openSubmissionFile } from "#app/services/review/load-submission.server.ts";
import { AppError } from "#schemas/app-error.ts";

const formatSchema = z.enum(["docx", "html", "data"]);

/** The frozen copy as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  try {
    const format = formatSchema.safeParse(params["format"]);
    if (!format.success) throw new AppError("not-found", "There is no such submission here.");
    return fileResponse(await openSubmissionFile(ctx, params["filingId"] ?? "", Number(params["number"]), format.data));
  } catch (error) {
    throwAsResponse(error);
  }
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { openLetter } from "#app/services/review/make-letter.server.ts";
import { AppError } from "#schemas/app-error.ts";

const formatSchema = z.enum(["docx", "pdf"]);

/** The letter of a step, as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  try {
    const format = formatSchema.safeParse(params["format"]);
    const moveId = /^\d{1,12}$/.exec(params["moveId"] ?? "")?.[0];
    if (!format.success || moveId === undefined) throw new AppError("not-found", "There is no such submission here.");
    return fileResponse(await openLetter(ctx, params["filingId"] ?? "", Number(moveId), format.data));
  } catch (error) {
    throwAsResponse(error);
  }
}

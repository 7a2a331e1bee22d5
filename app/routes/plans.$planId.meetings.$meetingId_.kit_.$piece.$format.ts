import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { kitFormats, openKitPiece } from "#app/services/calendar/meeting-kit.server.ts";
import { kitPieces } from "#app/domain/documents/meeting-kit.ts";
import { AppError } from "#schemas/app-error.ts";

const asked = z.object({ piece: z.enum(kitPieces), format: z.enum(kitFormats) });

/** One paper of a meeting, as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const paper = asked.safeParse(params);
    if (!paper.success) throw new AppError("not-found", "There is no such paper of a meeting.");
    return fileResponse(await openKitPiece(ctx, params["planId"] ?? "", params["meetingId"] ?? "", paper.data.piece, paper.data.format));
  } catch (error) {
    return asResponse(error);
  }
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileResponse } from "#app/http/file-response.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { openMeetingFile } from "#app/services/calendar/meetings.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    return fileResponse(await openMeetingFile(ctx, params["planId"] ?? "", params["meetingId"] ?? "", params["fileId"] ?? ""));
  } catch (error) {
    return asResponse(error);
  }
}

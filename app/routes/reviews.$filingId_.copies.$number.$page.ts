import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { drawOutsidePage } from "#app/services/review/outside-desk.server.ts";

/** A page of a copy as a picture. The browser keeps it and asks each time whether it still may show it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request);
    const page = /^[1-9]\d{0,3}$/.exec(params["page"] ?? "")?.[0] ?? "0";
    const { mark, bytes } = await drawOutsidePage(ctx, params["filingId"] ?? "", Number(params["number"]), Number(page), request.headers.get("If-None-Match"));
    const headers = { ETag: mark, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff" };
    return bytes === null ? new Response(null, { status: 304, headers }) : new Response(new Uint8Array(bytes), { headers: { ...headers, "Content-Type": "image/webp", "Content-Length": String(bytes.byteLength) } });
  } catch (error) {
    return asResponse(error);
  }
}

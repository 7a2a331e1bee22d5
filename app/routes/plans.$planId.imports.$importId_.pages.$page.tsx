import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { drawImportPage } from "#app/services/imports/draw-import-page.server.ts";

/** A page of the document as a picture. The browser keeps it and asks each time whether it still may show it: the answer looks at the right, and does not draw again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request, "json");
    const { mark, bytes } = await drawImportPage(ctx, params["planId"] ?? "", params["importId"] ?? "", params["page"] ?? "", request.headers.get("If-None-Match"));
    const headers = { ETag: mark, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff" };
    return bytes === null ? new Response(null, { status: 304, headers }) : new Response(new Uint8Array(bytes), { headers: { ...headers, "Content-Type": "image/webp", "Content-Length": String(bytes.byteLength) } });
  } catch (error) {
    return asResponse(error);
  }
}

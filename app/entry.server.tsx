import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { processContext } from "#app/context.server.ts";
import { NonceContext } from "#app/ui/kit/nonce.ts";

const abortAfter = 10_000;
/** No loader hands out what is still being worked out; until then what it gave is held. */
export const streamTimeout = 1000;

/** A page is sent in one piece: nothing in it waits for anything, and pieces would be compressed and flushed each by itself. */
export default function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, loadContext: AppLoadContext): Promise<Response> {
  const nonce = typeof loadContext["nonce"] === "string" ? loadContext["nonce"] : "";
  return new Promise<Response>((resolve, reject) => {
    let code = status;
    let begun = false;
    const answer = (page: Buffer) => {
      headers.set("Content-Type", "text/html; charset=utf-8");
      headers.set("Content-Length", String(page.length));
      headers.set("Cache-Control", "no-store");
      // The header of the answer a loader threw does not reach the page.
      if (code === 503) headers.set("Retry-After", "5");
      resolve(new Response(new Uint8Array(page), { headers, status: code }));
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={abortAfter} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: () => (begun = true),
        onAllReady() {
          clearTimeout(tooLong);
          buffer(pipe(new PassThrough())).then(answer, reject);
        },
        onShellError: reject,
        onError(error) {
          code = 500;
          if (begun) processContext().log.error({ err: error }, "page stopped half way");
        },
      },
    );
    const tooLong = setTimeout(abort, abortAfter + 1000).unref();
  });
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) processContext().log.error({ err: error }, "request failed");
}

import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { processContext } from "#app/context.server.ts";
import { NonceContext } from "#app/ui/kit/nonce.ts";

const abortAfter = 10_000;

export default function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, loadContext: AppLoadContext): Promise<Response> {
  const nonce = typeof loadContext["nonce"] === "string" ? loadContext["nonce"] : "";
  const whole = isbot(request.headers.get("user-agent") ?? "");
  return new Promise((resolve, reject) => {
    let code = status;
    let sent = false;
    const answer = () => {
      sent = true;
      const body = new PassThrough();
      headers.set("Content-Type", "text/html; charset=utf-8");
      headers.set("Cache-Control", "no-store");
      // The header of the answer a loader threw does not reach the page.
      if (code === 503) headers.set("Retry-After", "5");
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={abortAfter} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        ...(whole ? { onAllReady: answer } : { onShellReady: answer }),
        onShellError: reject,
        onError(error) {
          code = 500;
          if (sent && !(error instanceof Error && /closed early|aborted/i.test(error.message))) processContext().log.error({ err: error }, "page stopped half way");
        },
      },
    );
    setTimeout(abort, abortAfter + 1000).unref();
  });
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) processContext().log.error({ err: error }, "request failed");
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicContext } from "#app/http/public-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { readFeed } from "#app/services/calendar/feeds.server.ts";

/** A calendar program asks with the address alone; one that has these dates already is told so. Nothing keeps the address: no search engine, no shared cache. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = publicContext(request);
  const token = (params["token"] ?? "").replace(/\.ics$/, "");
  const known = /^(?:W\/)?"([^"]{1,80})"$/.exec(request.headers.get("If-None-Match") ?? "")?.[1] ?? null;
  const feed = await readFeed(ctx, token, { known, address: ctx.limits.addressOf(request) }).catch(throwAsResponse);
  const headers = { ETag: `W/"${feed.tag}"`, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex, nofollow" };
  if (feed.outcome === "same") return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(feed.bytes), { headers: { ...headers, "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": "inline; filename=\"plan-dates.ics\"" } });
}

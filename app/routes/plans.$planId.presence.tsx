import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";
import { beat } from "#app/services/presence/beat.server.ts";
import { placeSchema } from "#schemas/comments.ts";

const quiet = { headers: { "Cache-Control": "no-store" } };
const pageOf = (place: string): string => place.split("/").slice(0, 2).join("/");

/** Who is on a page, in JSON. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  try {
    const ctx = await requireContext(request, "json");
    const page = placeSchema.safeParse(new URL(request.url).searchParams.get("page")).data ?? "";
    return Response.json(await beat(ctx, params["planId"] ?? "", { page: pageOf(page), place: null }), quiet);
  } catch (error) {
    return asResponse(error);
  }
}

/** A page says every few seconds where its person is, and hears who else is there. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await requireContext(request, "json");
    const { fields } = readFields(await readPosted(request), { place: z.union([z.literal(""), placeSchema]) }, false);
    return Response.json(await beat(ctx, params["planId"] ?? "", { page: pageOf(fields.place), place: fields.place }), quiet);
  } catch (error) {
    return asResponse(error);
  }
}

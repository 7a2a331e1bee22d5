import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { takeOffer } from "#app/services/year-turn/offers.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { idSchema } from "#schemas/scalars.ts";

const shape = { kind: z.enum(["need", "metric", "value", "amount", "progress", "estimate"]), offer: idSchema, back: z.string().regex(/^(|\/plans\/[A-Za-z0-9._:~%/?=-]{1,300})$/) };

/** Takes one offer into the plan; a page without JavaScript says where to go back to. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const { back, ...form } = await readPosted(request).then((posted) => readFields(posted, shape, false).fields).catch(throwAsResponse);
  try {
    await takeOffer(ctx, params["planId"] ?? "", form);
  } catch (error) {
    if (back === "" && error instanceof AppError && error.code === "conflict") return data({ problem: error.message }, { status: statusOf[error.code] });
    throwAsResponse(error);
  }
  return back === "" ? data({ problem: "" }) : redirect(back);
}

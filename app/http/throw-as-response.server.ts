import { randomUUID } from "node:crypto";
import { AppError } from "#schemas/app-error.ts";
import type { AskedAgain } from "#schemas/app-error.ts";
import { processContext } from "#app/context.server.ts";
import { statusOf } from "./statuses.ts";
import type { Refusal } from "./statuses.ts";

/** Seconds until it makes sense to ask again. */
const waitOf = (detail: unknown): number => (typeof detail === "object" && detail !== null && "waitSeconds" in detail && typeof detail.waitSeconds === "number" ? detail.waitSeconds : 5);

/** A form that may be sent again after a look at it. */
const againIn = (detail: unknown): Pick<Refusal, "again"> => (typeof detail === "object" && detail !== null && "again" in detail ? { again: detail.again as AskedAgain } : {});

/** A known error as an answer with its status; an unknown one is logged under a reference number, and the person gets that number and nothing else. */
export function asResponse(error: unknown): Response {
  if (error instanceof Response) return error;
  if (error instanceof AppError) {
    const headers: Record<string, string> = error.code === "unavailable" || error.code === "too-many" ? { "Retry-After": String(waitOf(error.detail)) } : {};
    return Response.json({ message: error.message, ...againIn(error.detail) } satisfies Refusal, { status: statusOf[error.code], headers });
  }
  if (processContext().isAway(error)) return asResponse(new AppError("unavailable", "The database does not answer right now. Try again in a moment.", { cause: error }));
  const reference = randomUUID().slice(0, 8);
  processContext().log.error({ err: error, reference }, "request failed");
  return Response.json({ message: "Something went wrong on our side.", reference } satisfies Refusal, { status: 500 });
}

/** For a save from a page without JavaScript: a form that was sent before with other words is a refusal, so that the page comes back with the words still in it. */
export function refusedIfSentBefore(error: unknown): { outcome: "refused"; errors: Record<string, string> } {
  if (error instanceof AppError && error.code === "sent-before") return { outcome: "refused", errors: { form: error.message } };
  throwAsResponse(error);
}

/** For `.catch(throwAsResponse)`: Remix shows the error page for what it throws. */
export function throwAsResponse(error: unknown): never {
  throw asResponse(error);
}

// Which status does each kind of refusal have? The one table.
import type { AppErrorCode, AskedAgain } from "#schemas/app-error.ts";

export const statusOf: Record<AppErrorCode, number> = { "not-found": 404, "signed-out": 401, "confirm-first": 403, "too-many": 429, forbidden: 403, conflict: 409, "sent-before": 422, "stale-form": 403, invalid: 400, "too-large": 413, unavailable: 503 };

/** What an error page or a refused save gets: words for the person, never internals. */
export type Refusal = { message: string; reference?: string; again?: AskedAgain };

/** What became of a save or removal, as a status. */
export const saveStatus = { saved: 200, refused: 422, blocked: 422, conflict: 409 } as const;

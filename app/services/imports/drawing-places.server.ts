import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";

/** Documents that one LEA or office has opened, drawn or waiting in this process: the few places are for all. */
const mostOfLea = 6;
const drawing = new Map<string, number>();

/** Reads a document and looks at its pages in one of the asker's places. Throws AppError "unavailable" where they have no more. */
export async function inDrawingPlace<Result>({ user: { leaId } }: Pick<Context, "user">, work: () => Promise<Result>): Promise<Result> {
  const busy = drawing.get(leaId) ?? 0;
  if (busy >= mostOfLea) throw new AppError("unavailable", "Several pages of your documents are being drawn right now. Try again in a moment.");
  drawing.set(leaId, busy + 1);
  try {
    return await work();
  } finally {
    const left = (drawing.get(leaId) ?? 1) - 1;
    if (left > 0) drawing.set(leaId, left);
    else drawing.delete(leaId);
  }
}

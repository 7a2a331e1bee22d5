import { z } from "zod";
import type { AppContext } from "#app/context.server.ts";
import { sendMail } from "#app/services/people/mails.server.ts";

const payloadSchema = z.strictObject({ mailId: z.int() });

/** Sends a mail that was written with a change. */
export async function sendOneMail(ctx: AppContext, payload: unknown): Promise<void> {
  await sendMail(ctx, payloadSchema.parse(payload).mailId);
}

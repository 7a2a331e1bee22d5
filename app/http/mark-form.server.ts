import { z } from "zod";
import { idSchema } from "#schemas/scalars.ts";
import type { MarkForm } from "#app/services/plans/mark-answer.server.ts";
import { readFields, readPosted } from "./read-form-data.server.ts";

const shape = { kind: z.literal("mark"), act: z.enum(["mark", "take-back"]), statement: z.string().regex(/^[a-z_]+\.[a-z_]+$/), about: z.union([z.literal(""), idSchema]), reason: z.string().max(5000) };

/** A posted mark "looked at and cannot be completed", or its taking back. */
export async function readMarkForm(request: Request): Promise<MarkForm> {
  const { fields } = readFields(await readPosted(request), shape, false);
  return { act: fields.act, statement: fields.statement, about: fields.about === "" ? null : fields.about, reason: fields.reason };
}

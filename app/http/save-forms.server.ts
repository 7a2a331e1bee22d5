import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { idSchema } from "#schemas/scalars.ts";
import type { AnswerForm } from "#app/services/plans/save-answer.server.ts";
import type { LastYearForm } from "#app/services/plans/save-last-year.server.ts";
import type { MidYearForm } from "#app/services/plans/save-mid-year.server.ts";
import type { TypedAmount } from "#app/services/plans/save-amounts.server.ts";
import { readFields, readPosted, seenVersionSchema } from "./read-form-data.server.ts";

const key = z.string().regex(/^[a-z_]+\.[a-z_]+$/);

/** A posted answer: which statement, about what, on top of which version, and the inputs. */
export async function readAnswerForm(request: Request): Promise<AnswerForm> {
  const { fields, rest } = readFields(await readPosted(request), { statement: key, about: z.union([z.literal(""), idSchema]), seenVersion: seenVersionSchema }, true);
  return { statement: fields.statement, about: fields.about === "" ? null : fields.about, seenVersion: fields.seenVersion, posted: rest };
}

/** Posted estimates about one action of last year, on top of the stamp the page was shown with. */
export async function readLastYearForm(request: Request): Promise<LastYearForm> {
  const { fields, rest } = readFields(await readPosted(request), { openingActionId: idSchema, seenVersion: z.string().max(2000) }, true);
  return { openingActionId: fields.openingActionId, seen: fields.seenVersion, posted: rest };
}

/** A posted status and amounts about one action of the running year, on top of the stamp the page was shown with. */
export async function readMidYearForm(request: Request): Promise<MidYearForm> {
  const { fields, rest } = readFields(await readPosted(request), { actionId: idSchema, seenVersion: z.string().max(2000) }, true);
  return { actionId: fields.actionId, seen: fields.seenVersion, posted: rest };
}

/** Posted amounts: "amount.base_next" with "seen.base_next". */
export async function readAmountsForm(request: Request): Promise<{ statement: string; amounts: TypedAmount[] }> {
  const { fields, rest } = readFields(await readPosted(request), { statement: key, kind: z.literal("amounts") }, true);
  const amounts = [...rest.keys()].filter((name) => name.startsWith("amount.")).map((name): TypedAmount => {
    const column = name.slice("amount.".length);
    const seen = seenVersionSchema.safeParse(rest.get(`seen.${column}`)?.[0] ?? "");
    if (!seen.success || rest.get(name)?.length !== 1) throw new AppError("invalid", "The form is not complete.");
    return { column, typed: rest.get(name)?.[0] ?? "", seenVersion: seen.data };
  });
  const known = new Set(amounts.flatMap(({ column }) => [`amount.${column}`, `seen.${column}`]));
  const unknown = [...rest.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) throw new AppError("invalid", `The form has a field that does not belong here: “${unknown}”.`);
  return { statement: fields.statement, amounts };
}

/** A posted row: the version seen ("" for a new one), its id, and the inputs. */
export async function readRowPost(request: Request): Promise<{ seenVersion: number | null; newId: string | null; posted: Map<string, string[]> }> {
  const { fields, rest } = readFields(await readPosted(request), { seenVersion: seenVersionSchema, newId: z.union([z.literal(""), z.uuid()]) }, true);
  return { seenVersion: fields.seenVersion, newId: fields.newId === "" ? null : fields.newId, posted: rest };
}

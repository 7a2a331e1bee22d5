import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { idSchema } from "#schemas/scalars.ts";
import { mostRows } from "#app/services/grids/save-cells.server.ts";
import type { RowOfCells } from "#app/services/grids/save-cells.server.ts";
import { readFields, readPosted } from "./read-form-data.server.ts";

export const cellsSchema = z.record(z.string().max(120), z.string().max(200_000));
const rowsSchema = z.array(z.strictObject({ id: idSchema, seenVersion: z.int().min(1).nullable(), cells: cellsSchema, remove: z.literal(true).optional() })).min(1).max(mostRows);

/** JSON posted in a field of a form, by its schema. Throws AppError "invalid". */
export function readJson<Shape extends z.ZodType>(text: string, shape: Shape): z.infer<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("invalid", "This form could not be read.");
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new AppError("invalid", "The form is not complete.");
  return parsed.data;
}

/** A posted block of cells: rows with the version seen and the words of each cell. */
export async function readCellsForm(request: Request): Promise<RowOfCells[]> {
  const { fields } = readFields(await readPosted(request), { rows: z.string() }, false);
  return readJson(fields.rows, rowsSchema).map(({ remove, ...row }) => ({ ...row, ...(remove ? { remove } : {}) }));
}

const wordsSchema = z.array(z.strictObject({ id: idSchema, version: z.int().min(1), cells: cellsSchema })).max(mostRows);
const seenSchema = z.record(idSchema, z.int().min(1));
const spotSchema = z.string().regex(/^[^/]{1,80}\/[^/]{1,120}$/);

const addedSchema = z.array(z.strictObject({ id: z.uuid(), at: z.int().min(1), cells: cellsSchema })).max(mostRows);

/** A posted choice of a workbook's cells and rows: what it says, the versions it was shown against, and what was ticked: cells ("row/column"), new rows and rows to take out. */
export async function readTakeForm(request: Request): Promise<{ rows: z.infer<typeof wordsSchema>; seen: z.infer<typeof seenSchema>; added: z.infer<typeof addedSchema>; take: { id: string; field: string }[]; add: string[]; drop: string[] }> {
  const { fields, rest } = readFields(await readPosted(request), { rows: z.string(), seen: z.string(), added: z.string() }, true);
  const { take = [], add = [], drop = [], ...more } = Object.fromEntries(rest) as Record<string, string[]>;
  if (Object.keys(more).length > 0) throw new AppError("invalid", "The form has a field that does not belong here.");
  const [ticked, rows] = [z.array(spotSchema).safeParse(take), z.array(idSchema).safeParse([...add, ...drop])];
  if (!ticked.success || !rows.success) throw new AppError("invalid", "The form is not complete.");
  if (take.length + add.length + drop.length === 0) throw new AppError("invalid", "Nothing was ticked, so nothing was taken. Choose the workbook again to see its differences.");
  return { rows: readJson(fields.rows, wordsSchema), seen: readJson(fields.seen, seenSchema), added: readJson(fields.added, addedSchema), add, drop, take: ticked.data.map((spot) => ({ id: spot.slice(0, spot.indexOf("/")), field: spot.slice(spot.indexOf("/") + 1) })) };
}

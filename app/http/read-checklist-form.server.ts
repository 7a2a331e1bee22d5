import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import type { AssignForm, FigureForm, VerdictForm } from "#app/services/review/decide-checklist.server.ts";
import { readFields } from "./read-form-data.server.ts";

const seen = z.string().regex(/^\d{1,9}$/).transform(Number);
const verdict = z.enum(["open", "met", "not-met", "not-applicable"]);
const person = z.union([z.literal(""), z.string().max(100)]);

export type ChecklistForm = ({ act: "assign" } & AssignForm) | { act: "second"; words: string; seenVersion: number } | { act: "lines"; group: string; lines: VerdictForm[]; figures: FigureForm[] };

/** A posted group of lines, an assignment or a second reading. Throws AppError "invalid" for a field that belongs to none. */
export function readChecklistForm(posted: Posted): ChecklistForm {
  const act = posted.get("act");
  if (act?.length === 1 && act[0] === "assign") return { ...readFields(posted, { act: z.literal("assign"), reviewer: person, secondReader: person, seenVersion: seen }, false).fields };
  if (act?.length === 1 && act[0] === "second") return { ...readFields(posted, { act: z.literal("second"), words: z.string().max(5000), seenVersion: seen }, false).fields };
  const { fields, rest } = readFields(posted, { act: z.literal("lines"), group: z.string().max(100) }, true);
  const named = new Map<string, Map<string, string>>();
  for (const [name, values] of rest) {
    const [, what = "", id = ""] = /^(seen|verdict|words|letter|figure|figure-seen):(.{1,200})$/.exec(name) ?? [];
    if (what === "" || values.length !== 1) throw new AppError("invalid", `The form has a field that does not belong here: “${name}”.`);
    const key = what.startsWith("figure") ? `figure/${id}` : `line/${id}`;
    named.set(key, (named.get(key) ?? new Map<string, string>()).set(what, values[0] ?? ""));
  }
  const parse = <Value>(schema: z.ZodType<Value>, text: string | undefined): Value => {
    const read = schema.safeParse(text);
    if (!read.success) throw new AppError("invalid", "The form is not complete.");
    return read.data;
  };
  const lines = [...named].flatMap(([key, of]): VerdictForm[] => (key.startsWith("line/") ? [{ line: key.slice(5), verdict: parse(verdict, of.get("verdict")), words: parse(z.string().max(5000), of.get("words")), inLetter: parse(z.literal("yes").optional(), of.get("letter")) === "yes", seenVersion: parse(seen, of.get("seen")) }] : []));
  const figures = [...named].flatMap(([key, of]): FigureForm[] => (key.startsWith("figure/") ? [{ name: parse(z.enum(["lcff", "other_state", "local", "federal"]), key.slice(7)), typed: parse(z.string().max(40), of.get("figure")), seenVersion: parse(seen, of.get("figure-seen")) }] : []));
  return { act: "lines", group: fields.group, lines, figures };
}

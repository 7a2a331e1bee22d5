// What do the rules say of a plan that a machine read from a file, where is it printed, and what can nobody tell from the print?
import { z } from "zod";
import type { Crosswalks, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { partCertaintySchema, partNames } from "#app/domain/imports/certainties.ts";
import { isOwnDocument } from "#app/domain/imports/own-document.ts";
import { readingSchema } from "#app/domain/imports/reading.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import type { Rule } from "#app/domain/rules/rule.ts";

/** A reading of a copy, kept for its review. */
export const copyReadingSchema = readingSchema.extend({ parts: z.array(partCertaintySchema) });
export type CopyReading = z.infer<typeof copyReadingSchema>;

/** The row of a list that came beside the plan. */
export type ListPlace = { listId: string; fileName: string; sheet: string; row: number; doubts: string[] };
/** What stands in a plan from lists beside it. `places`: by row id where the list added the row, by "row id/field" where it only says that field. `known`: of added rows, the fields the list has; of the others nobody can tell. */
export type RowsBeside = { places: ReadonlyMap<string, ListPlace>; known: ReadonlyMap<string, ReadonlySet<string>>; derived: readonly string[] };
export const nothingBeside: RowsBeside = { places: new Map(), known: new Map(), derived: [] };

/** A finding with its place: `page` where it is printed, null where no page is known; `from`: the row of a list that says it; `doubts`: what the reader was not sure of there. */
export type ReadFinding = Finding & { page: number | null; from: Omit<ListPlace, "doubts"> | null; doubts: string[] };
/** `rules`: those that were looked at; `unread`: those that the print, or what was found of it, does not answer. */
export type ReadCopy = { form: FormReading; plan: Plan; findings: ReadFinding[]; rules: Rule[]; unread: Rule[] };

export type Filed = { name: string; cds: string; county: string; year: string };

/** The plan as read, of the district that it was entered for: an office looks at districts' plans only. */
export function planAsRead({ plan }: Pick<Reading, "plan">, { name, cds, county }: Omit<Filed, "year">): Plan {
  return { ...plan, organizations: plan.organizations.map((one) => (one.id === plan.leaId ? { ...one, kind: "district", name, cds, county } : one)) };
}

/** What speaks against using a reading for this plan: another year than it was entered for. Null where nothing does. */
export const otherYear = (reading: Pick<Reading, "year" | "plan">, { year }: Pick<Filed, "year">): string | null => (reading.plan.year === year ? null : reading.plan.year);

/** Doubtful first: that the file names somebody else, then what the reader said. */
export function doubtsOf(reading: Reading, filed: Filed): { page: number | null; message: string }[] {
  const said = reading.notes.filter(({ kind }) => kind === "doubtful").map(({ page, message }) => ({ page, message }));
  return isOwnDocument(reading, planAsRead(reading, filed)) ? said : [{ page: null, message: `The file names "${reading.leaName}" (${reading.cds}); it was entered for ${filed.name} (${filed.cds}).` }, ...said];
}

/** Only rules that the edition says its print answers are asked, and of these only those whose parts were found: none where no part was. `beside`: what lists put into the reading; a field that a list's own row does not have is not looked at. */
export function readCopy(crosswalks: Pick<Crosswalks, "outline" | "catalogs">, program: ProgramCrosswalk, filed: Filed, reading: CopyReading, beside: RowsBeside = nothingBeside): ReadCopy {
  const plan = planAsRead(reading, filed);
  const form = readForm({ plan, crosswalks, program });
  const missing = new Set(reading.parts.filter(({ certainty }) => certainty === "missing").map(({ part }) => part));
  const answered = new Set((missing.size === partNames.length ? [] : (program.edition.in_print ?? [])).filter(({ parts }) => !parts.some((part) => missing.has(part))).flatMap(({ rules }) => rules));
  const all = rulesOf(program.edition);
  const placed = (finding: Finding): ReadFinding => {
    const [, id = "", field = ""] = finding.at.split("/");
    const row = finding.at.split("/").map((part) => reading.printed[part]).find((one) => one !== undefined);
    const { doubts: inList = [], ...from } = beside.places.get(`${id}/${field}`) ?? beside.places.get(id) ?? {};
    const doubts = row === undefined ? [] : reading.notes.filter(({ kind, at }) => kind === "doubtful" && row.at.includes(at)).map(({ message }) => message);
    return { ...finding, page: row?.page ?? null, from: "row" in from ? from : null, doubts: [...doubts, ...inList] };
  };
  const told = ({ rule, at }: Finding): boolean => {
    const [, id = "", field = ""] = at.split("/");
    return answered.has(rule) && (beside.known.get(id)?.has(field) ?? true);
  };
  return { form, plan, findings: findingsOf(form).filter(told).map(placed), rules: all.filter(({ id }) => answered.has(id)), unread: all.filter(({ id }) => !answered.has(id)) };
}

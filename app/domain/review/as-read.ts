// What do the rules say of a plan that a machine read from a file, where is it printed, and what can nobody tell from the print?
import { z } from "zod";
import type { Crosswalks, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { partCertaintySchema } from "#app/domain/imports/certainties.ts";
import { isOwnDocument } from "#app/domain/imports/own-document.ts";
import { readingSchema } from "#app/domain/imports/reading.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import type { Rule } from "#app/domain/rules/rule.ts";

/** A reading of a copy, kept for its review. */
export const copyReadingSchema = readingSchema.extend({ parts: z.array(partCertaintySchema) });
export type CopyReading = z.infer<typeof copyReadingSchema>;

/** A finding with its place: `page` where it is printed, null where no page is known; `doubts`: what the reader was not sure of there. */
export type ReadFinding = Finding & { page: number | null; doubts: string[] };
/** `rules`: those that were looked at; `unread`: those that the print, or what was found of it, does not answer. */
export type ReadCopy = { form: FormReading; plan: Plan; findings: ReadFinding[]; rules: Rule[]; unread: Rule[] };

type Filed = { name: string; cds: string; county: string; year: string };

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

/** Only rules that the edition says its print answers are asked, and of these only those whose parts were found. */
export function readCopy(crosswalks: Pick<Crosswalks, "outline" | "catalogs">, program: ProgramCrosswalk, filed: Filed, reading: CopyReading): ReadCopy {
  const plan = planAsRead(reading, filed);
  const form = readForm({ plan, crosswalks, program });
  const missing = new Set(reading.parts.filter(({ certainty }) => certainty === "missing").map(({ part }) => part));
  const answered = new Set((program.edition.in_print ?? []).filter(({ parts }) => !parts.some((part) => missing.has(part))).flatMap(({ rules }) => rules));
  const all = rulesOf(program.edition);
  const placed = (finding: Finding): ReadFinding => {
    const row = finding.at.split("/").map((part) => reading.printed[part]).find((one) => one !== undefined);
    const doubts = row === undefined ? [] : reading.notes.filter(({ kind, at }) => kind === "doubtful" && row.at.includes(at)).map(({ message }) => message);
    return { ...finding, page: row?.page ?? null, doubts };
  };
  return { form, plan, findings: findingsOf(form).filter(({ rule }) => answered.has(rule)).map(placed), rules: all.filter(({ id }) => answered.has(id)), unread: all.filter(({ id }) => !answered.has(id)) };
}

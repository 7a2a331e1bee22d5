// What the rules of a form find in a plan read through it.
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { Finding } from "#schemas/finding.ts";
import { rulesOf, runRules } from "./all-rules.ts";

/** Worst first. */
export const findingsOf = ({ index, tables, catalogs, program }: FormReading): Finding[] => runRules({ index, tables, catalogs }, rulesOf(program.edition));

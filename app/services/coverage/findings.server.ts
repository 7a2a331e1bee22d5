import type { Finding } from "#schemas/finding.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { runRules } from "#app/domain/rules/all-rules.ts";

/** What the rules find in a plan read through one form, worst first. */
export const findings = ({ index, tables, catalogs }: FormReading): Finding[] => runRules({ index, tables, catalogs });

// Commands about the audit.
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import type { Command } from "./main.ts";

export const auditVerify: Command = async () => {
  const report = await withOperatorDatabase((context) => verifyAudit(context));
  const bad = report.leas.flatMap(({ leaId, fault }) => (fault ? [`${leaId}: row ${fault.number}${fault.id === null ? "" : ` (id ${fault.id})`} is bad: ${fault.problem}.`] : []));
  const counted = `${report.leas.length} ${report.leas.length === 1 ? "chain" : "chains"}, ${report.rows} rows`;
  return { text: report.whole ? `${counted}: all as they were written.` : [...bad, `${counted} good up to there.`].join("\n"), json: report, ...(report.whole ? {} : { refused: true as const }) };
};

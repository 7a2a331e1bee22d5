// Commands about what was sent.
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { verifySubmissions } from "#app/services/review/verify-submissions.server.ts";
import type { Command } from "./main.ts";

export const submissionsVerify: Command = async () => {
  const report = await withOperatorDatabase((context) => verifySubmissions(context));
  const counted = `${report.submissions} ${report.submissions === 1 ? "copy" : "copies"} of ${report.leas} ${report.leas === 1 ? "LEA" : "LEAs"}, sent through ${report.forms} ${report.forms === 1 ? "form" : "forms"}`;
  const bad = report.first.map(({ leaId, receipt, problem }) => `${leaId}: ${receipt} is bad: ${problem}.`);
  return { text: report.whole ? `${counted}: all as they were frozen.` : [...bad, `${counted} are good.`].join("\n"), json: report, ...(report.whole ? {} : { refused: true as const }) };
};

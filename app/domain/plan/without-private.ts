// What of a plan may be seen by those who do not work with its private parts (case studies, small groups)?
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";

/** The plan without answers to private statements and without findings marked private; links to those are left out too. */
export function withoutPrivate(plan: Plan, statements: readonly Statement[]): Plan {
  const keys = new Set(statements.filter((statement) => statement.private).map((statement) => statement.key));
  const hidden = new Set(plan.findings.filter((finding) => finding.private).map((finding) => finding.id));
  return {
    ...plan,
    answers: plan.answers.filter((answer) => !keys.has(answer.key)),
    findings: plan.findings.filter((finding) => !hidden.has(finding.id)),
    needs: plan.needs.map((need) => ({ ...need, findingIds: need.findingIds.filter((id) => !hidden.has(id)) })),
  };
}

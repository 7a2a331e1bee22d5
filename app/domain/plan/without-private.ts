// What of a plan may be seen by those who do not work with its private parts (case studies, small groups)?
import type { Statement } from "#schemas/crosswalk.ts";
import type { Answer, Plan, PlanCollection } from "#schemas/plan.ts";

/** The plan without answers to private statements and without findings marked private; links to those are left out too. */
export function withoutPrivate(plan: Plan, statements: readonly Statement[]): Plan {
  const hidden = new Set(plan.findings.filter((finding) => isPrivateRow("findings", finding, statements)).map((finding) => finding.id));
  return {
    ...plan,
    answers: plan.answers.filter((answer) => !isPrivateRow("answers", answer, statements)),
    findings: plan.findings.filter((finding) => !hidden.has(finding.id)),
    needs: plan.needs.map((need) => ({ ...need, findingIds: need.findingIds.filter((id) => !hidden.has(id)) })),
  };
}

/** Is this row, as it stands or as it once stood, one of the private ones? */
export function isPrivateRow(collection: PlanCollection, row: Plan[PlanCollection][number], statements: readonly Statement[]): boolean {
  if (collection === "findings") return (row as Plan["findings"][number]).private === true;
  return collection === "answers" && statements.some((statement) => statement.private === true && statement.key === (row as Answer).key);
}

import { describe, expect, test } from "vitest";
import { calculations } from "#app/domain/calculations/registry.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { calculationReads, rowsRead } from "#app/domain/review/rows-read.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";

const crosswalks = loadCrosswalks();
const plans = ["sample-running", "sample", "choices", "sacramento", "carryover", "ten-schools"].map((name) => [name, buildExample(name)] as const);

/** Every form each example fills, of the LEA and of its first two schools. */
const cases = plans.flatMap(([name, plan]) =>
  [plan.leaId, ...plan.organizations.filter((one) => one.kind === "school").slice(0, 2).map((one) => one.id)].flatMap((orgId) =>
    formsOfPlan(crosswalks, plan, orgId).map((program) => [`${name}, ${program.program} ${program.edition.id}, ${orgId}`, plan, program, orgId] as const),
  ),
);
const seen = (plan: Plan, program: ProgramCrosswalk, orgId: string) => {
  const reading = readForm({ plan, crosswalks, program, orgId });
  const { counts, parts } = coverage(reading);
  return { document: buildDocument(reading, { copy: { kind: "internal-draft", preparedOn: "2026-05-01" } }), counts, states: parts.map((part) => part.fields.map((field) => [field.field, field.state])) };
};

describe("the rows a form's map reads", () => {
  test.each(cases)("of %s say the same document and coverage as the whole plan, and are a plan by themselves", (_name, plan, program, orgId) => {
    const rows = rowsRead(crosswalks, program, plan, orgId);
    expect(planSchema.safeParse(rows).error?.issues ?? []).toEqual([]);
    expect(seen(rows, program, orgId)).toEqual(seen(plan, program, orgId));
  });

  test("leave out what the form does not read, and everything private", () => {
    const plan = buildExample("sample");
    const secret = { ...(plan.findings[0] ?? plan.needs[0]), id: "f-secret", lineageId: "f-secret", orgId: plan.leaId, version: 1, order: 99, question: "Markerword", dataset: "", group: null, n: 3, value: "", comparison: "", year: "", text: plan.goals[0]?.why, private: true } as Plan["findings"][number];
    const own: Plan = { ...plan, findings: [...plan.findings, secret], answers: [...plan.answers, { id: "a-secret", lineageId: "a-secret", orgId: plan.leaId, version: 1, order: 1, key: "stand.cases", about: null, value: "Markerword" }] };
    for (const program of crosswalks.programs.filter((one) => one.edition.subject === "lea")) {
      const rows = rowsRead(crosswalks, program, own);
      expect(JSON.stringify(rows), program.program).not.toContain("Markerword");
    }
    const form = formsOfPlan(crosswalks, own).find((one) => one.edition.workflow !== undefined) as ProgramCrosswalk;
    const rows = rowsRead(crosswalks, form, own);
    expect(rows.meetings).toEqual([]);
    expect(rows.steps).toEqual([]);
    expect(rows.goals.length).toBeGreaterThan(0);
  });

  test("are known for every calculation there is", () => {
    expect(Object.keys(calculations).filter((name) => !(name in calculationReads) && !((name.split(".")[0] ?? "") in calculationReads))).toEqual([]);
  });
});

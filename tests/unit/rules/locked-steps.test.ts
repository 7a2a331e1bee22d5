// CM-10: an amendment of the special education plan leaves what was filed of Steps 1 to 3.
import { expect, test } from "vitest";
import { lockedChanges, lockedForm } from "#app/domain/rules/locked-steps.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { tenSchools } from "#db/examples/ten-schools.ts";
import type { Plan } from "#schemas/plan.ts";

const crosswalks = loadCrosswalks();
const program = findProgram(crosswalks, "cim", "2026-27");
const filed = tenSchools();
const changedAnswer = (plan: Plan, key: string, change: Record<string, string>): Plan => ({ ...plan, answers: plan.answers.map((answer) => (answer.key === key && answer.orgId === plan.leaId ? { ...answer, value: { ...(answer.value as Record<string, string>), ...change } } : answer)) });
const amending = changedAnswer(filed, "stand.letters", { kind: "amendment" });
const found = (plan: Plan) => lockedChanges({ plan, filed, filedOn: "2026-09-01", crosswalks, program }).map(({ severity, at, message }) => ({ severity, at, message }));

test("what Steps 1 to 3 print of a filed plan may not change in an amendment, and each change is named with its place", () => {
  expect(found(amending)).toEqual([]);
  const [policy, ...others] = found(changedAnswer(amending, "stand.policies", { compliant: "no" }));
  expect(others).toEqual([]);
  expect(policy).toMatchObject({ severity: "error", at: expect.stringContaining("stand.policies"), message: expect.stringContaining("(Step 1: Gather and Inquire) is not as it was filed on September 1, 2026. An amendment begins at Step 4") });
  expect(found(changedAnswer(amending, "stand.causes", { text: "Early buses" })).map(({ at }) => at)).toEqual([expect.stringContaining("stand.causes")]);
  const step: Plan = { ...amending, steps: amending.steps.map((one) => ({ ...one, dueOn: "2027-01-31" })) };
  expect(found(step).length).toBeGreaterThan(0);
});
test("Step 4 stays open, and a plan that is no amendment may be changed everywhere", () => {
  const progress: Plan = { ...amending, progress: [...amending.progress, { id: "p", lineageId: "p", orgId: amending.leaId, version: 1, about: { kind: "step", id: "step-1" }, period: "2026-27", status: "done", note: "Buses run.", barrier: "", next: "", proof: "", effect: null }] };
  expect(found(progress)).toEqual([]);
  expect(lockedForm(filed, program)).toBeUndefined();
  expect(found(changedAnswer(filed, "stand.policies", { compliant: "no" }))).toEqual([]);
  // The newest letter decides.
  const later: Plan = { ...amending, answers: [...amending.answers, { ...amending.answers.find(({ key }) => key === "stand.letters")!, id: "letter-2", lineageId: "letter-2", value: { cycle_year: "2027", kind: "new" } }] };
  expect(found(changedAnswer(later, "stand.policies", { compliant: "no" }))).toEqual([]);
});

// CM-12: the root causes of the 2019 form are one list.
import { expect, test } from "vitest";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { familyPlan } from "./family-plan.ts";

const crosswalks = loadCrosswalks();
const found = (plan: Plan) => findingsOf(readForm({ plan, crosswalks, program: findProgram(crosswalks, "cceis", "2019") })).filter(({ rule }) => rule === "CM-12");

test("every cause is met by an action, and no action names another; else it is said where", () => {
  const plan = familyPlan();
  expect(found(plan)).toEqual([]);
  expect(found({ ...plan, actions: plan.actions.map((action) => ({ ...action, causeIds: [] })) }).map(({ at }) => at)).toEqual(["answers/stand.causes/cause"]);
  expect(found({ ...plan, actions: plan.actions.map((action) => (action.id === "a2" ? { ...action, causeIds: ["cause", "elsewhere"] } : action)) }).map(({ at }) => at)).toEqual(["actions/a2/causeIds"]);
});

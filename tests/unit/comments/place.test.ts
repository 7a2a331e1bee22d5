import { describe, expect, test } from "vitest";
import { placeIn } from "#app/domain/comments/place.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { rowNumbers } from "#app/domain/plan/row-form.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Plan } from "#schemas/plan.ts";
import { makeFinding } from "../../factories.ts";

const crosswalks = buildFileContext().crosswalks();
const sample = buildExample("sample");
const source = (plan: Plan = sample) => ({ plan, orgId: plan.leaId, asked: statementsOf(crosswalks, formsOfPlan(crosswalks, plan)), numbers: rowNumbers(plan) });

describe("what a comment is about", () => {
  test("is a question, a row with its number and name, or a question about a row", () => {
    const goal = sample.goals.find((one) => one.orgId === sample.leaId && one.order === 0) ?? sample.goals[0];
    expect(placeIn(source(), "answers/who.district")).toMatchObject({ chapterId: "who", isPrivate: false, gone: false });
    expect(placeIn(source(), `goals/${goal?.id ?? ""}`)).toMatchObject({ row: { collection: "goals", rowId: goal?.id, lineageId: goal?.lineageId }, gone: false });
    expect(placeIn(source(), `goals/${goal?.id ?? ""}`)?.label).toMatch(/^Goal \d+: \S/);
    expect(placeIn(source(), `answers/went.done/${goal?.id ?? ""}`)?.label).toContain("Goal ");
  });

  test("of a row or a goal that is not there is gone; of no question, list or kind of address there is nothing", () => {
    expect(placeIn(source(), "goals/not-there")).toMatchObject({ gone: true, row: null });
    expect(placeIn(source(), "answers/went.done/not-there")).toMatchObject({ gone: true });
    for (const place of ["answers/no.question", "nothing/x", "goals", "goals/", "", "goals/a/b", "answers/who.district/a/b", "toString/x", "__proto__/x"]) expect(placeIn(source(), place), place).toBeUndefined();
  });

  test("is private when its question, or the finding, is; of a finding that is gone nobody can say that it was not", () => {
    const key = crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.private)?.key ?? "";
    expect(placeIn(source(), `answers/${key}`)).toMatchObject({ isPrivate: true });
    const found = (isPrivate: boolean) => ({ ...sample, findings: [{ ...makeFinding({ private: isPrivate }), id: "finding-1", orgId: sample.leaId }] });
    expect([true, false].map((isPrivate) => placeIn(source(found(isPrivate)), "findings/finding-1")?.isPrivate)).toEqual([true, false]);
    expect(placeIn(source(), "findings/gone")).toMatchObject({ isPrivate: true, gone: true });
  });
});

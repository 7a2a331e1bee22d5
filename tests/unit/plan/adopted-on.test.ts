import { describe, expect, test } from "vitest";
import { adoptedOn } from "#app/domain/plan/adopted-on.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { makePlan, testLeaId } from "../../factories.ts";

describe("a plan is adopted", () => {
  const meeting = (over: object) => ({ id: "m", lineageId: "m", orgId: testLeaId, version: 1, body: "board", kind: "adoption", heldOn: "2026-06-23", postedAt: null, result: "Adopted, 5 to 0", reason: "", assured: null, signerRole: "", ...over });
  const on = (over: object, today = "2026-11-22") => adoptedOn(makePlan({ meetings: [meeting(over)] }), today);

  test("from the day of the board's decision on", () => {
    expect(on({})).toBe("2026-06-23");
    expect(on({ result: "approved 4-1" })).toBe("2026-06-23");
    expect(on({}, "2026-06-22")).toBeNull();
  });

  test("not by a meeting that is planned, undated, of another kind, of a school, or that decided otherwise", () => {
    for (const over of [{ result: "" }, { heldOn: null }, { kind: "hearing" }, { orgId: "school" }, { result: "Not adopted" }, { result: "Continued" }]) expect(on(over), JSON.stringify(over)).toBeNull();
  });
});

test("a citation names the form instead of our own sheet, and keeps the law as it stands", () => {
  expect(shownCitation("lcap.md 4.2")).toBe("Fact sheet on LCAP (4.2)");
  expect(shownCitation("lcap.md 7 R-IIS-8; EC 42238.07(a)(1), 52064(b)(8)(B), 5 CCR 15496(a)")).toBe("Fact sheet on LCAP (7 R-IIS-8); EC 42238.07(a)(1), 52064(b)(8)(B), 5 CCR 15496(a)");
  expect(shownCitation("lcap.md 5.2; LC-7")).toBe("Fact sheet on LCAP (5.2, LC-7)");
  expect(shownCitation("lcap.md 7 R-IIS-2; 5 CCR 15496(b) (M)")).toBe("Fact sheet on LCAP (7 R-IIS-2); 5 CCR 15496(b) (medium certainty)");
});

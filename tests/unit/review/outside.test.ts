import { describe, expect, test } from "vitest";
import { projectCrosswalks, loadCrosswalks } from "#crosswalks/index.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { checklistUnread, pageParagraphs } from "#app/domain/review/checklist.ts";
import { districtOf, firstSending, outsideSubject, stepsOfDistrict } from "#app/domain/review/outside.ts";
import { criteriaOfKind, movesOf } from "#app/domain/review/workflow.ts";

const crosswalks = loadCrosswalks([projectCrosswalks()]);
const workflow = crosswalks.workflows["board-and-overseer"];
const program = crosswalks.programs.find(({ program }) => program === "lcap");
if (!workflow || !program) throw new Error("no workflow");
const steps = (state: string) => stepsOfDistrict(workflow, state).map(({ id }) => id);

describe("what an office notes for a district outside the portal", () => {
  test("is the district's own steps that the office sees, and a new plan where the district may send one", () => {
    expect(firstSending(workflow)?.id).toBe("send");
    expect(steps("submitted")).toEqual(["take-back"]);
    expect(steps("clarification-asked")).toEqual(["answer-clarification", "send-amended"]);
    expect(steps("clarification-answered")).toEqual([]);
    expect(steps("amendments-recommended")).toEqual(["consider-amendments", "send-amended"]);
    for (const state of ["approved", "not-approved", "withdrawn"]) expect(steps(state), state).toEqual(["send"]);
  });

  test("leaves review and decision with the roles that have them for any district, and with no other office", () => {
    const subject = outsideSubject({ cds: "99200010000000", leaId: "toyon-coe" });
    const actor = (role: "county-reviewer" | "county-administrator" | "planner" | "state-administrator", orgId: string) => ({ id: "x", memberships: [{ role, leaId: orgId, orgId, above: ["sample-state"] }] });
    const moves = (of: ReturnType<typeof actor>, state = "submitted") => movesOf(of, workflow, state, subject).map(({ id }) => id);
    expect(moves(actor("county-reviewer", "toyon-coe"))).toEqual(["ask-clarification"]);
    expect(moves(actor("county-administrator", "toyon-coe"))).toEqual(["ask-clarification", "approve", "refuse"]);
    for (const other of [actor("county-administrator", "south-coe"), actor("planner", "toyon-coe"), actor("state-administrator", "sample-state")]) expect(moves(other)).toEqual([]);
    expect(can(actor("planner", "cds:99200010000000"), "submission.send", subject.owned)).toBe(true);
    expect(can(actor("planner", "quail-ridge"), "submission.read", subject.owned)).toBe(false);
  });
});

describe("the code of a district", () => {
  const office = { cds: "99000000000000" };
  const typed = (cds: string, name = "Quail Ridge") => districtOf({ cds, name }, office, undefined);
  test.each([
    ["99200010000000", { name: "Quail Ridge", cds: "99200010000000" }],
    ["99-20001-0000000", { name: "Quail Ridge", cds: "99200010000000" }],
    ["9920001", { problem: "code" }],
    ["99200010000001", { problem: "code" }],
    ["98200010000000", { problem: "county" }],
    ["99000000000000", { problem: "kind" }],
  ])("%s", (cds, expected) => expect(typed(cds)).toEqual(expected));

  test("needs a name, which the directory knows better than whoever types; what the directory calls otherwise is no district", () => {
    for (const name of ["  ", "Quail\u202e Ridge", "Quail\u0007"]) expect(typed("99200010000000", name), JSON.stringify(name)).toEqual({ problem: "name" });
    expect(districtOf({ cds: "99200010000000", name: "Quail" }, office, { name: "Quail Ridge Unified", kind: "district" })).toEqual({ name: "Quail Ridge Unified", cds: "99200010000000" });
    for (const kind of ["charter", "coe", "none", null] as const) expect(districtOf({ cds: "99200010000000", name: "" }, office, { name: "Quail", kind })).toEqual({ problem: "kind" });
  });
});

test("a checklist of a plan nobody read has every criterion and part, and says nothing was found", () => {
  const groups = checklistUnread(workflow, program, "2026-27", [{ id: "a", section: "Ours", words: "Signed", citation: "" }]);
  expect(groups.map(({ id }) => id)).toEqual(["own-0", ...criteriaOfKind(workflow, "district").map(({ id }) => id)]);
  expect(groups.flatMap(({ lines, quiet }) => [...quiet, ...lines.flatMap(({ evidence }) => evidence)])).toEqual([]);
  expect(groups.flatMap(({ lines }) => lines).filter(({ kind }) => kind === "part").length).toBeGreaterThan(4);
  expect(pageParagraphs([{ page: 3, words: "Unsigned. ", inLetter: true }, { page: 4, words: "Ours", inLetter: false }])).toEqual(["Page 3: Unsigned."]);
});

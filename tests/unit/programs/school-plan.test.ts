// A school's plan read through its forms: coverage and document of the worked district's schools.
import { describe, expect, test } from "vitest";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { writeDocx } from "#app/adapters/documents/docx.server.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { tenSchools } from "#db/examples/ten-schools.ts";
import type { Plan } from "#schemas/plan.ts";

const crosswalks = loadCrosswalks();
const plan = tenSchools();
const reading = (program: string, edition: string, orgId: string, of: Plan = plan) => readForm({ plan: of, crosswalks, program: findProgram(crosswalks, program, edition), orgId });
const state = (id: string, orgId: string, of: Plan = plan, [program, edition] = ["spsa", "2026-27"]) => coverage(reading(program as string, edition as string, orgId, of)).parts.flatMap((part) => part.fields).find((field) => field.field === id);
const printed = (program: string, edition: string, orgId: string, of: Plan = plan) => JSON.stringify(buildDocument(reading(program, edition, orgId, of), { copy: { kind: "internal-draft", preparedOn: "2026-05-01" } }).sections);
const without = (collection: "allocations" | "needs" | "meetings" | "lines", orgId: string): Plan => ({ ...plan, [collection]: plan[collection].filter((row) => row.orgId !== orgId && !("siteId" in row && row.siteId === orgId)) });

describe("which forms an organization fills", () => {
  const programs = (orgId: string, of: Plan = plan) => formsOfPlan(crosswalks, of, orgId).map(({ program, edition }) => `${program} ${edition.id}`);
  test("the LEA never fills a school's form", () => expect(programs(plan.leaId)).toEqual(["lcap 2024.v2024-11", "cim 2024.proposed", "csi 2019.prompts"]));
  test("without a letter and without CSI schools only the LCAP is left", () => expect(programs(plan.leaId, { ...plan, identifications: [] })).toEqual(["lcap 2024.v2024-11"]));
  test("a CSI school fills the school plan, whose elements are checked; a plain schoolwide school only the plan", () => {
    expect(programs("school-1")).toEqual(["csi 2023.elements", "spsa 2023.v2023-12"]);
    expect(programs("school-10")).toEqual(["spsa 2023.v2023-12"]);
  });
  test("a school without a Title I program and without a status needs none", () => {
    const organizations = plan.organizations.map((one) => (one.id === "school-10" ? { ...one, titleOneProgram: null } : one));
    expect(programs("school-10", { ...plan, organizations })).toEqual([]);
  });
});

describe("a school's own rows and the district's", () => {
  test("the school's needs answer its needs section, those of the district do not", () => {
    expect(state("spsa.needs.intro", "school-10")?.state).toBe("answered");
    expect(state("spsa.needs.intro", "school-10", without("needs", "school-10"))?.state).toBe("missing");
  });
  test("the district enters the board's date once for every school", () => {
    expect(state("spsa.title.board_approval_date", "school-7")?.state).toBe("answered");
    expect(state("spsa.title.board_approval_date", "school-7", without("meetings", plan.leaId))?.state).toBe("missing");
  });
  test("an allocation counts for its school alone", () => {
    expect(state("spsa.budget.csi_total", "school-1")?.state).toBe("answered");
    expect(state("spsa.budget.csi_total", "school-1", without("allocations", "school-1"))?.state).toBe("missing");
    const text = printed("spsa", "2026-27", "school-1");
    expect(text).toContain("$50,000.00");
    expect(text).toContain("$150,000.00");
    expect(text).not.toContain("$100,000.00");
  });
  test("the district's steps for a CSI school are asked and printed in that school's plan", () => {
    expect(state("spsa.needs.intro", "school-1")?.lacking).toEqual(["do.csi_steps"]);
    const answer = { id: "steps", lineageId: "steps", orgId: plan.leaId, version: 1, order: 0, key: "do.csi_steps", about: "school-1", value: plan.goals[0]!.description };
    const told = { ...plan, answers: [...plan.answers, answer] };
    expect(state("spsa.needs.intro", "school-1", told)?.state).toBe("answered");
    expect(state("spsa.needs.intro", "school-2", told)?.state).toBe("partly");
  });
  test("a goal used as the district wrote it prints the district's words; a changed one its own", () => {
    const district = plan.goals.find((goal) => goal.orgId === plan.leaId)!;
    const used = { ...plan, goals: plan.goals.map((goal) => (goal.orgId === "school-10" ? { ...goal, description: { ...goal.description, content: [] }, offeredFrom: { lineageId: district.lineageId, version: 1 } } : goal)) };
    // It waits for the council's vote.
    expect(state("spsa.goals[].title_description", "school-10", used)?.state).toBe("partly");
    expect(printed("spsa", "2026-27", "school-10", used)).toContain("Every student is in school every day.");
    expect(printed("spsa", "2026-27", "school-10")).toContain("Our students are here every day.");
  });
});

describe("the printed school plan", () => {
  const text = printed("spsa", "2026-27", "school-1");
  test("says its purposes from the statuses, its parent goal and its money", () => {
    expect(text).toContain("Schoolwide Program, Comprehensive Support and Improvement");
    expect(text).toContain("Goal 1: Every student is in school every day.");
    expect(text).toContain("This SPSA was adopted by the SSC at a public meeting on May 20, 2026.");
    expect(text).toContain("$45,000.00");
  });
  test("lists a group two levels below all students, and no indicator that is neither Red nor Orange", () => {
    expect(text).toContain("Chronic Absenteeism: Students with Disabilities");
    expect(text).not.toContain("Chronic Absenteeism: Yellow");
  });
  test("never prints an element", () => {
    expect(text).not.toContain('"field":"SWP-');
    expect(text).not.toContain("Effective, timely additional support");
    expect(buildDocument(reading("csi", "2023.elements", "school-1"), { copy: { kind: "internal-draft", preparedOn: "2026-05-01" } }).sections.flatMap((section) => section.blocks)).toEqual([]);
  });
  test("checks the elements all the same", () => {
    expect(state("SWP-9", "school-1")?.state).toBe("answered");
    const idle = { ...plan, actions: plan.actions.map((action) => ({ ...action, purposes: [] })) };
    expect(state("SWP-9", "school-1", idle)?.state).toBe("missing");
    expect(state("csi.el.evidence", "school-1", plan, ["csi", "2023.elements"])?.state).toBe("answered");
    expect(state("atsi.el.evidence", "school-1", plan, ["csi", "2023.elements"])).toBeUndefined();
  });
  test("is a workbook of its tables, as the special education plans are", async () => {
    for (const name of ["spsa", "cim", "cceis"]) for (const field of crosswalks.programs.filter(({ program }) => program === name).flatMap(({ edition }) => edition.parts.flatMap((part) => part.fields))) expect(field.kind === "table" && field.sheet === undefined, field.id).toBe(false);
    const sheets = buildDocument(reading("spsa", "2026-27", "school-1"), { copy: { kind: "internal-draft", preparedOn: "2026-05-01" } }).sections.flatMap((section) => section.blocks.flatMap((block) => (block.type === "table" ? (block.sheet ?? []) : [])));
    expect([...new Set(sheets)]).toEqual(["Title page", "Outcomes", "Strategies", "Expenditures", "Budget", "School Site Council", "Committees"]);
  });
  test("a form of duties without a page is refused as a document, and what to ask for is named", async () => {
    const render = renderPlanDocument(buildFileContext(), { plan, program: "csi", edition: "2023.elements", orgId: "school-1", format: "json", copy: { kind: "internal-draft", preparedOn: "2026-05-01" } });
    await expect(render).rejects.toThrow(/has no page of its own.*coverage or check/);
  });
  test("is a Word file", async () => {
    const bytes = await writeDocx(buildDocument(reading("spsa", "2026-27", "school-1"), { copy: { kind: "internal-draft", preparedOn: "2026-05-01" } }));
    expect(new TextDecoder("latin1").decode(bytes.slice(0, 2))).toBe("PK");
  });
});

describe("the special education plan", () => {
  const text = printed("cim", "2026-27", plan.leaId);
  test("marks proposed wording, a table's too", () => {
    const form = findProgram(crosswalks, "cim", "2026-27").edition;
    const marked = form.parts.flatMap((part) => part.fields).filter((field) => field.kind !== "element" && field.kind !== "fixed");
    expect(marked.filter((field) => field.wording !== "proposed").map((field) => field.id)).toEqual([]);
    expect(text).toContain("Wording proposed by Plan Once");
    const blocks = buildDocument(reading("cim", "2026-27", plan.leaId), { copy: { kind: "filed", filedOn: "2026-06-30", receipt: "x" } }).sections.flatMap((section) => section.blocks);
    const tables = blocks.filter((block) => block.type === "table").length;
    expect(tables).toBeGreaterThan(10);
    expect(blocks.filter((block) => block.type === "paragraph" && block.style === "proposed").length).toBeGreaterThanOrEqual(tables);
  });
  test("takes the high leverage activity from the one plan, and no other action as one", () => {
    const table = buildDocument(reading("cim", "2026-27", plan.leaId), { copy: { kind: "internal-draft", preparedOn: "2026-05-01" } }).sections.flatMap((section) => section.blocks).find((block) => block.type === "table" && block.id === "cim.plan.hla[]");
    expect(table?.type === "table" && table.rows.map((row) => row.cells[0]?.text)).toEqual(["Reading teachers"]);
  });
  test("a private finding reaches no print, not by a link either", () => {
    const secret = { ...plan, findings: plan.findings.map((finding) => ({ ...finding, private: true })), answers: plan.answers.map((answer) => (answer.key === "stand.causes" ? { ...answer, value: { text: "Late buses", findings: ["finding-1"] } } : answer)) };
    expect(printed("cim", "2026-27", plan.leaId, secret)).not.toContain("Bus riders.");
    const open = { ...secret, findings: plan.findings };
    expect(printed("cim", "2026-27", plan.leaId, open)).toContain("Bus riders.");
  });
});

test("the plan of 2019 is a form only for the years of its cohort and only where significant disproportionality was found", () => {
  const then = { ...plan, year: "2019-20", identifications: [{ ...plan.identifications[0]!, orgId: plan.leaId, program: "significant-disproportionality" }] };
  expect(formsOfPlan(crosswalks, then).map(({ program }) => program)).toEqual(["cceis"]);
  expect(formsOfPlan(crosswalks, { ...then, year: "2026-27" }).map(({ program }) => program)).toEqual(["lcap", "cim"]);
  const built = printed("cceis", "2019-20", plan.leaId, then);
  expect(built).toContain("Connection between Root Cause and Areas of Focus");
  expect(built).not.toContain("Wording proposed");
});

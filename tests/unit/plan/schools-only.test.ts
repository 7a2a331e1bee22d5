// A strategy that only schools share is written once at the district, stands on none of its forms, and is each school's own where it is used.
import { describe, expect, test } from "vitest";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { meterOf } from "#app/domain/meter/meter.ts";
import { offerStates, rowForSchool } from "#app/domain/plan/offers-to-schools.ts";
import { blankRow, rowFields, rowNumbers } from "#app/domain/plan/row-form.ts";
import { isSchoolsOnly, withoutSchoolsOnly } from "#app/domain/plan/schools-only.ts";
import { rowsRead } from "#app/domain/review/rows-read.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { schoolsOnly } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";

const crosswalks = loadCrosswalks();
const plan = buildExample("sacramento");
const lcap = findProgram(crosswalks, "lcap", "2025-26");
const shared = plan.actions.filter((action) => action.orgId === plan.leaId && isSchoolsOnly(action));
const copy = { kind: "internal-draft" as const, preparedOn: "2025-06-24" };
/** With money, a step and progress on it, as a hasty person might leave them. */
const busy: Plan = {
  ...plan,
  lines: [...plan.lines, { ...plan.lines[0]!, id: "line-of-shared", lineageId: "line-of-shared", actionId: shared[0]!.id }],
  steps: [...plan.steps, { id: "step-of-shared", lineageId: "step-of-shared", orgId: plan.leaId, version: 1, order: 0, actionId: shared[0]!.id, text: "Begin", responsible: "", startOn: null, dueOn: null, status: null, proofKind: "", proofFile: "" }],
  progress: [...plan.progress, { id: "progress-of-shared", lineageId: "progress-of-shared", orgId: plan.leaId, version: 1, about: { kind: "step", id: "step-of-shared" }, period: "2025-26", status: "done", note: "", barrier: "", next: "", proof: "", effect: null }],
};

describe("a strategy for schools only", () => {
  test("is on no form of the district, in no table and no finding, and is not sent with it", () => {
    expect(shared).toHaveLength(14);
    const [without, withRows] = [{ ...busy, ...withoutSchoolsOnly(busy) }, busy].map((one) => readForm({ plan: one, crosswalks, program: lcap }));
    expect(buildDocument(withRows!, { copy })).toEqual(buildDocument(without!, { copy }));
    expect(coverage(withRows!)).toEqual(coverage(without!));
    expect(findingsOf(withRows!)).toEqual(findingsOf(without!));
    const sent = rowsRead(crosswalks, lcap, busy);
    expect(sent.actions.filter(isSchoolsOnly)).toEqual([]);
    expect(JSON.stringify(sent)).not.toContain("of-shared");
    // The same row without the tick is an action like another.
    const unticked = { ...busy, actions: busy.actions.map((action) => (action.id === shared[0]!.id ? { ...action, purposes: [] } : action)) };
    expect(JSON.stringify(buildDocument(readForm({ plan: unticked, crosswalks, program: lcap }), { copy }))).toContain(shared[0]!.title);
  });
  test("takes no number from the others and stays in the plan", () => {
    expect(shared.map(({ id }) => rowNumbers(plan).get(id))).toEqual(shared.map(() => undefined));
    const untouched = buildExample("choices");
    expect(withoutSchoolsOnly(untouched)).toBe(untouched);
  });
  test("used by a school is an ordinary strategy of the school, as written, under no action of the district", () => {
    const states = offerStates(plan).filter(({ collection }) => collection === "actions");
    expect(states).toHaveLength(38);
    expect(states.every(({ standing, named, schoolRow }) => standing === "used" && named && schoolRow !== undefined && "purposes" in schoolRow && !schoolRow.purposes.includes(schoolsOnly))).toBe(true);
    const row = rowForSchool("actions", shared[0]!, { blank: blankRow("actions"), schoolId: "colley", id: "new", order: 1, above: "colley-goal-1" });
    expect(row).toMatchObject({ title: shared[0]!.title, parentLineageId: null, purposes: [], orgId: "colley", offeredFrom: { lineageId: shared[0]!.lineageId } });
    const changed = { ...plan, actions: plan.actions.map((action) => (action.id === "colley-strategy-1.1" ? { ...action, title: "Ours" } : action)) };
    expect(offerStates(changed, "colley").filter(({ standing }) => standing === "changed").map(({ schoolRow }) => schoolRow?.id)).toEqual(["colley-strategy-1.1"]);
  });
  test("is ticked by the district; a school is not asked", () => {
    const statement = crosswalks.outline.chapters.flatMap(({ statements }) => statements).find(({ key }) => key === "do.actions")!;
    const codes = (orgId: string) => rowFields(statement, { plan, catalogs: crosswalks.catalogs, statements: [], orgId }).find(({ name }) => name === "purposes")?.options.map(({ value }) => value);
    expect(codes(plan.leaId)).toContain(schoolsOnly);
    expect(codes("colley")).not.toContain(schoolsOnly);
    expect(codes("colley")).toContain("timely-help");
  });
  test("is typed once at the district in the count, and at no school", () => {
    const own = { ...plan, offersToSchools: plan.offersToSchools.filter(({ of }) => of.collection !== "actions"), actions: plan.actions.map((action) => ({ ...action, offeredFrom: null })) };
    // Description and students of 38 strategies at the schools, against those of 14 rows.
    expect(meterOf(crosswalks, own).cellsOnce - meterOf(crosswalks, plan).cellsOnce).toBe((38 - 14) * 2);
  });
});

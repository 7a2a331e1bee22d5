import { describe, expect, test } from "vitest";
import { buildDocument, missingAnswers } from "#app/domain/documents/build-document.ts";
import type { CopyRequest } from "#app/domain/documents/build-document.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Block, PlanDocument, Table } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { makeAction, makeAnswer, makeContributingAction, makeEnrollment, makeEvent, makeGoal, makeLine, makeMetric, makeNeed, makeOpening, makeOpeningMetric, makeOrganization, makePlan, makeSchool, makeValue, rich } from "../../factories.ts";

const crosswalks = loadCrosswalks();
const program = findProgram(crosswalks, "lcap", "2024.v2024-11");
const internal: CopyRequest = { kind: "internal-draft", preparedOn: "2026-11-22" };
const documentOf = (plan: Plan, copy: CopyRequest = internal) => buildDocument(readForm({ plan, crosswalks, program }), { copy });
const choices = documentOf(buildExample("choices"));

const blocks = (document: PlanDocument): Block[] => document.sections.flatMap((section) => section.blocks);
const words = (document: PlanDocument): string =>
  blocks(document)
    .flatMap((block) => (block.type === "paragraph" ? [block.runs.map((run) => run.text).join("")] : block.type === "heading" ? [block.text] : block.type === "table" ? block.rows.flatMap((row) => row.cells.map((cell) => cell.text)) : []))
    .join("\n");
const table = (document: PlanDocument, id: string): Table => {
  const found = blocks(document).find((block): block is Table => block.type === "table" && block.id.startsWith(id));
  if (!found) throw new Error(`no table ${id}`);
  return found;
};

describe("the LCAP of a published plan", () => {
  test("has its parts in the order the form requires", () => {
    const headings = blocks(choices).filter((block) => block.type === "heading").map((block) => block.text);
    const required = ["LCFF Budget Overview for Parents", "Plan Summary [2025-26]", "Engaging Educational Partners", "Goals and Actions", "Increased or Improved Services for Foster Youth, English Learners, and Low-Income Students [2025-26]", "2025-26 Contributing Actions Table", "2024-25 Annual Update Table", "2024-25 Contributing Actions Annual Update Table", "2024-25 LCFF Carryover Table", "Instructions"];
    const places = required.map((heading) => headings.findIndex((text) => text.toLowerCase() === heading.toLowerCase()));
    expect(places.every((place) => place >= 0), `missing: ${required.filter((_, at) => (places[at] ?? -1) < 0).join("; ")}`).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("prints the published figures of its tables", () => {
    const cell = (id: string) => blocks(choices).flatMap((block) => (block.type === "table" ? block.rows.flatMap((row) => row.cells) : [])).find((one) => one.name === id)?.text;
    expect(cell("t1.h.3_pct")).toBe("8.756%");
    expect(cell("t2.h.planned_total_pct")).toBe("23.742%");
    expect(cell("t4.h.difference_dollar")).toBe("$283,689.40");
    expect(cell("t5.10_total_pct")).toBe("8.779%");
    expect(cell("t5.11_actual_pct")).toBe("15.702%");
    expect(cell("t5.12_carryover_dollar")).toBe("$0.00");
    expect(cell("t2.sum.schoolwide")).toBe("$810,989.67");
  });

  test("merges the budget overview's amounts into the state's sentences", () => {
    expect(words(choices)).toContain("The total revenue projected for San Juan Choices Charter School is $3,861,632, of which $3,415,812 is Local Control Funding Formula (LCFF)");
  });

  test("says of each printed answer which row it comes from, by which map row, on whose authority", () => {
    const [row] = table(choices, "goal.actions").rows;
    const source = row?.cells[1]?.from?.sources[0];
    expect(source).toMatchObject({ address: "action.title", relation: "equal" });
    expect(source?.rowId).toMatch(/^action-1\.1/);
    expect(source?.mapRow).toMatch(/lcap\.2024\.v2024-11\.csv:\d+$/);
    expect(source?.authority).not.toBe("");
  });

  test("is the same for the same plan", () => {
    expect(documentOf(buildExample("choices"))).toEqual(choices);
  });

  test("the seven metric columns are there, with no third outcome", () => {
    expect(table(choices, "goal.metrics").columns.map((column) => column.header)).toEqual(["Metric #", "Metric", "Baseline", "Year 1 Outcome", "Year 2 Outcome", "Target for Year 3 Outcome", "Current Difference from Baseline"]);
  });
});

describe("what a copy says of itself", () => {
  const sample = buildExample("sample");
  test("an internal draft counts the answers that are missing", () => {
    const document = documentOf(sample);
    const missing = missingAnswers(readForm({ plan: sample, crosswalks, program }));
    expect(missing).toBeGreaterThan(0);
    expect(document.banner).toBe(`Internal draft, November 22, 2026. ${missing} answers are missing.`);
    expect(words(document)).toContain("Not answered yet.");
  });

  test("a hearing draft says only its date and that it is for public hearing", () => {
    const document = documentOf(sample, { kind: "hearing-draft", preparedOn: "2026-06-01" });
    expect(document.banner).toBe("June 1, 2026. For public hearing");
    expect(words(document)).not.toMatch(/not answered yet|not complete yet/i);
  });

  test("a filed copy says its date and receipt", () => {
    expect(documentOf(sample, { kind: "filed", filedOn: "2026-06-26", receipt: "R-1" }).banner).toBe("Filed June 26, 2026. Receipt R-1");
  });
});

test("the official instructions stand in their place when the operator attached them; without them the document says where to get them", () => {
  const part = program.edition.parts.find((one) => one.attachment);
  if (!part?.attachment) throw new Error("the edition has a place for the instructions");
  const reading = readForm({ plan: buildExample("choices"), crosswalks, program });
  const attached = buildDocument(reading, { copy: internal, attachments: { [part.attachment.id]: richTextFromPlain("The official words.") } });
  expect(words(attached)).toContain("The official words.");
  expect(words(choices)).toContain(part.attachment.where);
});

test("a county office's budget overview has the county offices' labels and sentences, a district's its own", () => {
  const office = documentOf(makePlan({ organizations: [makeOrganization({ kind: "coe", name: "Test County Office of Education" })] }));
  const [coe, district] = [words(office), words(documentOf(makePlan()))];
  for (const said of ["COE LCFF Budget Overview for Parents", "County Office of Education (COE) Name:", "County Offices of Education (COEs) receive funding", "is attributed to the Student Support and Enrichment Block Grant"]) {
    expect(coe).toContain(said);
    expect(district).not.toContain(said);
  }
  for (const said of ["Local Educational Agency (LEA) Name:", "School districts receive funding"]) {
    expect(district).toContain(said);
    expect(coe).not.toContain(said);
  }
  expect(blocks(office).some((block) => block.type === "paragraph" && block.style === "proposed" && block.from?.field.startsWith("bop.coe"))).toBe(false);
});

test("an empty plan makes a document that marks what is missing and invents nothing", () => {
  const document = documentOf(makePlan());
  expect(document.sections.length).toBeGreaterThan(0);
  expect(words(document)).not.toMatch(/NaN|undefined|null|Infinity/);
});

describe("what an answer looks like in print", () => {
  const goal = makeGoal({ id: "g" });
  const cellOf = (plan: Plan, column: string) => {
    const found = table(documentOf(plan), column.split(".").slice(0, -1).join("."));
    const at = found.columns.findIndex((one) => one.id === column);
    return found.rows.map((row) => row.cells[at]);
  };
  const linesOf = (plan: Plan, column: string) => cellOf(plan, column).map((cell) => cell?.text.split("\n"));
  const nextTo = (document: PlanDocument, text: string): Block | undefined => {
    const all = blocks(document);
    return all[all.findIndex((block) => block.type === "paragraph" && block.runs[0]?.text === text) + 1];
  };
  const itemsOf = (block: Block | undefined) => (block?.type === "list" ? block.items.map(([item]) => (item?.type === "paragraph" ? item.runs[0]?.text : "")) : block);

  test("codes stand in the order of their catalog, the LEA's own words after them", () => {
    const document = documentOf(makePlan({ goals: [{ ...goal, priorities: ["9", "Our own", "10", "2"] }], metrics: [makeMetric({ goalId: "g", codes: ["5E"] })] }));
    const priorities = words(document).split("\n").filter((line) => /^Priority \d|^Our own$/.test(line));
    expect(priorities.map((line) => /\d+/.exec(line)?.[0] ?? line)).toEqual(["2", "5", "9", "10", "Our own"]);
    expect(cellOf(makePlan({ goals: [goal], actions: [makeAction({ goalId: "g", groups: ["SWD", "Night owls", "FY", "EL"] })] }), "t1.row.student_groups")[0]?.text).toBe("English Learners, Foster Youth, Students with Disabilities, Night owls");
  });

  test("metrics linked to an action stand by number", () => {
    const metrics = Array.from({ length: 11 }, (_, at) => makeMetric({ id: `m${at + 1}`, goalId: "g", order: at, name: "M" }));
    expect(cellOf(makePlan({ goals: [goal], metrics, actions: [makeContributingAction({ goalId: "g", metricIds: ["m11", "m2", "m9"] })] }), "iis.leawide.metric")[0]?.text).toBe("1.2 M; 1.9 M; 1.11 M");
  });

  test("an action that has money prints zero where it has none, one without money prints nothing", () => {
    const plan = makePlan({ goals: [goal], actions: [makeAction({ id: "a", goalId: "g" }), makeAction({ id: "b", goalId: "g", order: 1 })], lines: [makeLine({ actionId: "a", source: "lcff", object: "4000-7999", cents: 500 })] });
    for (const column of ["t1.row.personnel", "t1.row.local"]) expect(cellOf(plan, column).map((cell) => [cell?.text, cell?.cents]), column).toEqual([["$0.00", 0], ["", undefined]]);
    expect(cellOf(plan, "t1.row.lcff")[0]?.cents).toBe(500);
  });

  test("an answer somebody wrote is printed even where nothing was due, and Not Applicable only where nothing was written", () => {
    const held = words(documentOf(makePlan({ answers: [makeAnswer({ key: "cost.addon_plan", value: rich("We keep two aides.") })] })));
    expect(held).toContain("We keep two aides.");
    const ratios = (plan: Plan) => table(documentOf(plan), "iis.staff_ratio").rows.map((row) => row.cells.slice(1).map((cell) => cell.text));
    const lea = makeOrganization({ enrollment: makeEnrollment({ total: 277, unduplicatedPercent: "48" }) });
    expect(ratios(makePlan({ organizations: [lea] }))).toEqual([["N/A", "N/A"], ["N/A", "N/A"]]);
    expect(ratios(makePlan({ organizations: [lea], answers: [makeAnswer({ key: "cost.staff", value: { school: lea.id, classified_fte: "4.47", certificated_fte: "16.3" } })] }))).toEqual([["1:62", "N/A"], ["1:17", "N/A"]]);
  });

  test("what the form adds to a narrative is led in by a sentence, and by none where nothing is added", () => {
    const lead = "Schools receiving LCFF Equity Multiplier funds:";
    const school = makeSchool({ id: "s", name: "Oak School", equityMultiplier: true });
    const equity = makeGoal({ id: "g", kind: "equity-multiplier-focus", schoolIds: ["s"] });
    const document = documentOf(makePlan({ organizations: [makeOrganization(), school], goals: [equity] }));
    expect(itemsOf(nextTo(document, lead))).toEqual(["Oak School"]);
    expect(itemsOf(nextTo(document, "Schools this goal is for:"))).toEqual(["Oak School"]);
    expect(words(documentOf(makePlan()))).not.toContain(lead);
  });

  test("a year that the readings of a cell share stands once; all students are named beside a group", () => {
    const reading = (group: string, amount: string, year = "2023 Dashboard") => ({ group, siteId: null, amount, text: "", year });
    const baseline = (...readings: ReturnType<typeof reading>[]) => {
      const metric = makeMetric({ id: "m", lineageId: "line", goalId: "g" });
      return linesOf(makePlan({ goals: [goal], metrics: [metric], opening: makeOpening({ metrics: [makeOpeningMetric({ lineageId: "line", baseline: readings })] }) }), "goal.metrics.baseline")[0];
    };
    expect(baseline(reading("ALL", "46.1"))).toEqual(["46.1% (2023 Dashboard)"]);
    expect(baseline(reading("ALL", "46.1"), reading("EL", "-3.0"))).toEqual(["2023 Dashboard:", "All: 46.1%", "English Learners: \u22123.0%"]);
    expect(baseline(reading("ALL", "46.1"), reading("EL", "3", "2024"))).toEqual(["All: 46.1% (2023 Dashboard)", "English Learners: 3% (2024)"]);
    // A school with several groups stands once above them; the same figure at two schools is printed twice.
    const at = (siteId: string, group: string) => ({ ...reading(group, "5"), siteId });
    const metric = makeMetric({ id: "m", lineageId: "line", goalId: "g" });
    const organizations = [makeOrganization(), makeSchool({ id: "oak", name: "Oak" }), makeSchool({ id: "elm", name: "Elm" })];
    const opening = makeOpening({ metrics: [makeOpeningMetric({ lineageId: "line", baseline: [at("oak", "ALL"), at("oak", "EL"), at("elm", "EL"), reading("ALL", "4"), at("elm", "ALL")] })] });
    expect(linesOf(makePlan({ organizations, goals: [goal], metrics: [metric], opening }), "goal.metrics.baseline")[0]).toEqual(["2023 Dashboard:", "All: 4%", "Oak:", "All: 5%", "English Learners: 5%", "Elm:", "English Learners: 5%", "All: 5%"]);
  });

  test("a changed word is a difference; nobody is told to answer a cell that is worked out", () => {
    const metric = makeMetric({ id: "m", lineageId: "line", goalId: "g", unit: "text" });
    const met = { group: "ALL", siteId: null, amount: null, text: "Met", year: "2023" };
    const plan = makePlan({ goals: [goal], metrics: [metric], values: [makeValue({ metricId: "m", amount: null, text: "Not met", year: "2024" })], opening: makeOpening({ metrics: [makeOpeningMetric({ lineageId: "line", baseline: [met] })] }) });
    expect(cellOf(plan, "goal.metrics.difference")[0]).toMatchObject({ text: '"Met" to "Not met"' });
    expect(cellOf(plan, "goal.metrics.difference")[0]?.missing).toBeUndefined();
  });

  test("a meeting prints how and when in words, not its topics", () => {
    const event = makeEvent({ partnerLabel: "Parents", method: rich("A forum."), heldOn: "2026-02-10", topics: ["plan", "budget"] });
    expect(linesOf(makePlan({ events: [event] }), "lcap.2024.engaging.table.process")).toEqual([["A forum.", "February 10, 2026"]]);
  });

  test("the need of a contributing action stands between its title and its scope, as the state's exports label them", () => {
    const action = makeContributingAction({ goalId: "g", title: "Tutors", needIds: ["n"] });
    const need = makeNeed({ id: "n", text: rich("Reading."), unique: rich("Less at home.") });
    expect(linesOf(makePlan({ goals: [goal], actions: [action], needs: [need] }), "iis.leawide.need")).toEqual([["Action:", "Tutors", "Need:", "Reading.", "Less at home.", "Scope:", "LEA-wide"]]);
    expect(cellOf(makePlan({ goals: [goal], actions: [action] }), "iis.leawide.need")[0]).toMatchObject({ missing: true });
  });
});

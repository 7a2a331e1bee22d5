// The three school plans of the Sacramento family beside their published texts: sections, order and figures; every difference is listed here and in docs/real-families.md.
import { describe, expect, test } from "vitest";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { plainOfBlock } from "#app/domain/documents/rich-blocks.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { copiedRuns, figuresIn, isHeld, publishedText, stringsIn } from "./published-text.ts";

const crosswalks = loadCrosswalks();
const plan = buildExample("sacramento");
const program = findProgram(crosswalks, "spsa", "2025-26");
const schools = ["el-centro", "colley", "north-area"] as const;
const source = (school: string) => `spsa-sacramento-coe-${school}-2025-26`;
const blocksOf = (school: string) => buildDocument(readForm({ plan, crosswalks, program, orgId: school }), { copy: { kind: "internal-draft", preparedOn: "2025-06-24" } }).sections.flatMap((section) => section.blocks);

/** What the print's table of contents has and ours does not: pages of the state's results and the state's appendices. El Centro's print leaves the instructions out; the others have a fifth goal without a word. */
const onlyPrinted = ["SPSA Title Page", "Table of Contents", "Student Enrollment", "CAASPP Results", "ELPAC Results", "Student Population", "Overall Performance", "Academic Performance", "Academic Engagement", "Conditions & Climate", "Funds Budgeted to the School by Funding Source", "Expenditures by Funding Source", "Expenditures by Budget Reference", "Expenditures by Budget Reference and Funding Source", "Expenditures by Goal", "Appendix A: Plan Requirements", "Appendix B: Plan Requirements for School to CSI/ATSI Planning Requirements", "Appendix C: Select State and Federal Programs"];
const onlyPrintedAt: Readonly<Record<string, readonly string[]>> = { colley: ["Goal 5"], "north-area": ["Goal 5"] };
/** What ours has and the table of contents does not. */
const onlyOurs = ["School Plan for Student Achievement (SPSA)", "Involvement Process for the SPSA and Annual Review and Update"];
const onlyOursAt: Readonly<Record<string, readonly string[]>> = { "el-centro": ["Instructions"] };

const contentsOf = (text: string) =>
  text.slice(text.indexOf("Table of Contents"), text.indexOf("Appendix C")).concat("Appendix C: Select State and Federal Programs ..").split("\n").flatMap((line) => /^\s*(\S.*?)\s*\.{2,}/.exec(line)?.[1] ?? []);

/** Ours, and the printed amounts it is made of: a set-aside has no code of its own, and a line without a budget reference stands with what is not staff. */
const joined: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "el-centro": { "300,720.00": ["32,500.00", "268,220.00"] },
  colley: { "231,104.00": ["32,500.00", "198,604.00"] },
  "north-area": { "345,250.00": ["32,500.00", "312,750.00"], "134,884.00": ["4,831.00", "130,053.00"], "44,754.00": ["4,831.00", "39,923.00"], "59,537.00": ["32,500.00", "27,037.00"] },
};
/** Printed totals that the print's own parts do not add up to: given through the Consolidated Application, and North Area's set-aside among state and local programs. */
const summary: Readonly<Record<string, { conapp: [printed: string, ours: string]; federal: [printed: string, ours: string]; local: [printed: string, ours: string]; total: string }>> = {
  "el-centro": { conapp: ["$699,684", "$713,042.00"], federal: ["$713,042.00", "$713,042.00"], local: ["$1,315,942.00", "$1,315,942.00"], total: "$2,028,984.00" },
  colley: { conapp: ["$402,703.00", "$604,676.00"], federal: ["$604,676.00", "$604,676.00"], local: ["$649,025.00", "$649,025.00"], total: "$1,253,701.00" },
  "north-area": { conapp: ["$528,306", "$480,134.00"], federal: ["$475,303.00", "$480,134.00"], local: ["$1,073,341.00", "$1,068,510.00"], total: "$1,548,644.00" },
};

const amountsIn = (text: string) => (text.match(/(?<![\d,])\d{1,3}(?:,\d{3})*\.\d{2}/g) ?? []).toSorted();

describe.each(schools)("%s beside its print (skipped where the published plans are not held)", (school) => {
  const held = isHeld(source(school));
  const text = publishedText(source(school));
  const blocks = held ? blocksOf(school) : [];
  const fieldText = (field: string) => blocks.filter((block) => "from" in block && block.from?.field === field).map(plainOfBlock).join("\n");

  test.skipIf(!held)("has the printed sections in their order, and no others but the listed", () => {
    const headings = blocks.flatMap((block) => (block.type === "heading" && block.level <= 3 ? [block.text] : []));
    const printed = contentsOf(text);
    expect(printed.length).toBeGreaterThan(25);
    const shared = headings.filter((heading) => printed.includes(heading));
    const missing = [...new Set(printed.filter((heading) => !headings.includes(heading)))];
    expect(missing).toEqual([...onlyPrinted, ...(onlyPrintedAt[school] ?? [])].toSorted((a, b) => printed.indexOf(a) - printed.indexOf(b)));
    expect(headings.filter((heading) => !printed.includes(heading) && !heading.startsWith("2025-26 "))).toEqual([...onlyOurs, ...(onlyOursAt[school] ?? [])]);
    const order = [...new Set(printed)].filter((heading) => shared.includes(heading));
    expect([...new Set(shared)]).toEqual(order);
    // Within a goal, too, each heading of ours is printed, in this order; a goal without a word prints none.
    const inGoals = [...new Set(blocks.flatMap((block) => (block.type === "heading" && block.level === 4 && /-goal-\d$/.test(block.id) ? [block.text] : [])))];
    expect(inGoals).toEqual(["Title and Description of School Goal", "Identified Need", "Annual Review"]);
    for (const number of [1, 2, 4]) {
      const goal = text.slice(text.search(new RegExp(`^ *Goal ${number} *$`, "m")));
      const places = inGoals.map((heading) => goal.search(new RegExp(`^ *${heading} *$`, "m")));
      expect(places.every((place) => place > 0) && places.join() === places.toSorted((a, b) => a - b).join(), `goal ${number}: ${places.join(", ")}`).toBe(true);
    }
  });
  test.skipIf(!held)("the expenditures of the plan are the printed ones by source, reference, both and goal", () => {
    const region = (from: string, to: string) => amountsIn(text.slice(text.lastIndexOf(from), text.indexOf(to, text.lastIndexOf(from))));
    const ours = (field: string) => amountsIn(fieldText(field)).flatMap((amount) => joined[school]?.[amount] ?? [amount]).toSorted();
    expect(ours("spsa.tracking.by_source")).toEqual(region("Expenditures by Funding Source", "Expenditures by Budget Reference"));
    expect(ours("spsa.tracking.by_goal")).toEqual(region("Expenditures by Goal", "School Plan for Student Achievement"));
    const references = text.lastIndexOf("Expenditures by Budget Reference and Funding Source");
    const byReference = amountsIn(text.slice(text.lastIndexOf("Expenditures by Budget Reference", references - 1), references));
    // The print's table by reference leaves out what has none; its table of both has it.
    expect(ours("spsa.tracking.by_ref").filter((amount) => byReference.includes(amount))).toEqual(byReference);
    expect(ours("spsa.tracking.by_ref").filter((amount) => !byReference.includes(amount))).toEqual(school === "north-area" ? ["27,037.00"] : []);
    expect(ours("spsa.tracking.by_ref_source")).toEqual(amountsIn(text.slice(references, text.lastIndexOf("Expenditures by Goal"))));
  });
  test.skipIf(!held)("the budget summary prints what was given and what is planned, to the cent; where the print's parts do not add up, both are listed", () => {
    const { conapp, federal, local, total } = summary[school]!;
    for (const printed of [conapp[0], federal[0], local[0], total]) expect(text).toContain(printed);
    for (const ours of [conapp[1], total, "$519,101.00"]) expect(fieldText("spsa.budget")).toContain(ours);
    expect([fieldText("spsa.budget.federal_subtotal"), fieldText("spsa.budget.state_local_subtotal"), fieldText("spsa.budget.grand_total")].map((line) => line.split(": ").at(-1))).toEqual([federal[1], local[1], total]);
    expect(fieldText("spsa.tracking.by_source_budget")).toContain("Balance $0.00");
  });
  test.skipIf(!held)("code, days and the make-up of the council are printed there", () => {
    const { cds } = plan.organizations.find(({ id }) => id === school)!;
    expect(text).toContain(`34-10348-${cds.slice(7)}`);
    for (const { heldOn } of plan.meetings.filter(({ orgId, kind }) => orgId === school || kind === "school-plan-approval")) expect(text.replaceAll(/\s+/g, " ")).toContain(new Date(`${heldOn}T12:00:00Z`).toLocaleDateString("en-US", { month: "long", day: "numeric", year: "numeric", timeZone: "UTC" }));
    const counts = blocks.flatMap((block) => (block.type === "table" && block.title === "Make-up of the School Site Council" ? block.rows.map((row) => `${row.cells[1]?.text} ${row.cells[0]?.text}`) : []));
    expect(counts).toHaveLength(5);
    for (const count of counts) expect(text).toMatch(new RegExp(`^\\s*${count}`, "m"));
  });
  test.skipIf(!held)("every value and target of a measure is printed under its goal", () => {
    const starts = [1, 2, 3, 4, 5].map((number) => text.search(new RegExp(`^ *Goal ${number} *$`, "m"))).filter((at) => at > 0);
    starts.push(text.lastIndexOf("Total Funds Provided to the School"));
    for (const metric of plan.metrics.filter(({ orgId }) => orgId === school)) {
      const goal = Number(metric.goalId.at(-1));
      const printed = figuresIn(text.slice(starts[goal - 1], starts[goal]));
      const typed = [...plan.values, ...plan.targets].filter(({ metricId }) => metricId === metric.id).flatMap(({ amount, text: words }) => figuresIn(`${amount ?? ""} ${words}`));
      for (const figure of typed) expect(printed.map(Number), `${metric.id} ${figure}`).toContain(Number(figure));
    }
  });
  test.skipIf(!held)("no sentence of twelve or more words is copied", () => {
    const own = Object.values(plan).flatMap((rows) => (Array.isArray(rows) ? rows.filter((row) => typeof row === "object" && row !== null && "orgId" in row && row.orgId === school) : []));
    expect(own.length).toBeGreaterThan(200);
    expect(copiedRuns(stringsIn(own), text)).toEqual([]);
  });
});

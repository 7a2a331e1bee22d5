// San Juan Unified's plan for early intervening services of cohort 2019, typed over: amounts to the cent, places of the form as the sheet counts them, sections as printed.
import { describe, expect, test } from "vitest";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { meterOf } from "#app/domain/meter/meter.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { findingsBetweenPlans } from "#app/domain/rules/between-plans.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Table } from "#schemas/document.ts";
import { copiedRuns, figuresIn, isHeld, publishedText, stringsIn } from "./published-text.ts";

const crosswalks = loadCrosswalks();
const plan = buildExample("san-juan-cceis");
const reading = readForm({ plan, crosswalks, program: findProgram(crosswalks, "cceis", "2019") });
const document = buildDocument(reading, { copy: { kind: "internal-draft", preparedOn: "2020-09-14" } });
const blocks = document.sections.flatMap((section) => section.blocks);
const table = (id: string) => {
  const found = blocks.find((block): block is Table => block.type === "table" && block.id === id);
  if (!found) throw new Error(`No table ${id}.`);
  return found;
};
const cells = (id: string) => table(id).rows.map((row) => row.cells.map((cell) => cell.text));

describe("san-juan-cceis: San Juan Unified, cohort 2019 (cim.md 6b)", () => {
  test("the initiative inventory prints each amount, $1,375,158.03 in all, and is no part of the reserve", () => {
    expect(Object.fromEntries(cells("cim.cceis.inventory[]").map((row) => [row[0]?.split(",")[0], row.at(-1)]))).toEqual({
      "Restorative practices": "$38,535.03", PBIS: "$102,436.00", "Social-Emotional Learning": "$20,917.00", MTSS: "$1,017,770.00", "Equal Opportunity Schools": "$195,500.00",
    });
    expect(formatMoney(plan.lines.reduce((sum, line) => sum + line.cents, 0))).toBe("$1,375,158.03");
    expect(plan.lines.some((line) => line.source === "cceis")).toBe(false);
  });
  test("15 percent of both grants is not the amount the district set aside; both are kept, nothing is corrected", () => {
    const index = indexPlan(plan, crosswalks.catalogs);
    const reserve = calculations["ceis_reserve"]?.({ index, catalogs: crosswalks.catalogs, tables: computeActionTables(index) }, {});
    expect(reserve).toEqual({ kind: "money", cents: 147_798_525 });
    expect(plan.allocations.map(({ program, cents }) => [program, cents])).toEqual([["cceis", 145_794_700]]);
  });
  test("the form asks 47 answers, by class as the sheet counts them (overlap.md 7.4)", () => {
    const [form] = meterOf(crosswalks, plan).forms;
    expect(form).toMatchObject({ program: "cceis", required: 47, byClass: { S: 7, R: 6, P: 10, O: 21, H: 2, C: 1, "C*": 0 }, separately: 47 });
  });
  test("46 places are answered; the one that is missing is the one the district left empty", () => {
    const { counts, parts } = coverage(reading);
    expect(counts).toEqual({ answered: 46, partly: 0, missing: 1, notApplicable: 0 });
    expect(parts.flatMap(({ fields }) => fields).filter(({ state }) => state === "missing").map(({ field }) => field)).toEqual(["cim.cceis.budget_alignment"]);
  });
  test("each outcome prints as a box with its own causes, and only the element of this letter", () => {
    const first = Object.fromEntries(cells("cim.cceis.outcome[]-1"));
    const second = Object.fromEntries(cells("cim.cceis.outcome[]-2"));
    expect(Object.keys(first)).toEqual(["Measurable Outcome #1:", "Indicator/Element(s):", "Root Cause(s):", "Target Population:", "Activity:", "Staff Responsible:", "Timeline:", "Data Sources/Methods for Evaluating Progress:"]);
    const causes = cells("cim.cceis.focus[]").map(([cause]) => cause);
    expect([first, second].map((box) => causes.map((cause) => box["Root Cause(s):"]?.includes(cause ?? "")))).toEqual([[true, false, true], [false, true, true]]);
    for (const box of [first, second]) {
      expect(box["Indicator/Element(s):"]).toBe("Discipline/Suspensions");
      expect(box["Target Population:"]).toContain("128");
    }
    expect([plan.steps.filter(({ actionId }) => actionId.startsWith("restorative")).length, plan.steps.filter(({ actionId }) => actionId.startsWith("mtss")).length]).toEqual([4, 5]);
  });
  test("why the data show a cause is printed beside the data, and a finding marked private is not", () => {
    const description = (of: typeof plan) => {
      const built = buildDocument(readForm({ plan: of, crosswalks, program: findProgram(crosswalks, "cceis", "2019") }), { copy: { kind: "internal-draft", preparedOn: "2020-09-14" } });
      return JSON.stringify(built);
    };
    expect(cells("cim.cceis.root_cause[]")[0]?.[1]).toContain("A group of 7% has a rate of 18%.");
    expect(description(plan)).toContain("Section 504 plans 74.22%");
    const hidden = description({ ...plan, findings: plan.findings.map((finding) => (finding.id === "finding-mindset" ? { ...finding, private: true } : finding)) });
    expect(hidden).not.toContain("relationships are weak");
    expect(hidden).toContain("A group of 7% has a rate of 18%.");
  });
  test("earlier letters are listed where the form asks for them, and nobody has to answer them again", () => {
    const earlier = JSON.stringify(blocks.filter((block) => JSON.stringify(block).includes("prev_years")));
    expect(earlier).toContain("Indicator 10, Emotional Disturbance");
    expect(earlier).not.toContain("Discipline/Suspensions");
    expect(findingsBetweenPlans(plan, crosswalks.catalogs)).toEqual([]);
    expect(findingsOf(reading)).toEqual([]);
    const moved = { ...plan, needs: plan.needs.map((need) => ({ ...need, area: null })) };
    expect(findingsBetweenPlans(moved, crosswalks.catalogs).map(({ rule }) => rule)).toEqual(["CM-1"]);
  });
  test("nobody is named and no address is real", () => {
    const addresses = new Set(JSON.stringify(plan).match(/[\w.-]+@[\w.-]+/g));
    expect([...addresses].every((address) => address.endsWith("@san-juan.example"))).toBe(true);
  });
});

const source = "cceis-san-juan-unified-2019";
describe.skipIf(!isHeld(source))("san-juan-cceis beside the published text (skipped where the published plans are not held)", () => {
  const text = publishedText(source);
  test("the printed sections are there, in their order", () => {
    const numbered = /^\s*(Phase \d|\d\.\d[a-z]?)(?=\s|$)/;
    const printed = text.split("\n").flatMap((line) => (/^ {0,2}(Phase \d\s*$|\d\.\d[a-z]? [A-Z])/.test(line) ? (numbered.exec(line)?.[1] ?? []) : []));
    const ours = blocks.flatMap((block) => (block.type === "heading" ? block.text : block.type === "table" ? block.title : "")).flatMap((heading) => numbered.exec(heading)?.[1] ?? []);
    expect(printed).toContain("3.1b");
    expect(ours).toEqual(printed);
  });
  test("every figure typed is printed there", () => {
    const printed = new Set(figuresIn(text.replaceAll("21,00%", "21.00%")));
    const { findings, events, steps, goals, metrics, targets, actions, needs, answers } = plan;
    const typed = [
      ...findings.map(({ text: words, value }) => ({ words, value })), ...events.map(({ method, dateText, heard }) => ({ method, dateText, heard })), ...steps.map(({ text: words, proofKind }) => ({ words, proofKind })),
      ...goals.map(({ description }) => description), ...metrics.map(({ name, source: from }) => ({ name, from })), ...targets.map(({ text: words, dueYear }) => ({ words, dueYear })), ...actions.map(({ title, description }) => ({ title, description })), ...needs.map(({ text: words }) => words),
      ...answers.filter(({ key }) => !["who.people", "do.initiatives", "stand.letters"].includes(key)).map(({ value }) => (typeof value === "object" && value !== null && "text" in value ? { ...value, needs: [], findings: [], schools: [], outcome: "" } : value)),
    ].flatMap((one) => stringsIn(one).flatMap(figuresIn));
    expect(typed.length).toBeGreaterThan(120);
    // "Two focus groups of 90 minutes" and the like stand as printed; "two" in words is not looked for.
    expect(typed.filter((figure) => !printed.has(figure) && !printed.has(figure.replace(/0$/, "")))).toEqual([]);
    for (const line of plan.lines.filter(({ cents }) => cents > 0)) expect(text, line.id).toContain(formatMoney(line.cents));
  });
  test("no sentence of twelve or more words is copied", () => {
    expect(copiedRuns(stringsIn(plan), text)).toEqual([]);
    expect(copiedRuns([text.slice(20_000, 21_000)], text).length).toBeGreaterThan(0);
  });
});

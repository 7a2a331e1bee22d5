// The words by which the parts of a printed SPSA are known (spsa.md 3, the template of December 2023 and its reproduction in published plans).
import type { TextTable } from "#schemas/readable-document.ts";
import { labelOf } from "./printed-values.ts";

export type SpsaTableKind = "title" | "metrics" | "strategies" | "expenditures" | "members" | "by-reference-and-source" | "by-source" | "by-goal" | "budget";

/** A row is the head of this table when its cells begin with all of these, in order. More telling kinds come first. */
export const spsaTables: readonly { kind: SpsaTableKind; columns: Record<string, string> }[] = (
  [
    { kind: "title", columns: { name: "School Name", cds: "County-District-School", council: "Schoolsite Council", board: "Local Board Approval" } },
    { kind: "metrics", columns: { name: "Metric/Indicator", baseline: "Baseline/Actual Outcome", expected: "Expected Outcome" } },
    { kind: "expenditures", columns: { number: "Strategy/ Activity #", amount: "Amount", source: "Funding Source", reference: "Budget Reference" } },
    { kind: "strategies", columns: { number: "Strategy/", description: "Description", students: "Students to be Served" } },
    { kind: "members", columns: { name: "Name of Members", role: "Role" } },
    { kind: "by-reference-and-source", columns: { reference: "Budget Reference", source: "Funding Source", amount: "Amount" } },
    { kind: "by-source", columns: { source: "Funding Source", amount: "Amount" } },
    { kind: "by-goal", columns: { goal: "Goal Number", amount: "Total Expenditures" } },
    { kind: "budget", columns: { says: "DESCRIPTION", amount: "AMOUNT" } },
  ] satisfies { kind: SpsaTableKind; columns: Record<string, string> }[]
).map(({ kind, columns }) => ({ kind, columns: Object.fromEntries(Object.entries(columns).map(([name, words]) => [name, labelOf(words)])) }));

const afterTable = /^(Annual Review|Strategies\/Activities|Goal \d+$|SPSA Year Reviewed|Subtotal of|Total of federal|List the|At elementary schools|Expenditures by|Funds Budgeted|Budgeted Funds|School Site Council Membership|Other Federal|Recommendations and Assurances|Goals, Strategies)/;

/** The same tables in text that was taken out of a PDF: heads as they stand on one line. */
export const spsaTextTables: readonly TextTable[] = [
  { heads: ["Metric/Indicator", "Baseline/Actual Outcome", "Expected Outcome"], key: null, ends: afterTable },
  { heads: ["Strategy/", "Description", "Students to be Served", "Proposed Expenditures"], more: /^\s*Activity #\s*$/, key: 0, ends: afterTable },
  { heads: ["Budget Reference", "Funding Source", "Amount"], key: 2, ends: afterTable },
  { heads: ["Funding Source", "Amount", "Balance"], key: 1, ends: afterTable },
  { heads: ["Funding Source", "Amount"], key: 1, ends: afterTable },
  { heads: ["Budget Reference", "Amount"], key: 1, ends: afterTable },
  { heads: ["Goal Number", "Total Expenditures"], key: 1, ends: afterTable },
  { heads: ["DESCRIPTION", "AMOUNT"], key: 1, ends: afterTable },
  { heads: ["Federal Programs", "Allocation ($)"], key: 1, ends: afterTable },
  { heads: ["State or Local Programs", "Allocation ($)"], key: 1, ends: afterTable },
  { heads: ["Name of Members", "Role"], key: 1, ends: afterTable },
];

/** Where the words after a prompt belong; "same": a sentence of the form in the midst of an answer. */
type SpsaPrompt = { starts: string; ends?: string; whole?: boolean; slot: string | null | "same" };

/** Prompts from their first to their last words, and headings (whole lines); in text the answer follows on the next line. */
export const spsaPrompts: readonly SpsaPrompt[] = (
  [
    { starts: "Briefly describe your school's plan", ends: "state, and local programs.", slot: "who.school" },
    { starts: "Briefly describe the school's plan for effectively", ends: "state, and local programs.", slot: "who.school" },
    { starts: "This plan is being used by", ends: "state, and local programs:", slot: "same" },
    { starts: "Involvement Process for the SPSA and Annual Review and Update", whole: true, slot: "same" },
    { starts: "How, when, and with whom did", ends: "Annual Review and Update?", slot: "partners" },
    { starts: "Briefly identify and describe any resource inequities", ends: "as applicable.", slot: "inequities" },
    { starts: "This section is required for all schools eligible for", ends: "ATSI and CSI.", slot: "same" },
    { starts: "Identify and describe any areas that need significant improvement", ends: "to address those areas.", slot: "needs" },
    { starts: "Referring to the California School Dashboard (Dashboard), any state indicator for which overall", ends: "performance category.", slot: "left.dashboard" },
    { starts: "Referring to the California School Dashboard (Dashboard), any state indicator for which performance", ends: '"all student" performance.', slot: "left.dashboard" },
    { starts: "In addition to Dashboard data, other needs", ends: "measure pupil outcomes.", slot: "needs.other" },
    { starts: "Broad statement that describes the desired result", ends: "activities are directed.", slot: "goal.description" },
    { starts: "LCAP goal to which this school goal is aligned:", ends: "aligned:", slot: "goal.lcap" },
    { starts: "LCAP goal to which this school goal is aligned.", ends: "aligned.", slot: "goal.lcap" },
    { starts: "A description of any areas that need significant improvement", ends: "to address those areas.", slot: "goal.need" },
    { starts: "Identify the metric(s) and/or state indicator(s)", ends: "accomplishing the goal.", slot: null },
    { starts: "Complete the Strategy/Activity Table", ends: "rows as necessary.", slot: null },
    { starts: "SPSA Year Reviewed:", slot: null },
    { starts: "Respond to the following prompts relative to this goal.", ends: "has been executed.", slot: null },
    { starts: "Describe the overall implementation", ends: "articulated goal.", slot: "went.done" },
    { starts: "Describe any major differences between the intended implementation", ends: "articulated goal.", slot: "went.money" },
    { starts: "Briefly describe any major differences between the intended implementation", ends: "articulated goal.", slot: "went.money" },
    { starts: "Describe any changes that will be made to this goal", ends: "found in the SPSA.", slot: "went.changes" },
    { starts: "Complete a copy of the following table for each", ends: "as needed.", slot: null },
    { starts: "Complete the Budget Summary Table below.", slot: null },
    { starts: "The tables below are provided to help the school track", slot: null },
    { starts: "California Education Code describes the required composition", slot: null },
    ...["Plan Description", "Educational Partner Involvement", "Stakeholder Involvement", "Resource Inequities", "Comprehensive Needs Assessment Components", "California School Dashboard (Dashboard) Indicators", "Other Needs", "School and Student Performance Data",
      "Goals, Strategies, & Proposed Expenditures", "Goals, Strategies, and Proposed Expenditures", "Title and Description of School Goal", "LCAP Goal to which this School Goal is Aligned", "Identified Need", "Annual Measurable Outcomes", "Strategies/Activities",
      "Annual Review", "Analysis", "Budget Summary", "Other Federal, State, and Local Funds", "Budgeted Funds and Expenditures in this Plan", "School Site Council Membership", "Table of Contents"].map((starts) => ({ starts, whole: true, slot: null })),
  ] satisfies SpsaPrompt[]
).map((one: SpsaPrompt) => ({ ...one, starts: labelOf(one.starts), ...(one.ends === undefined ? {} : { ends: labelOf(one.ends) }) }));

export const spsaPattern = /School\s+Plan\s+for\s+Student\s+Achievement/i;
/** From here on the form's own words stand. */
export const spsaEnds = ["recommendationsandassurances", "appendixa:planrequirements", "instructions"];

/** Ticked purposes by their printed words, in the words of catalog `essa-purposes`. */
export const purposeLabels = ["Schoolwide Program", "Additional Targeted Support and Improvement", "Targeted Support and Improvement", "Comprehensive Support and Improvement"] as const;

export const seatLabels: readonly { word: string; seat: string }[] = [
  { word: "principal", seat: "principal" },
  { word: "classroomteacher", seat: "teacher" },
  { word: "teacher", seat: "teacher" },
  { word: "otherschoolstaff", seat: "other-staff" },
  { word: "other-staff", seat: "other-staff" },
  { word: "parent", seat: "parent" },
  { word: "secondarystudent", seat: "student" },
  { word: "student", seat: "student" },
];

/** Funding sources by the words schools print, and the catalog's codes; the first that fits. */
export const sourceWords: readonly { pattern: RegExp; code: string }[] = [
  { pattern: /\b(csi|comprehensive support)\b/i, code: "csi" },
  { pattern: /title\s*(i|1)\b,?\s*(part\s*)?d\b/i, code: "title-i-d" },
  { pattern: /title\s*(iii|3)\b/i, code: "title-iii-el" },
  { pattern: /title\s*(ii|2)\b/i, code: "title-ii-a" },
  { pattern: /title\s*(iv|4)\b/i, code: "title-iv-a" },
  { pattern: /title\s*(i|1)\b/i, code: "title-i-a" },
  { pattern: /equity multiplier/i, code: "equity-multiplier" },
  { pattern: /learning recovery|\blrebg\b/i, code: "lrebg" },
  { pattern: /expanded learning|\belop?\b/i, code: "elop" },
  { pattern: /community schools partnership|\bccspp\b/i, code: "ccspp" },
  { pattern: /supplemental|concentration/i, code: "lcff-supplemental-concentration" },
  { pattern: /lcff[\s-]*base|base grant/i, code: "lcff-base" },
  { pattern: /\blcff\b/i, code: "lcff" },
  { pattern: /\bidea\b|individuals with disabilities/i, code: "idea" },
  { pattern: /other state/i, code: "other-state" },
  { pattern: /other federal/i, code: "other-federal" },
  { pattern: /^local/i, code: "local" },
];

/** Object codes by the words of a budget reference. */
export const objectWords: readonly { pattern: RegExp; code: string }[] = [
  { pattern: /certificated/i, code: "1000-1999" },
  { pattern: /classified/i, code: "2000-2999" },
  { pattern: /benefit/i, code: "3000-3999" },
  { pattern: /books|suppl/i, code: "4000-4999" },
  { pattern: /services|operating/i, code: "5000-5999" },
  { pattern: /capital/i, code: "6000-6999" },
  { pattern: /outgo/i, code: "7000-7999" },
];

// The words by which the parts of an LCAP in the template before (2021-22 to 2023-24) are known, where they are not those of today's; as printed in plans of that time and in the instructions bound to them.
import type { LcapTableKind, Slot } from "./lcap-labels.ts";
import { labelOf } from "./printed-values.ts";

/** Headers that today's form does not have: goals without a type, five outcome columns, a Table 1 without contributing and staff columns, grants under another name. */
export const formerTableLabels: readonly { kind: LcapTableKind; has: readonly string[]; not: readonly string[] }[] = (
  [
    { kind: "goal", has: ["Goal #", "Description"], not: ["Type of Goal", "Action #"] },
    { kind: "metrics", has: ["Baseline", "Year 1 Outcome", "Desired Outcome"] },
    { kind: "table1-rows", has: ["Action #", "Student Group", "LCFF Funds", "Federal Funds"], not: ["Contributing"] },
    { kind: "services-grants", has: ["Projected LCFF Supplemental", "Projected Additional LCFF Concentration"] },
  ] as { kind: LcapTableKind; has: string[]; not?: string[] }[]
).map(({ kind, has, not }) => ({ kind, has: has.map(labelOf), not: (not ?? []).map(labelOf) }));

/** Prompts of that form. `slot` begins with "left." where no question of the plan asks for the answer: it is listed, not taken. A prompt is one sentence; what follows it in its paragraph is the answer. */
export const formerPromptLabels: readonly { starts: string; slot: Slot; whole?: boolean }[] = (
  [
    { starts: "A description of successes and/or progress based on a review", slot: "stand.performance" },
    { starts: "A description of any areas that need significant improvement based on a review", slot: "stand.performance" },
    { starts: "A brief overview of the LCAP, including any key features", slot: "left.highlights" },
    { starts: "A summary of the process used to engage educational partners and how this engagement", slot: "left.process" },
    { starts: "A summary of the feedback provided by specific educational partners", slot: "left.feedback" },
    { starts: "A description of the aspects of the LCAP that were influenced by specific input", slot: "listen.influence" },
    { starts: "Explanation of why the LEA has developed this goal", slot: "goal.why" },
    { starts: "A description of any substantive differences in planned actions and actual implementation", slot: "went.done" },
    { starts: "An explanation of how effective the specific actions were", slot: "went.effect" },
    { starts: "For each action being provided to an entire school, or across the entire school district", slot: "left.considered" },
    { starts: "A description of how services for foster youth, English learners, and low-income students are being increased", slot: "left.improved" },
    { starts: "LCAP Highlights", slot: null, whole: true },
  ] as { starts: string; slot: Slot; whole?: boolean }[]
).map((one) => ({ ...one, starts: labelOf(one.starts) }));

/** What an answer that is listed and not taken was asked for, by its slot. */
export const leftAnswers: Readonly<Record<string, string>> = {
  "left.highlights": "LCAP Highlights",
  "left.process": "the summary of the process used to engage educational partners (told there in one text, asked today by partner)",
  "left.feedback": "the summary of the feedback of educational partners",
  "left.considered": "how needs were considered first for actions provided to an entire school or LEA (told there in one text, asked today by action)",
  "left.improved": "how services are increased or improved by the percentage required",
};

/** The five tables by the words of their title, in whatever year it names. `columns`: in printed order, for a print whose header stands outside of the lines of the table. */
type TitledTable = { title: RegExp; of: "year" | "before"; unheaded: readonly { kind: LcapTableKind; totals?: true; columns: readonly (string | null)[] }[] };
export const formerTables: readonly TitledTable[] = [
  {
    title: /^(20\d\d-\d\d)?total(planned)?expenditurestable/, of: "year",
    unheaded: [
      { kind: "table1-totals", totals: true, columns: [null, "lcff", "otherState", "local", "federal", "total", "personnel", "nonpersonnel"] },
      { kind: "table1-rows", columns: ["goal", "action", "title", "groups", "lcff", "otherState", "local", "federal", "total"] },
    ],
  },
  {
    title: /^(20\d\d-\d\d)?contributing(actions|expenditures)tables?$/, of: "year",
    unheaded: [
      { kind: "table2-header", columns: ["base", "grants", "projected", "carryover", "required", "contributing", "percent", "planned"] },
      { kind: "table2-rows", columns: ["goal", "action", "title", "contributing", "scope", "unduplicated", "location", "lcff", "plannedPercent"] },
    ],
  },
  {
    title: /^(20\d\d-\d\d)?contributing(actions|expenditures)annualupdatetable/, of: "before",
    unheaded: [
      { kind: "table4-header", totals: true, columns: [null, "grants", "planned", "estimated", "difference", "plannedPercent", "estimatedPercent", null] },
      { kind: "table4-rows", columns: ["goal", "action", "title", "contributing", "planned", "actual", "plannedPercent", "actualPercent"] },
    ],
  },
  {
    title: /^(20\d\d-\d\d)?annualupdatetable/, of: "before",
    unheaded: [
      { kind: "table3-totals", totals: true, columns: [null, "planned", "estimated"] },
      { kind: "table3-rows", columns: ["goal", "action", "title", "contributing", "planned", "actual"] },
    ],
  },
  { title: /^(20\d\d-\d\d)?lcffcarryovertable/, of: "before", unheaded: [{ kind: "table5", totals: true, columns: [null, "base", "grants", "carryover", "required", "actual", "percent", "achieved", "dollar", "carryoverNext"] }] },
];

/** Values of increased or improved services that a print gives as a label and, in the next paragraph, its value. */
export const formerLabelled: readonly { starts: string; kind: "services-grants" | "services-percentages"; column: string }[] = (
  [
    { starts: "Projected LCFF Supplemental and/or Concentration Grants", kind: "services-grants", column: "total" },
    { starts: "Projected Additional LCFF Concentration Grant", kind: "services-grants", column: "addOn" },
    { starts: "Projected Percentage to Increase or Improve Services for the Coming School Year", kind: "services-percentages", column: "projected" },
    { starts: "LCFF Carryover — Percentage", kind: "services-percentages", column: "carryover" },
    { starts: "LCFF Carryover — Dollar", kind: "services-percentages", column: "dollar" },
    { starts: "Total Percentage to Increase or Improve Services for the Coming School Year", kind: "services-percentages", column: "total" },
  ] as const
).map((one) => ({ ...one, starts: labelOf(one.starts) }));

/** A goal's head printed as words and not as a table: "Goal # Description", "Goal #2 Description". */
export const formerGoalHead = /^goal#?(\d+[a-z]?)?description$/;
/** The form's own instructions begin: nothing after is the district's. */
export const formerInstructions = /^(introductionandinstructions$|foradditionalquestionsortechnicalassistancerelatedtothecompletionof)/;

// The words by which the parts of a printed LCAP are known: headers of tables, prompts of narratives, names of ticked choices (lcap.md 2 to 5).
import { labelOf } from "./printed-values.ts";

/** A row is the header of this kind of table when its cells together hold all of `has` and none of `not`. More telling kinds come first. */
type TableLabel = { kind: LcapTableKind; has: readonly string[]; not?: readonly string[] };

export type LcapTableKind =
  | "plan-header" | "goal" | "metrics" | "actions" | "engagement"
  | "services-grants" | "services-percentages" | "leawide-actions" | "limited-actions" | "staff-ratios"
  | "table1-header" | "table1-totals" | "table1-rows" | "table2-header" | "table2-totals" | "table2-rows"
  | "table3-totals" | "table3-rows" | "table4-header" | "table4-rows" | "table5";

/** The form whose headings these are: what a document is printed in that is to be read back. */
export const lcapForm = { program: "lcap", edition: "2024.v2024-11" };

export const tableLabels: readonly Required<TableLabel>[] = (
  [
    { kind: "plan-header", has: ["Local Educational Agency (LEA) Name", "Contact Name and Title"] },
    { kind: "goal", has: ["Goal #", "Description", "Type of Goal"] },
    { kind: "metrics", has: ["Metric", "Baseline", "Year 1 Outcome"] },
    { kind: "table1-rows", has: ["Goal #", "Action #", "Total Personnel", "Total Funds"] },
    { kind: "table1-totals", has: ["LCFF Funds", "Other State Funds", "Total Personnel"], not: ["Action #"] },
    { kind: "table1-header", has: ["LCAP Year", "1. Projected LCFF Base"] },
    { kind: "table2-header", has: ["1. Projected LCFF Base", "4. Total Planned Contributing"] },
    { kind: "table2-totals", has: ["Totals by Type", "Total LCFF Funds"] },
    { kind: "table2-rows", has: ["Goal", "Action #", "Planned Expenditures for Contributing"], not: ["Last Year's"] },
    { kind: "table3-totals", has: ["Last Year's Total Planned Expenditures", "Total Estimated"] },
    { kind: "table3-rows", has: ["Prior Action/Service Title", "Input Total Funds"] },
    { kind: "table4-rows", has: ["Prior Action/Service Title", "Input LCFF Funds"] },
    { kind: "table4-header", has: ["6. Estimated", "4. Total Planned", "7. Total Estimated"] },
    { kind: "table5", has: ["9. Estimated Actual LCFF Base", "13. LCFF Carryover"] },
    { kind: "actions", has: ["Action #", "Title", "Description", "Total Funds"] },
    { kind: "engagement", has: ["Educational Partner(s)", "Process for Engagement"] },
    { kind: "services-percentages", has: ["Projected Percentage to Increase", "LCFF Carryover - Dollar", "Total Percentage"] },
    { kind: "services-grants", has: ["Total Projected LCFF Supplemental", "Additional 15 percent"] },
    { kind: "leawide-actions", has: ["Goal and Action", "Identified Need", "Schoolwide Basis"] },
    { kind: "limited-actions", has: ["Goal and Action", "Identified Need", "Designed to Address"] },
    { kind: "staff-ratios", has: ["Staff-to-student ratios by type of school"] },
  ] as TableLabel[]
).map(({ kind, has, not }) => ({ kind, has: has.map(labelOf), not: (not ?? []).map(labelOf) }));

/** Columns of a table by the first words of their header; the first that fits a cell is its column. */
export const columnLabels = {
  goal: { number: ["Goal #"], description: ["Description"], type: ["Type of Goal"] },
  metrics: { number: ["Metric #"], name: ["Metric"], baseline: ["Baseline"], year1: ["Year 1"], year2: ["Year 2"], year3: ["Year 3 Outcome"], target: ["Target for", "Desired Outcome"], difference: ["Current Difference"] },
  actions: { number: ["Action #"], title: ["Title"], description: ["Description"], total: ["Total Funds"], contributing: ["Contributing"] },
  engagement: { partner: ["Educational Partner"], process: ["Process for"] },
  "services-grants": { total: ["Total Projected LCFF"], addOn: ["Projected Additional 15"] },
  "services-percentages": { projected: ["Projected Percentage"], carryover: ["LCFF Carryover - Percentage"], dollar: ["LCFF Carryover - Dollar"], total: ["Total Percentage"] },
  "leawide-actions": { action: ["Goal and Action"], need: ["Identified Need"], how: ["How the Action"], metrics: ["Metric"] },
  "limited-actions": { action: ["Goal and Action"], need: ["Identified Need"], how: ["How the Action"], metrics: ["Metric"] },
  "staff-ratios": { what: ["Staff-to-student ratios"], low: ["Schools with a student concentration of 55"], high: ["Schools with a student concentration of greater"] },
  "table1-header": { base: ["1."], grants: ["2."], projected: ["3."], carryover: ["LCFF Carryover"], total: ["Total Percentage"] },
  "table1-totals": { lcff: ["LCFF Funds"], otherState: ["Other State"], local: ["Local Funds"], federal: ["Federal Funds"], total: ["Total Funds"], personnel: ["Total Personnel"], nonpersonnel: ["Total Non"] },
  "table1-rows": {
    goal: ["Goal"], action: ["Action #"], title: ["Action Title"], groups: ["Student Group"], contributing: ["Contributing"], scope: ["Scope"], unduplicated: ["Unduplicated"], location: ["Location"], span: ["Time Span"],
    personnel: ["Total Personnel"], nonpersonnel: ["Total Non"], lcff: ["LCFF Funds"], otherState: ["Other State"], local: ["Local Funds"], federal: ["Federal Funds"], total: ["Total Funds"], plannedPercent: ["Planned Percentage"],
  },
  "table2-header": { base: ["1."], grants: ["2."], projected: ["3."], carryover: ["LCFF Carryover"], required: ["Total Percentage"], contributing: ["4."], percent: ["5."], planned: ["Planned Percentage"], type: ["Totals by"], amount: ["Total LCFF"] },
  "table2-totals": { type: ["Totals by"], amount: ["Total LCFF"] },
  "table2-rows": { goal: ["Goal"], action: ["Action #"], title: ["Action Title"], contributing: ["Contributing"], scope: ["Scope"], unduplicated: ["Unduplicated"], location: ["Location"], lcff: ["Planned Expenditures"], plannedPercent: ["Planned Percentage"] },
  "table3-totals": { planned: ["Last Year's Total"], estimated: ["Total Estimated"] },
  "table3-rows": { goal: ["Last Year's Goal"], action: ["Last Year's Action"], title: ["Prior Action"], contributing: ["Contribut"], planned: ["Last Year's Planned"], actual: ["Estimated Actual"] },
  "table4-header": { grants: ["6."], planned: ["4."], estimated: ["7."], difference: ["Difference Between Planned and Estimated Expenditures"], plannedPercent: ["5."], estimatedPercent: ["8."] },
  "table4-rows": { goal: ["Last Year's Goal"], action: ["Last Year's Action"], title: ["Prior Action"], contributing: ["Contribut"], planned: ["Last Year's Planned"], actual: ["Estimated Actual Expenditures"], plannedPercent: ["Planned Percentage"], actualPercent: ["Estimated Actual Percentage"] },
  table5: { base: ["9."], grants: ["6."], carryover: ["LCFF Carryover"], required: ["10."], actual: ["7."], percent: ["8."], achieved: ["11."], dollar: ["12."], carryoverNext: ["13."] },
  "plan-header": { name: ["Local Educational Agency"], contact: ["Contact Name"], email: ["Email"] },
} as const satisfies Record<LcapTableKind, Record<string, readonly string[]>>;

export type ColumnOf<Kind extends LcapTableKind> = keyof (typeof columnLabels)[Kind] & string;

/** Where the words after a prompt belong: a statement of the plan, a part of a goal, or nowhere (official words, headings). */
export type Slot = string | null;

/** First words of prompts and headings; a statement's key, "goal.*" for a part of the goal at hand. */
export const promptLabels: readonly { starts: string; slot: Slot; whole?: boolean }[] = (
  [
    { starts: "A description of the LEA, its schools, and its students", slot: "who.district" },
    { starts: "A reflection on annual performance based on a review", slot: "stand.performance" },
    { starts: "As applicable, a summary of the work underway", slot: "stand.assistance" },
    { starts: "An LEA with a school or schools eligible for comprehensive", slot: null },
    { starts: "A list of the schools in the LEA that are eligible", slot: "left.csi-schools" },
    { starts: "A description of how the LEA has or will support its eligible schools", slot: "do.csi_support" },
    { starts: "A description of how the LEA will monitor and evaluate the plan", slot: "do.csi_monitor" },
    { starts: "A summary of the process used to engage educational partners", slot: null },
    { starts: "A description of how the adopted LCAP was influenced", slot: "listen.influence" },
    { starts: "State Priorities addressed by this goal", slot: "goal.priorities" },
    { starts: "An explanation of why the LEA has developed this goal", slot: "goal.why" },
    { starts: "An analysis of how this goal was carried out", slot: null },
    { starts: "A description of overall implementation, including", slot: "went.done" },
    { starts: "An explanation of material differences between Budgeted", slot: "went.money" },
    { starts: "A description of the effectiveness or ineffectiveness of the specific actions", slot: "went.effect" },
    { starts: "A description of any changes made to the planned goal, metrics", slot: "went.changes" },
    { starts: "A report of the Total Estimated Actual Expenditures", slot: null },
    { starts: "The Budgeted Expenditures for Actions identified as Contributing", slot: null },
    { starts: "For each action being provided to an entire LEA", slot: null },
    { starts: "For each action being solely provided to one or more", slot: null },
    { starts: "For any limited action contributing to meeting the increased", slot: "cost.pct_method" },
    { starts: "A description of the plan for how the additional concentration", slot: "cost.addon_plan" },
    { starts: "Required Percentage to Increase or Improve Services for the LCAP Year", slot: null },
    { starts: "Increased or Improved Services for Foster Youth", slot: null },
    { starts: "Reflections:", slot: null },
    { starts: "Goal Analysis", slot: null },
    { starts: "Plan Summary [", slot: null },
    { starts: "Budget Overview for the", slot: null },
    { starts: "Update on Increased or Improved Services for High Needs", slot: null },
    { starts: "Increased or Improved Services for High Needs Students in the LCAP", slot: null },
    ...["General Information", "Goals and Actions", "Goal", "Engaging Educational Partners", "Comprehensive Support and Improvement", "Schools Identified", "Support for Identified Schools", "Monitoring and Evaluating Effectiveness",
      "Measuring and Reporting Results", "Actions", "Required Descriptions", "LEA-wide and Schoolwide Actions", "Limited Actions", "Additional Concentration Grant Funding", "LCFF Budget Overview for Parents",
      "Local Control and Accountability Plan", "Action Tables"].map((starts) => ({ starts, slot: null, whole: true })),
  ] satisfies { starts: string; slot: Slot; whole?: boolean }[]
).map((one) => ({ ...one, starts: labelOf(one.starts) }));

/** The part at the end that repeats the form's own words: nothing after it is the district's. */
export const instructionsPattern = /^\s*Local\s+Control\s+and\s+Accountability\s+Plan\s+Instructions\s*$/i;
/** Another plan, or the front of it, may follow the Instructions in a board packet. */
export const planBeginPattern = /LCFF\s+Budget\s+Overview\s+for\s+Parents|Plan\s+Summary\s*\[/i;
export const lcapPattern = /Local\s+Control\s+and\s+Accountability\s+Plan|LCFF\s+Budget\s+Overview\s+for\s+Parents/i;

export const scopeLabels = [
  { word: "lea-wide", name: "LEA-wide", scope: "leawide" },
  { word: "schoolwide", name: "Schoolwide", scope: "schoolwide" },
  { word: "limitedtoundup", name: "Limited to Unduplicated Student Group(s)", scope: "limited" },
] as const;

export const goalTypes = [
  { label: "Broad Goal", kind: "broad" },
  { label: "Equity Multiplier Focus Goal", kind: "equity-multiplier-focus" },
  { label: "Focus Goal", kind: "focus" },
  { label: "Maintenance of Progress Goal", kind: "maintenance" },
] as const;

/** Ticked student groups by their printed names, and their codes in the catalog. */
export const groupLabels: readonly { name: string; code: string }[] = [
  { name: "All", code: "ALL" },
  { name: "English Learners", code: "EL" },
  { name: "Long-Term English Learners", code: "LTEL" },
  { name: "Foster Youth", code: "FY" },
  { name: "Low Income", code: "LI" },
  { name: "Students with Disabilities", code: "SWD" },
  { name: "Socioeconomically Disadvantaged", code: "SED" },
  { name: "Homeless", code: "HOM" },
  { name: "Homeless Youth", code: "HOM" },
  { name: "Black/African American", code: "AA" },
  { name: "African American", code: "AA" },
  { name: "American Indian/Alaska Native", code: "AI" },
  { name: "Filipino", code: "FI" },
  { name: "Hispanic/Latino", code: "HI" },
  { name: "Hispanic", code: "HI" },
  { name: "Pacific Islander", code: "PI" },
  { name: "Two or More Races", code: "MR" },
];

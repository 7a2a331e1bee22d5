// Which tables does a statewide export have, which columns, and what does each say? The data dictionary, for machines and people alike.

/** `number`: digits with a point, never words; money is whole cents. Codes with leading zeros are text. */
export type ColumnType = "text" | "number" | "day" | "instant" | "yes-no";
export type DictionaryColumn = { name: string; type: ColumnType; says: string };
export type Cells = (string | number | boolean | null)[];

/** Raised when a column changes. Tables of older copies are then written again beside the old ones. */
export const dictionaryVersion = 1;

const text = (name: string, says: string): DictionaryColumn => ({ name, type: "text", says });
const number = (name: string, says: string): DictionaryColumn => ({ name, type: "number", says });
const day = (name: string, says: string): DictionaryColumn => ({ name, type: "day", says });
const instant = (name: string, says: string): DictionaryColumn => ({ name, type: "instant", says });
const yesNo = (name: string, says: string): DictionaryColumn => ({ name, type: "yes-no", says });

/** Before the columns of every table: whose row it is, and from which frozen copy. */
export const keyColumns: readonly DictionaryColumn[] = [
  text("cds", "CDS code of the LEA, 14 digits, as text"),
  text("year", "Plan year"),
  text("program", "Program"),
  text("receipt", "Receipt number of the frozen copy the row comes from"),
];

/** Written with each copy when it is frozen. */
export const copyTables = {
  goals: [
    text("goal", "Printed number of the goal"), text("lineage", "Identity of the goal from year to year"), text("kind", "Kind of goal (catalog goal-kinds)"), text("priorities", "State priorities, or local ones in words"),
    text("description", "The goal, as plain text"), text("why", "Why the LEA set it, as plain text"),
  ],
  metrics: [
    text("goal", "Printed number of the goal"), text("metric", "Printed number of the metric"), text("lineage", "Identity of the metric from year to year"), text("name", "Name of the metric"), text("codes", "Required metrics it answers (catalog required-metrics)"),
    text("unit", "Unit"), text("role", "What this row is: baseline, value, target, or frozen-baseline, frozen-year1, frozen-year2, frozen-target of the plan adopted last year; empty where the metric has no reading"),
    text("group", "Student group (catalog student-groups)"), text("about_year", "Year the reading is about, or the target is due"), number("amount", "The reading as a number"), text("words", "The reading where it is words"), text("source", "Where the reading comes from"),
  ],
  actions: [
    text("goal", "Printed number of the goal"), text("action", "Printed number of the action"), text("lineage", "Identity of the action from year to year"), text("title", "Title"), text("description", "Description, as plain text"),
    yesNo("contributing", "Contributes to increased or improved services"), text("scope", "Scope of a contributing action"), text("groups", "Student groups"), text("unduplicated_groups", "Unduplicated groups of a contributing action"),
    text("location", "Where"), number("planned_percent", "Planned percentage of improved services"), day("start_on", "First day"), day("end_on", "Last day; empty where it goes on"),
  ],
  funding: [
    text("action", "Printed number of the action; of last year's plan where of_plan says so"), text("of_plan", "this-year or last-year"), text("source", "Funding source (catalog funding-sources)"), text("fund", "Column of the form: lcff, other_state, local, federal"),
    text("resource", "SACS resource code"), text("object", "SACS object code or range"), yesNo("personnel", "Cost of staff"), text("about_year", "School year of the money"), text("kind", "planned, estimated or spent"), number("cents", "Amount in whole cents"),
    text("site_cds", "CDS code of the school it is spent at; empty for the LEA as a whole"),
  ],
  engagement: [
    day("held_on", "Day"), text("when", "When, where no single day is meant"), text("partners", "Partners the rules count (catalog partners)"), text("partner", "The partner as the form prints it"), text("method", "How they were engaged, as plain text"),
    text("topics", "Topics (catalog event-topics)"), number("count", "How many took part"), text("heard", "What was said, as plain text"),
  ],
  coverage: [
    text("part", "Part of the form"), text("goal", "Printed number of the goal the part is repeated for"), text("field", "Field of the form"), text("label", "Its label"), yesNo("required", "The form asks for an answer"),
    text("state", "answered, partly, missing or not-applicable, judged over the frozen rows"),
  ],
  findings: [text("rule", "Rule"), text("severity", "error, warning or info"), text("message", "What was found when the plan was sent"), text("citation", "The rule's source"), text("place", "Place in the plan")],
} as const satisfies Record<string, readonly DictionaryColumn[]>;
export type CopyTable = keyof typeof copyTables;
export const copyTableNames = Object.keys(copyTables) as CopyTable[];

/** One row for each LEA's newest sent copy, as it stands when the export is made. */
export const submissionColumns: readonly DictionaryColumn[] = [
  ...keyColumns,
  text("organization", "Name of the LEA"), text("county", "County"), text("lea_kind", "district, coe or charter"), text("edition", "Edition of the form"), number("number", "Which copy of this plan: 1 for the first"),
  text("standing", "Where the plan stands when the export is made"), text("waits_for", "Whose turn it is: author, council, board, reviewer or nobody"), instant("received_at", "When it was received, by the server's clock"), day("received_on", "That day in California"),
  day("due_on", "Last day to send it, in calendar days (lcap 8.1 D-12, 8.6; medium certainty but for county offices)"), text("side", "in-time, late or no-date, by due_on; whether a weekend moves that day is not settled"), text("hash", "SHA-256 of the frozen copy"), text("form_hash", "SHA-256 of the form and its map"), yesNo("generated", "The LEA and its plan are invented"),
];

/** Every table of an export with all its columns. */
export const exportTables = (): { name: string; columns: readonly DictionaryColumn[] }[] => [{ name: "submissions", columns: submissionColumns }, ...copyTableNames.map((name) => ({ name, columns: [...keyColumns, ...copyTables[name]] }))];

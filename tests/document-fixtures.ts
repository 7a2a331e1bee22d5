// Documents for the adapters' tests: a small one with every kind of block, and one as large as a big district's plan.
import type { Block, Cell, Chart, Column, Heading, List, Paragraph, ParagraphStyle, PlanDocument, Provenance, Run, Section, Table, TableRow } from "#schemas/document.ts";

export function makeFrom(field: string, label: string, addresses: string[]): Provenance {
  return {
    field,
    label,
    sources: addresses.map((address, at) => ({
      address,
      rowId: `row-${at + 1}`,
      lineageId: `lineage-${at + 1}`,
      version: at + 1,
      relation: "equal",
      mapRow: `${field} <- ${address}`,
      authority: "EC 52064(b)",
    })),
  };
}

export const heading = (level: Heading["level"], text: string, id: string): Heading => ({ type: "heading", level, text, id });
export const paragraph = (style: ParagraphStyle, ...runs: (string | Run)[]): Paragraph => ({
  type: "paragraph",
  style,
  runs: runs.map((run) => (typeof run === "string" ? { text: run } : run)),
});
export const list = (ordered: boolean, ...items: (string | Block[])[]): List => ({
  type: "list",
  ordered,
  items: items.map((item) => (typeof item === "string" ? [paragraph("body", item)] : item)),
});
export const textCell = (text: string): Cell => ({ kind: "text", text });
export const richCell = (text: string, ...blocks: Block[]): Cell => ({ kind: "text", text, blocks });
export const column = (id: string, header: string, kind: Column["kind"], share: number): Column => ({ id, header, kind, share });
export const row = (id: string, ...cells: Cell[]): TableRow => ({ id, cells });

/** Cents as the documents print them: "$1,234.56", or "-$1.00" below zero. */
export const dollars = (cents: number): string => {
  const [whole, part] = (Math.abs(cents) / 100).toFixed(2).split(".");
  return `${cents < 0 ? "-" : ""}$${(whole ?? "").replace(/\B(?=(\d{3})+$)/g, ",")}.${part ?? ""}`;
};
export const moneyCell = (cents: number, more: Partial<Cell> = {}): Cell => ({ kind: "money", text: dollars(cents), cents, ...more });
export const percentCell = (fraction: string, text: string, more: Partial<Cell> = {}): Cell => ({ kind: "percent", text, fraction, ...more });

/** Text that would break out of a careless format: markup, template signs, formulas. */
export const hostileText = `</w:t><script>alert("x")</script> & {{evil}} \${evil} #eval("1") =cmd|'/c calc'!A0 ]]> \\end`;
export const hebrewText = "התוכנית נכתבת פעם אחת";
export const arabicText = "تُكتب الخطة مرة واحدة";
export const emojiText = "👩🏽‍🏫 reads 📚";

const narrative: Block[] = [
  heading(1, "Plan Summary", "plan-summary"),
  heading(2, "General Information", "general-information"),
  paragraph("prompt", "A description of the district, its schools, and its students."),
  {
    ...paragraph(
      "body",
      "The district serves ",
      { text: "1,234 pupils", bold: true },
      " in ",
      { text: "three", italic: true },
      " schools; ",
      { text: "every one", bold: true, italic: true, underline: true },
      " publishes its plan at ",
      { text: "the district's site", href: "https://example.org/plan?year=2026&view=all" },
      ".",
      { text: "", lineBreak: true },
      "A second line of the same paragraph.",
    ),
    from: makeFrom("lcap.general_information", "General Information", ["who.district"]),
  },
  paragraph("body", hebrewText),
  paragraph("body", arabicText),
  paragraph("body", emojiText),
  paragraph("body", hostileText),
  list(
    false,
    "Read to every child",
    [paragraph("body", "Listen to families"), list(true, "in the spring", [paragraph("body", "in the fall"), list(false, "at home")])],
    [paragraph("body", "Two paragraphs,"), paragraph("body", "one item")],
  ),
  list(true, "First", "Second"),
  list(true, "First again", "Second again"),
  heading(2, "Reflections: Technical Assistance", "technical-assistance"),
  { ...paragraph("missing", "Not answered yet."), from: makeFrom("lcap.technical_assistance", "Technical Assistance", ["stand.assistance"]) },
  paragraph("note", "This note is the product's, not the form's."),
  paragraph("proposed", "This wording is proposed; it is not the state's."),
  paragraph("lead", "One plan, written once."),
];

const revenueChart: Chart = {
  type: "chart",
  kind: "shares",
  id: "revenue-chart",
  title: "Projected Revenue by Fund Source",
  description: "LCFF funds are $8,000,000 (80%), of which $2,000,000 is supplemental and concentration grants; all other state funds are $1,500,000 (15%), federal funds are $500,000 (5%).",
  slices: [
    { label: "All LCFF funds", cents: 800_000_000, text: "$8,000,000", percentText: "80%" },
    { label: "All other LCFF funds", cents: 600_000_000, text: "$6,000,000", percentText: "60%", within: "All LCFF funds" },
    { label: "LCFF supplemental & concentration grants", cents: 200_000_000, text: "$2,000,000", percentText: "20%", within: "All LCFF funds" },
    { label: "All other state funds", cents: 150_000_000, text: "$1,500,000", percentText: "15%" },
    { label: "All federal funds", cents: 50_000_000, text: "$500,000", percentText: "5%" },
  ],
  from: makeFrom("bop.chart_revenue", "Projected Revenue", ["calc:bop"]),
};
const comparisonChart: Chart = {
  type: "chart",
  kind: "bars",
  id: "prior-year-chart",
  title: "Prior Year Expenditures: Increased or Improved Services",
  description: "Total budgeted expenditures for high needs pupils were $2,100,000; actual expenditures were $1,950,000.",
  slices: [
    { label: "Total Budgeted Expenditures", cents: 210_000_000, text: "$2,100,000" },
    { label: "Actual Expenditures", cents: 195_000_000, text: "$1,950,000" },
  ],
};

const goalBox: Table = {
  type: "table",
  id: "goal-1",
  title: "Goal 1",
  summary: "The goal's number, description and type.",
  headerHidden: true,
  columns: [column("number", "Goal #", "text", 1), column("description", "Description", "text", 6), column("type", "Type of Goal", "text", 2)],
  rows: [
    row("labels", { ...textCell("Goal #"), header: true }, { ...textCell("Description"), header: true }, { ...textCell("Type of Goal"), header: true }),
    row("values", textCell("1"), { ...textCell("Every pupil reads by grade three."), from: makeFrom("lcap.goal_description", "Description", ["goal.description"]) }, { ...textCell("Not answered yet."), missing: true }),
    row("why", { ...textCell("State priorities addressed by this goal."), header: true, span: 3 }),
    row("why-value", { ...richCell("Priority 4: Pupil Achievement", paragraph("body", { text: "Priority 4", bold: true }, ": Pupil Achievement")), span: 3 }),
  ],
};

const actionsTable: Table = {
  type: "table",
  id: "actions-1",
  title: "Actions of Goal 1",
  summary: "Each action with its title, description, total funds and whether it contributes to increased or improved services.",
  columns: [column("number", "Action #", "text", 1), column("title", "Title", "text", 2), column("description", "Description", "text", 6), column("funds", "Total Funds", "money", 1), column("share", "Share of Funds", "percent", 1), column("contributing", "Contributing", "text", 1)],
  rows: [
    row(
      "action-1",
      textCell("1.1"),
      textCell("Reading coaches"),
      {
        ...richCell(
          "Coaches in every school. See the guide.",
          paragraph("body", "Coaches in ", { text: "every", bold: true }, " school. See ", { text: "the guide", href: "https://example.org/guide" }, "."),
          list(false, "Grades K-1", "Grades 2-3"),
        ),
        from: makeFrom("lcap.action_description", "Description", ["action.description"]),
      },
      moneyCell(1_234_567_890, { name: "action-1-funds", from: makeFrom("lcap.action_funds", "Total Funds", ["line.amount", "line.source"]) }),
      percentCell("299081/341581", "87.56%"),
      textCell("Yes"),
    ),
    row("action-2", textCell("1.2"), textCell(hebrewText), textCell(hostileText), moneyCell(-5_000), percentCell("1/8", "12.50%"), textCell("No")),
    { ...row("total", { ...textCell("Total"), header: true, span: 3 }, moneyCell(1_234_562_890, { formula: "SUM([funds])" }), percentCell("1", "100.00%"), textCell("")), total: true },
  ],
  sheet: "Actions",
  from: makeFrom("lcap.actions", "Actions", ["action"]),
};

const fundKinds = ["LCFF Funds", "Other State Funds", "Local Funds", "Federal Funds", "Total Funds", "Total Personnel", "Total Non-personnel"];
/** A wide table of money: as many actions as asked, one total row, live formulas. */
export function makeExpenditureTable(actions: { id: string; goal: string; number: string; title: string; cents: number }[]): Table {
  const shares = [50, 25, 5, 20, 100, 75, 25];
  const part = (cents: number, at: number): number => (at === 3 ? cents - [0, 1, 2].reduce((sum, other) => sum + part(cents, other), 0) : at === 6 ? cents - part(cents, 5) : Math.round((cents * (shares[at] ?? 0)) / 100));
  const name = (at: number) => `fund-${at}`;
  return {
    type: "table",
    id: "total-planned-expenditures",
    title: "Total Planned Expenditures Table",
    summary: "Each action's planned expenditures by kind of fund, with their totals.",
    columns: [
      column("goal", "Goal #", "text", 1),
      column("action", "Action #", "text", 1),
      column("title", "Action Title", "text", 4),
      column("groups", "Student Group(s)", "text", 2),
      column("contributing", "Contributing to Increased or Improved Services?", "text", 2),
      column("span", "Time Span", "text", 1),
      ...fundKinds.map((header, at) => column(name(at), header, "money", 1)),
      column("percent", "Planned Percentage of Improved Services", "percent", 1),
    ],
    rows: [
      ...actions.map((action) =>
        row(
          action.id,
          textCell(action.goal),
          textCell(action.number),
          textCell(action.title),
          textCell("English Learners, Foster Youth, Low Income"),
          textCell("Yes"),
          textCell("Ongoing"),
          ...fundKinds.map((_, at) =>
            at === 4
              ? moneyCell(action.cents, { formula: "[fund-0]+[fund-1]+[fund-2]+[fund-3]", from: makeFrom("t1_row_total", "Total Funds", [`line.amount/${action.id}`]) })
              : moneyCell(part(action.cents, at)),
          ),
          percentCell("0", "0.00%"),
        ),
      ),
      {
        ...row(
          "totals",
          { ...textCell("Totals"), header: true, span: 6 },
          ...fundKinds.map((_, at) => moneyCell(actions.reduce((sum, action) => sum + part(action.cents, at), 0), { name: `t1_sums.${name(at)}`, formula: `SUM([${name(at)}])` })),
          percentCell("0", "0.00%"),
        ),
        total: true,
      },
    ],
    sheet: "Total Planned Expenditures",
  };
}

const portrait: Section = {
  id: "plan",
  paper: "letter",
  orientation: "portrait",
  blocks: [...narrative, revenueChart, comparisonChart, heading(1, "Goals and Actions", "goals"), heading(2, "Goal 1", "goal-1-heading"), goalBox, heading(3, "Actions", "actions-1-heading"), actionsTable],
};
const wide: Section = {
  id: "expenditure-tables",
  paper: "tabloid",
  orientation: "landscape",
  blocks: [
    heading(1, "Action Tables", "action-tables"),
    makeExpenditureTable([
      { id: "action-1", goal: "1", number: "1.1", title: "Reading coaches", cents: 1_234_567_890 },
      { id: "action-2", goal: "1", number: "1.2", title: "Family evenings", cents: 12_345_601 },
    ]),
  ],
};

/** A small document with every kind of block; override what the test is about. */
export function makeDocument(over: Partial<PlanDocument> = {}): PlanDocument {
  return {
    documentVersion: 1,
    title: "Local Control and Accountability Plan, Orange Cove & Friends <2026>",
    language: "en-US",
    program: "lcap",
    edition: "lcap.2025-26",
    template: "Local Control and Accountability Plan Template",
    year: "2026-27",
    organization: { name: "Orange Cove & Friends Unified", cds: "10000000000000" },
    copy: { kind: "internal-draft", preparedOn: "2026-05-04", missing: 2 },
    banner: "Internal draft of 2026-05-04: 2 answers are missing",
    footer: "Orange Cove & Friends Unified, 2026-27",
    sections: [portrait, wide],
    ...over,
  };
}

/** A document of one section with the given blocks. */
export function makeDocumentOf(...blocks: Block[]): PlanDocument {
  return makeDocument({ sections: [{ id: "only", paper: "letter", orientation: "portrait", blocks }] });
}

const sentences = [
  "Coaches work beside teachers in every classroom during the first years of reading.",
  "Families meet with the school every quarter and read the results in their own language.",
  "The district looks at attendance every week and calls home on the second day of absence.",
  "Pupils who learn English have a daily lesson of designated language development.",
  "Counselors follow each foster youth from school to school and keep the credits together.",
  "Materials are adopted together by teachers of all grades and tried for one semester.",
];
const prose = (seed: number, count: number): string => Array.from({ length: count }, (_, at) => sentences[(seed + at) % sentences.length] ?? "").join(" ");

/** A big district's plan: 12 goals, 120 metrics, 300 actions; about 90 pages of letter paper. */
export function makeLargeDocument(): PlanDocument {
  const goals = Array.from({ length: 12 }, (_, at) => at + 1);
  const actionsOf = (goal: number) =>
    Array.from({ length: 25 }, (_, at) => ({ id: `action-${goal}-${at + 1}`, goal: `${goal}`, number: `${goal}.${at + 1}`, title: `Support number ${at + 1} for goal ${goal}`, cents: 1_000_003 * (at + 1) + goal * 777 }));
  const goalBlocks = goals.flatMap((goal): Block[] => [
    heading(2, `Goal ${goal}`, `goal-${goal}`),
    {
      ...goalBox,
      id: `goal-box-${goal}`,
      title: `Goal ${goal}`,
      rows: [
        row(`labels-${goal}`, { ...textCell("Goal #"), header: true }, { ...textCell("Description"), header: true }, { ...textCell("Type of Goal"), header: true }),
        row(`values-${goal}`, textCell(`${goal}`), textCell(prose(goal, 3)), textCell("Broad")),
      ],
    },
    paragraph("prompt", "An explanation of why the district has developed this goal."),
    paragraph("body", prose(goal, 8), { text: " The plan of last year", href: `https://example.org/goals/${goal}` }, { text: " says the same.", italic: true }),
    list(false, prose(goal, 1), prose(goal + 1, 1), prose(goal + 2, 2)),
    heading(3, "Measuring and Reporting Results", `metrics-${goal}`),
    {
      type: "table",
      id: `metrics-table-${goal}`,
      title: `Metrics of Goal ${goal}`,
      summary: "Each metric with its baseline, the outcomes of each year, the target and the difference from the baseline.",
      columns: [column("number", "Metric #", "text", 1), column("metric", "Metric", "text", 3), column("baseline", "Baseline", "text", 3), column("year1", "Year 1 Outcome", "text", 3), column("year2", "Year 2 Outcome", "text", 3), column("target", "Target for Year 3 Outcome", "text", 3), column("difference", "Current Difference from Baseline", "text", 2)],
      rows: Array.from({ length: 10 }, (_, at) =>
        row(`metric-${goal}-${at + 1}`, textCell(`${goal}.${at + 1}`), textCell(sentences[at % sentences.length] ?? ""), textCell(`2024: ${30 + at}.4% of all pupils; ${20 + at}.1% of English learners`), textCell(`2025: ${32 + at}.0% of all pupils`), textCell(`2026: ${33 + at}.5% of all pupils`), textCell(`${45 + at}.0% of all pupils`), textCell("+3.1 points")),
      ),
      sheet: "Metrics",
    },
    heading(3, "Actions", `actions-${goal}`),
    {
      ...actionsTable,
      id: `actions-table-${goal}`,
      title: `Actions of Goal ${goal}`,
      columns: actionsTable.columns.filter((one) => one.id !== "share"),
      rows: actionsOf(goal).map((action, at) =>
        row(
          action.id,
          textCell(action.number),
          textCell(action.title),
          richCell(prose(at, 3), paragraph("body", { text: sentences[at % sentences.length] ?? "", bold: true }, ` ${prose(at + 1, 3)}`), paragraph("body", prose(at + 3, 2))),
          moneyCell(action.cents),
          textCell(at % 2 === 0 ? "Yes" : "No"),
        ),
      ),
    },
  ]);
  const expenditures = makeExpenditureTable(goals.flatMap(actionsOf));
  return makeDocument({
    sections: [
      { id: "plan", paper: "letter", orientation: "portrait", blocks: [...narrative, revenueChart, comparisonChart, heading(1, "Goals and Actions", "goals"), ...goalBlocks] },
      { id: "expenditure-tables", paper: "tabloid", orientation: "landscape", blocks: [heading(1, "Action Tables", "action-tables"), expenditures] },
    ],
  });
}

// What a published LCAP says: its goals, metrics, actions, engagement, tables and narratives, each with its page and what is doubtful in the reading.
import { yearBefore } from "#schemas/plan.ts";
import type { ReadableBlock, ReadableDocument, ReadableRow, ReadableTable } from "#schemas/readable-document.ts";
import { formerGoalHead, formerInstructions, formerLabelled, formerPromptLabels, formerTableLabels, formerTables, leftAnswers } from "./former-labels.ts";
import { columnLabels, promptLabels, tableLabels } from "./lcap-labels.ts";
import { mendWords } from "./mend-words.ts";
import type { ColumnOf, LcapTableKind, Slot } from "./lcap-labels.ts";
import { compact, joinLines, labelOf, linesOfBlocks, printedTextOf, textOf } from "./printed-values.ts";

/** One row of a known table, its cells by column; a column without a cell is empty. */
export type ReadRow<Kind extends LcapTableKind = LcapTableKind> = { cells: Record<ColumnOf<Kind>, ReadableBlock[]>; pages: number[] };

/** A place in the reading that a person should look at: the page, what it is about, and why. `doubtful`: the reading may be wrong; `anomaly`: the print itself is odd; `left`: printed but not taken over. */
export type ReadingNote = { kind: "doubtful" | "anomaly" | "left"; page: number | null; at: string; message: string };

export type ReadGoal = {
  number: string;
  page: number;
  type: string;
  description: ReadableBlock[];
  /** Narratives by slot: "goal.priorities", "goal.why", "went.done", … */
  slots: Map<string, ReadableBlock[]>;
  metrics: ReadRow<"metrics">[];
  actions: ReadRow<"actions">[];
};

export type LcapReading = {
  /** Printed in the template of 2021-22 to 2023-24: no types of goals, no priorities by goal, three outcome columns. */
  former: boolean;
  pages: { from: number; to: number };
  front: { name: string; cds: string; year: string };
  goals: ReadGoal[];
  rows: { [Kind in LcapTableKind]: ReadRow<Kind>[] };
  slots: Map<string, ReadableBlock[]>;
  /** All text outside of tables, for sentences with amounts. */
  sentences: { page: number; text: string }[];
  notes: ReadingNote[];
};

type Segment = { blocks: ReadableBlock[]; from: number; to: number; former: boolean };

/** What a metric is called by in notes and in the plan's rows: its printed number, or the goal's with its place where none is printed. */
export const metricKey = (number: string, goal: string, at: number): string => (number === "" ? `${goal}:${at + 1}` : number);

/** Every LCAP in the document: one, or several in a board packet, in their order. A plan in today's form and its update of the plan before are one; only where nothing is in today's form is the template before looked for. */
export function readLcaps(document: ReadableDocument): LcapReading[] {
  const parts = segments(mendWords(document));
  const read = (all: Segment[]) => all.map(readSegment).map(withGoalsOfTable1).filter((reading) => reading.goals.length > 0);
  const today = read(parts);
  return today.length > 0 ? today : read(parts.flatMap(asFormer));
}

/** The segment as plans of the template before: without the form's instructions, parted where a second plan begins. */
function asFormer(segment: Segment): Segment[] {
  const found: Segment[] = [];
  let goals = 0;
  for (const block of segment.blocks) {
    const label = block.kind === "table" ? (block.rows.length === 1 && block.rows[0]?.cells.length === 1 ? labelOf(textOf(block.rows[0].cells[0]?.blocks ?? [])) : "") : labelOf(joinLines(block.lines));
    if (formerInstructions.test(label)) break;
    const kinds = block.kind === "table" ? block.rows.map((row) => headerKind(row, true)) : [];
    if (found.length === 0 || (goals > 0 && kinds.includes("plan-header"))) {
      found.push({ blocks: [], from: block.page, to: block.page, former: true });
      goals = 0;
    }
    if (kinds.includes("goal") || formerGoalHead.test(label)) goals += 1;
    const current = found.at(-1) as Segment;
    current.blocks.push(block);
    current.to = Math.max(current.to, block.page);
  }
  return found;
}

/** A workbook of the tables prints no goals: their numbers, and the actions with titles and amounts, stand in Table 1. */
function withGoalsOfTable1(reading: LcapReading): LcapReading {
  if (reading.goals.length > 0) return reading;
  const numberOf = (row: ReadRow<"table1-rows">) => compact(textOf(row.cells.goal));
  const goals = [...new Set(reading.rows["table1-rows"].map(numberOf).filter((number) => number !== ""))].map((number): ReadGoal => {
    const rows = reading.rows["table1-rows"].filter((row) => numberOf(row) === number);
    const actions = rows.map(({ cells, pages }): ReadRow<"actions"> => ({ pages, cells: { number: cells.action, title: cells.title, description: [], total: cells.total, contributing: cells.contributing } }));
    return { number, page: rows[0]?.pages[0] ?? reading.pages.from, type: "", description: [], slots: new Map(), metrics: [], actions };
  });
  if (goals.length > 0) reading.notes.push({ kind: "left", page: null, at: "goals", message: "Only tables were found, no goals: goals and actions have the numbers and titles of Table 1, and no descriptions or metrics." });
  return { ...reading, goals };
}

/** Parted where pages were skipped (a form's instructions) and where a second plan begins. */
function segments(document: ReadableDocument): Segment[] {
  const skipped = new Set(document.pages.filter((page) => page.how === "skipped").map((page) => page.number));
  const found: Segment[] = [];
  let current: Segment | undefined;
  let hasGoals = false;
  for (const block of document.blocks) {
    const kinds = block.kind === "table" ? block.rows.map((row) => headerKind(row)) : [];
    const afterSkipped = current !== undefined && [...skipped].some((page) => page > (current as Segment).to && page < block.page);
    const secondPlan = hasGoals && kinds.includes("plan-header");
    if (!current || afterSkipped || secondPlan) {
      found.push((current = { blocks: [], from: block.page, to: block.page, former: false }));
      hasGoals = false;
    }
    hasGoals ||= kinds.includes("goal");
    current.blocks.push(block);
    current.to = Math.max(current.to, block.page, ...(block.kind === "table" ? block.rows.flatMap((row) => row.pages) : []));
  }
  return found;
}

/** What table this row is the header of, if any; `former`: in the template before. */
function headerKind(row: ReadableRow, former = false): LcapTableKind | null {
  const cells = row.cells.map((cell) => labelOf(printedTextOf(cell.blocks))).filter((label) => label !== "");
  if (cells.length < 2 || cells.some((label) => label.length > 260)) return cells.length === 1 && row.cells.length > 1 ? staffHeader(cells) : null;
  const fits = (label: string) => cells.some((cell) => cell.startsWith(label) || (label.length >= 12 && cell.includes(label)));
  return [...(former ? formerTableLabels : []), ...tableLabels].find(({ has, not }) => has.every(fits) && !not.some(fits))?.kind ?? null;
}
const staffHeader = (cells: readonly string[]): LcapTableKind | null => (cells[0]?.startsWith("staff-to-studentratiosbytype") ? "staff-ratios" : null);

/** Column names by cell of a header row; null for a cell of no known column. */
function columnsOf(kind: LcapTableKind, row: ReadableRow, former: boolean): (string | null)[] {
  const known = Object.entries(columnLabels[kind] as Record<string, readonly string[]>).flatMap(([column, labels]) => labels.map((label) => ({ column, label: labelOf(label) })));
  const taken = new Set<string>();
  const columns = row.cells.map((cell) => {
    const text = labelOf(printedTextOf(cell.blocks));
    const fit = known.filter(({ column, label }) => !taken.has(column) && text.startsWith(label)).sort((a, b) => b.label.length - a.label.length)[0];
    if (fit) taken.add(fit.column);
    return fit?.column ?? null;
  });
  // The template before numbers no metrics: whatever heads the first column ("#", "Metric #"), names stand in it.
  if (former && kind === "metrics" && !taken.has("name")) columns[0] = "name";
  return columns;
}

const emptyRow = (kind: LcapTableKind): Record<string, ReadableBlock[]> => Object.fromEntries(Object.keys(columnLabels[kind]).map((column) => [column, []]));

/** The left edge of the words of each column in the whole rows of a table; none where a column has no words or the edges do not rise. */
function leftEdges(table: ReadableTable, columns: readonly (string | null)[], key: string | undefined): readonly number[] {
  const whole = table.rows.filter((row) => row.cells.length === columns.length && (!key || (row.cells[columns.indexOf(key)]?.blocks.length ?? 0) > 0));
  const edges = columns.map((_, at) => Math.min(...whole.map((row) => row.cells[at]?.left ?? Infinity)));
  let next = Infinity;
  for (let at = edges.length - 1; at >= 0; at -= 1) {
    if (edges[at] === Infinity) edges[at] = next;
    next = edges[at] as number;
  }
  return edges.every((edge, at) => at === 0 || edge >= (edges[at - 1] as number)) ? edges : [];
}

/** The column a place on the page lies in. */
function columnAt(edges: readonly number[], left: number | null): number | null {
  if (left === null || edges.length === 0) return null;
  const at = edges.findLastIndex((edge) => edge <= left + 4);
  return at < 0 ? null : edges.findIndex((edge) => edge === edges[at]);
}

/** The column that tells rows apart; a row without it that begins a page goes on from the page before. */
const keyColumn: Partial<Record<LcapTableKind, string>> = {
  goal: "number", actions: "number", engagement: "partner", "leawide-actions": "action", "limited-actions": "action", "table1-rows": "action", "table2-rows": "action", "table3-rows": "action", "table4-rows": "action",
};
const keyOf = (kind: LcapTableKind, columns: readonly (string | null)[]): string | undefined => (kind === "metrics" ? (columns.includes("number") ? "number" : "name") : keyColumn[kind]);

function readSegment({ blocks, from, to, former }: Segment): LcapReading {
  const reading: LcapReading = {
    former,
    pages: { from, to },
    front: frontOf(blocks),
    goals: [],
    rows: Object.fromEntries(Object.keys(columnLabels).map((kind) => [kind, []])) as unknown as LcapReading["rows"],
    slots: new Map(),
    sentences: [],
    notes: [],
  };
  const note = (kind: ReadingNote["kind"], page: number | null, at: string, message: string) => reading.notes.push({ kind, page, at, message });
  let slot: Slot = null;
  /** Pages of rows before the first goal. */
  const early: number[] = [];
  let slotOfGoal: ReadGoal | undefined;
  let open: { kind: LcapTableKind; columns: (string | null)[]; last: ReadRow | undefined } | undefined;
  /** In the template before: the title over the tables at hand, a goal's head that waits for its words, a label that waits for its value. */
  let titled: { words: string; table: (typeof formerTables)[number]; otherYear: boolean; rows: number; page: number } | undefined;
  let goalHead: { number: string } | undefined;
  let labelled: (typeof formerLabelled)[number] | undefined;
  const ofOtherYear: NonNullable<typeof titled>[] = [];

  const keep = (block: ReadableBlock) => {
    if (slot === null) return;
    const into = slotOfGoal ? slotOfGoal.slots : reading.slots;
    const known = into.get(slot);
    if (known) known.push(block);
    else into.set(slot, [block]);
  };
  const setSlot = (next: Slot) => {
    slot = next;
    slotOfGoal = next !== null && /^(goal|went)\.(?!shortfall)/.test(next) ? reading.goals.at(-1) : undefined;
  };

  for (const block of blocks) {
    if (block.kind === "table") readTable(block);
    else {
      const text = joinLines(block.lines);
      reading.sentences.push({ page: block.page, text });
      if (former && readFormerLine(text, block.page)) continue;
      const found = promptOf(text, block.kind === "heading", former);
      if (found !== undefined) {
        setSlot(found);
        open = undefined;
        if (former) keepAfterPrompt(text, block.page);
      } else if (block.kind === "heading" && slot === null) open = undefined;
      else keep(block);
      if (block.kind !== "heading") budgetSlot(text);
    }
  }
  if (former) saySkipped();
  if (early.length > 0) note("left", early[0] ?? null, "metrics", `${early.length} rows of metrics or actions on pages ${Math.min(...early)} to ${Math.max(...early)} stand before the first goal, as in an update of the plan before this one. They are not read.`);
  return reading;

  /** What only the template before prints in words: a goal's head, titles of tables, labels with a value. True where the line is nothing else. */
  function readFormerLine(text: string, page: number): boolean {
    const label = labelOf(text).replace(/:$/, "");
    const title = formerTables.find((one) => one.title.test(label));
    if (title && label.length < 90) {
      const year = /20\d\d-\d\d/.exec(label)?.[0];
      const expected = title.of === "year" ? reading.front.year || year : reading.front.year === "" ? year : yearBefore(reading.front.year);
      titled = { words: text, table: title, otherYear: year !== undefined && year !== expected, rows: 0, page };
      if (titled.otherYear) ofOtherYear.push(titled);
      open = undefined;
      setSlot(null);
      return true;
    }
    const head = formerGoalHead.exec(label);
    if (head) {
      goalHead = { number: (head[1] ?? "").toUpperCase() };
      titled = undefined;
      open = undefined;
      setSlot(null);
      return true;
    }
    if (goalHead) {
      const [said = "", own = ""] = /^Goal\s*#?\s*(\d+[A-Z]?)\b[\s:.]*/i.exec(text) ?? [];
      const number = own || goalHead.number;
      const rest = text.slice(said.length);
      goalHead = undefined;
      if (number === "") note("doubtful", page, "goals", `A goal prints no number: "${text.slice(0, 80)}".`);
      const description: ReadableBlock[] = rest === "" ? [] : [{ kind: "paragraph", page, lines: [rest], level: 1, marker: "" }];
      beginGoal(number, page, "", description);
      reading.rows.goal.push({ cells: { ...emptyRow("goal"), description } as ReadRow<"goal">["cells"], pages: [page] });
      setSlot("goal.description");
      return true;
    }
    const value = labelled;
    labelled = formerLabelled.find(({ starts }) => label.startsWith(starts) && label.length < starts.length + 25);
    if (labelled) {
      setSlot(null);
      return true;
    }
    if (!value || text.length > 40 || !/\d/.test(text)) return false;
    const rows = reading.rows[value.kind] as ReadRow[];
    if (rows.length === 0) rows.push({ cells: emptyRow(value.kind) as ReadRow["cells"], pages: [page] });
    (rows[0]?.cells as Record<string, ReadableBlock[]>)[value.column] = [{ kind: "paragraph", page, lines: [text], level: 1, marker: "" }];
    return true;
  }

  /** A prompt of the template before is one sentence; an answer may stand in its paragraph, after another prompt even. */
  function keepAfterPrompt(text: string, page: number) {
    const rest = /^[^.:]*(?:\([^)]*\)[^.:]*)*[.:]\s+(?=\S)/.exec(text);
    if (!rest) return;
    const words = text.slice(rest[0].length);
    const next = promptOf(words, false, true);
    if (next !== undefined) {
      setSlot(next);
      keepAfterPrompt(words, page);
    } else keep({ kind: "paragraph", page, lines: [words], level: 1, marker: "" });
  }

  /** What the template before prints and nothing here holds. */
  function saySkipped() {
    for (const [key, what] of Object.entries(leftAnswers)) {
      const words = textOf(reading.slots.get(key) ?? []);
      if (words !== "") note("left", reading.slots.get(key)?.[0]?.page ?? null, "former", `Not taken: ${what}; ${words.split(" ").length} words.`);
    }
    for (const { words, page, rows } of ofOtherYear) note("left", page, "former", `The table "${words}" is of another year than this plan (${reading.front.year}): its ${rows} rows are not read as this plan's.`);
  }

  function beginGoal(number: string, page: number, type: string, description: ReadableBlock[]) {
    const slots = new Map<string, ReadableBlock[]>([["goal.description", description]]);
    reading.goals.push({ number, page, type, description, slots, metrics: [], actions: [] });
  }

  /** The Budget Overview's open questions stand at the end of its sentences. */
  function budgetSlot(text: string) {
    const label = labelOf(text);
    if (label.includes("willbeusedforthefollowing")) setSlot("cost.not_in_plan");
    else if (label.includes("hadthefollowingimpacton")) setSlot("went.shortfall");
    else return;
    const rest = text.replace(/^.*?(will be used for the following:?|for high needs students:|high needs students:)/is, "").trim();
    if (rest !== "" && rest !== text.trim()) keep({ kind: "paragraph", page: reading.sentences.at(-1)?.page ?? from, lines: [rest], level: 1, marker: "" });
  }

  function readTable(table: ReadableTable) {
    const first = table.rows.find((row) => row.pages.length > 0);
    if (!first) return;
    const known = table.rows.some((row) => headerKind(row, former) !== null);
    if (titled?.otherYear && (!known || table.rows.some((row) => /^table/.test(headerKind(row, former) ?? "")))) {
      titled.rows += table.rows.filter((row) => row.pages.length > 0 && headerKind(row, former) === null).length;
      return;
    }
    const goesOn = open !== undefined && first.cells.length === open.columns.length && table.page > (open.last?.pages.at(-1) ?? 0);
    const unheaded = known ? undefined : titled?.table.unheaded.find(({ columns, totals }) => columns.length === first.cells.length && (totals === true) === /^totals?:?$/i.test(textOf(first.cells[0]?.blocks ?? [])));
    if (unheaded && open?.kind !== unheaded.kind) {
      open = { kind: unheaded.kind, columns: [...unheaded.columns], last: undefined };
      note("doubtful", first.pages[0] ?? null, unheaded.kind, `The header of a table stands outside of its lines: its columns are taken in the order of the form. Compare one row with the page.`);
    } else if (!known && !goesOn) {
      open = undefined;
      readBox(table);
      return;
    }
    let firstOfPage = true;
    let lefts: readonly number[] = open ? leftEdges(table, open.columns, keyOf(open.kind, open.columns)) : [];
    for (const row of table.rows) {
      if (row.pages.length === 0) continue;
      const kind = headerKind(row, former);
      if (kind !== null) {
        const again = open?.kind === kind;
        open = { kind, columns: columnsOf(kind, row, former), last: again ? open?.last : undefined };
        if (kind === "metrics" && !former && reading.goals.length > 0 && !open.columns.includes("number") && !reading.notes.some((one) => one.at === "metrics")) note("doubtful", row.pages[0] ?? null, "metrics", "Metrics are printed without numbers: where a row is split over a page it may count as two.");
        firstOfPage = true;
        setSlot(null);
        lefts = leftEdges(table, open.columns, keyOf(kind, open.columns));
      } else if (open) {
        readRow(open, row, firstOfPage, lefts);
        firstOfPage = false;
      }
    }
  }

  /** A frame around an answer, or a table the author made. */
  function readBox(table: ReadableTable) {
    const isFrame = table.rows.every((row) => row.cells.length === 1);
    if (!isFrame) return keep(table);
    for (const row of table.rows) {
      for (const inner of row.cells.flatMap((cell) => cell.blocks)) {
        const found = inner.kind === "table" ? undefined : promptOf(joinLines(inner.lines), false, former);
        if (found !== undefined) setSlot(found);
        else keep(inner);
      }
    }
  }

  function readRow(into: NonNullable<typeof open>, row: ReadableRow, firstOfPage: boolean, lefts: readonly number[]) {
    const { kind, columns } = into;
    const cells = emptyRow(kind);
    const filled = row.cells.some((cell) => cell.blocks.length > 0);
    if (!filled) return;
    if (row.cells.length === columns.length) row.cells.forEach((cell, at) => columns[at] && (cells[columns[at]] = cell.blocks));
    else if (kind === "table2-header" && row.cells.length >= 2) {
      cells["type"] = row.cells.at(-2)?.blocks ?? [];
      cells["amount"] = row.cells.at(-1)?.blocks ?? [];
    } else if (lefts.length > 0) {
      for (const cell of row.cells) {
        const column = columns[columnAt(lefts, cell.left) ?? -1];
        if (column) cells[column] = [...(cells[column] ?? []), ...cell.blocks];
      }
    } else {
      row.cells.forEach((cell, at) => columns[at] && (cells[columns[at]] = cell.blocks));
      note("doubtful", row.pages[0] ?? null, kind, `A row has ${row.cells.length} cells where its table has ${columns.length} columns: "${textOf(row.cells.flatMap((cell) => cell.blocks)).slice(0, 80)}".`);
    }
    const key = keyOf(kind, columns);
    const keyText = key ? compact(textOf(cells[key] ?? [])) : "";
    if (row.guessed) note("doubtful", row.pages[0] ?? null, key === "action" || kind === "actions" ? `actions.${keyText}` : kind, `On the page no line parts two cells of this row: "${textOf(row.cells.flatMap((cell) => cell.blocks)).slice(0, 80)}". Where they part is taken from the other rows.`);
    const last = into.last;
    const newPage = last !== undefined && firstOfPage && (row.pages[0] ?? 0) > (last.pages.at(-1) ?? 0);
    if (key && columns.includes(key) && keyText === "" && newPage) {
      // The rest of a split row may lack its empty cells: the place on the page tells the column.
      row.cells.forEach((cell, at) => {
        const column = columns[columnAt(lefts, cell.left) ?? at];
        if (column) (last.cells as Record<string, ReadableBlock[]>)[column]?.push(...cell.blocks);
      });
      last.pages.push(...row.pages);
      return;
    }
    if (former && kind === "metrics" && newPage && keyText !== "" && textOf(cells["target"] ?? []) === "" && textOf(cells["baseline"] ?? []) === "") {
      note("doubtful", row.pages[0] ?? null, `metrics.${metricKey("", reading.goals.at(-1)?.number ?? "", (reading.goals.at(-1)?.metrics.length ?? 1) - 1)}`, `"${textOf(cells["name"] ?? []).slice(0, 60)}" begins a page with no baseline and no desired outcome: it is taken for the rest of the metric before it.`);
      for (const [column, words] of Object.entries(cells)) (last.cells as Record<string, ReadableBlock[]>)[column]?.push(...words);
      last.pages.push(...row.pages);
      return;
    }
    if (kind === "engagement" && newPage) {
      note("doubtful", row.pages[0] ?? null, "engagement", `The row "${textOf(cells["partner"] ?? []).slice(0, 60)}" begins a page: it may go on from the row before it. It is counted as a row of its own.`);
    }
    const found: ReadRow = { cells: cells as ReadRow["cells"], pages: [...row.pages] };
    into.last = found;
    if (kind === "goal") {
      // The goal and its row share the blocks of the description, which may go on over the page.
      beginGoal(compact(textOf(cells["number"] ?? [])).replace(/^Goal#?/i, ""), row.pages[0] ?? 0, textOf(cells["type"] ?? []), cells["description"] ?? []);
    } else if (kind === "metrics" || kind === "actions") {
      const goal = reading.goals.at(-1);
      if (!goal) {
        early.push(row.pages[0] ?? from);
        return;
      }
      if (kind === "metrics") goal.metrics.push(found as ReadRow<"metrics">);
      else goal.actions.push(found as ReadRow<"actions">);
      if (key && columns.includes(key) && keyText === "") note("doubtful", row.pages[0] ?? null, kind, `A row of goal ${goal.number} has no number: "${textOf(Object.values(cells).flat()).slice(0, 80)}".`);
    }
    (reading.rows[kind] as ReadRow[]).push(found);
  }
}

/** The slot of a prompt or heading; undefined for other words. */
function promptOf(text: string, isHeading: boolean, former = false): Slot | undefined {
  const label = former ? labelOf(text).replace(/:$/, "").replace(/^goal\d+:(?=measuring)/, "") : labelOf(text);
  if (label === "") return undefined;
  const found = [...(former ? formerPromptLabels : []), ...promptLabels].find(({ starts, whole }) => (whole ? label === starts : label.startsWith(starts)));
  if (found) return found.slot;
  return isHeading && /^20\d\d-\d\d.*table$/.test(label) ? null : undefined;
}

/** Name, code and year as the Budget Overview or the plan's head prints them. */
function frontOf(blocks: readonly ReadableBlock[]): LcapReading["front"] {
  const lines = linesOfBlocks(blocks.slice(0, 400));
  const after = (label: RegExp): string => {
    for (const [at, line] of lines.entries()) {
      const found = label.exec(line);
      if (!found) continue;
      const rest = line.slice(found.index + found[0].length).trim();
      if (rest !== "") return rest;
      const next = lines[at + 1]?.trim() ?? "";
      if (next !== "" && !/:$/.test(next)) return next;
    }
    return "";
  };
  const headers = blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
  const headAt = headers.findIndex((row) => headerKind(row) === "plan-header");
  const nameInHead = headAt >= 0 ? textOf(headers.slice(headAt + 1).find((row) => row.pages.length > 0)?.cells[0]?.blocks ?? []) : "";
  const summary = lines.map((line) => /Plan\s+Summary\s*\[\s*(20\d\d)\s*[-–/]\s*(\d\d|20\d\d)\s*\]/i.exec(line)).find((found) => found !== null);
  const printedYear = /(20\d\d)\s*[-–/]\s*(\d\d|20\d\d)/.exec(after(/School\s+Year:/i));
  const year = summary ?? printedYear;
  const titled = lines.map((line) => /^(20\d\d-\d\d) Local Control and Accountability Plan: (.+)$/.exec(line.trim())).find((found) => found !== null);
  return {
    name: after(/^\s*Local\s+Educational\s+Agency\s+\(LEA\)\s+Name:/i) || nameInHead || (titled?.[2] ?? ""),
    cds: after(/CDS\s+Code:/i),
    year: year ? `${year[1]}-${(year[2] ?? "").slice(-2)}` : (titled?.[1] ?? ""),
  };
}

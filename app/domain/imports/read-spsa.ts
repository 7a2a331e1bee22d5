// What a published school plan (SPSA) says: its goals, metrics, strategies with their money, narratives and council, each with its page and what is doubtful in the reading.
import type { ReadableBlock, ReadableDocument, ReadableRow, ReadableTable, ReadableText } from "#schemas/readable-document.ts";
import { compact, joinLines, labelOf, linesOfBlocks, printedMoney, textOf } from "./printed-values.ts";
import type { Printed } from "./printed-values.ts";
import { mendWords } from "./mend-words.ts";
import type { ReadingNote } from "./read-lcap.ts";
import { purposeLabels, seatLabels, spsaEnds, spsaPrompts, spsaTables } from "./spsa-labels.ts";
import type { SpsaTableKind } from "./spsa-labels.ts";

export type SpsaExpenditure = { amount: Printed<number>; source: string; reference: string; page: number | null };
export type SpsaStrategy = { number: string; page: number | null; description: ReadableBlock[]; students: string; expenditures: SpsaExpenditure[] };
export type SpsaMetric = { page: number | null; name: ReadableBlock[]; baseline: ReadableBlock[]; expected: ReadableBlock[] };
export type SpsaGoal = { number: string; page: number; slots: Map<string, ReadableBlock[]>; metrics: SpsaMetric[]; strategies: SpsaStrategy[] };

export type SpsaReading = {
  front: { name: string; cds: string; year: string; councilApproved: string; boardApproved: string; purposes: string[] };
  slots: Map<string, ReadableBlock[]>;
  goals: SpsaGoal[];
  council: { name: string; seat: string | null; role: string; page: number | null }[];
  /** Printed sums, to compare with the rows: by goal number, by source, and of the summary. */
  sums: { goals: { goal: string; amount: Printed<number> }[]; sources: { source: string; amount: Printed<number> }[]; budgeted: Printed<number> | null; conapp: Printed<number> | null; csi: Printed<number> | null; grand: Printed<number> | null };
  notes: ReadingNote[];
};

type Cells = Record<string, ReadableBlock[]>;
type Open = { kind: SpsaTableKind; columns: (string | null)[]; last: Cells | undefined; strategy: SpsaStrategy | undefined };

const guess = "Words of two columns or two rows stand without a gap; where they part is a guess.";
const amountLine = /^\(?\$?\s?[\d,]+(\.\d{1,2})?\)?$/;
const referenceLine = /^(\d{4}\s?-\s?\d{4}\b|None Specified)/i;

/** The school plan in the document; no goals where there is none. */
export function readSpsa(document: ReadableDocument): SpsaReading {
  const reading: SpsaReading = {
    front: { name: "", cds: "", year: "", councilApproved: "", boardApproved: "", purposes: [] }, slots: new Map(), goals: [], council: [],
    sums: { goals: [], sources: [], budgeted: null, conapp: null, csi: null, grand: null }, notes: [],
  };
  const note = (kind: ReadingNote["kind"], page: number | null, at: string, message: string) => reading.notes.push({ kind, page, at, message });
  let slot: string | null = null;
  let open: Open | undefined;
  let ended = false;
  const raw = new Map<SpsaStrategy, { page: number; line: string }[]>();
  const goalNow = () => reading.goals.at(-1);

  const keep = (block: ReadableBlock) => {
    if (slot === null || ended) return;
    const goal = goalNow();
    const into = /^(goal|went)\./.test(slot) && goal ? goal.slots : reading.slots;
    into.set(slot, [...(into.get(slot) ?? []), block]);
  };
  const answer = (slotNow: string | null | "same") => {
    if (slotNow !== "same") slot = slotNow;
  };

  const blocks = mendWords(document).blocks;
  Object.assign(reading.front, frontOf(blocks));
  for (const block of blocks) {
    if (block.kind === "table") {
      table(block);
      continue;
    }
    open = undefined;
    for (const piece of pieces(block)) {
      const label = labelOf(joinLines(piece.lines));
      const goal = /^goal#?(\d{1,2})$/.exec(label);
      if (goal && !ended) {
        reading.goals.push({ number: goal[1] ?? "", page: piece.page, slots: new Map(), metrics: [], strategies: [] });
        slot = null;
      } else if (spsaEnds.includes(label) && reading.goals.length > 0) {
        ended = true;
        slot = null;
      } else if (piece.prompt) answer(piece.prompt.slot);
      else if (purposeOf(label)) reading.front.purposes = [...new Set([...reading.front.purposes, purposeOf(label) ?? ""])];
      else if (ended) council(joinLines(piece.lines));
      else {
        totals(piece);
        keep({ kind: piece.kind, page: piece.page, lines: piece.lines, level: piece.level, marker: piece.marker });
      }
    }
  }
  for (const goal of reading.goals) {
    for (const strategy of goal.strategies) {
      const lines = raw.get(strategy) ?? [];
      strategy.expenditures.push(...expendituresOf(lines, (page, words) => note("doubtful", page, `strategies.${strategy.number}`, `Among the money of strategy ${strategy.number} stands without an amount: “${words.slice(0, 120)}”.`)));
    }
  }
  return reading;

  function council(text: string) {
    const day = /adopted by the SSC at a public meeting on ([A-Z][a-z]+ \d{1,2}, \d{4})/.exec(text)?.[1];
    if (day && reading.front.councilApproved === "") reading.front.councilApproved = day;
  }

  function totals(piece: ReadableText) {
    const text = joinLines(piece.lines);
    const grand = /^Total of federal, state, and\/or local funds for this school:\s*(.+)$/.exec(text)?.[1];
    if (grand) reading.sums.grand = printedMoney([{ ...piece, lines: [grand] }]);
  }

  function table(block: ReadableTable) {
    for (const row of block.rows) {
      if (row.pages.length === 0) continue;
      const head = headOf(row);
      if (head) {
        const goesOn = open?.kind === head.kind && head.kind === "strategies";
        open = { ...head, last: goesOn ? open?.last : undefined, strategy: goesOn ? open?.strategy : undefined };
        slot = null;
      } else if (open && row.cells.length >= 2) readRow(open, row);
      else if (!open) keep(block);
      if (!open) return;
    }
  }

  function readRow(into: Open, row: ReadableRow) {
    if (ended && into.kind !== "title") return;
    const page = row.pages[0] ?? null;
    const cells: Cells = {};
    row.cells.forEach((cell, at) => {
      const column = into.columns[at];
      if (column) cells[column] = [...(cells[column] ?? []), ...cell.blocks];
    });
    const words = (column: string) => textOf(cells[column] ?? []);
    const goal = goalNow();
    switch (into.kind) {
      case "title": {
        const cds = words("cds").replace(/\D/g, "");
        const { front } = reading;
        front.name ||= words("name");
        front.cds ||= cds;
        front.councilApproved ||= words("council");
        front.boardApproved ||= words("board");
        return;
      }
      case "metrics": {
        if (!goal || (words("name") === "" && words("baseline") === "" && words("expected") === "")) return;
        const last = goal.metrics.at(-1);
        // A row without a name goes on from the row above.
        if (words("name") === "" && last) {
          last.baseline.push(...(cells["baseline"] ?? []));
          last.expected.push(...(cells["expected"] ?? []));
          return;
        }
        if (row.guessed) note("doubtful", page, `metrics.${goal.number}.${goal.metrics.length + 1}`, guess);
        goal.metrics.push({ page, name: cells["name"] ?? [], baseline: cells["baseline"] ?? [], expected: cells["expected"] ?? [] });
        return;
      }
      case "strategies": {
        if (!goal) return;
        const number = compact(words("number"));
        const money = linesWithPages(cells["expenditures"] ?? []);
        if (number === "" && into.strategy) {
          into.strategy.description.push(...(cells["description"] ?? []));
          into.strategy.students = joinLines([into.strategy.students, words("students")].filter((one) => one !== ""));
          raw.set(into.strategy, [...(raw.get(into.strategy) ?? []), ...money]);
          return;
        }
        if (number === "" && words("description") === "") return;
        if (number === "") note("doubtful", page, `goals.${goal.number}`, `A strategy of goal ${goal.number} has no number: “${words("description").slice(0, 80)}”.`);
        into.strategy = { number, page, description: cells["description"] ?? [], students: words("students"), expenditures: [] };
        goal.strategies.push(into.strategy);
        if (row.guessed) note("doubtful", page, `strategies.${number}`, guess);
        raw.set(into.strategy, money);
        return;
      }
      case "expenditures": {
        const strategy = goal?.strategies.find((one) => one.number === compact(words("number")));
        if (strategy) strategy.expenditures.push({ amount: printedMoney(cells["amount"] ?? []), source: words("source"), reference: words("reference"), page });
        else if (words("amount") !== "") note("doubtful", page, `goals.${goal?.number ?? ""}`, `The amount ${words("amount")} is of strategy “${words("number")}”, which was not found.`);
        return;
      }
      case "members": {
        if (words("name") === "") return;
        const role = words("role").replace(/^X+(?=[A-Z])/, "");
        const label = labelOf(role);
        reading.council.push({ name: words("name"), role, seat: seatLabels.find(({ word }) => label.startsWith(word))?.seat ?? null, page });
        return;
      }
      case "by-goal": {
        const number = /goal\s*(\d+)/i.exec(words("goal"))?.[1];
        if (number) reading.sums.goals.push({ goal: number, amount: printedMoney(cells["amount"] ?? []) });
        return;
      }
      case "by-source": {
        // The head "Funding Source, Amount, Balance" is of money given, not spent.
        if (words("source") !== "" && into.columns.length === 2) reading.sums.sources.push({ source: words("source"), amount: printedMoney(cells["amount"] ?? []) });
        return;
      }
      case "budget": {
        const label = labelOf(words("says"));
        const name = label.startsWith("totalfundsbudgeted") ? "budgeted" : label.startsWith("totalfundsprovided") ? "conapp" : label.startsWith("totalfederalfundsprovided") ? "csi" : null;
        if (name) reading.sums[name] = printedMoney(cells["amount"] ?? []);
        return;
      }
      default:
        return;
    }
  }
}

function headOf(row: ReadableRow): Pick<Open, "kind" | "columns"> | undefined {
  const labels = row.cells.map((cell) => labelOf(textOf(cell.blocks)));
  for (const { kind, columns } of spsaTables) {
    const names = Object.entries(columns);
    const found = names.map(([, words]) => labels.findIndex((label) => label.startsWith(words)));
    if (found.some((at, n) => at < 0 || (n > 0 && at <= (found[n - 1] ?? 0)))) continue;
    const known = labels.map((_, at) => names[found.indexOf(at)]?.[0] ?? null);
    const money = labels.findIndex((label) => label.startsWith("proposedexpenditures"));
    return { kind, columns: kind === "strategies" && money >= 0 ? known.map((name, at) => (at === money ? "expenditures" : name)) : known };
  }
  return undefined;
}

const linesWithPages = (blocks: readonly ReadableBlock[]): { page: number; line: string }[] => blocks.flatMap((block) => linesOfBlocks([block]).map((line) => ({ page: block.page, line })));

/** Amount, source, reference, as they follow each other down the cell; each may be broken over lines. */
function expendituresOf(lines: readonly { page: number; line: string }[], lost: (page: number, words: string) => void): SpsaExpenditure[] {
  const found: { page: number; amount: string; source: string[]; reference: string[] }[] = [];
  const before = lines.slice(0, lines.findIndex(({ line }) => amountLine.test(line.trim())) >>> 0);
  if (before.some(({ line }) => line.trim() !== "")) lost(before[0]?.page ?? 0, joinLines(before.map(({ line }) => line)));
  for (const { page, line } of lines) {
    const words = line.trim();
    const last = found.at(-1);
    if (words === "") continue;
    if (amountLine.test(words)) found.push({ page, amount: words, source: [], reference: [] });
    else if (!last) continue;
    else if (referenceLine.test(words) || last.reference.length > 0) last.reference.push(words);
    else last.source.push(words);
  }
  return found.map(({ page, amount, source, reference }) => ({ page, amount: printedMoney([{ kind: "paragraph", page, lines: [amount], level: 1, marker: "" }]), source: joinLines(source), reference: joinLines(reference) }));
}

function purposeOf(label: string): string | undefined {
  return purposeLabels.find((words) => label === labelOf(words) || label === `x${labelOf(words)}`);
}

type Piece = ReadableText & { prompt?: (typeof spsaPrompts)[number] };

/** A block parted where prompts of the form begin and end: in text an answer follows its prompt on the next line. */
function pieces(block: ReadableText): Piece[] {
  const found: Piece[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) found.push({ ...block, lines, ...(found.length > 0 ? { kind: "paragraph" as const, marker: "" } : {}) });
    lines = [];
  };
  for (let at = 0; at < block.lines.length; at += 1) {
    const line = block.lines[at] ?? "";
    const label = labelOf(line);
    const isLabel = /^goal#?\d{1,2}$/.test(label) || purposeOf(label) !== undefined || spsaEnds.includes(label);
    const prompt = spsaPrompts.find(({ starts, whole }) => (whole ? label === starts : label.startsWith(starts) || (label.length >= 12 && starts.startsWith(label) && labelOf(block.lines.slice(at, at + 3).join(" ")).startsWith(starts))));
    if (!prompt && !isLabel) {
      lines.push(line);
      continue;
    }
    flush();
    if (!prompt) {
      found.push({ ...block, kind: "paragraph", marker: "", lines: [line] });
      continue;
    }
    let rest = "";
    if (prompt.ends !== undefined) {
      // On to the line that holds the prompt's last words; without them the prompt is this line.
      let until = at;
      let all = labelOf(line);
      while (!all.includes(prompt.ends) && until + 1 < block.lines.length && until - at < 6) all = labelOf(block.lines.slice(at, (until += 1) + 1).join(" "));
      if (all.includes(prompt.ends)) {
        rest = afterLabel(block.lines.slice(at, until + 1).join(" "), prompt.ends);
        at = until;
      }
    }
    found.push({ ...block, kind: "paragraph", marker: "", lines: [line], prompt });
    if (rest !== "") lines.push(rest);
  }
  flush();
  return found;
}

/** What stands after some words that are known without their white space. */
function afterLabel(text: string, words: string): string {
  for (let end = 1; end <= text.length; end += 1) if (labelOf(text.slice(0, end)).endsWith(words)) return text.slice(end).trim();
  return "";
}

/** Name, code, year and days as the title page prints them. */
function frontOf(blocks: readonly ReadableBlock[]): Partial<SpsaReading["front"]> {
  const lines = linesOfBlocks(blocks.slice(0, 60));
  const text = joinLines(lines);
  // Its value may be printed after the title table; no other year stands before it.
  const year = /School Year:.{0,400}?\b(20\d\d)\s?[-–]\s?(?:20)?(\d\d)\b/.exec(text);
  const code = /\b(\d{2})[-\s]?(\d{5})[-\s]?(\d{7})\b/.exec(text);
  const name = /This plan is being used by (.{3,120}?) for meeting the following/.exec(text)?.[1];
  const days = [...text.matchAll(/\b((?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, 20\d\d)\b/g)].map(([day]) => day);
  return {
    ...(year ? { year: `${year[1]}-${year[2]}` } : {}), ...(code ? { cds: `${code[1]}${code[2]}${code[3]}` } : {}), ...(name ? { name } : {}),
    ...(days[0] ? { councilApproved: days[0] } : {}), ...(days[1] ? { boardApproved: days[1] } : {}),
  };
}

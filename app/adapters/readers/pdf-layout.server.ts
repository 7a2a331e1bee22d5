// Paragraphs and tables of a PDF page without a structure tree: cells from ruling lines, reading order from positions.
import type { ReadableBlock, ReadableCell, ReadableRow, ReadableTable, ReadableText, WordsPiece } from "#schemas/readable-document.ts";
import type { Rule, Ruling } from "./pdf-ruling.server.ts";
import { piecesOf } from "./pdf-text.server.ts";
import type { Run } from "./pdf-text.server.ts";

type Box = { left: number; right: number; bottom: number; top: number };
type Line = { text: string; x: number; y: number; height: number; pieces?: WordsPiece[] };

/** Two lines this near, in points, are one. */
const near = 3;

export function blocksOfLayout(runs: readonly Run[], ruling: Ruling, page: { number: number; height: number }): ReadableBlock[] {
  const level = joinRules(ruling.level);
  const upright = joinRules(ruling.upright);
  const grids = connected(level, upright).map((group) => cellsOf(group.level, group.upright)).filter((cells) => cells.length > 0);
  const cells = grids.flatMap((grid, at) => grid.map((box) => ({ box, grid: at, runs: [] as Run[] })));
  const loose: Run[] = [];
  for (const run of runs) {
    if (run.text.trim() === "" || isFooter(run, page.height)) continue;
    const x = run.x + Math.min(run.width / 2, 4);
    const y = run.y + run.height * 0.3;
    const holders = cells.filter(({ box }) => x >= box.left - 1 && x <= box.right + 1 && y >= box.bottom - 1 && y <= box.top + 1);
    const smallest = holders.sort((a, b) => area(a.box) - area(b.box))[0];
    (smallest?.runs ?? loose).push(run);
  }
  const placed: { top: number; blocks: ReadableBlock[] }[] = grids.map((grid, at) => ({
    top: Math.max(...grid.map((box) => box.top)),
    blocks: [tableOf(partedCells(cells.filter((cell) => cell.grid === at)), page.number)],
  }));
  placed.push(...paragraphs(loose, page.number));
  return placed
    .sort((a, b) => b.top - a.top)
    .flatMap(({ blocks }) => blocks)
    .filter((block) => block.kind !== "table" || block.rows.some((row) => row.pages.length > 0));
}

const area = (box: Box) => (box.right - box.left) * (box.top - box.bottom);

/** The running line at the foot of a page. */
const isFooter = (run: Run, pageHeight: number) => run.y < Math.min(40, pageHeight * 0.06);

/** Pieces of one line, end to end. */
function joinRules(rules: readonly Rule[]): Rule[] {
  const joined: Rule[] = [];
  for (const rule of [...rules].sort((a, b) => a.at - b.at || a.from - b.from)) {
    const known = joined.findLast((one) => Math.abs(one.at - rule.at) <= 1.2 && rule.from <= one.to + near && rule.to >= one.from - near);
    if (known) {
      known.from = Math.min(known.from, rule.from);
      known.to = Math.max(known.to, rule.to);
    } else joined.push({ ...rule });
  }
  return joined;
}

/** Lines that meet belong to one table. */
function connected(level: Rule[], upright: Rule[]): { level: Rule[]; upright: Rule[] }[] {
  const groupOf = new Map<Rule, number>();
  let groups = 0;
  const meets = (one: Rule, other: Rule) => one.at >= other.from - near && one.at <= other.to + near && other.at >= one.from - near && other.at <= one.to + near;
  for (const start of level) {
    if (groupOf.has(start)) continue;
    const queue: [Rule, boolean][] = [[start, true]];
    groupOf.set(start, groups);
    for (let at = 0; at < queue.length; at += 1) {
      const [rule, isLevel] = queue[at] as [Rule, boolean];
      for (const other of isLevel ? upright : level) {
        if (groupOf.has(other) || !meets(rule, other)) continue;
        groupOf.set(other, groups);
        queue.push([other, !isLevel]);
      }
    }
    groups += 1;
  }
  return Array.from({ length: groups }, (_, group) => ({ level: level.filter((rule) => groupOf.get(rule) === group), upright: upright.filter((rule) => groupOf.get(rule) === group) }))
    .filter((group) => group.level.length > 1 && group.upright.length > 1);
}

/** The boxes between the lines; neighbours without a line between them are one box. */
function cellsOf(level: Rule[], upright: Rule[]): Box[] {
  const xs = withEnds(positions(upright), level);
  const ys = withEnds(positions(level), upright);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 1 || rows < 1 || columns * rows > 20_000) return [];
  const parent = Array.from({ length: columns * rows }, (_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] as number;
    return top;
  };
  const drawn = (rules: readonly Rule[], at: number, from: number, to: number) => rules.some((rule) => Math.abs(rule.at - at) <= near && rule.from <= (from + to) / 2 && rule.to >= (from + to) / 2);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x0, x1, y0, y1] = [xs[column] as number, xs[column + 1] as number, ys[row] as number, ys[row + 1] as number];
      if (column + 1 < columns && !drawn(upright, x1, y0, y1)) parent[root(row * columns + column + 1)] = root(row * columns + column);
      if (row + 1 < rows && !drawn(level, y1, x0, x1)) parent[root((row + 1) * columns + column)] = root(row * columns + column);
    }
  }
  const boxes = new Map<number, Box>();
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const key = root(row * columns + column);
      const box = { left: xs[column] as number, right: xs[column + 1] as number, bottom: ys[row] as number, top: ys[row + 1] as number };
      const known = boxes.get(key);
      if (!known) boxes.set(key, box);
      else Object.assign(known, { left: Math.min(known.left, box.left), right: Math.max(known.right, box.right), bottom: Math.min(known.bottom, box.bottom), top: Math.max(known.top, box.top) });
    }
  }
  return [...boxes.values()];
}

function positions(rules: readonly Rule[]): number[] {
  const found: number[] = [];
  for (const { at } of [...rules].sort((a, b) => a.at - b.at)) if (found.length === 0 || at - (found.at(-1) as number) > near) found.push(at);
  return found;
}

/** An outermost line may be missing: where two lines of the other way end beyond it, the table ends. */
function withEnds(found: number[], across: readonly Rule[]): number[] {
  const [first = 0, last = 0] = [found[0], found.at(-1)];
  const low = across.filter((rule) => rule.from < first - 2 * near).map((rule) => rule.from);
  const high = across.filter((rule) => rule.to > last + 2 * near).map((rule) => rule.to);
  return [...(low.length > 1 ? [Math.min(...low)] : []), ...found, ...(high.length > 1 ? [Math.max(...high)] : [])];
}

type Cell = { box: Box; runs: Run[]; parted?: true };

/** Where a line between two cells is not drawn that most other rows have, and no word crosses its place, there are two cells. Cells put together on purpose hold words across the place. */
function partedCells(cells: readonly Cell[]): Cell[] {
  const tops = new Set(cells.map(({ box }) => Math.round(box.top)));
  const starts = new Map<number, Set<number>>();
  for (const { box } of cells) {
    const at = [...starts.keys()].find((one) => Math.abs(one - box.left) <= near) ?? box.left;
    starts.set(at, (starts.get(at) ?? new Set()).add(Math.round(box.top)));
  }
  const edges = [...starts].filter(([, rows]) => rows.size > 1 && rows.size * 2 >= tops.size).map(([at]) => at).sort((a, b) => a - b);
  return cells.flatMap((cell): Cell[] => {
    const parts: Cell[] = [];
    let rest = cell;
    for (const edge of edges) {
      if (edge <= rest.box.left + near || edge >= rest.box.right - near) continue;
      const before = rest.runs.filter((run) => run.x + run.width <= edge + 1);
      const after = rest.runs.filter((run) => run.x >= edge - 1);
      if (before.length === 0 || after.length === 0 || before.length + after.length < rest.runs.length) continue;
      parts.push({ box: { ...rest.box, right: edge }, runs: before, parted: true });
      rest = { box: { ...rest.box, left: edge }, runs: after, parted: true };
    }
    return [...parts, rest];
  });
}

/** Rows from the top edges of the boxes. */
function tableOf(cells: readonly Cell[], page: number): ReadableTable {
  const rows: { top: number; cells: { left: number; cell: ReadableCell }[]; guessed?: true }[] = [];
  for (const { box, runs, parted } of [...cells].sort((a, b) => b.box.top - a.box.top)) {
    let row = rows.at(-1);
    if (!row || row.top - box.top > near) rows.push((row = { top: box.top, cells: [] }));
    if (parted) row.guessed = true;
    row.cells.push({ left: box.left, cell: { blocks: paragraphs(runs, page).flatMap(({ blocks }) => blocks), left: box.left } });
  }
  return {
    kind: "table",
    page,
    rows: rows.map((row): ReadableRow => {
      const inOrder = row.cells.sort((a, b) => a.left - b.left).map(({ cell }) => cell);
      return { cells: inOrder, pages: inOrder.some((cell) => cell.blocks.length > 0) ? [page] : [], ...(row.guessed ? { guessed: true as const } : {}) };
    }),
  };
}

const bullet = /^([•●▪◦○■‣·\uf0b7\uf0a7o]|\d{1,2}[.)]|[a-z][.)])\s+(?=\S)/;

/** Lines of runs put together, parted where the gap is wide or a list mark begins. */
function paragraphs(runs: readonly Run[], page: number): { top: number; blocks: ReadableText[] }[] {
  const found: { top: number; blocks: ReadableText[] }[] = [];
  let before: Line | undefined;
  for (const line of linesByPosition(runs)) {
    const mark = bullet.exec(line.text);
    const current = found.at(-1)?.blocks[0];
    const far = before === undefined || before.y - line.y > Math.max(before.height, line.height) * 1.75 || Math.abs(before.height - line.height) > 1.5;
    if (far || mark || !current) {
      found.push({ top: line.y + line.height, blocks: [{ kind: mark ? "item" : "paragraph", page, lines: [mark ? line.text.slice(mark[0].length) : line.text], level: 1, marker: mark?.[1] ?? "", ...(line.pieces ? { pieces: line.pieces } : {}) }] });
    } else {
      if (line.pieces || current.pieces) current.pieces = [...(current.pieces ?? [{ text: current.lines.join(" ") }]), ...(line.pieces ?? [{ text: line.text }])];
      current.lines.push(line.text);
    }
    before = line;
  }
  return found;
}

function linesByPosition(runs: readonly Run[]): Line[] {
  const lines: { y: number; height: number; runs: Run[] }[] = [];
  for (const run of [...runs].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    if (line && Math.abs(line.y - run.y) <= Math.max(2, run.height * 0.35)) line.runs.push(run);
    else lines.push({ y: run.y, height: run.height, runs: [run] });
  }
  return lines.map(({ y, height, runs: inLine }) => {
    let text = "";
    let end: number | undefined;
    for (const run of inLine.sort((a, b) => a.x - b.x)) {
      if (end !== undefined && run.x - end > Math.max(1.2, run.height * 0.12) && !/\s$/.test(text) && !/^\s/.test(run.text)) text += " ";
      text += run.text;
      end = run.x + run.width;
    }
    const pieces = piecesOf(inLine);
    return { text: text.replace(/[\s\u00a0]+/g, " ").trim(), ...(pieces ? { pieces } : {}), x: Math.min(...inLine.map((run) => run.x)), y, height };
  }).filter((line) => line.text !== "");
}

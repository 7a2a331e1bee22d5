// Draws a picture as SVG text on the server: direct labels, patterns beside colours, no style elements and no scripts, so that a strict content security policy lets it stand.
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import type { BarRow, PartsRow, Picture, WayRow } from "#schemas/picture.ts";

/** As wide as a phone shows it; on a wide page the table stands beside it. */
const width = 352;
const ink = "#1b1b1b";
const soft = "#4d5257";
const brand = "#1a4480";
const line = "#71767a";
/** Contrast with white at least 4.5:1 each. */
const fills = { answered: "#216e1f", partly: "#976b00", missing: "#b3342b", notApplicable: line };
const parts = ["answered", "partly", "missing", "notApplicable"] as const;

const { document } = new JSDOM("").window;

/** The SVG of a picture; a picture without rows is nothing. */
export function drawPicture(picture: Picture): string {
  if (picture.rows.length === 0) return "";
  const svg = picture.kind === "bars" ? bars(picture.rows) : picture.kind === "parts" ? partsOf(picture.id, picture.rows, picture.words) : ways(picture.rows);
  for (const node of svg.querySelectorAll("style")) node.remove();
  // One picture with one name: its groups are not named one by one.
  for (const node of svg.querySelectorAll("[aria-label],[aria-hidden],[class]")) for (const name of ["aria-label", "aria-hidden", "class"]) node.removeAttribute(name);
  for (const name of ["width", "height", "style", "font-family"]) svg.removeAttribute(name);
  svg.setAttribute("class", "picture");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", picture.name);
  svg.setAttribute("focusable", "false");
  return svg.outerHTML;
}

type Placed<Row> = Row & { at: number };
const placed = <Row>(rows: readonly Row[]): Placed<Row>[] => rows.map((row, at) => ({ ...row, at }));

/** About what a letter of the row's name takes; the whole name stands in the table. */
const letter = 6.7;
const cut = (label: string, room: number): string => (label.length * letter <= room ? label : `${label.slice(0, Math.max(6, Math.floor(room / letter) - 1)).trimEnd()}\u2026`);

/** The name of each row on the left, its figure on the right, both above what is drawn. */
const heads = (rows: readonly Placed<{ label: string; words: string }>[], top: number): Plot.Markish[] => [
  Plot.text(rows, { x: 0, y: "at", dy: top, text: (row: { label: string; words: string }) => cut(row.label, width - row.words.length * 7.3 - 10), textAnchor: "start", fill: ink, fontSize: 13 }),
  Plot.text(rows, { x: width, y: "at", dy: top, text: "words", textAnchor: "end", fill: ink, fontSize: 13, fontWeight: 600, fontVariant: "tabular-nums" }),
];

function plot(rows: number, rowHeight: number, marks: Plot.Markish[], extra = 0): Element {
  return Plot.plot({ document, width, height: rows * rowHeight + extra, margin: 0, marginTop: extra, axis: null, x: { type: "linear", domain: [0, width], range: [0, width] }, y: { type: "linear", domain: [0, rows], range: [extra, extra + rows * rowHeight] }, marks });
}

function bars(given: readonly BarRow[]): Element {
  const rows = placed(given);
  const most = Math.max(1, ...rows.flatMap(({ size, mark }) => [size, mark ?? 0]));
  const least = Math.min(0, ...rows.map(({ size }) => size));
  const scale = (size: number): number => ((size - least) / (most - least)) * (width - 2) + 1;
  const marked = rows.filter((row): row is Placed<BarRow> & { mark: number } => row.mark !== null);
  return plot(rows.length, 44, [
    ...heads(rows, 11),
    Plot.rect(rows, { x1: 0, x2: width, y1: (row: Placed<BarRow>) => row.at + 22 / 44, y2: (row: Placed<BarRow>) => row.at + 35 / 44, fill: "#eceef0" }),
    Plot.rect(rows, { x1: scale(0), x2: (row: Placed<BarRow>) => scale(row.size), y1: (row: Placed<BarRow>) => row.at + 22 / 44, y2: (row: Placed<BarRow>) => row.at + 35 / 44, fill: brand }),
    Plot.ruleX(marked, { x: (row: Placed<BarRow> & { mark: number }) => scale(row.mark), y1: (row: Placed<BarRow>) => row.at + 19 / 44, y2: (row: Placed<BarRow>) => row.at + 38 / 44, stroke: "#fff", strokeWidth: 5 }),
    Plot.ruleX(marked, { x: (row: Placed<BarRow> & { mark: number }) => scale(row.mark), y1: (row: Placed<BarRow>) => row.at + 19 / 44, y2: (row: Placed<BarRow>) => row.at + 38 / 44, stroke: ink, strokeWidth: 2.5 }),
  ]);
}

function partsOf(id: string, given: readonly PartsRow[], words: Record<(typeof parts)[number], string>): Element {
  const rows = placed(given);
  const height = 58;
  const pieces = rows.flatMap(({ at, parts: counts }) => {
    const all = parts.reduce((sum, part) => sum + counts[part], 0) || 1;
    let before = 0;
    return parts.flatMap((part) => {
      const [from, to] = [(before / all) * width, ((before + counts[part]) / all) * width];
      before += counts[part];
      return counts[part] === 0 ? [] : [{ at, part, from, to, count: counts[part] }];
    });
  });
  type Piece = (typeof pieces)[number];
  const starts = [0, 84, 150, 226];
  const key = parts.map((part, at) => ({ part, x: starts[at] ?? 0, words: words[part] }));
  const top = 30;
  const svg = plot(
    rows.length,
    height,
    [
      ...heads(rows, 11),
      ...parts.map((part) => Plot.rect(pieces.filter((piece) => piece.part === part), { x1: "from", x2: "to", y1: (piece: Piece) => piece.at + 22 / height, y2: (piece: Piece) => piece.at + 36 / height, fill: `url(#${id}-${part})`, stroke: fills[part], strokeWidth: 1.25, insetLeft: 1, insetRight: 1 })),
      Plot.text(pieces.filter((piece) => piece.to - piece.from > 7 * String(piece.count).length + 2), { x: (piece: Piece) => (piece.from + piece.to) / 2, y: (piece: Piece) => piece.at + 45 / height, text: (piece: Piece) => String(piece.count), fill: soft, fontSize: 11, fontVariant: "tabular-nums" }),
      ...parts.map((part) => Plot.rect(key.filter((one) => one.part === part), { x1: (one: (typeof key)[number]) => one.x + 0.75, x2: (one: (typeof key)[number]) => one.x + 12, y1: () => -22 / height, y2: () => -10 / height, fill: `url(#${id}-${part})`, stroke: fills[part], strokeWidth: 1.25 })),
      Plot.text(key, { x: (one: (typeof key)[number]) => one.x + 17, y: () => -16 / height, text: "words", textAnchor: "start", fill: ink, fontSize: 12 }),
    ],
    top,
  );
  svg.insertAdjacentHTML("afterbegin", `<defs>${parts.map((part) => pattern(`${id}-${part}`, part)).join("")}</defs>`);
  return svg;
}

/** Told apart without colour: full, striped, empty, dotted. */
function pattern(id: string, part: (typeof parts)[number]): string {
  const color = fills[part];
  const inner = { answered: `<rect width="6" height="6" fill="${color}"/>`, partly: `<rect width="6" height="6" fill="#fff"/><path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="${color}" stroke-width="2"/>`, missing: `<rect width="6" height="6" fill="#fff"/>`, notApplicable: `<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1" fill="${color}"/>` }[part];
  return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">${inner}</pattern>`;
}

function ways(given: readonly WayRow[]): Element {
  const height = 66;
  const rows = placed(given.map((row) => ({ ...row, share: Math.min(1.12, Math.max(-0.12, row.share)) })));
  // Room on both sides for what went the other way, and for what went past its target.
  const [start, end] = [42, width - 42];
  const x = (share: number): number => start + share * (end - start);
  type Row = Placed<WayRow>;
  const track = (row: Row): number => row.at + 30 / height;
  return plot(rows.length, height, [
    ...heads(rows, 11),
    Plot.rect(rows, { x1: start, x2: end, y1: (row: Row) => row.at + 28 / height, y2: (row: Row) => row.at + 32 / height, fill: "#8a9095" }),
    Plot.rect(rows, { x1: start, x2: (row: Row) => x(row.share), y1: (row: Row) => row.at + 27 / height, y2: (row: Row) => row.at + 33 / height, fill: brand }),
    Plot.ruleX(rows, { x: start, y1: (row: Row) => row.at + 23 / height, y2: (row: Row) => row.at + 37 / height, stroke: line, strokeWidth: 2 }),
    Plot.ruleX(rows, { x: end, y1: (row: Row) => row.at + 21 / height, y2: (row: Row) => row.at + 39 / height, stroke: ink, strokeWidth: 3 }),
    Plot.dot(rows, { x: (row: Row) => x(row.share), y: track, r: 6, fill: brand, stroke: "#fff", strokeWidth: 1.5 }),
    Plot.text(rows, { x: 0, y: (row: Row) => row.at + 48 / height, text: (row: Row) => cut(row.from, width / 2 - 6), textAnchor: "start", fill: soft, fontSize: 12 }),
    Plot.text(rows, { x: width, y: (row: Row) => row.at + 48 / height, text: (row: Row) => cut(row.to, width / 2 - 6), textAnchor: "end", fill: soft, fontSize: 12 }),
  ]);
}

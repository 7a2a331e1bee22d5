// A document as an accessible web page: no scripts, and every block says where it comes from.
import type { Block, Cell, Chart, Column, List, Paragraph, PlanDocument, Provenance, Run, Section, Table, TableRow } from "#schemas/document.ts";
import { headingOutline } from "./heading-outline.server.ts";

/** A complete page that stands alone: language, title, headings, tables, drawn charts, and print rules of its own. Ends with a newline. */
export function writeHtml(document: PlanDocument): string {
  return `<!DOCTYPE html>
<html lang="${text(document.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.title)}</title>
<style>${style}</style>
</head>
<body>
${document.banner === "" ? "" : `<header><p class="banner${isUnfinished(document) ? " unfinished" : ""}"${direction(document.banner)}>${text(document.banner)}</p></header>\n`}<main>
<h1${direction(document.title)}>${text(document.title)}</h1>
${bodyHtml(withoutTitle(document))}</main>
<footer><p${direction(document.footer)}>${text(document.footer)}</p></footer>
</body>
</html>
`;
}

/** The title is the page's h1; a paper that begins with its own title does not say it twice. */
function withoutTitle(document: PlanDocument): PlanDocument {
  const [section, ...others] = document.sections;
  const first = section?.blocks[0];
  return section && first?.type === "heading" && first.text === document.title ? { ...document, sections: [{ ...section, blocks: section.blocks.slice(1) }, ...others] } : document;
}

const isUnfinished = (document: PlanDocument): boolean => document.copy.kind === "internal-draft" || document.copy.kind === "working-draft";

/** The document's sections alone, for a page that has its own head and its own h1: headings start at h2. Ids are those of the document's blocks. */
export function bodyHtml(document: PlanDocument): string {
  const page: Page = { ids: new Set(), outline: headingOutline() };
  return document.sections.map((section) => sectionHtml(page, section)).join("");
}

/** The ids that the page has given out (no two elements may share one), and how deep its headings are. */
type Page = { ids: Set<string>; outline: (level: number) => number };

const sectionHtml = (page: Page, section: Section): string => `<section class="pages-${section.paper}-${section.orientation}" id="${idOf(page, "section", section.id)}">\n${blocksHtml(page, section.blocks)}</section>\n`;

function blocksHtml(page: Page, blocks: Block[]): string {
  let heading = "";
  return blocks
    .map((block) => {
      if (block.type === "heading") heading = block.text;
      return blockHtml(page, block, heading);
    })
    .join("");
}

/** `heading` is the nearest one above among its neighbours. */
function blockHtml(page: Page, block: Block, heading: string): string {
  switch (block.type) {
    case "heading": {
      // The title is the page's h1; HTML has no h7.
      const depth = page.outline(block.level) + 1;
      const level = Math.min(depth, 6);
      return `<h${level}${block.id === "" ? "" : ` id="${idOf(page, "", block.id)}"`}${depth > 6 ? ` aria-level="${depth}"` : ""}${direction(block.text)}${fromAttributes(block.from)}>${text(block.text)}</h${level}>\n`;
    }
    case "paragraph":
      return paragraphHtml(block);
    case "list":
      return listHtml(page, block);
    case "table":
      return tableHtml(page, block, heading);
    case "chart":
      return chartHtml(page, block);
  }
}

function paragraphHtml({ style, runs, from }: Paragraph): string {
  return `<p${style === "body" ? "" : ` class="${style}"`}${direction(runs.map((run) => run.text).join(""))}${fromAttributes(from)}>${runs.map(runHtml).join("")}</p>\n`;
}

function runHtml(run: Run): string {
  let html = lines(run.text);
  if (run.bold) html = `<strong>${html}</strong>`;
  if (run.italic) html = `<em>${html}</em>`;
  if (run.underline) html = `<u>${html}</u>`;
  if (run.href !== undefined && isSafeLink(run.href) && run.text !== "") html = `<a href="${text(run.href)}">${html}</a>`;
  return run.lineBreak ? `${html}<br>` : html;
}

/** Web and mail addresses only: a link must never be a program. */
const isSafeLink = (href: string): boolean => URL.canParse(href) && ["http:", "https:", "mailto:"].includes(new URL(href).protocol);

function listHtml(page: Page, { ordered, items, from }: List): string {
  const tag = ordered ? "ol" : "ul";
  return `<${tag}${fromAttributes(from)}>\n${items.map((item) => `<li>${blocksHtml(page, item).trimEnd()}</li>\n`).join("")}</${tag}>\n`;
}

/** Columns that still fit a telephone. */
const widestStill = 3;

/** A wide table is in a frame that scrolls by itself on a small screen and can be reached with the keyboard. */
function tableHtml(page: Page, table: Table, heading: string): string {
  const id = idOf(page, "table", table.id);
  // A table of a person's own text has no title; then its summary names it. Ears need a caption even where the eye has just read it.
  const title = table.title === "" ? table.summary : table.title;
  const unseen = table.headerHidden || title === heading || table.title === "";
  const described = table.summary === "" || table.summary === title ? "" : ` aria-describedby="${id}-summary"`;
  const summary = described === "" ? "" : `<span class="${table.headerHidden ? "unseen" : "summary"}" id="${id}-summary">${text(table.summary)}</span>`;
  const caption = `<caption${direction(title)}><span${unseen ? ` class="unseen"` : ""} id="${id}-title">${text(title)}</span>${summary}</caption>\n`;
  const head = table.headerHidden ? "" : `<thead>\n<tr>${table.columns.map((column) => `<th scope="col"${kindClass(column.kind)}${direction(column.header)}>${text(column.header)}</th>`).join("")}</tr>\n</thead>\n`;
  const rows = table.rows.map((row) => rowHtml(page, row, table)).join("");
  return (
    `<div${table.columns.length > widestStill ? ` class="wide" role="region" tabindex="0" aria-labelledby="${id}-title"` : ""}>\n<table id="${id}"${table.headerHidden ? ` class="form"` : ""}${described}${fromAttributes(table.from)}>\n` +
    `${caption}${head}<tbody>\n${rows}</tbody>\n</table>\n</div>\n`
  );
}

function rowHtml(page: Page, row: TableRow, table: Table): string {
  // In a box of fields a row of labels heads the cells below; a label among values heads the cells beside it.
  const headsBelow = row.cells.every((cell) => cell.header);
  return `<tr${row.total ? ` class="total"` : ""}>${row.cells.map((cell) => cellHtml(page, cell, headsBelow && table.headerHidden === true ? "col" : "row")).join("")}</tr>\n`;
}

function cellHtml(page: Page, cell: Cell, scope: "col" | "row"): string {
  const tag = cell.header ? "th" : "td";
  const content = cell.blocks && cell.blocks.length > 0 ? blocksHtml(page, cell.blocks).trimEnd() : lines(cell.text);
  const classes = [...(cell.kind === "text" ? [] : [cell.kind]), ...(cell.missing ? ["missing"] : [])].join(" ");
  return (
    `<${tag}${cell.header ? ` scope="${(cell.span ?? 1) > 1 ? `${scope}group` : scope}"` : ""}${(cell.span ?? 1) > 1 ? ` colspan="${cell.span}"` : ""}` +
    `${classes === "" ? "" : ` class="${classes}"`}${cell.blocks ? "" : direction(cell.text)}${fromAttributes(cell.from)}>${content}</${tag}>`
  );
}

const kindClass = (kind: Column["kind"]): string => (kind === "text" ? "" : ` class="${kind}"`);

// Each is dark enough beside white; slices are named in words as well, never by color alone.
const sliceColors = ["#1f4e79", "#2e8540", "#b45f06", "#6b4fa0", "#00727a", "#8b0a03", "#5b616b"];
const barWidth = 600;
const rowHeight = 44;

/** A drawing with its words, and the same amounts as a table. A part of a slice is drawn under it, from where that slice starts. */
function chartHtml(page: Page, chart: Chart): string {
  const id = idOf(page, "chart", chart.id);
  const whole = chart.slices.filter((slice) => slice.within === undefined);
  // Shares are drawn against the sum of the whole slices, bars against the largest; below zero there is nothing to draw.
  const largest = Math.max(1, chart.kind === "shares" ? whole.reduce((sum, slice) => sum + Math.max(0, slice.cents), 0) : Math.max(0, ...chart.slices.map((slice) => slice.cents)));
  const starts = new Map<string, number>();
  let edge = 0;
  const bars = chart.slices.map((slice, at) => {
    const width = (Math.max(0, slice.cents) / largest) * barWidth;
    const start = chart.kind === "bars" ? 0 : slice.within === undefined ? edge : (starts.get(slice.within) ?? 0);
    // Parts of one slice stand one after another under it.
    if (slice.within === undefined) {
      starts.set(slice.label, edge);
      edge += width;
    } else starts.set(slice.within, start + width);
    const y = at * rowHeight;
    return (
      `<text x="0" y="${y + 14}">${text([slice.label, slice.text, ...(slice.percentText === undefined ? [] : [slice.percentText])].join("  "))}</text>` +
      `<rect x="0" y="${y + 20}" width="${barWidth}" height="14" fill="#eef2f6"/><rect x="${start.toFixed(1)}" y="${y + 20}" width="${width.toFixed(1)}" height="14" fill="${sliceColors[at % sliceColors.length] ?? ""}"/>`
    );
  });
  const percents = chart.slices.some((slice) => slice.percentText !== undefined);
  const rows = chart.slices.map(
    (slice) =>
      `<tr><th scope="row"${slice.within === undefined ? "" : ` class="within"`}${direction(slice.label)}>${text(slice.label)}</th><td class="money">${text(slice.text)}</td>${percents ? `<td class="percent">${text(slice.percentText ?? "")}</td>` : ""}</tr>\n`,
  );
  return (
    `<figure id="${id}"${fromAttributes(chart.from)}>\n<figcaption${direction(chart.title)}>${text(chart.title)}</figcaption>\n` +
    `<svg role="img" aria-labelledby="${id}-title ${id}-description" viewBox="0 0 ${barWidth} ${Math.max(1, chart.slices.length) * rowHeight}" xmlns="http://www.w3.org/2000/svg">` +
    `<title id="${id}-title">${text(chart.title)}</title><desc id="${id}-description">${text(chart.description)}</desc>${bars.join("")}</svg>\n` +
    `<p${direction(chart.description)}>${text(chart.description)}</p>\n` +
    `<table>\n<caption class="unseen">${text(chart.title)}</caption>\n<thead>\n<tr><th scope="col">Item</th><th scope="col" class="money">Amount</th>${percents ? `<th scope="col" class="percent">Percent</th>` : ""}</tr>\n</thead>\n` +
    `<tbody>\n${rows.join("")}</tbody>\n</table>\n</figure>\n`
  );
}

/** The form's field and the addresses of the statements that fill it, for pages that lead back to the answer. */
function fromAttributes(from: Provenance | undefined): string {
  return from === undefined ? "" : ` data-field="${text(from.field)}" data-sources="${text(from.sources.map((source) => source.address).join(" "))}"`;
}

/** Text is marked only where it runs the other way than the page's default, so that the page stays small. */
const direction = (value: string): string => (/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u.test(value) ? ` dir="auto"` : "");

/** An id without spaces; a block's own id stays as it is where it can, so that links into the page hold. The second of two equal ones gets a number. */
function idOf(page: Page, kind: string, own: string): string {
  const id = [kind, own].filter((part) => part !== "").join("-").replace(/\s+/g, "-");
  let free = id;
  for (let number = 2; page.ids.has(free); number += 1) free = `${id}-${number}`;
  page.ids.add(free);
  return text(free);
}

const lines = (value: string): string => text(value).replace(/\r\n?|\n/g, "<br>");

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** Text for between tags or inside a quoted attribute; control characters that HTML forbids are left out. */
function text(value: string): string {
  return (
    value
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- not allowed in HTML
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
      .replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
  );
}

const style = `
:root{color-scheme:light}
body{font:16px/1.5 Arial,Helvetica,sans-serif;color:#1b1b1b;background:#fff;margin:0 auto;padding:1rem;max-width:80rem}
h1,h2,h3,h4,h5,h6,caption,figcaption{color:#1f4e79;line-height:1.25}
a{color:#005ea2}
p{max-width:50rem;margin:.5rem 0}
.banner{max-width:none;text-align:center;font-weight:bold;background:#e6eef6;padding:.5rem}
.unfinished{color:#8b0a03;background:#fdf0ef}
.prompt{background:#e6eef6;padding:.25rem .5rem;margin-top:1rem}
.label{font-weight:bold}
.lead{font-size:1.2rem}
.note{font-size:.85rem;color:#4a4a4a}
.proposed{font-style:italic;border-left:3px dashed #4a4a4a;padding-left:.5rem}
.missing{font-weight:bold;color:#8b0a03;background:#fdf0ef}
p.missing{border-left:4px solid #8b0a03;padding:.25rem .5rem}
table{margin:1rem 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption,figcaption{text-align:start;font-weight:bold;padding:.25rem 0}
.summary{display:block;font-weight:normal;color:#4a4a4a;font-size:.85rem}
th,td{border:1px solid #9db2c7;padding:.25rem .5rem;vertical-align:top;text-align:start;overflow-wrap:anywhere}
.wide th,.wide td{overflow-wrap:break-word}
thead th{background:#1f4e79;color:#fff;vertical-align:middle}
tbody th,.total td{background:#e6eef6;font-weight:bold}
.money,.percent,.number{text-align:right;white-space:nowrap}
thead .money,thead .percent,thead .number{white-space:normal}
.within{padding-inline-start:2rem}
td p,td ul,td ol{margin:.25rem 0}
figure{margin:1rem 0;max-width:50rem}
svg{width:100%;height:auto;font:12px Arial,Helvetica,sans-serif;fill:#1b1b1b}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{border-top:1px solid #9db2c7;margin-top:2rem;font-size:.85rem;color:#4a4a4a}
@page{size:letter;margin:.6in .5in}
@page letter-landscape{size:letter landscape}
@page tabloid-portrait{size:11in 17in}
@page tabloid-landscape{size:17in 11in}
.pages-letter-landscape{page:letter-landscape}
.pages-tabloid-portrait{page:tabloid-portrait}
.pages-tabloid-landscape{page:tabloid-landscape}
@media print{
body{font-size:11pt;max-width:none;padding:0}
p,figure{max-width:none}
.wide{overflow:visible}
footer{display:none}
thead{display:table-header-group}
h1,h2,h3,h4,h5,h6,caption{break-after:avoid}
.banner,.prompt,.missing,th,.total td,svg{print-color-adjust:exact}
}
`;

// What of a pasted page, Word or Google Docs text may stand in an answer? Its words, headings, lists, tables, bold, italic, underline and links; the rest is left out and named.
// Works on any DOM (the browser's, or one built in a test) and writes the few tags the editor reads.

import { linkAllowed } from "./link-allowed.ts";

/** What was left out, for the person who pasted. `looks`: fonts, colours, sizes and the like. */
export type LeftOut = { images: number; comments: number; deleted: number; links: number; objects: number; looks: boolean };
export type CleanPaste = { html: string; leftOut: LeftOut };

export const nothingLeftOut = (): LeftOut => ({ images: 0, comments: 0, deleted: 0, links: 0, objects: 0, looks: false });

/** `html`: of text its words, of an item its blocks, of a table the whole. */
type Item = { kind: "item"; level: number; ordered: boolean; start: number; html: string };
type Block = { kind: "text"; tag: "p" | "h1" | "h2" | "h3"; html: string } | Item | { kind: "table"; html: string };
type Marks = { bold: boolean; italic: boolean; underline: boolean; href: string | null; pre: boolean };
type State = { blocks: Block[]; line: string; leftOut: LeftOut };

const plainMarks: Marks = { bold: false, italic: false, underline: false, href: null, pre: false };
const unread = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "LINK", "XML", "NOSCRIPT", "TEMPLATE", "COL", "COLGROUP"]);
const objects = new Set(["IFRAME", "OBJECT", "EMBED", "VIDEO", "AUDIO", "CANVAS", "INPUT", "SELECT"]);
const images = new Set(["IMG", "SVG", "PICTURE", "V:IMAGEDATA"]);
const blocks = new Set(["P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "NAV", "BLOCKQUOTE", "PRE", "ADDRESS", "FIGURE", "FIGCAPTION", "DL", "DT", "DD", "FORM", "FIELDSET", "DETAILS", "SUMMARY", "CENTER", "HR", "BODY", "HTML"]);

const aComment = /mso-element:\s*comment(?!-)/;

const isElement = (node: Node): node is Element => node.nodeType === 1;
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const styleOf = (element: Element): string => (element.getAttribute("style") ?? "").toLowerCase();
const inStyle = (style: string, name: string): string => new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(style)?.[1]?.trim() ?? "";

/** The cleaned HTML of a pasted one, and what was left out. `body` is the body of the parsed paste. */
export function cleanPasted(body: Element): CleanPaste {
  const state: State = { blocks: [], line: "", leftOut: nothingLeftOut() };
  state.leftOut.comments = Math.max(body.querySelectorAll(".msocomanchor").length, [...body.querySelectorAll("[style]")].filter((element) => aComment.test(styleOf(element))).length);
  readChildren(body, plainMarks, state);
  endLine(state);
  return { html: written(state.blocks), leftOut: state.leftOut };
}

/** What is written so far becomes a block; an empty one is none. */
function endLine(state: State, as?: (html: string) => Block): void {
  const html = state.line.replace(/^(\s|<br>)+|(\s|<br>)+$/g, "");
  state.line = "";
  if (html.replace(/<[^>]*>|&nbsp;|[\s\u00a0]/g, "") !== "") state.blocks.push(as ? as(html) : { kind: "text", tag: "p", html });
}

function readChildren(node: Node, marks: Marks, state: State): void {
  for (const child of node.childNodes) read(child, marks, state);
}

function read(node: Node, marks: Marks, state: State): void {
  if (node.nodeType === 3) return void writeText(node.textContent ?? "", marks, state);
  if (!isElement(node)) return;
  const tag = node.tagName.toUpperCase();
  const style = styleOf(node);
  if (unread.has(tag)) return;
  if (leaveOut(node, tag, style, state.leftOut)) return;
  if (tag === "BR") return void (state.line += "<br>");
  if (tag === "TABLE") return readTable(node, state);
  if (tag === "UL" || tag === "OL") return readList(node, state, 1);
  if (tag === "LI") return readItem(node, state, 1, false, 1);
  const item = wordItem(node, style);
  if (item) return readAs(node, marks, state, (html) => ({ kind: "item", ...item, html: `<p>${html}</p>` }));
  const heading = headingOf(node, tag);
  if (heading) return readAs(node, plainMarks, state, (html) => ({ kind: "text", tag: heading, html }));
  if (tag === "TR" || tag === "TD" || tag === "TH" || blocks.has(tag)) return readAs(node, marks, state);
  readChildren(node, marksOf(node, tag, style, marks, state), state);
}

/** A block's own words; blocks inside it stand for themselves, and only its last words keep its kind where it has inner ones. */
function readAs(node: Element, marks: Marks, state: State, as?: (html: string) => Block): void {
  endLine(state);
  const own = marksOf(node, node.tagName.toUpperCase(), styleOf(node), marks, state);
  // A heading is not bold besides.
  readChildren(node, as && own.bold ? { ...own, bold: marks.bold } : own, state);
  endLine(state, as);
}

/** Counts and leaves out what an answer cannot hold: true when nothing of this element is read. */
function leaveOut(element: Element, tag: string, style: string, leftOut: LeftOut): boolean {
  if (images.has(tag)) {
    // The box that Google Docs draws before an item to tick off is no picture of the author's.
    if (!element.closest("[role=checkbox]")) leftOut.images += 1;
    return true;
  }
  if (objects.has(tag)) {
    leftOut.objects += 1;
    return true;
  }
  // Word's comments: the list at the end, and the marks in the text.
  if (aComment.test(style) || /mso-element:\s*comment-list/.test(style) || /\bMsoCommentReference\b|\bmsocomanchor\b|\bMsoCommentText\b/i.test(element.getAttribute("class") ?? "")) return true;
  if (tag === "DEL") {
    leftOut.deleted += 1;
    return true;
  }
  // The bullet or number that Word wrote before an item of a list; hidden text and field codes.
  return /mso-list:\s*ignore/.test(style) || /display:\s*none/.test(style) || /mso-hide:\s*all/.test(style) || /mso-element:\s*field-(begin|separator|end)/.test(style);
}

function marksOf(element: Element, tag: string, style: string, before: Marks, state: State): Marks {
  const weight = inStyle(style, "font-weight");
  const heavy = weight !== "" && (/^bold/.test(weight) || Number(weight) >= 600);
  const light = weight !== "" && !heavy;
  const slant = inStyle(style, "font-style");
  const line = `${inStyle(style, "text-decoration")} ${inStyle(style, "text-decoration-line")}`;
  if (tag === "FONT" || tag === "SUP" || tag === "SUB" || tag === "S" || tag === "STRIKE" || tag === "MARK" || /(?:^|;)\s*(color|background(-color)?|font-family|font-size)\s*:/.test(style) || /line-through/.test(line)) state.leftOut.looks = true;
  let { href } = before;
  if (tag === "A") {
    const address = realAddress(element.getAttribute("href") ?? "");
    if (linkAllowed(address)) href = address;
    else if (address !== "" && !address.startsWith("#")) state.leftOut.links += 1;
  }
  return {
    bold: light ? false : before.bold || heavy || tag === "B" || tag === "STRONG",
    italic: slant === "normal" ? false : before.italic || /italic|oblique/.test(slant) || tag === "I" || tag === "EM" || tag === "CITE",
    underline: before.underline || tag === "U" || tag === "INS" || /underline/.test(line),
    href,
    pre: before.pre || tag === "PRE",
  };
}

/** Google wraps the addresses of some copies into its own. */
function realAddress(href: string): string {
  const trimmed = href.trim();
  const wrapped = /^https?:\/\/(?:www\.)?google\.com\/url\?(?:[^#]*&)?q=([^&#]+)/i.exec(trimmed)?.[1];
  if (!wrapped) return trimmed;
  try {
    const inner = decodeURIComponent(wrapped);
    return linkAllowed(inner) ? inner : trimmed;
  } catch {
    return trimmed;
  }
}

function writeText(raw: string, { bold, italic, underline, href, pre }: Marks, state: State): void {
  const text = pre ? raw : raw.replace(/[ \t\r\n\f]+/g, " ");
  if (text === "" || (text === " " && (state.line === "" || /(\s|<br>)$/.test(state.line)))) return;
  let html = pre ? escaped(text).replace(/\r\n?|\n/g, "<br>") : escaped(text);
  // Space alone is never marked: bold blanks between words only get in the way.
  if (text.trim() !== "") {
    if (underline && href === null) html = `<u>${html}</u>`;
    if (italic) html = `<em>${html}</em>`;
    if (bold) html = `<strong>${html}</strong>`;
    if (href !== null) html = `<a href="${escaped(href)}">${html}</a>`;
  }
  state.line += html;
}

function headingOf(element: Element, tag: string): "h1" | "h2" | "h3" | null {
  const level = /^H([1-6])$/.exec(tag)?.[1] ?? /\bMsoHeading([1-9])\b/.exec(element.getAttribute("class") ?? "")?.[1] ?? (element.getAttribute("role") === "heading" ? (element.getAttribute("aria-level") ?? "2") : null);
  if (level !== null) return `h${Math.min(3, Math.max(1, Number(level) || 2)) as 1 | 2 | 3}`;
  const name = element.getAttribute("class") ?? "";
  return /\bMsoTitle\b/.test(name) ? "h1" : /\bMsoSubtitle\b/.test(name) ? "h2" : null;
}

/** A paragraph that Word shows as an item of a list: "mso-list:l0 level2 lfo1". Its number or bullet tells which kind. */
function wordItem(element: Element, style: string): { level: number; ordered: boolean; start: number } | null {
  const level = /mso-list:\s*l\d+\s+level(\d+)/.exec(style)?.[1];
  if (!level || /^H[1-6]$/i.test(element.tagName)) return null;
  const mark = ([...element.querySelectorAll("[style]")].find((inner) => /mso-list:\s*ignore/.test(styleOf(inner)))?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
  const number = /^\(?(\d{1,3}|[ivxlcdm]{1,6}|[a-z])[.):]+$/i.exec(mark)?.[1];
  return { level: Number(level), ordered: number !== undefined, start: number !== undefined && /^\d+$/.test(number) ? Number(number) : 1 };
}

/** Items of a real list. A list straight inside a list (as Google Docs writes it) belongs to the item before. */
function readList(list: Element, state: State, level: number): void {
  endLine(state);
  const ordered = list.tagName.toUpperCase() === "OL";
  const start = Number(list.getAttribute("start") ?? 1) || 1;
  let at = 0;
  for (const child of list.childNodes) {
    if (isElement(child) && /^(UL|OL)$/i.test(child.tagName)) readList(child, state, level + 1);
    else if (isElement(child) && child.tagName.toUpperCase() === "LI") readItem(child, state, Number(child.getAttribute("data-aria-level") ?? 0) || level, ordered, start + at++);
    else read(child, plainMarks, state);
  }
  endLine(state);
}

function readItem(item: Element, state: State, level: number, ordered: boolean, start: number): void {
  endLine(state);
  const inner: State = { blocks: [], line: "", leftOut: state.leftOut };
  readChildren(item, marksOf(item, "LI", styleOf(item), plainMarks, state), inner);
  endLine(inner);
  const ticked = item.getAttribute("role") !== "checkbox" ? "" : item.getAttribute("aria-checked") === "true" ? "☑ " : "☐ ";
  const html = written(inner.blocks).replace(/^<p>/, `<p>${ticked}`);
  if (html !== "") state.blocks.push({ kind: "item", level, ordered, start, html });
}

function readTable(table: Element, state: State): void {
  endLine(state);
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const caption = [...table.children].find((child) => child.tagName.toUpperCase() === "CAPTION");
  if (caption) readAs(caption, plainMarks, state);
  const html = rows.flatMap((row): string[] => {
    const cells = [...row.children].filter((cell) => /^T[DH]$/i.test(cell.tagName));
    if (cells.length === 0) return [];
    return [`<tr>${cells.map((cell) => {
      const inner: State = { blocks: [], line: "", leftOut: state.leftOut };
      readChildren(cell, marksOf(cell, "TD", styleOf(cell), plainMarks, state), inner);
      endLine(inner);
      const tag = cell.tagName.toUpperCase() === "TH" || row.parentElement?.tagName.toUpperCase() === "THEAD" ? "th" : "td";
      const span = (name: string, most: number) => {
        const value = Math.min(most, Number(cell.getAttribute(name) ?? 1) || 1);
        return value > 1 ? ` ${name}="${value}"` : "";
      };
      return `<${tag}${span("colspan", 50)}${span("rowspan", 200)}>${written(withoutTables(inner.blocks)) || "<p></p>"}</${tag}>`;
    }).join("")}</tr>`];
  });
  if (html.length > 0) state.blocks.push({ kind: "table", html: `<table><tbody>${html.join("")}</tbody></table>` });
}

/** A table in a cell becomes the words of its cells, a line each: an answer's tables do not nest. */
function withoutTables(list: Block[]): Block[] {
  return list.flatMap((block): Block[] => (block.kind === "table" ? block.html.split(/<\/t[dh]>/).map((html): Block => ({ kind: "text", tag: "p", html: html.replace(/<\/(p|h\d|li)>(?=<)/g, "<br>").replace(/<(?!\/?(?:strong|em|u|a)\b|br>)[^>]*>/g, "").replace(/(<br>)+$/, "") })).filter((one) => one.html !== "") : [block]));
}

/** The blocks as HTML; items one after another become lists, deeper ones inside the item before. */
function written(list: readonly Block[]): string {
  let html = "";
  let at = 0;
  while (at < list.length) {
    const block = list[at];
    if (!block) break;
    if (block.kind !== "item") {
      html += block.kind === "table" ? block.html : `<${block.tag}>${block.html}</${block.tag}>`;
      at += 1;
      continue;
    }
    const items: Item[] = [];
    for (let next = list[at]; next?.kind === "item"; next = list[(at += 1)]) items.push(next);
    html += lists(items);
  }
  return html;
}

function lists(items: readonly Item[]): string {
  const level = Math.min(...items.map((item) => item.level));
  let html = "";
  let open = "";
  for (let at = 0; at < items.length; ) {
    const item = items[at] as Item;
    let end = at + 1;
    while ((items[end]?.level ?? 0) > level) end += 1;
    const deeper = items.slice(item.level > level ? at : at + 1, end);
    const inside = deeper.length > 0 ? lists(deeper) : "";
    at = end;
    // A list that begins deeper than it goes on: its first items are a list of their own.
    if (item.level > level) {
      html += inside;
      continue;
    }
    const tag = item.ordered ? "ol" : "ul";
    if (open !== tag) html += `${open === "" ? "" : `</${open}>`}<${tag}${tag === "ol" && item.start !== 1 ? ` start="${item.start}"` : ""}>`;
    open = tag;
    html += `<li>${item.html}${inside}</li>`;
  }
  return open === "" ? html : `${html}</${open}>`;
}

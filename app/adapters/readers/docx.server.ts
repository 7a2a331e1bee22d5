// Reads a Word document into headings, paragraphs, lists and tables. Nothing is run, nothing is fetched; deleted and hidden words are left out.
import { AppError } from "#schemas/app-error.ts";
import { inPlaces } from "#schemas/readable-document.ts";
import type { ReadableBlock, ReadableCell, ReadableDocument, ReadableRow, ReadableTable, ReadableText, ReadingOptions, WordsPiece } from "#schemas/readable-document.ts";
import { openCheckedZip } from "./checked-zip.server.ts";
import { decoded, tagsOf } from "./xml-tags.server.ts";
import type { Tag } from "./xml-tags.server.ts";

const deepest = 40;
/** Parts that hold no words of the document, or words that were taken back. */
const skipped = new Set(["del", "moveFrom", "Fallback", "drawing", "pict", "object", "instrText", "delText", "rubyBase", "tblGridChange", "pPrChange", "rPrChange", "tcPrChange", "trPrChange", "sectPrChange", "numberingChange"]);
/** Parts that stand in other files. */
const elsewhere = new Set(["altChunk", "subDoc"]);

/**
 * The blocks of a document in reading order; `page` is the place of the block among those of the document, counted from 1, as Word files know no pages.
 * Throws AppError "invalid" or "too-large" for what is no Word document, holds macros, takes words from other files, or is not what was expected.
 */
export function readDocx(bytes: Uint8Array, options: ReadingOptions = {}): ReadableDocument {
  const zip = openCheckedZip(bytes, { what: "a Word document of a plan", kind: "a Word document", ending: "docx" });
  if (zip.names.some((name) => /vbaProject|\.bin$|activeX/i.test(name) && !/printerSettings/i.test(name))) throw new AppError("invalid", "This Word document holds macros and was not opened. Save it as .docx without macros, or as PDF, and choose that file.");
  const xml = zip.text("word/document.xml");
  if (xml === undefined) throw new AppError("invalid", "This file is not a Word document (docx).");
  const levels = headingLevels(zip.text("word/styles.xml") ?? "");
  const lists = listKinds(zip.text("word/numbering.xml") ?? "");
  const links = linkTargets(zip.text("word/_rels/document.xml.rels") ?? "");
  const blocks = new Body(tagsOf(xml), levels, lists, links).read();
  if (blocks.length === 0 || wordsOf(blocks).trim() === "") throw new AppError("invalid", "There is no text in this Word document: its pages are pictures. Use the file the pictures were made from, or type the rows in a spreadsheet and import that.");
  if (options.expects && !options.expects.pattern.test(wordsOf(blocks))) throw new AppError("invalid", options.expects.refusal);
  return inPlaces(blocks, options);
}

const wordsOf = (blocks: readonly ReadableBlock[]): string => blocks.map((block) => (block.kind === "table" ? block.rows.map((row) => row.cells.map((cell) => wordsOf(cell.blocks)).join(" ")).join(" ") : block.lines.join(" "))).join("\n");

class Body {
  private depth = 0;
  constructor(private readonly tags: Generator<Tag>, private readonly levels: ReadonlyMap<string, number>, private readonly lists: (id: string, level: number) => string, private readonly links: ReadonlyMap<string, string>) {}

  read(): ReadableBlock[] {
    return this.blocks("document");
  }

  private blocks(until: string): ReadableBlock[] {
    const found: ReadableBlock[] = [];
    if ((this.depth += 1) > deepest) throw new AppError("invalid", "The tables of this document lie in one another too deep to be read.");
    for (const tag of this.walk()) {
      if (!tag.open && tag.name === until) break;
      if (!tag.open || tag.empty) continue;
      if (tag.name === "p") {
        const text = this.paragraph();
        if (text) found.push(text);
      } else if (tag.name === "tbl") found.push(this.table());
    }
    this.depth -= 1;
    return found;
  }

  /** The tags that count: what is skipped is walked over whole. */
  private *walk(): Generator<Tag> {
    for (;;) {
      const { value: tag, done } = this.tags.next();
      if (done) return;
      if (elsewhere.has(tag.name)) throw new AppError("invalid", "This document takes a part of its words from another file. Open it in Word, save it as one document, and choose that.");
      if (!tag.open || tag.empty || !skipped.has(tag.name)) {
        yield tag;
        continue;
      }
      for (let open = 1; open > 0; ) {
        const { value: inner, done: end } = this.tags.next();
        if (end) return;
        if (inner.name === tag.name && !inner.empty) open += inner.open ? 1 : -1;
      }
    }
  }

  private paragraph(): ReadableText | undefined {
    const lines = [""];
    let [style, numbering, level, outline] = ["", "", 0, 0];
    let [hidden, inProperties] = [false, false];
    let [look, inRun, href]: [Omit<WordsPiece, "text">, boolean, string | undefined] = [{}, false, undefined];
    const pieces: WordsPiece[] = [];
    const say = (words: string) => {
      if (hidden) return;
      lines[lines.length - 1] += words;
      pieces.push({ text: words, ...look, ...(href === undefined ? {} : { href }) });
    };
    for (const tag of this.walk()) {
      const value = () => [...tag.attributes].find(([name]) => /(^|:)val$/.test(name))?.[1] ?? "";
      if (!tag.open) {
        if (tag.name === "p") break;
        if (tag.name === "t") say(decoded(tag.before));
        if (tag.name === "r") [hidden, inRun, look] = [false, false, {}];
        if (tag.name === "hyperlink") href = undefined;
        if (tag.name === "pPr") inProperties = false;
        continue;
      }
      const look2 = looks[tag.name];
      if (tag.name === "r" && !tag.empty) inRun = true;
      else if (tag.name === "hyperlink" && !tag.empty) href = this.links.get([...tag.attributes].find(([name]) => /^[\w-]+:id$/.test(name))?.[1] ?? "");
      else if (look2 && inRun) look = withLook(look, look2, !/^(0|false|off|none)$/.test(value()));
      else if (tag.name === "pPr" && !tag.empty) inProperties = true;
      else if (tag.name === "pStyle") style = value();
      else if (tag.name === "numId") numbering = value();
      else if (tag.name === "ilvl") level = Number(value()) || 0;
      else if (tag.name === "outlineLvl") outline = Number(value()) + 1;
      else if (tag.name === "vanish" && !inProperties) hidden = !/^(0|false|off)$/.test(value());
      else if (tag.name === "tab" && !inProperties) say(" ");
      else if (tag.name === "br" || tag.name === "cr") lines.push("");
      else if (tag.name === "noBreakHyphen") say("-");
    }
    const words = lines.map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");
    if (words.length === 0) return undefined;
    const marked = pieces.some((piece) => Object.keys(piece).length > 1) ? { pieces } : {};
    const heading = this.levels.get(style) ?? (outline > 0 && outline < 7 ? outline : 0);
    if (heading > 0) return { kind: "heading", page: 0, lines: words, level: heading, marker: "" };
    if (numbering !== "" && numbering !== "0") return { kind: "item", page: 0, lines: words, level: level + 1, marker: this.lists(numbering, level), ...marked };
    return { kind: "paragraph", page: 0, lines: words, level: 1, marker: "", ...marked };
  }

  private table(): ReadableTable {
    const rows: ReadableRow[] = [];
    const edges: number[] = [];
    let at = 0;
    for (const tag of this.walk()) {
      const number = (name: RegExp) => Number([...tag.attributes].find(([one]) => name.test(one))?.[1] ?? 0) || 0;
      if (!tag.open && tag.name === "tbl") break;
      if (!tag.open) continue;
      if (tag.name === "gridCol") {
        edges.push(at);
        at += number(/(^|:)w$/) / 20;
      } else if (tag.name === "tr" && !tag.empty) rows.push(this.row(edges));
    }
    return { kind: "table", page: 0, rows };
  }

  /** A cell over several columns begins where its first one does; one that goes on from the row above is empty. */
  private row(edges: readonly number[]): ReadableRow {
    const cells: ReadableCell[] = [];
    let [column, head] = [0, false];
    for (const tag of this.walk()) {
      const value = [...tag.attributes].find(([name]) => /(^|:)val$/.test(name))?.[1] ?? "";
      if (!tag.open && tag.name === "tr") break;
      if (!tag.open) continue;
      if (tag.name === "tblHeader") head = !/^(0|false|off)$/.test(value);
      else if (tag.name === "gridBefore") column += Number(value) || 0;
      else if (tag.name === "tc" && !tag.empty) {
        let [span, goesOn] = [1, false];
        const blocks = this.cell((name, words) => {
          if (name === "gridSpan") span = Math.min(60, Math.max(1, Number(words) || 1));
          if (name === "vMerge") goesOn = words !== "restart";
        });
        cells.push({ blocks: goesOn ? [] : blocks, left: blocks.length === 0 || goesOn ? null : (edges[column] ?? null), ...(head ? { head: true as const } : {}) });
        column += span;
      }
    }
    return { cells, pages: cells.some((cell) => cell.blocks.length > 0) ? [1] : [] };
  }

  private cell(property: (name: string, value: string) => void): ReadableBlock[] {
    const found: ReadableBlock[] = [];
    if ((this.depth += 1) > deepest) throw new AppError("invalid", "The tables of this document lie in one another too deep to be read.");
    for (const tag of this.walk()) {
      if (!tag.open && tag.name === "tc") break;
      if (!tag.open) continue;
      if (tag.name === "gridSpan" || tag.name === "vMerge") property(tag.name, [...tag.attributes].find(([name]) => /(^|:)val$/.test(name))?.[1] ?? "");
      else if (tag.empty) continue;
      else if (tag.name === "p") {
        const text = this.paragraph();
        if (text) found.push(text);
      } else if (tag.name === "tbl") found.push(this.table());
    }
    this.depth -= 1;
    return found;
  }
}

const looks: Readonly<Record<string, "bold" | "italic" | "underline">> = { b: "bold", i: "italic", u: "underline" };
const withLook = (look: Omit<WordsPiece, "text">, name: "bold" | "italic" | "underline", on: boolean): Omit<WordsPiece, "text"> => {
  const { [name]: _before, ...others } = look;
  return on ? { ...others, [name]: true } : others;
};

/** Where the links of the document lead, by their ids. Nothing is fetched. */
function linkTargets(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const { name, open, attributes } of tagsOf(xml)) {
    if (name === "Relationship" && open && /\/hyperlink$/.test(attributes.get("Type") ?? "") && attributes.get("TargetMode") === "External") targets.set(attributes.get("Id") ?? "", attributes.get("Target") ?? "");
  }
  return targets;
}

/** Depth of the heading styles by style id, also of those made after one. */
function headingLevels(xml: string): Map<string, number> {
  const styles = new Map<string, { name: string; after: string; outline: number }>();
  let style: { id: string; name: string; after: string; outline: number } | undefined;
  for (const tag of tagsOf(xml)) {
    const attribute = (name: RegExp) => [...tag.attributes].find(([one]) => name.test(one))?.[1] ?? "";
    if (tag.name === "style" && tag.open && !tag.empty) style = { id: attribute(/(^|:)styleId$/), name: "", after: "", outline: 0 };
    else if (tag.name === "style" && !tag.open && style) {
      styles.set(style.id, style);
      style = undefined;
    } else if (style && tag.name === "name") style.name = attribute(/(^|:)val$/);
    else if (style && tag.name === "basedOn") style.after = attribute(/(^|:)val$/);
    else if (style && tag.name === "outlineLvl") style.outline = Number(attribute(/(^|:)val$/)) + 1;
  }
  const levels = new Map<string, number>();
  for (const id of styles.keys()) {
    let at: string | undefined = id;
    for (let step = 0; at !== undefined && step < 10; step += 1) {
      const one = styles.get(at);
      const level = /^heading ([1-9])$/i.exec(one?.name ?? "")?.[1];
      const depth = level !== undefined ? Number(level) : /^title$/i.test(one?.name ?? "") ? 1 : (one?.outline ?? 0);
      if (depth > 0 && depth < 10) {
        levels.set(id, Math.min(6, depth));
        break;
      }
      at = one?.after === "" ? undefined : one?.after;
    }
  }
  return levels;
}

/** The mark of an item by the id and depth of its list: a bullet, or a number. */
function listKinds(xml: string): (id: string, level: number) => string {
  const formats = new Map<string, string>();
  const abstractOf = new Map<string, string>();
  let [abstract, number, level] = ["", "", "0"];
  for (const tag of tagsOf(xml)) {
    if (!tag.open) continue;
    const attribute = (name: RegExp) => [...tag.attributes].find(([one]) => name.test(one))?.[1] ?? "";
    if (tag.name === "abstractNum") abstract = attribute(/(^|:)abstractNumId$/);
    else if (tag.name === "lvl") level = attribute(/(^|:)ilvl$/);
    else if (tag.name === "numFmt") formats.set(`${abstract}/${level}`, attribute(/(^|:)val$/));
    else if (tag.name === "num") number = attribute(/(^|:)numId$/);
    else if (tag.name === "abstractNumId") abstractOf.set(number, attribute(/(^|:)val$/));
  }
  return (id, at) => (/^(bullet|none)?$/.test(formats.get(`${abstractOf.get(id) ?? ""}/${at}`) ?? "") ? "•" : "1.");
}

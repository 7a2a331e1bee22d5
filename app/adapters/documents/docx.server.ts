// A document as a Word file. WordprocessingML is written directly: the file then has table alternatives, unbreakable amounts and the same bytes every time.
import JSZip from "jszip";
import type { Block, Cell, Chart, Heading, List, Paragraph, ParagraphStyle, PlanDocument, Run, Section, Table, TableRow } from "#schemas/document.ts";
import { chartDrawing, chartPart } from "./docx-chart.server.ts";
import { cellWords, fitColumns, isAmount, textWidth } from "./docx-columns.server.ts";
import {
  bulletNumber,
  cellMargin,
  colors,
  contentTypesPart,
  corePropertiesPart,
  deepestListLevel,
  numberingPart,
  packageRelations,
  relationsPart,
  settingsPart,
  stylesPart,
  wordPart,
  xmlText,
  type Relation,
} from "./docx-parts.server.ts";
import { keepsWithNext } from "./keep-with-next.server.ts";
import { headingOutline } from "./heading-outline.server.ts";

/** What the whole file collects while its blocks are written: where links lead, at which level each ordered list starts, the charts, how deep its headings are. */
type File = { links: Map<string, string>; orderedLevels: number[]; charts: Chart[]; outline: (level: number) => number };
/** Where a block is printed: how wide it may be, in which size inside a table, how deep in lists, whether it stays with the next. Widths in twentieths of a point. */
type Place = { width: number; cellSize?: number; list?: { number: number; level: number; first: boolean }; keep?: true };

const margin = 720;
const papers = { letter: { short: 12240, long: 15840 }, tabloid: { short: 15840, long: 24480 } } as const;
const paragraphStyles: Record<ParagraphStyle, string> = { body: "", prompt: "Prompt", label: "Label", missing: "Missing", note: "Note", proposed: "Proposed", lead: "Lead" };
/** A row up to this many lines stays on one page; a longer one may be continued on the next. */
const longestWholeRow = 12;

/** The day a copy was made; the file's own dates come from it. */
const dayOf = (document: PlanDocument): string => (document.copy.kind === "filed" ? document.copy.filedOn : document.copy.preparedOn);

const isUnfinished = (document: PlanDocument): boolean => document.copy.kind === "internal-draft" || document.copy.kind === "working-draft";

/** The document as the bytes of a .docx file; the same document always gives the same bytes. */
export async function writeDocx(document: PlanDocument): Promise<Uint8Array> {
  const file: File = { links: new Map(), orderedLevels: [], charts: [], outline: headingOutline() };
  const sections: Section[] = document.sections.length > 0 ? document.sections : [{ id: "empty", paper: "letter", orientation: "portrait", blocks: [] }];
  const footers = [...new Set(sections.map(lineWidth))];
  const body = sections
    .map((section, at) => {
      // A letter says its title as its first heading.
      const title = at === 0 && !section.blocks.some((block) => block.type === "heading" && block.level === 1 && block.text === document.title) ? plainParagraph("Title", document.title) : "";
      const properties = sectionProperties(section, document.banner !== "", footers.indexOf(lineWidth(section)) + 1);
      const blocks = blocksXml(file, section.blocks, { width: lineWidth(section) });
      return title + blocks + (at === sections.length - 1 ? properties : `<w:p><w:pPr><w:pStyle w:val="Gap"/>${properties}</w:pPr></w:p>`);
    })
    .join("");

  // The parts that a document may have none or several of, by their ids.
  const others: { id: string; kind: "header" | "footer" | "chart"; xml: string }[] = [
    ...(document.banner === "" ? [] : [{ id: "header", kind: "header" as const, xml: wordPart("hdr", paragraphXml("Header", document.banner, runXml(document.banner, isUnfinished(document) ? { color: colors.alarm } : {}), { late: `<w:jc w:val="center"/>` })) }]),
    ...footers.map((width, at) => ({ id: `footer${at + 1}`, kind: "footer" as const, xml: footerPart(document.footer, width) })),
    ...file.charts.map((chart, at) => ({ id: `chart${at + 1}`, kind: "chart" as const, xml: chartPart(chart) })),
  ];
  const relations: Relation[] = [
    ...["styles", "numbering", "settings"].map((part) => ({ id: part, type: part, target: `${part}.xml` })),
    ...others.map(({ id, kind }) => ({ id, type: kind, target: `${id}.xml` })),
    ...[...file.links].map(([target, id]) => ({ id, type: "hyperlink", target, external: true as const })),
  ];
  const day = dayOf(document);
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypesPart(others.map(({ id, kind }) => ({ name: `${id}.xml`, kind }))),
    "_rels/.rels": relationsPart(packageRelations),
    "word/document.xml": wordPart("document", `<w:body>${body}</w:body>`),
    "word/_rels/document.xml.rels": relationsPart(relations),
    "word/styles.xml": stylesPart(document.language),
    "word/numbering.xml": numberingPart(file.orderedLevels),
    "word/settings.xml": settingsPart(document.language),
    ...Object.fromEntries(others.map(({ id, xml }) => [`word/${id}.xml`, xml])),
    "docProps/core.xml": corePropertiesPart({ title: document.title, subject: document.template, creator: document.organization.name, language: document.language, day }),
  };
  const zip = new JSZip();
  for (const [name, text] of Object.entries(parts)) zip.file(name, text, { date: new Date(`${day}T00:00:00Z`), createFolders: false });
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

const pageSize = (section: Section): { width: number; height: number } => {
  const { short, long } = papers[section.paper];
  return section.orientation === "portrait" ? { width: short, height: long } : { width: long, height: short };
};
const lineWidth = (section: Section): number => pageSize(section).width - 2 * margin;

function sectionProperties(section: Section, hasBanner: boolean, footer: number): string {
  const { width, height } = pageSize(section);
  return (
    `<w:sectPr>${hasBanner ? `<w:headerReference w:type="default" r:id="header"/>` : ""}<w:footerReference w:type="default" r:id="footer${footer}"/><w:type w:val="nextPage"/>` +
    `<w:pgSz w:w="${width}" w:h="${height}"${section.orientation === "landscape" ? ` w:orient="landscape"` : ""}/>` +
    `<w:pgMar w:top="1008" w:right="${margin}" w:bottom="1008" w:left="${margin}" w:header="432" w:footer="432" w:gutter="0"/></w:sectPr>`
  );
}

function footerPart(text: string, width: number): string {
  const field = (name: string): string => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
  const content = `${runXml(text)}<w:r><w:tab/></w:r>${runXml("Page ")}${field("PAGE")}${runXml(" of ")}${field("NUMPAGES")}`;
  return wordPart("ftr", paragraphXml("Footer", "", content, { early: `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs>` }));
}

function blocksXml(file: File, blocks: Block[], place: Place): string {
  let heading = "";
  return blocks
    .map((block, at) => {
      if (block.type === "heading") heading = block.text;
      const captioned = block.type === "table" && !block.headerHidden && block.title !== "" && block.title !== heading && place.cellSize === undefined;
      const keep = block.type === "paragraph" && place.cellSize === undefined && keepsWithNext(block, blocks[at - 1], blocks[at + 1]);
      return (captioned ? captionXml(block.title) : "") + blockXml(file, block, keep ? { ...place, keep } : place);
    })
    .join("");
}

/** A table's or chart's title above it, unless a heading has just said the same. */
const captionXml = (title: string): string => plainParagraph("Caption", title);

function blockXml(file: File, block: Block, place: Place): string {
  switch (block.type) {
    case "heading":
      return headingXml(file, block, place);
    case "paragraph":
      return textParagraph(file, block, place);
    case "list":
      return listXml(file, block, place);
    case "table":
      return tableXml(file, block, place);
    case "chart":
      return chartXml(file, block, place);
  }
}

function headingXml(file: File, { level: own, text }: Heading, place: Place): string {
  const level = file.outline(own);
  const { early = "", late = "" } = listProperties(place);
  if (place.cellSize === undefined) return paragraphXml(`Heading${level}`, text, runXml(text), { early, late });
  // The type of a page's heading is too large for a table.
  return paragraphXml(`Cell${place.cellSize}`, text, runXml(text, { bold: true }), { early, late: `${late}<w:outlineLvl w:val="${level - 1}"/>` });
}

function textParagraph(file: File, { style, runs }: Paragraph, place: Place): string {
  const inCell = place.cellSize !== undefined;
  // A style of the page is too large for a table; there the letters alone tell it.
  const look: Look = inCell ? cellLooks[style] : {};
  const id = inCell ? `Cell${place.cellSize}` : place.list && style === "body" ? "ListParagraph" : paragraphStyles[style];
  return paragraphXml(id, runs.map((run) => run.text).join(""), runs.map((run) => linkedRun(file, run, look)).join(""), listProperties(place));
}

type Look = { bold?: true; italic?: true; underline?: true; color?: string; link?: true };
const cellLooks: Record<ParagraphStyle, Look> = {
  body: {},
  lead: {},
  prompt: { italic: true, color: colors.quiet },
  label: { bold: true },
  missing: { bold: true, color: colors.alarm },
  note: { italic: true, color: colors.quiet },
  proposed: { italic: true },
};

/** Paragraph properties in the schema's order: some come before the direction, some after. */
type Properties = { early?: string; late?: string };

const listProperties = ({ list, keep }: Place): Properties => {
  if (list === undefined) return keep ? { early: "<w:keepNext/>" } : {};
  return list.first ? { early: `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.number}"/></w:numPr>` } : { late: `<w:ind w:left="${360 * (list.level + 1)}"/>` };
};

/** `words` decide the paragraph's direction. */
function paragraphXml(style: string, words: string, content: string, { early = "", late = "" }: Properties = {}): string {
  const properties = `${style ? `<w:pStyle w:val="${style}"/>` : ""}${early}${isRightToLeft(words) ? "<w:bidi/>" : ""}${late}`;
  return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ""}${content}</w:p>`;
}

const plainParagraph = (style: string, text: string): string => paragraphXml(style, text, runXml(text));

// The first letter with a direction decides: Hebrew, Arabic and their neighbours, or any other letter.
const rightToLeftLetter = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const firstLetter = /\p{L}/u;
function isRightToLeft(text: string): boolean {
  const letter = firstLetter.exec(text);
  return letter !== null && rightToLeftLetter.test(letter[0]);
}

function runXml(text: string, look: Look = {}): string {
  if (text === "") return "";
  const rightToLeft = isRightToLeft(text);
  const properties =
    (look.link ? `<w:rStyle w:val="Hyperlink"/>` : "") +
    (look.bold ? "<w:b/><w:bCs/>" : "") +
    (look.italic ? "<w:i/><w:iCs/>" : "") +
    (look.color && !look.link ? `<w:color w:val="${look.color}"/>` : "") +
    (look.underline && !look.link ? `<w:u w:val="single"/>` : "") +
    (rightToLeft ? `<w:rtl/><w:lang w:bidi="${/\p{Script=Hebrew}/u.test(text) ? "he-IL" : "ar-SA"}"/>` : "");
  const pieces = xmlText(text.replace(/\r\n?/g, "\n"))
    .split(/(\n|\t)/)
    .map((piece) => (piece === "\n" ? "<w:br/>" : piece === "\t" ? "<w:tab/>" : piece === "" ? "" : `<w:t xml:space="preserve">${piece}</w:t>`));
  return `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ""}${pieces.join("")}</w:r>`;
}

function linkedRun(file: File, run: Run, look: Look): string {
  const target = run.href === undefined ? undefined : linkTarget(run.href);
  const own: Look = { ...look, ...(run.bold && { bold: true }), ...(run.italic && { italic: true }), ...(run.underline && { underline: true }), ...(target && { link: true }) };
  const text = runXml(run.text, own);
  const id = target === undefined ? "" : (file.links.get(target) ?? `link${file.links.size + 1}`);
  if (target !== undefined) file.links.set(target, id);
  return (target !== undefined && text ? `<w:hyperlink r:id="${id}" w:history="1">${text}</w:hyperlink>` : text) + (run.lineBreak ? "<w:r><w:br/></w:r>" : "");
}

/** Web and mail addresses only, in the form Word can open; Word calls a file with a malformed address damaged. */
function linkTarget(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
}

function listXml(file: File, list: List, place: Place): string {
  const level = Math.min(place.list ? place.list.level + 1 : 0, deepestListLevel);
  let number: number = bulletNumber;
  if (list.ordered) {
    file.orderedLevels.push(level);
    number = bulletNumber + file.orderedLevels.length;
  }
  return list.items
    .map((item) => {
      let first = true;
      // An item that starts with a list or a table still shows its own sign.
      const opening = item[0]?.type === "paragraph" || item[0]?.type === "heading" ? item : [{ type: "paragraph", style: "body", runs: [] } satisfies Paragraph, ...item];
      return opening
        .map((block) => {
          const xml = blockXml(file, block, { ...place, list: { number, level, first } });
          first = false;
          return xml;
        })
        .join("");
    })
    .join("");
}

function tableXml(file: File, table: Table, place: Place): string {
  if (table.columns.length === 0) return "";
  const { widths, halfPoints } = fitColumns(table, place.width);
  const size = place.cellSize === undefined ? halfPoints : Math.min(halfPoints, place.cellSize);
  const header = table.headerHidden
    ? ""
    : `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>` +
      table.columns
        .map((column, at) => cellXml({ width: widths[at] ?? 0, span: 1, fill: colors.navy, vertical: "center" }, plainParagraph(`Head${size}`, column.header)))
        .join("") +
      `</w:tr>`;
  return (
    `<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="${place.width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
    `<w:tblLook w:val="0020" w:firstRow="${table.headerHidden ? 0 : 1}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>` +
    `<w:tblCaption w:val="${xmlText(table.title)}"/><w:tblDescription w:val="${xmlText(table.summary)}"/></w:tblPr>` +
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>` +
    header +
    table.rows.map((row, at) => rowXml(file, row, widths, size, table.headerHidden === true && at === 0)).join("") +
    `</w:tbl>` +
    // Two tables in a row would become one.
    paragraphXml("Gap", "", "")
  );
}

function rowXml(file: File, row: TableRow, widths: number[], size: number, isFirstOfBox: boolean): string {
  let column = 0;
  let lines = 1;
  const cells = row.cells
    .filter((_, at) => at < widths.length)
    .map((cell, at, all) => {
      // The last cell takes what is left, so that every row fills the table.
      const room = widths.length - column - (all.length - 1 - at);
      const span = at === all.length - 1 ? widths.length - column : Math.max(1, Math.min(cell.span ?? 1, room));
      const width = widths.slice(column, column + span).reduce((total, one) => total + one, 0);
      column += span;
      const inside = width - 2 * cellMargin;
      lines = Math.max(lines, cellWords(cell).split("\n").reduce((count, text) => count + Math.max(1, Math.ceil(textWidth(text, size) / inside)), 0));
      const fill = cell.missing ? colors.alarmBack : cell.header || row.total ? colors.pale : undefined;
      return cellXml({ width, span, ...(fill && { fill }), noWrap: isAmount(cell) }, cellContent(file, cell, row, size, inside));
    });
  // Field boxes have labels over values: a first row of labels only is the row that is repeated.
  const repeats = isFirstOfBox && row.cells.length > 0 && row.cells.every((cell) => cell.header);
  return `<w:tr><w:trPr>${lines <= longestWholeRow ? "<w:cantSplit/>" : ""}${repeats ? "<w:tblHeader/>" : ""}</w:trPr>${cells.join("") || cellXml({ width: widths[0] ?? 0, span: widths.length }, "<w:p/>")}</w:tr>`;
}

function cellContent(file: File, cell: Cell, row: TableRow, size: number, width: number): string {
  if (cell.blocks && cell.blocks.length > 0) {
    const content = blocksXml(file, cell.blocks, { width, cellSize: size });
    return content === "" ? "<w:p/>" : content;
  }
  const look: Look = { ...((cell.header || row.total) && { bold: true }), ...(cell.missing && { bold: true, color: colors.alarm }) };
  // Spaces inside an amount may not break either.
  const text = isAmount(cell) ? cell.text.replace(/ /g, "\u00a0") : cell.text;
  return paragraphXml(isAmount(cell) ? `Amount${size}` : `Cell${size}`, text, runXml(text, look));
}

function cellXml(box: { width: number; span: number; fill?: string; noWrap?: boolean; vertical?: "center" }, content: string): string {
  return (
    `<w:tc><w:tcPr><w:tcW w:w="${box.width}" w:type="dxa"/>${box.span > 1 ? `<w:gridSpan w:val="${box.span}"/>` : ""}` +
    `${box.fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${box.fill}"/>` : ""}${box.noWrap ? "<w:noWrap/>" : ""}${box.vertical ? `<w:vAlign w:val="${box.vertical}"/>` : ""}</w:tcPr>${content}</w:tc>`
  );
}

/** A chart: the drawing, whose alternative says it in words, then its amounts as a table. */
function chartXml(file: File, chart: Chart, place: Place): string {
  const hasPercents = chart.slices.some((slice) => slice.percentText !== undefined);
  file.charts.push(chart);
  const drawing = paragraphXml("", "", chartDrawing(chart, file.charts.length, place.width), { early: "<w:keepNext/>" });
  const table: Table = {
    type: "table",
    id: chart.id,
    title: chart.title,
    summary: chart.description,
    columns: [
      { id: "label", header: "Item", kind: "text", share: 6 },
      { id: "amount", header: "Amount", kind: "money", share: 2 },
      ...(hasPercents ? [{ id: "percent", header: "Percent", kind: "percent" as const, share: 1 }] : []),
    ],
    rows: chart.slices.map((slice, at) => ({
      id: `${chart.id}-${at + 1}`,
      cells: [
        { kind: "text", text: slice.within === undefined ? slice.label : `\u2003${slice.label}` },
        { kind: "money", text: slice.text, cents: slice.cents },
        ...(hasPercents ? [{ kind: "percent" as const, text: slice.percentText ?? "" }] : []),
      ],
    })),
  };
  return captionXml(chart.title) + drawing + tableXml(file, table, place);
}

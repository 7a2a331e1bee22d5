// The parts of a Word file that do not depend on what the document says: styles, lists, settings, packaging.
// Written as WordprocessingML, in the schema's order of elements: Word refuses a file whose elements are out of order.

export const colors = { navy: "1F4E79", pale: "E6EEF6", rule: "9DB2C7", quiet: "4A4A4A", alarm: "8B0A03", alarmBack: "FDF0EF", link: "005EA2", white: "FFFFFF" } as const;

/** Sizes a table may be set in, in half points: the largest in which its amounts and words fit their columns is taken. */
export const tableSizes = [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8] as const;

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelationship = "http://schemas.openxmlformats.org/package/2006/relationships";
const contentType = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** A part of the Word file: its root element with the namespaces that the adapter uses. */
export const wordPart = (root: string, content: string): string => `${declaration}<w:${root} xmlns:w="${main}" xmlns:r="${relationship}">${content}</w:${root}>`;

/** Text that XML can hold: markup escaped, and the characters that XML forbids left out. */
export function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- XML 1.0 has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
  );
}

const paragraphStyle = (id: string, name: string, paragraph: string, run: string, more = `<w:basedOn w:val="Normal"/>`): string =>
  `<w:style w:type="paragraph" ${id === "Normal" ? `w:default="1" ` : ""}w:styleId="${id}"><w:name w:val="${name}"/>${more}<w:qFormat/>` +
  (paragraph ? `<w:pPr>${paragraph}</w:pPr>` : "") +
  (run ? `<w:rPr>${run}</w:rPr>` : "") +
  `</w:style>`;
const spacing = (before: number, after: number): string => `<w:spacing w:before="${before}" w:after="${after}"/>`;
const size = (halfPoints: number): string => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const bold = "<w:b/><w:bCs/>";
const italic = "<w:i/><w:iCs/>";
const color = (value: string): string => `<w:color w:val="${value}"/>`;
const shade = (fill: string): string => `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
const leftBar = (value: string): string => `<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="${value}"/></w:pBdr>`;

/** Arial throughout, as the published plans are; `language` is the document's. */
export function stylesPart(language: string): string {
  const headingSizes = [32, 28, 24, 22, 22, 22];
  const fonts = `<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>`;
  return wordPart(
    "styles",
    `<w:docDefaults><w:rPrDefault><w:rPr>${fonts}${size(22)}<w:lang w:val="${xmlText(language)}" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
      paragraphStyle("Normal", "Normal", `<w:widowControl/>${spacing(0, 120)}`, "", "") +
      paragraphStyle("Title", "Title", `<w:keepNext/>${spacing(0, 240)}`, bold + color(colors.navy) + size(40)) +
      headingSizes
        .map((halfPoints, at) =>
          paragraphStyle(
            `Heading${at + 1}`,
            `heading ${at + 1}`,
            `<w:keepNext/><w:keepLines/>${spacing(at < 2 ? 320 : 240, 120)}<w:outlineLvl w:val="${at}"/>`,
            bold + (at === 5 ? italic : "") + color(colors.navy) + size(halfPoints),
            `<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>`,
          ),
        )
        .join("") +
      paragraphStyle("Prompt", "Prompt", `<w:keepNext/>${shade(colors.pale)}${spacing(160, 80)}`, size(20)) +
      paragraphStyle("Label", "Label", `<w:keepNext/>${spacing(160, 80)}`, bold) +
      paragraphStyle("Missing", "Missing", leftBar(colors.alarm) + shade(colors.alarmBack) + spacing(80, 120), bold + color(colors.alarm)) +
      paragraphStyle("Note", "Note", spacing(0, 80), color(colors.quiet) + size(17)) +
      paragraphStyle("Proposed", "Proposed", leftBar(colors.rule) + spacing(80, 120), italic) +
      paragraphStyle("Lead", "Lead", spacing(0, 200), size(26)) +
      paragraphStyle("Caption", "caption", `<w:keepNext/>${spacing(160, 80)}`, bold + color(colors.navy) + size(20)) +
      paragraphStyle("ListParagraph", "List Paragraph", `${spacing(0, 60)}`, "") +
      paragraphStyle("Gap", "Gap", spacing(0, 0), size(12)) +
      paragraphStyle("Header", "header", spacing(0, 0), bold + color(colors.quiet) + size(17)) +
      paragraphStyle("Footer", "footer", spacing(0, 0), color(colors.quiet) + size(17)) +
      tableSizes
        .map(
          (halfPoints) =>
            paragraphStyle(`Cell${halfPoints}`, `Cell ${halfPoints / 2}`, spacing(20, 40), size(halfPoints)) +
            paragraphStyle(`Amount${halfPoints}`, `Amount ${halfPoints / 2}`, `<w:jc w:val="right"/>`, "", `<w:basedOn w:val="Cell${halfPoints}"/>`) +
            paragraphStyle(`Head${halfPoints}`, `Head ${halfPoints / 2}`, `<w:keepNext/><w:jc w:val="center"/>`, bold + color(colors.white), `<w:basedOn w:val="Cell${halfPoints}"/>`),
        )
        .join("") +
      `<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>${color(colors.link)}<w:u w:val="single"/></w:rPr></w:style>` +
      `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>` +
      `<w:top w:w="0" w:type="dxa"/><w:left w:w="${cellMargin}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="${cellMargin}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
      `<w:style w:type="table" w:styleId="PlanTable"><w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` +
      ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="${colors.rule}"/>`).join("") +
      `</w:tblBorders></w:tblPr></w:style>`,
  );
}

/** Space left and right inside a table cell, in twentieths of a point. */
export const cellMargin = 80;

const bullets = ["•", "–", "•", "–", "•", "–", "•", "–", "•"];
const numberFormats = ["decimal", "lowerLetter", "lowerRoman"];
export const deepestListLevel = bullets.length - 1;
export const bulletNumber = 1;

/** Lists: number 1 is the bullets; each ordered list of the document has a number of its own, so that it starts at one. `orderedLevels`: the level each starts at. */
export function numberingPart(orderedLevels: number[]): string {
  const level = (at: number, format: string, text: string): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${360 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>`;
  const abstract = (id: number, levels: string[]): string => `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="hybridMultilevel"/>${levels.join("")}</w:abstractNum>`;
  return wordPart(
    "numbering",
    abstract(0, bullets.map((bullet, at) => level(at, "bullet", bullet))) +
      abstract(1, bullets.map((_, at) => level(at, numberFormats[at % numberFormats.length] ?? "decimal", `%${at + 1}.`))) +
      `<w:num w:numId="${bulletNumber}"><w:abstractNumId w:val="0"/></w:num>` +
      orderedLevels
        .map(
          (at, index) =>
            `<w:num w:numId="${bulletNumber + 1 + index}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="${at}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
        )
        .join(""),
  );
}

export function settingsPart(language: string): string {
  return wordPart(
    "settings",
    `<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>` +
      `<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="${xmlText(language)}"/>`,
  );
}

/** Title, language, organization and the copy's own day: never the clock, so that one document is always the same bytes. */
export function corePropertiesPart(of: { title: string; subject: string; creator: string; language: string; day: string }): string {
  const instant = `<dcterms:created xsi:type="dcterms:W3CDTF">${of.day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${of.day}T00:00:00Z</dcterms:modified>`;
  return (
    `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    `xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(of.title)}</dc:title><dc:subject>${xmlText(of.subject)}</dc:subject>` +
    `<dc:creator>${xmlText(of.creator)}</dc:creator><cp:lastModifiedBy>${xmlText(of.creator)}</cp:lastModifiedBy>${instant}<dc:language>${xmlText(of.language)}</dc:language></cp:coreProperties>`
  );
}

export type Relation = { id: string; type: string; target: string; external?: true };

export const relationsPart = (relations: Relation[]): string =>
  `${declaration}<Relationships xmlns="${packageRelationship}">` +
  relations
    .map(({ id, type, target, external }) => `<Relationship Id="${id}" Type="${type.includes("/") ? type : `${relationship}/${type}`}" Target="${xmlText(target)}"${external ? ` TargetMode="External"` : ""}/>`)
    .join("") +
  `</Relationships>`;

export const packageRelations: Relation[] = [
  { id: "rId1", type: "officeDocument", target: "word/document.xml" },
  { id: "rId2", type: `${packageRelationship}/metadata/core-properties`, target: "docProps/core.xml" },
];

const chartType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
/** What kind of thing each part is; `others` are headers, footers and charts by file name. */
export const contentTypesPart = (others: { name: string; kind: "header" | "footer" | "chart" }[]): string =>
  `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${contentType}.document.main+xml"/>` +
  ["styles", "numbering", "settings"].map((part) => `<Override PartName="/word/${part}.xml" ContentType="${contentType}.${part}+xml"/>`).join("") +
  others.map(({ name, kind }) => `<Override PartName="/word/${name}" ContentType="${kind === "chart" ? chartType : `${contentType}.${kind}+xml`}"/>`).join("") +
  `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

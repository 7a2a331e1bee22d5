// Small Office files made by hand: parts by name, packed; and the same with one thing wrong.
import { deflateRawSync } from "node:zlib";

type Lies = { encrypted?: true; unpacked?: number };

/** A packed file; `lies`: what its list of parts says of every part against the truth. */
export function packed(parts: Record<string, string | Buffer>, { encrypted, unpacked }: Lies = {}): Uint8Array {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const [plain, title] = [Buffer.from(content as string), Buffer.from(name)];
    const bytes = deflateRawSync(plain);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(encrypted ? 1 : 0, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(unpacked ?? plain.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 8, 6, 28);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(at, 42);
    local.push(head, title, bytes);
    central.push(entry, title);
    at += 30 + title.length + bytes.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...local, list, end]));
}

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
export const wordParts = (body: string, more: Record<string, string | Buffer> = {}): Record<string, string | Buffer> => ({ "word/document.xml": `<?xml version="1.0"?><w:document ${word}><w:body>${body}</w:body></w:document>`, ...more });
export const wordFile = (body: string, more: Record<string, string | Buffer> = {}): Uint8Array => packed(wordParts(body, more));
export const para = (text: string, properties = ""): string => `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A workbook of one sheet; `cells`: the sheet's own rows as xml, or words by row. */
export function sheetParts(rows: readonly (readonly string[])[] | string, more: Record<string, string | Buffer> = {}): Record<string, string | Buffer> {
  const letters = (column: number) => String.fromCharCode(65 + column);
  const xml = typeof rows === "string" ? rows : rows.map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => `<c r="${letters(column)}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`).join("");
  return {
    "xl/workbook.xml": '<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${xml}</sheetData></worksheet>`,
    ...more,
  };
}
export const sheetFile = (rows: readonly (readonly string[])[] | string, more: Record<string, string | Buffer> = {}): Uint8Array => packed(sheetParts(rows, more));

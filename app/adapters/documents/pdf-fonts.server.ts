// What a TrueType file says about the widths of its signs, and the one thing in it that makes the compiler slow.

type Tables = ReadonlyMap<string, number>;

function tablesOf(font: Buffer): Tables {
  return new Map(Array.from({ length: font.readUInt16BE(4) }, (_, at) => [font.toString("latin1", 12 + at * 16, 16 + at * 16), font.readUInt32BE(20 + at * 16)]));
}

/** Glyph numbers by code point, from the font's table for the Basic Multilingual Plane (format 4); empty where it has none. */
function glyphsOf(font: Buffer, tables: Tables): Map<number, number> {
  const glyphs = new Map<number, number>();
  const cmap = tables.get("cmap");
  if (cmap === undefined) return glyphs;
  for (let record = 0; record < font.readUInt16BE(cmap + 2); record += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + record * 8 + 4);
    if (font.readUInt16BE(at) !== 4) continue;
    const segments = font.readUInt16BE(at + 6) / 2;
    for (let segment = 0; segment < segments; segment += 1) {
      const end = font.readUInt16BE(at + 14 + segment * 2);
      const start = font.readUInt16BE(at + 16 + (segments + segment) * 2);
      const delta = font.readUInt16BE(at + 16 + (2 * segments + segment) * 2);
      const rangeAt = at + 16 + (3 * segments + segment) * 2;
      const range = font.readUInt16BE(rangeAt);
      for (let code = start; code <= end && code < 0xffff; code += 1) {
        const glyph = range === 0 ? code : font.readUInt16BE(rangeAt + range + (code - start) * 2);
        if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
      }
    }
    return glyphs;
  }
  return glyphs;
}

/** How wide a text is at most, in parts of the type size: the advances of its signs, and a little for pairs set apart. Undefined where the font lacks one. */
export function textWidths(font: Buffer): (text: string) => number | undefined {
  const tables = tablesOf(font);
  const [head, hhea, hmtx] = ["head", "hhea", "hmtx"].map((tag) => tables.get(tag));
  if (head === undefined || hhea === undefined || hmtx === undefined) return () => undefined;
  const perEm = font.readUInt16BE(head + 18);
  const metrics = font.readUInt16BE(hhea + 34);
  const advances = new Map([...glyphsOf(font, tables)].map(([code, glyph]) => [code, font.readUInt16BE(hmtx + Math.min(glyph, metrics - 1) * 4) / perEm]));
  return (text) => {
    let width = 0;
    for (const sign of text) {
      const advance = advances.get(sign.codePointAt(0) ?? 0);
      if (advance === undefined) return undefined;
      width += advance + widestGap;
    }
    return width;
  };
}
/** Kerning sets hardly any pair apart, and none by more than this. */
const widestGap = 0.05;

/**
 * The font without kerning beside a space. Such pairs make every end of a word a place where the compiler may not cut what it has shaped: it shapes a line anew for every word that might
 * end it, a fifth of all its time. What is lost closes a gap by a hundredth of the type size. Changes the given bytes.
 */
export function withoutSpaceKerning(font: Buffer): Buffer {
  const tables = tablesOf(font);
  const gpos = tables.get("GPOS");
  const space = glyphsOf(font, tables).get(0x20);
  if (gpos === undefined || space === undefined) return font;
  const lookups = gpos + font.readUInt16BE(gpos + 8);
  for (let index = 0; index < font.readUInt16BE(lookups); index += 1) {
    const lookup = lookups + font.readUInt16BE(lookups + 2 + index * 2);
    // Adjustment of pairs, listed pair by pair.
    if (font.readUInt16BE(lookup) !== 2) continue;
    for (let sub = 0; sub < font.readUInt16BE(lookup + 4); sub += 1) {
      const table = lookup + font.readUInt16BE(lookup + 6 + sub * 2);
      if (font.readUInt16BE(table) === 1) dropPairsWith(font, table, space);
    }
  }
  return font;
}

function dropPairsWith(font: Buffer, table: number, glyph: number): void {
  const bits = (format: number) => [...format.toString(2)].filter((bit) => bit === "1").length;
  const size = 2 + 2 * (bits(font.readUInt16BE(table + 4)) + bits(font.readUInt16BE(table + 6)));
  const first = placeInCoverage(font, table + font.readUInt16BE(table + 2), glyph);
  for (let index = 0; index < font.readUInt16BE(table + 8); index += 1) {
    const set = table + font.readUInt16BE(table + 10 + index * 2);
    const pairs = font.readUInt16BE(set);
    let kept = 0;
    for (let pair = 0; pair < pairs && index !== first; pair += 1) {
      const at = set + 2 + pair * size;
      if (font.readUInt16BE(at) === glyph) continue;
      font.copy(font, set + 2 + kept * size, at, at + size);
      kept += 1;
    }
    font.writeUInt16BE(kept, set);
  }
}

/** Which of the listed first glyphs this is; undefined where it is none. */
function placeInCoverage(font: Buffer, coverage: number, glyph: number): number | undefined {
  const single = font.readUInt16BE(coverage) === 1;
  for (let index = 0; index < font.readUInt16BE(coverage + 2); index += 1) {
    const at = coverage + 4 + index * (single ? 2 : 6);
    const from = font.readUInt16BE(at);
    const to = single ? from : font.readUInt16BE(at + 2);
    if (glyph >= from && glyph <= to) return single ? index : font.readUInt16BE(at + 4) + glyph - from;
  }
  return undefined;
}

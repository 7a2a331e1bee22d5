// The tags of a part of an Office file, in one walk over its text; nothing is looked up and nothing outside is asked.
import { AppError } from "#schemas/app-error.ts";

export type Tag = { name: string; open: boolean; empty: boolean; attributes: Map<string, string>; /** The words before this tag. */ before: string };

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
export const decoded = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, code: string) => {
        if (!code.startsWith("#")) return entities[code] ?? whole;
        const point = Number.parseInt(code.replace(/^#x?/, ""), code.startsWith("#x") ? 16 : 10);
        return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : "";
      })
    : text;
/** The tags of a part in one walk over its text; entity definitions are refused. */
export function* tagsOf(xml: string): Generator<Tag> {
  for (let at = 0; ; ) {
    const start = xml.indexOf("<", at);
    if (start < 0) return;
    const before = xml.slice(at, start);
    if (xml.startsWith("<!--", start)) {
      const end = xml.indexOf("-->", start);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    if (xml.startsWith("<!", start)) throw new AppError("invalid", "This file defines things a document does not need, and was not read.");
    const end = xml.indexOf(">", start);
    if (end < 0) throw new AppError("invalid", "This file cannot be read: a part is cut off.");
    at = end + 1;
    const inner = xml.slice(start + 1, end);
    if (inner.startsWith("?")) continue;
    const closing = inner.startsWith("/");
    const empty = inner.endsWith("/");
    const words = closing ? inner.slice(1) : empty ? inner.slice(0, -1) : inner;
    const space = words.search(/\s/);
    const full = space < 0 ? words : words.slice(0, space);
    const attributes = new Map<string, string>();
    if (space >= 0) for (const [, name = "", , double, single] of words.slice(space).matchAll(/([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) attributes.set(name, decoded(double ?? single ?? ""));
    yield { name: full.slice(full.indexOf(":") + 1).trim(), open: !closing, empty, attributes, before };
  }
}

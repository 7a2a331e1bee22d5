// Small PDF files made by hand, so that a reader is tried on bytes nobody else made.
import { createHash } from "node:crypto";

type Page = { content: string; width?: number; height?: number };

/** Text at a place; y from the bottom. Fonts: plain, bold, oblique. */
export const at = (x: number, y: number, text: string, size = 10, font: "F1" | "F2" | "F3" = "F1"): string => `BT /${font} ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET`;
/** A thin filled box, as word processors draw ruling lines. */
export const rule = (x: number, y: number, width: number, height: number): string => `${x} ${y} ${width} ${height} re f`;

/** `trailer`: more entries of the trailer; `extra`: more objects. */
export function smallPdf(pages: readonly Page[], { trailer = "", extra = [] as string[] } = {}): Uint8Array {
  const kids = pages.map((_, n) => `${4 + n * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap(({ content, width = 792, height = 612 }, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> /F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique >> >> >> /Contents ${5 + n * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
    ...extra,
  ];
  let file = "%PDF-1.7\n";
  const places = objects.map((object, n) => {
    const place = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /ID [<00><00>] ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, "latin1"));
}

/** The frame of a table: lines at these x and y. */
export function frame(xs: readonly number[], ys: readonly number[]): string {
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [...xs.map((x) => rule(x, bottom, 0.5, top - bottom)), ...ys.map((y) => rule(left, y, right - left, 0.5))].join("\n");
}

const md5 = (...parts: Buffer[]): Buffer => createHash("md5").update(Buffer.concat(parts)).digest();
/** The cipher of old PDF files, which Node does not offer any more. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const box = Array.from({ length: 256 }, (_, n) => n);
  const swap = (a: number, b: number) => ([box[a], box[b]] = [box[b] ?? 0, box[a] ?? 0]);
  for (let i = 0, j = 0; i < 256; i += 1) swap(i, (j = (j + (box[i] ?? 0) + (key[i % key.length] ?? 0)) & 255));
  let [i, j] = [0, 0];
  return Buffer.from(data.map((byte) => {
    i = (i + 1) & 255;
    swap(i, (j = (j + (box[i] ?? 0)) & 255));
    return byte ^ (box[((box[i] ?? 0) + (box[j] ?? 0)) & 255] ?? 0);
  }));
}
const padding = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");

/** The same, opened without a password, whose owner forbids copying from it (PDF 1.7, 7.6: revision 2, permission bit 5 off). */
export function copyForbiddenPdf(pages: readonly Page[]): Uint8Array {
  const owner = rc4(md5(padding).subarray(0, 5), padding);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(-20);
  const key = md5(padding, owner, permissions, Buffer.from([0])).subarray(0, 5);
  const sealed = pages.map((page, n) => ({ ...page, content: rc4(md5(key, Buffer.from([5 + n * 2, 0, 0, 0, 0])).subarray(0, 10), Buffer.from(page.content, "latin1")).toString("latin1") }));
  return smallPdf(sealed, { trailer: `/Encrypt ${4 + pages.length * 2} 0 R`, extra: [`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -20 /O <${owner.toString("hex")}> /U <${rc4(key, padding).toString("hex")}> >>`] });
}

/** A page of ten thousand million letters that weighs nothing: ten forms, each painting the next ten times. */
export function laughs(): Uint8Array {
  const forms = Array.from({ length: 10 }, (_, n) => {
    const content = n === 9 ? at(0, 0, "x") : `/F${7 + n} Do `.repeat(10);
    return `<< /Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /Font << /F1 3 0 R >> /XObject << /F${7 + n} ${7 + n} 0 R >> >> /Length ${content.length} >>\nstream\n${content}\nendstream`;
  });
  return Buffer.from(Buffer.from(smallPdf([{ content: "/F6 Do" }], { extra: forms })).toString("latin1").replace(/\/Resources <<.*? \/Contents/, "/Resources << /XObject << /F6 6 0 R >> >> /Contents"), "latin1");
}

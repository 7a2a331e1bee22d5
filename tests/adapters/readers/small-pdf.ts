// Small PDF files made by hand, so that a reader is tried on bytes nobody else made.

type Page = { content: string; width?: number; height?: number };

/** Text at a place; y from the bottom. */
export const at = (x: number, y: number, text: string, size = 10): string => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET`;
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
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + n * 2} 0 R >>`,
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

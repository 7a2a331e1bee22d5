// The ruling lines of a PDF page: thin filled boxes and straight strokes, upright or level. Shading is no line.
import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { OPS } from "./pdf-js.server.js";

/** A level line at `at` = y from `from` to `to` = x, or an upright line at x from y to y. */
export type Rule = { at: number; from: number; to: number };
export type Ruling = { level: Rule[]; upright: Rule[] };

type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];
const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[2] * b[1], a[1] * b[0] + a[3] * b[1],
  a[0] * b[2] + a[2] * b[3], a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4], a[1] * b[4] + a[3] * b[5] + a[5],
];
const place = (m: Matrix, x: number, y: number): [number, number] => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];

/** A box this thin, in points, is a line. */
const thin = 2.2;
const fills = new Set<number>([OPS.fill, OPS.eoFill]);
const strokes = new Set<number>([OPS.stroke, OPS.closeStroke]);
const both = new Set<number>([OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
/** How many numbers follow each drawing step of pdf.js: move, line, curve, quadratic curve, close. */
const stepLength = [2, 2, 6, 4, 0];

export async function rulingOf(page: PDFPageProxy): Promise<Ruling> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const ruling: Ruling = { level: [], upright: [] };
  let matrix = identity;
  const saved: Matrix[] = [];
  const line = (x0: number, y0: number, x1: number, y1: number) => {
    const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
    if (height <= thin && width > thin) ruling.level.push({ at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) });
    else if (width <= thin && height > thin) ruling.upright.push({ at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) });
  };
  fnArray.forEach((fn, at) => {
    const args = argsArray[at] as unknown[];
    if (fn === OPS.save) saved.push(matrix);
    else if (fn === OPS.restore) matrix = saved.pop() ?? identity;
    else if (fn === OPS.transform) matrix = times(matrix, args as unknown as Matrix);
    else if (fn === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      if (Array.isArray(args[0])) matrix = times(matrix, args[0] as unknown as Matrix);
    } else if (fn === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? identity;
    else if (fn === OPS.constructPath) {
      const [paint, paths] = args as [number, (ArrayLike<number> | null)[] | null];
      for (const data of paths ?? []) if (data) drawn(data, paint);
    }
  });
  return ruling;

  function drawn(data: ArrayLike<number>, paint: number) {
    let points: [number, number][] = [];
    let straight = true;
    const close = () => {
      if (points.length > 1 && straight) {
        if (fills.has(paint) || both.has(paint)) {
          const xs = points.map((point) => point[0]);
          const ys = points.map((point) => point[1]);
          line(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
        }
        if (strokes.has(paint) || both.has(paint)) {
          for (let n = 1; n < points.length; n += 1) line(...(points[n - 1] as [number, number]), ...(points[n] as [number, number]));
        }
      }
      points = [];
      straight = true;
    };
    for (let at = 0; at < data.length; ) {
      const step = data[at] ?? 4;
      const length = stepLength[step] ?? 0;
      if (step === 0) close();
      if (step === 2 || step === 3) straight = false;
      if (step === 4) {
        if (points[0]) points.push(points[0]);
      } else points.push(place(matrix, data[at + length - 1] ?? 0, data[at + length] ?? 0));
      at += 1 + length;
    }
    close();
  }
}

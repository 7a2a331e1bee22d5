// A page of a PDF as a picture, drawn aside: the right page, of the right shape, and a bad file ends nothing but its own drawing.
import { describe, expect, test } from "vitest";
import { drawPdfPage } from "#app/adapters/readers/page-picture.server.ts";
import { at, laughs, rule, smallPdf } from "./small-pdf.ts";

/** Width and height of a WebP file. */
function sizeOf(picture: Uint8Array): [number, number] {
  const data = Buffer.from(picture);
  expect(data.toString("latin1", 0, 4) + data.toString("latin1", 8, 12)).toBe("RIFFWEBP");
  const kind = data.toString("latin1", 12, 16);
  if (kind === "VP8 ") return [data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff];
  if (kind === "VP8X") return [data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1];
  const bits = data.readUInt32LE(21);
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
}

const two = smallPdf([{ content: at(50, 500, "The first page", 40) }, { content: rule(0, 0, 400, 700), width: 612, height: 792 }]);

test("each page comes with its own shape, 1600 pixels on its longer side, the same bytes each time", async () => {
  const [first, second, again] = await Promise.all([drawPdfPage(two, 1), drawPdfPage(two, 2), drawPdfPage(two, 1)]);
  expect(sizeOf(first)).toEqual([1600, 1236]);
  expect(sizeOf(second)).toEqual([1236, 1600]);
  expect(Buffer.compare(first, again)).toBe(0);
  expect(Buffer.compare(first, second)).not.toBe(0);
  const blank = await drawPdfPage(smallPdf([{ content: "" }]), 1);
  expect(first.byteLength).toBeGreaterThan(blank.byteLength);
}, 60_000);

test("a page the size of a house is drawn no larger", async () => {
  expect(sizeOf(await drawPdfPage(smallPdf([{ content: at(50, 500, "Poster"), width: 14_400, height: 7_200 }]), 1))).toEqual([1600, 800]);
}, 30_000);

describe("what cannot be drawn is said in words (REL-D1, REL-D2)", () => {
  test.each<[string, () => Uint8Array, number, object]>([
    ["a page beyond the last", () => two, 3, { code: "not-found" }],
    ["what is no PDF", () => new TextEncoder().encode("%PDF-1.7 letters %%EOF"), 1, { code: "invalid", message: expect.stringContaining("damaged") }],
    ["a PDF with a password", () => smallPdf([{ content: at(50, 500, "secret") }], { trailer: "/Encrypt 6 0 R", extra: [`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${"11".repeat(32)}> /U <${"22".repeat(32)}> >>`] }), 1, { code: "invalid", message: expect.stringContaining("password") }],
  ])("%s", async (_what, bytes, page, refusal) => {
    await expect(drawPdfPage(bytes(), page)).rejects.toMatchObject(refusal);
  }, 30_000);

  test("one that needs more time or memory than a page gets is ended, and the next one is drawn", async () => {
    await expect(drawPdfPage(laughs(), 1, { milliseconds: 3000, memory: 400 * 2 ** 20 })).rejects.toMatchObject({ code: "too-large" });
    await expect(drawPdfPage(two, 1, { milliseconds: 15_000, memory: 2 ** 20 })).rejects.toMatchObject({ code: "too-large" });
    expect(sizeOf(await drawPdfPage(two, 1))).toEqual([1600, 1236]);
  }, 60_000);
});

// The house font as the compiler gets it: widths that are never too small, and no kerning beside a space. Widths are read back from a PDF with poppler's tools where the machine has them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { textWidths, withoutSpaceKerning } from "#app/adapters/documents/pdf-fonts.server.ts";
import { writePdf } from "#app/adapters/documents/pdf.server.ts";
import { heading, makeDocumentOf, paragraph } from "../document-fixtures.ts";

const fontOf = (style: string) => readFileSync(createRequire(import.meta.url).resolve(`@uswds/uswds/fonts/public-sans/PublicSans-${style}.ttf`));

function hasPoppler(): boolean {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** How wide the words of a paragraph are printed, in points. */
function printedWidths(words: readonly string[]): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), "plan-fonts-"));
  try {
    const path = join(folder, "words.pdf");
    writeFileSync(path, writePdf(makeDocumentOf(heading(1, "H", "h"), ...words.map((word) => paragraph("body", word)))));
    const page = execFileSync("pdftotext", ["-bbox", path, "-"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return new Map([...page.matchAll(/xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)</g)].map(([, from, to, word = ""]) => [word, Number(to) - Number(from)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it("says nothing about a text that holds a sign the font lacks", () => {
  const widthOf = textWidths(fontOf("Regular"));
  expect(widthOf("Schools")).toBeGreaterThan(2);
  expect([widthOf("שלום"), widthOf("Schools 🎉")]).toEqual([undefined, undefined]);
});

it("takes only the pairs beside a space out of the font, once", () => {
  const [font, before] = [withoutSpaceKerning(fontOf("Bold")), fontOf("Bold")];
  const tables = Array.from({ length: before.readUInt16BE(4) }, (_, at) => ({ tag: before.toString("latin1", 12 + at * 16, 16 + at * 16), from: before.readUInt32BE(20 + at * 16), length: before.readUInt32BE(24 + at * 16) }));
  expect(font.length).toBe(before.length);
  expect(tables.filter(({ from, length }) => !font.subarray(from, from + length).equals(before.subarray(from, from + length))).map(({ tag }) => tag)).toEqual(["GPOS"]);
  expect(withoutSpaceKerning(Buffer.from(font)).equals(font)).toBe(true);
});

it.skipIf(!hasPoppler())("is at least as wide as what is printed, not much wider, and letters are still kerned", () => {
  const words = ["AVAVAVAVAV", "Wolfsschlucht", "$1,234,567.89", "Expenditures", "WWWWWWWW", "iiiiiiii", "TaTeToTyTr", "(LCFF)"];
  const widthOf = textWidths(fontOf("Regular"));
  const printed = printedWidths(words);
  for (const word of words) {
    const ratio = ((widthOf(word) ?? 0) * 10) / (printed.get(word) ?? 0);
    expect(ratio, word).toBeGreaterThan(1);
    expect(ratio, word).toBeLessThan(1.4);
  }
  // A pair of A and V stands closer than two letters beside each other.
  expect(printed.get("AVAVAVAVAV")).toBeLessThan(10 * 5 * ((widthOf("A") ?? 0) + (widthOf("V") ?? 0) - 0.1));
});

// Pictures as SVG: names and figures as words, nothing a content security policy would stop, what people write never becomes markup.
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { drawPicture } from "#app/adapters/pictures/draw.server.ts";
import type { Picture } from "#schemas/picture.ts";

const parsed = (picture: Picture): Document => new JSDOM(drawPicture(picture), { contentType: "image/svg+xml" }).window.document;
const wordsOf = (picture: Picture): string[] => [...parsed(picture).querySelectorAll("text")].map((text) => text.textContent).filter((text): text is string => text !== null && text !== "");
const state = { answered: 3, partly: 1, missing: 0, notApplicable: 4 };
const pictures: Picture[] = [
  { id: "money", name: "Money", kind: "bars", rows: [{ label: "1 <b onload=alert(1)>Reading</b> & math", words: "$1,234.56", size: 123456, mark: 200000 }, { label: "Taken back", words: "\u2212$5.00", size: -500, mark: null }] },
  { id: "forms", name: "Forms", kind: "parts", words: { answered: "Answered", partly: "Partly", missing: "Missing", notApplicable: "Not applicable" }, rows: [{ label: "LCAP", words: "3 of 4", parts: state }] },
  { id: "ways", name: "Ways", kind: "ways", rows: [{ label: "1.1 Suspensions", words: "150%", share: 1.5, from: "4%", to: "3% \u2192 3.5%" }] },
];

describe("drawn pictures", () => {
  test.each(pictures)("$id: one named image, no style, no script, no handler, all numbers finite", (picture) => {
    const svg = drawPicture(picture);
    expect(svg).not.toMatch(/<style|<script|\sstyle=|<[^>]*\son\w+=|NaN|Infinity|undefined/);
    const root = parsed(picture).documentElement;
    expect([root.getAttribute("role"), root.getAttribute("aria-label"), root.querySelectorAll("[aria-label],[aria-hidden]").length]).toEqual(["img", picture.name, 0]);
    const box = (root.getAttribute("viewBox") ?? "").split(" ").map(Number);
    for (const shape of root.querySelectorAll("rect")) {
      const [x, width] = [Number(shape.getAttribute("x") ?? 0), Number(shape.getAttribute("width"))];
      expect(width).toBeGreaterThanOrEqual(0);
      if (shape.closest("defs") === null) expect(x + width).toBeLessThanOrEqual((box[2] ?? 0) + 0.01);
    }
    expect(drawPicture(picture)).toBe(svg);
  });
  test("a bar is as long as its money, and what it says stands beside it", () => {
    const [money] = pictures as [Picture];
    expect(wordsOf(money)).toEqual(expect.arrayContaining(["$1,234.56", "\u2212$5.00", "Taken back"]));
    expect(wordsOf(money)[0]).toMatch(/^1 <b onload/);
  });
  test("states are told apart by pattern, each with its count and its name", () => {
    const forms = parsed(pictures[1] as Picture);
    const fills = new Set([...forms.querySelectorAll("g rect, g")].map((shape) => shape.getAttribute("fill")).filter((fill) => fill?.startsWith("url(")));
    expect([...fills].sort()).toEqual(["url(#forms-answered)", "url(#forms-missing)", "url(#forms-notApplicable)", "url(#forms-partly)"]);
    for (const fill of fills) expect(forms.getElementById(/#(.*)\)/.exec(fill ?? "")?.[1] ?? "")?.tagName).toBe("pattern");
    expect(wordsOf(pictures[1] as Picture)).toEqual(expect.arrayContaining(["LCAP", "3 of 4", "3", "1", "4", "Answered", "Not applicable"]));
  });
  test("nothing to draw draws nothing", () => expect(drawPicture({ id: "none", name: "None", kind: "bars", rows: [] })).toBe(""));
});

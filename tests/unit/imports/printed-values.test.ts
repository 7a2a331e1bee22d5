// What a printed cell is taken for.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printedMoney, printedPercent, printedYesNo } from "#app/domain/imports/printed-values.ts";
import { words } from "./printed-document.ts";

const money = (text: string) => printedMoney(text === "" ? [] : [words(text)]);
const percent = (text: string) => printedPercent(text === "" ? [] : [words(text)]);
const yesNo = (text: string) => printedYesNo(text === "" ? [] : [words(text)]).value;

describe("amounts", () => {
  test("broken over lines they are joined without a space", () => {
    expect(money("$205,869.0\n0")).toMatchObject({ value: 20_586_900 });
    expect(money("$10,478,\n938.00").value).toBe(1_047_893_800);
    expect(money("$884,600\n.00").value).toBe(88_460_000);
  });
  test("letter-spaced, typed without a sign, with one decimal or none", () => {
    expect(money("$ 2 0 ,291,798.00").value).toBe(2_029_179_800);
    expect(money("663,893.4").value).toBe(66_389_340);
    expect(money("1,000").value).toBe(100_000);
    expect(money(".0").value).toBe(0);
  });
  test("brackets are negative; a lone sign is nothing printed; zero is zero", () => {
    expect(money("($89,378.00)").value).toBe(-8_937_800);
    expect(money("$").value).toBeNull();
    expect(money("").value).toBeNull();
    expect(money("$0.00").value).toBe(0);
  });
  test("what is no amount is never silent", () => {
    for (const odd of ["$1,2345.00", "about 500", "15,213,1977.77", "$5 $6", "TBD", "1.234"]) expect(money(odd).doubt, odd).toBeTruthy();
    for (const plain of ["$5.00", "($5.00)", "", "$", "1,000"]) expect(money(plain).doubt, plain).toBeUndefined();
  });
  test("any amount broken anywhere is the same amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), fc.array(fc.nat(14), { maxLength: 3 }), (cents, breaks) => {
        let text = `$${Math.floor(cents / 100).toLocaleString("en-US")}.${String(cents % 100).padStart(2, "0")}`;
        for (const at of breaks) if (at > 0 && at < text.length) text = `${text.slice(0, at)}\n${text.slice(at)}`;
        expect(money(text)).toMatchObject({ value: cents });
        expect(money(text).doubt).toBeUndefined();
      }),
    );
  });
});

describe("percentages and ticks", () => {
  test("kept as printed; without a sign they are doubtful unless zero", () => {
    expect(percent("9.890 %")).toMatchObject({ value: "9.890" });
    expect(percent("3.695")).toMatchObject({ value: "3.695", doubt: expect.stringContaining("percent sign") });
    expect(percent(".0")).toEqual({ value: "0.0", text: ".0", page: 1 });
    expect(percent("n/a").value).toBeNull();
  });
  test("Yes and No from the first word only; tick marks are letters X before or after", () => {
    expect(yesNo("Yes\nX")).toBe(true);
    expect(yesNo("XYes")).toBe(true);
    expect(yesNo("Ye\nsX")).toBe(true);
    expect(yesNo("No XAmerican Indian or Alaska Native")).toBe(false);
    expect(yesNo("")).toBeNull();
    expect(printedYesNo([words("Maybe")])).toMatchObject({ value: null, doubt: expect.any(String) });
  });
});

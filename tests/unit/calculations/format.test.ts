// What is printed for an amount, and what is understood when a person types one.
import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { formatMoney, formatPercent, readMoney, readPercent } from "#app/domain/calculations/format.ts";

describe("printing", () => {
  test("cents, thousands and minus", () => {
    expect(formatMoney(123456)).toBe("$1,234.56");
    expect(formatMoney(5)).toBe("$0.05");
    expect(formatMoney(0)).toBe("$0.00");
    expect(formatMoney(-98_765_432_100)).toBe("−$987,654,321.00");
  });
  test("a part of a cent rounds half up at display only", () => {
    expect(formatMoney(new Fraction(1001, 2))).toBe("$5.01");
    expect(formatMoney(new Fraction(-1001, 2))).toBe("−$5.01");
  });
  test("whole dollars round half up", () => {
    expect(formatMoney(81_098_950, "dollars")).toBe("$810,990");
    expect(formatMoney(81_098_949, "dollars")).toBe("$810,989");
    expect(formatMoney(-49, "dollars")).toBe("$0");
  });
  test("percentages with as many decimals as the form prints", () => {
    expect(formatPercent(new Fraction(299081, 3415812), 3)).toBe("8.756%");
    expect(formatPercent(new Fraction(1, 3), 0)).toBe("33%");
    expect(formatPercent(new Fraction("0.00125"), 2)).toBe("0.13%");
    expect(formatPercent(new Fraction("-0.015"), 2)).toBe("−1.50%");
    expect(formatPercent(new Fraction(0), 2)).toBe("0.00%");
  });
});

describe("reading an amount", () => {
  test.each([
    ["$1,234.5", 123450],
    ["1,234.56", 123456],
    ["1234", 123400],
    ["(500)", -50000],
    ["($1,500.25)", -150025],
    ["$(500)", -50000],
    ["-$500", -50000],
    ["$-500", -50000],
    ["500-", -50000],
    ["\u2212500", -50000],
    ["+12", 1200],
    [".5", 50],
    ["12.", 1200],
    ["\u00a01,234.56\u00a0", 123456],
    ["\t$ 1,234.56\r\n", 123456],
    ["-0", 0],
    ["\uff11\uff12", 1200],
  ])("%j is understood", (typed, cents) => expect(readMoney(typed)).toEqual({ cents }));
  test.each(["", "   ", "\u00a0", "\t\n"])("blank %j is nothing, not zero", (typed) => expect(readMoney(typed)).toEqual({ cents: null }));
  test.each([
    ["12%", /percentage/],
    ["1.234,56", /unclear/],
    ["1,23", /unclear/],
    ["1,2345", /unclear/],
    ["12,34,567", /unclear/],
    ["1.2.3", /unclear/],
    ["1'234", /unclear/],
    ["10.005", /two decimals/],
    ["1 234", /space between digits/],
    ["100\t200", /space between digits/],
    ["1, 234", /space between digits/],
    ["(-500)", /two signs/],
    ["-500-", /two signs/],
    ["about 500", /not an amount/],
    ["1e5", /not an amount/],
    ["NaN", /not an amount/],
    ["#REF!", /not an amount/],
    ["=1+1", /not an amount/],
    ["$", /not an amount/],
    [".", /not an amount/],
    ["99999999999999999", /larger than any amount/],
  ])("%j is refused with a reason that quotes it", (typed, reason) => {
    const read = readMoney(typed);
    expect(read).toHaveProperty("problem");
    expect("problem" in read && read.problem).toMatch(reason);
    expect("problem" in read && read.problem).toContain(typed.trim());
  });
  test("whatever is printed is read back the same", () => {
    fc.assert(fc.property(fc.integer({ min: -99_999_999_999_99, max: 99_999_999_999_99 }), (cents) => { expect(readMoney(formatMoney(cents))).toEqual({ cents }); }));
  });
});

describe("reading a percentage", () => {
  test.each([
    ["4.25", "4.25"],
    ["4.25 %", "4.25"],
    ["04.250%", "4.25"],
    ["1,200", "1200"],
    ["-1.5", "-1.5"],
    ["(1.5%)", "-1.5"],
    ["0.00", "0"],
    [".5%", "0.5"],
  ])("%j is %s percent points", (typed, points) => expect(readPercent(typed)).toEqual({ points }));
  test("blank is nothing", () => expect(readPercent(" ")).toEqual({ points: null }));
  test.each(["$4", "%", "4%%", "%4", "4,5", "four", "4.123456789012", "1 2"])("%j is refused", (typed) => expect(readPercent(typed)).toHaveProperty("problem"));
});

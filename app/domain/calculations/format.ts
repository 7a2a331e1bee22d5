// How are amounts and percentages written, and what did a person mean by what they typed? Never floats.
import Fraction from "fraction.js";

/** A true minus (U+2212): a hyphen would let a line end between sign and number. */
export const minus = "\u2212";

/** Half up on the magnitude: 0.5 gives 1, -0.5 gives -1. */
function roundHalfUp(value: Fraction): bigint {
  const magnitude = (2n * value.n + value.d) / (2n * value.d);
  return value.s < 0n ? -magnitude : magnitude;
}

/** Exact cents, possibly with a part of a cent, to the whole cent that is displayed. */
export const wholeCents = (cents: Fraction): number => Number(roundHalfUp(cents));

function grouped(digits: string): string {
  let text = digits.slice(-3);
  for (let end = digits.length - 3; end > 0; end -= 3) text = `${digits.slice(Math.max(0, end - 3), end)},${text}`;
  return text;
}

/** Whole cents need no fractions, which matters where a document has thousands of them. */
function wholeAmount(cents: number, shows: "cents" | "dollars"): [negative: boolean, digits: string] {
  const magnitude = Math.abs(cents);
  const rest = magnitude % 100;
  const amount = shows === "dollars" ? (magnitude - rest) / 100 + (rest >= 50 ? 1 : 0) : magnitude;
  return [cents < 0 && amount > 0, String(amount)];
}

function exactAmount(cents: Fraction, shows: "cents" | "dollars"): [negative: boolean, digits: string] {
  const amount = roundHalfUp(shows === "dollars" ? cents.div(100) : cents);
  return [amount < 0n, (amount < 0n ? -amount : amount).toString()];
}

/** Cents as "$1,234.56" or, in whole dollars (half up), "$1,235"; a minus stands before the sign: "−$5.00". */
export function formatMoney(cents: number | Fraction, shows: "cents" | "dollars" = "cents"): string {
  const [negative, digits] = typeof cents === "number" && Number.isSafeInteger(cents) ? wholeAmount(cents, shows) : exactAmount(new Fraction(cents), shows);
  const sign = negative ? minus : "";
  if (shows === "dollars") return `${sign}$${grouped(digits)}`;
  const padded = digits.padStart(3, "0");
  return `${sign}$${grouped(padded.slice(0, -2))}.${padded.slice(-2)}`;
}

/** An exact number as decimal text with so many decimals, half up: 1/3 with 2 gives "0.33". */
export function formatDecimal(value: Fraction, decimals: number): string {
  const amount = roundHalfUp(value.mul(new Fraction(10n ** BigInt(decimals), 1n)));
  const sign = amount < 0n ? minus : "";
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0");
  return sign + (decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}

/** A share of one as a percentage with so many decimals, half up: "8.756%". */
export const formatPercent = (value: Fraction, decimals: number): string => `${formatDecimal(value.mul(100), decimals)}%`;

/** What was typed: the amount, nothing at all, or what is wrong with it and what to do. */
export type MoneyRead = { cents: number | null } | { problem: string };
export type PercentRead = { points: string | null } | { problem: string };

/** Typing is kept; only what surrounds the digits in spreadsheets is taken off: odd spaces, tabs, a plus, brackets or a trailing minus for negatives. */
function readNumber(typed: string, what: "amount" | "percentage"): { negative: boolean; digits: string } | { problem: string } | null {
  let text = typed.normalize("NFKC").replace(/[\u2212\u2012\u2013]/g, "-").replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, "").trim();
  if (/\d\s+[\d.,]|[.,]\s+\d/.test(text)) return { problem: `"${typed.trim()}" has a space between digits: is it one ${what} or two? Write one ${what}, without spaces.` };
  text = text.replace(/\s/g, "");
  if (text === "") return null;
  let negative = false;
  if (what === "amount") text = text.replace(/^\$\(/, "(");
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed) {
    negative = true;
    text = bracketed[1] ?? "";
  }
  if (what === "amount") text = text.replace(/^([+-]?)(?:US)?\$/i, "$1");
  const leading = /^[+-]/.exec(text);
  const trailing = /-$/.test(text);
  if ((bracketed ? 1 : 0) + (leading ? 1 : 0) + (trailing ? 1 : 0) > 1) return { problem: `"${typed.trim()}" has two signs. Write the ${what} with one minus, like -500.` };
  if (leading) {
    negative = leading[0] === "-";
    text = text.slice(1);
  }
  if (trailing) {
    negative = true;
    text = text.slice(0, -1);
  }
  if (what === "amount") text = text.replace(/^\$/, "").replace(/\$$/, "");
  if (/^[\d.,']+$/.test(text) && /\d/.test(text)) {
    if (/^(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/.test(text)) return { negative, digits: text.replaceAll(",", "").replace(/\.$/, "").replace(/^\./, "0.") };
    return { problem: `"${typed.trim()}" is unclear: commas go between thousands and a point before the ${what === "amount" ? "cents" : "decimals"}, like ${what === "amount" ? "1,234.56" : "12.5"}.` };
  }
  return { problem: `"${typed.trim()}" is not ${what === "amount" ? "an amount. Write it like 1,234.56" : "a percentage. Write it like 12.5"}.` };
}

/**
 * Reads an amount of money as people type or paste it: "$1,234.5", "(500)", "500-", with odd spaces around it.
 * Blank is nothing (null). Anything that could mean two things ("1,23", "1.234,56", "1 234") is refused with the reason.
 */
export function readMoney(typed: string): MoneyRead {
  if (/%/.test(typed)) return { problem: `"${typed.trim()}" is a percentage; this place asks for dollars.` };
  const read = readNumber(typed, "amount");
  if (read === null) return { cents: null };
  if ("problem" in read) return read;
  const [whole = "", part = ""] = read.digits.split(".");
  if (part.length > 2) return { problem: `"${typed.trim()}" has more than two decimals. Money is written to the cent, like 1,234.56.` };
  const cents = Number(`${whole}${part.padEnd(2, "0")}`);
  if (!Number.isSafeInteger(cents)) return { problem: `"${typed.trim()}" is larger than any amount this plan can hold. Check the digits.` };
  return { cents: read.negative && cents !== 0 ? -cents : cents };
}

/** Reads a percentage in percent points: "4.25", "4.25 %", blank is nothing. Ten decimals at most; the result is exact decimal text without spare zeros. */
export function readPercent(typed: string): PercentRead {
  if (/\$/.test(typed)) return { problem: `"${typed.trim()}" is an amount of money; this place asks for a percentage.` };
  const signs = typed.match(/%/g)?.length ?? 0;
  if (signs > 1 || (signs === 1 && !/%\s*\)?\s*$/.test(typed))) return { problem: `"${typed.trim()}" is not a percentage. Write it like 12.5.` };
  const read = readNumber(typed.replace("%", ""), "percentage");
  if (read === null) return signs === 1 ? { problem: `"${typed.trim()}" has no number. Write it like 12.5.` } : { points: null };
  if ("problem" in read) return read;
  const [whole = "", part = ""] = read.digits.split(".");
  if (part.length > 10 || whole.length > 12) return { problem: `"${typed.trim()}" has more digits than a percentage can need. Round it, like 12.5.` };
  const plain = `${whole.replace(/^0+(?=\d)/, "")}${part.replace(/0+$/, "") === "" ? "" : `.${part.replace(/0+$/, "")}`}`;
  return { points: read.negative && plain !== "0" ? `-${plain}` : plain };
}

/** A part of a whole in cents as a percentage with one decimal, half up; "" where there is no whole. */
export const formatShare = (part: number, whole: number): string => (whole === 0 ? "" : formatPercent(new Fraction(part, whole), 1));

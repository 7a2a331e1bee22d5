// What a printed amount, percentage, tick or text says, and whether that is certain.
import type { ReadableBlock } from "#schemas/readable-document.ts";

/** A value as printed: null where nothing is printed; `doubt` says in words why a person should look. */
export type Printed<T> = { value: T | null; text: string; page: number | null; doubt?: string };

/** All lines of blocks, those of inner tables too. */
export function linesOfBlocks(blocks: readonly ReadableBlock[]): string[] {
  return blocks.flatMap((block) => (block.kind === "table" ? block.rows.flatMap((row) => row.cells.flatMap((cell) => linesOfBlocks(cell.blocks))) : block.lines));
}

/** Lines as one text: a break is a space, except after a hyphen inside a word. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => (text === "" ? line : /[A-Za-z0-9][-\u2010\u2011/]$/.test(text) && /^[A-Za-z0-9]/.test(line) ? text + line : `${text} ${line}`), "").replace(/\s+/g, " ").trim();
}

export const textOf = (blocks: readonly ReadableBlock[]): string => joinLines(linesOfBlocks(blocks));

/** As printed, with the marks of list items. */
export const printedTextOf = (blocks: readonly ReadableBlock[]): string =>
  joinLines(blocks.flatMap((block) => (block.kind === "table" || block.marker === "" ? linesOfBlocks([block]) : [`${block.marker} ${block.lines[0] ?? ""}`, ...block.lines.slice(1)])));

/** Without white space: labels, numbers and amounts break anywhere in narrow cells. */
export const compact = (text: string): string => text.replace(/[\s\u00a0\u200b-\u200d\ufeff]+/g, "");

/** For labels: no white space, small letters, one kind of dash and quote. */
export const labelOf = (text: string): string => compact(text).toLowerCase().replace(/[\u2018\u2019`]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/[\u2010-\u2015\u2212]/g, "-");

export const pageOf = (blocks: readonly ReadableBlock[]): number | null => blocks[0]?.page ?? null;

/** Integer cents of a printed amount: "$205,869.0" / "0" is 205,869.00; "(1.50)" is negative; "$" alone is nothing printed. */
export function printedMoney(blocks: readonly ReadableBlock[]): Printed<number> {
  const text = textOf(blocks);
  const page = pageOf(blocks);
  const word = compact(text).replace(/[\u2010-\u2015\u2212]/g, "-");
  if (/^[$-]*$/.test(word) || /^n\/?a$/i.test(word)) return { value: null, text, page };
  const parts = /^(\()?(-)?\$?(-)?(\d*|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?(\))?$/.exec(word);
  if (parts && (parts[4] !== "" || (parts[5] ?? "") !== "") && (parts[1] !== undefined) === (parts[6] !== undefined)) {
    const decimals = parts[5] ?? "";
    const cents = Number((parts[4] ?? "").replaceAll(",", "")) * 100 + Number(decimals.slice(0, 2).padEnd(2, "0")) + (Number(decimals[2] ?? "0") >= 5 ? 1 : 0);
    const value = (parts[1] || parts[2] || parts[3]) && cents !== 0 ? -cents : cents;
    if (!Number.isSafeInteger(value)) return { value: null, text, page, doubt: `"${word}" is too long for an amount.` };
    return decimals.length > 2 && /[1-9]/.test(decimals.slice(2)) ? { value, text, page, doubt: `"${word}" has more than two decimals; it is taken to the nearest cent.` } : { value, text, page };
  }
  const grouped = /^(\()?(-)?\$*(-)?([\d,]*\d)(?:\.(\d{1,2}))?(\))?$/.exec(word);
  if (grouped) {
    const cents = Number((grouped[4] ?? "").replaceAll(",", "")) * 100 + Number((grouped[5] ?? "").padEnd(2, "0"));
    if (Number.isSafeInteger(cents)) return { value: grouped[1] || grouped[2] || grouped[3] ? -cents : cents, text, page, doubt: `"${text}" is not written as an amount is; its digits are taken.` };
  }
  const inside = /\$?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?(?![\d,.])/.exec(word);
  if (!inside) return { value: null, text, page, doubt: `"${text}" stands where an amount belongs.` };
  return { value: Number((inside[1] ?? "").replaceAll(",", "")) * 100 + Number((inside[2] ?? "").padEnd(2, "0")), text, page, doubt: `Of "${text}" the amount ${inside[0]} is taken.` };
}

/** Percent points as exact decimal text: "9.890 %" is "9.890", ".0" is "0.0", "3.695" without a sign is the same. */
export function printedPercent(blocks: readonly ReadableBlock[]): Printed<string> {
  const text = textOf(blocks);
  const page = pageOf(blocks);
  const word = compact(text).replace(/[\u2010-\u2015\u2212]/g, "-");
  if (word === "" || word === "%" || /^n\/?a$/i.test(word)) return { value: null, text, page };
  const parts = /^%?(\()?(-)?(\d*)(?:\.(\d*))?%?(\))?$/.exec(word);
  if (!parts || ((parts[3] ?? "") === "" && (parts[4] ?? "") === "")) return { value: null, text, page, doubt: `"${text}" stands where a percentage belongs.` };
  const value = `${parts[1] || parts[2] ? "-" : ""}${parts[3] || "0"}${parts[4] ? `.${parts[4]}` : ""}`;
  return word.includes("%") || Number(value) === 0 ? { value, text, page } : { value, text, page, doubt: `"${text}" is printed without a percent sign.` };
}

/** Yes or No from the first word only: other words in the cell may be hidden. Tick marks are a letter X before or after. */
export function printedYesNo(blocks: readonly ReadableBlock[]): Printed<boolean> {
  const text = textOf(blocks);
  const page = pageOf(blocks);
  const word = /^X*(Yes|YES|yes|No|NO|no|Y|N)(?![a-z])/.exec(compact(text));
  if (word) return { value: (word[1] ?? "").toLowerCase().startsWith("y"), text, page };
  return text === "" ? { value: null, text, page } : { value: null, text, page, doubt: `"${text}" stands where Yes or No belongs.` };
}

// Is a chain of audit rows whole? The first row that is not as it was written, with the reason.
import { canonicalJson } from "./canonical-json.ts";

export type ChainRow = { number: number; id: number; hashBefore: string; hash: string } & Record<string, unknown>;
/** `id` null where the row itself is gone. */
export type ChainFault = { number: number; id: number | null; problem: string };
/** How far the chain has been followed. */
export type ChainEnd = { number: number; hash: string };

export const startOfChain: ChainEnd = { number: 0, hash: "" };

/** Follows the chain through `rows` (in the order of their numbers); `sha256` gives the hash of a text as lower-case hex. */
export function followChain(end: ChainEnd, rows: readonly ChainRow[], sha256: (text: string) => string): { end: ChainEnd } | { fault: ChainFault } {
  let { number, hash } = end;
  for (const row of rows) {
    const expected = number + 1;
    if (row.number !== expected) return { fault: { number: expected, id: null, problem: "it is missing" } };
    const { hash: written, ...said } = row;
    if (row.hashBefore !== hash) return { fault: { number: expected, id: row.id, problem: "it does not carry the hash of the row before" } };
    if (hashOf(said, sha256) !== written) return { fault: { number: expected, id: row.id, problem: "its hash does not fit what it says" } };
    [number, hash] = [row.number, written];
  }
  return { end: { number, hash } };
}

/** The end of the rows against the recorded head: rows cut off the end, or a head that was changed. */
export function checkHead(end: ChainEnd, head: ChainEnd): ChainFault | null {
  if (head.number > end.number) return { number: end.number + 1, id: null, problem: "it is missing" };
  if (head.number < end.number) return { number: head.number + 1, id: null, problem: "it is past the recorded end of the chain" };
  return head.hash === end.hash ? null : { number: end.number, id: null, problem: "the recorded end of the chain has another hash" };
}

/** Nested numbers that are no whole numbers, and anything else the database never writes, is no hash at all. */
function hashOf(said: Record<string, unknown>, sha256: (text: string) => string): string {
  try {
    return sha256(canonicalJson(said));
  } catch {
    return "";
  }
}

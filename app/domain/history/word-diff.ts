// Which words were taken out and put in between two texts?

/** A run of words; joined without "removed" the pieces are the later text, without "added" the earlier one. */
export type Piece = { kind: "same" | "added" | "removed"; text: string };

/** Past so many differences the texts are two different texts: shown one after the other. Bounds time and memory. */
const mostEdits = 1200;

/** Words with one blank after each, and line ends. */
const wordsOf = (text: string): string[] => (text.match(/\n|\S+/g) ?? []).map((word) => (word === "\n" ? word : `${word} `));

/** Differences by words, each run as long as it can be. How many blanks stand between words makes no difference. */
export function wordDiff(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const same = (a: number, b: number) => old[a] === now[b];
  let start = 0;
  while (start < old.length && start < now.length && same(start, start)) start += 1;
  let [oldEnd, nowEnd] = [old.length, now.length];
  while (oldEnd > start && nowEnd > start && same(oldEnd - 1, nowEnd - 1)) [oldEnd, nowEnd] = [oldEnd - 1, nowEnd - 1];
  const pieces: Piece[] = [];
  const put = (kind: Piece["kind"], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== "") pieces.push({ kind, text });
  };
  put("same", now.slice(0, start).join(""));
  for (const { kind, at } of shortestEdit(oldEnd - start, nowEnd - start, (a, b) => same(start + a, start + b))) put(kind, (kind === "removed" ? old : now)[start + at] ?? "");
  put("same", now.slice(nowEnd).join(""));
  return readable(pieces);
}

type Step = { kind: Piece["kind"]; at: number };

/** Myers' shortest edit script (An O(ND) Difference Algorithm, 1986); `at` counts in the earlier text for what is removed, else in the later one. */
function shortestEdit(oldLength: number, nowLength: number, same: (a: number, b: number) => boolean): Step[] {
  const most = Math.min(oldLength + nowLength, mostEdits);
  const furthest = new Int32Array(2 * most + 3);
  const trail: Int32Array[] = [];
  const middle = most + 1;
  for (let edits = 0; edits <= most; edits += 1) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && (furthest[middle + diagonal - 1] ?? 0) < (furthest[middle + diagonal + 1] ?? 0));
      let a = down ? (furthest[middle + diagonal + 1] ?? 0) : (furthest[middle + diagonal - 1] ?? 0) + 1;
      while (a < oldLength && a - diagonal < nowLength && same(a, a - diagonal)) a += 1;
      furthest[middle + diagonal] = a;
      if (a >= oldLength && a - diagonal >= nowLength) return walkBack(trail, oldLength, nowLength);
    }
    trail.push(furthest.slice(middle - edits, middle + edits + 1));
  }
  const all = (kind: Piece["kind"], length: number) => Array.from({ length }, (_, at): Step => ({ kind, at }));
  return [...all("removed", oldLength), ...all("added", nowLength)];
}

/** `trail[n]` holds the furthest places after n edits, its middle the diagonal 0. */
function walkBack(trail: readonly Int32Array[], oldLength: number, nowLength: number): Step[] {
  const steps: Step[] = [];
  let [a, b] = [oldLength, nowLength];
  for (let edits = trail.length; edits > 0; edits -= 1) {
    const reached = trail[edits - 1] ?? new Int32Array();
    const at = (diagonal: number) => (Math.abs(diagonal) <= edits - 1 ? (reached[edits - 1 + diagonal] ?? -1) : -1);
    const diagonal = a - b;
    const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const [fromA, fromB] = down ? [at(diagonal + 1), at(diagonal + 1) - (diagonal + 1)] : [at(diagonal - 1), at(diagonal - 1) - (diagonal - 1)];
    const [midA, midB] = down ? [fromA, fromB + 1] : [fromA + 1, fromB];
    for (; a > midA && b > midB; a -= 1, b -= 1) steps.push({ kind: "same", at: b - 1 });
    steps.push(down ? { kind: "added", at: midB - 1 } : { kind: "removed", at: midA - 1 });
    [a, b] = [fromA, fromB];
  }
  for (; a > 0 && b > 0; a -= 1, b -= 1) steps.push({ kind: "same", at: b - 1 });
  return steps.reverse();
}

/** One short word left standing between two changes reads worse than one longer change. */
function readable(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed !== "") out.push({ kind: "removed", text: removed });
    if (added !== "") out.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  pieces.forEach((piece, at) => {
    const island = piece.kind === "same" && at > 0 && at < pieces.length - 1 && !piece.text.includes("\n") && piece.text.trim().length <= 3;
    if (piece.kind === "removed" || island) removed += piece.text;
    if (piece.kind === "added" || island) added += piece.text;
    if (piece.kind === "same" && !island) {
      flush();
      out.push(piece);
    }
  });
  flush();
  return out;
}

/** The pieces with long unchanged runs cut to the words next to a change: for a list of many changes. */
export function aroundChanges(pieces: readonly Piece[], keep = 8): Piece[] {
  return pieces.map((piece, at): Piece => {
    const words = piece.text.split(" ");
    const [first, last] = [at === 0, at === pieces.length - 1];
    if (piece.kind !== "same" || words.length <= (first || last ? keep : 2 * keep) + 2) return piece;
    const [head, tail] = [words.slice(0, keep).join(" "), words.slice(-keep - 1).join(" ")];
    return { kind: "same", text: first ? `… ${tail}` : last ? `${head} …` : `${head} … ${tail}` };
  });
}

// Gives each table of a finished PDF its summary (its text alternative), which the compiler has no way to say yet.

/**
 * The same file with /Summary on its table elements, in the order a reader meets them (a table inside a cell after the table around it).
 * Expects what our compiler writes: one classic cross-reference table and plain structure objects. Throws when the tables are not as many as the summaries.
 */
export function withTableSummaries(bytes: Uint8Array, summaries: string[]): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const xrefAt = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1] ?? Number.NaN);
  const head = /^xref\s+0 (\d+)\s*\n/.exec(file.slice(xrefAt, xrefAt + 40));
  if (!head) throw new Error("The PDF has no cross-reference table to follow.");
  const entriesAt = xrefAt + head[0].length;
  const offsets = Array.from({ length: Number(head[1]) }, (_, number) => Number(file.slice(entriesAt + number * 20, entriesAt + number * 20 + 10)));
  const objectText = (number: number) => file.slice(offsets[number] ?? 0, file.indexOf("endobj", offsets[number] ?? 0));

  const tables: number[] = [];
  const walk = (number: number) => {
    const text = objectText(number);
    if (!text.includes("/StructElem") && !text.includes("/StructTreeRoot")) return;
    if (/\/S \/Table\s/.test(text)) tables.push(number);
    const kids = /\/K (\[[^\]]*\]|\d+ 0 R)/.exec(text)?.[1]?.replaceAll(/<<[^>]*>>/g, "") ?? "";
    for (const [, kid] of kids.matchAll(/(\d+) 0 R/g)) walk(Number(kid));
  };
  const root = Number(/\/Root (\d+) 0 R/.exec(file.slice(xrefAt))?.[1]);
  walk(Number(/\/StructTreeRoot (\d+) 0 R/.exec(objectText(root))?.[1]));
  if (tables.length !== summaries.length) throw new Error(`The PDF has ${tables.length} tables where the document has ${summaries.length}.`);

  const insertions = tables.map((number, index) => {
    const text = objectText(number);
    const attribute = `<< /O /Table /Summary <${utf16(summaries[index] ?? "")}> >> `;
    const list = text.indexOf("/A [");
    const at = (offsets[number] ?? 0) + (list >= 0 ? list + 4 : text.indexOf("/S /Table"));
    return { at, text: list >= 0 ? attribute : `/A [${attribute}] ` };
  }).sort((a, b) => a.at - b.at);

  const parts: string[] = [];
  let from = 0;
  for (const { at, text } of insertions) {
    parts.push(file.slice(from, at), text);
    from = at;
  }
  // Each object moves by what was inserted before it.
  const ends = insertions.map(({ at }) => at);
  const moves = insertions.reduce<number[]>((sums, { text }) => [...sums, (sums.at(-1) ?? 0) + text.length], [0]);
  const moved = (offset: number) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset + (moves[low] ?? 0);
  };
  const entries = offsets.map((offset, number) => {
    const entry = file.slice(entriesAt + number * 20, entriesAt + number * 20 + 20);
    return entry[17] === "n" ? String(moved(offset)).padStart(10, "0") + entry.slice(10) : entry;
  });
  const trailer = file.slice(entriesAt + offsets.length * 20).replace(/startxref\s+\d+/, `startxref\n${moved(xrefAt)}`);
  parts.push(file.slice(from, entriesAt), ...entries, trailer);
  return new Uint8Array(Buffer.from(parts.join(""), "latin1"));
}

function utf16(text: string): string {
  return `FEFF${Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase()}`;
}

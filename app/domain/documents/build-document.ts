// The program's document as blocks: every part of the form in printed order, filled from one reading of the plan, each block knowing its sources.
import type { Block, Cell, Chart, Column, ColumnKind, Copy, Heading, PlanDocument, Provenance, Section, Source, Table } from "#schemas/document.ts";
import type { SimpleField } from "#schemas/crosswalk.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import type { Item } from "#app/domain/coverage/addresses.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { answerField, isKnownBy, itemsOf, partSpots, spotAt, tableSpots, waitsForVote, waitsForVoteWords } from "#app/domain/coverage/read-form.ts";
import type { CompiledField, CompiledPart, CompiledPartField, FieldAnswer, FormReading, Spot } from "#app/domain/coverage/read-form.ts";
import { filedWithWords } from "./filed-with.ts";
import type { FiledWith } from "./filed-with.ts";
import { longDay } from "./long-day.ts";
import { inPrintOrder, linesOfReadings, moneyWords, percentWords, printOf, wordsOf } from "./item-words.ts";
import type { Print } from "./item-words.ts";
import { blocksOfRichText, plainOfBlock } from "./rich-blocks.ts";

/** What the caller asks for; how many answers are missing the document counts itself. */
export type CopyRequest =
  | { kind: "internal-draft"; preparedOn: string }
  | { kind: "hearing-draft"; preparedOn: string }
  | { kind: "working-draft"; preparedOn: string; reason: string }
  | { kind: "filed"; filedOn: string; receipt: string };

/** Official files an operator attached, by the id the edition gives their place. */
export type Attachments = Readonly<Record<string, RichText>>;

type Level = Heading["level"];
type Writing = { reading: FormReading; showMissing: boolean; provenance: Map<string, Provenance> };

/** Pure: same plan, crosswalks and request, same document. */
export function buildDocument(reading: FormReading, request: { copy: CopyRequest; attachments?: Attachments; filed?: FiledWith | null }): PlanDocument {
  const { edition } = reading.program;
  const copy: Copy = request.copy.kind === "internal-draft" ? { ...request.copy, missing: missingAnswers(reading) } : request.copy;
  const writing: Writing = { reading, showMissing: copy.kind === "internal-draft" || copy.kind === "working-draft", provenance: new Map() };
  const organization = reading.index.organizations.get(reading.index.orgId) ?? reading.index.lea;
  const sections: Section[] = [];
  for (const compiled of reading.form.parts) {
    const { paper, orientation } = compiled.part.page ?? { paper: "letter" as const, orientation: "portrait" as const };
    for (const spot of partSpots(reading, compiled)) {
      const blocks = partBlocks(writing, compiled, spot, request.attachments ?? {});
      const last = sections.at(-1);
      if (last && last.paper === paper && last.orientation === orientation) last.blocks.push(...blocks);
      else sections.push({ id: compiled.part.id, paper, orientation, blocks });
    }
  }
  const filed = filedWithWords(edition, request.filed ?? null, reading.index.lea.kind);
  if (filed !== "") sections.at(-1)?.blocks.push({ type: "paragraph", style: "note", runs: [{ text: filed }] });
  return {
    documentVersion: 1,
    title: `${reading.plan.year} ${edition.title}: ${organization.name}`,
    language: edition.language,
    program: edition.program,
    edition: edition.id,
    template: edition.template.stamp,
    year: reading.plan.year,
    organization: { name: organization.name, cds: organization.cds },
    copy,
    banner: bannerOf(copy),
    footer: mergeWords(writing, edition.footer, spotAt(reading, {})),
    sections,
  };
}

/** Fields still partly answered or missing. */
export function missingAnswers(reading: FormReading): number {
  const { counts } = coverage(reading);
  return counts.missing + counts.partly;
}

function bannerOf(copy: Copy): string {
  switch (copy.kind) {
    case "internal-draft":
      return `Internal draft, ${longDay(copy.preparedOn)}. ${copy.missing === 0 ? "No answers are missing." : copy.missing === 1 ? "1 answer is missing." : `${copy.missing} answers are missing.`}`;
    case "hearing-draft":
      return `${longDay(copy.preparedOn)}. For public hearing`;
    case "working-draft":
      return `Working draft, ${longDay(copy.preparedOn)}. ${copy.reason}`;
    case "filed":
      return `Filed ${longDay(copy.filedOn)}. Receipt ${copy.receipt}`;
  }
}

function partBlocks(writing: Writing, compiled: CompiledPart, spot: Spot, attachments: Attachments): Block[] {
  const { part } = compiled;
  // A part of duties that have no box is checked and not printed.
  if (part.fields.length > 0 && part.fields.every((field) => field.kind === "element" || field.printed === false)) return [];
  const blocks: Block[] = [];
  const heading = mergeWords(writing, part.headings?.find((other) => spot.holds(compileCondition(other.when)))?.heading ?? part.heading, spot);
  if (heading !== "") blocks.push({ type: "heading", level: part.level as Level, text: heading, id: spot.place.goal ? `${part.id}-${spot.place.goal.id}` : part.id });
  for (const field of compiled.fields) blocks.push(...fieldBlocks(writing, field, spot, part.level));
  if (part.attachment) {
    const attached = attachments[part.attachment.id];
    blocks.push(...(attached ? blocksOfRichText(attached, part.level) : [{ type: "paragraph" as const, style: "note" as const, runs: [{ text: part.attachment.where }] }]));
  }
  return blocks;
}

function fieldBlocks(writing: Writing, compiled: CompiledPartField, spot: Spot, level: number): Block[] {
  const { field } = compiled;
  if (field.kind === "element" || field.printed === false) return [];
  if (!spot.holds(compiled.when) && field.if_empty === undefined) return [];
  if (field.kind === "fixed") return [fixedBlock(writing, field, spot)];
  if (field.kind === "chart") return chartBlocks(writing, compiled, spot);
  if (field.kind === "table") return tableBlocks(writing, compiled, spot, level);

  const from = provenanceOf(writing, compiled);
  const blocks: Block[] = [];
  const label = mergeWords(writing, field.label ?? "", spot);
  const narrative = field.kind === "richtext";
  if (narrative && label !== "") blocks.push({ type: "heading", level: Math.min(6, level + 1) as Level, text: label, id: spot.place.goal ? `${field.id}-${spot.place.goal.id}` : field.id, from });
  if (field.prompt) blocks.push({ type: "paragraph", style: "prompt", runs: [{ text: mergeWords(writing, field.prompt, spot) }], from });
  if (field.wording === "proposed") blocks.push(proposedNote(from));
  const answer = answerField(writing.reading, compiled, spot);
  if (!narrative) {
    blocks.push({ type: "paragraph", style: "body", runs: [...(label === "" ? [] : [{ text: `${label}${label.endsWith(":") ? "" : ":"} `, bold: true as const }]), { text: textOf(writing, compiled, answer) }], from: withRows(from, answer) });
    return blocks;
  }
  return [...blocks, ...answerBlocks(writing, compiled, answer, spot, level + 1)];
}

/** A narrative answer as it prints; what nobody answered is marked in a draft for the house, and stays empty in a copy for others. */
function answerBlocks(writing: Writing, compiled: CompiledField, answer: FieldAnswer, spot: Spot, level: number): Block[] {
  const { field } = compiled;
  const from = withRows(provenanceOf(writing, compiled), answer);
  const print = printOf(writing.reading, field);
  const blocks = rowByRow(answer).flatMap(({ source, found }): Block[] => {
    const items = found.flatMap((one) => one.items);
    const lines = [...new Set(items.filter((item) => item.kind !== "rich").flatMap((item) => (item.kind === "list" ? item.items : [wordsOf(writing.reading, item, print)])))].filter((text) => text !== "");
    const listed = items.some((item) => item.kind === "list" || item.kind === "link" || item.kind === "code");
    const added: Block[] = items.flatMap((item) => (item.kind === "rich" ? blocksOfRichText(item.doc, level, from) : []));
    if (listed) added.push({ type: "list", ordered: false, items: inPrintOrder(writing.reading, items, lines, print).map((text) => [{ type: "paragraph", style: "body", runs: [{ text }] }]), from });
    else added.push(...lines.map((text): Block => ({ type: "paragraph", style: "body", runs: [{ text }], from })));
    const lead = field.leads?.[compiled.supplements.find((supplement) => supplement.source === source)?.address ?? source.row.source];
    return lead === undefined || added.length === 0 ? added : [{ type: "paragraph", style: "body", runs: [{ text: mergeWords(writing, lead, spot) }], from }, ...added];
  });
  if (answer.state === "not-applicable" && blocks.length === 0) return [{ type: "paragraph", style: "body", runs: [{ text: field.if_empty ?? "" }], from }];
  if (isKnownBy(compiled) && waitsForVote(writing.reading, compiled, spot)) blocks.push({ type: "paragraph", style: "note", runs: [{ text: waitsForVoteWords }], from });
  if (answer.state === "answered" || !writing.showMissing) return blocks;
  return [...blocks, { type: "paragraph", style: "missing", runs: [{ text: missingWords(answer) }], from }];
}

/** Several columns of the same rows read row by row: who, how and when of one meeting, then of the next. */
function rowByRow({ found }: FieldAnswer): FieldAnswer["found"] {
  const shared = new Set(found.filter(({ source }, at) => found.some((other, n) => n !== at && other.source.group === source.group)).filter((one) => one.found.some(({ row }) => row !== null)).map(({ source }) => source.group));
  if (shared.size === 0) return found;
  const done = new Set<string>();
  return found.flatMap((one): FieldAnswer["found"] => {
    const { group } = one.source;
    if (!shared.has(group)) return [one];
    if (done.has(group)) return [];
    done.add(group);
    const columns = found.filter(({ source }) => source.group === group);
    const ids = [...new Set(columns.flatMap((column) => column.found.flatMap(({ row }) => row?.id ?? [])))];
    return ids.flatMap((id) => columns.map(({ source, found: cells }) => ({ source, found: cells.filter(({ row }) => row?.id === id) })));
  });
}

const proposedNote = (from: Provenance): Block => ({ type: "paragraph", style: "proposed", runs: [{ text: "Wording proposed by Plan Once; the state's own wording is not held." }], from });

const missingWords = (answer: FieldAnswer): string => answer.impossible ?? (answer.state === "partly" ? "Not complete yet." : "Not answered yet.");

function fixedBlock(writing: Writing, field: SimpleField, spot: Spot): Block {
  const text = mergeWords(writing, field.text ?? field.label ?? "", spot);
  const from = provenanceOf(writing, { field, sources: [] });
  if (field.style?.startsWith("heading")) return { type: "heading", level: Number(field.style.slice("heading".length)) as Level, text, id: spot.place.goal ? `${field.id}-${spot.place.goal.id}` : field.id, from };
  if (field.style === "list") return { type: "list", ordered: false, items: text.split("\n").map((line) => [{ type: "paragraph", style: "body", runs: [{ text: line }] }]), from };
  const style = field.wording === "proposed" ? "proposed" : field.style === "note" || field.style === "lead" ? field.style : "body";
  return { type: "paragraph", style, runs: [{ text }], from };
}

// ── Tables and charts ──────────────────────────────────────────────────────────────────────────────

function columnKind(field: SimpleField): ColumnKind {
  const shows = field.kind === "calculated" ? field.shows : field.kind;
  return shows === "money" || shows === "percent" || shows === "number" ? shows : "text";
}

function tableBlocks(writing: Writing, compiled: CompiledPartField, spot: Spot, level: number): Block[] {
  const { field, table } = compiled;
  if (!table) return [];
  const { reading } = writing;
  const title = mergeWords(writing, field.title ?? field.label ?? "", spot);
  const base = {
    type: "table" as const,
    id: spot.place.goal ? `${field.id}-${spot.place.goal.id}` : field.id,
    title,
    summary: mergeWords(writing, field.summary ?? field.title ?? field.label ?? "", spot),
    ...(field.sheet && { sheet: field.sheet }),
    from: provenanceOf(writing, compiled),
  };
  const proposed: Block[] = field.wording === "proposed" ? [proposedNote(base.from)] : [];
  const before: Block[] = field.prompt ? [{ type: "paragraph", style: "prompt", runs: [{ text: mergeWords(writing, field.prompt, spot) }], from: base.from }] : [];
  before.push(...proposed);
  if (field.label && field.title === undefined && field.grid === undefined) before.unshift({ type: "heading", level: Math.min(6, level + 1) as Level, text: title, id: `${base.id}-heading`, from: base.from });

  if (field.grid) {
    const labelled = table.lines.some((line) => line.label !== undefined);
    const firstLine = table.lines[0]?.fields ?? [];
    const headers = (field.grid.header ?? [...(labelled ? [""] : []), ...firstLine.map((cell) => cell.field.label ?? "")]).map((header) => mergeWords(writing, header, spot));
    const columns: Column[] = headers.map((header, at) => {
      const cell = firstLine[at - (labelled ? 1 : 0)]?.field;
      return { id: `${field.id}.${at}`, header, kind: cell ? columnKind(cell) : "text", share: cell?.share ?? 1 };
    });
    const rows = table.lines.map((line, at) => ({
      id: `${field.id}-${at}`,
      cells: [...(labelled ? [{ kind: "text" as const, text: mergeWords(writing, line.label ?? "", spot), header: true as const }] : []), ...line.fields.map((cell) => cellWriter(writing, cell, cell.field.id)(spot))],
    }));
    return [...before, { ...base, columns, ...(field.grid.header_hidden && { headerHidden: true as const }), rows } satisfies Table];
  }

  const spots = tableSpots(reading, compiled, spot);
  const columns: Column[] = table.columns.map(({ field: column }) => ({ id: column.id, header: mergeWords(writing, column.label ?? "", spot), kind: columnKind(column), share: column.share ?? 1 }));
  if (spots.length === 0 && field.if_empty !== undefined) return [...before, { type: "paragraph", style: "body", runs: [{ text: field.if_empty }], from: base.from }];
  const writers = table.columns.map((column) => cellWriter(writing, column));
  const { boxes } = field;
  if (boxes !== undefined) {
    const box: Column[] = [{ id: `${field.id}.label`, header: "", kind: "text", share: 1 }, { id: `${field.id}.answer`, header: title, kind: "text", share: 3 }];
    return [
      ...before,
      ...spots.map((row, at): Table => {
        const name = boxes.replace("{n}", String(at + 1));
        const lines = columns.map(({ id, header }, n) => ({ id: `${rowIdOf(row)}-${id}`, cells: [{ kind: "text" as const, text: n === 0 ? name : header, header: true as const }, ...writers.slice(n, n + 1).map((write) => write(row))] }));
        return { ...base, id: `${base.id}-${at + 1}`, title: name, columns: box, headerHidden: true, rows: lines };
      }),
    ];
  }
  const rows = spots.map((row) => ({ id: rowIdOf(row), cells: writers.map((write) => write(row)) }));
  return [...before, { ...base, columns, rows }];
}

const rowIdOf = ({ place }: Spot): string => (place.action ?? place.metric ?? place.openingAction ?? place.event ?? place.need ?? place.answer ?? place.row?.value ?? place.school ?? place.goal)?.id ?? "";

/** Writes the cells of one column; what they have in common is looked up once. `name` lets a formula find the cell. */
function cellWriter(writing: Writing, compiled: CompiledField, name?: string): (spot: Spot) => Cell {
  const { field } = compiled;
  const kind = columnKind(field);
  const print = printOf(writing.reading, field);
  const provenance = provenanceOf(writing, compiled);
  return (spot) => {
    const answer = answerField(writing.reading, compiled, spot);
    const cell = field.kind === "fixed" ? textCell(kind, mergeWords(writing, field.text ?? "", spot), provenance) : filledCell(writing, kind, itemsOf(answer), print, withRows(provenance, answer));
    if (answer.state === "not-applicable" && answer.found.length === 0) cell.text = field.if_empty ?? "";
    if ((answer.state === "missing" || answer.state === "partly") && field.required !== false) markMissing(writing, cell, answer, field);
    if (isKnownBy(compiled) && waitsForVote(writing.reading, compiled, spot)) {
      cell.text = `${cell.text} (${waitsForVoteWords})`;
      if (cell.blocks) cell.blocks = [...cell.blocks, { type: "paragraph", style: "note", runs: [{ text: waitsForVoteWords }] }];
    }
    if (compiled.parts) labelParts(writing, compiled.parts, cell, spot);
    if (name !== undefined) cell.name = name;
    if (field.formula !== undefined) cell.formula = field.formula;
    return cell;
  };
}

/** A cell of several parts under their labels, its own answer one of them. */
function labelParts(writing: Writing, parts: NonNullable<CompiledField["parts"]>, cell: Cell, spot: Spot): void {
  const own: Block[] = cell.blocks ?? (cell.text === "" ? [] : [{ type: "paragraph", style: cell.missing ? "missing" : "body", runs: [{ text: cell.text }] }]);
  const print: Print = { decimals: 0, money: "cents", catalog: undefined };
  const blocks = parts.flatMap(({ label, calculate }): Block[] => {
    const items = calculate?.read(writing.reading.book, spot.place).flatMap((one) => one.items);
    const inside = items ? blocksOfItems(writing, items, print) : own;
    return inside.length === 0 ? [] : [{ type: "paragraph", style: "label", runs: [{ text: label }] }, ...inside];
  });
  cell.text = blocks.map(plainOfBlock).join("\n");
  cell.blocks = blocks;
}

function markMissing(writing: Writing, cell: Cell, answer: FieldAnswer, field: SimpleField): void {
  if (answer.state === "missing" && field.if_empty !== undefined && answer.impossible === undefined) cell.text = field.if_empty;
  else if (writing.showMissing) {
    cell.missing = true;
    const words = missingWords(answer);
    if (cell.text === "") cell.text = words;
    else if (cell.blocks) cell.blocks = [...cell.blocks, { type: "paragraph", style: "missing", runs: [{ text: words }] }];
  }
}

const textCell = (kind: ColumnKind, text: string, from: Provenance): Cell => ({ kind, text, from });

/** A cell with what was found, as its column prints it. Each sort of cell is made whole at once: there are ten thousand of them. */
function filledCell(writing: Writing, kind: ColumnKind, items: readonly Item[], print: Print, from: Provenance): Cell {
  const first = items[0];
  if (!first) return textCell(kind, "", from);
  if (first.kind === "money") {
    let cents = 0;
    for (const item of items) if (item.kind === "money") cents += item.cents;
    return { kind, text: moneyWords(cents, print), cents, from };
  }
  if (items.length === 1) {
    if (first.kind === "text") return textCell(kind, first.text, from);
    if (first.kind === "percent") return { kind, text: percentWords(first.value, print), fraction: first.value.toFraction(), from };
  }
  if (items.some((item) => item.kind === "rich" || item.kind === "list" || item.kind === "reading")) {
    const blocks = blocksOfItems(writing, items, print);
    return { kind, text: blocks.map(plainOfBlock).join("\n"), blocks, from };
  }
  const words: string[] = [];
  for (const item of items) {
    const text = wordsOf(writing.reading, item, print);
    // A letter's rows repeat its date, several steps the same role: said once.
    if (text !== "" && !words.includes(text)) words.push(text);
  }
  return textCell(kind, inPrintOrder(writing.reading, items, words, print).join(first.kind === "link" ? "; " : ", "), from);
}

/** Long answers, lists and readings as blocks. What two sources both say is printed once; a year that several readings share too. */
function blocksOfItems(writing: Writing, items: readonly Item[], print: Print): Block[] {
  const paragraphOf = (text: string): Block => ({ type: "paragraph", style: "body", runs: [{ text }] });
  const series = items.filter((item) => item.kind === "reading");
  if (series.length > 1) return linesOfReadings(writing.reading, series).map(paragraphOf);
  const [only] = items;
  if (only?.kind === "list" && items.length === 1) return only.items.map(paragraphOf);
  const blocks: Block[] = [];
  const printed = new Set([""]);
  const printLine = (text: string) => {
    if (printed.has(text)) return;
    printed.add(text);
    blocks.push(paragraphOf(text));
  };
  const linesOf = (item: Item): string[] => (item.kind === "list" ? item.items : [wordsOf(writing.reading, item, print)]);
  if (!items.some((item) => item.kind === "rich")) inPrintOrder(writing.reading, items, items.flatMap(linesOf), print).forEach(printLine);
  else
    for (const item of items) {
      if (item.kind === "rich") blocks.push(...blocksOfRichText(item.doc, 5));
      else linesOf(item).forEach(printLine);
    }
  return blocks;
}

function chartBlocks(writing: Writing, compiled: CompiledPartField, spot: Spot): Block[] {
  const { field } = compiled;
  const print = printOf(writing.reading, field);
  const found = compiled.calculate?.read(writing.reading.book, spot.place) ?? [];
  const item = found.flatMap((one) => one.items).find((one) => one.kind === "chart");
  if (!item) return [];
  const title = mergeWords(writing, field.title ?? field.label ?? "", spot);
  const slices: Chart["slices"] = item.slices.map((slice) => ({
    label: slice.label,
    cents: slice.cents,
    text: moneyWords(slice.cents, print),
    ...(slice.percent && { percentText: percentWords(slice.percent, { ...print, decimals: 0 }) }),
    ...(slice.within !== undefined && { within: slice.within }),
  }));
  const description = `${title}: ${slices.map((slice) => `${slice.label} ${slice.text}${slice.percentText ? `, ${slice.percentText}` : ""}`).join("; ")}.`;
  return [{ type: "chart", kind: slices.some((slice) => slice.percentText) ? "shares" : "bars", id: field.id, title, description, slices, from: provenanceOf(writing, compiled) }];
}

// ── Words ──────────────────────────────────────────────────────────────────────────────────────────

/** {lea}, {year}, {prior_year} and {field.id}; a dollar sign right before the brace is the amount's own. */
function mergeWords(writing: Writing, text: string, spot: Spot): string {
  if (!text.includes("{")) return text;
  const { reading } = writing;
  return text.replace(/\$?\{([^{}]+)\}/g, (whole, name: string) => {
    const organization = reading.index.organizations.get(reading.index.orgId) ?? reading.index.lea;
    if (name === "lea") return reading.index.lea.name;
    if (name === "organization") return organization.name;
    if (name === "year") return reading.plan.year;
    if (name === "prior_year") return reading.index.priorYear;
    const field = compiledFieldById(reading, name);
    if (!field) return whole;
    return textOf(writing, field, answerField(reading, field, spot)) || "________";
  });
}

function textOf(writing: Writing, compiled: CompiledField, answer: FieldAnswer): string {
  const items = itemsOf(answer);
  if (items.length === 0) return answer.state === "not-applicable" ? (compiled.field.if_empty ?? "") : writing.showMissing && answer.state !== "fixed" ? missingWords(answer) : "";
  return filledCell(writing, "text", items, printOf(writing.reading, compiled.field), provenanceOf(writing, compiled)).text;
}

const fieldsById = new WeakMap<FormReading["form"], Map<string, CompiledField>>();
function compiledFieldById({ form }: FormReading, id: string): CompiledField | undefined {
  let fields = fieldsById.get(form);
  if (!fields) {
    fields = new Map(form.parts.flatMap((part) => part.fields.flatMap((field) => [[field.field.id, field as CompiledField] as const, ...(field.table ? [...field.table.columns, ...field.table.lines.flatMap((line) => line.fields)] : []).map((inner) => [inner.field.id, inner] as const)])));
    fieldsById.set(form, fields);
  }
  return fields.get(id);
}

// ── Provenance ─────────────────────────────────────────────────────────────────────────────────────

/** The field's sources by address, shared by all its blocks; rows are added where an answer stands. */
function provenanceOf(writing: Writing, { field, sources }: Pick<CompiledField, "field" | "sources">): Provenance {
  let provenance = writing.provenance.get(field.id);
  if (!provenance) {
    provenance = {
      field: field.id,
      label: field.label ?? "",
      sources: sources.map(({ row, place }) => ({ address: row.source, rowId: null, lineageId: null, version: null, relation: row.relation, mapRow: place, authority: row.authority })),
    };
    writing.provenance.set(field.id, provenance);
  }
  return provenance;
}

function withRows(provenance: Provenance, answer: FieldAnswer): Provenance {
  let sources: Source[] | undefined;
  for (const { source, found } of answer.found) {
    const { row: mapRow } = source;
    for (const { row } of found) {
      if (!row) continue;
      const one: Source = { address: mapRow.source, rowId: row.id, lineageId: row.lineageId ?? null, version: row.version ?? null, relation: mapRow.relation, mapRow: source.place, authority: mapRow.authority };
      if (sources) sources.push(one);
      else sources = [one];
    }
  }
  return sources ? { field: provenance.field, label: provenance.label, sources } : provenance;
}

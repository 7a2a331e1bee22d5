// What changed in a plan between two moments, as a paper: row by row in the outline's order, and the planned money.
import type { Block, Cell, PlanDocument, Run } from "#schemas/document.ts";
import type { Outline } from "#schemas/crosswalk.ts";
import type { MoneyChange, PlanDifference } from "#app/domain/history/plan-difference.ts";
import type { FieldChange, RowChange } from "#app/domain/history/row-difference.ts";
import { aroundChanges } from "#app/domain/history/word-diff.ts";
import { column, heading, paperDocument, paragraph } from "./meeting-kit.ts";

export type ChangesPaper = { organization: { name: string; cds: string }; year: string; preparedOn: string; outline: Outline; /** What it is compared with, in words: "the meeting of May 12, 2026"; null where there is nothing to compare with. */ since: string | null; difference: PlanDifference | null };

/** Rows listed; the others are counted and stand in the portal. */
const mostRows = 250;
const cell = (text: string): Cell => ({ kind: "text", text });
const what = { added: "New", changed: "Changed", removed: "Taken out" } as const;

function runsOf({ label, said }: FieldChange): Run[] {
  const name: Run = { text: `${label}: `, bold: true };
  if (said.kind === "words") return [name, ...aroundChanges(said.pieces).map((piece): Run => (piece.kind === "added" ? { text: piece.text, bold: true } : piece.kind === "removed" ? { text: `[${piece.text.trimEnd()}] ` } : { text: piece.text }))];
  if (said.kind === "look") return [name, { text: "same words, other formatting" }];
  if (said.kind === "list") return [name, { text: [...said.added.map((one) => `new: ${one}`), ...said.removed.map((one) => `gone: ${one}`)].join("; ") }];
  const from = said.before === "" ? "" : `from ${said.before} `;
  return [name, { text: `${from}to ${said.after === "" ? "nothing" : said.after}${said.kind === "money" && said.before !== "" ? ` (${said.change})` : ""}` }];
}
const nameOf = ({ noun, number, name, school }: RowChange): string => [[noun.charAt(0).toUpperCase() + noun.slice(1), number].filter(Boolean).join(" "), name, school === "" ? "" : `(${school})`].filter(Boolean).join(" · ");

function chapterBlocks(id: string, title: string, changes: readonly RowChange[]): Block[] {
  const fieldBlocks = ({ fields }: RowChange): Block[] => fields.map((field): Block => ({ type: "paragraph", style: "body", runs: runsOf(field) }));
  return [
    heading(2, `chapter-${id}`, title),
    {
      type: "table", id: `changes-${id}`, title, summary: "Each row that changed and how.", columns: [column("row", "Where", 30), column("what", "What", 11), column("how", "How", 59)],
      rows: changes.map((change) => ({ id: `${change.collection}-${change.rowId}`, cells: [cell(nameOf(change)), cell(what[change.what]), change.what === "removed" ? cell("") : { ...cell(""), blocks: fieldBlocks(change) }] })),
    },
  ];
}

function moneyBlocks({ goals, sources, total }: PlanDifference["money"]): Block[] {
  if (total === null) return [];
  const row = (group: string) => (change: MoneyChange, at: number) => ({ id: `${group}-${at}`, cells: [cell(change.label), cell(change.before), cell(change.after), cell(change.change)] });
  return [
    heading(2, "money", "Planned money"),
    { type: "table", id: "money", title: "Planned money", summary: "Planned money by goal and by source where it changed, before and after.", columns: [column("what", "What", 40), column("before", "Before", 20, "money"), column("after", "Now", 20, "money"), column("change", "Change", 20, "money")], rows: [...goals.map(row("goal")), ...sources.map(row("source")), { ...row("total")(total, 0), total: true as const }] },
  ];
}

/** Pure: same two moments, same document. */
export function changesDocument({ organization, year, preparedOn, outline, since, difference }: ChangesPaper): PlanDocument {
  const changes = difference?.changes ?? [];
  const shown = changes.slice(0, mostRows);
  const chapters = [...outline.chapters.map(({ id, title }) => ({ id, title })), { id: "", title: "Held by the system" }];
  return paperDocument({
    title: `What changed in the ${year} plan`, organization, year, preparedOn,
    blocks: [
      heading(1, "changes", `What changed in the ${year} plan`),
      paragraph(organization.name, "lead"),
      paragraph(since === null ? "The plan was not here at an earlier meeting of this body, and no version of it has a name: there is nothing to compare with." : changes.length === 0 ? `Nothing changed since ${since}.` : `Compared with ${since}: ${changes.length === 1 ? "1 row differs" : `${changes.length} rows differ`}.`),
      ...(changes.length === 0 ? [] : [paragraph("Words in bold are new; words in square brackets are gone.", "note")]),
      ...(difference === null ? [] : moneyBlocks(difference.money)),
      ...chapters.flatMap(({ id, title }) => {
        const own = shown.filter((change) => change.chapterId === id);
        return own.length === 0 ? [] : chapterBlocks(id === "" ? "held" : id, title, own);
      }),
      ...(changes.length > shown.length ? [paragraph(`${changes.length - shown.length} more changes are listed under “What changed” in the portal.`)] : []),
    ],
  });
}

// A letter of the reviewing body as a document, made from the record of a step and nothing else.
import type { Block, PlanDocument } from "#schemas/document.ts";
import { longDay } from "./long-day.ts";

/** Sections of the code, and how sure we are of them; what nobody has read is not cited. */
type Law = { cite: string; confidence: "high" | "medium" | "low" };
const lawWords = ({ cite, confidence }: Law): string => (cite === "" || confidence === "low" ? "" : `${cite}${confidence === "high" ? "" : ", medium certainty"}`);
const inBrackets = (words: string): string => (words === "" ? "" : ` (${words})`);

/** `title`: the step ("Ask for clarification"). `due`: what the addressee owes next and by when, where a clock says so. `law`: of the step. */
export type Letter = {
  kind: "clarification" | "amendments" | "approval" | "refusal"; office: string; addressee: string; cds: string; program: string; year: string; receipt: string; receivedOn: string; madeOn: string; words: string; due: { title: string; day: string; ofReceipt: number | null } & Law | null;
  law: Law; person: string;
};

const subjects: Record<Letter["kind"], string> = { clarification: "Request for clarification", amendments: "Recommended amendments", approval: "Approval", refusal: "Decision not to approve" };
const opening: Record<Letter["kind"], (what: string) => string> = {
  clarification: (what) => `We have reviewed ${what}. Please clarify the following in writing.`,
  amendments: (what) => `We have reviewed ${what}. We recommend the following amendments.`,
  approval: (what) => `We have reviewed ${what}. It is approved.`,
  refusal: (what) => `We have reviewed ${what}. It is not approved, for the following reasons.`,
};

/** Pure: same record, same document. The state publishes no form for these letters; the wording is ours. */
export function letterDocument(letter: Letter): PlanDocument {
  const paragraph = (text: string, style: "body" | "lead" | "note" = "body"): Block => ({ type: "paragraph", style, runs: [{ text }] });
  const what = `the ${letter.year} ${letter.program} of ${letter.addressee}, received on ${longDay(letter.receivedOn)} under the receipt number ${letter.receipt}`;
  const said = letter.words.split(/\n\s*\n/).map((part) => part.trim()).filter((part) => part !== "");
  const title = `${subjects[letter.kind]}: ${letter.program} ${letter.year}`;
  const blocks: Block[] = [
    paragraph(letter.office, "lead"),
    paragraph(longDay(letter.madeOn)),
    paragraph(`To: ${letter.addressee} (CDS ${letter.cds})`),
    { type: "heading", level: 1, id: "subject", text: title },
    paragraph(opening[letter.kind](what)),
    ...(said.length === 0 ? [] : [{ type: "list" as const, ordered: true, items: said.map((text): Block[] => [paragraph(text)]) }]),
    ...(letter.due ? [paragraph(`${letter.due.title} ${letter.due.ofReceipt === null ? `by ${longDay(letter.due.day)}` : `within ${letter.due.ofReceipt} days of receipt (by ${longDay(letter.due.day)}, if received on ${longDay(letter.madeOn)})`}${inBrackets(lawWords(letter.due))}.`)] : []),
    paragraph(`${letter.person}, for ${letter.office}`),
    paragraph(`${lawWords(letter.law) === "" ? "" : `Law: ${lawWords(letter.law)}. `}Made from the record of the review; this wording is not the state's.`, "note"),
  ];
  return {
    documentVersion: 1, title, language: "en-US", program: "letter", edition: "none", template: "none", year: letter.year, organization: { name: letter.addressee, cds: letter.cds }, copy: { kind: "filed", filedOn: letter.madeOn, receipt: letter.receipt },
    banner: "", footer: `${letter.office}, ${longDay(letter.madeOn)}`, sections: [{ id: "letter", paper: "letter", orientation: "portrait", blocks }],
  };
}

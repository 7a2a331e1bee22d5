// The papers of one meeting: agenda, sign-in sheet and minutes, from the plan and the ledger; what is not on record is a blank to write in.
import type { Block, Cell, Column, PlanDocument, TableRow } from "#schemas/document.ts";
import type { AgendaLine, NoticeLine } from "#app/domain/calendar/meeting-agenda.ts";
import { longDay } from "./long-day.ts";

export const kitPieces = ["agenda", "sign-in", "minutes", "summary"] as const;
export type KitPiece = (typeof kitPieces)[number];

/** What is on record of one decision or purpose of the meeting; empty where nothing is. */
export type Happening = { kind: string; result: string; people: number | null; groups: string[]; topics: string[]; heard: string; motion: string; vote: string; changed: string[] };
export type MeetingPaper = {
  organization: { name: string; cds: string };
  year: string;
  body: string;
  /** What it is for: "Public hearing", one or several. */
  kinds: string[];
  day: string | null;
  /** When the agenda was posted, in words; null where nobody recorded it. */
  posted: string | null;
  agenda: AgendaLine[];
  notices: NoticeLine[];
  /** By seat, in the order of the list of seats. */
  members: { seat: string; name: string; title: string }[];
  happenings: Happening[];
  /** A committee's comments with the superintendent's written answers. */
  advice: { comment: string; reply: string }[];
  preparedOn: string;
};

type Runs = Extract<Block, { type: "paragraph" }>["runs"];
export const paragraph = (text: string, style: "body" | "lead" | "note" | "missing" = "body"): Block => ({ type: "paragraph", style, runs: [{ text }] });
const runs = (...parts: Runs): Block => ({ type: "paragraph", style: "body", runs: parts });
export const heading = (level: 1 | 2 | 3, id: string, text: string): Block => ({ type: "heading", level, id, text });
export const column = (id: string, header: string, share: number, kind: Column["kind"] = "text"): Column => ({ id, header, kind, share });
const cell = (text: string): Cell => ({ kind: "text", text });
/** Room to write by hand: prints as an empty cell of this many lines. */
const room = (lines = 1): Cell => ({ kind: "text", text: "", blocks: Array.from({ length: lines }, () => paragraph("\u00a0")) });
const row = (id: string, cells: Cell[]): TableRow => ({ id, cells });
const said = (text: string): Block[] => text.split(/\n+/).map((part) => part.trim()).filter((part) => part !== "").map((part) => paragraph(part));
const line = (label: string, value: string, blank = "______________________________"): Block => runs({ text: `${label}: `, bold: true }, { text: value === "" ? blank : value });

const blanksForGuests = 10;
const certainty = { high: "", medium: " Medium confidence.", low: " Low confidence." } as const;
const law = ({ citation, confidence, onlyIf }: Pick<AgendaLine, "citation" | "confidence" | "onlyIf">): string => [citation === "" ? "" : `(${citation})${confidence === "high" ? "" : `.${certainty[confidence]}`}`, onlyIf === null ? "" : `Only where ${onlyIf}.`].filter(Boolean).join(" ");

/** The heading that the papers share: whose meeting, which, when; and what to fill in where the plan does not say it. */
function top(paper: MeetingPaper, title: string): Block[] {
  return [
    heading(1, "paper", title),
    paragraph(paper.organization.name, "lead"),
    runs({ text: `${paper.kinds.join("; ")}. ` }, { text: `Plan of ${paper.year}.` }),
    line("Day", paper.day === null ? "" : longDay(paper.day)),
    line("Time", ""),
    line("Place", ""),
  ];
}

function notice({ notices, posted, day }: MeetingPaper): Block[] {
  const last = notices.flatMap(({ postBy, hourEarlier }) => (postBy === null ? [] : [`${longDay(postBy)}, ${hourEarlier ? "one hour before" : "at"} the hour the meeting begins${hourEarlier ? ", because the clocks go forward in between" : ""}`]))[0];
  return [
    heading(2, "notice", "Notice"),
    ...(notices.length === 0 ? [paragraph("No rule held here says how this meeting is announced; follow your own.", "note")] : []),
    ...notices.map((one) => paragraph(`${one.words} ${law(one)}`)),
    ...(last === undefined ? (day === null && notices.length > 0 ? [paragraph("The meeting has no day yet, so the last moment for posting cannot be said.", "note")] : []) : [line("Post at the latest", last)]),
    line("Posted (day, hour, where)", posted ?? ""),
  ];
}

function agendaBlocks({ agenda, happenings }: MeetingPaper): Block[] {
  const topics = [...new Set(happenings.flatMap((one) => one.topics))];
  const words: Record<AgendaLine["what"], string> = { opening: "", report: "Report", hearing: "Hearing", discussion: "Discussion", decision: "Action", closing: "" };
  const items = agenda.map(({ what, title, note, ...by }): Block[] => [runs({ text: title, bold: true }, ...(words[what] === "" ? [] : [{ text: `. ${words[what]}.` }])), ...(note === "" ? [] : [paragraph(note)]), ...(law(by) === "" ? [] : [paragraph(law(by), "note")])]);
  const before = items.slice(0, -1);
  return [
    heading(2, "items", "Order of items"),
    { type: "list", ordered: true, items: [...before, ...topics.map((topic): Block[] => [runs({ text: `Topic: ${topic}`, bold: true })]), ...items.slice(-1)] },
    paragraph("Items with a citation are asked for by that law; the others, and the order where no law sets it, are a local choice.", "note"),
  ];
}

function signInBlocks({ members }: MeetingPaper): Block[] {
  const columns = [column("seat", "Seat", 30), column("name", "Name", 32), column("signature", "Signature", 38)];
  return [
    ...(members.length === 0
      ? [paragraph("The plan names nobody for this body yet (“Who speaks for the plan, and who sits in which group?”). Everybody signs below.", "missing")]
      : [heading(2, "members", "Members by seat"), { type: "table" as const, id: "members", title: "Members by seat", summary: "Each member by seat, with room to sign.", columns, rows: members.map(({ seat, name, title }, at) => row(`member-${at}`, [cell(seat === "" ? "Member" : seat), cell(title === "" ? name : `${name}, ${title}`), room(2)])) }]),
    heading(2, "guests", "Guests and others"),
    { type: "table", id: "guests", title: "Guests and others", summary: "Room for the names of those who came.", columns: [column("name", "Name", 34), column("group", "Parent, staff, student, community", 28), column("signature", "Signature", 38)], rows: Array.from({ length: blanksForGuests }, (_, at) => row(`guest-${at}`, [room(2), room(), room()])) },
    paragraph("No rule held here asks anybody to sign in order to attend. Names stay on paper: the ledger keeps numbers and groups.", "note"),
  ];
}

function minutesBlocks(paper: MeetingPaper): Block[] {
  const { agenda, happenings, advice } = paper;
  const recorded = happenings.some(({ result, people, heard, motion, vote }) => people !== null || `${result}${heard}${motion}${vote}` !== "");
  const came = happenings.find(({ people }) => people !== null)?.people ?? null;
  const groups = [...new Set(happenings.flatMap((one) => one.groups))];
  const heard = happenings.filter((one) => one.heard !== "");
  const decided = happenings.filter((one) => one.motion !== "" || one.vote !== "" || one.result !== "");
  const decisions = agenda.filter(({ what }) => what === "decision");
  const changed = [...new Set(happenings.flatMap((one) => one.changed))];
  const voteOf = ({ kind, result, motion, vote }: Happening, at: number): Block[] => [
    ...(decided.length > 1 || decisions.length > 1 ? [heading(3, `decision-${at}`, kind)] : []),
    line("Motion", motion), line("Vote", vote), line("Decision", result),
  ];
  return [
    heading(2, "attendance", "Attendance"),
    line("People", came === null ? "" : String(came), "__________"),
    line("Who came", groups.join(", ")),
    line("Members present", ""),
    line("Members absent", ""),
    line("Quorum", "", "yes / no"),
    heading(2, "items", "Items"),
    { type: "list", ordered: true, items: agenda.map(({ title }): Block[] => [paragraph(title)]) },
    heading(2, "said", "What was said"),
    ...(heard.length === 0 ? [{ type: "table" as const, id: "said", title: "What was said", summary: "Room to write what was said.", headerHidden: true as const, columns: [column("said", "What was said", 100)], rows: [row("said", [room(6)])] }] : heard.flatMap(({ kind, heard: words }, at) => [...(heard.length > 1 ? [heading(3, `said-${at}`, kind)] : []), ...said(words)])),
    ...(advice.length === 0 ? [] : [heading(2, "advice", "Comments of the committee and written answers"), { type: "table" as const, id: "advice", title: "Comments of the committee and written answers", summary: "Each comment with the superintendent's written answer.", columns: [column("comment", "Comment", 50), column("reply", "Written answer of the superintendent", 50)], rows: advice.map(({ comment, reply }, at) => row(`advice-${at}`, [cell(comment), reply === "" ? room() : cell(reply)])) }]),
    ...(decided.length === 0
      ? decisions.length === 0
        ? [heading(2, "motion", "Motion and vote"), line("Motion", ""), line("Moved by", ""), line("Seconded by", ""), line("Yes / no / abstained / absent", "")]
        : [heading(2, "motion", "Motions and votes"), { type: "table" as const, id: "votes", title: "Motions and votes", summary: "Room for motion and vote of each decision.", columns: [column("item", "Decision", 28), column("motion", "Motion", 20), column("by", "Moved, seconded", 20), column("yes", "Yes", 8), column("no", "No", 8), column("abstain", "Abst.", 8), column("absent", "Absent", 8)], rows: decisions.map(({ id, title }) => row(id, [cell(title), room(3), room(), room(), room(), room(), room()])) }]
      : [heading(2, "motion", "Motion and vote"), ...decided.flatMap(voteOf)]),
    ...(changed.length === 0 ? [] : [heading(2, "changed", "What it changed in the plan"), { type: "list" as const, ordered: false, items: changed.map((question): Block[] => [paragraph(question)]) }]),
    line("Minutes taken by", ""),
    line("Approved on", ""),
    paragraph(recorded ? "Filled from the ledger of meetings; a line is blank where nothing is on record." : "Nothing of this meeting is on record yet: write in what happened, then enter it in the ledger.", "note"),
  ];
}

const titles = { agenda: "Agenda", "sign-in": "Sign-in sheet", minutes: "Minutes" } as const;

/** Pure: same meeting and day, same document. No form of the state exists for these papers; the order is ours. */
export function meetingPaper(paper: MeetingPaper, piece: keyof typeof titles): PlanDocument {
  const blocks = piece === "agenda" ? [...notice(paper), ...agendaBlocks(paper)] : piece === "sign-in" ? signInBlocks(paper) : minutesBlocks(paper);
  const title = `${titles[piece]}: ${paper.body}`;
  return paperDocument({ title, organization: paper.organization, year: paper.year, preparedOn: paper.preparedOn, blocks: [...top(paper, title), ...blocks] });
}

/** A paper that is no form of a program: portrait, without a line at its head. */
export const paperDocument = ({ title, organization, year, preparedOn, blocks }: Pick<MeetingPaper, "organization" | "year" | "preparedOn"> & { title: string; blocks: Block[] }): PlanDocument => ({
  documentVersion: 1, title, language: "en-US", program: "meeting", edition: "none", template: "none", year, organization, copy: { kind: "hearing-draft", preparedOn }, banner: "",
  footer: `${organization.name}, prepared ${longDay(preparedOn)}`, sections: [{ id: "paper", paper: "letter", orientation: "portrait", blocks }],
});

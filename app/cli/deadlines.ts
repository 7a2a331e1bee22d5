// The command that answers which deadlines a kind of LEA has in a plan year.
import { readFile } from "node:fs/promises";
import { buildFileContext } from "#app/file-context.server.ts";
import { deadlinesOf, type CalendarFacts, type Deadline } from "#app/domain/calendar/deadlines.ts";
import { meetingFaults } from "#app/domain/calendar/meeting-faults.ts";
import { AppError } from "#schemas/app-error.ts";
import type { MeetingDate } from "#schemas/calendar.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import { readMeetings } from "#schemas/meetings-file.ts";
import { daySchema, planYearSchema } from "#schemas/scalars.ts";
import type { Command } from "./main.ts";
import { mustHave } from "./words.ts";
import type { Words } from "./words.ts";

const kinds = ["district", "coe", "charter"] as const;

async function readList(file: string): Promise<unknown> {
  const source = await readFile(file, "utf8").catch((error: Error) => {
    throw new AppError("not-found", `${file} cannot be read: ${error.message}`);
  });
  try {
    return JSON.parse(source.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    throw new AppError("invalid", `${file} is not JSON: ${(error as Error).message}`);
  }
}

/** The meetings and the LEA's own dates of the file: a kind of meeting, or the key of a date only the LEA knows. */
async function meetingsOf(words: Words, { catalogs, calendar }: Crosswalks, year: string, today: string): Promise<Pick<CalendarFacts, "meetings" | "dates">> {
  const file = words.options.get("meetings");
  if (file === undefined) return { meetings: [], dates: {} };
  const codes = (catalog: string) => catalogs[catalog]?.entries.map((entry) => entry.code) ?? [];
  const own = calendar.own.dates.map((date) => date.key);
  const over = today > `${year.slice(0, 4)}-07-01`;
  const { meetings, problems } = readMeetings(await readList(file), { bodies: [...codes("bodies"), "lea"], kinds: [...codes("meeting-kinds"), ...own] }, over ? null : today);
  if (problems.length > 0) throw new AppError("invalid", problems.join("\n"));
  const isOwn = (meeting: MeetingDate) => own.includes(meeting.kind);
  return { meetings: meetings.filter((meeting) => !isOwn(meeting)), dates: Object.fromEntries(meetings.filter(isOwn).map(({ kind, date }) => [kind, date])) };
}

function setsOf(words: Words, { calendar }: Crosswalks): CalendarFacts["sets"] {
  const asked = words.options.get("sets");
  if (asked === undefined || asked === "all") return asked ?? [];
  const known = calendar.sets.filter((set) => set.optional).map(({ set }) => set);
  const sets = asked.split(",");
  const unknown = sets.find((set) => !known.includes(set));
  if (unknown !== undefined) throw new AppError("invalid", `There is no set "${unknown}". There are ${known.join(", ")}, or all.`);
  return sets;
}

/** "2027-06-29", "2027-06-11 18:00", "not before 2027-06-11" or "waiting". */
const whenWords = ({ due, dueTime, notBefore, waiting }: Deadline): string => (due !== null ? `${due}${dueTime === null ? "" : ` ${dueTime}`}` : notBefore !== null ? `from ${notBefore}` : waiting !== null ? "waiting" : "no date");

function linesOf(deadline: Deadline): string {
  const chain = deadline.chain.map(({ what, on }) => `${what}${on === null ? "" : ` = ${on}`}`).join(", ");
  return [
    `${whenWords(deadline).padEnd(16)} ${deadline.program} ${deadline.id}  ${deadline.title}${deadline.applies === "if" && deadline.onlyIf !== null ? ` (only if ${deadline.onlyIf})` : ""}`,
    ...[chain === "" ? "" : `Counted: ${chain}.`, deadline.waiting ?? "", deadline.note, `${deadline.citation}. Confidence: ${deadline.confidence}.`].filter((line) => line !== "").map((line) => `                 ${line}`),
  ].join("\n");
}

export const deadlinesOfYear: Command = async (words) => {
  const kind = kinds.find((known) => known === mustHave(words, "kind"));
  if (!kind) throw new AppError("invalid", `There is no kind "${words.options.get("kind")}". There are ${kinds.join(", ")}.`);
  const year = mustHave(words, "year");
  const read = planYearSchema.safeParse(year);
  if (!read.success) throw new AppError("invalid", `"${year}": ${read.error.issues[0]?.message ?? ""}`);
  const context = buildFileContext(words.options.get("dir"));
  const today = words.options.get("on") ?? context.today();
  if (!daySchema.safeParse(today).success) throw new AppError("invalid", `"${today}" is not a day; write it 2026-11-22.`);
  const crosswalks = context.crosswalks();
  const facts: CalendarFacts = { year, lea: { kind }, choices: {}, sets: setsOf(words, crosswalks), ...(await meetingsOf(words, crosswalks, year, today)) };
  const faults = meetingFaults(crosswalks.calendar, crosswalks.catalogs, facts);
  if (faults.length > 0) throw new AppError("invalid", faults.map((fault) => fault.message).join("\n"));
  const deadlines = deadlinesOf(crosswalks.calendar, crosswalks.catalogs, facts);
  const sorted = [...deadlines].sort((one, other) => ((one.due ?? one.notBefore ?? "9") < (other.due ?? other.notBefore ?? "9") ? -1 : 1));
  return { text: [...sorted.map(linesOf), `${deadlines.length} deadlines for the plan year ${year}; ${deadlines.filter(({ due }) => due !== null).length} have a date.`].join("\n"), json: deadlines };
};

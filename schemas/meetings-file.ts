// A list of meetings as a board's office hands it in: what it may say, and what is wrong with it in words.
import { z } from "zod";
import type { MeetingDate } from "./calendar.ts";
import { daySchema } from "./scalars.ts";

const entrySchema = z.strictObject({
  body: z.string().min(1),
  kind: z.string().min(1),
  date: z.string(),
  time: z.string().optional(),
});
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export type CodeNames = { bodies: readonly string[]; kinds: readonly string[] };
export type ReadMeetings = { meetings: MeetingDate[]; problems: string[] };

/** A word list for a message: "a, b or c". */
const either = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);

/**
 * Reads the list; every entry that cannot be used is named by its position, body, kind and date. `today`: a day before it cannot be planned any more;
 * null for a year that is over. A date may carry the time ("2027-06-15T18:00").
 */
export function readMeetings(value: unknown, names: CodeNames, today: string | null): ReadMeetings {
  if (!Array.isArray(value)) return { meetings: [], problems: ["The file is a list of meetings: [{ \"body\": \"board\", \"date\": \"2027-06-10\", \"kind\": \"hearing\" }]."] };
  if (value.length > 1000) return { meetings: [], problems: [`The list has ${value.length} meetings; 1,000 are read at most.`] };
  if (value.length === 0) return { meetings: [], problems: ["The list names no meeting, so the board has no dates: without them nothing can be counted from the hearing or the adoption. Give the board's dates, or leave the list out to see what waits for them."] };
  const problems: string[] = [];
  const meetings = value.flatMap((raw: unknown, at): MeetingDate[] => {
    const said = typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>) : {};
    const shown = ["body", "kind", "date"].flatMap((key) => (typeof said[key] === "string" && said[key] !== "" ? [said[key] as string] : []));
    const name = `Entry ${at + 1}${shown.length > 0 ? ` (${shown.join(", ")})` : ""}`;
    const wrong = (message: string): [] => (problems.push(`${name} ${message}`), []);
    if (said["date"] === undefined || said["date"] === null || said["date"] === "") return wrong("has no date: without one nothing can be counted from it. Write it 2027-06-10.");
    const parsed = entrySchema.safeParse(raw);
    if (!parsed.success) return wrong(`is not a meeting: ${parsed.error.issues.map((issue) => (issue.code === "unrecognized_keys" ? `nobody knows "${issue.keys.join('", "')}"` : `"${issue.path.join(".")}" is missing or no text`)).join("; ")}. A meeting has body, date and kind, and may have a time.`);
    const { body, kind } = parsed.data;
    const [day = "", inside] = parsed.data.date.split("T");
    const time = parsed.data.time ?? inside;
    if (!daySchema.safeParse(day).success) return wrong("has a date that is no day of the calendar. Write it 2027-06-10.");
    if (time !== undefined && !timeSchema.safeParse(time).success) return wrong(`has the time "${time}". Write it 18:00.`);
    if (!names.bodies.includes(body)) return wrong(`names a body nobody knows. Write ${either(names.bodies)}.`);
    if (!names.kinds.includes(kind)) return wrong(`names a kind of meeting nobody knows. Write ${either(names.kinds)}.`);
    if (today !== null && day < today) return wrong(`lies in the past: today is ${today}, and a day that is over cannot be planned.`);
    return [{ body, kind, date: day, ...(time === undefined ? {} : { time }) }];
  });
  return { meetings, problems };
}

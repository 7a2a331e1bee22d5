import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { leadDays } from "#app/domain/calendar/reminders.ts";
import type { MailChoice } from "#app/domain/calendar/reminders.ts";
import type { FeedForm } from "#app/services/calendar/feeds.server.ts";
import { readFields, readPosted } from "./read-form-data.server.ts";

/** The values of a name that may be posted several times; they are taken out of the form. */
function takeList<Value>(posted: Map<string, string[]>, name: string, list: z.ZodType<Value[]>): Value[] {
  const read = list.safeParse(posted.get(name) ?? []);
  posted.delete(name);
  if (!read.success) throw new AppError("invalid", "The form is not complete.");
  return read.data;
}

const setSchema = z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(50);

/** A posted form that makes a calendar's address, or withdraws one. */
export async function readFeedForm(request: Request): Promise<{ act: "withdraw"; feedId: string } | { act: "make"; form: FeedForm }> {
  const posted = await readPosted(request, { needsKey: true });
  if (posted.get("act")?.[0] === "withdraw") return readFields(posted, { act: z.literal("withdraw"), feedId: z.uuid() }, false).fields;
  const sets = takeList(posted, "set", setSchema);
  const { fields } = readFields(posted, { act: z.literal("make"), name: z.string().max(1000), kind: z.enum(["personal", "organization"]), ours: z.literal("yes").optional() }, false);
  return { act: "make", form: { kind: fields.kind, name: fields.name, sets, onlyOurs: fields.ours === "yes" } };
}

const daysSchema = z.array(z.enum(["30", "14", "7", "3", "1", "0"])).max(leadDays.length);

/** A posted choice of reminders, or one reminder that is put away. */
export async function readReminderForm(request: Request): Promise<{ act: "seen"; about: string } | { act: "choose"; choice: { mail: MailChoice; portal: boolean; days: number[] } }> {
  const posted = await readPosted(request);
  if (posted.get("act")?.[0] === "seen") return readFields(posted, { act: z.literal("seen"), about: z.string().min(1).max(300) }, false).fields;
  const days = takeList(posted, "day", daysSchema);
  const { fields } = readFields(posted, { act: z.literal("choose"), mail: z.enum(["off", "digest", "single"]), portal: z.literal("yes").optional() }, false);
  return { act: "choose", choice: { mail: fields.mail, portal: fields.portal === "yes", days: days.map(Number) } };
}

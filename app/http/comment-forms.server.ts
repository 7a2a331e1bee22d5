import { z } from "zod";
import { dueSchema, longestComment, personSchema, placeSchema, threadIdSchema, visibilitySchema } from "#schemas/comments.ts";
import { AppError } from "#schemas/app-error.ts";
import type { BeginForm, WordsForm } from "#app/services/comments/write-comment.server.ts";
import type { ThreadForm } from "#app/services/comments/change-thread.server.ts";
import { readFields, readPosted } from "./read-form-data.server.ts";
import { throwAsResponse } from "./throw-as-response.server.ts";

/** Longer than a comment may be, so that whoever wrote too much gets their words back. */
const typedWords = z.string().max(longestComment * 20);
const block = z.string().regex(/^\d{0,4}$/).transform((text) => (text === "" ? null : Number(text)));
const version = z.string().regex(/^\d{1,9}$/).transform(Number);
/** "yes": sent by a living page, which stays where it is. */
const stay = z.enum(["yes", "no"]);
const said = { words: typedWords, mention: personSchema, stay };

type Sent<Form> = { form: Form; stays: boolean; typed: Record<string, string> };

/** A new thread: what it is about, the marked words, what is said, and for whom. */
export async function readBeginForm(request: Request): Promise<Sent<BeginForm>> {
  const { fields } = readFields(await readPosted(request, { needsKey: true }), { ...said, place: placeSchema, quote: z.string().max(2000), block, visibility: visibilitySchema, assignTo: personSchema, dueOn: dueSchema }, false);
  const { stay: stays, ...form } = fields;
  return { form, stays: stays === "yes", typed: { words: form.words, mention: form.mention, place: form.place, quote: form.quote, visibility: form.visibility, assignTo: form.assignTo, dueOn: form.dueOn } };
}

export type ThreadPost =
  | ({ act: "reply" } & Sent<WordsForm>)
  | ({ act: "edit" } & Sent<{ commentId: string; words: string; seenVersion: number }>)
  | ({ act: "change" } & Sent<ThreadForm>)
  | ({ act: "hide" } & Sent<{ commentId: string; hidden: boolean }>)
  | ({ act: "read" } & Sent<null>);

/** What is done in a thread. */
export async function readThreadPost(request: Request): Promise<ThreadPost> {
  const posted = await readPosted(request, { needsKey: true });
  const act = posted.get("act")?.[0] ?? "";
  if (act === "reply") {
    const { fields } = readFields(posted, { act: z.literal(act), ...said }, false);
    return { act, form: { words: fields.words, mention: fields.mention }, stays: fields.stay === "yes", typed: { words: fields.words, mention: fields.mention } };
  }
  if (act === "edit") {
    const { fields } = readFields(posted, { act: z.literal(act), commentId: z.uuid(), seenVersion: version, words: typedWords, stay }, false);
    return { act, form: fields, stays: fields.stay === "yes", typed: { commentId: fields.commentId, words: fields.words } };
  }
  if (act === "hide" || act === "show") {
    const { fields } = readFields(posted, { act: z.literal(act), commentId: z.uuid(), stay }, false);
    return { act: "hide", form: { commentId: fields.commentId, hidden: act === "hide" }, stays: fields.stay === "yes", typed: {} };
  }
  if (act === "assign") {
    const { fields } = readFields(posted, { act: z.literal(act), seenVersion: version, assignTo: personSchema, dueOn: dueSchema, stay }, false);
    return { act: "change", form: { act, seenVersion: fields.seenVersion, assignTo: fields.assignTo, dueOn: fields.dueOn }, stays: fields.stay === "yes", typed: {} };
  }
  if (act === "share") {
    const { fields } = readFields(posted, { act: z.literal(act), seenVersion: version, visibility: visibilitySchema, stay }, false);
    return { act: "change", form: { act, seenVersion: fields.seenVersion, visibility: fields.visibility }, stays: fields.stay === "yes", typed: {} };
  }
  if (act === "resolve" || act === "reopen") {
    const { fields } = readFields(posted, { act: z.literal(act), seenVersion: version, stay }, false);
    return { act: "change", form: { act, seenVersion: fields.seenVersion }, stays: fields.stay === "yes", typed: {} };
  }
  const { fields } = readFields(posted, { act: z.literal("read"), stay }, false);
  return { act: "read", form: null, stays: fields.stay === "yes", typed: {} };
}

/** The id of a thread in an address; anything else is not found. */
export function threadIdOf(param: string | undefined): string {
  const id = threadIdSchema.safeParse(param);
  if (!id.success) throw new AppError("not-found", "There is no such comment here.");
  return id.data;
}

/** A form that was sent before with other words: they come back. Any other fault is the answer. */
export function sentBefore(error: unknown): { outcome: "refused"; why: "sent" } {
  if (error instanceof AppError && error.code === "sent-before") return { outcome: "refused", why: "sent" };
  throwAsResponse(error);
}

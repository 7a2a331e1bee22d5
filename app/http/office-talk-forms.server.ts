import { z } from "zod";
import { longestComment, placeSchema } from "#schemas/comments.ts";
import type { Context } from "#app/context.server.ts";
import { answerInTalk, beginOfficeTalk, resolveInTalk } from "#app/services/review/office-talk.server.ts";
import { readFields, readPosted } from "./read-form-data.server.ts";

const audience = z.enum(["office", "lea"]);
const threadId = z.uuid();
/** Longer than a comment may be, so that whoever wrote too much gets their words back. */
const words = z.string().max(longestComment * 20);

/** What the page shows again: the form that was not taken, with what was typed. `threadId` null: of a new conversation. */
export type OfficeTalkAnswer = { outcome: "refused"; why: "words" | "passage" | "conflict"; threadId: string | null; typed: { words: string; quote: string; audience: "office" | "lea" } };
export type OfficeTalkDone = { outcome: "done"; threadId: string };

/** Reads and does what a reviewer posts: begins a conversation, answers in one, resolves one or opens it again. */
export async function postOfficeTalk(ctx: Context, request: Request, filingId: string): Promise<OfficeTalkDone | OfficeTalkAnswer> {
  const posted = await readPosted(request, { needsKey: true });
  const act = posted.get("act")?.[0] ?? "";
  if (act === "begin") {
    const { fields } = readFields(posted, { act: z.literal(act), place: placeSchema, quote: z.string().max(2000), words, audience }, false);
    const result = await beginOfficeTalk(ctx, filingId, fields);
    return result.outcome === "begun" ? { outcome: "done", threadId: result.threadId } : { ...result, threadId: null, typed: { words: fields.words, quote: fields.quote, audience: fields.audience } };
  }
  if (act === "answer") {
    const { fields } = readFields(posted, { act: z.literal(act), threadId, audience, words }, false);
    const result = await answerInTalk(ctx, filingId, fields);
    return result.outcome === "said" ? { outcome: "done", threadId: fields.threadId } : { ...result, threadId: fields.threadId, typed: { words: fields.words, quote: "", audience: fields.audience } };
  }
  const { fields } = readFields(posted, { act: z.enum(["resolve", "reopen"]), threadId, audience, seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number) }, false);
  const result = await resolveInTalk(ctx, filingId, { threadId: fields.threadId, audience: fields.audience, resolved: fields.act === "resolve", seenVersion: fields.seenVersion });
  return result.outcome === "saved" ? { outcome: "done", threadId: fields.threadId } : { outcome: "refused", why: "conflict", threadId: fields.threadId, typed: { words: "", quote: "", audience: fields.audience } };
}

// What the invented people said about the plan they are writing: a few threads, and a link for the site council.
import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { withLea, type Database } from "#db/client.server.ts";
import { createLink } from "#db/repos/comment-links.server.ts";
import { addMentions, insertComment, insertThread, listThreads, saveThread } from "#db/repos/comments.server.ts";
import type { Plan } from "#schemas/plan.ts";

/** `by` null: over the council's link. */
type SampleComment = { by: string | null; words: string; mentions?: string[] };
type SampleThread = { place: string; quote?: string; before?: string; assignTo?: string; dueOn?: string; resolvedBy?: string; comments: SampleComment[] };

const threads: readonly SampleThread[] = [
  {
    place: "answers/listen.influence", quote: "Parents at three schools offered to read with second graders", before: "", assignTo: "sample-planner", dueOn: "2027-01-15",
    comments: [
      { by: "sample-principal", words: "At our school it was the student council that asked for this, not the parents. Can we say both? @Marisol Vega", mentions: ["sample-planner"] },
      { by: "sample-superintendent", words: "Yes, name both. The board will ask who came forward." },
    ],
  },
  { place: "answers/who.district", comments: [{ by: "sample-special-education", words: "Please add how many of our students travel to a program outside their own school. Families asked about it twice this fall." }] },
  {
    place: "answers/listen.influence", resolvedBy: "sample-planner",
    comments: [{ by: "sample-board", words: "Is the evening course at Bridges paid from the Equity Multiplier?" }, { by: "sample-planner", words: "It is, all of it. Action 4.4 says so now." }],
  },
  { place: "answers/listen.influence", comments: [{ by: null, words: "We met on two evenings and a Saturday. The Saturday is missing here, and most fathers came then." }] },
];

/** Only into a plan that nobody has commented on yet; what a thread is about must be there. */
export async function loadSampleComments(app: Database, plan: Plan): Promise<void> {
  const leaId = plan.leaId;
  await withLea(app, { leaId, actor: "system:seed" }, async (tx) => {
    if ((await listThreads(tx, { leaId, planId: plan.id, orgId: leaId })).length > 0) return;
    const linkId = await createLink(tx, { leaId, planId: plan.id, orgId: leaId, name: "Site council, Alder Valley High", chapter: "listen", tokenHash: randomBytes(32).toString("hex"), madeBy: "sample-planner", expiresAt: new Date(Date.now() + 30 * 24 * 3600 * 1000), most: 100 });
    for (const { place, quote, before, assignTo, dueOn, resolvedBy, comments } of threads) {
      const [, key] = place.split("/");
      const answer = plan.answers.find((one) => one.key === key && one.orgId === leaId && one.about === null);
      const [first] = comments;
      if (!answer || !first) continue;
      const id = randomUUID();
      await insertThread(tx, { leaId, id, planId: plan.id, orgId: leaId, place, lineageId: answer.lineageId, rowVersion: answer.version, blockId: null, quote: quote ?? null, before: before ?? null, visibility: "lea", private: false, begunBy: first.by, linkId: first.by === null ? linkId : null });
      for (const { by, words, mentions = [] } of comments) {
        const commentId = randomUUID();
        await insertComment(tx, { leaId, orgId: leaId, id: commentId, threadId: id, author: by, linkId: by === null ? linkId : null, words });
        await addMentions(tx, { leaId, commentId, personIds: mentions });
        if (by === null) await sql`update comment_link set used = used + 1 where lea_id = ${leaId} and id = ${linkId}`.execute(tx);
      }
      if (assignTo) await saveThread(tx, { leaId, threadId: id, seenVersion: 1, change: { assignedTo: assignTo, dueOn: dueOn ?? null, by: first.by ?? "sample-planner" } });
      if (resolvedBy) await saveThread(tx, { leaId, threadId: id, seenVersion: 1, change: { status: "resolved", by: resolvedBy } });
    }
  });
}

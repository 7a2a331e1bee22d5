import { listPartsTalkedAbout, listWrittenBy } from "#db/repos/comments.server.ts";
import { listLinks } from "#db/repos/comment-links.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { keyOfPart } from "#app/domain/plan/part.ts";
import { inLea, mayOnPart, planSeen } from "#app/services/plans/open-plan.server.ts";
import { seenThreads, viewThreads } from "./talk.server.ts";
import type { Part } from "./talk.server.ts";

/** One thing that waits; `planId`: the address of the part; `year`: of which plan, and of which school. */
export type WaitingThread = { planId: string; year: string; thread: ThreadView };
export type Waiting = {
  /** Given to me and open, what is due first. */
  assigned: WaitingThread[];
  /** Where I am mentioned and have not said that I read it. */
  mentions: WaitingThread[];
  /** Open comments of others on what I wrote, answers to what I said, and what the county office asks whoever sends the plan, where the last word is not mine; what the office asks comes first. */
  onMine: WaitingThread[];
};

/** What waits for this person in the LEA they work in; each thread stands once, at the first reason. */
export async function loadWaiting(ctx: Context): Promise<Waiting> {
  const { leaId } = ctx.user;
  return inLea(ctx, async (tx) => {
    const waiting: Waiting = { assigned: [], mentions: [], onMine: [] };
    const readable = (await listPartsTalkedAbout(tx, { leaId })).filter(({ orgId }) => mayOnPart(ctx.user, { leaId, orgId }, "plan.read"));
    for (const { planId, orgId } of readable) {
      const plan = await planSeen(ctx, tx, planId);
      if (!plan) continue;
      const part = { plan, orgId };
      const school = orgId === leaId ? undefined : part.plan.organizations.find(({ id }) => id === orgId);
      const { threads, written } = await threadsWith(ctx, tx, part);
      for (const thread of threads) {
        const one = { planId: keyOfPart(part), year: [part.plan.year, school?.name].filter(Boolean).join(", "), thread };
        const shown = thread.comments.filter(({ hidden }) => !hidden);
        const last = shown.at(-1);
        if (thread.status === "open" && thread.assigned?.toMe) waiting.assigned.push(one);
        else if (thread.mentionsMe === "unread") waiting.mentions.push(one);
        else if (thread.status === "open" && last && !last.mayEdit && (shown.some(({ mayEdit }) => mayEdit) || written.has(thread.id))) waiting.onMine.push(one);
      }
    }
    const due = ({ thread }: WaitingThread) => thread.assigned?.dueOn ?? "9999";
    waiting.assigned.sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0));
    const fromAbove = ({ thread }: WaitingThread) => Number(thread.comments.findLast(({ hidden }) => !hidden)?.fromAbove ?? false);
    waiting.onMine.sort((a, b) => fromAbove(b) - fromAbove(a));
    return waiting;
  });
}

/** Threads of a part, and the ids of those about something that this person wrote, begun over a link that they made, or asked of them from above. */
async function threadsWith(ctx: Context, tx: Tx, part: Part): Promise<{ threads: ThreadView[]; written: Set<string> }> {
  const { plan, orgId } = part;
  const seen = await seenThreads(ctx, tx, part);
  const rows = seen.flatMap(({ thread, place }) => (thread.status === "open" && place.row ? [{ threadId: thread.id, ...place.row }] : []));
  const written = await listWrittenBy(tx, { leaId: plan.leaId, planId: plan.id, actor: ctx.user.id, rows });
  const made = new Set((await listLinks(tx, { leaId: plan.leaId, planId: plan.id, orgId })).filter(({ madeBy }) => madeBy === ctx.user.id).map(({ id }) => id));
  const threads = await viewThreads(ctx, tx, part, seen);
  // What a body above began waits for whoever sends the plan, until somebody here has answered.
  const begunAbove = new Set(mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "submission.send") ? seen.filter(({ thread }) => thread.byOrg !== null).map(({ thread }) => thread.id) : []);
  const asked = threads.filter(({ id, comments }) => begunAbove.has(id) && comments.findLast(({ hidden }) => !hidden)?.fromAbove);
  const ids = [...asked.map(({ id }) => id), ...rows.filter(({ collection, rowId }) => written.has(`${collection}/${rowId}`)).map(({ threadId }) => threadId), ...seen.filter(({ thread }) => made.has(thread.linkId ?? "")).map(({ thread }) => thread.id)];
  return { threads, written: new Set(ids) };
}

import { listWrittenBy } from "#db/repos/comments.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { seenThreads, viewThreads } from "./talk.server.ts";

/** One thing that waits; `planId` and `year`: of which plan. */
export type WaitingThread = { planId: string; year: string; thread: ThreadView };
export type Waiting = {
  /** Given to me and open, what is due first. */
  assigned: WaitingThread[];
  /** Where I am mentioned and have not said that I read it. */
  mentions: WaitingThread[];
  /** Open comments of others on what I wrote, and answers to what I said, where the last word is not mine. */
  onMine: WaitingThread[];
};

/** What waits for this person in the LEA they work in; each thread stands once, at the first reason. */
export async function loadWaiting(ctx: Context): Promise<Waiting> {
  if (!can(ctx.user, "plan.read", { leaId: ctx.user.leaId })) return { assigned: [], mentions: [], onMine: [] };
  return inLea(ctx, async (tx) => {
    const waiting: Waiting = { assigned: [], mentions: [], onMine: [] };
    for (const { id, year } of await listPlans(tx, { leaId: ctx.user.leaId })) {
      const plan = await openPlan(ctx, tx, id, "plan.read");
      const { threads, written } = await threadsWith(ctx, tx, plan);
      for (const thread of threads) {
        const one = { planId: id, year, thread };
        const shown = thread.comments.filter(({ hidden }) => !hidden);
        const last = shown.at(-1);
        if (thread.status === "open" && thread.assigned?.toMe) waiting.assigned.push(one);
        else if (thread.mentionsMe === "unread") waiting.mentions.push(one);
        else if (thread.status === "open" && last && !last.mayEdit && (shown.some(({ mayEdit }) => mayEdit) || written.has(thread.id))) waiting.onMine.push(one);
      }
    }
    const due = ({ thread }: WaitingThread) => thread.assigned?.dueOn ?? "9999";
    waiting.assigned.sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0));
    return waiting;
  });
}

/** Threads of a plan, and the ids of those about something that this person wrote. */
async function threadsWith(ctx: Context, tx: Tx, plan: Plan): Promise<{ threads: ThreadView[]; written: Set<string> }> {
  const seen = await seenThreads(ctx, tx, plan);
  const rows = seen.flatMap(({ thread, place }) => (thread.status === "open" && place.row ? [{ threadId: thread.id, ...place.row }] : []));
  const written = await listWrittenBy(tx, { leaId: plan.leaId, planId: plan.id, actor: ctx.user.id, rows });
  return { threads: await viewThreads(ctx, tx, plan, seen), written: new Set(rows.filter(({ collection, rowId }) => written.has(`${collection}/${rowId}`)).map(({ threadId }) => threadId)) };
}

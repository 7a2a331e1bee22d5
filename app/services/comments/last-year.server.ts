// What was said of last year's plan, beside this year's: closed, and only to those who may read both.
import { listThreads } from "#db/repos/comments.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import type { Tx } from "#db/client.server.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { rememberedAt, talkSide } from "#app/domain/comments/memory.ts";
import type { TalkSide } from "#app/domain/comments/memory.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { schoolsOf } from "#app/domain/plan/part.ts";
import { formsHere } from "#app/services/coverage/read-forms.server.ts";
import { planSeen } from "#app/services/plans/open-plan.server.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";
import { seenThreads, viewThreads } from "./talk.server.ts";
import type { Part } from "./talk.server.ts";

/** `now`: the same place in this year's plan; null where there is none. */
export type PastThread = { thread: ThreadView; now: string | null };
/** `same`: about words that stand unchanged; `changed`: about words that do not. The newest first. */
export type LastYearTalk = { year: string; same: PastThread[]; changed: PastThread[] };

const sideOf = (ctx: Context, { plan, orgId }: Part): TalkSide =>
  remembered({ crosswalks: ctx.crosswalks, plan }, `talk side of ${orgId}`, () => talkSide(plan, { orgId, asked: statementsOf(ctx.crosswalks, formsHere(ctx, plan, orgId), orgId === plan.leaId ? "lea" : "school"), catalogs: ctx.crosswalks.catalogs }));

/** The conversations on the same part of the plan of the year before, for a service that has opened the part of this year. `wanted`: by the place then and its place now. Null where there are none. */
export async function lastYearTalk(ctx: Context, tx: Tx, part: Part, wanted: (then: CommentPlace, now: string | null) => boolean): Promise<LastYearTalk | null> {
  const { plan, orgId } = part;
  const { leaId } = plan;
  const year = yearBefore(plan.year);
  const known = (await listPlans(tx, { leaId })).find((one) => one.year === year);
  if (!known || (await listThreads(tx, { leaId, planId: known.id, orgId })).length === 0) return null;
  const earlier = await planSeen(ctx, tx, known.id);
  if (!earlier || (orgId !== leaId && !schoolsOf(earlier).some(({ id }) => id === orgId))) return null;
  const before: Part = { plan: earlier, orgId };
  const [then, now] = [sideOf(ctx, before), sideOf(ctx, part)];
  const found = (await seenThreads(ctx, tx, before)).flatMap(({ thread, place }) => {
    const at = rememberedAt(then, now, thread.place);
    return wanted(place, at?.now ?? null) ? [{ thread, place, now: at?.now ?? null, same: at?.same ?? false }] : [];
  });
  if (found.length === 0) return null;
  const views = await viewThreads(ctx, tx, before, found);
  const past = found.map(({ now, same }, at) => ({ thread: views[at] as ThreadView, now, same }));
  const of = (same: boolean) => past.filter((one) => one.same === same).map(({ thread, now }): PastThread => ({ thread, now })).reverse();
  return { year, same: of(true), changed: of(false) };
}

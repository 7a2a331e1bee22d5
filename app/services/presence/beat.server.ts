import { listPlans } from "#db/repos/plans.server.ts";
import { listPresent, savePresence } from "#db/repos/presence.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea, seesPrivate } from "#app/services/plans/open-plan.server.ts";

/** Somebody else on the same page; `question`: the one they are writing at, null when they only read, or may not be told. */
export type HereToo = { name: string; question: string | null };

/** A page asks every 15 seconds; who was not heard of for this long is gone. Together under a minute. */
const goneAfterSeconds = 35;
/** "chapters/listen/listen.influence" and "chapters/listen" are the same page. */
const pageOf = (place: string): string => place.split("/").slice(0, 2).join("/");

/** Notes where this person is in the plan ("": gone; null: only asks) and tells who else is on that page. Light: the plan itself is not read. */
export async function beat(ctx: Context, planId: string, { page, place }: { page: string; place: string | null }): Promise<{ here: HereToo[] }> {
  const leaId = ctx.user.leaId;
  return inLea(ctx, async (tx) => {
    const known = can(ctx.user, "plan.read", { leaId }) && (await listPlans(tx, { leaId })).some(({ id }) => id === planId);
    if (!known) throw new AppError("not-found", "There is no such plan here.");
    if (place !== null) await savePresence(tx, { leaId, planId, personId: ctx.user.id, place });
    const others = await listPresent(tx, { leaId, planId, but: ctx.user.id, seconds: goneAfterSeconds });
    return { here: others.filter((other) => pageOf(other.place) === page).map((other) => ({ name: other.name, question: questionAt(ctx, other.place.split("/")[2] ?? "") })) };
  });
}

function questionAt(ctx: Context, key: string): string | null {
  const { outline, programs } = ctx.crosswalks;
  const statement = [...outline.chapters.flatMap((chapter) => chapter.statements), ...programs.flatMap((program) => program.supplements)].find((one) => one.key === key);
  return !statement || (statement.private === true && !seesPrivate(ctx)) ? null : statement.question;
}

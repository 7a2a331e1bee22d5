import { findOrganization } from "#db/repos/organizations.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import { listPresent, savePresence } from "#db/repos/presence.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { readPart } from "#app/domain/plan/part.ts";
import { inLea, mayOnPart } from "#app/services/plans/open-plan.server.ts";

/** Somebody else on the same page; `question`: the one they are writing at, null when they only read, or may not be told. */
export type HereToo = { name: string; question: string | null };

/** A page asks every 15 seconds; who was not heard of for this long is gone. Together under a minute. */
const goneAfterSeconds = 35;
/** "chapters/listen/listen.influence" and "chapters/listen" are the same page. */
const pageOf = (place: string): string => place.split("/").slice(0, 2).join("/");

/** Notes where this person is in the plan ("": gone; null: only asks) and tells who else is on that page. Light: the plan itself is not read. */
export async function beat(ctx: Context, key: string, { page, place }: { page: string; place: string | null }): Promise<{ here: HereToo[] }> {
  const leaId = ctx.user.leaId;
  const { planId, schoolId } = readPart(key);
  const orgId = schoolId ?? leaId;
  return inLea(ctx, async (tx) => {
    const known = mayOnPart(ctx.user, { leaId, orgId }, "plan.read") && (await listPlans(tx, { leaId })).some(({ id }) => id === planId) && (schoolId === null || (await findOrganization(tx, { leaId, id: schoolId })) !== undefined);
    if (!known) throw new AppError("not-found", "There is no such plan here.");
    if (place !== null) await savePresence(tx, { leaId, planId, orgId, personId: ctx.user.id, place });
    const others = await listPresent(tx, { leaId, planId, orgId, but: ctx.user.id, seconds: goneAfterSeconds });
    return { here: others.filter((other) => pageOf(other.place) === page).map((other) => ({ name: other.name, question: questionAt(ctx, orgId, other.place.split("/")[2] ?? "") })) };
  });
}

function questionAt(ctx: Context, orgId: string, key: string): string | null {
  const { outline, programs } = ctx.crosswalks;
  const statement = [...outline.chapters.flatMap((chapter) => chapter.statements), ...programs.flatMap((program) => program.supplements)].find((one) => one.key === key);
  return !statement || (statement.private === true && !mayOnPart(ctx.user, { leaId: ctx.user.leaId, orgId }, "private.read")) ? null : statement.question;
}

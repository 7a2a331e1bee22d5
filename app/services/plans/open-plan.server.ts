import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { findFirstAnswer, keepFirstAnswer } from "#db/repos/form-answers.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import { frozen } from "#schemas/frozen.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Actor } from "#app/domain/permissions/can.ts";
import type { Verb } from "#app/domain/permissions/rights.ts";
import { readPart, schoolsOf, withoutSchools } from "#app/domain/plan/part.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { remembered } from "./remembered.server.ts";

/** One transaction as the acting person in their LEA. A form that was sent before changes nothing and gets its first answer, which is therefore plain data (REL-A7). */
export function inLea<Result>(ctx: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  if (ctx.look) return work(ctx.look.tx);
  const lea = { leaId: ctx.user.leaId, actor: ctx.user.id };
  if (ctx.sent === null) return withLea(ctx.db, lea, work);
  const { key, hash } = ctx.sent;
  const at = { person: ctx.user.id, key, step: (ctx.sent.steps += 1) };
  return withLea(ctx.db, lea, async (tx) => {
    const first = await findFirstAnswer(tx, at);
    if (first && first.hash !== hash) throw new AppError("sent-before", "This form was sent before with other words, and those were saved. Look at what is there now, and send your words again.");
    if (first) return (first.answer === null ? undefined : JSON.parse(first.answer)) as Result;
    const result = await work(tx);
    await keepFirstAnswer(tx, { ...at, hash, answer: result === undefined ? null : JSON.stringify(result) });
    return result;
  });
}

/** The services that answer one page, in one transaction instead of one each; a plan is read once, so that all of them speak of the same. Each asks the policy as always. For pages that only read: a page that changes something would not see it. */
export const inOneLook = <Result>(ctx: Context, page: (ctx: Context) => Promise<Result>): Promise<Result> => inLea({ ...ctx, sent: null }, (tx) => page({ ...ctx, look: { tx, plans: new Map() } }));

/** The plan itself; asks nothing. */
function planOf(ctx: Context, tx: Tx, planId: string): Promise<Plan | undefined> {
  const plans = ctx.look?.plans;
  const plan = plans?.get(planId) ?? loadPlan(tx, { leaId: ctx.user.leaId, planId });
  plans?.set(planId, plan);
  return plan;
}

/** A plan of the acting LEA as this person may see it: for a service that has asked the policy about the very same thing. Asks nothing. */
export async function planSeen(ctx: Context, tx: Tx, planId: string): Promise<Plan | undefined> {
  const plan = await planOf(ctx, tx, planId);
  if (plan) await recordSupport(ctx, tx, `plan/${plan.id}`);
  return plan && asSeen(ctx, plan);
}

/** Support is let in, and every look of it is on record in its own words (REL-G4). */
export async function recordSupport(ctx: Context, tx: Tx, object: string): Promise<void> {
  const { leaId, memberships, id } = ctx.user;
  if (memberships.every((one) => one.leaId !== leaId || one.role === "support")) await recordAct(tx, { leaId, actor: id, verb: "support-read", object });
}

/** The plan, if this person may do that to it. A foreign plan, a missing one and one that they may not read are the same answer; what is private is left out for those who may not see it. */
export async function openPlan(ctx: Context, tx: Tx, planId: string, verb: Verb): Promise<Plan> {
  const lea = { leaId: ctx.user.leaId };
  const plan = can(ctx.user, "plan.read", lea) ? await planOf(ctx, tx, planId) : undefined;
  if (!plan) throw new AppError("not-found", "There is no such plan here.");
  if (!can(ctx.user, verb, plan)) throw new AppError("forbidden", "Your role here does not include this. Whoever gives the roles in your organization can change that.");
  await recordSupport(ctx, tx, `plan/${plan.id}`);
  return asSeen(ctx, plan);
}

/** Does this person work with the LEA's private parts? */
export const seesPrivate = (ctx: Context): boolean => can(ctx.user, "private.read", { leaId: ctx.user.leaId });
/** Every statement there is, of the outline and of any form: what is private stays so whether or not a form of this year asks for it. */
export const everyStatement = ({ crosswalks }: Pick<Context, "crosswalks">): Statement[] => [...crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...crosswalks.programs.flatMap((program) => program.supplements)];

/** A school of an LEA as the policy sees it. */
export const schoolOwned = (leaId: string, schoolId: string) => ({ leaId, orgId: schoolId, above: [leaId] });

/** A plan, of now or of a moment before, as this person may see it: without what is private, and without the parts of schools that are not theirs to read. */
export function asSeen(ctx: Context, plan: Plan): Plan {
  const schools = schoolsOf(plan).map((school) => school.id);
  const maySchool = (verb: Verb) => new Set(schools.filter((id) => can(ctx.user, verb, schoolOwned(plan.leaId, id))));
  const [readable, own, whole] = [maySchool("school.read"), maySchool("school.change"), seesPrivate(ctx)];
  return remembered({ crosswalks: ctx.crosswalks, plan }, JSON.stringify(["as seen", [...readable], whole || [...own]]), () => {
    const mine = withoutSchools(plan, new Set(schools.filter((id) => !readable.has(id))));
    if (whole) return closedLike(plan, mine);
    const open = withoutPrivate(mine, everyStatement(ctx));
    // A school's own private findings stay with those who write them.
    return closedLike(plan, { ...open, findings: mine.findings.filter((finding) => own.has(finding.orgId) || open.findings.includes(finding)), needs: mine.needs.map((need, at) => (own.has(need.orgId) ? need : (open.needs[at] ?? need))) });
  });
}
const closedLike = (original: Plan, view: Plan): Plan => (Object.isFrozen(original) ? frozen(view) : view);

/** What a right over the LEA's part is called over a school's: reading and making its documents, changing it, talking about it. */
const schoolVerbs: Partial<Record<Verb, Verb>> = { "plan.read": "school.read", "document.export": "school.read", "plan.change": "school.change", "money.change": "school.change", "plan.comment": "school.comment", "comment.moderate": "school-comment.moderate", "plan.import": "school.change" };

/** May this person do that to the LEA's part, or to the part of the school named? What is private of a school is seen by who writes it and by who works with the LEA's private parts. */
export function mayOnPart(user: Actor, { leaId, orgId }: { leaId: string; orgId: string }, verb: Verb): boolean {
  if (orgId === leaId) return can(user, verb, { leaId });
  const school = schoolOwned(leaId, orgId);
  if (verb === "private.read") return can(user, verb, { leaId }) || can(user, "school.change", school);
  const needed = schoolVerbs[verb];
  return needed !== undefined && can(user, needed, school);
}

/** The plan and whose part of it is meant: `key` is the plan's id, or the address of a school's part. The LEA's rights open the LEA's part, a school's rights its own. */
export async function openPart(ctx: Context, tx: Tx, key: string, verb: Verb): Promise<{ plan: Plan; orgId: string }> {
  const { planId, schoolId } = readPart(key);
  if (schoolId === null) {
    const plan = await openPlan(ctx, tx, planId, verb);
    return { plan, orgId: plan.leaId };
  }
  const school = schoolOwned(ctx.user.leaId, schoolId);
  const plan = can(ctx.user, "school.read", school) ? await planOf(ctx, tx, planId) : undefined;
  if (!plan || !schoolsOf(plan).some((one) => one.id === schoolId)) throw new AppError("not-found", "There is no such plan here.");
  if (!mayOnPart(ctx.user, { leaId: plan.leaId, orgId: schoolId }, verb)) throw new AppError("forbidden", "Your role here does not include this. Whoever gives the roles in your organization can change that.");
  return { plan: asSeen(ctx, plan), orgId: schoolId };
}

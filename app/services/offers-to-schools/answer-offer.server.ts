import { randomUUID } from "node:crypto";
import type { Tx } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { insertRow, saveRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { OfferToSchool, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { offerStates, placeAtSchool, readingForSchool, readingsOfSchool, rowAbove, rowForSchool, withDistrictWords } from "#app/domain/plan/offers-to-schools.ts";
import type { OfferedRow, OfferState } from "#app/domain/plan/offers-to-schools.ts";
import { blankRow } from "#app/domain/plan/row-form.ts";
import { endMarksOf } from "#app/services/plans/answer-marks.server.ts";
import { inLea, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import { rowPlace } from "#app/services/plans/row-place.server.ts";
import { votesOf } from "./load-from-district.server.ts";

/** `seenVersion` of the offer and `seenRow` of the district's row: what is answered is what was read. `above`: the school's goal or strategy it is to stand under; "" to let the plan say. */
export type AnswerForm = { act: "use" | "not-for-us" | "use-newest" | "keep"; offerId: string; seenVersion: number; seenRow: number; reason: string; above: string };
export type AnswerResult = { outcome: "answered" } | { outcome: "conflict" } | { outcome: "refused"; lacks: "reason" | "above" };

type At = { tx: Tx; ctx: Context; orgId: string };

/** Undoes what was written when somebody answered between our look and our write. */
class AnsweredBetween extends Error {}

/** A school uses an offered row, says that it is not for it, or answers what the district has changed since. */
export async function answerOffer(ctx: Context, key: string, form: AnswerForm): Promise<AnswerResult> {
  try {
    return await inLea(ctx, async (tx): Promise<AnswerResult> => {
      const { plan, orgId } = await openSchool(ctx, tx, key);
      const states = offerStates(plan, orgId);
      const state = states.find(({ offer }) => offer.id === form.offerId);
      if (!state?.districtRow) return { outcome: "conflict" };
      refuseIfAdopted(ctx, plan, { key: "", collection: state.collection }, orgId);
      if (state.offer.version !== form.seenVersion || state.districtRow.version !== form.seenRow) return { outcome: "conflict" };
      const open = state.standing === "waiting" || state.standing === "not-for-us";
      const at = { tx, ctx, orgId };
      if (form.act === "use") {
        if (!open) return { outcome: "conflict" };
        if (form.above !== "" && !ownRow(plan, state, orgId, form.above)) throw new AppError("not-found", "This row is not there any more.");
        return (await take(at, { plan, states, state, above: form.above })) ? { outcome: "answered" } : { outcome: "refused", lacks: "above" };
      }
      if (form.act === "not-for-us") {
        if (!open) return { outcome: "conflict" };
        if (form.reason.trim() === "") return { outcome: "refused", lacks: "reason" };
        await store(at, plan, state.offer, { answer: "not-for-us", reason: form.reason.trim(), offeredVersion: state.districtRow.version, rowId: null, vote: null }, "not-for-us");
        return { outcome: "answered" };
      }
      if (!state.newer) return { outcome: "conflict" };
      const { schoolRow, districtRow } = state;
      if (!schoolRow) {
        if (form.act === "use-newest") return { outcome: "conflict" };
        await store(at, plan, state.offer, { offeredVersion: districtRow.version }, "keep");
        return { outcome: "answered" };
      }
      const row = form.act === "use-newest" ? withDistrictWords(state.collection, schoolRow, districtRow) : { ...schoolRow, offeredFrom: { lineageId: districtRow.lineageId, version: districtRow.version } };
      const saved = await saveRow(tx, { leaId: plan.leaId, planId: plan.id, collection: state.collection, row, seenVersion: schoolRow.version });
      if (!saved.saved) return { outcome: "conflict" };
      await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-row", object: `plan/${plan.id}/${state.collection}/${row.id}`, detail: { version: saved.saved.version } });
      // Words the council named and that stay are still named; new words are not.
      const vote = form.act === "keep" && state.named && state.offer.vote ? { ...state.offer.vote, rowVersion: saved.saved.version } : state.offer.vote;
      await store(at, plan, state.offer, { offeredVersion: districtRow.version, vote }, form.act);
      return { outcome: "answered" };
    });
  } catch (fault) {
    if (fault instanceof AnsweredBetween) return { outcome: "conflict" };
    throw fault;
  }
}

/** Uses every waiting row that has a place at the school; `seen` says which offers and which words were read. Gives how many were used. */
export async function useAllOffers(ctx: Context, key: string, seen: readonly { offerId: string; seenVersion: number; seenRow: number }[]): Promise<{ outcome: "answered"; used: number } | { outcome: "conflict" }> {
  try {
    return await inLea(ctx, async (tx) => {
      const { plan: first, orgId } = await openSchool(ctx, tx, key);
      let [plan, used] = [first, 0];
      for (const { offerId, seenVersion, seenRow } of seen) {
        const states = offerStates(plan, orgId);
        const state = states.find(({ offer }) => offer.id === offerId);
        if (!state?.districtRow) throw new AnsweredBetween();
        refuseIfAdopted(ctx, plan, { key: "", collection: state.collection }, orgId);
        // Brought along by a row under it a moment ago.
        if (state.standing === "used") continue;
        if (state.standing !== "waiting" || state.offer.version !== seenVersion || state.districtRow.version !== seenRow) throw new AnsweredBetween();
        const after = await take({ tx, ctx, orgId }, { plan, states, state, above: "" });
        if (after) used += offerStates(after, orgId).filter(({ standing }) => standing === "used").length - states.filter(({ standing }) => standing === "used").length;
        plan = after ?? plan;
      }
      return { outcome: "answered", used };
    });
  } catch (fault) {
    if (fault instanceof AnsweredBetween) return { outcome: "conflict" };
    throw fault;
  }
}

/** Enters that a vote of the school's council named these rows, as they stand. Who keeps the council's record does it; a plan that is approved takes it still, as other decisions. */
export async function nameInVote(ctx: Context, key: string, form: { meetingId: string; offers: readonly { offerId: string; seenVersion: number }[] }): Promise<{ outcome: "named" } | { outcome: "conflict" }> {
  try {
    return await inLea(ctx, async (tx) => {
      const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
      if (orgId === plan.leaId) throw new AppError("not-found", "There is no such plan here.");
      if (!can(ctx.user, "vote.record", schoolOwned(plan.leaId, orgId))) throw new AppError("forbidden", "Who keeps the record of the council enters its votes.");
      if (!votesOf(plan, orgId, ctx.today()).some(({ id }) => id === form.meetingId)) throw new AnsweredBetween();
      const states = offerStates(plan, orgId);
      for (const { offerId, seenVersion } of form.offers) {
        const state = states.find(({ offer }) => offer.id === offerId);
        if (!state?.schoolRow || state.offer.version !== seenVersion) throw new AnsweredBetween();
        await store({ tx, ctx, orgId }, plan, state.offer, { vote: { meetingId: form.meetingId, rowVersion: state.schoolRow.version } }, "name-in-vote");
      }
      return { outcome: "named" };
    });
  } catch (fault) {
    if (fault instanceof AnsweredBetween) return { outcome: "conflict" };
    throw fault;
  }
}

async function openSchool(ctx: Context, tx: Tx, key: string): Promise<{ plan: Plan; orgId: string }> {
  const part = await openPart(ctx, tx, key, "plan.change");
  if (part.orgId === part.plan.leaId) throw new AppError("not-found", "There is no such plan here.");
  return part;
}

const ownRow = (plan: Plan, { collection, districtRow }: OfferState, orgId: string, id: string): boolean => {
  const above = districtRow && rowAbove(collection, districtRow);
  return above !== null && above !== undefined && (plan[above.collection] as OfferedRow[]).some((row) => row.id === id && row.orgId === orgId);
};

/** Makes the school's row; a row above that waits too comes along. The plan as it stands then; undefined where it has no place and nobody says which. */
async function take(at: At, { plan, states, state, above }: { plan: Plan; states: readonly OfferState[]; state: OfferState; above: string }): Promise<Plan | undefined> {
  const { tx, ctx, orgId } = at;
  const { collection, districtRow } = state;
  if (!districtRow) return undefined;
  const parent = rowAbove(collection, districtRow);
  let now = plan;
  let place = parent === null ? null : above || placeAtSchool(now, collection, districtRow, orgId);
  if (parent !== null && place === null) {
    const comes = states.find((one) => one.collection === parent.collection && one.districtRow?.id === parent.id && one.standing === "waiting");
    const after = comes && (await take(at, { plan: now, states, state: comes, above: "" }));
    if (!after) return undefined;
    now = after;
    place = placeAtSchool(now, collection, districtRow, orgId);
  }
  const order = (now[collection] as { order?: number }[]).reduce((most, row) => Math.max(most, row.order ?? 0), 0) + 1;
  const row = rowForSchool(collection, districtRow, { blank: blankRow(collection), schoolId: orgId, id: randomUUID(), order, above: place });
  const added = await insertRow(tx, { leaId: plan.leaId, planId: plan.id, collection, row });
  if (!added.saved) throw new AnsweredBetween();
  await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "add-row", object: `plan/${plan.id}/${collection}/${row.id}`, detail: { from: districtRow.lineageId } });
  await endMarksOf(tx, ctx, plan, orgId, [rowPlace(ctx, plan, collection, orgId).statement.key]);
  if (collection === "metrics") now = await takeReadings(at, now, districtRow.id, row.id);
  const offer = await store(at, plan, state.offer, { answer: "used", reason: "", rowId: row.id, offeredVersion: districtRow.version, vote: null }, "use");
  return { ...now, [collection]: [...now[collection], row], offersToSchools: now.offersToSchools.map((one) => (one.id === offer.id ? offer : one)) };
}

/** What the district wrote about this school under the measure comes along as rows of the school's own. */
async function takeReadings({ tx, ctx, orgId }: At, plan: Plan, from: string, metricId: string): Promise<Plan> {
  const readings = readingsOfSchool(plan, from, orgId);
  let now = plan;
  for (const collection of ["values", "targets"] as const) {
    for (const theirs of readings[collection]) {
      const row = readingForSchool(theirs, { id: randomUUID(), metricId, schoolId: orgId, source: "The district's plan" });
      const added = await insertRow(tx, { leaId: plan.leaId, planId: plan.id, collection, row });
      if (!added.saved) throw new AnsweredBetween();
      await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "add-row", object: `plan/${plan.id}/${collection}/${row.id}`, detail: { from: theirs.lineageId } });
      now = { ...now, [collection]: [...now[collection], row] };
    }
    if (readings[collection].length > 0) await endMarksOf(tx, ctx, plan, orgId, [rowPlace(ctx, plan, collection, orgId).statement.key]);
  }
  return now;
}

/** Writes the school's answer with its act. */
async function store({ tx, ctx, orgId }: At, plan: Plan, offer: OfferToSchool, change: Partial<OfferToSchool>, act: string): Promise<OfferToSchool> {
  const { saved } = await saveRow(tx, { leaId: plan.leaId, planId: plan.id, collection: "offersToSchools", row: { ...offer, ...change }, seenVersion: offer.version });
  if (!saved) throw new AnsweredBetween();
  await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "answer-offer", object: `plan/${plan.id}/offersToSchools/${offer.id}`, detail: { act, school: orgId } });
  return saved;
}

import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { deleteRow } from "#db/repos/rows.server.ts";
import { insertRows } from "#db/repos/taken-rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { OfferToSchool } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { comesAlong, fitsSchool, offerStates, withRowsUnder } from "#app/domain/plan/offers-to-schools.ts";
import { schoolsOf } from "#app/domain/plan/part.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import { districtRow } from "./load-for-schools.server.ts";

/** `under`: with the metrics, actions and money that stand under it. */
export type OfferForm = { collection: string; rowId: string; schoolIds: readonly string[]; under: boolean };

/** Offers a row of the district to the chosen schools. Nothing of a school's plan changes by it; a school that has the offer already keeps its answer. Gives how many offers were made. */
export async function offerRows(ctx: Context, planId: string, form: OfferForm): Promise<{ offered: number }> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, changeOf(form.collection));
    const { collection, row } = districtRow(plan, form.collection, form.rowId);
    const rows = (form.under ? withRowsUnder(plan, collection, row) : [{ collection, row }]).filter((one) => can(ctx.user, changeOf(one.collection), plan));
    const schools = form.schoolIds.map((id) => {
      const school = schoolsOf(plan).find((one) => one.id === id);
      if (!school) throw new AppError("not-found", "There is no such school in this plan.");
      // Their plan is what would be written into; the district's own may be adopted long before.
      if (planHead(ctx, plan, id).adopted !== null) throw new AppError("forbidden", `The plan of ${school.name} is adopted and takes no offers.`);
      return school;
    });
    const known = new Set(plan.offersToSchools.map((offer) => JSON.stringify([offer.orgId, offer.of.collection, offer.of.lineageId])));
    const offers = schools.flatMap((school) =>
      rows
        .filter((one) => (one.row === row ? fitsSchool(row, school.id) : comesAlong(one, school.id)) && !known.has(JSON.stringify([school.id, one.collection, one.row.lineageId])))
        .map((one): OfferToSchool => {
          const id = randomUUID();
          return { id, lineageId: id, orgId: school.id, version: 1, of: { collection: one.collection, lineageId: one.row.lineageId }, offeredVersion: one.row.version, answer: null, reason: "", rowId: null, vote: null };
        }),
    );
    await insertRows(tx, { leaId: plan.leaId, planId: plan.id }, { offersToSchools: offers });
    for (const offer of offers) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "offer-to-school", object: `plan/${plan.id}/offersToSchools/${offer.id}`, detail: { school: offer.orgId, row: `${offer.of.collection}/${offer.of.lineageId}` } });
    return { offered: offers.length };
  });
}

/** Takes back an offer that waits; what a school has answered is the school's. */
export async function takeBackOffer(ctx: Context, planId: string, form: { collection: string; rowId: string; offerId: string; seenVersion: number }): Promise<{ outcome: "taken-back" | "conflict" }> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, changeOf(form.collection));
    const { collection, row } = districtRow(plan, form.collection, form.rowId);
    const state = offerStates(plan).find(({ offer, districtRow: of }) => offer.id === form.offerId && offer.of.collection === collection && of?.id === row.id);
    if (!state) throw new AppError("not-found", "This offer is not there any more.");
    if (state.standing !== "waiting" || state.offer.version !== form.seenVersion) return { outcome: "conflict" };
    const removed = await deleteRow(tx, { leaId: plan.leaId, planId: plan.id, collection: "offersToSchools", id: form.offerId, seenVersion: form.seenVersion });
    if (!removed.saved) return { outcome: "conflict" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "take-back-offer", object: `plan/${plan.id}/offersToSchools/${form.offerId}` });
    return { outcome: "taken-back" };
  });
}

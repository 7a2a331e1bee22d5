// What a person may take into the plan from what is held, and taking it.
import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { recordSources } from "#db/repos/plan-imports.server.ts";
import { listFactsAbout } from "#db/repos/state-facts.server.ts";
import { lastRevision, listLastChanges } from "#db/repos/revisions.server.ts";
import { insertRows } from "#db/repos/taken-rows.server.ts";
import type { TakenRows } from "#db/repos/taken-rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { resultsOf } from "#app/domain/identification/statuses.ts";
import { amountOffers, metricOffers, midYearOffers, offersFromFacts, valueOffers } from "#app/domain/plan/offers.ts";
import type { Offer, OfferFacts, OfferKind } from "#app/domain/plan/offers.ts";
import { can } from "#app/domain/permissions/can.ts";
import { checkRow } from "#app/domain/plan/row-form.ts";
import { withIdsForBlocks } from "#app/services/plans/block-ids.server.ts";
import { readPart } from "#app/domain/plan/part.ts";
import { inLea, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { isClosed, planHead, refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import { earlierPlan } from "./load-beside.server.ts";
import { zone } from "./roll-forward.server.ts";

export type ShownOffer = { key: string; kind: OfferKind; goalId: string | null; title: string; text: string; from: string };
const rightFor = (kind: OfferKind) => (kind === "estimate" || kind === "amount" ? "money.change" : "plan.change") as "money.change" | "plan.change";

async function offersOf(ctx: Context, tx: Tx, plan: Plan, orgId: string): Promise<Offer[]> {
  const { catalogs } = ctx.crosswalks;
  const earlier = await earlierPlan(ctx, tx, plan);
  const facts = await heldFacts(ctx, tx, plan);
  const offers = [...offersFromFacts(facts, plan, catalogs, orgId), ...valueOffers(plan, earlier, catalogs, orgId), ...amountOffers(plan, earlier, catalogs, orgId), ...(orgId === plan.leaId ? [...metricOffers(facts, plan, catalogs), ...midYearOffers(plan, earlier, catalogs)] : [])];
  const dated = earlier && offers.some(({ from }) => from.length > 0) ? await daysOf(tx, earlier) : new Map<string, Date>();
  const day = new Intl.DateTimeFormat("en-US", { timeZone: zone, year: "numeric", month: "long", day: "numeric" });
  return offers.map((offer) => {
    const last = offer.from.flatMap(({ collection, id }) => dated.get(`${collection}/${id}`) ?? []).sort((a, b) => a.getTime() - b.getTime()).at(-1);
    return offer.dated === "" && last ? { ...offer, dated: day.format(last) } : offer;
  });
}

/** What the plan holds, and the results of the state's published files that it does not hold, as published. */
async function heldFacts(ctx: Context, tx: Tx, plan: Plan): Promise<OfferFacts> {
  const { catalogs, stateFiles } = ctx.crosswalks;
  const kinds = stateFiles.filter(({ layouts }) => layouts.some(({ results }) => results !== undefined)).map(({ id }) => id);
  const orgIds = new Map(plan.organizations.map(({ cds, id }) => [cds, id]));
  const keyOf = (result: { orgId: string; year: number; group: string; indicator: string }) => [result.orgId, result.year, result.group, result.indicator].join("/");
  const dashboard = new Map(plan.dashboard.map((result) => [keyOf(result), result]));
  for (const { cds, year, group, indicator, status, change, color, count, source, publishedOn } of resultsOf(await listFactsAbout(tx, { codes: [...orgIds.keys()], kinds }), stateFiles, catalogs)) {
    const orgId = orgIds.get(cds);
    if (orgId === undefined) continue;
    const result = { id: "", orgId, year, group, indicator, status, change, color, count, source: publishedOn === null ? source : `${source}, published ${longDay(publishedOn)}` };
    const held = dashboard.get(keyOf(result));
    if (!held) dashboard.set(keyOf(result), result);
  }
  return { organizations: plan.organizations, identifications: plan.identifications, dashboard: [...dashboard.values()] };
}

/** When each row of a plan was last written. */
async function daysOf(tx: Tx, { leaId, id }: Plan): Promise<ReadonlyMap<string, Date>> {
  const key = { leaId, planId: id };
  return new Map((await listLastChanges(tx, { ...key, after: 0, upTo: await lastRevision(tx, key) })).map(({ collection, rowId, at }) => [`${collection}/${rowId}`, at]));
}

/** What this person may take here; nothing for an adopted plan. */
export async function loadOffers(ctx: Context, key: string): Promise<ShownOffer[]> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    const thing = orgId === plan.leaId ? plan : schoolOwned(plan.leaId, orgId);
    const may = (kind: OfferKind) => can(ctx.user, orgId === plan.leaId ? rightFor(kind) : "school.change", thing);
    if (isClosed(planHead(ctx, plan, orgId), { key: "", collection: "needs" })) return [];
    return (await offersOf(ctx, tx, plan, orgId)).filter(({ kind }) => may(kind)).map(({ key: id, kind, goalId, title, text, source, dated }) => ({ key: id, kind, goalId, title, text, from: [source, dated].filter(Boolean).join(", ") }));
  });
}

/** Puts one offer into the plan, with its source beside each row. Throws "conflict" when it is not offered any more: somebody took it, or wrote something in its place. */
export async function takeOffer(ctx: Context, key: string, form: { kind: OfferKind; offer: string }): Promise<{ rows: number }> {
  return inLea(ctx, async (tx) => {
    const { schoolId } = readPart(key);
    const { plan, orgId } = await openPart(ctx, tx, key, schoolId === null ? rightFor(form.kind) : "plan.change");
    refuseIfAdopted(ctx, plan, { key: "", collection: "needs" }, orgId);
    const offer = (await offersOf(ctx, tx, plan, orgId)).find((one) => one.key === form.offer && one.kind === form.kind);
    if (!offer) throw new AppError("conflict", "This is not offered any more: it is in the plan by now, or what it came from has changed. Reload the page.");
    const rows: TakenRows = {};
    for (const { collection, row } of offer.rows) {
      const last = (plan[collection] as readonly { order?: number }[]).reduce((most, one) => Math.max(most, one.order ?? 0), 0) + 1;
      const made = withIdsForBlocks("order" in row ? { ...row, order: last } : { ...row }, randomUUID);
      const [fault] = Object.values(checkRow(collection, made));
      if (fault) throw new AppError("invalid", fault);
      ((rows[collection] ??= []) as unknown[]).push(made);
    }
    await insertRows(tx, { leaId: plan.leaId, planId: plan.id }, rows);
    const words = [offer.source, offer.dated].filter(Boolean).join(", ").slice(0, 500);
    await recordSources(tx, { leaId: plan.leaId, planId: plan.id, takenBy: ctx.user.id, rows: offer.rows.map(({ collection, row }) => ({ collection, rowId: row.id, words, page: null })) });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "take-offer", object: `plan/${plan.id}/${offer.rows[0]?.collection ?? ""}/${offer.key}`, detail: { source: words, rows: offer.rows.length } });
    return { rows: offer.rows.length };
  });
}

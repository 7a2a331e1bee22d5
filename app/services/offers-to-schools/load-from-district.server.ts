import { listRevisions } from "#db/repos/revisions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { OfferedCollection, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { rowInWords, sideOf } from "#app/domain/history/row-difference.ts";
import type { FieldChange, HistoryRow, Side } from "#app/domain/history/row-difference.ts";
import { can } from "#app/domain/permissions/can.ts";
import { offerStates, placeAtSchool, readingsOfSchool, rowAbove, sameWords, takenProperties } from "#app/domain/plan/offers-to-schools.ts";
import type { OfferedRow, OfferStanding, OfferState } from "#app/domain/plan/offers-to-schools.ts";
import { rowPath } from "#app/domain/plan/place-of.ts";
import { rowNumbers } from "#app/domain/plan/row-form.ts";
import { inLea, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { offeredName, wordsBetween } from "./load-for-schools.server.ts";

export type FromDistrictItem = {
  offerId: string;
  version: number;
  collection: OfferedCollection;
  /** The district's version shown here: what is taken is what was read. */
  rowVersion: number;
  number: string;
  name: string;
  words: { label: string; text: string }[];
  standing: OfferStanding;
  newer: boolean;
  named: boolean;
  reason: string;
  /** The school's row; null while there is none. */
  path: string | null;
  /** What the school changed of the words it took. */
  changedHere: FieldChange[];
  /** What the district has changed since; empty with `earlierKept` false where the earlier words are not kept. */
  changedThere: FieldChange[];
  earlierKept: boolean;
  /** Asked where the row has no place at the school yet: the school's goals or strategies. `comes`: the offered row it would bring along. */
  places: { value: string; label: string }[] | null;
  comes: string;
  /** Of a measure: what the district wrote about this school and comes along with it, a line each; and how much it wrote about others or all, which does not. */
  readings: { along: string[]; others: number };
};
export type FromDistrictPage = {
  plan: PlanHead;
  mayAnswer: boolean;
  mayName: boolean;
  waiting: FromDistrictItem[];
  newer: FromDistrictItem[];
  used: FromDistrictItem[];
  declined: FromDistrictItem[];
  /** Meetings of the council that adopted, newest first: a vote that may name rows. */
  votes: { id: string; heldOn: string }[];
  /** Rows that are used and that no vote names as they stand. */
  unnamed: number;
};

/** The council's meetings whose vote may name rows: held by `today`, with a result that says so. */
export const votesOf = (plan: Plan, schoolId: string, today: string): { id: string; heldOn: string }[] =>
  plan.meetings
    .flatMap((meeting) => (meeting.orgId === schoolId && meeting.body === "school-site-council" && meeting.kind === "adoption" && meeting.heldOn !== null && meeting.heldOn <= today && /^\s*(adopted|approved)\b/i.test(meeting.result) ? [{ id: meeting.id, heldOn: meeting.heldOn }] : []))
    .sort((a, b) => b.heldOn.localeCompare(a.heldOn));

/** What the district offers this school, and what the school did with it. */
export async function loadFromDistrict(ctx: Context, key: string): Promise<FromDistrictPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    if (orgId === plan.leaId) throw new AppError("not-found", "There is no such plan here.");
    const head = planHead(ctx, plan, orgId);
    const states = offerStates(plan, orgId).filter(({ standing }) => standing !== "gone");
    const items = await Promise.all(states.map((state) => itemOf(tx, ctx, { plan, orgId, key: head.id, states, state })));
    const isUsed = ({ standing }: FromDistrictItem) => standing === "used" || standing === "changed";
    return {
      plan: head,
      mayAnswer: head.school?.reads === false && head.adopted === null,
      mayName: can(ctx.user, "vote.record", schoolOwned(plan.leaId, orgId)),
      waiting: items.filter(({ standing }) => standing === "waiting"),
      newer: items.filter(({ newer }) => newer),
      used: items.filter((item) => isUsed(item) && !item.newer),
      declined: items.filter(({ standing, newer }) => standing === "not-for-us" && !newer),
      votes: votesOf(plan, orgId, ctx.today()),
      unnamed: items.filter((item) => isUsed(item) && !item.named).length,
    };
  });
}

async function itemOf(tx: Tx, ctx: Context, { plan, orgId, key, states, state }: { plan: Plan; orgId: string; key: string; states: readonly OfferState[]; state: OfferState }): Promise<FromDistrictItem> {
  const { offer, collection, districtRow, schoolRow, newer, named } = state;
  const [there, here] = [sideOf(plan, ctx.crosswalks), sideOf(plan, ctx.crosswalks, orgId)];
  const shown = (districtRow ?? schoolRow) as OfferedRow;
  const seen = newer && districtRow ? ((await listRevisions(tx, { leaId: plan.leaId, planId: plan.id, collection, id: districtRow.id })).find(({ version }) => version === offer.offeredVersion)?.row as OfferedRow | undefined) : districtRow;
  const standing = state.standing === "changed" && seen && schoolRow && sameWords(collection, seen, schoolRow) ? "used" : state.standing;
  const open = standing === "waiting" || standing === "not-for-us";
  const above = open && districtRow ? rowAbove(collection, districtRow) : null;
  const hasPlace = above === null || (districtRow !== undefined && placeAtSchool(plan, collection, districtRow, orgId) !== null);
  const comes = above && !hasPlace ? states.find((one) => one.collection === above.collection && one.districtRow?.id === above.id && one.standing === "waiting") : undefined;
  const numbers = rowNumbers(plan, orgId);
  return {
    offerId: offer.id,
    version: offer.version,
    collection,
    rowVersion: districtRow?.version ?? 0,
    number: there.numbers.get(districtRow?.id ?? "") ?? "",
    name: offeredName(there, collection, shown),
    words: rowInWords(collection, there, shown as unknown as HistoryRow, takenProperties[collection]),
    standing,
    newer,
    named,
    reason: offer.reason,
    path: schoolRow ? rowPath(key, collection, schoolRow.id) : null,
    changedHere: schoolRow && seen && standing === "changed" ? wordsBetween(here, collection, seen, schoolRow) : [],
    changedThere: newer && seen && districtRow ? wordsBetween(there, collection, seen, districtRow) : [],
    earlierKept: seen !== undefined,
    places: above && !hasPlace ? (plan[above.collection] as OfferedRow[]).filter((row) => row.orgId === orgId).map((row) => ({ value: row.id, label: [numbers.get(row.id), offeredName(here, above.collection, row)].filter(Boolean).join(" ") })) : null,
    readings: collection === "metrics" && districtRow && open ? readingsIn(plan, there, districtRow.id, orgId) : { along: [], others: 0 },
    comes: comes?.districtRow ? [there.numbers.get(comes.districtRow.id), offeredName(there, comes.collection, comes.districtRow)].filter(Boolean).join(" ") : "",
  };
}

/** In words, with the group and the year. */
function readingsIn(plan: Plan, side: Side, metricId: string, orgId: string): FromDistrictItem["readings"] {
  const { values, targets } = readingsOfSchool(plan, metricId, orgId);
  const line = (collection: "values" | "targets", row: HistoryRow, names: readonly string[]) => rowInWords(collection, side, row, names).map(({ text }) => text).join(", ");
  const all = [...plan.values, ...plan.targets].filter((row) => row.metricId === metricId && row.orgId === plan.leaId).length;
  return {
    along: [...values.map((row) => line("values", row as unknown as HistoryRow, ["amount", "text", "group", "year"])), ...targets.map((row) => line("targets", row as unknown as HistoryRow, ["amount", "text", "group", "dueYear"]))],
    others: all - values.length - targets.length,
  };
}

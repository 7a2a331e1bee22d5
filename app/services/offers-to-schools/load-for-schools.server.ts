import { AppError } from "#schemas/app-error.ts";
import { offeredCollections } from "#schemas/plan.ts";
import type { OfferedCollection, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { rowDifference, rowInWords, sideOf } from "#app/domain/history/row-difference.ts";
import type { FieldChange, HistoryRow, Side } from "#app/domain/history/row-difference.ts";
import { can } from "#app/domain/permissions/can.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { fitsSchool, isOffered, offerStates, rowAbove, takenProperties, takenValue, withRowsUnder } from "#app/domain/plan/offers-to-schools.ts";
import type { OfferedRow, OfferStanding, OfferState } from "#app/domain/plan/offers-to-schools.ts";
import { schoolsOf } from "#app/domain/plan/part.ts";
import { rowName } from "#app/domain/plan/row-form.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";

/** How many schools stand where. `named`: of those that use it, how many councils' votes name it. */
export type OfferCounts = Record<OfferStanding | "named" | "all", number>;
/** `under`: the number of the goal or action it stands under. */
export type RowForSchools = { collection: OfferedCollection; id: string; number: string; name: string; counts: OfferCounts };
export type ForSchoolsPage = { plan: PlanHead; goals: { row: RowForSchools; under: RowForSchools[] }[]; schools: number; waiting: number };

const counted = (states: readonly OfferState[]): OfferCounts => {
  const counts: OfferCounts = { waiting: 0, used: 0, changed: 0, "not-for-us": 0, gone: 0, named: 0, all: states.length };
  for (const { standing, named } of states) {
    counts[standing] += 1;
    if (named) counts.named += 1;
  }
  return counts;
};

/** What a row is called in a list: a line of money by its amount and source. */
export function offeredName(side: Side, collection: OfferedCollection, row: OfferedRow): string {
  if (collection !== "lines") return rowName(row);
  const words = rowInWords("lines", side, row as unknown as HistoryRow, ["cents", "source"]);
  return words.map(({ text }) => text).join(", ");
}

/** Every goal, metric, action and line of money of the district, with what its schools did with each. */
export async function loadForSchools(ctx: Context, planId: string): Promise<ForSchoolsPage> {
  const plan = await inLea(ctx, (tx) => openPlan(ctx, tx, planId, "plan.read"));
  const side = sideOf(plan, ctx.crosswalks);
  const states = new Map<string, OfferState[]>();
  const all = offerStates(plan);
  for (const state of all) if (state.districtRow) states.set(state.districtRow.id, [...(states.get(state.districtRow.id) ?? []), state]);
  const shown = ({ collection, row }: { collection: OfferedCollection; row: OfferedRow }): RowForSchools => ({ collection, id: row.id, number: side.numbers.get(row.id) ?? (collection === "lines" && "actionId" in row ? (side.numbers.get(row.actionId ?? "") ?? "") : ""), name: offeredName(side, collection, row), counts: counted(states.get(row.id) ?? []) });
  const goals = plan.goals.filter((goal) => goal.orgId === plan.leaId).sort((a, b) => a.order - b.order);
  return {
    plan: planHead(ctx, plan),
    goals: goals.map((goal) => {
      const [own, ...under] = withRowsUnder(plan, "goals", goal).map(shown) as [RowForSchools, ...RowForSchools[]];
      const byNumber = (one: RowForSchools, other: RowForSchools) => offeredCollections.indexOf(one.collection) - offeredCollections.indexOf(other.collection) || one.number.localeCompare(other.number, "en", { numeric: true });
      return { row: own, under: under.sort(byNumber) };
    }),
    schools: schoolsOf(plan).length,
    waiting: all.filter(({ standing }) => standing === "waiting").length,
  };
}

/** `blocked`: why it cannot be offered to this school. `differs`: the district's words against the school's. */
export type SchoolOfRow = { id: string; name: string; offerId: string | null; offerVersion: number | null; standing: OfferStanding | null; named: boolean; newer: boolean; reason: string; blocked: "adopted" | "other-school" | null; differs: FieldChange[] };
export type RowForSchoolsPage = {
  plan: PlanHead;
  collection: OfferedCollection;
  id: string;
  number: string;
  name: string;
  words: { label: string; text: string }[];
  above: { collection: OfferedCollection; id: string; name: string } | null;
  /** How many rows under it are offered along, without the money placed at single schools. */
  under: number;
  mayOffer: boolean;
  schools: SchoolOfRow[];
};

/** The district's row that may be offered; `not-found` for a school's row or another LEA's. */
export function districtRow(plan: Plan, collection: string, rowId: string): { collection: OfferedCollection; row: OfferedRow } {
  const row = isOffered(collection) ? (plan[collection] as OfferedRow[]).find((one) => one.id === rowId && one.orgId === plan.leaId) : undefined;
  if (!row || !isOffered(collection)) throw new AppError("not-found", "This row is not there any more.");
  return { collection, row };
}

/** One row of the district and what each school did with it. */
export async function loadRowForSchools(ctx: Context, planId: string, asked: { collection: string; rowId: string }): Promise<RowForSchoolsPage> {
  const plan = await inLea(ctx, (tx) => openPlan(ctx, tx, planId, "plan.read"));
  const { collection, row } = districtRow(plan, asked.collection, asked.rowId);
  const side = sideOf(plan, ctx.crosswalks);
  const states = new Map(offerStates(plan).flatMap((state) => (state.districtRow?.id === row.id && state.collection === collection ? [[state.offer.orgId, state] as const] : [])));
  const above = rowAbove(collection, row);
  const parent = above && (plan[above.collection] as OfferedRow[]).find((one) => one.id === above.id);
  const taken = takenProperties[collection];
  return {
    plan: planHead(ctx, plan),
    collection,
    id: row.id,
    number: side.numbers.get(row.id) ?? "",
    name: offeredName(side, collection, row),
    words: rowInWords(collection, side, row as unknown as HistoryRow, taken),
    above: above && parent ? { collection: above.collection, id: parent.id, name: [side.numbers.get(parent.id), offeredName(side, above.collection, parent)].filter(Boolean).join(" ") } : null,
    under: withRowsUnder(plan, collection, row).filter((one) => one.row !== row && one.collection !== "lines").length,
    mayOffer: can(ctx.user, changeOf(collection), plan),
    schools: schoolsOf(plan).map((school): SchoolOfRow => {
      const state = states.get(school.id);
      const differs = state?.schoolRow ? wordsBetween(side, collection, row, state.schoolRow) : [];
      return {
        id: school.id, name: school.name, offerId: state?.offer.id ?? null, offerVersion: state?.offer.version ?? null, standing: state?.standing ?? null, named: state?.named ?? false, newer: state?.newer ?? false, reason: state?.offer.reason ?? "",
        blocked: state ? null : planHead(ctx, plan, school.id).adopted !== null ? "adopted" : fitsSchool(row, school.id) ? null : "other-school", differs,
      };
    }),
  };
}

/** How two rows differ in what a school takes over, said in words. */
export function wordsBetween(side: Side, collection: OfferedCollection, before: OfferedRow, after: OfferedRow): FieldChange[] {
  const taken = takenProperties[collection];
  const inWordsOf = (row: OfferedRow) => ({ ...after, ...Object.fromEntries(taken.map((name) => [name, takenValue(row, name)])) }) as unknown as HistoryRow;
  return rowDifference(collection, { side, row: inWordsOf(before) }, { side, row: inWordsOf(after) })?.fields ?? [];
}

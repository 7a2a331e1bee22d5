// Rows a district writes once and offers to its schools: what each school did with its offer, how its row differs, and whether a vote of its council names it (overlap.md 3.5, 4.3 rule 2; EC 64001(g)).
// Another thing than plan/offers.ts, which offers held facts.
import type { Meeting, OfferedCollection, OfferToSchool, Plan, Target, Value } from "#schemas/plan.ts";
import { offeredCollections, schoolsOnly } from "#schemas/plan.ts";
import type { PlanIndex } from "./plan-index.ts";
import { isSchoolsOnly } from "./schools-only.ts";

export type OfferedRow = Plan[OfferedCollection][number];

/** What a school takes over of a row. The rest is the district's affair (an action's contribution, a goal's kind) or the school's own (its links, its place in the list). */
export const takenProperties: Readonly<Record<OfferedCollection, readonly string[]>> = {
  goals: ["description"],
  metrics: ["name", "source", "unit", "direction", "groups", "formula", "frequency"],
  actions: ["title", "description", "groups", "purposes", "startOn", "endOn", "timeSpanText", "evidence"],
  lines: ["source", "resource", "object", "year", "kind", "cents", "note"],
};

export const isOffered = (collection: string): collection is OfferedCollection => (offeredCollections as readonly string[]).includes(collection);

/** "gone": the district took its row out while it waited. "waiting" again when the school has removed the row it had used. */
export type OfferStanding = "waiting" | "used" | "changed" | "not-for-us" | "gone";
export type OfferState = {
  offer: OfferToSchool;
  collection: OfferedCollection;
  districtRow: OfferedRow | undefined;
  schoolRow: OfferedRow | undefined;
  standing: OfferStanding;
  /** The district has written it anew since the school answered, in words or numbers a school takes over. */
  newer: boolean;
  /** A vote of the school's council names the row as it stands. */
  named: boolean;
};

type Named = Record<string, unknown>;
/** Block ids are the system's: the same words are the same words. */
const said = (value: unknown): string => JSON.stringify(value, (name, inner: unknown) => (name === "blockId" ? undefined : inner)) ?? "";
/** A property as a school takes it over: that an action is for schools only is said of the district's row alone. */
export const takenValue = (row: OfferedRow, name: string): unknown => {
  const value = (row as unknown as Named)[name];
  return name === "purposes" && Array.isArray(value) ? value.filter((purpose) => purpose !== schoolsOnly) : value;
};
/** The same words and numbers, as far as a school takes them over. */
export const sameWords = (collection: OfferedCollection, one: OfferedRow, other: OfferedRow): boolean => takenProperties[collection].every((name) => said(takenValue(one, name)) === said(takenValue(other, name)));

/** The meetings at which a schoolsite council adopted its plan. */
const adoptions = (meetings: readonly Meeting[]): ReadonlySet<string> =>
  new Set(meetings.filter((meeting) => meeting.body === "school-site-council" && meeting.kind === "adoption" && meeting.heldOn !== null && /^\s*(adopted|approved)\b/i.test(meeting.result)).map((meeting) => JSON.stringify([meeting.orgId, meeting.id])));
const isNamed = ({ orgId, vote }: OfferToSchool, row: OfferedRow, adopted: ReadonlySet<string>): boolean => vote !== null && vote.rowVersion === row.version && adopted.has(JSON.stringify([orgId, vote.meetingId]));

/** Every offer of the plan, or of one school, in the order of goals, metrics, actions and lines. */
export function offerStates(plan: Plan, schoolId?: string): OfferState[] {
  if (plan.offersToSchools.length === 0) return [];
  const adopted = adoptions(plan.meetings);
  return offeredCollections.flatMap((collection) => {
    const offers = plan.offersToSchools.filter((offer) => offer.of.collection === collection && (schoolId === undefined || offer.orgId === schoolId));
    if (offers.length === 0) return [];
    const district = new Map((plan[collection] as OfferedRow[]).filter((row) => row.orgId === plan.leaId).map((row, at) => [row.lineageId, { row, at }]));
    const own = new Map((plan[collection] as OfferedRow[]).filter((row) => row.orgId !== plan.leaId).map((row) => [row.id, row]));
    const at = (offer: OfferToSchool) => district.get(offer.of.lineageId)?.at ?? Infinity;
    return [...offers].sort((a, b) => at(a) - at(b)).map((offer): OfferState => {
      const districtRow = district.get(offer.of.lineageId)?.row;
      const found = offer.rowId === null ? undefined : own.get(offer.rowId);
      const schoolRow = offer.answer === "used" && found?.orgId === offer.orgId ? found : undefined;
      const same = districtRow !== undefined && schoolRow !== undefined && sameWords(collection, districtRow, schoolRow);
      const newer = districtRow !== undefined && offer.answer !== null && districtRow.version > offer.offeredVersion && !same;
      // Whether the school changed anything shows against the words it saw; where the district has written anew since, its row was changed here only if somebody saved it after taking it over.
      const changed = schoolRow !== undefined && !same && (!newer || schoolRow.version > 1);
      const standing = schoolRow ? (changed ? "changed" : "used") : offer.answer === "not-for-us" ? "not-for-us" : districtRow ? "waiting" : "gone";
      const named = schoolRow !== undefined && isNamed(offer, schoolRow, adopted);
      return { offer, collection, districtRow, schoolRow, standing, newer: newer && (schoolRow !== undefined || offer.answer === "not-for-us"), named };
    });
  });
}

/** Ids of rows a school took over and that no vote of its council names as they stand: they do not count as the school's yet. Only rows of the school are looked at. */
export function unnamedRows({ plan, orgId, rowsOf }: Pick<PlanIndex, "plan" | "orgId" | "rowsOf">): ReadonlySet<string> {
  if (orgId === plan.leaId) return none;
  const waiting = new Map(offeredCollections.flatMap((collection) => (rowsOf(collection, orgId) as OfferedRow[]).filter((row) => row.offeredFrom !== null).map((row): [string, OfferedRow] => [`${collection}/${row.id}`, row])));
  if (waiting.size === 0) return none;
  const adopted = adoptions(rowsOf("meetings", orgId));
  for (const offer of rowsOf("offersToSchools", orgId)) {
    const place = `${offer.of.collection}/${offer.rowId}`;
    const row = offer.answer === "used" ? waiting.get(place) : undefined;
    if (row && isNamed(offer, row, adopted)) waiting.delete(place);
  }
  return new Set([...waiting.values()].map(({ id }) => id));
}
const none: ReadonlySet<string> = new Set();

/** The row above: a goal for a metric and an action, an action for a line of money; null for a goal, or where there is none. */
export const rowAbove = (collection: OfferedCollection, row: OfferedRow): { collection: OfferedCollection; id: string | null } | null =>
  collection === "goals" ? null : collection === "lines" ? { collection: "actions", id: "actionId" in row ? row.actionId : null } : { collection: "goals", id: "goalId" in row ? row.goalId : null };

/** A row of the district with everything under it: a goal's metrics and actions, an action's planned money. */
export function withRowsUnder(plan: Plan, collection: OfferedCollection, row: OfferedRow): { collection: OfferedCollection; row: OfferedRow }[] {
  const district = (name: OfferedCollection) => (plan[name] as OfferedRow[]).filter((one) => one.orgId === plan.leaId);
  const under = offeredCollections.flatMap((name) => district(name).filter((one) => rowAbove(name, one)?.collection === collection && rowAbove(name, one)?.id === row.id && !(name === "lines" && "kind" in one && one.kind !== "planned")).map((one) => ({ name, one })));
  return [{ collection, row }, ...under.flatMap(({ name, one }) => withRowsUnder(plan, name, one))];
}

/** May this row be offered to that school? Money that the ledger places at another school may not. */
export const fitsSchool = (row: OfferedRow, schoolId: string): boolean => !("siteId" in row) || row.siteId === null || row.siteId === schoolId;

/** What is offered along with a row: money only where the ledger places it at that school, as one amount for the whole district is not every school's. */
export const comesAlong = ({ collection, row }: { collection: OfferedCollection; row: OfferedRow }, schoolId: string): boolean => collection !== "lines" || ("siteId" in row && row.siteId === schoolId);

const copied = (collection: OfferedCollection, row: OfferedRow): Named => Object.fromEntries(takenProperties[collection].map((name) => [name, takenValue(row, name)]));

/** The school's own row with the district's words. `above`: the school's goal or action it stands under. `blank`: an empty row of the collection. */
export function rowForSchool(collection: OfferedCollection, row: OfferedRow, { blank, schoolId, id, order, above }: { blank: Named; schoolId: string; id: string; order: number; above: string | null }): OfferedRow {
  const links: Named =
    collection === "goals"
      ? { parentLineageId: row.lineageId }
      : collection === "metrics"
        ? { goalId: above }
        : collection === "actions"
          ? { goalId: above, parentLineageId: "purposes" in row && isSchoolsOnly(row) ? null : row.lineageId, location: "specific-schools", schoolIds: [schoolId] }
          : { actionId: above, openingActionId: null, siteId: schoolId };
  return { ...blank, ...copied(collection, row), ...links, ...(collection === "lines" ? {} : { order }), id, lineageId: id, orgId: schoolId, version: 1, offeredFrom: { lineageId: row.lineageId, version: row.version } } as unknown as OfferedRow;
}

/** The school's row with the district's newest words in place of its own; its links and its place stay. */
export const withDistrictWords = (collection: OfferedCollection, schoolRow: OfferedRow, districtRow: OfferedRow): OfferedRow =>
  ({ ...schoolRow, ...copied(collection, districtRow), offeredFrom: { lineageId: districtRow.lineageId, version: districtRow.version } }) as OfferedRow;

/** Where a school's row would stand: under the row it made of the district's parent, or under one that names that parent; null where a person has to say. */
export function placeAtSchool(plan: Plan, collection: OfferedCollection, row: OfferedRow, schoolId: string): string | null {
  const above = rowAbove(collection, row);
  const parent = above && (plan[above.collection] as OfferedRow[]).find((one) => one.id === above.id);
  if (!above || !parent) return null;
  const own = (plan[above.collection] as OfferedRow[]).filter((one) => one.orgId === schoolId);
  return (own.find((one) => one.offeredFrom?.lineageId === parent.lineageId) ?? own.find((one) => "parentLineageId" in one && one.parentLineageId === parent.lineageId))?.id ?? null;
}

/**
 * What the district has written about this very school under one of its measures: a reading of the school, and where the school should be at the end of the plan's own year. It comes along when the school
 * uses the measure. A reading of the whole district is not the school's, and never its baseline (FF-1); a target of the district, or one for the end of a cycle, is not what the school expects of a year (FF-2).
 */
export function readingsOfSchool(plan: Plan, metricId: string, schoolId: string): { values: Value[]; targets: Target[] } {
  const about = (row: Value | Target) => row.orgId === plan.leaId && row.metricId === metricId && row.siteId === schoolId;
  return { values: plan.values.filter(about), targets: plan.targets.filter((target) => about(target) && target.dueYear === plan.year) };
}

/** The school's own row of a reading or target the district wrote about it; the row says where it is from. */
export function readingForSchool<Row extends Value | Target>(row: Row, { id, metricId, schoolId, source }: { id: string; metricId: string; schoolId: string; source: string }): Row {
  return { ...row, id, lineageId: id, orgId: schoolId, version: 1, metricId, siteId: null, ...("source" in row && row.source === "" ? { source } : {}) };
}

/** Two rows that say the same of the same group at the same time: one of them nobody typed. */
const reading = (row: Value | Target): string => JSON.stringify([row.group, row.amount, row.text, "year" in row ? row.year : row.dueYear]);

/** Ids of a school's values and targets that came along with a measure of the district and stand as the district wrote them. */
export function readingsTaken(plan: Plan): ReadonlySet<string> {
  return new Set(
    offerStates(plan).flatMap(({ collection, districtRow, schoolRow, offer }) => {
      if (collection !== "metrics" || !districtRow || !schoolRow) return [];
      const theirs = readingsOfSchool(plan, districtRow.id, offer.orgId);
      return (["values", "targets"] as const).flatMap((name) => {
        const said = new Set((theirs[name] as (Value | Target)[]).map(reading));
        return (plan[name] as (Value | Target)[]).filter((row) => row.metricId === schoolRow.id && said.has(reading(row))).map(({ id }) => id);
      });
    }),
  );
}

// Next year's plan from this one: what is frozen, what is carried to be confirmed, and what begins empty.
import type { Crosswalks, Statement } from "#schemas/crosswalk.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Answer, Opening, Plan, PlanCollection } from "#schemas/plan.ts";
import { emptyPlan } from "#app/domain/imports/empty-plan.ts";
import { yearAfter } from "#app/domain/imports/plan-years.ts";
import { carryoverOf, openingOf } from "./opening-of.ts";

/** A row of the new plan that holds words of the old one; `fromId` is the row it came from. */
export type CarriedRow = { collection: PlanCollection; rowId: string; fromId: string; orgId: string };
/** `fresh`: a new three-year cycle begins. `left`: how many rows of each collection stay behind in the old plan. */
export type RolledForward = { plan: Plan; carried: CarriedRow[]; fresh: boolean; left: Partial<Record<PlanCollection, number>> };

/** Where rows may point; a link to what was not carried is dropped. */
type Ids = ReadonlyMap<string, string>;

/** Collections whose rows a next plan may begin with; whether they do, the outline says (`carries`). */
const mayCarry = ["goals", "metrics", "needs", "findings", "actions", "steps"] as const satisfies readonly PlanCollection[];

/**
 * The plan of the year after `plan`. The LEA's goals, metrics and actions with their readings, targets, planned amounts and carryover become frozen facts (lcap.md 4.2, 5.3); texts are carried with
 * their lineage, the schools' too, as the outline allows; money, values, targets, meetings and what happened begin empty. In a new cycle no baseline, target or list of lowest levels is assumed:
 * the frozen facts are there to read (Table 3 needs them) and no metric takes its baseline from them. `source`: where the frozen facts come from, in words.
 */
export function rollForward(plan: Plan, { crosswalks, source }: { crosswalks: Crosswalks; source: Opening["source"] }): RolledForward {
  const { catalogs } = crosswalks;
  const year = yearAfter(plan.year);
  const next = emptyPlan(plan, `${plan.leaId.slice(0, 70)}-${year}`, year);
  const fresh = next.cycle.start === year;
  const statements = [...crosswalks.outline.chapters.flatMap((chapter) => chapter.statements), ...crosswalks.programs.flatMap((program) => program.supplements)];
  const byKey = new Map(statements.map((statement) => [statement.key, statement]));
  const carries = (collection: PlanCollection) => statements.some((statement) => statement.collection === collection && statement.carries !== false);
  const over = new Set(catalogs["progress-status"]?.entries.filter((entry) => entry["over"] === true).map((entry) => entry.code) ?? []);

  const kept = {
    ...Object.fromEntries(mayCarry.map((collection) => [collection, carries(collection) ? plan[collection] : []])),
    steps: carries("steps") ? plan.steps.filter(({ status }) => status === null || !over.has(status)) : [],
    answers: plan.answers.filter(({ key }) => byKey.has(key) && byKey.get(key)?.carries !== false),
  } as Pick<Plan, (typeof mayCarry)[number] | "answers">;

  // Ids of the new plan: the lineage with the year, made different where two rows have one lineage.
  const ids = new Map<string, string>();
  for (const collection of [...mayCarry, "answers"] as const) {
    const taken = new Set<string>();
    for (const row of kept[collection]) {
      const base = `${row.lineageId.slice(0, 66)}:${year.slice(2)}`;
      let id = base;
      for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
      taken.add(id);
      ids.set(`${collection}/${row.id}`, id);
    }
  }
  const idsOf = (collection: PlanCollection): Ids => new Map(plan[collection].flatMap(({ id }) => (ids.has(`${collection}/${id}`) ? [[id, ids.get(`${collection}/${id}`) ?? ""] as const] : [])));
  const [goals, metrics, needs, findings, actions, answers] = [idsOf("goals"), idsOf("metrics"), idsOf("needs"), idsOf("findings"), idsOf("actions"), idsOf("answers")];
  const to = (links: readonly string[], map: Ids): string[] => links.flatMap((id) => map.get(id) ?? []);
  const begun = (collection: PlanCollection, row: { id: string }) => ({ id: ids.get(`${collection}/${row.id}`) ?? "", version: 1 });
  /** A duty of an earlier cycle ends with it. */
  const ended = new Set(catalogs["action-purposes"]?.entries.filter((entry) => entry["cycle"] !== undefined && entry["cycle"] !== next.cycle.start).map((entry) => entry.code) ?? []);

  next.opening = openingOf(plan, catalogs, { source, carryoverPercent: carryoverOf(plan, catalogs) });
  next.findings = kept.findings.map((row) => ({ ...row, ...begun("findings", row) }));
  next.needs = kept.needs.map((row) => ({ ...row, ...begun("needs", row), findingIds: to(row.findingIds, findings) }));
  next.goals = kept.goals.map((row) => ({ ...row, ...begun("goals", row), needIds: to(row.needIds, needs) }));
  // A metric without its goal, or a step without its action, has no place.
  next.metrics = kept.metrics.flatMap((row) => (goals.has(row.goalId) ? [{ ...row, ...begun("metrics", row), goalId: goals.get(row.goalId) ?? "", baselineValueIds: [] }] : []));
  next.actions = kept.actions.flatMap((row) =>
    goals.has(row.goalId)
      ? [{ ...row, ...begun("actions", row), goalId: goals.get(row.goalId) ?? "", needIds: to(row.needIds, needs), metricIds: to(row.metricIds, metrics), causeIds: to(row.causeIds, answers), inequityIds: to(row.inequityIds, answers), purposes: row.purposes.filter((code) => !ended.has(code)) }]
      : [],
  );
  next.steps = kept.steps.flatMap((row) => (actions.has(row.actionId) ? [{ ...row, ...begun("steps", row), actionId: actions.get(row.actionId) ?? "" }] : []));
  // What a school uses of the district's rows stays so; next year's council votes anew.
  for (const collection of ["goals", "metrics", "actions"] as const) {
    const district = new Map((next[collection] as { orgId: string; lineageId: string; version: number }[]).filter((row) => row.orgId === plan.leaId).map((row) => [row.lineageId, row.version]));
    for (const row of next[collection]) {
      const from = row.offeredFrom?.lineageId;
      if (from === undefined || row.orgId === plan.leaId) continue;
      row.offeredFrom = district.has(from) ? { lineageId: from, version: district.get(from) ?? 1 } : null;
      const id = `offer-${next.offersToSchools.length + 1}`;
      const twice = next.offersToSchools.some((offer) => offer.orgId === row.orgId && offer.of.collection === collection && offer.of.lineageId === from);
      if (row.offeredFrom && !twice) next.offersToSchools.push({ id, lineageId: id, orgId: row.orgId, version: 1, of: { collection, lineageId: from }, offeredVersion: row.offeredFrom.version, answer: "used", reason: "", rowId: row.id, vote: null });
    }
  }
  const everyId: Ids = new Map([...goals, ...actions, ...next.organizations.map(({ id }) => [id, id] as const)]);
  const links: Record<string, Ids> = { goal: goals, metric: metrics, need: needs, finding: findings, action: actions };
  next.answers = kept.answers.flatMap((row) => {
    if (row.about !== null && !everyId.has(row.about)) return [];
    return [{ ...row, ...begun("answers", row), about: row.about === null ? null : (everyId.get(row.about) ?? null), value: relinked(row.value, byKey.get(row.key), links, answers) }];
  });

  const carried = [...mayCarry, "answers" as const].flatMap((collection) => {
    const there = new Set(next[collection].map(({ id }) => id));
    return kept[collection].flatMap((row): CarriedRow[] => {
      const rowId = ids.get(`${collection}/${row.id}`) ?? "";
      return there.has(rowId) ? [{ collection, rowId, fromId: row.id, orgId: row.orgId }] : [];
    });
  });
  const left: RolledForward["left"] = {};
  for (const collection of Object.keys(next) as (keyof Plan)[])
    if (Array.isArray(next[collection]) && collection in plan && !["organizations", "identifications", "dashboard"].includes(collection)) {
      const behind = (plan[collection] as unknown[]).length - (next[collection] as unknown[]).length;
      if (behind > 0) left[collection as PlanCollection] = behind;
    }
  return { plan: planSchema.parse(next), carried, fresh, left };
}

/** Links inside a row that is kept as an answer lead to the new plan's rows; a school keeps its id. */
function relinked(value: Answer["value"], statement: Statement | undefined, links: Record<string, Ids>, answers: Ids): Answer["value"] {
  if (value === null || typeof value !== "object" || "docVersion" in value) return value;
  const row = { ...(value as Record<string, unknown>) };
  for (const { name, to } of statement?.columns ?? []) {
    if (to === undefined || ["school", "site", "organization"].includes(to)) continue;
    const map = links[to] ?? answers;
    const old = row[name];
    if (Array.isArray(old)) row[name] = old.flatMap((id) => map.get(String(id)) ?? []);
    else if (typeof old === "string" && old !== "") row[name] = map.get(old) ?? null;
  }
  return row as Answer["value"];
}

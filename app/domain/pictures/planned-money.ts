// Where does the planned money go: by goal, by source, by site? Exact cents; each of the three adds up to the same total.
import type { Catalog } from "#schemas/crosswalk.ts";
import type { LineItem } from "#schemas/plan.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import { rowName } from "#app/domain/plan/row-form.ts";

/** `id`: the goal, the source's code or the school; "" for money that names none. `given`: what the LEA gives a school from this source, where it says so. */
export type MoneyRow = { id: string; label: string; cents: number; lines: number; given: number | null };
/** `repeated`: lines that only repeat money that stands in the plan already (spsa B-1), counted once above. `otherYear`: lines that name another year than the plan's. */
export type PlannedMoney = { total: number; lines: number; goals: MoneyRow[]; sources: MoneyRow[]; sites: MoneyRow[]; repeated: number; otherYear: number };

/** Lines that only repeat money which stands there already are left out (spsa B-1). */
export function countedOnce(lines: readonly LineItem[]): LineItem[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const money = line.offeredFrom?.lineageId ?? line.lineageId;
    return !seen.has(money) && seen.add(money);
  });
}

/** The planned lines of the index's organization. `words`: what money is called that names no goal, or no school. */
export function plannedMoney(index: PlanIndex, catalogs: Record<string, Catalog>, words: { noGoal: string; noSite: string }): PlannedMoney {
  const planned = index.plan.lines.filter((line) => line.orgId === index.orgId && line.kind === "planned");
  const lines = countedOnce(planned);
  const goalOf = (line: LineItem): string => index.goals.find(({ id }) => id === index.action.get(line.actionId ?? "")?.goalId)?.id ?? "";
  const known = catalogs["funding-sources"]?.entries ?? [];
  const sources = known.map(({ code, label }) => ({ id: code, label }));
  const others = [...new Set(lines.map(({ source }) => source))].filter((code) => !known.some((entry) => entry.code === code)).map((code) => ({ id: code, label: code }));
  const given = index.plan.allocations.filter((row) => row.siteId !== null && row.siteId === index.orgId && row.grantYear === index.plan.year && !row.kept);
  return {
    total: sum(lines),
    lines: lines.length,
    goals: byKey([...index.goals.map((goal) => ({ id: goal.id, label: [index.goalNumber.get(goal.id), rowName(goal)].filter(Boolean).join(" ") })), { id: "", label: words.noGoal }], lines, goalOf, (id) => id !== ""),
    sources: byKey([...sources, ...others], lines, ({ source }) => source, (id) => given.some(({ program }) => program === id)).map((row) => {
      const ofSource = given.filter(({ program }) => program === row.id);
      return { ...row, given: ofSource.length === 0 ? null : sum(ofSource) };
    }),
    sites: byKey([{ id: "", label: words.noSite }, ...index.schools.map(({ id, name }) => ({ id, label: name }))], lines, ({ siteId }) => (siteId === index.plan.leaId ? "" : (siteId ?? "")), () => false),
    repeated: planned.length - lines.length,
    otherYear: lines.filter(({ year }) => year !== index.plan.year).length,
  };
}

const sum = (rows: readonly { cents: number }[]): number => rows.reduce((cents, row) => cents + row.cents, 0);

/** In the order of `names`; a name without money is left out unless it is kept. */
function byKey(names: readonly { id: string; label: string }[], lines: readonly LineItem[], keyOf: (line: LineItem) => string, keeps: (id: string) => boolean): MoneyRow[] {
  const groups = new Map<string, LineItem[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return names.flatMap(({ id, label }) => {
    const own = groups.get(id) ?? [];
    return own.length > 0 || keeps(id) ? [{ id, label, cents: sum(own), lines: own.length, given: null }] : [];
  });
}

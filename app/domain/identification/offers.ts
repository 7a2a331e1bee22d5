// What do the state's published files say about an LEA and its schools that its plan does not hold, or holds otherwise? Offered with both sides; a person decides.
import type { DashboardResult, Enrollment, Identification, Organization, Plan } from "#schemas/plan.ts";
import { schoolYear } from "#schemas/state-files.ts";
import type { HeldFact, StateFileKind } from "#schemas/state-files.ts";
import type { Listed, PublishedResult, PublishedStatus } from "./statuses.ts";

/** "new": the plan does not hold it; "differs": it holds it otherwise (`now`); "ended": it holds what the newest list does not name any more; "there": both agree. */
export type Standing = "new" | "differs" | "ended" | "there";
export type StatusOffer = { key: string; standing: Standing; orgId: string; now: Identification | null; proposed: Identification; published: PublishedStatus | null; source: string };
/** Results at one organization of one Dashboard: those the plan lacks. `other`: those it holds with another colour, which stay as they are. */
export type ResultOffer = { key: string; standing: "new" | "there"; orgId: string; year: number; missing: DashboardResult[]; same: number; other: { held: DashboardResult; published: PublishedResult }[]; source: string };

/** `statuses` of all years. */
export type Published = { statuses: readonly PublishedStatus[]; results: readonly PublishedResult[]; listed: Listed };

const said = ({ source, publishedOn }: { source: string; publishedOn: string | null }): string => [source, publishedOn && `published ${publishedOn}`].filter(Boolean).join(", ");
const sameList = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join() === [...other].sort().join();

/** The first year of the unbroken run of published years up to this one. */
function runFrom(status: PublishedStatus, { statuses }: Published, years: readonly number[]): number {
  const held = new Set(statuses.filter(({ cds, program }) => cds === status.cds && program === status.program).map(({ year }) => year));
  let first = status.year;
  for (const year of [...years].sort((a, b) => b - a)) {
    if (year > status.year) continue;
    if (!held.has(year)) break;
    first = year;
  }
  return first;
}

/** The statuses the plan's LEA and schools have in the newest lists, beside what the plan holds. */
export function statusOffers(plan: Plan, published: Published): StatusOffer[] {
  const offers: StatusOffer[] = [];
  for (const organization of plan.organizations) {
    for (const [program, list] of published.listed) {
      if (!list.codes.has(organization.cds)) continue;
      const status = published.statuses.find((one) => one.cds === organization.cds && one.program === program && one.year === list.year);
      const now = plan.identifications.find((one) => one.orgId === organization.id && one.program === program && (one.until === null || one.until >= plan.year)) ?? null;
      const key = `${program}:${organization.cds}`;
      if (!status) {
        if (now) offers.push({ key, standing: "ended", orgId: organization.id, now, proposed: { ...now, until: schoolYear(list.year - 1) }, published: null, source: list.source });
        continue;
      }
      const groups = status.groups.map(({ code }) => code);
      const proposed: Identification = {
        id: now?.id ?? `published:${program}:${organization.cds}`, orgId: organization.id, program, reason: status.why, groups, indicators: now?.indicators ?? [], dashboardYear: status.year, since: schoolYear(runFrom(status, published, list.years)), until: null, source: said(status),
      };
      const agrees = now !== null && now.dashboardYear === proposed.dashboardYear && sameList(now.groups, proposed.groups) && now.source === proposed.source;
      offers.push({ key, standing: now === null ? "new" : agrees ? "there" : "differs", orgId: organization.id, now, proposed, published: status, source: said(status) });
    }
  }
  return offers;
}

/** The published results of the plan's LEA and schools on the Dashboard its cycle starts from, beside those the plan holds. Only what was published: a blank or a group too small stays out. */
export function resultOffers(plan: Plan, { results }: Published): ResultOffer[] {
  const offers: ResultOffer[] = [];
  for (const organization of plan.organizations) {
    const own = results.filter((result) => result.cds === organization.cds && result.year === plan.cycle.baselineDashboardYear && result.color !== null);
    const [first] = own;
    if (!first) continue;
    const offer: ResultOffer = { key: `results:${first.year}:${organization.cds}`, standing: "there", orgId: organization.id, year: first.year, missing: [], same: 0, other: [], source: said(first) };
    const seen = new Set<string>();
    for (const result of [...own].sort((one, other) => Number(other.status !== null) - Number(one.status !== null))) {
      const at = `${result.group}:${result.indicator}`;
      if (seen.has(at)) continue;
      seen.add(at);
      const held = plan.dashboard.find((one) => one.orgId === organization.id && one.year === result.year && one.group === result.group && one.indicator === result.indicator);
      if (!held) offer.missing.push({ id: `published:${result.year}:${organization.cds}:${at}`, orgId: organization.id, year: result.year, group: result.group, indicator: result.indicator, status: result.status, change: result.change, color: result.color, count: result.count, source: said(result) });
      else if (held.color === result.color) offer.same += 1;
      else offer.other.push({ held, published: result });
    }
    offers.push({ ...offer, standing: offer.missing.length > 0 ? "new" : "there" });
  }
  return offers;
}

/** What is counted or marked of an organization that the plan holds otherwise, or not yet. */
export type HeldChange = { name: keyof Enrollment | "dass"; now: number | boolean | null; published: number | boolean };
export type OrganizationOffer = { key: string; standing: "new" | "differs" | "there"; orgId: string; year: number; now: Organization; proposed: Organization; changes: HeldChange[]; source: string };

/**
 * Enrollment and marks of the plan's LEA and schools in the newest file that says them, beside what the plan holds. Counts the file does not give stay as they are held, with both sources named.
 * A count older than the day the plan's own was counted on is not offered.
 */
export function organizationOffers(plan: Plan, facts: readonly HeldFact[], kinds: readonly StateFileKind[]): OrganizationOffer[] {
  return plan.organizations.flatMap((now): OrganizationOffer[] => {
    const newest = facts.filter(({ cds }) => cds === now.cds).sort((one, other) => other.year - one.year);
    const layoutOf = (fact: HeldFact) => kinds.find(({ id }) => id === fact.kind)?.layouts.find(({ id }) => id === fact.layout);
    const countsIn = (fact: HeldFact) => Object.entries(layoutOf(fact)?.counts ?? {}).flatMap(([name, column]) => (/^\d{1,7}$/.test(fact.content[column] ?? "") ? [[name as keyof Enrollment, Number(fact.content[column])] as const] : []));
    const marksIn = (fact: HeldFact): ["dass", boolean][] => Object.entries(layoutOf(fact)?.marks ?? {}).flatMap(([name, { column, yes, no }]): ["dass", boolean][] => {
      const cell = fact.content[column] ?? "";
      return yes.includes(cell) ? [[name as "dass", true]] : no.includes(cell) ? [[name as "dass", false]] : [];
    });
    const counted = newest.find((fact) => countsIn(fact).length > 0);
    const marked = newest.find((fact) => marksIn(fact).length > 0);
    const held = now.enrollment;
    const counts = counted && !(held?.countedOn && Number(held.countedOn.slice(0, 4)) > counted.year) ? countsIn(counted).filter(([name, count]) => held?.[name] !== count) : [];
    const marks = marked ? marksIn(marked).filter(([name, mark]) => now[name] !== mark) : [];
    const from = (fact: HeldFact) => `${said(fact)}, ${schoolYear(fact.year)}`;
    const telling = [counted, marked].filter((fact) => fact !== undefined);
    const [first] = telling;
    if (!first) return [];
    const none: Enrollment = { total: null, englishLearners: null, longTermEnglishLearners: null, fosterYouth: null, lowIncome: null, unduplicatedPercent: null, countedOn: null, source: "" };
    const rest = held && Object.entries(held).some(([name, value]) => typeof value === "number" && !counts.some(([one]) => one === name)) && held.source !== "";
    const proposed: Organization = {
      ...now, ...Object.fromEntries(marks),
      ...(counted && counts.length > 0 ? { enrollment: { ...(held ?? none), ...Object.fromEntries(counts), countedOn: null, source: (rest ? `${from(counted)}; other counts: ${held.source}` : from(counted)).slice(0, 2000) } } : {}),
    };
    const changes: HeldChange[] = [...counts.map(([name, published]) => ({ name, now: (held?.[name] ?? null) as number | null, published })), ...marks.map(([name, published]) => ({ name, now: now[name], published }))];
    const standing = changes.length === 0 ? "there" : changes.every((change) => change.now === null) ? "new" : "differs";
    return [{ key: `held:${now.cds}`, standing, orgId: now.id, year: first.year, now, proposed, changes, source: [...new Set(telling.map(from))].join("; ") }];
  });
}

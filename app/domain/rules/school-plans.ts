// Facts about schools and their plans that the checks between plans ask for: who the form is about, which duties a status brings, whose row serves whose.
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { LedgerLine } from "#app/domain/plan/plan-index.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import type { Action, Goal, Identification, Meeting, Metric, Organization, Value } from "#schemas/plan.ts";
import type { CatalogEntry } from "#schemas/crosswalk.ts";

/** The school whose plan is checked; undefined where the LEA's own plan is. */
export const schoolOf = (index: PlanIndex): Organization | undefined => (index.orgId === index.plan.leaId ? undefined : index.organizations.get(index.orgId));
export const nameOfSchool = (index: PlanIndex, schoolId: string): string => index.organizations.get(schoolId)?.name ?? schoolId;

const ofLea = <Row extends { orgId: string }>(index: PlanIndex, rows: readonly Row[]): Row[] => rows.filter((row) => row.orgId === index.plan.leaId);
export const districtGoals = (index: PlanIndex): Goal[] => ofLea(index, index.plan.goals);
export const districtActions = (index: PlanIndex): Action[] => ofLea(index, index.plan.actions);
export const districtMetrics = (index: PlanIndex): Metric[] => ofLea(index, index.plan.metrics);
export const metricsOfSchool = (index: PlanIndex): Metric[] => index.goals.flatMap((goal) => index.metricsOf(goal.id));

/** Schools that have begun a plan of their own: at least one goal. */
export const schoolsWithPlan = (index: PlanIndex): Set<string> => new Set(index.plan.goals.filter((goal) => goal.orgId !== index.plan.leaId).map((goal) => goal.orgId));

/** A school's strategies that carry out a district action. */
export const strategiesUnder = (index: PlanIndex, action: Action): Action[] => index.plan.actions.filter((one) => one.orgId !== index.plan.leaId && one.parentLineageId === action.lineageId);

/** Statuses an organization holds in the plan's year, each with what the catalog says of it. */
export function statusesOf(index: PlanIndex, catalogs: Catalogs, orgId: string = index.orgId): { status: Identification; entry: CatalogEntry }[] {
  const { year } = index.plan;
  return index.plan.identifications
    .filter((status) => status.orgId === orgId && (status.since === null || status.since <= year) && (status.until === null || status.until >= year))
    .flatMap((status) => {
      const entry = catalogs["identifications"]?.entries.find((one) => one.code === status.program);
      return entry ? [{ status, entry }] : [];
    });
}
const listOf = (entry: CatalogEntry | undefined, name: string): string[] => (Array.isArray(entry?.[name]) ? entry[name].map(String) : []);

/** Statuses of the school that bring a duty ("evidence"); the catalog says which do. */
export const withDuty = (index: PlanIndex, catalogs: Catalogs, duty: string, orgId: string = index.orgId) => statusesOf(index, catalogs, orgId).filter(({ entry }) => listOf(entry, "duties").includes(duty));

/** Sources that come with a status of schools, by the status. */
export const moneyOfStatuses = (catalogs: Catalogs): Map<string, string> => new Map((catalogs["identifications"]?.entries ?? []).flatMap((entry) => (typeof entry["money"] === "string" ? [[entry.code, entry["money"]] as const] : [])));

export const flagged = (catalogs: Catalogs, source: string, flag: string): boolean => listOf(catalogs["funding-sources"]?.entries.find((entry) => entry.code === source), "flags").includes(flag);
export const labelOf = (catalogs: Catalogs, catalog: string, code: string): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;

/** Planned lines of the plan's year that hang on an action. */
export const plannedLines = (index: PlanIndex, action: Action): LedgerLine[] => index.linesOf(action.id).filter((line) => line.kind === "planned" && line.year === index.plan.year);

/** Dashboard indicators a metric is about: by its mark as a required metric, or by words of its name. */
export function indicatorsOf(catalogs: Catalogs, metric: Metric): string[] {
  const named = (word: string): boolean => new RegExp(`(^|[^a-z])${word.toLowerCase().replace(/[/]/g, "\\/")}`).test(metric.name.toLowerCase());
  return (catalogs["indicators"]?.entries ?? []).filter((entry) => listOf(entry, "metrics").some((code) => metric.codes.includes(code)) || listOf(entry, "words").some(named)).map((entry) => entry.code);
}

const bare = (words: string): string => words.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
export const sameName = (first: Metric, second: Metric): boolean => bare(first.name) !== "" && bare(first.name) === bare(second.name);

/** In what two metrics of one name differ, in words; empty where they measure the same (FF-3). */
export const differsIn = (first: Metric, second: Metric): string[] => [
  ...(bare(first.formula) === bare(second.formula) ? [] : ["how it is worked out and who is counted"]),
  ...(bare(first.source) === bare(second.source) ? [] : ["source"]),
  ...(first.unit === second.unit ? [] : ["unit"]),
];

/** A value is about a school when it names it, or stands in the school's own plan and names none. */
export const isAbout = (value: Value, schoolId: string): boolean => value.siteId === schoolId || (value.siteId === null && value.orgId === schoolId);

/** The day a body decided a kind of thing at this organization; the latest where there are several. */
export function decidedOn(index: PlanIndex, body: string, kind: string, orgId: string = index.orgId): (Meeting & { heldOn: string }) | undefined {
  return index.plan.meetings
    .filter((meeting): meeting is Meeting & { heldOn: string } => meeting.orgId === orgId && meeting.body === body && meeting.kind === kind && meeting.heldOn !== null)
    .sort((a, b) => (a.heldOn < b.heldOn ? 1 : -1))[0];
}

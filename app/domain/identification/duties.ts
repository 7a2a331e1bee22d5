// What does a status, or a result at the lowest level, make a duty? Found by reading the plan with it and without it: which forms, which places of a form and which rules come with the fact.
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { coverage, type FieldCoverage } from "#app/domain/coverage/coverage.ts";
import { formsOfPlan, mirrorsAnother } from "#app/domain/coverage/forms-of-plan.ts";
import { readForm, type FormReading } from "#app/domain/coverage/read-form.ts";
import { emptyPlan } from "#app/domain/imports/empty-plan.ts";
import { rulesOf, runRules } from "#app/domain/rules/all-rules.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";

/** Facts of one kind, taken together. `label`: the status. */
export type FactGroup = { id: string; label: string; facts: { orgId: string; why: string; since: string; source: string }[] };
export type DutyField = { program: string; short: string; part: string; label: string; prompt: string; cite: string; state: FieldCoverage["state"]; at: string };
export type DutyRule = { id: string; title: string; citation: string; severity: Finding["severity"]; open: string[] };
/** `forms`: those an organization fills only because of it. `rules`: what they ask for; `open`: what is not there yet. */
export type Duties = { group: FactGroup; forms: { orgId: string; short: string; title: string }[]; fields: DutyField[]; rules: DutyRule[] };

const holds = (plan: Plan, until: string | null): boolean => until === null || until >= plan.year;

/** Each with the same plan as it would be without it. */
function factGroups(plan: Plan, { catalogs }: Crosswalks): { group: FactGroup; without: Plan }[] {
  const found: { group: FactGroup; without: Plan }[] = [];
  for (const { code, label, also_in: alsoIn } of catalogs["identifications"]?.entries ?? []) {
    const held = plan.identifications.filter((one) => one.program === code && holds(plan, one.until));
    if (held.length === 0) continue;
    const ids = new Set(held.map(({ orgId }) => orgId));
    found.push({
      group: { id: code, label, facts: held.map(({ orgId, reason, since, source }) => ({ orgId, why: reason, since: since ?? "", source })) },
      // An organization's own property that says the same goes with it.
      without: { ...plan, identifications: plan.identifications.filter((one) => !held.includes(one)), organizations: plan.organizations.map((one) => (typeof alsoIn === "string" && alsoIn in one && ids.has(one.id) ? { ...one, [alsoIn]: false } : one)) },
    });
  }
  const lowest = plan.dashboard.filter((result) => result.year === plan.cycle.baselineDashboardYear && result.color === 1);
  const orgIds = [...new Set(lowest.map(({ orgId }) => orgId))];
  if (lowest.length > 0)
    found.push({
      group: { id: "lowest", label: "", facts: orgIds.map((orgId) => ({ orgId, why: String(lowest.filter((result) => result.orgId === orgId).length), since: "", source: lowest.find((result) => result.orgId === orgId)?.source ?? "" })) },
      without: { ...plan, dashboard: plan.dashboard.filter((result) => !lowest.includes(result)) },
    });
  return found;
}

const readingsOf = (crosswalks: Crosswalks, plan: Plan): FormReading[] => formsOfPlan(crosswalks, plan).map((program) => readForm({ plan, crosswalks, program }));
const fieldsOf = (readings: readonly FormReading[]): Map<string, { reading: FormReading; part: string; field: FieldCoverage }> => {
  const found = new Map<string, { reading: FormReading; part: string; field: FieldCoverage }>();
  // A form that repeats another's places adds none of its own.
  for (const reading of readings.filter(({ program }) => !mirrorsAnother(program)))
    for (const part of coverage(reading).parts)
      for (const field of part.fields) if (field.state !== "not-applicable" && !found.has(`${reading.program.program} ${field.field}`)) found.set(`${reading.program.program} ${field.field}`, { reading, part: part.heading, field });
  return found;
};

/** What each fact the plan holds switches on, for the LEA's forms and for whether a school fills one. Rules are asked of a plan nobody has written in, so that a duty shows whether or not it is done. */
export function dutiesOf(crosswalks: Crosswalks, plan: Plan): Duties[] {
  const blank = (of: Plan): Plan => ({ ...emptyPlan(of, of.id, of.year), opening: of.opening, dashboard: of.dashboard });
  const readings = readingsOf(crosswalks, plan);
  const fields = fieldsOf(readings);
  const open = readings.flatMap(findingsOf);
  const asked = (of: Plan): Map<string, string[]> => {
    const trips = new Map<string, string[]>();
    for (const { index, tables, catalogs, program } of readingsOf(crosswalks, blank(of)))
      for (const { rule, message } of runRules({ index, tables, catalogs }, rulesOf(program.edition))) trips.set(rule, [...(trips.get(rule) ?? []), message]);
    return trips;
  };
  const withAll = asked(plan);
  const ruleNamed = new Map(readings.flatMap(({ program }) => rulesOf(program.edition)).map((rule) => [rule.id, rule]));
  return factGroups(plan, crosswalks).map(({ group, without }) => {
    const fewer = fieldsOf(readingsOf(crosswalks, without));
    const less = asked(without);
    const orgs = [...new Set([plan.leaId, ...group.facts.map(({ orgId }) => orgId)])];
    const forms = orgs.flatMap((orgId) => {
      const before = new Set(formsOfPlan(crosswalks, without, orgId).map(({ program }) => program));
      return formsOfPlan(crosswalks, plan, orgId).filter(({ program }) => !before.has(program)).map(({ edition }) => ({ orgId, short: edition.short, title: edition.title }));
    });
    const rules = [...withAll].flatMap(([id, messages]): DutyRule[] => {
      const rule = ruleNamed.get(id);
      const more = messages.filter((message) => !less.get(id)?.includes(message));
      if (!rule || more.length === 0 || (less.get(id)?.length ?? 0) >= messages.length) return [];
      return [{ id, title: rule.title, citation: rule.citation, severity: rule.severity, open: [...new Set(open.filter((finding) => finding.rule === id).map(({ message }) => message))] }];
    });
    const own = [...fields].filter(([key]) => !fewer.has(key)).map(([, { reading, part, field }]): DutyField => ({
      program: reading.program.program, short: reading.program.edition.short, part, label: field.label, prompt: field.prompt, state: field.state, at: field.at,
      cite: reading.program.edition.parts.flatMap((one) => one.fields).find((one) => one.id === field.field)?.cite.join("; ") ?? "",
    }));
    return { group, forms, fields: own, rules };
  });
}

import type { Tx } from "#db/client.server.ts";
import { findFiled } from "#db/repos/filed-with.server.ts";
import { lastRevision, loadPlanAt } from "#db/repos/revisions.server.ts";
import { findInDirectory } from "#db/repos/state-directory.server.ts";
import type { Finding, Severity } from "#schemas/finding.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { zone } from "#app/domain/calendar/days.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { placePath } from "#app/domain/plan/place-of.ts";
import { rulesBetweenPlans } from "#app/domain/rules/all-rules.ts";
import { findingsBetweenPlans } from "#app/domain/rules/between-plans.ts";
import { lockedChanges, lockedForm, lockedSteps } from "#app/domain/rules/locked-steps.ts";
import { closedSchool, closedSchools } from "#app/domain/rules/closed-schools.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { inLea, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";

export type ConsistencyLine = Finding & { href: string };
export type ConsistencyGroup = { id: string; name: string; isSchool: boolean; findings: ConsistencyLine[] };
/** `reviewed`: the days the superintendent's review is recorded for; `checked`: how many plans were compared. */
export type ConsistencyPage = { plan: PlanHead; groups: ConsistencyGroup[]; counts: Record<Severity, number>; checks: { id: string; severity: Severity; title: string; citation: string; found: number }[]; checked: number; reviewed: string[] };

/** What in the district's plan, its schools' plans and the programs does not agree, and which of its schools the state's directory holds as closed; a school's part shows its own. */
export async function loadConsistency(ctx: Context, key: string): Promise<ConsistencyPage> {
  const { plan, orgId, directory, filed } = await inLea(ctx, async (tx) => {
    const opened = await openPart(ctx, tx, key, "plan.read");
    const lea = opened.plan.organizations.find(({ id }) => id === opened.plan.leaId);
    return { ...opened, directory: lea ? (await findInDirectory(tx, lea.cds)).schools : [], filed: await filedForms(ctx, tx, opened.plan) };
  });
  const between = remembered({ crosswalks: ctx.crosswalks, plan }, "consistency", () => findingsBetweenPlans(plan, ctx.crosswalks.catalogs));
  const all = [...closedSchools(plan, directory, ctx.crosswalks.catalogs), ...filed.flatMap((one) => lockedChanges({ plan, crosswalks: ctx.crosswalks, ...one })), ...between];
  const readable = (id: string): boolean => (orgId === plan.leaId ? id === plan.leaId || can(ctx.user, "school.read", schoolOwned(plan.leaId, id)) : id === orgId);
  const shown = plan.organizations.filter(({ id }) => readable(id));
  const found = all.filter((finding) => readable(finding.orgId));
  const groups = shown
    .sort((a, b) => Number(b.id === plan.leaId) - Number(a.id === plan.leaId))
    .map((organization) => {
      const places = { planId: organization.id === plan.leaId ? plan.id : partKey(plan.id, organization.id), outline: ctx.crosswalks.outline, supplements: formsOfPlan(ctx.crosswalks, plan, organization.id).flatMap((form) => form.supplements) };
      return {
        id: organization.id,
        name: organization.name,
        isSchool: organization.id !== plan.leaId,
        findings: found.filter((finding) => finding.orgId === organization.id).map(({ orgId: _of, ...finding }) => ({ ...finding, citation: shownCitation(finding.citation), href: placePath(places, finding.at) })),
      };
    });
  const count = (severity: Severity): number => found.filter((finding) => finding.severity === severity).length;
  return {
    plan: planHead(ctx, plan, orgId),
    groups,
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    checks: [closedSchool, lockedSteps, ...rulesBetweenPlans].map(({ id, severity, title, citation }) => ({ id, severity, title, citation: shownCitation(citation), found: found.filter((finding) => finding.rule === id).length })),
    checked: shown.length,
    reviewed: plan.meetings.flatMap((meeting) => (meeting.kind === "consistency-review" && meeting.heldOn !== null ? [meeting.heldOn] : [])).sort(),
  };
}

type FiledForm = { program: ProgramCrosswalk; filed: Plan; filedOn: string };

/** Forms with closed parts that are on record as filed, with the plan as it stood at the end of that day. */
async function filedForms(ctx: Context, tx: Tx, plan: Plan): Promise<FiledForm[]> {
  const found: FiledForm[] = [];
  // Who sees only a part of the plan cannot compare it with the whole of that day.
  if (!can(ctx.user, "plan.change", plan)) return found;
  for (const program of formsOfPlan(ctx.crosswalks, plan, plan.leaId)) {
    if (!lockedForm(plan, program)) continue;
    const key = { leaId: plan.leaId, planId: plan.id };
    const record = await findFiled(tx, { ...key, orgId: plan.leaId, program: program.program });
    const filed = record && (await loadPlanAt(tx, { ...key, upTo: await lastRevision(tx, { ...key, until: { day: record.filedOn, zone } }) }));
    if (filed) found.push({ program, filed, filedOn: record.filedOn });
  }
  return found;
}

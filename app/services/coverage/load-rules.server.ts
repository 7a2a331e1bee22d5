import type { Severity } from "#schemas/finding.ts";
import type { Context } from "#app/context.server.ts";
import { placePath } from "#app/domain/plan/place-of.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { readOneForm } from "./load-coverage.server.ts";
import type { FormName } from "./load-coverage.server.ts";

/** `href`: the first place where the rule finds something; "" where it finds nothing. */
export type RuleLine = { id: string; severity: Severity; title: string; citation: string; found: number; href: string };
export type RulesPage = { plan: { id: string; year: string }; form: FormName; rules: RuleLine[] };

/** Every rule of the form with what it finds in this plan. */
export async function loadRules(ctx: Context, key: string, program: string): Promise<RulesPage> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  const { reading, form, places } = readOneForm(ctx, plan, program, orgId);
  const findings = findingsOf(reading);
  return {
    plan: { id: places.planId, year: plan.year },
    form,
    rules: rulesOf(reading.program.edition).map(({ id, severity, title, citation }) => {
      const found = findings.filter((finding) => finding.rule === id);
      return { id, severity, title, citation: shownCitation(citation), found: found.length, href: found[0] ? placePath(places, found[0].at) : "" };
    }),
  };
}

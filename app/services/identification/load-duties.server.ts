import { createHash } from "node:crypto";
import { listFactsAbout } from "#db/repos/state-facts.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { placePath } from "#app/domain/plan/place-of.ts";
import { can } from "#app/domain/permissions/can.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import { dutiesOf } from "#app/domain/identification/duties.ts";
import type { ShownDuty, ShownOffer } from "#app/domain/identification/shown.ts";
import { organizationOffers, resultOffers, statusOffers, type HeldChange, type OrganizationOffer, type ResultOffer, type StatusOffer } from "#app/domain/identification/offers.ts";
import { listedIn, resultsOf, statusesOf } from "#app/domain/identification/statuses.ts";
import type { Holder } from "#app/domain/identification/statuses.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";

export type Offers = { statuses: StatusOffer[]; results: ResultOffer[]; organizations: OrganizationOffer[] };
export type DutiesPage = { plan: PlanHead; mayTake: boolean; offers: ShownOffer[]; duties: ShownDuty[] };

/** What the state's files offer for a plan; each person reads the same, as it is published. */
export async function offersFor(ctx: Context, tx: Tx, plan: Plan): Promise<Offers> {
  const { catalogs, stateFiles: kinds } = ctx.crosswalks;
  const telling = kinds.filter(({ layouts }) => layouts.some(({ statuses, results, counts, marks }) => statuses.length > 0 || results !== undefined || Object.keys(counts).length + Object.keys(marks).length > 0)).map(({ id }) => id);
  const facts = await listFactsAbout(tx, { codes: plan.organizations.map(({ cds }) => cds), kinds: telling });
  const holderOf = (cds: string): Holder => {
    const kind = plan.organizations.find((one) => one.cds === cds)?.kind;
    return kind === "coe" || kind === "charter" ? kind : "district";
  };
  const published = { statuses: statusesOf(facts, kinds, catalogs, holderOf), results: resultsOf(facts, kinds, catalogs), listed: listedIn(facts, kinds) };
  return { statuses: statusOffers(plan, published), results: resultOffers(plan, published), organizations: organizationOffers(plan, facts, kinds) };
}

export const seenHash = (offer: StatusOffer | ResultOffer | OrganizationOffer): string => createHash("sha256").update(JSON.stringify(offer)).digest("base64url").slice(0, 22);

/** What the state's lists say beside what the plan holds, and what each fact the plan holds makes a duty. */
export async function loadDuties(ctx: Context, planId: string): Promise<DutiesPage> {
  const { plan, offers } = await inLea(ctx, async (tx) => {
    const opened = await openPlan(ctx, tx, planId, "plan.read");
    return { plan: opened, offers: await offersFor(ctx, tx, opened) };
  });
  const { catalogs, outline, programs } = ctx.crosswalks;
  const label = (catalog: string, code: string): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const name = (orgId: string): string => plan.organizations.find(({ id }) => id === orgId)?.name ?? orgId;
  const groups = (codes: readonly string[]) => codes.map((code) => label("student-groups", code)).join(", ");
  const said = (one: { reason: string; groups: readonly string[]; since: string | null; until: string | null; source: string }) => [one.reason, groups(one.groups), [one.since, one.until].filter(Boolean).join(" to ")].filter((words) => words !== "");
  const fact = (value: HeldChange["published"] | null): string => (value === null ? "not held" : value === true ? "yes" : value === false ? "no" : value.toLocaleString("en-US"));
  const shown: ShownOffer[] = [
    ...offers.organizations.map((offer) => ({
      key: offer.key, seen: seenHash(offer), standing: offer.standing, who: name(offer.orgId), label: "Enrollment and kind of school", source: offer.source,
      says: offer.changes.map((change) => `${heldWords[change.name] ?? change.name}: ${fact(change.published)}`),
      holds: offer.changes.filter(({ now }) => now !== null).map((change) => `${heldWords[change.name] ?? change.name}: ${fact(change.now)}`).concat(offer.changes.length > 0 && offer.now.enrollment ? [offer.now.enrollment.source] : []),
    })),
    ...offers.statuses.map((offer) => ({
      key: offer.key, seen: seenHash(offer), standing: offer.standing, who: name(offer.orgId), label: label("identifications", offer.proposed.program), source: offer.source,
      says: offer.standing === "ended" ? [`ended with ${offer.proposed.until ?? ""}`] : said(offer.proposed), holds: offer.now ? [...said(offer.now), offer.now.source] : [],
    })),
    ...offers.results.map((offer) => ({
      key: offer.key, seen: seenHash(offer), standing: offer.standing, who: name(offer.orgId), label: `Results of the ${offer.year} Dashboard`, source: offer.source,
      says: offer.missing.length > 0 ? [`${offer.missing.length} results that the plan does not hold: ${inShort(offer.missing.map(({ group, indicator }) => `${label("indicators", indicator)}, ${label("student-groups", group)}`))}`] : [],
      holds: [...(offer.same > 0 ? [`${offer.same} that agree`] : []), ...offer.other.map(({ held, published }) => `${label("indicators", held.indicator)}, ${label("student-groups", held.group)}: colour ${held.color ?? "none"} here, ${published.color ?? "none"} published; kept as it is`)],
    })),
  ];
  const places = { planId: plan.id, outline, supplements: programs.flatMap(({ supplements }) => supplements) };
  const duties = remembered({ crosswalks: ctx.crosswalks, plan }, "duties", () => dutiesOf(ctx.crosswalks, plan)).map(({ group, forms, fields, rules }) => ({
    label: group.label, lowest: group.id === "lowest",
    rules: rules.map((rule) => ({ ...rule, citation: shownCitation(rule.citation) })),
    facts: group.facts.map((fact) => ({ who: name(fact.orgId), why: fact.why.replace(/\.$/, ""), since: fact.since, source: fact.source })),
    forms: forms.map(({ orgId, title }) => ({ who: name(orgId), title })),
    fields: fields.map((field) => ({ ...field, href: field.at === "" ? "" : placePath(places, field.at) })),
  }));
  const head = planHead(ctx, plan);
  return { plan: head, mayTake: head.adopted === null && can(ctx.user, "plan.change", plan), offers: shown, duties };
}

const heldWords: Partial<Record<HeldChange["name"], string>> = { total: "Students enrolled", englishLearners: "English learners", fosterYouth: "Foster youth", dass: "Dashboard Alternative School Status" };
const inShort = (words: readonly string[]): string => words.slice(0, 6).join("; ") + (words.length > 6 ? `; and ${words.length - 6} more` : "");

import { countOpenCarried } from "#db/repos/carried-rows.server.ts";
import { listPlans, loadPlan } from "#db/repos/plans.server.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Counts } from "#app/domain/coverage/coverage.ts";
import { yearAfter } from "#app/domain/imports/plan-years.ts";
import { carriedPath, planPath, placePath, rollForwardPath } from "#app/domain/plan/place-of.ts";
import { standings } from "#app/domain/plan/statement-state.ts";
import { mirrorsAnother } from "#app/domain/coverage/forms-of-plan.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { nextDeadlines } from "#app/services/calendar/next-deadlines.server.ts";
import type { NextDeadline } from "#app/services/calendar/next-deadlines.server.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { inLea } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

export type NextStep = { kind: "answer"; question: string; program: string; href: string } | { kind: "finding"; count: number; href: string } | { kind: "document"; href: string } | { kind: "turn"; next: string; href: string } | { kind: "carried"; count: number; href: string };
export type HomePage = {
  running: PlanHead | null;
  deadlines: NextDeadline[];
  writing: {
    id: string;
    year: string;
    adopted: string | null;
    leaName: string;
    missing: number;
    /** No form that every LEA files is held for its year. */
    noForm: boolean;
    /** Carried answers of the LEA that nobody has decided about. */
    carried: number;
    forms: { program: string; short: string; title: string; place: number; counts: Counts; findings: number }[];
    next: NextStep | null;
  } | null;
};

/** What the LEA runs, what it writes (its newest plan), how far each form is, and the one next step. */
export async function loadHome(ctx: Context): Promise<HomePage> {
  return inLea(ctx, async (tx) => {
    const plans = can(ctx.user, "plan.read", { leaId: ctx.user.leaId }) ? await listPlans(tx, { leaId: ctx.user.leaId }) : [];
    const [newest, before] = plans;
    const plan = newest && (await loadPlan(tx, { leaId: ctx.user.leaId, planId: newest.id }));
    const earlier = before && (await loadPlan(tx, { leaId: ctx.user.leaId, planId: before.id }));
    const running = earlier ? planHead(ctx, earlier) : null;
    if (!plan) return { running, deadlines: [], writing: null };
    const deadlines = await nextDeadlines(ctx, tx, earlier ? [plan, earlier] : [plan]);
    const read = readForms(ctx, plan);
    const shown = read.readings.map((reading) => !mirrorsAnother(reading.program));
    const readings = read.readings.filter((_, at) => shown[at]);
    const coverages = read.coverages.filter((_, at) => shown[at]);
    const places = { planId: plan.id, outline: ctx.crosswalks.outline, supplements: readings.flatMap((reading) => reading.program.supplements) };
    const forms = readings.map((reading, place) => {
      const { edition, program } = reading.program;
      const counts = coverages[place]?.counts ?? { answered: 0, partly: 0, missing: 0, notApplicable: 0 };
      return { program, short: edition.short, title: edition.title, place, counts, findings: findingsOf(reading).filter((one) => one.severity !== "info").length };
    });
    const firstOpen = coverages.flatMap((form, place) => form.parts.flatMap((part) => part.fields.filter((field) => field.required && field.state !== "answered" && field.state !== "not-applicable" && field.at !== "").map((field) => ({ field, place }))))[0];
    const questionOf = (at: string, label: string): string => {
      const key = at.split("/")[1] ?? "";
      return standings(ctx.crosswalks, readings, coverages, plan).find((one) => one.statement.key === key || one.statement.collection === at.split("/")[0])?.statement.question ?? label;
    };
    const troubled = forms.find((form) => form.findings > 0);
    const head = planHead(ctx, plan);
    const carried = head.adopted !== null ? 0 : ((await countOpenCarried(tx, { leaId: plan.leaId, planId: plan.id })).get(plan.leaId) ?? 0);
    const next: NextStep | null = head.adopted !== null && can(ctx.user, "plan.import", plan)
      ? { kind: "turn", next: yearAfter(plan.year), href: rollForwardPath(plan.id) }
      : firstOpen
      ? { kind: "answer", question: questionOf(firstOpen.field.at, firstOpen.field.label), program: forms[firstOpen.place]?.short ?? "", href: placePath(places, firstOpen.field.at) }
      : troubled
        ? { kind: "finding", count: troubled.findings, href: `${planPath(plan.id)}/programs/${troubled.program}#findings` }
        : forms[0]
          ? { kind: "document", href: `${planPath(plan.id)}/programs/${forms[0].program}/document` }
          : carried > 0
            ? { kind: "carried", count: carried, href: carriedPath(plan.id) }
            : null;
    const noForm = !read.readings.some(({ program }) => program.edition.applies === undefined);
    return { running, deadlines, writing: { ...head, noForm, carried, leaName: plan.organizations.find((one) => one.id === plan.leaId)?.name ?? "", missing: forms.reduce((sum, form) => sum + form.counts.missing + form.counts.partly, 0), forms, next } };
  });
}

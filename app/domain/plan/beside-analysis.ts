// What stands beside the author of a goal's analysis: how the year's actions went by mid-year, and what the schools wrote. Shown, never merged (FF-10).
import type { Catalogs } from "./plan-index.ts";
import type { Plan } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { midYearGoals, midYearPeriod } from "./mid-year.ts";

/** `status` is a code of the catalog progress-status, empty where nobody gave one; `spent` in cents, null where nobody typed any. */
export type BesideAction = { number: string; title: string; status: string; note: string; barrier: string; next: string; planned: number; spent: number | null };
export type BesideSchool = { school: string; goal: string; /** By statement: what the school answered about its own goal. */ answers: Record<string, string>; strategies: { title: string; status: string; note: string }[] };
export type BesideGoal = { period: string; actions: BesideAction[]; schools: BesideSchool[] };

/**
 * By id of the LEA's goal in `plan`. `running`: the plan of the year before, whose mid-year rows these are; it may be missing. A school stands beside the district goal that its own goal serves. Only what
 * somebody wrote is here, and the plan handed in decides which schools are seen.
 */
export function besideAnalysis(plan: Plan, running: Plan | null, catalogs: Catalogs): ReadonlyMap<string, BesideGoal> {
  const before = running ? midYearGoals(running, null, catalogs) : [];
  const byLineage = new Map(before.map((one) => [one.goal.lineageId, one]));
  const period = running ? midYearPeriod(running.year) : "";
  const name = (id: string) => plan.organizations.find((one) => one.id === id)?.name ?? "";
  const plain = (value: unknown): string => (value && typeof value === "object" && "docVersion" in value ? plainFromRichText(value as RichText).trim() : "");
  return new Map(
    plan.goals
      .filter(({ orgId }) => orgId === plan.leaId)
      .map((goal) => {
        const actions = (byLineage.get(goal.lineageId)?.actions ?? []).flatMap(({ action, number, planned, spent, progress }): BesideAction[] =>
          progress === null && spent === null ? [] : [{ number, title: action.title, status: progress?.status ?? "", note: progress?.note ?? "", barrier: progress?.barrier ?? "", next: progress?.next ?? "", planned, spent }],
        );
        const schools = plan.goals.flatMap((own): BesideSchool[] => {
          if (own.orgId === plan.leaId || own.parentLineageId !== goal.lineageId) return [];
          const answers = Object.fromEntries(plan.answers.filter(({ orgId, about, value }) => orgId === own.orgId && about === own.id && plain(value) !== "").map(({ key, value }) => [key, plain(value)]));
          const earlier = running?.goals.find(({ orgId, lineageId }) => orgId === own.orgId && lineageId === own.lineageId);
          const strategies = (running?.actions ?? []).filter(({ goalId }) => goalId === earlier?.id).flatMap(({ id, title }) => {
            const row = running?.progress.find(({ orgId, about, period: of }) => orgId === own.orgId && about.kind === "action" && about.id === id && of === period);
            return row ? [{ title, status: row.status ?? "", note: row.note }] : [];
          });
          return Object.keys(answers).length + strategies.length === 0 ? [] : [{ school: name(own.orgId), goal: plain(own.description), answers, strategies }];
        });
        return [goal.id, { period, actions, schools }] as const;
      }),
  );
}

import type { Context } from "#app/context.server.ts";
import { planBackwards } from "#app/domain/calendar/plan-backwards.ts";
import type { Break, PlannedStep } from "#app/domain/calendar/plan-backwards.ts";
import { daySchema } from "#schemas/scalars.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { openCalendar } from "./open-calendar.server.ts";

export type PlannerQuestion = { dates: readonly string[]; time: string; chosen: Record<string, string>; leads: Record<string, string> };
export type PlannerPage = {
  plan: PlanHead;
  /** The board's dates as asked, or those on record from today on. */
  dates: string[];
  time: string;
  chosen: Record<string, string>;
  leads: Record<string, number>;
  steps: PlannedStep[];
  breaks: Break[];
  /** What could not be read of the question, in words. */
  problems: string[];
  titles: Record<string, string>;
  owners: Record<string, string>;
  today: string;
  asked: boolean;
};

const most = 40;

/** The last day for everything before the board's adoption, counted back from its meetings; changes nothing, the address is the question. */
export async function loadPlanner(ctx: Context, planId: string, { dates, time, chosen, leads }: PlannerQuestion): Promise<PlannerPage> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.read");
    const { calendar, catalogs } = ctx.crosswalks;
    const { facts } = await openCalendar(ctx, tx, plan);
    const today = ctx.today();
    const given = [...new Set(dates.map((date) => date.trim()).filter((date) => date !== ""))].slice(0, most);
    const recorded = plan.meetings.flatMap(({ orgId, body, heldOn }) => (orgId === plan.leaId && body === "board" && heldOn !== null && heldOn >= today ? [heldOn] : []));
    const asked = given.length > 0;
    const board = [...new Set(asked ? given.filter((date) => daySchema.safeParse(date).success) : recorded)].sort();
    const start = /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : undefined;
    const days = Object.fromEntries(Object.entries(leads).flatMap(([step, lead]) => (/^\d{1,3}$/.test(lead) ? [[step, Number(lead)] as const] : [])));
    const picked = Object.fromEntries(Object.entries(chosen).filter(([, date]) => date !== ""));
    const { steps, breaks } = planBackwards(calendar.planner, { facts, board: board.map((date) => ({ date, time: start })), leads: days, chosen: picked, today });
    const problems = [
      ...given.filter((date) => !daySchema.safeParse(date).success).map((date) => `“${date}” is no day of the calendar; write it 2027-06-10.`),
      ...board.filter((date) => date < today).map((date) => `The meeting of ${date} lies in the past.`),
      ...(time !== "" && start === undefined ? [`“${time}” is no time; write it 18:00.`] : []),
    ];
    return {
      plan: planHead(ctx, plan),
      dates: board,
      time: start ?? "",
      chosen: picked,
      leads: days,
      steps,
      breaks: board.length === 0 && !asked ? [] : breaks,
      problems,
      titles: Object.fromEntries(calendar.planner.steps.map(({ id, title }) => [id, title])),
      owners: Object.fromEntries(catalogs["deadline-owners"]?.entries.map(({ code, label }) => [code, label]) ?? []),
      today,
      asked,
    };
  });
}

import { recordAct } from "#db/repos/audit.server.ts";
import { deleteDone, insertDone, saveCalendarFact } from "#db/repos/calendar.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { controlCharacters, daySchema } from "#schemas/scalars.ts";
import type { Context } from "#app/context.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { openCalendar } from "./open-calendar.server.ts";
import { refreshEvents } from "./refresh-events.server.ts";

export type CalendarForm =
  | { act: "done"; deadline: string; doneOn: string; proof: string }
  | { act: "undone"; deadline: string }
  | { act: "date" | "choice" | "set"; key: string; value: string; seenVersion: number | null };
export type CalendarSaved = { outcome: "saved" } | { outcome: "refused"; why: "day" | "future" | "proof" | "choice" } | { outcome: "conflict"; message: string };


/** Marks a deadline done or not done, or keeps a day, a choice or a switched-on set of the LEA's own. What is not on this plan's calendar is not found. */
export async function saveCalendar(ctx: Context, planId: string, form: CalendarForm): Promise<CalendarSaved> {
  return inLea(ctx, async (tx): Promise<CalendarSaved> => {
    const plan = await openPlan(ctx, tx, planId, "plan.change");
    const place = { leaId: plan.leaId, planId };
    const { calendar } = ctx.crosswalks;
    const kept = async (object: string, verb: string, detail: Record<string, string> = {}) => {
      await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb, object: `plan/${planId}/calendar/${object}`, detail });
      // Calendars of other programs are told with the change.
      await refreshEvents(ctx, tx, place);
      return { outcome: "saved" as const };
    };
    if (form.act === "done" || form.act === "undone") {
      const { entries } = await openCalendar(ctx, tx, plan);
      if (!entries.some(({ key }) => key === form.deadline)) throw new AppError("not-found", "There is no such deadline on this calendar.");
      if (form.act === "undone") return (await deleteDone(tx, { ...place, deadline: form.deadline })) ? kept(form.deadline, "deadline-not-done") : { outcome: "conflict", message: "Somebody has taken this mark back already." };
      const proof = form.proof.normalize("NFC").trim();
      if (!daySchema.safeParse(form.doneOn).success) return { outcome: "refused", why: "day" };
      if (form.doneOn > ctx.today()) return { outcome: "refused", why: "future" };
      if (proof === "" || proof.length > 2000 || controlCharacters.test(proof) || !proof.isWellFormed()) return { outcome: "refused", why: "proof" };
      const made = await insertDone(tx, { ...place, deadline: form.deadline, doneOn: form.doneOn, proof, actor: ctx.user.id });
      return made ? kept(form.deadline, "deadline-done", { doneOn: form.doneOn }) : { outcome: "conflict", message: "Somebody has marked this as done already. Look at what they wrote before you change it." };
    }
    const known = form.act === "set" ? calendar.sets.filter((set) => set.optional).map(({ set }) => set) : (form.act === "date" ? calendar.own.dates : calendar.own.choices).map(({ key }) => key);
    if (!known.includes(form.key)) throw new AppError("not-found", "There is no such question on this calendar.");
    if (form.value !== "" && form.act === "date" && !daySchema.safeParse(form.value).success) return { outcome: "refused", why: "day" };
    if (form.value !== "" && form.act !== "date" && !["yes", ...(form.act === "choice" ? ["no"] : [])].includes(form.value)) return { outcome: "refused", why: "choice" };
    const saved = await saveCalendarFact(tx, { ...place, kind: form.act, key: form.key, value: form.value, actor: ctx.user.id, seen: form.seenVersion });
    return saved ? kept(`${form.act}/${form.key}`, "calendar-fact") : { outcome: "conflict", message: `Somebody else saved this first. Yours was “${form.value}”; look at theirs below and send yours again if it is right.` };
  });
}

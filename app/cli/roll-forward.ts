// plan roll-forward FILE: next year's plan from a plan as data, without a portal. No marks of carried rows: a file has no history to take their day from.
import { formatMoney } from "#app/domain/calculations/format.ts";
import { adoptedOn } from "#app/domain/plan/adopted-on.ts";
import { rollForward } from "#app/domain/plan/roll-forward.ts";
import { contextOf, readPlanFile, writeAside } from "./commands.ts";
import type { Command } from "./main.ts";

export const rollForwardFile: Command = async (words) => {
  const context = contextOf(words);
  const plan = await readPlanFile(words);
  const crosswalks = context.crosswalks();
  const day = adoptedOn(plan, context.today());
  const { plan: next, carried, fresh, left } = rollForward(plan, { crosswalks, source: { kind: "typed", text: `The ${plan.year} plan given as data`, recordedOn: day } });
  const out = words.options.get("out");
  const opening = next.opening;
  const formHeld = crosswalks.programs.some(({ edition }) => edition.subject === "lea" && edition.applies === undefined && edition.years.includes(next.year));
  const summary = {
    year: next.year, adoptedOn: day, newCycle: fresh, formHeld, carryoverPercent: opening?.carryoverPercent ?? null,
    frozen: { goals: opening?.goals.length ?? 0, metrics: opening?.metrics.length ?? 0, actions: opening?.actions.length ?? 0, plannedCents: opening?.actions.reduce((sum, action) => sum + action.plannedTotalCents, 0) ?? 0 },
    carried: carried.length, left,
  };
  if (out === undefined) return { text: JSON.stringify(next, null, 2), json: { ...summary, plan: next } };
  await writeAside(out, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`));
  const text = [
    `Wrote the ${next.year} plan to ${out}.`,
    `Frozen: ${summary.frozen.goals} goals, ${summary.frozen.metrics} metrics, ${summary.frozen.actions} actions planned at ${formatMoney(summary.frozen.plannedCents)}; carryover ${summary.carryoverPercent === null ? "not known" : `${summary.carryoverPercent} percent`}.`,
    `Carried, to be confirmed, edited or retired: ${carried.length} rows.`,
    ...(day === null ? ["No adoption by the board is on record in this file: the amounts are frozen as they stand in it."] : []),
    ...(fresh ? [`A new cycle begins in ${next.year}: no baseline, target or list of lowest performance levels is assumed.`] : []),
    ...(formHeld ? [] : [`No official form for ${next.year} is held here.`]),
  ].join("\n");
  return { text, json: summary };
};

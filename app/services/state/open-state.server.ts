import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";

/** Only those who work at the state's desk; for everybody else the page is not there. */
export function requireStateDesk(ctx: Context): void {
  if (!can(ctx.user, "state-desk.read", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such page here.");
}

/** The form that is meant, by program and plan year; "not-found" for one that no LEA fills. */
export function stateForm(ctx: Pick<Context, "crosswalks">, program: string, year: string): { program: string; short: string; title: string } {
  const found = ctx.crosswalks.programs.find(({ program: name, edition }) => name === program && edition.subject === "lea" && edition.years.includes(year)) ?? ctx.crosswalks.programs.find(({ program: name, edition }) => name === program && edition.subject === "lea");
  if (!found || !/^20\d\d-\d\d$/.test(year)) throw new AppError("not-found", "There is no such form.");
  return { program, short: found.edition.short, title: found.edition.title };
}

// The facts a chapter holds for the author: shown with where they come from, never asked.
import type { Plan } from "#schemas/plan.ts";
import type { Catalog } from "#schemas/crosswalk.ts";
import { inWords } from "./row-form.ts";

export type HeldFact = { what: string; value: string; from: string };

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

/** By chapter of the outline: the portrait of the LEA, its statuses and results, last year's plan; or those of the school named. */
export function heldFacts(plan: Plan, catalogs: Record<string, Catalog>, chapterId: string, orgId: string = plan.leaId): HeldFact[] {
  const lea = plan.organizations.find((one) => one.id === orgId);
  const isSchool = orgId !== plan.leaId;
  if (!lea) return [];
  const name = (id: string): string => plan.organizations.find((one) => one.id === id)?.name ?? id;
  const label = (catalog: string, code: string): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const facts: HeldFact[] = [];
  const say = (what: string, value: string | number | null | undefined, from: string) => {
    if (value !== null && value !== undefined && value !== "") facts.push({ what, value: typeof value === "number" ? value.toLocaleString("en-US") : value, from });
  };
  if (chapterId === "who") {
    const counted = lea.enrollment;
    const from = counted ? [counted.source, counted.countedOn && `counted on ${counted.countedOn}`].filter(Boolean).join(", ") : "";
    say("Name", `${lea.name}, ${lea.county} County`, "directory");
    say("County-district-school code", lea.cds, "directory");
    if (isSchool) say("Grades", lea.grades, "directory");
    if (isSchool) say("Title I program", lea.titleOneProgram ? inWords(lea.titleOneProgram) : "Not known: published files say whether a school is funded, not whether its program is schoolwide or targeted assistance", lea.titleOneProgram ? "directory" : "ESSA assistance status of the state");
    if (!isSchool) say("Schools", plan.organizations.filter((one) => one.kind === "school").map((one) => one.name).join(", "), "directory");
    say("SELPA", lea.selpa, "directory");
    say("Students", counted?.total, from);
    say("English learners", counted?.englishLearners, from);
    say("Foster youth", counted?.fosterYouth, from);
    say("Low income", counted?.lowIncome, from);
    say("Unduplicated pupils", counted?.unduplicatedPercent && `${counted.unduplicatedPercent} percent`, from);
    if (isSchool) say("Equity Multiplier", lea.equityMultiplier ? "Yes" : "", "state list");
    else say("Equity Multiplier schools", plan.organizations.filter((one) => one.equityMultiplier).map((one) => one.name).join(", "), "state list");
  }
  if (chapterId === "stand") {
    for (const status of plan.identifications.filter((one) => !isSchool || one.orgId === orgId)) say(label("identifications", status.program), [name(status.orgId), status.reason].filter((part) => part !== "").join(": "), status.source);
    const red = plan.dashboard.filter((result) => result.color === 1 && (!isSchool || result.orgId === orgId));
    const years = [...new Set(red.map((result) => result.year))].sort();
    for (const year of years) {
      const of = red.filter((result) => result.year === year);
      say(`Lowest color (Red), ${year} Dashboard`, of.slice(0, 12).map((result) => `${name(result.orgId)}: ${inWords(result.indicator).toLowerCase()}, ${label("student-groups", result.group)}`).join("; ") + (of.length > 12 ? `; and ${of.length - 12} more` : ""), of[0]?.source ?? "");
    }
  }
  if (chapterId === "went" && plan.opening && !isSchool) {
    const { opening } = plan;
    const from = [opening.source.text, opening.source.recordedOn].filter(Boolean).join(", ");
    say(`The adopted ${opening.year} plan`, `${many(opening.goals.length, "goal", "goals")}, ${many(opening.metrics.length, "metric", "metrics")}, ${many(opening.actions.length, "action", "actions")}`, from);
    say("Carryover percentage in that plan", opening.carryoverPercent && `${opening.carryoverPercent} percent`, from);
  }
  return facts;
}

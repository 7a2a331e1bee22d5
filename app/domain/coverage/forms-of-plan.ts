// Which forms does this plan fill in its year?
import type { Crosswalks, ProgramCrosswalk, Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { once } from "#app/domain/plan/once.ts";
import { compileCondition } from "./conditions.ts";
import { Spot, readPlan } from "./read-form.ts";
import { fieldsOf } from "./where-used.ts";

const standing = { official: 0, working: 1, draft: 2 } as const;

/** One edition of each program that is for this year, about this organization (the LEA where none is named) and needed by it; an official one before a working or draft one. */
export function formsOfPlan(crosswalks: Crosswalks, plan: Plan, orgId: string = plan.leaId): ProgramCrosswalk[] {
  const choose = () => chosenForms(crosswalks, plan, orgId);
  // As long as who needs a form is only asked of the organizations and their statuses, it is asked once.
  return steady(crosswalks) ? once([crosswalks, plan.organizations, plan.identifications], `forms of ${orgId} in ${plan.leaId} ${plan.year}`, choose) : choose();
}

const steadyFacts = new Set(["lea", "org", "identified"]);
const steady = (crosswalks: Crosswalks): boolean => once([crosswalks], "steady", () => crosswalks.programs.every(({ edition }) => edition.applies === undefined || compileCondition(edition.applies).names.every((name) => steadyFacts.has(name))));

function chosenForms(crosswalks: Crosswalks, plan: Plan, orgId: string): ProgramCrosswalk[] {
  const subject = orgId === plan.leaId ? "lea" : "school";
  const best = new Map<string, ProgramCrosswalk>();
  // Of an organization nobody described, no condition holds.
  const known = plan.organizations.some(({ id }) => id === orgId) && plan.organizations.some(({ id }) => id === plan.leaId);
  let spot: Spot | undefined;
  for (const entry of crosswalks.programs) {
    const { edition } = entry;
    if (edition.subject !== subject || !edition.years.includes(plan.year)) continue;
    if (edition.applies !== undefined && !(known && (spot ??= organizationSpot(crosswalks, plan, orgId)).holds(compileCondition(edition.applies)))) continue;
    const before = best.get(entry.program);
    if (!before || standing[edition.status] < standing[before.edition.status]) best.set(entry.program, entry);
  }
  // What every LEA files comes before what only some owe.
  return [...best.values()].sort((a, b) => Number(a.edition.applies !== undefined) - Number(b.edition.applies !== undefined));
}

/** A form that only repeats places of another (prompts printed there): it has a checklist, but no bar of its own. */
export const mirrorsAnother = (program: ProgramCrosswalk): boolean => fieldsOf(program).every((field) => field.kind === "fixed" || field.kind === "table" || field.alias_of !== undefined);

/** The facts about one organization of the plan, for conditions that speak of no row and need no form. */
export function organizationSpot({ catalogs }: Pick<Crosswalks, "catalogs">, plan: Plan, orgId: string): Spot {
  const { index, facts } = readPlan(plan, catalogs, orgId);
  return new Spot({ index, facts, settled: index.reads.memory() }, {});
}

export type AskedStatement = { statement: Statement; chapterId: string; onlyFor: string | null };

/** Every statement the LEA, or a school, may be asked: the outline's and each form's extra questions; these stand in the chapter their key begins with, else in the last. */
export function statementsOf(crosswalks: Pick<Crosswalks, "outline">, forms: readonly ProgramCrosswalk[], scope: Statement["scope"][number] = "lea"): AskedStatement[] {
  const { chapters } = crosswalks.outline;
  const last = chapters.at(-1)?.id ?? "";
  return [
    ...chapters.flatMap((chapter) => chapter.statements.map((statement) => ({ statement, chapterId: chapter.id, onlyFor: null }))),
    ...forms.flatMap((form) =>
      form.supplements.map((statement) => ({ statement, chapterId: chapters.find(({ id }) => statement.key.startsWith(`${id}.`))?.id ?? last, onlyFor: form.edition.short })),
    ),
  ].filter(({ statement }) => statement.scope.includes(scope));
}

// Which forms does this plan fill in its year?
import type { Crosswalks, ProgramCrosswalk, Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";

const standing = { official: 0, working: 1, draft: 2 } as const;

/** One edition of each program that is for this year and about the LEA; an official one before a working or draft one. */
export function formsOfPlan(crosswalks: Crosswalks, plan: Plan): ProgramCrosswalk[] {
  const best = new Map<string, ProgramCrosswalk>();
  for (const entry of crosswalks.programs) {
    if (entry.edition.subject !== "lea" || !entry.edition.years.includes(plan.year)) continue;
    const before = best.get(entry.program);
    if (!before || standing[entry.edition.status] < standing[before.edition.status]) best.set(entry.program, entry);
  }
  return [...best.values()];
}

export type AskedStatement = { statement: Statement; chapterId: string; onlyFor: string | null };

/** Every statement a district may be asked: the outline's and each form's extra questions; these stand in the chapter their key begins with, else in the last. */
export function statementsOf(crosswalks: Crosswalks, forms: readonly ProgramCrosswalk[]): AskedStatement[] {
  const { chapters } = crosswalks.outline;
  const last = chapters.at(-1)?.id ?? "";
  return [
    ...chapters.flatMap((chapter) => chapter.statements.map((statement) => ({ statement, chapterId: chapter.id, onlyFor: null }))),
    ...forms.flatMap((form) =>
      form.supplements.map((statement) => ({ statement, chapterId: chapters.find(({ id }) => statement.key.startsWith(`${id}.`))?.id ?? last, onlyFor: form.edition.short })),
    ),
  ].filter(({ statement }) => statement.scope.includes("lea"));
}

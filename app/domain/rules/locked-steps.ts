// What of a filed plan's closed parts is not as it was filed? A form's file says which parts close and when (an amendment of the special education plan begins at Step 4).
import { coverage } from "#app/domain/coverage/coverage.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { plainOfBlock } from "#app/domain/documents/rich-blocks.ts";
import type { Crosswalks, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { BetweenFinding } from "./between-plans.ts";

export const lockedSteps = { id: "CM-10", severity: "error", title: "An amendment leaves Steps 1 to 3 of the special education plan as they were filed.", citation: "overlap.md 5.4 CM-10; cim.md 6.3 (proposed)" } as const;

/** The form with only the parts that are closed for this plan; undefined where none is. */
export function lockedForm(plan: Plan, program: ProgramCrosswalk): ProgramCrosswalk | undefined {
  const letters = plan.answers.filter(({ key, orgId }) => key === "stand.letters" && orgId === plan.leaId).map(({ value }) => value as Record<string, unknown>);
  const newest = letters.reduce<Record<string, unknown> | undefined>((last, letter) => (last === undefined || String(letter["cycle_year"] ?? "") >= String(last["cycle_year"] ?? "") ? letter : last), undefined);
  if (newest === undefined) return undefined;
  const parts = program.edition.parts.filter((part) => part.locked_when !== undefined && compileCondition(part.locked_when)({ letter: newest }));
  return parts.length === 0 ? undefined : { ...program, edition: { ...program.edition, parts } };
}

/** One finding for each field of a closed part that does not print as it did in `filed`, the plan as it stood on the day it was filed. */
export function lockedChanges({ plan, filed, filedOn, crosswalks, program }: { plan: Plan; filed: Plan; filedOn: string; crosswalks: Pick<Crosswalks, "outline" | "catalogs">; program: ProgramCrosswalk }): BetweenFinding[] {
  const form = lockedForm(plan, program);
  if (!form) return [];
  const now = readForm({ plan, crosswalks, program: form });
  const [before, after] = [printed(readForm({ plan: filed, crosswalks, program: form })), printed(now)];
  const places = coverage(now).parts.flatMap(({ fields }) => fields);
  return form.edition.parts.flatMap((part) =>
    part.fields
      .filter(({ id }) => (before.get(id) ?? "") !== (after.get(id) ?? ""))
      .map((field) => ({
        rule: lockedSteps.id, severity: lockedSteps.severity, citation: lockedSteps.citation, orgId: plan.leaId,
        at: places.find((one) => one.at !== "" && (one.field === field.id || one.field.startsWith(`${field.id}.`)))?.at ?? "answers/stand.letters",
        message: `"${field.title ?? field.label ?? field.id}" (${part.heading}) is not as it was filed on ${longDay(filedOn)}. An amendment begins at Step 4: take the change back, or file the plan as a new one.`,
      })),
  );
}

/** What each field prints, by its id. */
function printed(reading: ReturnType<typeof readForm>): Map<string, string> {
  const words = new Map<string, string>();
  for (const block of buildDocument(reading, { copy: { kind: "hearing-draft", preparedOn: "2000-01-01" } }).sections.flatMap((section) => section.blocks)) {
    const id = block.type === "heading" ? undefined : block.from?.field;
    if (id !== undefined) words.set(id, `${words.get(id) ?? ""}\n${plainOfBlock(block)}`);
  }
  return words;
}

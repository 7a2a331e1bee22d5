// Which edition of a program is meant: by its id, or by a plan year.
import { AppError } from "#schemas/app-error.ts";
import type { Crosswalks, Edition, ProgramCrosswalk } from "#schemas/crosswalk.ts";
import { suggest } from "./nearest.ts";

const standing: Record<Edition["status"], number> = { official: 0, working: 1, draft: 2 };

/** The edition with this id, or the one for this year (the official one before working and draft ones). Throws AppError "not-found" listing what there is. */
export function findProgram(crosswalks: Crosswalks, program: string, editionOrYear: string): ProgramCrosswalk {
  const names = [...new Set(crosswalks.programs.map((entry) => entry.program))];
  const editions = crosswalks.programs.filter((entry) => entry.program === program);
  if (editions.length === 0) throw new AppError("not-found", `There is no program "${program}". ${suggest(program, names, `There ${names.length === 1 ? "is" : "are"}: ${names.join(", ") || "none"}.`)}`);
  const byYear = editions.filter(({ edition }) => edition.years.includes(editionOrYear)).sort((a, b) => standing[a.edition.status] - standing[b.edition.status]);
  const found = editions.find(({ edition }) => edition.id === editionOrYear) ?? byYear[0];
  if (found) return found;
  const list = editions.map(({ edition }) => `${edition.id} (${edition.years.join(", ")})`).join("; ");
  throw new AppError("not-found", `The program "${program}" has no edition and no year "${editionOrYear}". There is: ${list}.`);
}

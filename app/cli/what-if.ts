// what-if: who would be identified under other criteria, recomputed from the state's files that are loaded.
import { buildFileContext } from "#app/file-context.server.ts";
import { withOperatorDatabase } from "#app/operator-context.server.ts";
import { whatIf, type Agreement, type NamedLea } from "#app/services/identification/what-if.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Command } from "./main.ts";

const percent = (part: number, of: number) => (of === 0 ? "-" : `${((100 * part) / of).toFixed(1)} %`);
const listed = (leas: readonly NamedLea[]) => leas.map(({ name, why }) => `    ${name}${why === "" ? "" : `: ${why}`}`);

export const whatIfCommand: Command = async (words) => {
  const year = words.options.get("year");
  if (year !== undefined && !/^20\d\d$/.test(year)) throw new AppError("invalid", `"${year}" is no Dashboard; write --year 2023.`);
  const context = buildFileContext(words.options.get("dir"));
  const result = await withOperatorDatabase(({ db }) => db.transaction().execute((tx) => whatIf(tx, context.crosswalks(), { criteria: words.positional[0], set: words.options.get("set"), dashboard: year === undefined ? undefined : Number(year) })));
  const { recomputed, ever } = result;
  const agreed = (what: string, { of, agree, onlyOurs, onlyPublished }: Agreement) => (of === 0 ? [] : [`  ${what}: ${agree} of ${of} agree (${percent(agree, of)}); ${onlyOurs.length} only here, ${onlyPublished.length} only in the published list`]);
  const text = [
    `${result.criteria.title}, ${result.asked.dashboard} Dashboard: ${result.asked.title} (${result.asked.source}; confidence ${result.asked.confidence})`,
    ...(recomputed === null
      ? ["Nothing is held to recompute this from. Load the lists of the lowest level or Dashboard results of that year, and the list of assistance."]
      : [
          "The criteria as used, recomputed, beside the published list:",
          ...agreed("LEAs with all colours held", recomputed.whole),
          ...agreed("LEAs with only the lowest level held", recomputed.lowestOnly),
          `By this set: ${recomputed.change.after} instead of ${recomputed.change.before}; ${recomputed.change.gained.length} gained, ${recomputed.change.lost.length} lost, ${recomputed.change.kept} kept`,
          ...(recomputed.change.gained.length > 0 ? ["  Gained:", ...listed(recomputed.change.gained)] : []),
          ...(recomputed.change.lost.length > 0 ? ["  Lost, with what identified them:", ...listed(recomputed.change.lost)] : []),
        ]),
    ...(result.fromList === null ? [] : [`From the published list itself: ${result.fromList.after} instead of ${result.fromList.before}; ${result.fromList.lost.length} lost`, ...listed(result.fromList.lost)]),
    "From year to year, as published:",
    ...result.churn.map(({ from, to, both, gained, lost, kept }) => `  ${from} to ${to}: ${gained.length} gained, ${lost.length} lost, ${kept} kept, of ${both} in both lists`),
    ...(ever === null ? [] : [`  ${ever.years.join(", ")}: ${ever.ever} of ${ever.of} at least once (${percent(ever.ever, ever.of)}), ${ever.always} in each (${percent(ever.always, ever.of)})`]),
    "Not recomputed:",
    ...result.criteria.notRecomputed.map((one) => `  ${one}`),
  ].join("\n");
  return { text, json: result };
};

// What can be wrong with the files of worked-counts/ beyond their schema: names nobody has.
import type { WorkedCount } from "#schemas/worked-count.ts";
import { isKnown } from "./addresses.ts";
import type { Found } from "./files.ts";
import { suggest } from "./nearest.ts";
import type { YamlFile } from "./yaml-file.ts";

/** `addresses`: all of the outline and of every program's supplements; null while they cannot be read. */
export function* workedCountFaults(files: readonly YamlFile<WorkedCount>[], known: { programs: ReadonlySet<string>; addresses: ReadonlySet<string> | null }): Found {
  for (const yaml of files) {
    const { value } = yaml;
    if (!value) continue;
    const name = yaml.source.path.replace(/^worked-counts\/|\.yaml$/g, "");
    if (value.id !== name) yield yaml.fault(["id"], `The file ${name}.yaml holds the count "${value.id}".`, `Write id: ${name}, or rename the file.`);
    for (const [at, part] of value.parts.entries()) {
      const path = ["parts", at] as const;
      if (part.program !== undefined && !known.programs.has(part.program)) yield yaml.fault([...path, "program"], `There is no program "${part.program}".`, suggest(part.program, known.programs, "Programs are the folders of programs/."));
      for (const list of ["answers", "of_lea"] as const)
        for (const [n, answer] of part[list].entries())
          for (const address of [answer].flat()) {
            const plain = address.replace(/ \[.*\]$/, "");
            if (known.addresses && !isKnown(plain, known.addresses)) yield yaml.fault([...path, list, n], `There is no address "${plain}".`, suggest(plain, known.addresses, "Addresses are those of plan/outline.yaml and the supplements."));
          }
    }
  }
}

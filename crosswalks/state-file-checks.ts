// What can be wrong with the files of state-files/ beyond their schema: names of statuses, indicators and groups that no catalog has.
import type { StateFileKind } from "#schemas/state-files.ts";
import type { Found } from "./files.ts";
import { suggest } from "./nearest.ts";
import type { YamlFile } from "./yaml-file.ts";

type Codes = ReadonlySet<string> | null;

export function* stateFileFaults(files: readonly YamlFile<StateFileKind>[], catalogs: { programs: Codes; indicators: Codes; groups: Codes }): Found {
  for (const yaml of files) {
    const name = yaml.source.path.replace(/^state-files\/|\.yaml$/g, "");
    if (yaml.value && yaml.value.id !== name) yield yaml.fault(["id"], `The file ${name}.yaml describes "${yaml.value.id}".`, `Write id: ${name}, or rename the file.`);
    for (const [at, layout] of (yaml.value?.layouts ?? []).entries()) {
      const path = ["layouts", at] as const;
      if ((layout.cds === undefined) === (layout.code === undefined)) yield yaml.fault([...path, "id"], `The layout "${layout.id}" says neither or both of cds and code.`, "Say which columns hold the county-district-school code, or which column holds the code of the list.");
      for (const [n, { program }] of layout.statuses.entries())
        if (catalogs.programs && !catalogs.programs.has(program)) yield yaml.fault([...path, "statuses", n, "program"], `There is no status "${program}".`, suggest(program, catalogs.programs, "Statuses are in catalogs/identifications.yaml."));
      const { results } = layout;
      if (results === undefined) continue;
      const named = "lowest" in results ? Object.values(results.lowest) : Object.values(results.codes).map((indicator) => ({ indicator, group: undefined }));
      for (const { indicator, group } of named) {
        if (catalogs.indicators && !catalogs.indicators.has(indicator)) yield yaml.fault([...path, "results"], `There is no indicator "${indicator}".`, suggest(indicator, catalogs.indicators, "Indicators are in catalogs/indicators.yaml."));
        if (group !== undefined && catalogs.groups && !catalogs.groups.has(group)) yield yaml.fault([...path, "results"], `There is no student group "${group}".`, suggest(group, catalogs.groups, "Groups are in catalogs/student-groups.yaml."));
      }
    }
  }
}

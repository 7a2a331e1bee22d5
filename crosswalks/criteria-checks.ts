// What can be wrong with the files of criteria/ beyond their schema: names nobody has, and sets that begin from none.
import type { Criteria } from "#schemas/criteria.ts";
import type { Found } from "./files.ts";
import { suggest } from "./nearest.ts";
import type { YamlFile } from "./yaml-file.ts";

type Codes = ReadonlySet<string> | null;

export function* criteriaFaults(files: readonly YamlFile<Criteria>[], known: { programs: Codes; indicators: Codes; groups: Codes; kinds: ReadonlySet<string> }): Found {
  for (const yaml of files) {
    const value = yaml.value;
    if (!value) continue;
    const name = yaml.source.path.replace(/^criteria\/|\.yaml$/g, "");
    if (value.id !== name) yield yaml.fault(["id"], `The file ${name}.yaml holds the criteria "${value.id}".`, `Write id: ${name}, or rename the file.`);
    if (known.programs && !known.programs.has(value.program)) yield yaml.fault(["program"], `There is no status "${value.program}".`, suggest(value.program, known.programs, "Statuses are in catalogs/identifications.yaml."));
    if (!known.kinds.has(value.kind)) yield yaml.fault(["kind"], `There is no kind of state file "${value.kind}".`, suggest(value.kind, known.kinds, "Kinds are the files of state-files/."));
    const ids = new Set(value.sets.map(({ id }) => id));
    for (const [at, set] of value.sets.entries()) {
      const path = ["sets", at] as const;
      if (value.sets.findIndex(({ id }) => id === set.id) !== at) yield yaml.fault([...path, "id"], `The set "${set.id}" is there twice.`, "Keep one, or give this one another name.");
      if ((set.from === undefined) === (set.priorities === undefined)) yield yaml.fault([...path, "id"], `The set "${set.id}" says neither or both of from and priorities.`, "Say which set it begins from, or write its priorities.");
      for (const one of set.from ?? []) {
        const before = value.sets.find(({ id }) => id === one);
        if (!ids.has(one)) yield yaml.fault([...path, "from"], `There is no set "${one}".`, suggest(one, ids, "Name a set of this file."));
        else if (before?.priorities === undefined) yield yaml.fault([...path, "from"], `The set "${one}" begins from another itself.`, "Begin from a set that has priorities of its own.");
      }
      for (const year of set.from === undefined ? [] : set.dashboards)
        if (!set.from?.some((one) => value.sets.find(({ id }) => id === one)?.dashboards.includes(year))) yield yaml.fault([...path, "dashboards"], `No set that this one begins from is for the ${year} Dashboard.`, "Take the year away, or add such a set.");
      for (const group of set.also_groups) if (known.groups && !known.groups.has(group)) yield yaml.fault([...path, "also_groups"], `There is no student group "${group}".`, suggest(group, known.groups, "Groups are in catalogs/student-groups.yaml."));
      for (const { all, groups = [], not = [] } of (set.priorities ?? []).flatMap((priority) => priority.any)) {
        for (const { indicator } of all) if (known.indicators && !known.indicators.has(indicator)) yield yaml.fault([...path, "priorities"], `There is no indicator "${indicator}".`, suggest(indicator, known.indicators, "Indicators are in catalogs/indicators.yaml."));
        for (const group of [...groups, ...not]) if (known.groups && !known.groups.has(group)) yield yaml.fault([...path, "priorities"], `There is no student group "${group}".`, suggest(group, known.groups, "Groups are in catalogs/student-groups.yaml."));
      }
    }
  }
}

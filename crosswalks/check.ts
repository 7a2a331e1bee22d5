// Is a crosswalk folder right? Every fault of all its files at once, with place and mend; and the loaded value when there is none.
import { catalogSchema, outlineSchema, supplementsSchema, type CrosswalkFault, type Crosswalks, type ProgramCrosswalk, type Supplements } from "#schemas/crosswalk.ts";
import { addressesOf, heldAddresses } from "./addresses.ts";
import { isCalendarFile, readCalendar } from "./calendar-checks.ts";
import { aliasesAcross, editionChecks, overlappingYears, type Known } from "./edition-checks.ts";
import { placed, readEdition, type EditionFile } from "./edition-file.ts";
import { conditionNames } from "./expressions.ts";
import { fault, type Found, type SourceFile } from "./files.ts";
import { mapChecks } from "./map-checks.ts";
import { readMap, type MapFile } from "./map-file.ts";
import { suggest } from "./nearest.ts";
import { criteriaFaults } from "./criteria-checks.ts";
import { stateFileFaults } from "./state-file-checks.ts";
import { criteriaSchema } from "#schemas/criteria.ts";
import { stateFileKindSchema } from "#schemas/state-files.ts";
import { namesOnce, catalogFaults, heldRows, propertiesOf, statementChecks, type PlacedStatement } from "./statement-checks.ts";
import { workedCountSchema } from "#schemas/worked-count.ts";
import { workflowSchema } from "#schemas/workflow.ts";
import { workedCountFaults } from "./worked-count-checks.ts";
import { workflowChecks, workflowsNamed } from "./workflow-checks.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export type CrosswalkCounts = { statements: number; supplements: number; catalogs: number; programs: number; editions: number; fields: number; mapRows: number; unreviewed: number; deadlines: number };
export type CheckedCrosswalks = {
  /** Null when anything is wrong. */
  crosswalks: Crosswalks | null;
  faults: CrosswalkFault[];
  counts: CrosswalkCounts;
};

type Kind = "outline" | "catalog" | "edition" | "supplements" | "map" | "calendar" | "workflow" | "state-file" | "criteria" | "worked-count";
const start = { row: 1, column: 1 };

/** Which of the crosswalk files this is by its place in the folder; null when it is none. */
function kindOf(path: string): Kind | null {
  if (path === "plan/outline.yaml") return "outline";
  if (/^catalogs\/[^/]+\.yaml$/.test(path)) return "catalog";
  if (/^programs\/[^/]+\/supplements\.yaml$/.test(path)) return "supplements";
  if (/^programs\/[^/]+\/[^/]+\.yaml$/.test(path)) return "edition";
  if (/^maps\/[^/]+\.csv$/.test(path)) return "map";
  if (isCalendarFile(path)) return "calendar";
  if (/^workflows\/[^/]+\.yaml$/.test(path)) return "workflow";
  if (/^state-files\/[^/]+\.yaml$/.test(path)) return "state-file";
  if (/^criteria\/[^/]+\.yaml$/.test(path)) return "criteria";
  if (/^worked-counts\/[^/]+\.yaml$/.test(path)) return "worked-count";
  return null;
}

/** Files that nothing would read: a wrong ending or a wrong folder. */
function* strayFiles(files: readonly SourceFile[]): Found {
  for (const file of files) {
    if (kindOf(file.path) === null) yield fault(file, start, "Nothing reads a file of this name.", "Crosswalk files are catalogs/<id>.yaml, programs/<program>/<edition>.yaml, programs/<program>/supplements.yaml, maps/<program>.<edition>.csv, calendar/<set>.yaml, workflows/<id>.yaml, state-files/<id>.yaml, criteria/<id>.yaml and worked-counts/<id>.yaml.");
    if (kindOf(file.path) === "outline" && file.folder > 0) yield fault(file, start, "Only the first folder has the outline of the plan.", "Remove this file; put further questions in the program's supplements.yaml.");
  }
}

/** Supplements carry the program of their folder, and the program has an edition that could print them. */
function* supplementFaults(program: string, yaml: YamlFile<Supplements>, editions: readonly EditionFile[]): Found {
  const name = yaml.draft?.program;
  if (name !== undefined && name !== program) yield yaml.fault(["program"], `The supplements of "${name}" live in the folder "${program}".`, `Write program: ${program}, or move the file.`);
  if (!editions.some((edition) => edition.program === program)) yield yaml.fault(["program"], `The program "${program}" has no edition.`, `Add programs/${program}/<edition>.yaml and its map.`);
}

/** An edition has one map and a map one edition; the same edition is not there twice. */
function* pairedFiles(editions: readonly EditionFile[], maps: readonly MapFile[]): Found {
  const seen = new Map<string, string>();
  const mapPaths = new Set(maps.map((map) => map.source.path));
  for (const { yaml, program, id } of editions) {
    const path = `maps/${program}.${id}.csv`;
    if (!mapPaths.has(path)) yield yaml.fault(["id"], `The edition "${id}" of "${program}" has no map.`, `Add ${path}.`);
    const earlier = seen.get(path);
    if (earlier !== undefined) yield yaml.fault(["id"], `The edition "${id}" of "${program}" is there twice; the first is in ${earlier}.`, "Keep one, or give this one another name.");
    seen.set(path, yaml.source.name);
  }
  for (const [at, { source }] of maps.entries()) {
    if (!seen.has(source.path)) yield fault(source, start, "This map belongs to no edition.", suggest(source.path, seen.keys(), `Name it maps/<program>.<edition>.csv after a file of programs/.`));
    else if (maps.findIndex((map) => map.source.path === source.path) !== at) yield fault(source, start, "This map is there twice.", "Keep one of the two.");
  }
}

/**
 * Reads and checks the texts of one or more crosswalk folders. Never throws.
 * `calculations`: the names of the calculations there are; null leaves their names unchecked.
 */
export function checkFiles(files: readonly SourceFile[], calculations: ReadonlySet<string> | null): CheckedCrosswalks {
  const of = (kind: Kind) => files.filter((file) => kindOf(file.path) === kind);
  const outlineSource = of("outline").find((file) => file.folder === 0);
  const outline = outlineSource && readYaml(outlineSource, outlineSchema);
  const catalogs = of("catalog").map((source) => readYaml(source, catalogSchema));
  const supplements = of("supplements").map((source) => ({ program: source.path.split("/")[1] ?? "", yaml: readYaml(source, supplementsSchema) }));
  const editions = of("edition").map(readEdition);
  const maps = of("map").map(readMap);
  const workflows = of("workflow").map((source) => readYaml(source, workflowSchema));
  const stateFiles = of("state-file").map((source) => readYaml(source, stateFileKindSchema));
  const criteria = of("criteria").map((source) => readYaml(source, criteriaSchema));
  const workedCounts = of("worked-count").map((source) => readYaml(source, workedCountSchema));

  const faults: CrosswalkFault[] = [...strayFiles(files), ...[outline, ...catalogs, ...supplements.map(({ yaml }) => yaml), ...editions.map(({ yaml }) => yaml), ...maps, ...workflows, ...stateFiles, ...criteria, ...workedCounts].flatMap((file) => file?.faults ?? [])];
  if (!outline) faults.push({ file: "plan/outline.yaml", ...start, message: "The folder has no outline of the plan.", fix: "Add plan/outline.yaml, or name the folder that has it first." });

  const statuses = catalogs.find(({ source }) => source.path === "catalogs/identifications.yaml")?.draft?.entries;
  const names = conditionNames(statuses?.flatMap((entry) => [entry?.code ?? [], typeof entry?.["group"] === "string" ? entry["group"] : []].flat()) ?? null);
  const catalogIds = new Set(catalogs.map(({ source }) => source.path.replace(/^catalogs\/|\.yaml$/g, "")));
  faults.push(...catalogFaults(catalogs));
  for (const workflow of workflows) faults.push(...workflowChecks(workflow));
  faults.push(...workflowsNamed(editions, workflows));

  const shared: PlacedStatement[] = outline
    ? [...placed(outline.draft?.chapters, ["chapters"])].flatMap(({ item, path }) => [...placed(item.statements, [...path, "statements"])].map((at) => ({ statement: at.item, path: at.path, yaml: outline })))
    : [];
  const programs = [...new Set([...editions.map(({ program }) => program), ...supplements.map(({ program }) => program)])].sort();
  const ownOf = new Map(
    programs.map((program) => [
      program,
      supplements.filter((file) => file.program === program).flatMap(({ yaml }) => [...placed(yaml.draft?.statements, ["statements"])].map(({ item, path }): PlacedStatement => ({ statement: item, path, yaml }))),
    ]),
  );
  const rowsOf = (statements: readonly PlacedStatement[]) => {
    const rows = new Map<string, ReadonlySet<string>>(heldRows.map((row) => [row, new Set<string>()]));
    for (const { statement } of statements) if (statement.row !== undefined) rows.set(statement.row, new Set((statement.columns ?? []).flatMap((column) => (column ? propertiesOf(column, statement.collection) : []))));
    return rows;
  };
  const outlineRead = outline !== undefined && outline.draft !== null;

  const checkStatements = (statements: readonly PlacedStatement[], rows: Iterable<string>) => {
    const context = { catalogs: catalogIds, rows: [...rows], names };
    for (const statement of statements) for (const check of statementChecks) faults.push(...check(statement, context));
  };
  checkStatements(shared, rowsOf(shared).keys());
  faults.push(...namesOnce(shared));

  for (const program of programs) {
    const own = ownOf.get(program) ?? [];
    const files = supplements.filter((file) => file.program === program);
    for (const { yaml } of files) faults.push(...supplementFaults(program, yaml, editions));
    const statements = [...shared, ...own];
    const rows = rowsOf(statements);
    checkStatements(own, rows.keys());
    const ownFaults = [...namesOnce(statements)].filter((found) => found.file !== outline?.source.name);
    faults.push(...ownFaults);

    const readable = outlineRead && files.every(({ yaml }) => yaml.draft !== null);
    const addresses = readable ? new Set([...statements.flatMap(({ statement }) => addressesOf(statement)), ...heldAddresses(outline.draft ?? {})]) : null;
    const known: Known = { catalogs: catalogIds, rows: readable ? rows : null, calculations, names };
    for (const edition of editions.filter((file) => file.program === program)) {
      const map = maps.find(({ source }) => source.path === `maps/${program}.${edition.id}.csv`);
      for (const check of editionChecks) faults.push(...check(edition, known, map));
      if (!map) continue;
      const context = { edition: edition.id, fieldIds: edition.yaml.draft === null ? null : edition.fieldIds, addresses, calculations, names };
      for (const check of mapChecks) faults.push(...check(map, context));
    }
  }
  const codesOf = (id: string) => {
    const catalog = catalogs.find(({ source }) => source.path === `catalogs/${id}.yaml`);
    return catalog?.draft ? new Set((catalog.draft.entries ?? []).flatMap((entry) => entry?.code ?? [])) : null;
  };
  const calendar = readCalendar(files, { owners: codesOf("deadline-owners"), bodies: codesOf("bodies"), meetingKinds: codesOf("meeting-kinds") }, names);
  faults.push(...calendar.faults);
  faults.push(...stateFileFaults(stateFiles, { programs: codesOf("identifications"), indicators: codesOf("indicators"), groups: codesOf("student-groups") }));
  faults.push(...criteriaFaults(criteria, { programs: codesOf("identifications"), indicators: codesOf("indicators"), groups: codesOf("student-groups"), kinds: new Set(stateFiles.map(({ source }) => source.path.replace(/^state-files\/|\.yaml$/g, ""))) }));
  const everyAddress = outlineRead && supplements.every(({ yaml }) => yaml.draft !== null) ? new Set([...[...shared, ...[...ownOf.values()].flat()].flatMap(({ statement }) => addressesOf(statement)), ...heldAddresses(outline.draft ?? {})]) : null;
  faults.push(...workedCountFaults(workedCounts, { programs: new Set(programs), addresses: everyAddress }));
  faults.push(...pairedFiles(editions, maps), ...overlappingYears(editions), ...aliasesAcross(editions));

  const lines = maps.flatMap((map) => map.lines);
  const counts: CrosswalkCounts = {
    statements: shared.length,
    supplements: [...ownOf.values()].flat().length,
    catalogs: catalogs.length,
    programs: programs.length,
    editions: editions.length,
    fields: editions.reduce((sum, { fields }) => sum + fields.length, 0),
    mapRows: lines.length,
    unreviewed: lines.filter((line) => line.cells.status === "unreviewed").length,
    deadlines: calendar.rules,
  };
  faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.row - b.row || a.column - b.column));
  if (faults.length > 0 || !outline?.value || !calendar.calendar) return { crosswalks: null, faults, counts };

  const loaded = editions.flatMap(({ yaml, program, id }): ProgramCrosswalk[] =>
    yaml.value
      ? [
          {
            program,
            edition: yaml.value,
            supplements: supplements.filter((file) => file.program === program).flatMap((file) => file.yaml.value?.statements ?? []),
            map: maps.find(({ source }) => source.path === `maps/${program}.${id}.csv`)?.lines.flatMap((line) => line.value ?? []) ?? [],
          },
        ]
      : [],
  );
  const crosswalks: Crosswalks = { outline: outline.value, catalogs: Object.fromEntries(catalogs.flatMap(({ value }) => (value ? [[value.id, value]] : []))), programs: loaded, workflows: Object.fromEntries(workflows.flatMap(({ value }) => (value ? [[value.id, value]] : []))), calendar: calendar.calendar, stateFiles: stateFiles.flatMap(({ value }) => value ?? []), criteria: criteria.flatMap(({ value }) => value ?? []), workedCounts: workedCounts.flatMap(({ value }) => value ?? []) };
  return { crosswalks, faults, counts };
}

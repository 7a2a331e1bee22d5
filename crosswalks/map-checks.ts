// What can be wrong with a map beyond the shape of its rows.
import { daySchema } from "#schemas/scalars.ts";
import { isKnown } from "./addresses.ts";
import { expressionFaults, type ExpressionNames } from "./expressions.ts";
import type { Found } from "./files.ts";
import type { MapFile } from "./map-file.ts";
import { suggest } from "./nearest.ts";

/** What the map may name; null where the file that would say it could not be read. */
export type MapContext = { edition: string; fieldIds: ReadonlySet<string> | null; addresses: ReadonlySet<string> | null; calculations: ReadonlySet<string> | null; names: ExpressionNames };
type MapCheck = (map: MapFile, context: MapContext) => Found;

function* knownFields(map: MapFile, { edition, fieldIds }: MapContext): Found {
  if (fieldIds === null) return;
  for (const line of map.lines) {
    const { field } = line.cells;
    if (field !== "" && !fieldIds.has(field)) yield map.fault(line, "field", `The edition "${edition}" has no field "${field}".`, suggest(field, fieldIds, "Name a field of the edition, or add it there."));
  }
}

/** "calc:t2" names the family of "t2.base", "calc:t1_item3" one calculation. */
const hasCalculation = (name: string, calculations: ReadonlySet<string>): boolean => calculations.has(name) || [...calculations].some((known) => known.startsWith(`${name}.`));

function* knownSources(map: MapFile, { addresses, calculations }: MapContext): Found {
  for (const line of map.lines) {
    const { source } = line.cells;
    const [, scheme, name = ""] = /^(\w+):(.*)$/.exec(source) ?? [];
    if (scheme === "fixed") {
      if (name === "") yield map.fault(line, "source", `"${source}" does not say which fixed words.`, "Write fixed: and a name, such as fixed:heading.");
    } else if (scheme === "calc") {
      if (calculations !== null && !hasCalculation(name, calculations)) {
        const families = new Set([...calculations].map((known) => known.replace(/\..*$/, "")));
        yield map.fault(line, "source", `There is no calculation "${name}".`, suggest(name, families, "Name a calculation, or the part of its name before the dot."));
      }
    } else if (scheme !== undefined) {
      yield map.fault(line, "source", `"${scheme}:" is no kind of source.`, "Write an address, calc:… or fixed:….");
    } else if (source !== "" && addresses !== null && !isKnown(source, addresses)) {
      yield map.fault(line, "source", `There is no address "${source}".`, suggest(source, addresses, "Name a statement, a column of its rows or a held fact of plan/outline.yaml."));
    }
  }
}

function* rowsOnce(map: MapFile): Found {
  const seen = new Map<string, number>();
  for (const line of map.lines) {
    const key = JSON.stringify([line.cells.field, line.cells.source, line.cells.scope, line.cells.when]);
    const earlier = seen.get(key);
    if (earlier !== undefined) yield map.fault(line, "field", `The source "${line.cells.source}" of "${line.cells.field}" is there twice; the first is in row ${earlier}.`, "Remove one of the two rows, or tell them apart by their conditions (when).");
    else seen.set(key, line.row);
  }
}

function* supplementsForIncomplete(map: MapFile): Found {
  if (!map.whole) return;
  const supplemented = new Set(map.lines.filter((line) => line.cells.supplement !== "").map((line) => line.cells.field));
  for (const line of map.lines) {
    if (line.cells.complete === "n" && !supplemented.has(line.cells.field)) {
      yield map.fault(line, "supplement", `The sources of "${line.cells.field}" do not fill it (complete is n), and no supplement asks for the rest.`, "Name the address that holds the rest, or write complete y.");
    }
  }
}

function* knownSupplements(map: MapFile, { addresses }: MapContext): Found {
  if (addresses === null) return;
  for (const line of map.lines) {
    const { supplement } = line.cells;
    if (supplement !== "" && !isKnown(supplement, addresses)) yield map.fault(line, "supplement", `There is no supplement "${supplement}".`, suggest(supplement, addresses, "Add it to the program's supplements.yaml, or name an address of the outline."));
  }
}

function* goodConditions(map: MapFile, { names }: MapContext): Found {
  for (const line of map.lines) {
    if (line.cells.when !== "") for (const { message, fix } of expressionFaults(line.cells.when, names)) yield map.fault(line, "when", message, fix);
  }
}

function* reviewedBySomebody(map: MapFile): Found {
  for (const line of map.lines) {
    for (const column of ["reviewed_by", "reviewed_on"] as const) {
      if (line.cells.status === "reviewed" && line.cells[column] === "") yield map.fault(line, column, `The row is marked reviewed, but ${column} is empty.`, "Say who reviewed it and when, or write unreviewed.");
    }
    const day = daySchema.safeParse(line.cells.reviewed_on);
    if (line.cells.reviewed_on !== "" && !day.success) yield map.fault(line, "reviewed_on", `"${line.cells.reviewed_on}" is no day.`, day.error.issues[0]?.message ?? "");
  }
}

export const mapChecks: readonly MapCheck[] = [knownFields, knownSources, rowsOnce, supplementsForIncomplete, knownSupplements, goodConditions, reviewedBySomebody];

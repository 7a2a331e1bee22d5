// The rows of a matched spreadsheet as a reading of the plan's own year: what can be taken, and what is wrong by row and field.
import type { Plan } from "#schemas/plan.ts";
import { planSchemaVersion } from "#schemas/plan.ts";
import type { WordSheet } from "#schemas/grid-sheet.ts";
import { emptyRichText, plainFromRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import { readMoney } from "#app/domain/calculations/format.ts";
import { wholeObject } from "#app/domain/plan/last-year.ts";
import { groupsOf } from "./lcap-figures.ts";
import { scopeLabels } from "./lcap-labels.ts";
import { labelOf, printedYesNo } from "./printed-values.ts";
import type { Reading } from "./reading.ts";
import { clean } from "./rich-text-of-blocks.ts";
import type { ColumnMatch, SheetHolds } from "./sheet-columns.ts";
import { schoolOfReading } from "./spsa-as-plan.ts";
import { objectWords, sourceWords } from "./spsa-labels.ts";

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
type Row = Record<string, string>;

/** How a list is read: what its columns mean, and the plan whose goals and actions its rows hang under. `sources`: funding sources with their labels. `beside`: it came beside a plan as filed, so a line of money needs no object code. */
export type SheetReading = { match: ColumnMatch; holds: SheetHolds; plan: Plan; orgId: string; sources: readonly { code: string; label: string }[]; beside?: true };

/** A row with a fault is not offered; the fault names row and field. */
export const sheetAsReading = (rows: WordSheet["rows"], how: SheetReading): Reading => readSheet(rows, how).reading;

/** The same, with whose row of the plan each goal and action is that rows hang under: the plan's id by the reading's. */
export function readSheet(rows: WordSheet["rows"], { match, holds, plan, orgId, sources, beside }: SheetReading): { reading: Reading; parents: Map<string, string> } {
  const ofSchool = orgId !== plan.leaId;
  const owner = ofSchool ? schoolOfReading : plan.leaId;
  const organization = plan.organizations.find(({ id }) => id === orgId);
  const notes: Reading["notes"] = [];
  const printed: Reading["printed"] = {};
  const suffix = plan.year.slice(2);
  const made: Plan = {
    schemaVersion: planSchemaVersion, id: "sheet", leaId: plan.leaId, year: plan.year, cycle: plan.cycle, language: plan.language,
    organizations: [...plan.organizations, ...(ofSchool && organization ? [{ ...organization, id: owner }] : [])],
    identifications: [], dashboard: [], opening: null, goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], offersToSchools: [],
  };
  const own = { goals: plan.goals.filter((goal) => goal.orgId === orgId).sort((a, b) => a.order - b.order), actions: plan.actions.filter((action) => action.orgId === orgId) };
  const byTitle = new Map([...own.actions].reverse().flatMap((action) => (action.title === "" ? [] : [[bare(action.title), action] as const])));
  const byGoal = new Map(own.goals.map((goal) => [goal.id, own.actions.filter(({ goalId }) => goalId === goal.id).sort((a, b) => a.order - b.order)]));
  const base = (key: string, at: number | null) => {
    const id = `${key}:${suffix}`;
    if (at !== null) printed[id] = { page: at, at: [`row.${at}`] };
    return { id, lineageId: key, orgId: owner, version: 1, offeredFrom: null };
  };
  const parents = new Map<string, string>();
  const fault = (at: number, field: string, why: string) => void notes.push({ kind: "left", page: at, at: `fault.${at}.${field}`, message: `${why} The row is not offered.` });
  const doubt = (at: number, why: string) => void notes.push({ kind: "doubtful", page: at, at: `row.${at}`, message: why });

  /** The plan's own goal or action as a row of the reading, so that new rows hang under it. */
  const goalIn = (goal: Plan["goals"][number]): string => {
    const key = `goal-${own.goals.indexOf(goal) + 1}`;
    if (!parents.has(`${key}:${suffix}`)) made.goals.push({ ...goal, ...base(key, null), needIds: [], schoolIds: [], parentLineageId: null });
    parents.set(`${key}:${suffix}`, goal.id);
    return `${key}:${suffix}`;
  };
  const actionIn = (action: Plan["actions"][number]): string | null => {
    const goal = own.goals.find(({ id }) => id === action.goalId);
    if (!goal) return null;
    const key = `action-row-${own.actions.indexOf(action) + 1}`;
    if (!parents.has(`${key}:${suffix}`)) made.actions.push({ ...action, ...base(key, null), goalId: goalIn(goal), needIds: [], causeIds: [], inequityIds: [], metricIds: [], schoolIds: [], parentLineageId: null });
    parents.set(`${key}:${suffix}`, action.id);
    return `${key}:${suffix}`;
  };
  const goalOf = (words: string): Plan["goals"][number] | undefined => {
    const number = /^(?:goal)?\s*#?\s*(\d{1,2})(?:\.\d+)?[A-Z]?$/i.exec(words.trim())?.[1];
    return number ? own.goals[Number(number) - 1] : own.goals.find((goal) => bare(words).length > 7 && bare(plainFromRichText(goal.description)).startsWith(bare(words)));
  };
  /** "2.1" is the first action of the second goal; else by its title. */
  const actionOf = (words: string): Plan["actions"][number] | undefined => {
    const parts = /^(?:action)?\s*#?\s*(\d{1,2})[.-](\d{1,3})$/i.exec(words.trim());
    if (!parts) return byTitle.get(bare(words));
    return byGoal.get(own.goals[Number(parts[1]) - 1]?.id ?? "")?.[Number(parts[2]) - 1];
  };

  const seen = new Map<string, number>();
  for (const { at, cells } of rows) {
    const row: Row = Object.fromEntries(Object.entries(match).map(([column, name]) => [name, clean(cells[Number(column)] ?? "")]));
    const words = (name: string) => row[name] ?? "";
    if (Object.values(row).every((value) => value === "")) continue;
    if (Object.values(row).some((value) => value.length > 10_000)) {
      fault(at, "cells", "A cell is longer than 10,000 characters.");
      continue;
    }
    const key = `row-${at}`;
    if (holds === "lines") {
      readLine(at, key, words);
      continue;
    }
    const goal = goalOf(words("goal"));
    const name = holds === "actions" ? "title" : "name";
    if (!goal) fault(at, "goal", words("goal") === "" ? "Goal: nothing is written." : `Goal: there is no goal “${words("goal").slice(0, 60)}”; the plan has ${own.goals.length}.`);
    if (words(name) === "") fault(at, name, `${holds === "actions" ? "Title" : "Metric"}: nothing is written.`);
    if (words(name).length > 2000) fault(at, name, "The name is longer than 2,000 characters.");
    if (!goal || words(name) === "" || words(name).length > 2000) continue;
    const twice = seen.get(`${goal.id}/${bare(words(name))}`);
    if (twice !== undefined) doubt(at, `Row ${twice} has the same words.`);
    seen.set(`${goal.id}/${bare(words(name))}`, at);
    if (holds === "actions") readAction(at, key, goalIn(goal), words);
    else readMetric(at, key, goalIn(goal), words);
  }
  const reading: Reading = {
    leaName: organization?.name ?? "", cds: organization?.cds ?? "", year: plan.year, plan: made, printed, places: "rows", sizes: [], passages: {}, former: false, totals: {}, notes, agreeing: 0, compared: 0, carryoverPercent: null,
    derived: holds === "metrics" ? ["Baselines, outcomes and targets are kept as the words of the cells, for all students."] : [],
  };
  return { reading, parents };

  function readAction(at: number, key: string, goalId: string, words: (name: string) => string) {
    const contributing = printedYesNo([{ kind: "paragraph", page: at, lines: words("contributing") === "" ? [] : [words("contributing")], level: 1, marker: "" }]);
    if (contributing.doubt !== undefined) doubt(at, `Contributing: ${contributing.doubt}`);
    const scope = scopeLabels.find(({ word }) => labelOf(words("scope")).includes(word))?.scope ?? null;
    if (words("scope") !== "" && scope === null) doubt(at, `Scope: “${words("scope").slice(0, 60)}” is no known scope; none is taken.`);
    made.actions.push({
      ...base(key, at), order: made.actions.length, goalId, title: words("title"), description: words("description") === "" ? emptyRichText : richTextFromPlain(words("description")), parentLineageId: null,
      groups: words("groups") === "" ? [] : groupsOf([{ kind: "paragraph", page: at, lines: [words("groups")], level: 1, marker: "" }]), location: ofSchool ? "specific-schools" : "all-schools", schoolIds: [], locationText: "", startOn: null, endOn: null,
      timeSpanText: words("span").slice(0, 2000), needIds: [], causeIds: [], inequityIds: [], purposes: [], metricIds: [], contributing: contributing.value, scope, unduplicatedGroups: [], how: null, plannedPercent: null, evidence: null, lrebgWhy: null,
    });
  }

  function readMetric(at: number, key: string, goalId: string, words: (name: string) => string) {
    const metric = base(key, at);
    const measured = (text: string) => ({ group: "ALL", siteId: null, amount: null, text });
    const year = (text: string) => /\b(20\d\d)\s?[-–/]\s?(?:20)?(\d\d)\b/.exec(text);
    const value = (name: string) => {
      const text = words(name);
      const found = year(text);
      return text === "" ? [] : [{ ...base(`${key}-${name}`, null), metricId: metric.id, ...measured(text), year: found ? `${found[1]}-${found[2]}` : "", measuredOn: null, source: words("source").slice(0, 2000) }].map(({ offeredFrom: _, ...rest }) => rest);
    };
    const baseline = value("baseline");
    made.values.push(...baseline, ...value("outcome"));
    if (words("target") !== "") {
      const { offeredFrom: _, ...row } = base(`${key}-target`, null);
      made.targets.push({ ...row, metricId: metric.id, ...measured(words("target")), dueYear: plan.year, dueOn: null });
    }
    made.metrics.push({ ...metric, order: made.metrics.length, goalId, name: words("name"), source: words("source").slice(0, 2000), unit: "text", direction: "none", groups: ["ALL"], formula: "", codes: [], frequency: null, baselineValueIds: baseline.map(({ id }) => id) });
  }

  function readLine(at: number, key: string, words: (name: string) => string) {
    const action = words("action") === "" ? undefined : actionOf(words("action"));
    const actionId = action && actionIn(action);
    if (!actionId) fault(at, "action", words("action") === "" ? "Action: nothing is written." : `Action: there is no action “${words("action").slice(0, 60)}” here. Write its number, like 2.1, or its title.`);
    const money = readMoney(words("amount"));
    const cents = "cents" in money ? money.cents : null;
    if ("problem" in money) fault(at, "amount", `Amount: ${money.problem}`);
    else if (cents === null) fault(at, "amount", "Amount: nothing is written; 0 says that there is none.");
    const source = sources.find(({ code, label }) => labelOf(label) === labelOf(words("source")) || code === words("source"))?.code ?? sourceWords.find(({ pattern }) => pattern.test(words("source")))?.code;
    if (!source) fault(at, "source", `Funding source: “${words("source").slice(0, 60)}” is none that is known.`);
    const object = /^(\d{4})(?:\s?[-–]\s?(\d{4}))?/.exec(words("object"));
    const unsaid = beside && words("object") === "" ? wholeObject : undefined;
    const code = unsaid ?? (object ? (object[2] ? `${object[1]}-${object[2]}` : object[1]) : objectWords.find(({ pattern }) => pattern.test(words("object")))?.code);
    if (!code || !/^[1-7]/.test(code)) fault(at, "object", `Object: “${words("object").slice(0, 60)}” is no object code of 1000 to 7999.`);
    if (!actionId || cents === null || !source || !code || !/^[1-7]/.test(code)) return;
    const same = seen.get(`${actionId}/${source}/${code}`);
    if (same !== undefined) doubt(at, `Row ${same} has the same action, source and object.`);
    seen.set(`${actionId}/${source}/${code}`, at);
    made.lines.push({ ...base(key, at), actionId, openingActionId: null, siteId: ofSchool ? owner : null, source, resource: words("resource") === "" ? null : words("resource").slice(0, 80), object: code, year: plan.year, kind: "planned", cents, note: words("note").slice(0, 2000) });
  }
}

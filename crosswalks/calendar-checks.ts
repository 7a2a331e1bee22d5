// What can be wrong with the files of calendar/ beyond their schemas, and the loaded calendar when nothing is.
import { agendasSchema, deadlineSetSchema, holidaysSchema, noCalendar, ownFactsSchema, plannerSchema, type Agendas, type CalendarRules, type DeadlineSet, type Holidays, type OwnFacts, type Planner } from "#schemas/calendar.ts";
import type { CrosswalkFault } from "#schemas/crosswalk.ts";
import { placed } from "./edition-file.ts";
import { expressionFaults, type ExpressionNames } from "./expressions.ts";
import { fault, type Draft, type Found, type SourceFile } from "./files.ts";
import { suggest } from "./nearest.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

type Codes = ReadonlySet<string> | null;
/** Codes of the catalogs that rules speak of; null where the catalog is not there or cannot be read. */
export type CalendarCatalogs = { owners: Codes; bodies: Codes; meetingKinds: Codes };

export const isCalendarFile = (path: string): boolean => /^calendar\/[^/]+\.yaml$/.test(path);
const otherFiles = new Set(["calendar/agendas.yaml", "calendar/holidays.yaml", "calendar/own-dates.yaml", "calendar/planner.yaml"]);
const isRuleSet = (path: string): boolean => isCalendarFile(path) && !otherFiles.has(path);

/** What a rule's `affected` may ask: facts of the plan year and the LEA, statuses, and the LEA's own choices. */
const namesFor = (names: ExpressionNames, own: Draft<OwnFacts> | null | undefined): ExpressionNames => ({
  plan: ["year", "start"],
  lea: names["lea"] ?? null,
  identified: names["identified"] ?? null,
  has: names["has"] ?? null,
  choices: own === null ? null : (own?.choices ?? []).flatMap((choice) => choice?.key ?? []),
});

function* once(names: readonly { name: string | undefined; at: () => CrosswalkFault }[]): Found {
  const seen = new Set<string>();
  for (const { name, at } of names) {
    if (name === undefined) continue;
    if (seen.has(name)) yield at();
    seen.add(name);
  }
}

type Known = { catalogs: CalendarCatalogs; names: ExpressionNames; own: Codes; rolls: Codes };

function* knownCode(yaml: YamlFile<unknown>, path: (string | number)[], code: string | undefined, codes: Codes, what: string, fix: string): Found {
  if (code !== undefined && codes && !codes.has(code)) yield yaml.fault(path, `There is no ${what} "${code}".`, suggest(code, codes, fix));
}

function* ruleFaults(yaml: YamlFile<DeadlineSet>, { catalogs, names, own, rolls }: Known): Found {
  const rules = [...placed(yaml.draft?.rules, ["rules"])];
  const ids = new Set(rules.flatMap(({ item }) => item.id ?? []));
  yield* once(rules.map(({ item, path }) => ({ name: item.id, at: () => yaml.fault([...path, "id"], `The rule "${item.id}" is there twice.`, "Give each rule its own id.") })));
  yield* knownCode(yaml, ["roll"], yaml.draft?.roll, rolls, "note on weekends and holidays", "Add it to rolls: of calendar/holidays.yaml.");
  for (const { item: rule, path } of rules) {
    yield* knownCode(yaml, [...path, "owner"], rule.owner, catalogs.owners, "owner", "Add it to catalogs/deadline-owners.yaml.");
    yield* knownCode(yaml, [...path, "roll"], rule.roll, rolls, "note on weekends and holidays", "Add it to rolls: of calendar/holidays.yaml.");
    const bounds = (rule.bounds ?? {}) as { meeting?: string; body?: string; date?: string };
    yield* knownCode(yaml, [...path, "bounds", "date"], bounds.date, own, "date of the LEA's own", "Add it to dates: of calendar/own-dates.yaml.");
    yield* knownCode(yaml, [...path, "bounds", "meeting"], bounds.meeting, catalogs.meetingKinds, "kind of meeting", "Add it to catalogs/meeting-kinds.yaml.");
    yield* knownCode(yaml, [...path, "bounds", "body"], bounds.body, catalogs.bodies, "body", "Add it to catalogs/bodies.yaml.");
    if (rule.affected !== undefined) for (const wrong of expressionFaults(rule.affected, names)) yield yaml.fault([...path, "affected"], wrong.message, wrong.fix);
    for (const { item: term, path: at } of placed(rule.due, [...path, "due"])) {
      const from = (term.from ?? {}) as { meeting?: string; body?: string; date?: string; rule?: string; fixed?: string };
      yield* knownCode(yaml, [...at, "from", "meeting"], from.meeting, catalogs.meetingKinds, "kind of meeting", "Add it to catalogs/meeting-kinds.yaml.");
      yield* knownCode(yaml, [...at, "from", "body"], from.body, catalogs.bodies, "body", "Add it to catalogs/bodies.yaml.");
      yield* knownCode(yaml, [...at, "from", "date"], from.date, own, "date of the LEA's own", "Add it to dates: of calendar/own-dates.yaml.");
      yield* knownCode(yaml, [...at, "from", "rule"], from.rule, ids, "rule", "Name a rule of this file.");
      const [month = "", day = ""] = from.fixed?.split("-") ?? [];
      if (day !== "last" && Number(day) > (["02"].includes(month) ? 28 : ["04", "06", "09", "11"].includes(month) ? 30 : 31)) yield yaml.fault([...at, "from", "fixed"], `No year has the day "${from.fixed}" for sure.`, 'Write a day every year has; the last day of a month is "02-last".');
    }
    const waits = placed(rule.due, []);
    const always = [...waits].some(({ item }) => item.from !== undefined && "fixed" in item.from);
    if (!always && rule.waiting === undefined && rule.note === undefined && rule.years === undefined) yield yaml.fault(path, `"${rule.id}" can be without a date and does not say what it waits for.`, "Add waiting: who gives the date; or note: why there is none.");
  }
  for (const { item, path } of rules) if (item.id !== undefined && leadsBack(item.id, rules.map((rule) => rule.item))) yield yaml.fault([...path, "due"], `The day of "${item.id}" is counted from itself.`, "Count one of the rules of this circle from something else.");
}

type RuleDraft = NonNullable<NonNullable<Draft<DeadlineSet>["rules"]>[number]>;
/** Does a rule's day depend on itself through other rules? */
function leadsBack(start: string, rules: readonly RuleDraft[]): boolean {
  const next = (id: string) => rules.filter((rule) => rule.id === id).flatMap((rule) => (rule.due ?? []).flatMap((term) => (term?.from as { rule?: string } | undefined)?.rule ?? []));
  const seen = new Set<string>();
  const open = next(start);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start) return true;
    if (!seen.has(id)) open.push(...next(id));
    seen.add(id);
  }
  return false;
}

function* holidayFaults(yaml: YamlFile<Holidays>): Found {
  const years = [...placed(yaml.draft?.years, ["years"])];
  yield* once(years.map(({ item, path }) => ({ name: item.year === undefined ? undefined : String(item.year), at: () => yaml.fault([...path, "year"], `The year ${item.year} is there twice.`, "Keep one list for each year.") })));
  for (const { item, path } of years) {
    for (const { item: holiday, path: at } of placed(item.holidays, [...path, "holidays"])) {
      if (holiday.on !== undefined && item.year !== undefined && !holiday.on.startsWith(`${item.year}-`)) yield yaml.fault([...at, "on"], `The holiday ${holiday.on} is not in ${item.year}.`, "Move it to the list of its year.");
    }
  }
}

/** Steps are named once, hang on steps that stand before them, and ask for facts that exist. */
function* plannerFaults(yaml: YamlFile<Planner>, { catalogs, names }: Known): Found {
  const steps = [...placed(yaml.draft?.steps, ["steps"])];
  const before = new Set<string>();
  for (const { item: step, path } of steps) {
    if (step.id !== undefined && before.has(step.id)) yield yaml.fault([...path, "id"], `The step "${step.id}" is there twice.`, "Give each step its own id.");
    yield* knownCode(yaml, [...path, "owner"], step.owner, catalogs.owners, "owner", "Add it to catalogs/deadline-owners.yaml.");
    if (step.affected !== undefined) for (const wrong of expressionFaults(step.affected, names)) yield yaml.fault([...path, "affected"], wrong.message, wrong.fix);
    for (const { item: link, path: at } of placed(step.links, [...path, "links"])) {
      const from = (link.from ?? {}) as { step?: string };
      yield* knownCode(yaml, [...at, "from", "step"], from.step, before, "step before this one", "Name a step that stands further up: the list goes backward from the adoption.");
    }
    if (step.id !== undefined) before.add(step.id);
  }
}

/** Items and notices speak of bodies, kinds of meeting and deadline rules that exist, and say where they come from. */
function* agendaFaults(yaml: YamlFile<Agendas>, { catalogs }: Known, rules: Codes): Found {
  for (const part of ["notices", "items"] as const) {
    const rows = [...placed(yaml.draft?.[part], [part])];
    yield* once(rows.map(({ item, path }) => ({ name: item.id, at: () => yaml.fault([...path, "id"], `"${item.id}" is there twice.`, "Give each its own id.") })));
    for (const { item, path } of rows) {
      for (const [at, body] of (item.bodies ?? []).entries()) yield* knownCode(yaml, [...path, "bodies", at], body, catalogs.bodies, "body", "Add it to catalogs/bodies.yaml.");
      for (const [at, kind] of (item.at ?? []).entries()) yield* knownCode(yaml, [...path, "at", at], kind, catalogs.meetingKinds, "kind of meeting", "Add it to catalogs/meeting-kinds.yaml.");
      for (const [at, rule] of (item.rules ?? []).entries()) yield* knownCode(yaml, [...path, "rules", at], rule, rules, "deadline rule", "Name a rule of this folder as set/id.");
      if ((item.rules ?? []).length === 0 && (item.source === undefined || item.confidence === undefined)) yield yaml.fault(path, `"${item.id}" names no rule and does not say where it comes from.`, "Add rules:, or source: and confidence:.");
    }
  }
}

/** Reads the files of calendar/; without any, an empty calendar. Never throws. */
export function readCalendar(files: readonly SourceFile[], catalogs: CalendarCatalogs, names: ExpressionNames): { calendar: CalendarRules | null; faults: CrosswalkFault[]; rules: number } {
  const calendarFiles = files.filter((file) => isCalendarFile(file.path));
  const sets = calendarFiles.filter((file) => isRuleSet(file.path)).map((source) => readYaml(source, deadlineSetSchema));
  const holidays = calendarFiles.filter((file) => file.path === "calendar/holidays.yaml").map((source) => readYaml(source, holidaysSchema));
  const own = calendarFiles.filter((file) => file.path === "calendar/own-dates.yaml").map((source) => readYaml(source, ownFactsSchema));
  const planner = calendarFiles.filter((file) => file.path === "calendar/planner.yaml").map((source) => readYaml(source, plannerSchema));
  const agendas = calendarFiles.filter((file) => file.path === "calendar/agendas.yaml").map((source) => readYaml(source, agendasSchema));
  const faults: CrosswalkFault[] = [...sets, ...holidays, ...own, ...planner, ...agendas].flatMap((file) => file.faults);
  for (const twice of [holidays[1], own[1], planner[1], agendas[1]]) if (twice) faults.push(fault(twice.source, { row: 1, column: 1 }, "This file is there twice.", "Keep the one of the first folder."));
  const ownDraft = own[0] ? own[0].draft : undefined;
  const ownDates = ownDraft === null ? null : new Set((ownDraft?.dates ?? []).flatMap((date) => date?.key ?? []));
  const rolls = holidays[0]?.draft === null ? null : new Set((holidays[0]?.draft.rolls ?? []).flatMap((roll) => roll?.id ?? []));
  for (const yaml of own) {
    for (const part of ["dates", "choices"] as const) faults.push(...once([...placed(yaml.draft?.[part], [part])].map(({ item, path }) => ({ name: item.key, at: () => yaml.fault([...path, "key"], `"${item.key}" is there twice.`, "Give each its own key.") }))));
  }
  for (const yaml of holidays) faults.push(...holidayFaults(yaml));
  const known: Known = { catalogs, names: namesFor(names, ownDraft), own: ownDates, rolls };
  for (const yaml of planner) faults.push(...plannerFaults(yaml, known));
  const ruleKeys = sets.some((yaml) => yaml.draft === null) ? null : new Set(sets.flatMap(({ draft }) => (draft?.rules ?? []).map((rule) => `${draft?.set ?? ""}/${rule?.id ?? ""}`)));
  for (const yaml of agendas) faults.push(...agendaFaults(yaml, known, ruleKeys));
  for (const yaml of sets) {
    const name = yaml.source.path.replace(/^calendar\/|\.yaml$/g, "");
    if (yaml.draft?.set !== undefined && yaml.draft.set !== name) faults.push(yaml.fault(["set"], `The set "${yaml.draft.set}" lives in a file named "${name}.yaml".`, `Write set: ${name}, or rename the file.`));
    faults.push(...ruleFaults(yaml, known));
  }
  faults.push(...once(sets.map((yaml) => ({ name: yaml.draft?.set, at: () => yaml.fault(["set"], `The set "${yaml.draft?.set}" is there twice.`, "Give each set its own name.") }))));
  const rules = sets.reduce((sum, yaml) => sum + (yaml.draft?.rules?.length ?? 0), 0);
  if (faults.length > 0) return { calendar: null, faults, rules };
  const values = sets.flatMap(({ value }) => value ?? []).sort((one, other) => one.order - other.order);
  return { calendar: { sets: values, own: own[0]?.value ?? noCalendar.own, holidays: holidays[0]?.value ?? noCalendar.holidays, planner: planner[0]?.value ?? noCalendar.planner, agendas: agendas[0]?.value ?? noCalendar.agendas }, faults, rules };
}

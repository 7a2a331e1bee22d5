// What does a reading offer a plan, item by item, beside what the plan has already? Nothing here enters a plan by itself.
import type { Opening, Plan, PlanCollection } from "#schemas/plan.ts";
import { planCollections, yearBefore } from "#schemas/plan.ts";
import { plainFromRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { formatMoney, readMoney } from "#app/domain/calculations/format.ts";
import { openingOf } from "#app/domain/plan/opening-of.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import { schoolOfReading } from "./spsa-as-plan.ts";
import type { Reading } from "./reading.ts";

/** "same": the document is of the plan's own year; "before": of the year before, so it is the frozen plan and the start of the new one. Null: it fits this plan in no way. */
export type Fit = "same" | "before" | null;
export type EditField = { name: string; kind: "line" | "text" | "money" | "choice"; words: string; value: string };
export type ImportRow = { [C in PlanCollection]: { collection: C; row: Plan[C][number] } }[PlanCollection];

export type ImportItem = {
  /** "goals~lcap-goal-1": stable for the same document. */
  key: string;
  /** Which list it belongs to; "opening" is last year's plan as a whole. */
  collection: PlanCollection | "opening";
  /** Key of the goal it hangs under, or null. */
  goal: string | null;
  label: string;
  /** What it says, by name of the part. */
  says: { name: string; words: string }[];
  page: number | null;
  doubts: { page: number | null; message: string }[];
  fields: EditField[];
  /** The rows that enter the plan with it, its own row first. */
  rows: ImportRow[];
  opening: Opening | null;
  /** What the plan has in its place, or nothing (null); `same` is said of last year's plan, other rows are compared by standingOf. */
  now: { same: boolean; words: string; rowId: string; version: number } | null;
  /** Something was written about what the plan has here: it is not replaced. */
  locked: boolean;
};
export type ImportOffer = { fit: Fit; items: ImportItem[]; general: Reading["notes"] };

/** Chapters whose answers are about their own year and are written anew: what happened, who was heard, who approved. */
const ofTheirYear = ["went", "listen", "approve"];
const plain = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "object" && "docVersion" in value ? plainFromRichText(value as RichText) : typeof value === "object" ? Object.values(value).map(plain).filter(Boolean).join(", ") : String(value));
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Does the document fit the plan's year? */
export const fitOf = (reading: Pick<Reading, "year">, plan: Pick<Plan, "year">): Fit => (reading.year === plan.year ? "same" : reading.year === yearBefore(plan.year) ? "before" : null);

/** The number a document prints, where the reader kept it in the lineage ("action-1.2"). */
const printedNumber = (lineageId: string): string | null => /^(?:lcap-|spsa-.+-)?(?:goal|metric|action)-(\d+[A-Z]?(?:\.\d+)?)$/.exec(lineageId)?.[1] ?? null;

/** The rows of the LEA, or of one school: what is a school's is the school's to take over. */
function partOf(plan: Plan, owner: string): Plan {
  const own = <Row extends { orgId: string }>(rows: Row[]): Row[] => rows.filter(({ orgId }) => orgId === owner);
  return { ...plan, goals: own(plan.goals), metrics: own(plan.metrics), actions: own(plan.actions), needs: own(plan.needs), lines: own(plan.lines), events: own(plan.events), revenues: own(plan.revenues), answers: own(plan.answers) };
}

/** `prefix`: kept before the reading's lineages, so that they meet no row somebody typed; none for a plan of this portal. `orgId`: whose part it is offered to. Last year's plan of a school has no frozen copy: its readings are offered with the metrics, its money and targets are written anew. */
export function offerOf(reading: Reading, plan: Plan, { prefix, source, catalogs, orgId = plan.leaId }: { prefix: string; source: Opening["source"]; catalogs: Catalogs; orgId?: string }): ImportOffer {
  const fit = fitOf(reading, plan);
  const claimed = new Set<string>();
  const general = () => reading.notes.filter((note) => !claimed.has(`${note.at}\n${note.message}`));
  if (fit === null) return { fit, items: [], general: general() };
  const suffix = plan.year.slice(2);
  const lineageOf = (lineageId: string) => `${prefix}${lineageId}`.slice(0, 70);
  const ofSchool = orgId !== plan.leaId;
  const from = partOf(reading.plan, ofSchool ? schoolOfReading : reading.plan.leaId);
  const siteId = ofSchool ? orgId : null;
  const before = fit === "before";
  /** Money of a spreadsheet hangs under actions of the plan, line by line. */
  const apart = reading.places === "rows";

  const ids = new Map<string, string>();
  for (const collection of planCollections) for (const row of from[collection]) ids.set(row.id, `${lineageOf(row.lineageId)}:${suffix}`);
  const to = (id: string) => ids.get(id) ?? id;
  const base = (row: { id: string; lineageId: string }) => ({ id: to(row.id), lineageId: lineageOf(row.lineageId), orgId, version: 1 });
  const nowById = new Map(planCollections.flatMap((collection) => plan[collection].map((row) => [`${collection}/${row.id}`, row] as const)));

  const doubtsOf = (rowIds: readonly string[]): ImportItem["doubts"] => {
    const places = rowIds.flatMap((id) => reading.printed[id]?.at ?? []);
    const found = reading.notes.filter((note) => note.kind !== "left" && places.some((place) => note.at === place || note.at.startsWith(`${place}.`)));
    for (const note of found) claimed.add(`${note.at}\n${note.message}`);
    return found.map(({ page, message }) => ({ page, message }));
  };
  const items: ImportItem[] = [];
  const add = (item: Omit<ImportItem, "key" | "now" | "doubts" | "page" | "opening" | "locked">, readRow: { id: string; lineageId: string }, likeness: (row: Plan[PlanCollection][number]) => boolean, doubtIds: readonly string[] = [readRow.id]) => {
    const collection = item.collection as PlanCollection;
    const own = item.rows[0]?.row;
    const byId = own && nowById.get(`${collection}/${own.id}`);
    const found = byId ?? (plan[collection] as readonly Plan[PlanCollection][number][]).find((one) => one.orgId === orgId && likeness(one));
    const words = found ? wordsOfRow(collection, found, item.rows.some((one) => one.collection === "lines") ? plan.lines : []) : "";
    items.push({
      ...item,
      key: `${collection}~${lineageOf(readRow.lineageId)}`,
      page: reading.printed[readRow.id]?.page ?? null,
      doubts: doubtsOf(doubtIds),
      opening: null,
      locked: false,
      now: found && own ? { same: false, words, rowId: found.id, version: found.version } : null,
    });
  };

  /** A sum whose fund is not printed is still what the action was planned to cost. */
  const totalOf = new Map(from.actions.flatMap((action) => (reading.totals[action.id] === undefined ? [] : [[lineageOf(action.lineageId), reading.totals[action.id] ?? 0] as const])));
  const withTotals = (found: Opening): Opening => ({ ...found, actions: found.actions.map((action) => ({ ...action, plannedTotalCents: totalOf.get(action.lineageId) ?? action.plannedTotalCents })) });

  const opening = ofSchool ? null : before ? withTotals(openingOf(from, catalogs, { source, carryoverPercent: reading.carryoverPercent, idOf: lineageOf, printedNumber })) : from.opening && { ...from.opening, actions: from.opening.actions.map((action) => ({ ...action, lineageId: lineageOf(action.lineageId) })), source };
  if (opening && (opening.actions.length > 0 || opening.goals.length > 0)) {
    const estimates = before ? [] : from.lines.filter((line) => line.openingActionId !== null);
    const doubted = reading.notes.filter((note) => note.kind !== "left" && /^table[345]\./.test(note.at) && !before);
    for (const note of doubted) claimed.add(`${note.at}\n${note.message}`);
    items.push({
      key: "opening~all", collection: "opening", goal: null, label: opening.year, page: null, fields: [], opening, locked: plan.opening !== null && openingIsUsed(plan),
      doubts: doubted.map(({ page, message }) => ({ page, message })),
      says: [
        { name: "counts", words: [opening.goals.length, opening.metrics.length, opening.actions.length].join("/") },
        { name: "planned", words: formatMoney(opening.actions.reduce((sum, action) => sum + action.plannedTotalCents, 0)) },
      ],
      rows: estimates.map((line) => ({ collection: "lines", row: { ...line, ...base(line) } })),
      now: plan.opening && { same: plan.opening.source.text === source.text && plan.opening.actions.length === opening.actions.length, words: plan.opening.source.text, rowId: "", version: 1 },
    });
  }

  const goalKey = new Map(from.goals.map((goal) => [goal.id, `goals~${lineageOf(goal.lineageId)}`]));
  for (const goal of from.goals) {
    const row = { ...goal, ...base(goal), offeredFrom: null, needIds: [], schoolIds: [], parentLineageId: null };
    const words = plain(goal.description);
    add({ collection: "goals", goal: goalKey.get(goal.id) ?? null, label: printedNumber(goal.lineageId) ?? "", says: [{ name: "description", words }, { name: "why", words: plain(goal.why) }], fields: [{ name: "description", kind: "text", words: "", value: words }, { name: "why", kind: "text", words: "", value: plain(goal.why) }], rows: [{ collection: "goals", row }] }, goal, (one) => bare(plain((one as Plan["goals"][number]).description)) === bare(words));
    for (const metric of from.metrics.filter(({ goalId }) => goalId === goal.id)) {
      const values = before && !ofSchool ? [] : from.values.filter(({ metricId }) => metricId === metric.id);
      const targets = before ? [] : from.targets.filter(({ metricId }) => metricId === metric.id);
      const named = (value: Plan["values"][number]) => (metric.baselineValueIds.includes(value.id) ? "baseline" : "outcome");
      add(
        {
          collection: "metrics", goal: goalKey.get(goal.id) ?? null, label: printedNumber(metric.lineageId) ?? "",
          says: [{ name: "name", words: metric.name }, ...values.map((value) => ({ name: named(value), words: value.text })), ...targets.map((target) => ({ name: "target", words: target.text }))],
          fields: [{ name: "name", kind: "line", words: "", value: metric.name }, ...values.map((value, at): EditField => ({ name: `value.${at}`, kind: "text", words: value.year, value: value.text })), ...targets.map((target, at): EditField => ({ name: `target.${at}`, kind: "text", words: target.dueYear, value: target.text }))],
          rows: [
            { collection: "metrics", row: { ...metric, ...base(metric), offeredFrom: null, goalId: to(metric.goalId), baselineValueIds: before ? [] : metric.baselineValueIds.map(to) } },
            ...values.map((value): ImportRow => ({ collection: "values", row: { ...value, ...base(value), metricId: to(value.metricId), siteId: null } })),
            ...targets.map((target): ImportRow => ({ collection: "targets", row: { ...target, ...base(target), metricId: to(target.metricId), siteId: null } })),
          ],
        },
        metric,
        (one) => bare((one as Plan["metrics"][number]).name) === bare(metric.name),
      );
    }
    for (const action of from.actions.filter(({ goalId }) => goalId === goal.id)) {
      const lines = before || apart ? [] : from.lines.filter(({ actionId, kind }) => actionId === action.id && kind === "planned");
      const needs = from.needs.filter(({ id }) => action.needIds.includes(id));
      add(
        {
          collection: "actions", goal: goalKey.get(goal.id) ?? null, label: printedNumber(action.lineageId) ?? "",
          says: [
            { name: "title", words: action.title }, { name: "description", words: plain(action.description) }, { name: "contributing", words: action.contributing === null ? "" : action.contributing ? "yes" : "no" },
            ...(lines.length > 0 ? [{ name: "money", words: formatMoney(lines.reduce((sum, { cents }) => sum + cents, 0)) }] : []), ...(reading.totals[action.id] !== undefined ? [{ name: "money", words: `${formatMoney(reading.totals[action.id] ?? 0)} (no fund is printed, so no amount is entered)` }] : []), ...needs.map((need) => ({ name: "need", words: plain(need.text) })),
          ],
          fields: [
            { name: "title", kind: "line", words: "", value: action.title }, { name: "description", kind: "text", words: "", value: plain(action.description) },
            { name: "contributing", kind: "choice", words: "", value: action.contributing === null ? "" : action.contributing ? "yes" : "no" },
            ...lines.map((line, at): EditField => ({ name: `line.${at}`, kind: "money", words: `${line.source} ${line.object}`, value: formatMoney(line.cents) })),
          ],
          rows: [
            {
              collection: "actions",
              row: { ...action, ...base(action), offeredFrom: null, goalId: to(action.goalId), parentLineageId: null, schoolIds: ofSchool ? [orgId] : action.schoolIds.filter((id) => plan.organizations.some((one) => one.id === id)), needIds: action.needIds.map(to), causeIds: [], inequityIds: [], metricIds: action.metricIds.map(to) },
            },
            ...lines.map((line): ImportRow => ({ collection: "lines", row: { ...line, ...base(line), actionId: to(line.actionId ?? ""), siteId } })),
            ...needs.map((need): ImportRow => ({ collection: "needs", row: { ...need, ...base(need), siteId, findingIds: [] } })),
          ],
        },
        action,
        (one) => action.title !== "" && bare((one as Plan["actions"][number]).title) === bare(action.title),
      );
    }
    for (const answer of from.answers.filter(({ about }) => about === goal.id && !before)) addAnswer(answer, goalKey.get(goal.id) ?? null);
  }
  for (const line of apart ? from.lines : []) {
    const action = from.actions.find(({ id }) => id === line.actionId);
    const own = plan.actions.find((one) => one.orgId === orgId && action !== undefined && bare(one.title) === bare(action.title));
    add(
      {
        collection: "lines", goal: goalKey.get(action?.goalId ?? "") ?? null, label: "", says: [{ name: "title", words: action?.title ?? "" }, { name: "fund", words: `${line.source} ${line.object}` }, { name: "money", words: formatMoney(line.cents) }],
        fields: [{ name: "cents", kind: "money", words: `${line.source} ${line.object}`, value: formatMoney(line.cents) }], rows: [{ collection: "lines", row: { ...line, ...base(line), actionId: to(line.actionId ?? ""), siteId } }],
      },
      line,
      (one) => {
        const other = one as Plan["lines"][number];
        return other.kind === "planned" && other.actionId === own?.id && other.source === line.source && other.object === line.object && other.resource === line.resource;
      },
    );
  }
  const linked = new Set(from.actions.flatMap(({ needIds }) => needIds));
  for (const need of from.needs.filter(({ id }) => ofSchool && !linked.has(id)))
    add(
      { collection: "needs", goal: null, label: "", says: [{ name: "text", words: plain(need.text) }], fields: [{ name: "text", kind: "text", words: "", value: plain(need.text) }], rows: [{ collection: "needs", row: { ...need, ...base(need), siteId, findingIds: [] } }] },
      need,
      (one) => bare(plain((one as Plan["needs"][number]).text)) === bare(plain(need.text)),
    );
  if (!before) {
    for (const event of from.events)
      add(
        { collection: "events", goal: null, label: "", says: [{ name: "partner", words: event.partnerLabel }, { name: "method", words: plain(event.method) }], fields: [{ name: "partnerLabel", kind: "line", words: "", value: event.partnerLabel }, { name: "method", kind: "text", words: "", value: plain(event.method) }], rows: [{ collection: "events", row: { ...event, ...base(event) } }] },
        event,
        (one) => bare((one as Plan["events"][number]).partnerLabel) === bare(event.partnerLabel),
      );
    for (const revenue of from.revenues)
      add(
        { collection: "revenues", goal: null, label: "", says: [{ name: `revenue.${revenue.kind}`, words: `${formatMoney(revenue.cents)} (${revenue.year})` }], fields: [{ name: "cents", kind: "money", words: revenue.kind, value: formatMoney(revenue.cents) }], rows: [{ collection: "revenues", row: { ...revenue, ...base(revenue) } }] },
        revenue,
        (one) => (one as Plan["revenues"][number]).kind === revenue.kind && (one as Plan["revenues"][number]).year === revenue.year,
      );
  }
  for (const answer of from.answers.filter(({ about, key }) => about === null && !(before && ofTheirYear.includes(key.split(".")[0] ?? "")))) addAnswer(answer, null);
  return { fit, items, general: general() };

  function addAnswer(answer: Plan["answers"][number], goal: string | null) {
    const about = answer.about === null ? null : to(answer.about);
    const isRows = typeof answer.value === "object" && answer.value !== null && !("docVersion" in answer.value);
    add(
      { collection: "answers", goal, label: answer.key, says: [{ name: "words", words: plain(answer.value) }], fields: isRows ? [] : [{ name: "value", kind: "text", words: "", value: plain(answer.value) }], rows: [{ collection: "answers", row: { ...answer, ...base(answer), about } }] },
      answer,
      (one) => (one as Plan["answers"][number]).key === answer.key && (one as Plan["answers"][number]).about === about && (!isRows || bare(plain((one as Plan["answers"][number]).value)) === bare(plain(answer.value))),
    );
  }
}

/** Estimates or progress were written about last year's plan: in its place, another one would lose them. */
export const openingIsUsed = (plan: Pick<Plan, "lines" | "progress">): boolean => plan.lines.some(({ openingActionId }) => openingActionId !== null) || plan.progress.some(({ about }) => about.kind === "opening-action");

/** The words of a row that are compared: what a person would read as its content. */
function wordsOfRow(collection: PlanCollection, row: Plan[PlanCollection][number], ledger: Plan["lines"]): string {
  const one = row as Record<string, unknown>;
  switch (collection) {
    case "goals":
      return plain(one["description"]);
    case "metrics":
      return String(one["name"]);
    case "actions": {
      const lines = ledger.filter(({ actionId, kind }) => actionId === row.id && kind === "planned");
      return [one["title"], plain(one["description"]), lines.length > 0 ? formatMoney(lines.reduce((sum, { cents }) => sum + cents, 0)) : ""].filter(Boolean).join("\n");
    }
    case "events":
      return [one["partnerLabel"], plain(one["method"])].join("\n");
    case "lines":
    case "revenues":
      return formatMoney(Number(one["cents"]));
    default:
      return plain(one["value"] ?? one["text"]);
  }
}

/** Kept with a person's corrections of an item: it is not to be taken. No field has this name. */
export const leftOutMark = "left-out";

/** The item with a person's corrections in its rows; what is wrong with them by field otherwise. */
export function corrected(item: ImportItem, edits: Record<string, string> | undefined): { item: ImportItem } | { errors: Record<string, string> } {
  const changed = Object.entries(edits ?? {}).filter(([name, value]) => item.fields.some((field) => field.name === name && field.value !== value));
  if (changed.length === 0) return { item };
  const errors: Record<string, string> = {};
  const rows = structuredClone(item.rows);
  const own = rows[0]?.row as Record<string, unknown> | undefined;
  const nth = (collection: PlanCollection, name: string) => rows.filter((row) => row.collection === collection)[Number(name.split(".")[1])]?.row as Record<string, unknown> | undefined;
  for (const [name, value] of changed) {
    const field = item.fields.find((one) => one.name === name);
    if (!field || !own) continue;
    const [head = ""] = name.split(".");
    if (field.kind === "money") {
      const read = readMoney(value);
      if ("problem" in read) errors[name] = read.problem;
      else if (read.cents === null) errors[name] = "Write an amount; 0 says that there is none.";
      else (head === "line" ? nth("lines", name) : own)!["cents"] = read.cents;
    } else if (field.kind === "choice") own[name] = value === "yes" ? true : value === "no" ? false : null;
    else if (head === "value" && item.collection === "metrics") nth("values", name)!["text"] = value.slice(0, 10_000);
    else if (head === "target") nth("targets", name)!["text"] = value.slice(0, 10_000);
    else if (field.kind === "line") {
      if (value.length > 2000) errors[name] = "This line is longer than 2,000 characters.";
      own[name] = value;
    } else own[name] = richTextFromPlain(value);
  }
  if (Object.keys(errors).length > 0) return { errors };
  const says = item.says.map((part) => {
    const field = item.fields.find((one) => one.name === part.name || (part.name === "partner" && one.name === "partnerLabel") || (part.name === "words" && one.name === "value"));
    const value = field && edits?.[field.name];
    return value === undefined ? part : { ...part, words: value };
  });
  const money = rows.flatMap((one) => (one.collection === "lines" ? [one.row.cents] : []));
  const fields = item.fields.map((field) => ({ ...field, value: edits?.[field.name] ?? field.value }));
  return {
    item: {
      ...item, rows, fields,
      says: says.map((part) => (part.name === "money" ? { ...part, words: formatMoney(money.reduce((sum, cents) => sum + cents, 0)) } : part.name.startsWith("revenue.") ? { ...part, words: `${edits?.["cents"] ?? ""}` } : part)),
    },
  };
}

/** What a tick on this item (with its corrections) would do now: nothing is done twice, and nothing a person wrote is overwritten unasked. */
export function standingOf(item: ImportItem): "new" | "there" | "differs" {
  const [own] = item.rows;
  if (item.now === null) return "new";
  if (item.collection === "opening" || !own) return item.now.same ? "there" : "differs";
  const ledger = item.rows.flatMap((one) => (one.collection === "lines" ? [one.row] : []));
  return bare(item.now.words) === bare(wordsOfRow(own.collection, own.row, ledger)) ? "there" : "differs";
}

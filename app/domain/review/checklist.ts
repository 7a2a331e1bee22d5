// Which lines does a reviewer go through, and what did the machine find for each? From the criteria of the workflow, the parts and rules of the edition, and the office's own list.
import type { Finding } from "#schemas/finding.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { Workflow } from "#schemas/workflow.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { funds } from "#app/domain/plan/plan-index.ts";
import type { Fund } from "#app/domain/plan/plan-index.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import type { Rule } from "#app/domain/rules/rule.ts";
import { shownCitation } from "#app/domain/rules/shown-citation.ts";
import type { ReadCopy, ReadFinding } from "./as-read.ts";
import { criteriaOfKind } from "./workflow.ts";

type Criterion = Workflow["criteria"][number];
/** `at`: its place in a frozen copy. `read`: it was read from a file; where it is printed, and what the reader was not sure of there. */
export type Evidence = Pick<Finding, "severity" | "message" | "citation"> & { at?: string; read?: Pick<ReadFinding, "page" | "from" | "doubts"> };
/** `heading`: where the document has it. */
export type ChecklistLine = { id: string; kind: "criterion" | "part" | "rule" | "own"; text: string; citation: string; evidence: Evidence[]; heading: string | null };
/** `quiet`: rules of this group that found nothing; `unread`: rules that a plan read from a file does not answer. `figures`: the adopted budget's figures stand here. `derived`: ours, from the law; not the state's manual. `apart`: not a criterion of the decision. */
export type ChecklistGroup = { id: string; apart?: true | undefined; title: string; citation: string; confidence: string; derived: boolean; lines: ChecklistLine[]; quiet: string[]; unread: string[]; figures: boolean };
export type OwnChecklistLine = { id: string; section: string; words: string; citation: string };

const fits = (patterns: readonly string[], rule: string): boolean => patterns.some((pattern) => (pattern.endsWith("*") ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern));
/** The criterion a rule bears on; what none names bears on the one for the rest. */
const criterionOf = (criteria: readonly Criterion[], rule: string): Criterion | undefined => criteria.find((one) => one.rules && fits(one.rules, rule)) ?? criteria.find((one) => one.rest);

/** As it may stand in a letter: a law whose text nobody has read is not cited there. */
const lawOf = ({ cite, confidence }: Criterion): string => (cite.length === 0 || confidence === "low" ? "" : `${cite.join("; ")}${confidence === "high" ? "" : `; ${confidence} certainty`}`);

/** The criteria that apply to this plan. */
export const criteriaFor = (workflow: Workflow, { facts, index }: FormReading): Criterion[] =>
  criteriaOfKind(workflow, index.lea.kind === "school" ? "district" : index.lea.kind).filter(({ when }) => when === undefined || compileCondition(when)(facts));

export const checklistOf = (workflow: Workflow, reading: FormReading, findings: readonly Finding[], own: readonly OwnChecklistLine[]): ChecklistGroup[] =>
  [...ownGroups(own), ...groupsOf(criteriaFor(workflow, reading), { findings, rules: rulesOf(reading.program.edition), unread: [] }, partLines(reading))];

/** The same for a district's plan that was read from a file: every criterion, for nobody printed whether it applies; of the rules only those that a print answers; whether a part is whole is not told, for a reading does not fill every field. */
export const checklistAsRead = (workflow: Workflow, read: ReadCopy, own: readonly OwnChecklistLine[]): ChecklistGroup[] => [...ownGroups(own), ...groupsOf(criteriaOfKind(workflow, "district"), read, headingLines(read.form.program, read.plan.year))];

type Looked = Pick<ReadCopy, "rules" | "unread"> & { findings: readonly (Finding & Partial<Pick<ReadFinding, "page" | "from" | "doubts">>)[] };
function groupsOf(criteria: readonly Criterion[], { findings, rules, unread }: Looked, parts: readonly ChecklistLine[]): ChecklistGroup[] {
  const evidenceOf = (rule: string): Evidence[] =>
    findings.filter((finding) => finding.rule === rule).map(({ severity, message, citation, at, page, from, doubts }) => ({ severity, message, citation: shownCitation(citation), ...(doubts === undefined ? { at } : { read: { page: page ?? null, from: from ?? null, doubts } }) }));
  return criteria.map((criterion): ChecklistGroup => {
    const ofThis = (list: readonly Rule[]) => list.filter((rule) => criterionOf(criteria, rule.id)?.id === criterion.id);
    const mine = ofThis(rules);
    const found = mine.flatMap((rule): ChecklistLine[] => {
      const evidence = evidenceOf(rule.id);
      return evidence.length === 0 ? [] : [{ id: `rule/${rule.id}`, kind: "rule", text: rule.title, citation: shownCitation(rule.citation), evidence, heading: null }];
    });
    const quiet = mine.filter((rule) => !findings.some((finding) => finding.rule === rule.id)).map((rule) => rule.title);
    return { ...groupOf(criterion, [...(criterion.rest ? parts : []), ...found], quiet), unread: ofThis(unread).map((rule) => rule.title) };
  });
}

/** The same for a district's plan that no machine has read: every criterion, whether or not it applies, and the parts of the form; nothing was found, for nothing was looked at. */
export const checklistUnread = (workflow: Workflow, program: ProgramCrosswalk, year: string, own: readonly OwnChecklistLine[]): ChecklistGroup[] =>
  [...ownGroups(own), ...criteriaOfKind(workflow, "district").map((criterion) => groupOf(criterion, criterion.rest ? headingLines(program, year) : [], []))];

/** A heading as it is printed for that year. */
const ofYear = (heading: string, year: string): string => heading.replace(/\{+(prior_)?year\}+/g, (_, prior: string | undefined) => (prior === undefined ? year : yearBefore(year)));

/** The parts of a form by their headings, with nothing said of them. */
function headingLines({ edition }: ProgramCrosswalk, year: string): ChecklistLine[] {
  const headings = new Map(edition.parts.flatMap(({ id, heading }) => (heading === "" ? [] : [[id, heading] as const])));
  return [...headings].map(([id, heading]) => ({ id: `part/${id}`, kind: "part", text: ofYear(heading, year), citation: "", evidence: [], heading: null }));
}

const groupOf = (criterion: Criterion, lines: readonly ChecklistLine[], quiet: string[]): ChecklistGroup => ({
  id: criterion.id, apart: criterion.apart, title: criterion.text, citation: [...criterion.cite, criterion.source].join("; "), confidence: criterion.confidence, derived: true, figures: criterion.figures === true, quiet, unread: [],
  lines: [{ id: `criterion/${criterion.id}`, kind: "criterion", text: criterion.text, citation: lawOf(criterion), evidence: [], heading: null }, ...lines],
});

function ownGroups(own: readonly OwnChecklistLine[]): ChecklistGroup[] {
  const sections = [...new Set(own.map(({ section }) => section))];
  return sections.map((section, at): ChecklistGroup => ({
    id: `own-${at}`, title: section, citation: "", confidence: "", derived: false, quiet: [], unread: [], figures: false,
    lines: own.filter((line) => line.section === section).map((line) => ({ id: `own/${line.id}`, kind: "own", text: line.words, citation: line.citation, evidence: [], heading: null })),
  }));
}

/** One line for each part of the form with a heading: is it there, whole and unaltered? With what is missing in it. */
function partLines(reading: FormReading): ChecklistLine[] {
  const found = new Map<string, { heading: string; at: string; missing: string[] }>();
  for (const part of coverage(reading).parts) {
    if (part.heading === "") continue;
    const known = found.get(part.id) ?? { heading: part.heading, at: part.goal ? `${part.id}-${part.goal.id}` : part.id, missing: [] };
    known.missing.push(...part.fields.filter((field) => field.required && (field.state === "missing" || field.state === "partly")).map((field) => `${part.goal ? `Goal ${part.goal.number}: ` : ""}${field.label}`));
    found.set(part.id, known);
  }
  return [...found].map(([id, { heading, at, missing }]) => ({
    id: `part/${id}`, kind: "part", text: ofYear(heading, reading.plan.year), citation: "", heading: at,
    evidence: missing.length === 0 ? [] : [{ severity: "error", message: `Not or only partly answered: ${[...new Set(missing)].slice(0, 8).join("; ")}${new Set(missing).size > 8 ? `; and ${new Set(missing).size - 8} more` : ""}`, citation: "" }],
  }));
}

/** The plan's own projections of cost by fund, of its year: what the adopted budget must be able to pay. Whole cents. */
export const plannedByFund = ({ index, plan }: FormReading): { fund: Fund; cents: number }[] =>
  funds.map((fund) => ({ fund, cents: index.goals.flatMap((goal) => index.actionsOf(goal.id).flatMap((action) => index.linesOf(action.id))).filter((line) => line.fund === fund && line.kind === "planned" && line.year === plan.year).reduce((sum, line) => sum + line.cents, 0) }));

export type Decided = { line: string; verdict: "open" | "met" | "not-met" | "not-applicable"; words: string; inLetter: boolean };

/** `older`: of the decided lines those decided on an earlier copy than `number`. `criteria`: the verdict by criterion. */
export type DecidedSoFar = { lines: number; met: number; notMet: number; notApplicable: number; older: number; criteria: Record<string, Decided["verdict"]> };

/** What the office said of the lines so far, for whoever decides. */
export function decidedSoFar(groups: readonly ChecklistGroup[], decided: readonly (Pick<Decided, "line" | "verdict"> & { number: number })[], number: number): DecidedSoFar {
  const lines = groups.flatMap((group) => group.lines);
  const ids = new Set(lines.map(({ id }) => id));
  const said = decided.filter(({ line, verdict }) => ids.has(line) && verdict !== "open");
  const count = (verdict: Decided["verdict"]) => said.filter((one) => one.verdict === verdict).length;
  const of = new Map(said.map(({ line, verdict }) => [line, verdict]));
  return {
    lines: ids.size, met: count("met"), notMet: count("not-met"), notApplicable: count("not-applicable"), older: said.filter((one) => one.number < number).length,
    criteria: Object.fromEntries(groups.flatMap(({ id }): [string, Decided["verdict"]][] => (ids.has(`criterion/${id}`) ? [[id, of.get(`criterion/${id}`) ?? "open"]] : []))),
  };
}

/** What was said of pages and ticked, as paragraphs of a letter. */
export const pageParagraphs = (comments: readonly { page: number; words: string; inLetter: boolean }[]): string[] => comments.filter(({ inLetter }) => inLetter).map(({ page, words }) => `Page ${page}: ${words.trim()}`);

/**
 * What was ticked, as paragraphs of a letter: the verdict, with the person's words or what the machine found where they wrote none. What was found met or does not apply is no reason,
 * and a criterion or part of which nobody says anything is left out: its own words only say what is asked.
 */
export function letterParagraphs(groups: readonly ChecklistGroup[], decided: readonly Decided[]): string[] {
  const of = new Map(decided.map((one) => [one.line, one]));
  return groups.flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const one = of.get(line.id);
      if (!one?.inLetter || one.verdict === "met" || one.verdict === "not-applicable") return [];
      const said = one.words.trim() || line.evidence.map(({ message }) => message).join(" ");
      if (said === "" && (line.kind !== "own" || one.verdict === "open")) return [];
      return [`${one.verdict === "not-met" ? "Not met: " : ""}${line.text.replace(/[.:]$/, "")}${line.citation === "" ? "" : ` (${line.citation})`}${said === "" ? "." : `: ${said}`}`];
    }),
  );
}

/** The same as the reasons of a refusal: what stands apart from the decision is none. */
export const refusalParagraphs = (groups: readonly ChecklistGroup[], decided: readonly Decided[]): string[] => letterParagraphs(groups.filter(({ apart }) => !apart), decided);

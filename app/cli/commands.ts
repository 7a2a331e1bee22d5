// The commands: each reads its words and files, asks a service or the pure core, and says the answer.
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { z } from "zod";
import { buildFileContext, documentFormats } from "#app/file-context.server.ts";
import type { DocumentFormat } from "#app/file-context.server.ts";
import type { CopyRequest } from "#app/domain/documents/build-document.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { attachedText, attachmentPlaces } from "#app/services/documents/attached-texts.server.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { checkPlan } from "#app/services/plans/check-plan.server.ts";
import { readPlanThrough } from "#app/services/plans/read-plan-through.server.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { findingsBetweenPlans } from "#app/domain/rules/between-plans.ts";
import type { BetweenFinding } from "#app/domain/rules/between-plans.ts";
import { closedSchools } from "#app/domain/rules/closed-schools.ts";
import { readDirectory } from "#app/domain/imports/directory-rows.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { meterOf, meterWords } from "#app/domain/meter/meter.ts";
import { compareWorkedCounts, workedCountWords } from "#app/domain/meter/worked-count.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Crosswalks, Edition } from "#schemas/crosswalk.ts";
import type { Finding } from "#schemas/finding.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { mustReadPlan, readPlan } from "#schemas/plan-upgrades.ts";
import type { Command, CommandAnswer } from "./main.ts";
import { tableFigures, tableWords } from "./table-figures.ts";
import { mustHave } from "./words.ts";
import type { Words } from "./words.ts";

async function readJson(file: string | undefined): Promise<{ value: unknown; from: string }> {
  if (file === undefined) throw new AppError("invalid", "Say which file: the path of a plan as data, or - for standard input.");
  const from = file === "-" ? "Standard input" : file;
  let source: string;
  try {
    source = file === "-" ? await readAll(process.stdin) : await readFile(file, "utf8");
  } catch (error) {
    throw new AppError("not-found", `${from} cannot be read: ${(error as Error).message}`);
  }
  try {
    return { value: JSON.parse(source.replace(/^\ufeff/, "")), from };
  } catch (error) {
    throw new AppError("invalid", `${from} is not JSON: ${(error as Error).message}`);
  }
}

/** `--dir`: a whole crosswalk folder instead of the project's, or one that adds programs to it. */
export const contextOf = (words: Words) => buildFileContext(words.options.get("dir"));

/** The plan in the file that was named, checked; `-` reads standard input. */
export async function readPlanFile(words: Words): Promise<Plan> {
  const { value, from } = await readJson(words.positional[0]);
  return mustReadPlan(value, from);
}

export const crosswalksCheck: Command = async (words) => {
  const { faults, counts } = contextOf(words).checkCrosswalks(new Set(Object.keys(calculations)));
  const lines = faults.map((fault) => `${fault.file}:${fault.row}:${fault.column}: ${fault.message} ${fault.fix}`.trimEnd());
  const counted = Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(", ");
  if (faults.length === 0) return { text: `No faults. ${counted}.`, json: { faults, counts } };
  if (words.flags.has("json")) return { text: "", json: { faults, counts }, refused: true };
  throw new AppError("invalid", `${lines.join("\n")}\n${faults.length} ${faults.length === 1 ? "fault" : "faults"}.`);
};

/** Without `--program` every edition there is, with it alone every edition of that program. Questions no form asks for are the same whichever form is meant. */
export const gapsOfProgram: Command = async (words) => {
  const context = contextOf(words);
  const [program, edition] = [words.options.get("program"), words.options.get("edition")];
  const one = edition === undefined ? undefined : context.findProgram(context.crosswalks(), mustHave(words, "program"), edition);
  const forms = one ? [one] : context.crosswalks().programs.filter((form) => program === undefined || form.program === program);
  // Names what there is instead.
  if (forms.length === 0) context.findProgram(context.crosswalks(), program ?? "", "");
  const found = forms.map((form) => ({ program: form.program, edition: form.edition.id, ...context.gaps(form.program, form.edition.id) }));
  const { statementsNotAsked = [] } = found[0] ?? {};
  const text = [
    ...found.flatMap((gaps) => [
      `${found.length > 1 ? `${gaps.program} ${gaps.edition}: fields` : "Fields"} without a source: ${gaps.fieldsWithoutSource.length}`,
      ...gaps.fieldsWithoutSource.map((gap) => `  ${gap.field}  ${gap.label}`),
    ]),
    `Statements that no form asks for: ${statementsNotAsked.length}`,
    ...statementsNotAsked.map((gap) => `  ${gap.address}  ${gap.question}`),
  ].join("\n");
  const json = one ? context.gaps(one.program, one.edition.id) : { editions: found.map(({ program: of, edition: id, fieldsWithoutSource }) => ({ program: of, edition: id, fieldsWithoutSource })), statementsNotAsked };
  return { text, json };
};

export const planExample: Command = async (words) => {
  const context = contextOf(words);
  const name = words.positional[0];
  const names = await context.exampleNames();
  if (name === undefined || !names.includes(name)) throw new AppError("not-found", `${name === undefined ? "Say which example." : `There is no example "${name}".`} There are ${names.join(", ")}.`);
  const plan = await context.example(name);
  return { text: JSON.stringify(plan, null, 2), json: plan };
};

export const planSchemaJson: Command = async () => {
  const schema = z.toJSONSchema(planSchema, { io: "input", unrepresentable: "any" });
  return { text: JSON.stringify(schema, null, 2), json: schema };
};

export const validatePlanFile: Command = async (words) => {
  const { value, from } = await readJson(words.positional[0]);
  const read = readPlan(value);
  if ("problems" in read) {
    if (!words.flags.has("json")) mustReadPlan(value, from);
    return { text: "", json: { valid: false, problems: read.problems }, refused: true };
  }
  const { plan } = read;
  const counts = { goals: plan.goals.length, metrics: plan.metrics.length, actions: plan.actions.length, lines: plan.lines.length, answers: plan.answers.length };
  return { text: `${from} is a plan for ${plan.year}: ${Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(", ")}.`, json: { valid: true, problems: [], year: plan.year, counts } };
};

export const tablesOfFile: Command = async (words) => {
  const context = contextOf(words);
  const figures = tableFigures(await readPlanFile(words), context.crosswalks().catalogs);
  return { text: tableWords(figures), json: figures };
};

export const rulesOfForm: Command = async (words) => {
  const context = contextOf(words);
  const program = mustHave(words, "program");
  const editions = context.crosswalks().programs.filter((one) => one.program === program);
  const chosen = words.options.get("edition") ?? editions.at(-1)?.edition.id ?? "";
  const rules = rulesOf(context.findProgram(context.crosswalks(), program, chosen).edition).map(({ id, severity, citation, title }) => ({ id, severity, citation, title }));
  return { text: [...rules.map((rule) => `${rule.severity.padEnd(7)} ${rule.id}\n        ${rule.title} (${rule.citation})`), `${rules.length} rules.`].join("\n"), json: { program, edition: chosen, rules } };
};

export const checkFile: Command = async (words) => {
  const plan = await readPlanFile(words);
  const context = contextOf(words);
  const program = words.options.get("program");
  const school = schoolOf(words, plan);
  const findings: (Finding & { orgId?: string })[] =
    program === undefined
      ? [...(await closedIn(words, plan)), ...findingsBetweenPlans(plan, context.crosswalks().catalogs)].filter((finding) => school.orgId === undefined || finding.orgId === school.orgId)
      : checkPlan(context, { plan, program, edition: words.options.get("edition"), ...school });
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const counts = { error: count("error"), warning: count("warning"), info: count("info") };
  const trial = program === undefined ? [] : notItsYear(context.crosswalks(), context.findProgram(context.crosswalks(), program, words.options.get("edition") ?? plan.year).edition, plan);
  const nameOf = (orgId?: string) => (orgId === undefined ? "" : `  [${plan.organizations.find(({ id }) => id === orgId)?.name ?? orgId}]`);
  const lines = findings.map((finding) => `${finding.severity.padEnd(7)} ${finding.rule}  ${finding.at}${nameOf(finding.orgId)}\n        ${finding.message} (${finding.citation})`);
  return { text: [...trial, ...lines, `${counts.error} errors, ${counts.warning} warnings, ${counts.info} for information.`].join("\n"), json: { program: program ?? null, counts, findings } };
};

/** Said where a plan is read through a form that is not for its year: as a trial it may be. */
function notItsYear({ programs }: Crosswalks, { id, program, years }: Edition, { year }: Plan): string[] {
  if (years.includes(year)) return [];
  const held = programs.some((one) => one.program === program && one.edition.years.includes(year));
  return [`The form ${id} is for ${years.join(", ")}, this plan for ${year}. ${held ? `For its own year write --edition ${year}.` : `No form of "${program}" is held for that year.`}`];
}

/** `--directory`: the plan's schools that the state's published directory holds as closed or merged. */
async function closedIn(words: Words, plan: Plan): Promise<BetweenFinding[]> {
  const file = words.options.get("directory");
  if (file === undefined) return [];
  const context = contextOf(words);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new AppError("not-found", `${file} cannot be read: ${error.message}`);
  });
  const { rows, faults } = readDirectory((await context.read.tables(bytes)).sheets);
  if (rows.length === 0) throw new AppError("invalid", `${file}: ${faults[0]?.message ?? "there is no school in it."}`);
  return closedSchools(plan, rows.map((row) => ({ ...row, source: basename(file) })), context.crosswalks().catalogs);
}

export const coverageOfFile: Command = async (words) => {
  const plan = await readPlanFile(words);
  const context = contextOf(words);
  const reading = readPlanThrough(context, { plan, program: mustHave(words, "program"), edition: mustHave(words, "edition"), ...schoolOf(words, plan) });
  const covered = coverage(reading);
  const lines = covered.parts.flatMap((part) => [
    `${part.heading}${part.goal ? ` (goal ${part.goal.number})` : ""}`,
    ...part.fields.filter((field) => field.required).map((field) => `  ${field.state.padEnd(14)} ${field.field}${field.lacking.length > 0 ? `  lacks ${field.lacking.join(", ")}` : ""}`),
  ]);
  const { answered, partly, missing, notApplicable } = covered.counts;
  return { text: [...notItsYear(context.crosswalks(), reading.program.edition, plan), ...lines, `${answered} answered, ${partly} partly, ${missing} missing, ${notApplicable} not applicable.`].join("\n"), json: covered };
};

/** `--school`: the school whose form is meant, by its state code (with or without dashes). */
function schoolOf(words: Words, plan: Plan): { orgId?: string } {
  const asked = words.options.get("school");
  if (asked === undefined) return {};
  const cds = asked.replaceAll("-", "");
  const school = plan.organizations.find((one) => one.kind === "school" && one.cds === cds);
  if (school) return { orgId: school.id };
  const known = plan.organizations.filter((one) => one.kind === "school").map((one) => `${one.cds} ${one.name}`);
  throw new AppError("not-found", `This plan has no school with the code "${asked}". ${known.length === 0 ? "It has no schools." : `There is: ${known.join("; ")}.`}`);
}

export const meterOfFile: Command = async (words) => {
  const crosswalks = contextOf(words).crosswalks();
  const plan = await readPlanFile(words);
  const meter = meterOf(crosswalks, plan);
  const workedCounts = compareWorkedCounts(crosswalks, plan, meter);
  return { text: [meterWords(meter), ...workedCounts.map(workedCountWords)].join("\n\n"), json: { ...meter, workedCounts } };
};

const copyKinds = ["internal-draft", "hearing-draft"] as const;

export const documentOfFile: Command = async (words) => {
  const context = contextOf(words);
  const format = mustHave(words, "format");
  if (!(documentFormats as readonly string[]).includes(format)) throw new AppError("invalid", `There is no format "${format}". There are ${documentFormats.join(", ")}.`);
  const out = mustHave(words, "out");
  const plan = await readPlanFile(words);
  const kind = copyKinds.find((known) => known === (words.options.get("copy") ?? "internal-draft"));
  if (!kind) throw new AppError("invalid", `There is no copy "${words.options.get("copy")}". There are ${copyKinds.join(", ")}.`);
  const preparedOn = words.options.get("on") ?? context.today();
  if (!/^\d{4}-\d\d-\d\d$/.test(preparedOn)) throw new AppError("invalid", `"${preparedOn}" is not a day; write it 2026-11-22.`);
  const copy: CopyRequest = { kind, preparedOn };
  const { edition } = context.findProgram(context.crosswalks(), mustHave(words, "program"), mustHave(words, "edition"));
  const attachments = await readAttachments(words.options.get("attach"), edition);
  const { bytes, missing } = await renderPlanDocument(context, { plan, program: mustHave(words, "program"), edition: mustHave(words, "edition"), ...schoolOf(words, plan), format: format as DocumentFormat, copy, attachments });
  await writeAside(out, bytes);
  return { text: [...notItsYear(context.crosswalks(), edition, plan), `Wrote ${out} (${bytes.byteLength} bytes). ${missing} answers are missing or not complete.`].join("\n"), json: { out, bytes: bytes.byteLength, missing } } satisfies CommandAnswer;
};

/** `id=FILE`: an official text that belongs at a place of the form, as plain text or as rich text JSON. */
async function readAttachments(attach: string | undefined, edition: Edition) {
  if (attach === undefined) return {};
  const [id = "", file = ""] = attach.split(/=(.*)/s);
  const places = attachmentPlaces(edition);
  if (!places.includes(id)) throw new AppError("not-found", `This form has no place "${id}" for an attached text. ${places.length === 0 ? "It has none." : `It has ${places.join(", ")}.`}`);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new AppError("not-found", `${file === "" ? "The file to attach" : file} cannot be read: ${error.message}`);
  });
  return { [id]: attachedText(file, bytes) };
}

/** A half-written file is never left under the name that was asked for. */
export async function writeAside(out: string, bytes: Uint8Array): Promise<void> {
  const aside = `${out}.part-${process.pid}`;
  try {
    await writeFile(aside, bytes);
    await rename(aside, out);
  } catch (error) {
    throw new AppError("invalid", `${out} cannot be written: ${(error as Error).message}`);
  }
}

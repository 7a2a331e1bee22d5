import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import { insertOutside, insertOutsideCopy, insertOutsideMove, listOutside, listOutsideMoves, moveOutside, sumOutsideCopies } from "#db/repos/outside-filings.server.ts";
import { listDirectoryLeas, listLeasBelow } from "#db/repos/state-desk.server.ts";
import type { DirectoryLea } from "#db/repos/state-desk.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import { daySchema } from "#schemas/scalars.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { clocksIn, sideOf } from "#app/domain/review/clocks.ts";
import { receiptNumber } from "#app/domain/review/freeze.ts";
import { districtOf, firstSending, stepsOfDistrict } from "#app/domain/review/outside.ts";
import type { DistrictProblem } from "#app/domain/review/outside.ts";
import { ballOf, stateOf } from "#app/domain/review/workflow.ts";
import type { Ball } from "#app/domain/review/workflow.ts";
import { kindInDirectory } from "#app/domain/state/who-owes.ts";
import { inDrawingPlace } from "#app/services/imports/drawing-places.server.ts";
import { fileNameAs, hashOf, kindOfFile } from "#app/services/imports/import-file.server.ts";
import type { UploadedFile } from "#app/services/imports/import-file.server.ts";
import { keepFile } from "#app/services/imports/keep-file.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openMove } from "./load-send-page.server.ts";
import type { OpenMove } from "./load-send-page.server.ts";
import { queueReading } from "./read-outside.server.ts";
import { mustOpenOutside } from "./open-outside.server.ts";

type District = { cds: string; name: string };
export type EnterPage = { today: string; office: string; districts: District[]; forms: { value: string; label: string }[]; directoryHeld: boolean };

function requireEntering(ctx: Context): void {
  if (!can(ctx.user, "outside-filing.enter", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such page here.");
}

type SentForm = { program: ProgramCrosswalk; workflow: Workflow; year: string };
/** The forms and years of which a district's plan is reviewed by its county office, newest year first. */
function formsOf(ctx: Context): SentForm[] {
  return ctx.crosswalks.programs
    .flatMap((program): SentForm[] => {
      const workflow = program.edition.subject === "lea" && program.edition.workflow !== undefined ? ctx.crosswalks.workflows[program.edition.workflow] : undefined;
      return workflow && firstSending(workflow) ? program.edition.years.map((year) => ({ program, workflow, year })) : [];
    })
    .sort((a, b) => b.year.localeCompare(a.year) || a.program.edition.short.localeCompare(b.program.edition.short));
}
const formKey = ({ program, year }: SentForm) => `${program.program}/${year}`;

async function county(ctx: Context, tx: Tx) {
  const office = await findOrganization(tx, { leaId: ctx.user.leaId, id: ctx.user.leaId });
  if (!office) throw new Error("an office that is not in its own directory");
  const directory = (await listDirectoryLeas(tx)).filter(({ cds, charter }) => !charter && cds.slice(0, 2) === office.cds.slice(0, 2));
  const here = new Set((await listLeasBelow(tx)).map(({ cds }) => cds));
  const kindOf = ({ type }: DirectoryLea) => kindInDirectory(ctx.crosswalks.catalogs, type);
  return { office, directory, here, kindOf };
}

/** What the form that enters a plan offers: the county's districts in the state's directory that do not work here. */
export async function loadEnterPage(ctx: Context): Promise<EnterPage> {
  requireEntering(ctx);
  return inLea(ctx, async (tx) => {
    const { office, directory, here, kindOf } = await county(ctx, tx);
    return {
      today: ctx.today(), office: office.name, directoryHeld: directory.length > 0,
      districts: directory.filter((one) => kindOf(one) === "district" && !here.has(one.cds)).map(({ cds, name }) => ({ cds, name })),
      forms: formsOf(ctx).map((form) => ({ value: formKey(form), label: `${form.program.edition.short} ${form.year}` })),
    };
  });
}

export type EnterForm = { district: string; name: string; cds: string; form: string; receivedOn: string; adoptedOn: string };
export type EnterProblem = DistrictProblem | "works-here" | "entered" | "form" | "received" | "adopted" | "file";
export type EnterResult = { outcome: "entered"; filingId: string } | { outcome: "refused"; problem: EnterProblem; filingId: string | null };

const day = (typed: string, latest: string): boolean => daySchema.safeParse(typed).success && typed <= latest;

type CopyOf = { filing: { id: string; cds: string; year: string }; program: ProgramCrosswalk; workflow: Workflow; number: number; receivedOn: string; adoptedOn: string };
/** What stands beside a copy: its receipt number, and on which side of its own deadline it came; without the day of adoption nobody can say. */
function copyFacts({ filing, program, workflow, number, receivedOn, adoptedOn }: CopyOf) {
  const from = firstSending(workflow)?.from[0] ?? "";
  const dueOn = adoptedOn === "" || number > 1 ? null : (clocksIn(workflow, { state: from, leaKind: "district", year: filing.year, adoptedOn, made: [] }).find(({ owner }) => owner === "author")?.dueOn ?? null);
  return { number, receipt: receiptNumber({ short: program.edition.short, year: filing.year, cds: filing.cds, number, kind: "entered" }), receivedOn, adoptedOn: adoptedOn === "" ? null : adoptedOn, dueOn, side: sideOf(receivedOn, dueOn) };
}

type KeptFile = { fileName: string; fileSize: number; fileHash: string; fileKey: string; pages: number };
const mostPages = 9999;

/** Looks at the file, keeps it, and then what `write` says. */
async function withFile<Result>(ctx: Context, file: UploadedFile, write: (kept: KeptFile) => Promise<{ kept: string | null; result: Result }>): Promise<Result> {
  kindOfFile(file, ["pdf"]);
  const pages = await inDrawingPlace(ctx, () => ctx.files.countPages(file.bytes));
  if (pages < 1 || pages > mostPages) throw new AppError("too-large", `A plan of ${pages.toLocaleString("en-US")} pages is not taken; ${mostPages.toLocaleString("en-US")} is the most.`);
  const fileKey = `outside/${ctx.user.leaId}/${randomUUID()}`;
  return keepFile(ctx, { key: fileKey, bytes: file.bytes }, () => write({ fileName: fileNameAs(file.name, "pdf"), fileSize: file.bytes.byteLength, fileHash: hashOf(file.bytes), fileKey, pages }));
}

/** What an office keeps of districts outside the portal, for as long as its records: some years of the largest county. */
const mostFiles = 10_000;
const mostGigabytes = 20;

/** Refuses one copy too many, in words. Asked after the act is recorded: its chain lets one asker of an office through at a time, so that none is overlooked. */
async function refuseTooManyKept(ctx: Context, tx: Tx): Promise<void> {
  const { files, bytes } = await sumOutsideCopies(tx, { leaId: ctx.user.leaId });
  if (files > mostFiles || bytes > mostGigabytes * 2 ** 30) throw new AppError("too-large", `The plans your office has entered have reached ${mostFiles.toLocaleString("en-US")} files or ${mostGigabytes} GB together: no more is kept here. Ask whoever runs this system.`);
}

/** Enters the plan of a district of this county that does not work here, as the file it came in. From then on it waits in the queue like any other. */
export async function enterOutside(ctx: Context, form: EnterForm, file: UploadedFile | null): Promise<EnterResult> {
  requireEntering(ctx);
  const refused = (problem: EnterProblem, filingId: string | null = null): EnterResult => ({ outcome: "refused", problem, filingId });
  const sent = formsOf(ctx).find((one) => formKey(one) === form.form);
  const sending = sent && firstSending(sent.workflow);
  if (!sent || !sending) return refused("form");
  if (!day(form.receivedOn, ctx.today())) return refused("received");
  if (form.adoptedOn !== "" && !day(form.adoptedOn, form.receivedOn)) return refused("adopted");
  const { leaId } = ctx.user;
  // Only looks: nothing is kept as this form's first answer before the file is known to be one.
  const known = await withLea(ctx.db, { leaId, actor: ctx.user.id }, async (tx) => {
    const { office, directory, here, kindOf } = await county(ctx, tx);
    const typed = form.district === "" ? { cds: form.cds, name: form.name } : { cds: form.district, name: "" };
    const listed = directory.find(({ cds }) => cds === typed.cds.replace(/[\s-]/g, ""));
    const district = districtOf(typed, office, listed && { name: listed.name, kind: kindOf(listed) });
    if ("problem" in district) return refused(district.problem);
    if (here.has(district.cds)) return refused("works-here");
    return { ...district, county: listed?.county ?? directory[0]?.county ?? "" };
  });
  if ("outcome" in known) return known;
  if (!file) return refused("file");
  return withFile(ctx, file, (kept) =>
    inLea(ctx, async (tx): Promise<{ kept: string | null; result: EnterResult }> => {
      const filing = { id: randomUUID(), cds: known.cds, year: sent.year };
      const head = { ...filing, leaId, program: sent.program.program, edition: sent.program.edition.id, workflow: sent.workflow.id, name: known.name, county: known.county, state: sending.to, receivedOn: form.receivedOn, enteredBy: ctx.user.name, person: ctx.user.id };
      if (!(await insertOutside(tx, head))) {
        const held = (await listOutside(tx, { leaId })).find((one) => one.program === head.program && one.year === head.year && one.cds === head.cds);
        return { kept: null, result: refused("entered", held?.id ?? null) };
      }
      const by = { person: ctx.user.id, personName: ctx.user.name };
      const copy = copyFacts({ filing, program: sent.program, workflow: sent.workflow, number: 1, receivedOn: form.receivedOn, adoptedOn: form.adoptedOn });
      await insertOutsideCopy(tx, { leaId, filingId: filing.id, ...copy, ...kept, ...by });
      await queueReading(ctx, tx, { filingId: filing.id, program: head.program, number: 1, file: { fileName: kept.fileName, fileHash: kept.fileHash, fileKey: null }, ownDocument: false });
      await insertOutsideMove(tx, { leaId, filingId: filing.id, move: sending.id, fromState: sending.from[0] ?? "", toState: sending.to, madeOn: form.receivedOn, onDay: null, words: "", copyNumber: 1, ...by });
      await recordAct(tx, { leaId, actor: ctx.user.id, verb: "enter-outside-filing", object: `outside-filing/${filing.id}`, detail: { receipt: copy.receipt, hash: kept.fileHash, bytes: kept.fileSize } });
      await refuseTooManyKept(ctx, tx);
      return { kept: kept.fileKey, result: { outcome: "entered", filingId: filing.id } };
    }),
  );
}

export type StepsPage = { filingId: string; organization: string; program: string; year: string; version: number; today: string; ball: Ball; steps: OpenMove[] };

/** What can be noted for the district where its plan stands. */
export async function loadSteps(ctx: Context, filingId: string): Promise<StepsPage> {
  return inLea(ctx, async (tx) => {
    const { filing, workflow, program } = await mustOpenOutside(ctx, tx, filingId);
    return { filingId, organization: filing.name, program: program.edition.short, year: filing.year, version: filing.version, today: ctx.today(), ball: ballOf(workflow, filing.state), steps: stepsOfDistrict(workflow, filing.state).map(openMove) };
  });
}

export type StepForm = { move: string; seenVersion: number; cameOn: string; day: string; words: string; adoptedOn: string };
export type StepProblem = "cameOn" | "day" | "words" | "adopted" | "file";
export type StepResult = { outcome: "noted" } | { outcome: "refused"; problem: StepProblem };

/** Notes a step of the district from what it sent: its day is the day it reached the office, and the clock runs from it. */
export async function noteStep(ctx: Context, filingId: string, form: StepForm, file: UploadedFile | null): Promise<StepResult> {
  const { leaId } = ctx.user;
  const refused = (problem: StepProblem): StepResult => ({ outcome: "refused", problem });
  const opened = await withLea(ctx.db, { leaId, actor: ctx.user.id }, async (tx) => {
    const found = await mustOpenOutside(ctx, tx, filingId);
    if (!can(ctx.user, "outside-filing.enter", { leaId })) throw new AppError("forbidden", "Your role here does not include this step.");
    return { ...found, since: (await listOutsideMoves(tx, { leaId, filingId })).at(-1)?.madeOn ?? "" };
  });
  const { workflow, program, since } = opened;
  const move = workflow.moves.find(({ id }) => id === form.move);
  if (!move) throw new AppError("invalid", "There is no such step.");
  if (!day(form.cameOn, ctx.today()) || form.cameOn < since) return refused("cameOn");
  if (move.asks.day !== undefined && !day(form.day, form.cameOn)) return refused("day");
  if (move.asks.words !== undefined && form.words.trim() === "") return refused("words");
  if (move.freezes && form.adoptedOn !== "" && !day(form.adoptedOn, form.cameOn)) return refused("adopted");
  if (move.freezes && !file) return refused("file");
  const write = (kept: KeptFile | null) =>
    inLea(ctx, async (tx): Promise<{ kept: string | null; result: StepResult }> => {
      const { filing } = await mustOpenOutside(ctx, tx, filingId);
      const to = stateOf(workflow, move.to);
      if (filing.version !== form.seenVersion || !stepsOfDistrict(workflow, filing.state).some(({ id }) => id === move.id)) throw new AppError("conflict", `Somebody moved this on: it is now “${stateOf(workflow, filing.state).title}”. Reload the page and look again.`);
      if (!(await moveOutside(tx, { leaId, filingId, from: filing.state, seenVersion: form.seenVersion, to: to.id, receivedOn: kept ? form.cameOn : null }))) throw new AppError("conflict", "Somebody moved this on a moment ago. Reload the page and look again.");
      const by = { person: ctx.user.id, personName: ctx.user.name };
      const number = kept ? filing.copies + 1 : null;
      if (kept && number !== null) {
        await insertOutsideCopy(tx, { leaId, filingId, ...copyFacts({ filing, program, workflow, number, receivedOn: form.cameOn, adoptedOn: form.adoptedOn }), ...kept, ...by });
        await queueReading(ctx, tx, { filingId, program: filing.program, number, file: { fileName: kept.fileName, fileHash: kept.fileHash, fileKey: null }, ownDocument: false });
      }
      await insertOutsideMove(tx, { leaId, filingId, move: move.id, fromState: filing.state, toState: to.id, madeOn: form.cameOn, onDay: move.asks.day === undefined ? null : form.day, words: move.asks.words === undefined ? "" : form.words.trim(), copyNumber: number, ...by });
      await recordAct(tx, { leaId, actor: ctx.user.id, verb: "note-outside-step", object: `outside-filing/${filingId}`, detail: { move: move.id, from: filing.state, to: to.id, ...(kept ? { hash: kept.fileHash } : {}) } });
      if (kept) await refuseTooManyKept(ctx, tx);
      return { kept: kept?.fileKey ?? null, result: { outcome: "noted" } };
    });
  if (move.freezes && file) return withFile(ctx, file, write);
  return (await write(null)).result;
}

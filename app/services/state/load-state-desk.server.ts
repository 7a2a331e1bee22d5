import { listDirectoryLeas, listFiledYears, listFilingNotes, listFilingsOfProgram, listLeasBelow, listNewestFacts, removeFilingNote, saveFilingNote } from "#db/repos/state-desk.server.ts";
import type { FilingBelow, FilingNote } from "#db/repos/state-desk.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { listOutsideBelow } from "#db/repos/outside-filings.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { outsideSubject } from "#app/domain/review/outside.ts";
import { ballOf, stateOf } from "#app/domain/review/workflow.ts";
import type { Ball } from "#app/domain/review/workflow.ts";
import { shownSide } from "#app/domain/review/clocks.ts";
import { statusesOf } from "#app/domain/identification/statuses.ts";
import { kindInDirectory, whoOwes } from "#app/domain/state/who-owes.ts";
import type { DirectoryKind, Owing } from "#app/domain/state/who-owes.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { workflowOf } from "#app/services/review/subjects.server.ts";
import { requireStateDesk, stateForm } from "./open-state.server.ts";
import { listExports } from "./request-state-export.server.ts";
import type { StateExportView } from "./request-state-export.server.ts";

/** `here`: sent or shared in the portal. `elsewhere`: somebody at the state wrote so, or its county office entered it as a file. `not-filed`: written down so, or the LEA works here and sent nothing. */
export const standings = ["here", "elsewhere", "not-filed", "unknown"] as const;
export type LeaStanding = (typeof standings)[number];
export type LeaLine = {
  cds: string; name: string; county: string; kind: DirectoryKind; owes: Owing["owes"]; standing: LeaStanding;
  /** What is in the portal: of the LEA, never a draft. */
  filing: { id: string; number: number; ball: Ball | null; receivedOn: string | null; side: "in-time" | "late" | "late-weekend" | "no-date" | null; /** The state reviews it itself. */ ours: boolean } | null;
  note: { words: string; onDay: string | null; by: string; day: string } | null;
  /** A county office entered it as a file: its own record, of which the state sees that it is there and where it stands. */
  entered: { office: string; title: string; receivedOn: string } | null;
};
/** `unsure`: LEAs of which nobody knows whether they owe a plan; they are counted by their standing too. */
export type CountyLine = { county: string; owing: number; unsure: number; author: number; reviewer: number; done: number; elsewhere: number; notFiled: number; unknown: number };

type Asked = { program: string; year: string };
type Desk = { lines: LeaLine[]; rulesHeld: boolean; owingOf: (line: LeaLine) => Owing; notes: ReadonlyMap<string, FilingNote> };

/** Every LEA that may owe a plan of a program and year, of the state's directory and of those that work here, with what is known of it. */
async function readDesk(ctx: Context, tx: Tx, asked: Asked): Promise<Desk> {
  const { calendar, catalogs, stateFiles } = ctx.crosswalks;
  const owes = whoOwes(calendar, catalogs, asked);
  const filings = new Map((await listFilingsOfProgram(tx, asked)).filter((one) => one.orgId === one.leaId).map((one) => [one.cds, one]));
  const notes = new Map((await listFilingNotes(tx, { leaId: ctx.user.leaId, ...asked })).map((note) => [note.cds, note]));
  const leasBelow = await listLeasBelow(tx);
  const below = new Map(leasBelow.map((one) => [one.cds, one]));
  const offices = new Map(leasBelow.map(({ leaId, name }) => [leaId, name]));
  const entered = new Map((await listOutsideBelow(tx, asked)).map((one) => [one.cds, one]));
  const directory = await listDirectoryLeas(tx);
  const facts = owes.asksStatuses ? await listNewestFacts(tx, stateFiles.filter(({ layouts }) => layouts.some(({ statuses }) => statuses.length > 0)).map(({ id }) => id)) : [];
  const identified = new Map<string, Record<string, string[]>>();
  const groupOf = (program: string) => catalogs["identifications"]?.entries.find(({ code }) => code === program)?.["group"];
  for (const status of statusesOf(facts, stateFiles, catalogs, () => "district")) {
    const group = groupOf(status.program);
    if (typeof group !== "string") continue;
    const lea = `${status.cds.slice(0, 7)}0000000`;
    const held = identified.get(lea) ?? {};
    held[group] = [...(held[group] ?? []), status.name];
    identified.set(lea, held);
  }
  // With lists loaded, an LEA that none of them names holds no status; without lists nobody knows.
  const groups = [...new Set(catalogs["identifications"]?.entries.flatMap(({ group }) => (typeof group === "string" ? [group] : [])) ?? [])];
  const listed = new Set(facts.flatMap((fact) => stateFiles.find(({ id }) => id === fact.kind)?.layouts.flatMap(({ statuses }) => statuses.map(({ program }) => groupOf(program))) ?? []));
  const identifiedOf = (cds: string) => Object.fromEntries(groups.flatMap((group) => (identified.get(cds)?.[group] !== undefined ? [[group, identified.get(cds)?.[group] ?? []]] : listed.has(group) ? [[group, []]] : [])));
  const owingOf = ({ cds, kind }: Pick<LeaLine, "cds" | "kind">) => owes.of(kind, identifiedOf(cds));
  const known = new Map<string, { cds: string; name: string; county: string; kind: DirectoryKind }>();
  for (const lea of directory) known.set(lea.cds, { cds: lea.cds, name: lea.name, county: lea.county, kind: lea.charter ? "charter" : kindInDirectory(catalogs, lea.type) });
  for (const lea of below.values()) if (!known.has(lea.cds)) known.set(lea.cds, { cds: lea.cds, name: lea.name, county: filings.get(lea.cds)?.county ?? "", kind: lea.kind as DirectoryKind });
  for (const one of entered.values()) if (!known.has(one.cds)) known.set(one.cds, { cds: one.cds, name: one.name, county: one.county, kind: outsideSubject(one).leaKind });
  for (const filing of filings.values()) known.set(filing.cds, { cds: filing.cds, name: filing.leaName, county: filing.county, kind: filing.leaKind });
  const lines = [...known.values()].map((lea): LeaLine => {
    const filing = filings.get(lea.cds);
    const note = notes.get(lea.cds);
    const file = entered.get(lea.cds);
    const { owes: owing } = owingOf(lea);
    return { ...lea, owes: owing, standing: filing ? "here" : note ? note.standing : file ? "elsewhere" : below.has(lea.cds) ? "not-filed" : "unknown", filing: filing ? filingView(ctx, filing) : null, note: note ? noteView(ctx, note) : null, entered: file && !filing ? { office: offices.get(file.leaId) ?? "", title: ballOf(workflowOf(ctx, file.workflow), file.state).title, receivedOn: file.receivedOn } : null };
  });
  return { lines: lines.filter((line) => line.owes !== "no" || line.filing !== null).sort((a, b) => a.county.localeCompare(b.county) || a.name.localeCompare(b.name) || a.cds.localeCompare(b.cds)), rulesHeld: owes.rulesHeld, owingOf, notes };
}

/** While an author works on a revision nothing of it is told. */
function filingView(ctx: Context, filing: FilingBelow): NonNullable<LeaLine["filing"]> {
  const workflow = workflowOf(ctx, filing.workflow);
  const open = stateOf(workflow, filing.state).above !== "nothing";
  return { id: filing.id, number: filing.number ?? 0, ball: open ? ballOf(workflow, filing.state) : null, receivedOn: filing.sent ? filing.receivedOn : null, side: filing.sent ? shownSide(filing) : null, ours: filing.leaKind === "coe" };
}

const noteView = (ctx: Context, note: FilingNote): NonNullable<LeaLine["note"]> => ({ words: note.words, onDay: note.onDay, by: note.personName, day: ctx.dayOf(note.at) });

const countyLine = (county: string, lines: readonly LeaLine[]): CountyLine => {
  const count = (test: (line: LeaLine) => boolean) => lines.filter(test).length;
  const holder = (line: LeaLine) => line.filing?.ball?.holder;
  return {
    county, owing: count((line) => line.owes === "yes"), unsure: count((line) => line.owes === "unknown"),
    author: count((line) => line.standing === "here" && holder(line) !== "reviewer" && holder(line) !== "nobody"), reviewer: count((line) => holder(line) === "reviewer"), done: count((line) => holder(line) === "nobody"),
    elsewhere: count((line) => line.standing === "elsewhere"), notFiled: count((line) => line.standing === "not-filed"), unknown: count((line) => line.standing === "unknown"),
  };
};

const pageSize = 50;
export type DeskAsked = { program?: string | undefined; year?: string | undefined; county?: string | undefined; standing?: string | undefined; page?: number | undefined };
export type DeskPage = {
  form: { program: string; short: string; title: string; year: string }; programs: { program: string; short: string }[]; years: string[]; counties: string[]; asked: { county: string; standing: string };
  rulesHeld: boolean; directoryHeld: boolean; byCounty: CountyLine[]; total: CountyLine; lines: LeaLine[]; found: number; page: number; pages: number;
  /** County offices' own plans that wait for the state. */
  ours: LeaLine[];
  exports: StateExportView[];
};

/** For a program and year every LEA that owes a plan: what is in the portal, filed elsewhere, not filed, unknown; where it waits, by county. */
export async function loadStateDesk(ctx: Context, asked: DeskAsked): Promise<DeskPage> {
  requireStateDesk(ctx);
  const forms = ctx.crosswalks.programs.filter(({ edition }) => edition.subject === "lea");
  const filedWith = (program: string) => ctx.crosswalks.calendar.sets.some((set) => set.program === program && set.rules.some((rule) => rule.files));
  const programs = [...new Map(forms.map(({ program, edition }) => [program, { program, short: edition.short }])).values()].sort((a, b) => Number(filedWith(b.program)) - Number(filedWith(a.program)));
  return inLea(ctx, async (tx) => {
    const program = asked.program ?? programs[0]?.program ?? "";
    const years = [...new Set([...(await listFiledYears(tx)), ...forms.filter((one) => one.program === program).flatMap(({ edition }) => edition.years)])].sort().reverse();
    const year = asked.year ?? years[0] ?? "";
    const form = { ...stateForm(ctx, program, year), year };
    const desk = await readDesk(ctx, tx, { program, year });
    const counties = [...new Set(desk.lines.map(({ county }) => county))].sort();
    const chosen = desk.lines.filter((line) => (asked.county === undefined || asked.county === "" || line.county === asked.county) && (asked.standing === undefined || asked.standing === "" || line.standing === asked.standing));
    const pages = Math.max(1, Math.ceil(chosen.length / pageSize));
    const page = Math.min(Math.max(1, asked.page ?? 1), pages);
    return {
      form, programs, years, counties, asked: { county: asked.county ?? "", standing: asked.standing ?? "" }, rulesHeld: desk.rulesHeld, directoryHeld: (await listDirectoryLeas(tx)).length > 0,
      byCounty: counties.map((county) => countyLine(county, desk.lines.filter((line) => line.county === county))), total: countyLine("", desk.lines),
      lines: chosen.slice((page - 1) * pageSize, page * pageSize), found: chosen.length, page, pages,
      ours: desk.lines.filter((line) => line.filing?.ours && line.filing.ball?.holder === "reviewer"),
      exports: await listExports(ctx, tx),
    };
  });
}

export type LeaPage = { form: { program: string; short: string; title: string; year: string }; line: LeaLine; owing: Owing; today: string; version: number };

async function openLea(ctx: Context, tx: Tx, { program, year, cds }: Asked & { cds: string }): Promise<{ desk: Desk; line: LeaLine }> {
  const desk = await readDesk(ctx, tx, { program, year });
  const line = desk.lines.find((one) => one.cds === cds);
  if (!line) throw new AppError("not-found", "There is no such page here.");
  return { desk, line };
}

/** One LEA on the desk: whether it owes a plan and by which rule, and what is known of it. */
export async function loadStateLea(ctx: Context, asked: Asked & { cds: string }): Promise<LeaPage> {
  requireStateDesk(ctx);
  const form = { ...stateForm(ctx, asked.program, asked.year), year: asked.year };
  return inLea(ctx, async (tx) => {
    const { desk, line } = await openLea(ctx, tx, asked);
    return { form, line, owing: desk.owingOf(line), today: ctx.today(), version: desk.notes.get(asked.cds)?.version ?? 0 };
  });
}

export type NoteForm = { standing: "elsewhere" | "not-filed" | "unknown"; onDay: string; words: string; seenVersion: number };
export type NoteResult = { outcome: "noted" } | { outcome: "conflict"; theirs: string } | { outcome: "incomplete" };

/** Writes down what is known of a plan that is not in the portal; "unknown" takes the note away. */
export async function noteFiling(ctx: Context, asked: Asked & { cds: string }, form: NoteForm): Promise<NoteResult> {
  if (!can(ctx.user, "filing.note", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such page here.");
  stateForm(ctx, asked.program, asked.year);
  const { leaId } = ctx.user;
  return inLea(ctx, async (tx): Promise<NoteResult> => {
    const { desk } = await openLea(ctx, tx, asked);
    if (form.standing === "elsewhere" && form.words.trim() === "") return { outcome: "incomplete" };
    const key = { leaId, program: asked.program, year: asked.year, cds: asked.cds, seenVersion: form.seenVersion };
    const kept = form.standing === "unknown"
      ? await removeFilingNote(tx, key)
      : await saveFilingNote(tx, { ...key, standing: form.standing, onDay: form.onDay === "" ? null : form.onDay, words: form.words.trim(), person: ctx.user.id, personName: ctx.user.name });
    if (!kept) return { outcome: "conflict", theirs: desk.notes.get(asked.cds)?.words ?? "" };
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "note-filing", object: `filing-note/${asked.program}/${asked.year}/${asked.cds}`, detail: { standing: form.standing } });
    return { outcome: "noted" };
  });
}

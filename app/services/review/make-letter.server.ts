import { listOutsideMoves } from "#db/repos/outside-filings.server.ts";
import { listMoves, listSubmissions } from "#db/repos/submissions.server.ts";
import type { Filing, FilingMove } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findPerson } from "#db/repos/people.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Workflow } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { letterDocument } from "#app/domain/documents/letter-document.ts";
import { clocksIn } from "#app/domain/review/clocks.ts";
import { citedFor, moveOf } from "#app/domain/review/workflow.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openOutside } from "./open-outside.server.ts";
import { openFiling, recordLookAt } from "./subjects.server.ts";

export type LetterFormat = "docx" | "pdf";

type LetterRecord = { filing: Pick<Filing, "leaId" | "leaKind" | "orgName" | "cds" | "program" | "year">; workflow: Workflow; moves: (Pick<FilingMove, "id" | "move" | "toState" | "madeOn" | "words" | "person" | "personName" | "submissionNumber" | "body">)[]; /** What was sent, newest first. */ copies: { number: number; receipt: string; receivedOn: string }[] };

/** What a letter is made from: the moves and copies of a plan that was sent, or of one that this office entered. */
async function letterRecord(ctx: Context, tx: Tx, filingId: string): Promise<LetterRecord> {
  const outside = await openOutside(ctx, tx, filingId);
  if (outside) {
    const { filing, workflow, subject, copies } = outside;
    const moves = await listOutsideMoves(tx, { leaId: filing.leaId, filingId });
    return { filing: { ...filing, leaKind: subject.leaKind, orgName: filing.name }, workflow, copies, moves: moves.map((move) => ({ ...move, submissionNumber: move.copyNumber, body: filing.leaId })) };
  }
  const { filing, workflow } = await openFiling(ctx, tx, filingId);
  const key = { leaId: filing.leaId, filingId };
  return { filing, workflow, moves: await listMoves(tx, key), copies: (await listSubmissions(tx, key)).filter(({ kind }) => kind === "sent") };
}

/** The letter of a step that was made, from its record: for the reviewing body and for the LEA alike. Handing it out is recorded first. */
export async function openLetter(ctx: Context, filingId: string, moveId: number, format: LetterFormat): Promise<{ bytes: Uint8Array; name: string; format: LetterFormat }> {
  const letter = await inLea(ctx, async (tx) => {
    const { filing, workflow, moves, copies } = await letterRecord(ctx, tx, filingId);
    const at = moves.findIndex((one) => one.id === moveId);
    const made = moves[at];
    const move = made && moveOf(workflow, made.move);
    const numbers = moves.slice(0, at + 1).flatMap(({ submissionNumber }) => submissionNumber ?? []);
    const copy = copies.find((one) => one.number === Math.max(...numbers)) ?? copies[0];
    if (!made || !move?.letter || !copy) throw new AppError("not-found", "There is no such submission here.");
    const clocks = clocksIn(workflow, { state: made.toState, leaKind: filing.leaKind, year: filing.year, adoptedOn: null, made: moves.slice(0, at + 1).map((one) => ({ move: one.move, on: one.madeOn })) });
    const due = clocks.find((clock) => clock.owner === "author");
    const office = (await findPerson(tx, made.person))?.roles.find((held) => held.leaId === made.body && held.orgId === made.body)?.orgName ?? made.body;
    await recordLookAt(ctx, tx, filing, { verb: "download-letter", object: `filing/${filingId}/letters/${moveId}`, kind: move.letter, format });
    const short = ctx.crosswalks.programs.find(({ program }) => program === filing.program)?.edition.short ?? filing.program;
    return {
      kind: move.letter, office, addressee: filing.orgName, cds: filing.cds, program: short, year: filing.year, receipt: copy.receipt, receivedOn: copy.receivedOn, madeOn: made.madeOn, words: made.words,
      due: due ? { title: due.title, day: due.dueOn, ofReceipt: due.ofReceipt, cite: due.law, confidence: due.confidence } : null, law: { cite: citedFor(move, filing.leaKind).cite.join("; "), confidence: move.confidence }, person: made.personName,
    };
  });
  return { bytes: await ctx.render[format](letterDocument(letter)), name: exportFileName({ organization: letter.addressee, short: letter.program, year: letter.year, copy: `${letter.kind} letter`, format }), format };
}

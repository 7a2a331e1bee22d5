import { createHash } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { findPerson } from "#db/repos/people.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { keepTables } from "#db/repos/submission-tables.server.ts";
import { actFor, ensureFiling, findFiling, findFilingOf, insertMove, insertSubmission, keepForm, listMoves, lockPlan, moveFiling } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Workflow, WorkflowMove } from "#schemas/workflow.ts";
import type { Context } from "#app/context.server.ts";
import { canonicalJson } from "#app/domain/audit/canonical-json.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { can } from "#app/domain/permissions/can.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { adoptedOn } from "#app/domain/plan/adopted-on.ts";
import { clocksIn, sideOf } from "#app/domain/review/clocks.ts";
import { freeze, frozenForm, receiptNumber } from "#app/domain/review/freeze.ts";
import { firstState, lackedBy, mayMove, moveOf, stateOf } from "#app/domain/review/workflow.ts";
import type { Subject } from "#app/domain/review/workflow.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { dictionaryVersion } from "#app/domain/state/dictionary.ts";
import { attachedTexts } from "#app/services/documents/attached-texts.server.ts";
import { requireRecentSignIn } from "#app/services/people/recent-sign-in.server.ts";
import { inLea, mayOnPart, planSeen } from "#app/services/plans/open-plan.server.ts";
import { tablesToKeep } from "#app/services/state/write-state-export.server.ts";
import { openOutside } from "./open-outside.server.ts";
import { makeOutsideMove } from "./outside-desk.server.ts";
import { noSuchForm, openFiling, sentForm, subjectOf } from "./subjects.server.ts";

/** `seenVersion`: 0 while nothing was ever done. */
export type MoveForm = { move: string; seenVersion: number; day: string; words: string };
export type MoveResult =
  | { outcome: "made"; state: string; /** Of the copy that was frozen. */ number: number | null; receipt: string | null }
  /** What stands in the way: the rules' errors, or an adoption that is not on record. */
  | { outcome: "blocked"; findings: Finding[]; lacksAdoption: boolean }
  | { outcome: "incomplete"; lacks: ("day" | "words")[] };

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A move by the LEA, or by one of its schools, on its own plan. */
export async function makeMove(ctx: Context, { planId, program, orgId = ctx.user.leaId }: { planId: string; program: string; orgId?: string }, form: MoveForm): Promise<MoveResult> {
  const received = ctx.now();
  const leaId = ctx.user.leaId;
  return inLea(ctx, async (tx) => {
    // The plan is locked first: no row of it changes while it is frozen.
    if (!can(ctx.user, "plan.read", { leaId }) || !(await lockPlan(tx, { leaId, planId }))) throw new AppError("not-found", "There is no such plan here.");
    const known = await findFilingOf(tx, { leaId, planId, orgId, program });
    const plan = await planSeen(ctx, tx, planId);
    if (!plan) throw new AppError("not-found", "There is no such plan here.");
    if (!mayOnPart(ctx.user, { leaId, orgId }, "plan.read")) throw noSuchForm();
    const { program: sent, workflow } = sentForm(ctx, plan, program, orgId);
    const [lea, organization] = [leaId, orgId].map((id) => plan.organizations.find((one) => one.id === id));
    if (!lea || !organization || lea.kind === "school") throw new AppError("not-found", "This plan sends no such form.");
    const subject = subjectOf({ leaId, orgId, leaKind: lea.kind }, ctx.user);
    const move = allowed(ctx, workflow, form.move, subject);
    const filing = known ?? (await ensureFiling(tx, { leaId, orgId, planId, year: plan.year, program, edition: sent.edition.id, workflow: workflow.id, state: firstState(workflow).id, leaKind: lea.kind, leaName: lea.name, orgName: organization.name, cds: organization.cds, county: lea.county }));
    return perform(ctx, tx, { filing, seen: known ? form.seenVersion : filing.version, workflow, move, form, received, plan });
  });
}

/** A move by the body that reviews: on what was sent, never on a draft. */
export async function makeReviewMove(ctx: Context, filingId: string, form: MoveForm): Promise<MoveResult> {
  const received = ctx.now();
  return inLea(ctx, async (tx) => {
    const outside = await openOutside(ctx, tx, filingId);
    if (outside) return makeOutsideMove(ctx, tx, outside, { move: allowed(ctx, outside.workflow, form.move, outside.subject), form, madeOn: ctx.dayOf(received) });
    const { filing: seen, subject, workflow } = await openFiling(ctx, tx, filingId);
    const move = allowed(ctx, workflow, form.move, subject);
    // The policy has spoken; what is written belongs to the LEA and its chain of acts.
    await actFor(tx, seen.leaId);
    await lockPlan(tx, seen);
    const filing = await findFiling(tx, { filingId });
    if (!filing) throw new AppError("not-found", "There is no such submission here.");
    const result = await perform(ctx, tx, { filing, seen: form.seenVersion, workflow, move, form, received, plan: null });
    await actFor(tx, ctx.user.leaId);
    return result;
  });
}

function allowed(ctx: Context, workflow: Workflow, name: string, subject: Subject): WorkflowMove {
  const move = moveOf(workflow, name);
  if (!move) throw new AppError("invalid", "There is no such step.");
  if (!mayMove(ctx.user, move, subject)) throw new AppError("forbidden", "Your role here does not include this step.");
  if (move.signed) requireRecentSignIn(ctx);
  return move;
}

type Performing = { filing: Filing; seen: number; workflow: Workflow; move: WorkflowMove; form: MoveForm; received: Date; plan: Plan | null };

async function perform(ctx: Context, tx: Tx, { filing, seen, workflow, move, form, received, plan }: Performing): Promise<MoveResult> {
  const { leaId, orgId } = filing;
  if (!move.from.includes(filing.state) || filing.version !== seen) throw new AppError("conflict", `Somebody moved this on: it is now “${stateOf(workflow, filing.state).title}”. Reload the page and look again.`);
  const madeOn = ctx.dayOf(received);
  const lacks = lackedBy(move, form, madeOn);
  if (lacks.length > 0) return { outcome: "incomplete", lacks };

  const adopted = plan && adoptedOn(plan, madeOn);
  const own = plan && sentForm(ctx, plan, filing.program, orgId);
  // Read afresh: what the person may not see of the plan counts all the same, and is never frozen.
  const whole = own && (move.freezes || move.needs_no_errors) ? await loadPlan(tx, { leaId, planId: filing.planId }) : undefined;
  const reading = own && whole ? readForm({ plan: whole, crosswalks: ctx.crosswalks, program: own.program, orgId }) : null;
  const findings = reading ? findingsOf(reading) : [];
  const errors = move.needs_no_errors ? findings.filter((finding) => finding.severity === "error") : [];
  const lacksAdoption = move.needs_adoption && !adopted;
  if (errors.length > 0 || lacksAdoption) return { outcome: "blocked", findings: errors, lacksAdoption };

  const to = stateOf(workflow, move.to);
  const number = move.freezes ? filing.copies + 1 : null;
  const moved = await moveFiling(tx, { leaId, filingId: filing.id, from: filing.state, seenVersion: seen, to: to.id, edition: own?.program.edition.id ?? filing.edition, sharedNumber: move.freezes === "shared" ? number : to.above === "shared" ? filing.sharedNumber : null, sends: move.freezes === "sent", freezes: number !== null });
  if (!moved) throw new AppError("conflict", "Somebody moved this on a moment ago. Reload the page and look again.");

  let receipt: string | null = null;
  if (number !== null && reading && own) {
    const made = (await listMoves(tx, { leaId, filingId: filing.id })).map((one) => ({ move: one.move, on: one.madeOn }));
    const dueOn = move.freezes === "sent" ? (clocksIn(workflow, { state: filing.state, leaKind: filing.leaKind, year: filing.year, adoptedOn: adopted, made }).find((clock) => clock.owner === "author")?.dueOn ?? null) : null;
    const formNow = frozenForm(ctx.crosswalks, own.program, await attachedTexts(ctx.storage, own.program.edition));
    const formText = canonicalJson(formNow, true);
    const formHash = sha256(formText);
    receipt = receiptNumber({ short: own.program.edition.short, year: filing.year, cds: filing.cds, number, kind: move.freezes ?? "sent" });
    const value = freeze(ctx.crosswalks, reading, {
      kind: move.freezes ?? "sent", receipt, number, filingId: filing.id, form: formHash, receivedAt: received.toISOString(), receivedOn: madeOn, dueOn, side: sideOf(madeOn, dueOn),
      sentBy: { id: ctx.user.id, name: ctx.user.name }, words: form.words.trim(), adoptedOn: adopted, findings,
    });
    const content = canonicalJson(value, true);
    const hash = sha256(content);
    await keepForm(tx, { hash: formHash, program: filing.program, edition: own.program.edition.id, content: formText });
    await insertSubmission(tx, { leaId, filingId: filing.id, number, orgId, planId: filing.planId, year: filing.year, program: filing.program, edition: own.program.edition.id, form: formHash, kind: value.kind, receipt, receivedAt: received, receivedOn: madeOn, dueOn, side: value.side, content, hash });
    if (value.kind === "sent") await keepTables(tx, { leaId, filingId: filing.id, number, orgId, dictionary: dictionaryVersion }, tablesToKeep(value, formNow));
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "freeze", object: `submission/${receipt}`, detail: { hash, form: formHash, kind: value.kind, side: value.side } });
  }
  await insertMove(tx, { leaId, orgId, filingId: filing.id, move: move.id, fromState: filing.state, toState: to.id, madeOn, onDay: move.asks.day === undefined ? null : form.day, words: move.asks.words === undefined ? "" : form.words.trim(), person: ctx.user.id, personName: ctx.user.name, body: ctx.user.leaId, submissionNumber: number, openAbove: to.above === "sent" });
  await recordAct(tx, { leaId, actor: ctx.user.id, verb: move.id, object: `filing/${filing.id}`, detail: { program: filing.program, from: filing.state, to: to.id } });
  await tellBy(ctx, tx, { filing, workflow, move, receipt, received });
  return { outcome: "made", state: to.id, number, receipt };
}

/** One mail a move: a receipt to whoever sent; to the last sender what the reviewing body, or the board, did. */
async function tellBy(ctx: Context, tx: Tx, { filing, workflow, move, receipt, received }: { filing: Filing; workflow: Workflow; move: WorkflowMove; receipt: string | null; received: Date }): Promise<void> {
  const program = ctx.crosswalks.programs.find((one) => one.program === filing.program)?.edition.short ?? filing.program;
  const page = `${ctx.siteUrl}/plans/${encodeURIComponent(filing.orgId === filing.leaId ? filing.planId : partKey(filing.planId, filing.orgId))}/programs/${filing.program}/send`;
  if (move.freezes === "sent" && receipt !== null) {
    return ctx.writeMail(tx, { to: ctx.user.email, subject: `Receipt ${receipt}`, text: `The ${filing.year} ${program} of ${filing.orgName} was received on ${received.toISOString()} under the receipt number ${receipt}.\n\n${page}\n` });
  }
  if (move.by !== "reviewer" && move.by !== "decider" && move.by !== "board") return;
  const last = (await listMoves(tx, { leaId: filing.leaId, filingId: filing.id })).findLast((one) => one.submissionNumber !== null);
  const sender = last && (await findPerson(tx, last.person));
  if (sender) await ctx.writeMail(tx, { to: sender.email, subject: `${program} ${filing.year}: ${stateOf(workflow, move.to).title}`, text: `${filing.orgName}: ${stateOf(workflow, move.to).title}.\n\nRead it here:\n${page}\n` });
}

// What a board needs on its table for one meeting about the plan, as one archive: agenda with notice, what changed, a page in short, the plan's document.
import { recordAct } from "#db/repos/audit.server.ts";
import { createExport } from "#db/repos/document-exports.server.ts";
import { listNamedVersions } from "#db/repos/named-versions.server.ts";
import { loadPlanAt } from "#db/repos/revisions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Meeting, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { changesDocument } from "#app/domain/documents/changes-document.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import type { DraftKind, packetFormats } from "#app/domain/documents/copy-kinds.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { meetingPaper } from "#app/domain/documents/meeting-kit.ts";
import type { MeetingPaper } from "#app/domain/documents/meeting-kit.ts";
import { planSummary } from "#app/domain/documents/plan-summary.ts";
import { planDifference } from "#app/domain/history/plan-difference.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { paperOf } from "#app/services/calendar/meeting-paper.server.ts";
import { meetingIn } from "#app/services/calendar/meetings.server.ts";
import { changeAt } from "#app/services/history/moments.server.ts";
import { asSeen, everyStatement, inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { refuseTooManyWaiting } from "./most-waiting.server.ts";
import { renderPlanDocument } from "./render-plan-document.server.ts";
import type { RenderRequest } from "./render-plan-document.server.ts";

/** Which of the LEA's forms the board's meeting is about: the first whose rules put an item on its agenda. Undefined for other bodies and for schools' meetings. */
export function packetProgram(ctx: Context, plan: Plan, { body, orgId }: Meeting, { agenda }: Pick<MeetingPaper, "agenda">): ProgramCrosswalk | null {
  if (body !== "board" || orgId !== plan.leaId) return null;
  const programs = new Set(agenda.flatMap((line) => line.programs));
  return formsOfPlan(ctx.crosswalks, plan).find(({ program }) => programs.has(program)) ?? null;
}

/** Asks for a meeting's packet; the worker makes it. Throws "not-found" where the meeting is none of the board about a form. */
export async function requestBoardPacket(ctx: Context, planId: string, meetingId: string, wish: { format: (typeof packetFormats)[number]; copy: DraftKind }): Promise<{ exportId: string }> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "document.export");
    const meeting = meetingIn(plan, plan.leaId, meetingId);
    const form = packetProgram(ctx, plan, meeting, await paperOf(ctx, tx, plan, meeting));
    if (!form) throw new AppError("not-found", "There is no packet for this meeting: it is not the board's, or no form is before it.");
    const made = await createExport(tx, { leaId: plan.leaId, planId: plan.id, program: form.program, edition: form.edition.id, ...wish, packet: true, meetingId, requestedBy: ctx.user.id });
    await ctx.queue.enqueue(tx, "export-document", { leaId: plan.leaId, exportId: made.id, actor: ctx.user.id }, made.id);
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "request-export", object: `plan/${plan.id}/exports/${made.id}`, detail: { ...wish, packet: true, meeting: meetingId } });
    await refuseTooManyWaiting(ctx, tx);
    return { exportId: made.id };
  });
}

type Before = { words: string; plan: Plan };

/** What the packet compares with: the plan at the body's last meeting before this one; where it was not here then, at the newest named version, else as it began. */
async function sinceWhen(ctx: Context, tx: Tx, plan: Plan, meeting: Meeting): Promise<Before | null> {
  const key = { leaId: plan.leaId, planId: plan.id };
  const before = plan.meetings
    .filter(({ orgId, body, heldOn }) => orgId === meeting.orgId && body === meeting.body && heldOn !== null && heldOn < ctx.today() && heldOn < (meeting.heldOn ?? "9999"))
    .map(({ heldOn }) => heldOn as string)
    .sort()
    .at(-1);
  const versions = await listNamedVersions(tx, key);
  const moments = [
    ...(before === undefined ? [] : [{ words: `the meeting of ${longDay(before)}`, upTo: await changeAt(tx, key, `day:${before}`) }]),
    ...["named", "start"].flatMap((wanted) => versions.filter(({ kind }) => kind === wanted).slice(0, 1).map(({ name, kind, at, upTo }) => ({ words: kind === "start" ? `the plan as it began here on ${longDay(ctx.dayOf(at))}` : `the version “${name}” of ${longDay(ctx.dayOf(at))}`, upTo }))),
  ];
  for (const { words, upTo } of moments) {
    const then = await loadPlanAt(tx, { ...key, upTo });
    if (then) return { words, plan: withoutPrivate(asSeen(ctx, then), everyStatement(ctx)) };
  }
  return null;
}

/** The archive's files, in the order they are read. `report`: the part done, 0 to 1. Nothing private is in `request.plan`. */
export async function makeBoardPacket(ctx: Context, request: RenderRequest, meetingId: string, report: (part: number) => Promise<unknown>): Promise<Uint8Array> {
  const { plan, format } = request;
  const { paper, changes } = await inLea(ctx, async (tx) => {
    const meeting = meetingIn(plan, plan.leaId, meetingId);
    const paper = await paperOf(ctx, tx, plan, meeting);
    const since = await sinceWhen(ctx, tx, plan, meeting);
    const whole = since && planDifference(since.plan, plan, ctx.crosswalks);
    // The form before the board is the LEA's: what schools wrote on rows of their own goes to their councils.
    const difference = whole && { ...whole, changes: whole.changes.filter(({ school }) => school === "") };
    return { paper, changes: changesDocument({ organization: paper.organization, year: plan.year, preparedOn: ctx.today(), outline: ctx.crosswalks.outline, since: since?.words ?? null, difference }) };
  });
  const { edition } = ctx.files.findProgram(ctx.crosswalks, request.program, request.edition);
  const papers: { name: string; make: () => Promise<Uint8Array> }[] = [
    ...([["Agenda and notice", meetingPaper(paper, "agenda")], ["What changed", changes], ["Summary", planSummary(plan, ctx.crosswalks.catalogs, ctx.today(), { pages: 1 })]] as [string, PlanDocument][]).map(([name, document]) => ({ name, make: () => ctx.files.render[format](document) })),
    { name: edition.short, make: async () => (await renderPlanDocument(ctx.files, request)).bytes },
  ];
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [at, { name, make }] of papers.entries()) {
    files.push({ name: `${at + 1} ${exportFileName({ organization: paper.organization.name, short: name, year: plan.year, copy: "", format })}`, bytes: await make() });
    await report((at + 1) / papers.length);
  }
  return ctx.files.pack(files);
}

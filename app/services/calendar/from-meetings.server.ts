import { recordAct } from "#db/repos/audit.server.ts";
import { listMeetingRecords } from "#db/repos/meeting-records.server.ts";
import { saveAnswer as storeAnswer } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Answer, Plan } from "#schemas/plan.ts";
import { emptyRichText, richTextSchema } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { Context } from "#app/context.server.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { heardBlock, heardBlockId } from "#app/domain/calendar/meeting-ledger.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { endMarksOf } from "#app/services/plans/answer-marks.server.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { isClosed, planHead, refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { labelOf, meetingIn, statementsOfOutline } from "./meetings.server.ts";
import type { MeetingSaved } from "./meetings.server.ts";

/** `row`: the engagement row made of it; `inText`: a paragraph of the answer came from it. */
export type HeardAt = { id: string; title: string; day: string | null; people: number | null; groups: string[]; topics: string[]; heard: string; changed: string[]; seenVersion: number; row: string | null; inText: boolean };
export type FromMeetings = { plan: PlanHead; /** Where the engagement questions are asked. */ chapter: { id: string; title: string } | null; meetings: HeardAt[]; nothingYet: number; /** The answer that a paragraph can go to, where this part is asked for it. */ answer: { question: string; seenVersion: number | null } | null; writesRows: boolean; writesText: boolean };

const influence = "listen.influence";
const listOfEvents = { key: "listen.events", collection: "events" } as const;

const answerOf = (plan: Plan, orgId: string): Answer | undefined => plan.answers.find((answer) => answer.key === influence && answer.orgId === orgId && answer.about === null);
function textOf(answer: Answer | undefined): RichText {
  const read = richTextSchema.safeParse(answer?.value);
  return read.success ? read.data : emptyRichText;
}
const asked = (ctx: Context, plan: Plan, orgId: string) => statementsOf(ctx.crosswalks, formsOfPlan(ctx.crosswalks, plan, orgId), orgId === plan.leaId ? "lea" : "school").find(({ statement }) => statement.key === influence)?.statement;

/** What the ledger has for the engagement questions: each meeting with a record, and where of the plan it stands already. */
export async function loadFromMeetings(ctx: Context, key: string): Promise<FromMeetings> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    const head = planHead(ctx, plan, orgId);
    const own = plan.meetings.filter((meeting) => meeting.orgId === orgId);
    const records = new Map((await listMeetingRecords(tx, { leaId: plan.leaId, planId: plan.id })).map((record) => [record.meetingId, record]));
    const questions = new Map(statementsOfOutline(ctx).flatMap((chapter) => chapter.questions.map(({ value, label }) => [value, label] as const)));
    const answer = answerOf(plan, orgId);
    const said = new Set(textOf(answer).content.flatMap(({ attrs }) => attrs?.blockId ?? []));
    const statement = asked(ctx, plan, orgId);
    const writes = mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "plan.change");
    const meetings = own
      .sort((one, other) => (one.heldOn ?? "9999").localeCompare(other.heldOn ?? "9999"))
      .flatMap((meeting): HeardAt[] => {
        const record = records.get(meeting.id);
        if (!record || (record.groups.length === 0 && record.heard === "")) return [];
        return [{
          id: meeting.id, title: `${labelOf(ctx, "bodies", meeting.body)}: ${labelOf(ctx, "meeting-kinds", meeting.kind)}`, day: meeting.heldOn && longDay(meeting.heldOn), people: record.people,
          groups: record.groups.map((code) => labelOf(ctx, "partners", code)), topics: record.topics.map((code) => labelOf(ctx, "event-topics", code)), heard: record.heard, changed: record.changed.map((code) => questions.get(code) ?? code),
          seenVersion: record.version, row: plan.events.find(({ id }) => id === record.eventId)?.id ?? null, inText: said.has(heardBlockId(meeting.id)),
        }];
      });
    const chapter = ctx.crosswalks.outline.chapters.find(({ statements }) => statements.some(({ key: name }) => name === listOfEvents.key));
    return {
      plan: head, chapter: chapter ? { id: chapter.id, title: chapter.title } : null, meetings, nothingYet: own.length - meetings.length,
      answer: statement ? { question: statement.question, seenVersion: answer?.version ?? null } : null,
      writesRows: writes && !isClosed(head, listOfEvents),
      writesText: writes && statement !== undefined && !isClosed(head, statement),
    };
  });
}

/** Puts what a meeting said at the end of "what did we change", because somebody asked for it: one paragraph that names the meeting, once. `seenVersion`: of the answer. */
export async function takeIntoAnswer(ctx: Context, key: string, meetingId: string, seenVersion: number | null): Promise<MeetingSaved> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.change");
    const statement = asked(ctx, plan, orgId);
    if (!statement) throw new AppError("not-found", "There is no such question here.");
    refuseIfAdopted(ctx, plan, statement, orgId);
    const meeting = meetingIn(plan, orgId, meetingId);
    const record = (await listMeetingRecords(tx, { leaId: plan.leaId, planId: plan.id })).find((one) => one.meetingId === meetingId);
    if (!record || record.heard === "") throw new AppError("invalid", "Nothing of what was said is on record of this meeting yet.");
    const answer = answerOf(plan, orgId);
    const before = textOf(answer);
    if (before.content.some(({ attrs }) => attrs?.blockId === heardBlockId(meetingId))) return { outcome: "conflict", message: "What this meeting said stands in the answer already." };
    const questions = new Map(statementsOfOutline(ctx).flatMap((chapter) => chapter.questions.map(({ value, label }) => [value, label] as const)));
    const block = heardBlock(meeting, record, { bodyLabel: labelOf(ctx, "bodies", meeting.body), changed: record.changed.map((code) => questions.get(code) ?? code) });
    const saved = await storeAnswer(tx, { leaId: plan.leaId, planId: plan.id, orgId, key: influence, about: null, value: { ...before, content: [...before.content, block] }, seenVersion });
    if (!saved.saved) return { outcome: "conflict", message: "Somebody else saved this answer first. Look at what stands there now, and send yours again if it is right." };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-answer", object: `plan/${plan.id}/answers/${saved.saved.id}`, detail: { version: saved.saved.version, meeting: meetingId } });
    await endMarksOf(tx, ctx, plan, orgId, [influence], null);
    return { outcome: "saved" };
  });
}

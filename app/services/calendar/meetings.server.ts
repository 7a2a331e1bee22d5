import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { addMeetingFile, listMeetingFiles, listMeetingRecords, noteTaken, removeMeetingFile, saveMeetingRecord, sumMeetingFiles } from "#db/repos/meeting-records.server.ts";
import type { MeetingFile, MeetingRecord } from "#db/repos/meeting-records.server.ts";
import { insertRow, saveRow } from "#db/repos/rows.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Meeting, Plan } from "#schemas/plan.ts";
import { lineSchema } from "#schemas/scalars.ts";
import type { Context } from "#app/context.server.ts";
import { engagementOf, readWhatHappened } from "#app/domain/calendar/meeting-ledger.ts";
import type { HappenedProblem, WhatHappened, WhatHappenedForm } from "#app/domain/calendar/meeting-ledger.ts";
import { meetingFaults } from "#app/domain/calendar/meeting-faults.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead, refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { fileNameAs, hashOf, kindOfFile, type UploadedFile } from "#app/services/imports/import-file.server.ts";
import { keepFile } from "#app/services/imports/keep-file.server.ts";
import { openCalendar } from "./open-calendar.server.ts";

type Choice = { value: string; label: string };
export type Advice = { id: string; version: number; comment: string; reply: string; date: string };
export type MeetingLine = { id: string; day: string | null; body: string; kind: string; people: number | null; heard: boolean; files: number; unanswered: number; taken: boolean };
export type MeetingsPage = { plan: PlanHead; lines: MeetingLine[]; broken: string[]; unanswered: number; writes: boolean; /** May see the plan's calendar, from a school's meetings too. */ readsCalendar: boolean };
export type MeetingPage = {
  plan: PlanHead;
  meeting: { id: string; day: string | null; body: string; kind: string; result: string; bodyCode: string };
  happened: WhatHappened;
  seenVersion: number | null;
  groups: Choice[];
  topics: Choice[];
  statements: { chapter: string; questions: Choice[] }[];
  advice: Advice[];
  /** The body's comments are answered in writing by the superintendent. */
  takesAdvice: boolean;
  files: { id: string; kind: MeetingFile["kind"]; name: string; size: number }[];
  /** The engagement row made of it; null where there is none (any more). */
  taken: { id: string; sameDay: boolean } | null;
  mayTake: boolean;
  writes: boolean;
};

export const advises = (body: string): boolean => body.endsWith("-committee");
const nothing: WhatHappened = { people: null, groups: [], topics: [], heard: "", motion: "", vote: "", changed: [] };
const adviceKey = "approve.advice";
export const labelOf = (ctx: Context, catalog: string, code: string): string => ctx.crosswalks.catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
const choices = (ctx: Context, catalog: string): Choice[] => (ctx.crosswalks.catalogs[catalog]?.entries ?? []).map(({ code, label }) => ({ value: code, label }));
const valueOf = (value: unknown, name: string): string => (typeof value === "object" && value !== null && name in value ? String((value as Record<string, unknown>)[name] ?? "") : "");

/** Comments that the LEA's committees made and the superintendent answers; a school's committee advises its council in rows of the school's own. */
export const adviceOf = (plan: Plan, body: string): Advice[] =>
  plan.answers
    .filter((answer) => answer.key === adviceKey && answer.orgId === plan.leaId && valueOf(answer.value, "committee") === body)
    .map(({ id, version, value }) => ({ id, version, comment: valueOf(value, "comment"), reply: valueOf(value, "reply"), date: valueOf(value, "date") }));
const open = ({ comment, reply }: Advice): boolean => comment.trim() !== "" && reply.trim() === "";
const inOrder = (meetings: readonly Meeting[]): Meeting[] => [...meetings].sort((one, other) => (one.heldOn ?? "9999").localeCompare(other.heldOn ?? "9999"));
const ownMeetings = (plan: Plan, orgId: string): Meeting[] => inOrder(plan.meetings.filter((meeting) => meeting.orgId === orgId));

/** A meeting of this part of the plan; throws "not-found". */
export function meetingIn(plan: Plan, orgId: string, meetingId: string): Meeting {
  const meeting = ownMeetings(plan, orgId).find(({ id }) => id === meetingId);
  if (!meeting) throw new AppError("not-found", "There is no such meeting here.");
  return meeting;
}

/** The meetings of the LEA, or of a school, with what is on record of each, and what of the LEA's breaks a rule. */
export async function loadMeetings(ctx: Context, key: string): Promise<MeetingsPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    const isLeas = orgId === plan.leaId;
    const place = { leaId: plan.leaId, planId: plan.id };
    const records = new Map((await listMeetingRecords(tx, place)).map((record) => [record.meetingId, record]));
    const files = await listMeetingFiles(tx, place);
    const lines = ownMeetings(plan, orgId).map(({ id, heldOn, body, kind }): MeetingLine => {
      const record = records.get(id);
      return {
        id, day: heldOn && longDay(heldOn), body: labelOf(ctx, "bodies", body), kind: labelOf(ctx, "meeting-kinds", kind), people: record?.people ?? null, heard: (record?.heard ?? "") !== "",
        files: files.filter((file) => file.meetingId === id).length, unanswered: isLeas && advises(body) ? adviceOf(plan, body).filter(open).length : 0, taken: plan.events.some((event) => event.id === record?.eventId),
      };
    });
    const committees = new Set(ctx.crosswalks.catalogs["bodies"]?.entries.map(({ code }) => code).filter(advises));
    return {
      plan: planHead(ctx, plan, orgId), lines,
      broken: isLeas ? meetingFaults(ctx.crosswalks.calendar, ctx.crosswalks.catalogs, (await openCalendar(ctx, tx, plan)).facts).map(({ message }) => message) : [],
      unanswered: isLeas ? [...committees].flatMap((body) => adviceOf(plan, body).filter(open)).length : 0,
      writes: mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "plan.change"),
      readsCalendar: can(ctx.user, "plan.read", { leaId: plan.leaId }),
    };
  });
}

/** Statements whose change a meeting can have brought about. */
export const statementsOfOutline = (ctx: Context) => ctx.crosswalks.outline.chapters.map(({ title, statements }) => ({ chapter: title, questions: statements.map(({ key, question }) => ({ value: key, label: question })) }));

export async function loadMeeting(ctx: Context, key: string, meetingId: string): Promise<MeetingPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    const meeting = meetingIn(plan, orgId, meetingId);
    const place = { leaId: plan.leaId, planId: plan.id };
    const record = (await listMeetingRecords(tx, place)).find((one) => one.meetingId === meetingId);
    const event = plan.events.find(({ id }) => id === record?.eventId);
    const head = planHead(ctx, plan, orgId);
    const writes = mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "plan.change");
    const { people, groups, topics, heard, motion, vote, changed } = record ?? nothing;
    return {
      plan: head,
      meeting: { id: meeting.id, day: meeting.heldOn && longDay(meeting.heldOn), body: labelOf(ctx, "bodies", meeting.body), kind: labelOf(ctx, "meeting-kinds", meeting.kind), result: meeting.result, bodyCode: meeting.body },
      happened: { people, groups, topics, heard, motion, vote, changed },
      seenVersion: record?.version ?? null,
      groups: choices(ctx, "partners"),
      topics: choices(ctx, "event-topics"),
      statements: statementsOfOutline(ctx),
      advice: orgId === plan.leaId ? adviceOf(plan, meeting.body) : [],
      takesAdvice: orgId === plan.leaId && advises(meeting.body),
      files: (await listMeetingFiles(tx, place)).filter((file) => file.meetingId === meetingId).map(({ id, kind, name, size }) => ({ id, kind, name, size })),
      taken: event ? { id: event.id, sameDay: event.heldOn === meeting.heldOn } : null,
      mayTake: writes && record !== undefined && event === undefined && head.adopted === null && groups.length > 0,
      writes,
    };
  });
}

export type MeetingSaved = { outcome: "saved" } | { outcome: "refused"; why: HappenedProblem | "comment" | "reply" } | { outcome: "conflict"; message: string };
const conflict = (message: string): MeetingSaved => ({ outcome: "conflict", message });
const first = "Somebody else saved this first. Look at what stands there now, and send yours again if it is right.";

async function onMeeting<Result>(ctx: Context, key: string, meetingId: string, work: (tx: Tx, plan: Plan, meeting: Meeting, record: MeetingRecord | undefined) => Promise<Result>): Promise<Result> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.change");
    const meeting = meetingIn(plan, orgId, meetingId);
    return work(tx, plan, meeting, (await listMeetingRecords(tx, { leaId: plan.leaId, planId: plan.id })).find((one) => one.meetingId === meetingId));
  });
}
const note = (tx: Tx, ctx: Context, plan: Plan, meetingId: string, verb: string, detail: Record<string, string | number> = {}) => recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb, object: `plan/${plan.id}/meetings/${meetingId}`, detail });

/** Keeps who came, what was said, moved and voted. Minutes come late: an adopted plan's meetings can still be told of. */
export async function saveWhatHappened(ctx: Context, key: string, meetingId: string, { seenVersion, ...form }: WhatHappenedForm & { seenVersion: number | null }): Promise<MeetingSaved> {
  return onMeeting(ctx, key, meetingId, async (tx, plan, { orgId }) => {
    const known = { groups: choices(ctx, "partners").map(({ value }) => value), topics: choices(ctx, "event-topics").map(({ value }) => value), statements: statementsOfOutline(ctx).flatMap(({ questions }) => questions.map(({ value }) => value)) };
    const read = readWhatHappened(form, known);
    if ("problem" in read) return { outcome: "refused", why: read.problem };
    if (!(await saveMeetingRecord(tx, { leaId: plan.leaId, orgId, planId: plan.id, meetingId, record: read.happened, actor: ctx.user.id, seen: seenVersion }))) return conflict(first);
    await note(tx, ctx, plan, meetingId, "save-meeting");
    return { outcome: "saved" };
  });
}

/** Keeps a committee's comment, or the superintendent's written answer to one, where the plan's advice is kept. `adviceId` null: a new comment. */
export async function saveAdvice(ctx: Context, key: string, meetingId: string, form: { adviceId: string | null; comment: string; reply: string; seenVersion: number | null }): Promise<MeetingSaved> {
  return onMeeting(ctx, key, meetingId, async (tx, plan, meeting) => {
    refuseIfAdopted(ctx, plan, { key: adviceKey });
    if (meeting.orgId !== plan.leaId || !advises(meeting.body)) throw new AppError("not-found", "This body does not comment as a committee.");
    const [comment, reply] = [form.comment, form.reply].map((text) => text.replace(/\s+/g, " ").trim()) as [string, string];
    if (comment === "" || !lineSchema.safeParse(comment).success) return { outcome: "refused", why: "comment" };
    if (!lineSchema.safeParse(reply).success) return { outcome: "refused", why: "reply" };
    const place = { leaId: plan.leaId, planId: plan.id, collection: "answers" } as const;
    const said = { committee: meeting.body, comment, reply };
    if (form.adviceId === null) {
      const id = randomUUID();
      const order = Math.max(0, ...plan.answers.filter(({ key }) => key === adviceKey).map((answer) => answer.order)) + 1;
      await insertRow(tx, { ...place, row: { id, lineageId: id, orgId: plan.leaId, version: 1, order, key: adviceKey, about: null, value: { signature: "", ...said, date: meeting.heldOn ?? "" } } });
    } else {
      const answer = plan.answers.find(({ id, key, orgId, value }) => id === form.adviceId && key === adviceKey && orgId === plan.leaId && valueOf(value, "committee") === meeting.body);
      if (!answer) throw new AppError("not-found", "There is no such comment here.");
      const before = typeof answer.value === "object" && answer.value !== null ? answer.value : {};
      const saved = await saveRow(tx, { ...place, row: { ...answer, value: { ...before, ...said } as typeof answer.value }, seenVersion: form.seenVersion ?? 0 });
      if (!saved.saved) return conflict(first);
    }
    await note(tx, ctx, plan, meetingId, form.adviceId === null ? "add-advice" : "answer-advice");
    return { outcome: "saved" };
  });
}

/** Makes a row of "who we listened to" from a meeting, because somebody asked for it: one for a meeting, in the words of its record. */
export async function takeMeeting(ctx: Context, key: string, meetingId: string, seenVersion: number): Promise<MeetingSaved> {
  return onMeeting(ctx, key, meetingId, async (tx, plan, meeting, record) => {
    refuseIfAdopted(ctx, plan, { key: "listen.events", collection: "events" }, meeting.orgId);
    if (!record || record.groups.length === 0) throw new AppError("invalid", "Say first which groups came: the form prints whom you met.");
    if (plan.events.some(({ id }) => id === record.eventId)) return conflict("This meeting stands under “Who we listened to” already.");
    const id = randomUUID();
    const order = Math.max(0, ...plan.events.map((event) => event.order)) + 1;
    if (!(await noteTaken(tx, { leaId: plan.leaId, planId: plan.id, meetingId, eventId: id, seen: seenVersion }))) return conflict(first);
    await insertRow(tx, { leaId: plan.leaId, planId: plan.id, collection: "events", row: engagementOf(meeting, record, { id, order, bodyLabel: labelOf(ctx, "bodies", meeting.body), groupLabels: record.groups.map((code) => labelOf(ctx, "partners", code)) }) });
    await note(tx, ctx, plan, meetingId, "take-meeting", { event: id });
    return { outcome: "saved" };
  });
}

const formats = { pdf: "pdf", docx: "docx", sheet: "xlsx" } as const;
/** Files of one meeting; and files of the whole LEA together with those taken out of the list, which stay for the audit. */
const mostFiles = 30;
const mostEver = 5000;
const mostGigabytes = 5;

/** Keeps an agenda, minutes or the record of a vote with a meeting: a PDF, Word document or workbook, looked at by its bytes before anything is kept. */
export async function attachFile(ctx: Context, key: string, meetingId: string, { file, kind }: { file: UploadedFile | null; kind: MeetingFile["kind"] }): Promise<void> {
  await withLea(ctx.db, { leaId: ctx.user.leaId, actor: ctx.user.id }, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.change");
    meetingIn(plan, orgId, meetingId);
  });
  if (!file) throw new AppError("invalid", "Choose a file first.");
  const format = formats[kindOfFile(file, ["pdf", "docx", "sheet"]) as keyof typeof formats];
  const id = randomUUID();
  const fileKey = `meetings/${ctx.user.leaId}/${id}`;
  await keepFile(ctx, { key: fileKey, bytes: file.bytes }, async () => {
    const added = await onMeeting(ctx, key, meetingId, async (tx, plan, { orgId }) => {
      if ((await listMeetingFiles(tx, { leaId: plan.leaId, planId: plan.id })).filter((one) => one.meetingId === meetingId).length >= mostFiles) throw new AppError("conflict", `A meeting keeps ${mostFiles} files at most.`);
      await addMeetingFile(tx, { leaId: plan.leaId, orgId, planId: plan.id, meetingId, addedBy: ctx.user.id, file: { id, kind, name: fileNameAs(file.name, format), size: file.bytes.byteLength, hash: hashOf(file.bytes), fileKey, format } });
      await note(tx, ctx, plan, meetingId, "attach-file", { kind, bytes: file.bytes.byteLength });
      const ever = await sumMeetingFiles(tx, { leaId: plan.leaId });
      if (ever.files > mostEver || ever.bytes > mostGigabytes * 2 ** 30) throw new AppError("conflict", `The files of your meetings, those taken out of the lists included, have reached ${mostEver} files or ${mostGigabytes} GB together: no more is kept here. Keep this one in your own archive.`);
      return id;
    });
    return { kept: added === id ? fileKey : null, result: undefined };
  });
}

export async function detachFile(ctx: Context, key: string, meetingId: string, fileId: string): Promise<void> {
  await onMeeting(ctx, key, meetingId, async (tx, plan) => {
    if (!(await removeMeetingFile(tx, { leaId: plan.leaId, planId: plan.id, meetingId, fileId }))) throw new AppError("not-found", "There is no such file here.");
    await note(tx, ctx, plan, meetingId, "detach-file");
  });
}

/** A file of a meeting, for whoever reads the plan. Handing it out is recorded first. */
export async function openMeetingFile(ctx: Context, key: string, meetingId: string, fileId: string): Promise<{ bytes: Uint8Array; name: string; format: "pdf" | "docx" | "xlsx" }> {
  const file = await inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    meetingIn(plan, orgId, meetingId);
    const found = (await listMeetingFiles(tx, { leaId: plan.leaId, planId: plan.id })).find((one) => one.id === fileId && one.meetingId === meetingId);
    if (found) await note(tx, ctx, plan, meetingId, "download-meeting-file", { format: found.format });
    return found;
  });
  const bytes = file && (await ctx.storage.read(file.fileKey));
  if (!bytes) throw new AppError("not-found", "There is no such file here.");
  return { bytes, name: fileNameAs(file.name, file.format), format: file.format };
}

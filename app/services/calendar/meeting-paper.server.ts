import { listMeetingRecords } from "#db/repos/meeting-records.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Meeting, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { agendaOf, sameMeeting } from "#app/domain/calendar/meeting-agenda.ts";
import type { Happening, MeetingPaper } from "#app/domain/documents/meeting-kit.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { adviceOf, advises, labelOf, statementsOfOutline } from "./meetings.server.ts";
import { openCalendar } from "./open-calendar.server.ts";

/** Whoever the plan names for this body, by seat: in the order of the list of seats, the others after them. */
function membersOf(ctx: Context, plan: Plan, { orgId, body }: Meeting): MeetingPaper["members"] {
  const seats = ctx.crosswalks.catalogs["council-seats"]?.entries ?? [];
  const placeOf = (seat: string) => seats.findIndex(({ code, label }) => [code, label.toLowerCase()].includes(seat.trim().toLowerCase()));
  return plan.answers
    .filter((answer) => answer.key === "who.people" && answer.orgId === orgId)
    .map(({ value }) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}))
    .filter((person) => person["body"] === body)
    .map((person) => ({ seat: String(person["seat"] ?? ""), name: String(person["name"] ?? ""), title: String(person["title"] ?? "") }))
    .map((member) => ({ ...member, at: placeOf(member.seat) }))
    .sort((one, other) => (one.at < 0 ? seats.length : one.at) - (other.at < 0 ? seats.length : other.at))
    .map(({ seat, name, title, at }) => ({ seat: seats[at]?.label ?? seat, name, title }));
}

/** What the papers of a meeting say: the plan's rows of that body and day, the ledger's record of each, and what rules ask of the body there. The caller has opened the plan. */
export async function paperOf(ctx: Context, tx: Tx, plan: Plan, meeting: Meeting): Promise<MeetingPaper> {
  const together = sameMeeting(plan, meeting);
  const records = new Map((await listMeetingRecords(tx, { leaId: plan.leaId, planId: plan.id })).map((record) => [record.meetingId, record]));
  const questions = new Map(statementsOfOutline(ctx).flatMap((chapter) => chapter.questions.map(({ value, label }) => [value, label] as const)));
  const labels = (catalog: string, codes: readonly string[]) => codes.map((code) => labelOf(ctx, catalog, code));
  const kinds = [...new Set(together.map(({ kind }) => kind))];
  const { facts } = await openCalendar(ctx, tx, plan);
  const { lines, notices } = agendaOf(ctx.crosswalks.calendar, facts, { body: meeting.body, kinds, day: meeting.heldOn });
  const posted = together.flatMap(({ postedAt }) => postedAt ?? []).sort()[0];
  const organization = plan.organizations.find(({ id }) => id === meeting.orgId);
  return {
    organization: { name: organization?.name ?? "", cds: organization?.cds ?? "" },
    year: plan.year,
    body: labelOf(ctx, "bodies", meeting.body),
    kinds: labels("meeting-kinds", kinds),
    day: meeting.heldOn,
    posted: posted === undefined ? null : dayAndTime(new Date(posted)),
    agenda: lines,
    notices,
    members: membersOf(ctx, plan, meeting),
    happenings: together.map((one): Happening => {
      const record = records.get(one.id);
      return {
        kind: labelOf(ctx, "meeting-kinds", one.kind), result: one.result, people: record?.people ?? null, groups: labels("partners", record?.groups ?? []), topics: labels("event-topics", record?.topics ?? []),
        heard: record?.heard ?? "", motion: record?.motion ?? "", vote: record?.vote ?? "", changed: (record?.changed ?? []).map((key) => questions.get(key) ?? key),
      };
    }),
    advice: meeting.orgId === plan.leaId && advises(meeting.body) ? adviceOf(plan, meeting.body).map(({ comment, reply }) => ({ comment, reply })) : [],
    preparedOn: ctx.today(),
  };
}

// What can be said of a meeting on record: who came, what it was about, what was said, moved and voted; and the engagement row that is made of it.
import { z } from "zod";
import type { EngagementEvent, Meeting } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import type { ParagraphNode } from "#schemas/rich-text.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { controlCharacters } from "#schemas/scalars.ts";

/** Lists are codes of catalogs, and keys of statements for `changed`. */
export type WhatHappened = { people: number | null; groups: string[]; topics: string[]; heard: string; motion: string; vote: string; changed: string[] };
export type Known = { groups: readonly string[]; topics: readonly string[]; statements: readonly string[] };
export type WhatHappenedForm = { people: string; groups: readonly string[]; topics: readonly string[]; heard: string; motion: string; vote: string; changed: readonly string[] };
export type HappenedProblem = "people" | "words";

const words = (most: number) => z.string().transform((text) => text.replace(/\r\n?/g, "\n").normalize("NFC").trim()).refine((text) => text.length <= most && text.isWellFormed() && !controlCharacters.test(text));
const shape = z.object({ heard: words(20_000), motion: words(2000), vote: words(2000) });

/** Reads what was typed; what is on no list is left out of it, since only the page's own boxes are posted. */
export function readWhatHappened(form: WhatHappenedForm, known: Known): { happened: WhatHappened } | { problem: HappenedProblem } {
  const people = form.people.trim();
  if (people !== "" && !/^\d{1,6}$/.test(people)) return { problem: "people" };
  const read = shape.safeParse(form);
  if (!read.success) return { problem: "words" };
  const of = (chosen: readonly string[], list: readonly string[]) => list.filter((code) => chosen.includes(code));
  return { happened: { people: people === "" ? null : Number(people), groups: of(form.groups, known.groups), topics: of(form.topics, known.topics), changed: of(form.changed, known.statements), ...read.data } };
}

/** The row "who we listened to" as it comes from a meeting: nothing in it that the meeting does not say. */
export function engagementOf(meeting: Meeting, happened: WhatHappened, { id, order, bodyLabel, groupLabels }: { id: string; order: number; bodyLabel: string; groupLabels: readonly string[] }): EngagementEvent {
  const about = happened.people === null ? "" : ` ${happened.people} people took part.`;
  return {
    id, lineageId: id, orgId: meeting.orgId, version: 1, order,
    heldOn: meeting.heldOn,
    dateText: "",
    partners: happened.groups,
    partnerLabel: groupLabels.length === 0 ? bodyLabel : `${bodyLabel}: ${groupLabels.join(", ")}`.slice(0, 2000),
    method: richTextFromPlain(`Meeting of the ${bodyLabel.charAt(0).toLowerCase()}${bodyLabel.slice(1)}.${about}`),
    topics: happened.topics,
    count: happened.people,
    heard: happened.heard === "" ? null : richTextFromPlain(happened.heard),
  };
}

/** The id of the paragraph that came from a meeting: block ids stay while words change, so the paragraph keeps its provenance. */
export const heardBlockId = (meetingId: string): string => `m-${meetingId.replace(/[^A-Za-z0-9-]/g, "-").slice(-38)}`;

/** What a meeting said, as one paragraph that names it: nothing in it that the record does not say. */
export function heardBlock(meeting: Meeting, { heard }: Pick<WhatHappened, "heard">, { bodyLabel, changed }: { bodyLabel: string; changed: readonly string[] }): ParagraphNode {
  const day = meeting.heldOn === null ? "" : `, ${longDay(meeting.heldOn)}`;
  const words = `${bodyLabel}${day}: ${heard.replace(/\s+/g, " ").trim()}${changed.length === 0 ? "" : ` It changed: ${changed.join("; ")}`}`;
  return { type: "paragraph", attrs: { blockId: heardBlockId(meeting.id) }, content: [{ type: "text", text: words }] };
}

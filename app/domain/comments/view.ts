// What do people see of the comments on a page?
import type { Found } from "./passage.ts";

export type CommentView = {
  id: string;
  version: number;
  by: string;
  /** Written by somebody with a link and no account. */
  byLink: boolean;
  /** Said by the body above that the thread is shared with. */
  fromAbove: boolean;
  when: string;
  /** Empty when it is hidden from whoever looks. */
  words: string;
  edited: { when: string; words: string }[];
  hidden: boolean;
  mayEdit: boolean;
};

/** `state`: where the marked words are now; "changed": nowhere, `quote` are the old ones. */
export type PassageView = { quote: string; state: Found["state"]; now: string };

export type ThreadView = {
  id: string;
  version: number;
  place: string;
  statement: string;
  chapterId: string;
  label: string;
  /** The page where the answer is written. */
  href: string;
  gone: boolean;
  passage: PassageView | null;
  visibility: "school" | "lea" | "county";
  isPrivate: boolean;
  status: "open" | "resolved";
  resolved: { by: string; when: string } | null;
  assigned: { id: string; to: string; toMe: boolean; due: string; dueOn: string | null; late: boolean } | null;
  begunByMe: boolean;
  /** May say who reads it: whoever began it, or moderates; not of what is private or was begun by a body above. */
  mayShare: boolean;
  /** A comment of this thread that mentions whoever looks, not yet read. */
  mentionsMe: "unread" | "read" | null;
  comments: CommentView[];
};

export type Colleague = { id: string; name: string };

/** All that the comments beside a page need. `planId`: the address of the part; `ofSchool`: of a school's, whether whoever looks is of the school, and who else is. */
export type Talk = { planId: string; may: { comment: boolean; moderate: boolean }; ofSchool: { inside: boolean; people: string[] } | null; people: Colleague[]; privateReaders: string[]; threads: ThreadView[] };

export const commentsPath = (planId: string): string => `/plans/${encodeURIComponent(planId)}/comments`;
export const threadPath = (planId: string, threadId: string): string => `${commentsPath(planId)}/${encodeURIComponent(threadId)}`;
/** All comments on one question, row or line. */
export const commentsOnPath = (planId: string, place: string): string => `${commentsPath(planId)}/on/${place.split("/").map(encodeURIComponent).join("/")}`;

/** Why a comment was not taken: nothing said or too much; the marked words do not stand in the answer (any more); a person who may not read this. */
export type CommentRefusal = "words" | "passage" | "person";
/** What a page hears of a form it sent; what was typed comes back when it was not taken. */
export type TalkAnswer = { outcome: "done" } | { outcome: "refused"; why: CommentRefusal | "conflict" | "sent"; typed: Record<string, string> };

export const threadFilters = ["open", "mine", "mentions", "resolved", "all"] as const;
export type ThreadFilter = (typeof threadFilters)[number];

/** "mine": open ones that are mine to do, or that I began. */
export function passes(thread: ThreadView, filter: ThreadFilter): boolean {
  switch (filter) {
    case "open":
      return thread.status === "open";
    case "mine":
      return thread.status === "open" && (thread.begunByMe || thread.assigned?.toMe === true);
    case "mentions":
      return thread.mentionsMe !== null;
    case "resolved":
      return thread.status === "resolved";
    case "all":
      return true;
  }
}

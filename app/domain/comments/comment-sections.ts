// The comments on a document's answers as pages at its end; none in any copy that leaves the LEA.
import type { Block, Copy, Section } from "#schemas/document.ts";
import { mayCarryComments } from "#app/domain/documents/copy-kinds.ts";
import type { ThreadView } from "./view.ts";

/** What is private and what was hidden is left out; a thread with nothing left too. */
export function commentSections(threads: readonly ThreadView[], copy: Copy["kind"]): Section[] {
  if (!mayCarryComments(copy)) return [];
  const shown = threads.filter((thread) => !thread.isPrivate).map((thread) => ({ ...thread, comments: thread.comments.filter((comment) => !comment.hidden) })).filter((thread) => thread.comments.length > 0);
  if (shown.length === 0) return [];
  const blocks = shown.flatMap((thread): Block[] => [
    { type: "heading", level: 2, text: thread.label, id: `comment-${thread.id}` },
    ...(thread.passage ? [note(thread.passage.state === "changed" ? `The passage was changed. It was about: “${thread.passage.quote}”` : `About: “${thread.passage.quote}”`)] : []),
    note([thread.resolved ? `Resolved by ${thread.resolved.by}, ${thread.resolved.when}` : "Open", ...(thread.assigned ? [`for ${thread.assigned.to}${thread.assigned.due === "" ? "" : `, by ${thread.assigned.due}`}`] : [])].join("; ")),
    ...thread.comments.flatMap((comment): Block[] => [
      { type: "paragraph", style: "label", runs: [{ text: `${comment.by}${comment.byLink ? " (by link)" : ""}, ${comment.when}` }] },
      ...comment.words.split(/\n+/).filter((line) => line.trim() !== "").map((line): Block => ({ type: "paragraph", style: "body", runs: [{ text: line }] })),
    ]),
  ]);
  return [{ id: "comments", paper: "letter", orientation: "portrait", blocks: [{ type: "heading", level: 1, text: "Comments", id: "comments" }, note("For use inside the LEA. Comments are no part of the form."), ...blocks] }];
}

const note = (text: string): Block => ({ type: "paragraph", style: "note", runs: [{ text }] });

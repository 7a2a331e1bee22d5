// What stands on the desk of a plan that came as a file: its copies, who entered it, and the way to its pages.
import { Link } from "@remix-run/react";
import { longDay } from "#app/domain/documents/long-day.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { sideWords } from "./side-words.ts";

type Copy = { number: number; receipt: string; receivedOn: string; adoptedOn: string | null; dueOn: string | null; side: "in-time" | "late" | "no-date"; fileName: string };
type Comment = { id: string; number: number; page: number; words: string; inLetter: boolean; by: string; day: string };

/** What came, newest first. */
export function OutsideFacts({ filingId, view }: { filingId: string; view: { cds: string; enteredBy: string; copies: readonly Copy[]; worksHere: boolean } }) {
  return (
    <section className="send-part" aria-labelledby="came">
      <h2 id="came">{outsideWords("facts")}</h2>
      {view.worksHere && <p className="notice">{outsideWords("worksHere")}</p>}
      <ul className="outside-copies">
        {view.copies.map((copy) => (
          <li key={copy.number}>
            <strong>{outsideWords("copyLine", { number: copy.number, day: longDay(copy.receivedOn) })}</strong>{" "}
            {[copy.adoptedOn === null ? "" : outsideWords("adopted", { day: longDay(copy.adoptedOn) }), copy.number > 1 ? "" : sideWords(copy)].filter((words) => words !== "").join("; ")}
            <div className="cite">{copy.receipt}</div>
            <a href={`/reviews/${filingId}/copies/${copy.number}/file`} download>
              {outsideWords("fileOf", { name: copy.fileName })}
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet small">{outsideWords("enteredBy", { name: view.enteredBy, cds: view.cds })}</p>
    </section>
  );
}

/** Comments page by page; each leads to its page. */
export function PageComments({ filingId, comments, newest }: { filingId: string; comments: readonly Comment[]; newest: number }) {
  if (comments.length === 0) return <p className="quiet">{outsideWords("noComments")}</p>;
  return (
    <ul className="page-comments">
      {comments.map((one) => (
        <li key={one.id}>
          <Link to={`/reviews/${filingId}/pages?copy=${one.number}&page=${one.page}`}>{outsideWords("onPage", { page: one.page })}</Link> {one.number !== newest && <span className="cite">{outsideWords("olderCopy", { number: one.number })}</span>}{" "}
          <span className="cite">{outsideWords(one.inLetter ? "isInLetter" : "isInternal")}</span>
          <p className="said-words">{one.words}</p>
          <p className="quiet small">{outsideWords("by", { name: one.by, day: longDay(one.day) })}</p>
        </li>
      ))}
    </ul>
  );
}

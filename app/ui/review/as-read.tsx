// What a machine read of a plan that came as a file: how it stands, what the rules say of it, and what the reader doubts.
import { Link } from "@remix-run/react";
import { longDay } from "#app/domain/documents/long-day.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";

type State = {
  readable: boolean; attempt: { status: "queued" | "working" | "asks" | "read" | "refused"; error: string; page: number; pages: number; fileName: string } | null;
  read: { fileName: string; day: string; fromCopy: boolean; doubts: number; notFound: readonly string[] } | null;
  tables: readonly { id: string; fileName: string; status: string; rows: number; leftOut: number }[];
};
type From = { listId: string; fileName: string; sheet: string; row: number };
type Finding = { severity: string; message: string; citation: string; page: number | null; from: From | null; doubts: readonly string[] };

/** In a sentence or two: is it read, from what, and what of it was not found. */
export function ReadingState({ state }: { state: State }) {
  const { readable, attempt, read, tables } = state;
  const used = tables.filter(({ status }) => status === "used");
  return (
    <>
      {read ? (
        <p>
          <strong>{outsideWords(read.fromCopy ? "readFrom" : "readFromOther", { name: read.fileName, day: longDay(read.day) })}</strong>{" "}
          {read.doubts === 0 ? outsideWords("doubtsNone") : `${outsideWords("doubts", { count: read.doubts })}.`} {read.notFound.length > 0 && outsideWords("notFound", { parts: read.notFound.join(", ") })}
        </p>
      ) : (
        <p>{outsideWords("notRead")}</p>
      )}
      {used.length > 0 && <p>{outsideWords("withTables", { names: used.map(({ fileName }) => `“${fileName}”`).join(", "), count: used.reduce((sum, { rows }) => sum + rows, 0), left: used.reduce((sum, { leftOut }) => sum + leftOut, 0) })}</p>}
      {!readable ? <p className="quiet">{outsideWords("noReader")}</p> : attempt === null ? <p className="quiet">{outsideWords("never")}</p> : <Attempt attempt={attempt} />}
    </>
  );
}

function Attempt({ attempt: { status, error, page, pages } }: { attempt: NonNullable<State["attempt"]> }) {
  if (status === "read") return null;
  const words = { queued: outsideWords("queued"), working: page > 0 ? outsideWords("working", { page, pages }) : outsideWords("workingStart"), asks: outsideWords("asks"), refused: outsideWords("refused", { words: error }) }[status];
  return (
    <p className="notice" role="status">
      {words}
    </p>
  );
}

/** The way to the page where something is printed and to the row of the list that says it, with the reader's doubts about it. `here`: a page of the plan's desk. */
export function ReadPlace({ here, page, from, doubts }: { here: string; page: number | null; from: From | null; doubts: readonly string[] }) {
  return (
    <>
      {page !== null && (
        <>
          {" "}
          <Link to={`${here}?page=${page}`} preventScrollReset>
            {outsideWords("onPage", { page })}
          </Link>
        </>
      )}
      {from !== null && (
        <>
          {" "}
          <Link to={`${here.slice(0, here.lastIndexOf("/"))}/tables/${from.listId}#row-${from.row}`}>{outsideWords(from.sheet === from.fileName ? "inTable" : "inSheet", from)}</Link>
        </>
      )}
      {doubts.length > 0 && (
        <span className="quiet small read-doubt">
          {" "}
          {outsideWords("doubtHere")} {doubts.join(" ")}
        </span>
      )}
    </>
  );
}

export function ReadFindings({ filingId, findings }: { filingId: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return <p className="quiet">{outsideWords("foundNone")}</p>;
  return (
    <ul className="findings">
      {findings.map((finding, at) => (
        <li key={at} className={finding.severity}>
          {finding.message}
          <ReadPlace here={`/reviews/${filingId}/as-read`} page={finding.page} from={finding.from} doubts={finding.doubts} />
          <div className="cite">{finding.citation}</div>
        </li>
      ))}
    </ul>
  );
}

// What was said of last year's plan, in two parts: about text that is the same, and, to be opened, about text that was different.
import type { ReactNode } from "react";
import { talkWords } from "#app/ui/texts/office-talk.ts";

/** The two parts of what was said last year, for the office's pages and the LEA's. */
export function LastYearParts({ year, same, changed, shown, opened }: { year: string; same: number; changed: number; shown: () => ReactNode; opened: () => ReactNode }) {
  return (
    <section className="send-part last-year-talk" aria-labelledby="last-year">
      <h2 id="last-year">{talkWords("lastYear", { year })}</h2>
      {same > 0 ? <p className="quiet">{talkWords("lastYearLead", { year })}</p> : <p className="quiet">{talkWords("lastYearNone")}</p>}
      {same > 0 && shown()}
      {changed > 0 && (
        <details className="help">
          <summary>{talkWords("changed", { count: changed })}</summary>
          <p className="quiet">{talkWords("changedLead", { year })}</p>
          {opened()}
        </details>
      )}
    </section>
  );
}

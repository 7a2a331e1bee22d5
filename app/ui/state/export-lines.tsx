// The statewide exports asked for, how far each is, and the way to its file.
import { Form } from "@remix-run/react";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";

type Line = { id: string; short: string; year: string; county: string; format: "ndjson" | "csv" | "zip-docx" | "zip-pdf"; status: "queued" | "working" | "done" | "failed"; progress: number; submissions: number | null; rows: number | null; requestedAt: string; error: string };

/** `form`: of the desk, to come back to. `ready`: the export whose taker has just said again who they are. */
export function ExportLines({ exports, form, ready }: { exports: readonly Line[]; form: { program: string; year: string }; ready: string | null }) {
  if (exports.length === 0) return null;
  return (
    <>
      <h3>{desk("made")}</h3>
      <ul className="desk-exports" aria-live="polite">
        {exports.map((one) => (
          <li key={one.id}>
            <strong>{[one.short, one.year, one.county].filter((words) => words !== "").join(" ")}</strong> {desk(`format.${one.format}`)} <span className={`desk-status ${one.status}`}>{desk(`status.${one.status}`)}</span>{" "}
            {one.status === "working" && <span>{desk("progress", { progress: one.progress })}</span>}
            {one.status === "failed" && <span>{one.error}</span>}
            {one.status === "done" && (
              <>
                <span className="quiet">
                  {desk("plans", { count: one.submissions ?? 0 })}, {desk("rows", { count: one.rows ?? 0 })}
                </span>{" "}
                {one.id === ready ? (
                  <>
                    {desk("confirmed")}{" "}
                    <a className="usa-button" href={`/state/exports/${one.id}`} download>
                      {desk("download")}
                    </a>
                  </>
                ) : (
                  <Form method="post" action="/state" reloadDocument className="inline">
                    <FormKey />
                    <input type="hidden" name="program" value={form.program} />
                    <input type="hidden" name="year" value={form.year} />
                    <input type="hidden" name="exportId" value={one.id} />
                    <button type="submit" className="usa-button usa-button--unstyled" aria-label={`${desk("download")}: ${one.short} ${one.year} ${desk(`format.${one.format}`)}`}>
                      {desk("download")}
                    </button>
                  </Form>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

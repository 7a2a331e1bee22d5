// The statewide exports asked for, how far each is, and the way to its file.
import { Form } from "@remix-run/react";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";

type Line = { id: string; short: string; year: string; county: string; format: "ndjson" | "csv" | "zip-docx" | "zip-pdf"; status: "queued" | "working" | "done" | "failed"; progress: number; submissions: number | null; rows: number | null; requestedAt: string; error: string };

export function ExportLines({ exports }: { exports: readonly Line[] }) {
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
                <Form method="post" action="/state" reloadDocument className="inline">
                  <FormKey />
                  <input type="hidden" name="exportId" value={one.id} />
                  <button type="submit" className="usa-button usa-button--unstyled" aria-label={`${desk("download")}: ${one.short} ${one.year} ${desk(`format.${one.format}`)}`}>
                    {desk("download")}
                  </button>
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

// How far a reading is: asks until it is done, and can be left or stopped. Without JavaScript a link looks again.
import { Form, Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { ImportLine } from "#app/domain/imports/review.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { t } from "#app/ui/texts/t.ts";

const every = 600;

export function ReadingUnderWay({ path, first, onDone }: { path: string; first: ImportLine; onDone: () => void }) {
  const [line, setLine] = useState(first);
  useEffect(() => {
    const timer = setInterval(() => {
      void fetch(`${path}/progress`)
        .then((response) => (response.ok ? (response.json() as Promise<ImportLine>) : null))
        .then((next) => {
          if (!next) return;
          setLine(next);
          if (next.status !== "queued" && next.status !== "working") onDone();
        })
        .catch(() => {});
    }, every);
    return () => clearInterval(timer);
  }, [path, onDone]);
  const words = line.pages > 0 ? t("imports.reading", { page: line.page, pages: line.pages }) : t("imports.waiting");
  return (
    <section className="import-progress" aria-label={t("imports.waiting")}>
      <p role="status">{words}</p>
      <progress className="export-progress" max={Math.max(1, line.pages)} value={Math.max(0.05, line.page)} aria-label={t("imports.waiting")} />
      <p className="quiet">{t("imports.mayLeave")}</p>
      <div className="inline">
        <Link to={path} reloadDocument>
          {t("imports.look")}
        </Link>
        <Form method="post" action={path}>
          <FormKey />
          <input type="hidden" name="act" value="stop" />
          <button type="submit" className="usa-button usa-button--unstyled">
            {t("imports.stop")}
          </button>
        </Form>
      </div>
    </section>
  );
}

// How far a file is: asks until it is there, and can be left.
import { useEffect, useState } from "react";
import type { ExportView } from "#app/services/documents/load-export.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { t } from "#app/ui/texts/t.ts";

const every = 800;
const slow = 60_000;

export function ExportLine({ planId, first }: { planId: string; first: ExportView }) {
  const [file, setFile] = useState(first);
  const [stuck, setStuck] = useState(false);
  const path = `${planPath(planId)}/exports/${file.id}`;
  const under = file.status === "queued" || file.status === "working";
  useEffect(() => {
    if (!under) return;
    const since = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - since > slow) setStuck(true);
      void fetch(path)
        .then((response) => (response.ok ? (response.json() as Promise<ExportView>) : null))
        .then((next) => next && setFile(next))
        .catch(() => setStuck(true));
    }, every);
    return () => clearInterval(timer);
  }, [path, under]);
  return (
    <div className="export-line" role="status">
      {under && (
        <>
          <p>{stuck ? t("document.stuck") : t("document.waiting", { format: t(`document.format.${file.format}`) })}</p>
          <progress className="export-progress" max={100} value={Math.max(5, file.progress)} aria-label={t("document.waiting", { format: t(`document.format.${file.format}`) })} />
        </>
      )}
      {file.status === "done" && (
        <p>
          {t("document.ready", { name: file.name })}{" "}
          <a className="usa-button usa-button--outline" href={`${path}/download`} download>
            {t("document.download")}
          </a>
        </p>
      )}
      {file.status === "failed" && <p className="field-error">{t("document.failed", { why: file.error })}</p>}
    </div>
  );
}

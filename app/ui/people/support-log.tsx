import { Form } from "@remix-run/react";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { t } from "#app/ui/texts/t.ts";

type Line = { id: string; name: string; reason: string; hours: number; askedAt: string; decision: "approved" | "refused" | null; decidedBy: string; decidedAt: string; until: string; inNow: boolean };

/** What support asked here and what became of it; `decides`: this person says yes or no. */
export function SupportLog({ lines, decides }: { lines: Line[]; decides: boolean }) {
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="support">
      <h2 id="support">{t("support.logTitle")}</h2>
      <p>{t("support.logText")}</p>
      <ul className="plain-list stack">
        {lines.map((line) => (
          <li key={line.id}>
            <strong>{line.name}</strong>
            {`: ${line.reason} `}
            <span className="quiet small">{t("support.line", { count: line.hours, asked: line.askedAt })}</span>
            {line.decision === null ? (
              decides ? (
                <Form method="post">
                  <FormKey />
                  <input type="hidden" name="act" value="decide-support" />
                  <input type="hidden" name="requestId" value={line.id} />
                  <button type="submit" className="usa-button" name="decision" value="approved" aria-label={t("support.approveOf", { name: line.name })}>
                    {t("support.approve", { count: line.hours })}
                  </button>
                  <button type="submit" className="usa-button usa-button--outline" name="decision" value="refused" aria-label={t("support.refuseOf", { name: line.name })}>
                    {t("support.refuse")}
                  </button>
                </Form>
              ) : (
                <p>{t("support.waits")}</p>
              )
            ) : (
              <p>{t(line.decision === "refused" ? "support.refused" : line.inNow ? "support.inNow" : "support.over", { by: line.decidedBy, at: line.decidedAt, until: line.until })}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

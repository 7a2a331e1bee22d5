// Facts the system holds: shown with where they come from, never as inputs.
import type { HeldFact } from "#app/domain/plan/held-facts.ts";
import { t } from "#app/ui/texts/t.ts";

export function HeldFacts({ facts }: { facts: HeldFact[] }) {
  return (
    <section className="held" aria-labelledby="held-facts">
      <h2 id="held-facts">{t("chapter.heldTitle")}</h2>
      <p className="quiet small">{t("chapter.heldLead")}</p>
      <dl>
        {facts.map((fact, at) => (
          <div key={at} className="held-fact">
            <dt>{fact.what}</dt>
            <dd>
              {fact.value}
              {fact.from !== "" && <span className="from">{fact.from}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

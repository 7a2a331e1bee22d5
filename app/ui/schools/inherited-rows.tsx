// What the district wrote that holds for this school: to read, never to type again.
import type { InheritedList } from "#app/domain/plan/inherited-rows.ts";
import { t } from "#app/ui/texts/t.ts";

const atOnce = 6;

export function InheritedRows({ lists }: { lists: InheritedList[] }) {
  if (lists.length === 0) return null;
  return (
    <section className="held inherited" aria-labelledby="inherited">
      <h2 id="inherited">{t("school.inherited")}</h2>
      <p className="quiet small">{t("school.inheritedLead")}</p>
      {lists.map((list) => (
        <div key={list.kind}>
          <h3>{t(`school.inherited.${list.kind}`)}</h3>
          <Rows rows={list.rows.slice(0, atOnce)} />
          {list.rows.length > atOnce && (
            <details className="help">
              <summary>{t("school.inherited.more", { count: list.rows.length - atOnce })}</summary>
              <Rows rows={list.rows.slice(atOnce)} />
            </details>
          )}
        </div>
      ))}
    </section>
  );
}

function Rows({ rows }: { rows: InheritedList["rows"] }) {
  return (
    <ul className="inherited-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <span className="num">{row.number}</span>
          <span>{row.name}</span>
          <span className="num quiet">{row.detail}</span>
        </li>
      ))}
    </ul>
  );
}

// Rules in a table: what each asks, how grave it is, what it found now and where it comes from.
import { Link } from "@remix-run/react";
import type { Severity } from "#schemas/finding.ts";
import { t } from "#app/ui/texts/t.ts";

type ShownRule = { readonly id: string; readonly title: string; readonly severity: Severity; readonly citation: string; readonly found: number; readonly href?: string };

/** @param rules `href` leads to the findings of a rule; without it their number stands alone. */
export function RulesTable({ caption, rules }: { readonly caption: string; readonly rules: readonly ShownRule[] }) {
  return (
    <table className="plain stacks rules">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("rules.rule")}</th>
          <th scope="col">{t("rules.kind")}</th>
          <th scope="col">{t("rules.now")}</th>
          <th scope="col">{t("rules.from")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} id={rule.id}>
            <th scope="row">{rule.title}</th>
            <td data-head={t("rules.kind")}>{t(`coverage.severity.${rule.severity}`)}</td>
            <td data-head={t("rules.now")}>
              <Found rule={rule} />
            </td>
            <td data-head={t("rules.from")} className="small quiet">
              {rule.citation}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Found({ rule }: { readonly rule: ShownRule }) {
  const found = t("rules.found", { count: rule.found });
  if (rule.found === 0) return <span className="quiet">{t("rules.fine")}</span>;
  if (!rule.href) return <>{found}</>;
  return (
    <Link to={rule.href} aria-label={`${found}: ${rule.title}`}>
      {found}
    </Link>
  );
}

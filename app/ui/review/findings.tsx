// What the rules found, each with the way to its place.
import { Link } from "@remix-run/react";
import { t } from "#app/ui/texts/t.ts";

type Found = { severity: "error" | "warning" | "info"; message: string; citation: string; href: string };

export function Findings({ findings }: { findings: readonly Found[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="findings">
      {findings.map((finding, at) => (
        <li key={at} className={finding.severity}>
          {finding.message}{" "}
          <Link to={finding.href} aria-label={`${t("coverage.goTo")}: ${finding.message}`}>
            {t("coverage.goTo")}
          </Link>
          <div className="cite">{finding.citation}</div>
        </li>
      ))}
    </ul>
  );
}

// The top of a page: where it is, its one heading, and one sentence.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { t } from "#app/ui/texts/t.ts";

export type Crumb = { to: string; label: string };

export function PageHead({ title, crumbs = [], eyebrow, children }: { title: string; crumbs?: Crumb[]; eyebrow?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-head">
      {crumbs.length > 0 && (
        <nav className="crumbs" aria-label={t("nav.crumbs")}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.to}>
                <Link to={crumb.to}>{crumb.label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {eyebrow && <p className="eyebrow">{eyebrow}</p>}
      <h1>{title}</h1>
      {children}
    </header>
  );
}

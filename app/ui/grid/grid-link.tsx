// The way from a list to its grid.
import { Link } from "@remix-run/react";
import { gridPath } from "#app/domain/plan/place-of.ts";
import { t } from "#app/ui/texts/t.ts";

export function GridLink({ planId, collection, goalId = null, what }: { planId: string; collection: string; goalId?: string | null; what: string }) {
  return (
    <Link className="small grid-link" to={gridPath(planId, collection, goalId)} aria-label={t("grid.linkOf", { what })}>
      {t("grid.link")}
    </Link>
  );
}

// The way from a list to its grid. A school's part has forms and no grids yet.
import { Link } from "@remix-run/react";
import { readPart } from "#app/domain/plan/part.ts";
import { gridPath } from "#app/domain/plan/place-of.ts";
import { t } from "#app/ui/texts/t.ts";

export function GridLink({ planId, collection, goalId = null, what }: { planId: string; collection: string; goalId?: string | null; what: string }) {
  if (readPart(planId).schoolId !== null) return null;
  return (
    <Link className="small grid-link" to={gridPath(planId, collection, goalId)} aria-label={t("grid.linkOf", { what })}>
      {t("grid.link")}
    </Link>
  );
}

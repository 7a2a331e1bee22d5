// Says on every page of an adopted plan that it is adopted, and where a change goes.
import { t } from "#app/ui/texts/t.ts";

export function AdoptedNotice({ plan }: { plan: { year: string; adopted: string | null } }) {
  if (plan.adopted === null) return null;
  return (
    <div className="adopted" role="note">
      <strong>{t("plan.adopted", { year: plan.year, day: plan.adopted })}</strong> <span>{t("plan.adoptedText")}</span>
    </div>
  );
}

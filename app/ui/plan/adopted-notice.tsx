// Says on every page of an adopted plan that it is adopted, and where a change goes; and on a school's part, to whoever only reads it, who writes it.
import { t } from "#app/ui/texts/t.ts";

export function AdoptedNotice({ plan }: { plan: { year: string; adopted: string | null; school?: { name: string; reads: boolean } | null } }) {
  if (plan.adopted === null && plan.school?.reads)
    return (
      <div className="adopted" role="note">
        {t("school.reads", { school: plan.school.name })}
      </div>
    );
  if (plan.adopted === null) return null;
  return (
    <div className="adopted" role="note">
      <strong>{t("plan.adopted", { year: plan.year, day: plan.adopted })}</strong> <span>{t("plan.adoptedText")}</span>
    </div>
  );
}

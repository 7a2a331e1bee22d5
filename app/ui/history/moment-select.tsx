// The choice of a moment of the plan: now, a named version, or the end of a day.
import { t } from "#app/ui/texts/t.ts";

export type MomentChoice = { versions: { value: string; label: string }[]; days: { value: string; label: string }[] };

export function MomentSelect({ id, name, label, value, moments }: { id: string; name: string; label: string; value: string; moments: MomentChoice }) {
  return (
    <div>
      <label className="usa-label" htmlFor={id}>
        {label}
      </label>
      <select className="usa-select" id={id} name={name} defaultValue={value}>
        <option value="now">{t("history.now")}</option>
        {value === "start" && <option value="start">{t("history.start")}</option>}
        {moments.versions.length > 0 && (
          <optgroup label={t("history.versions")}>
            {moments.versions.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </optgroup>
        )}
        {moments.days.length > 0 && (
          <optgroup label={t("history.days")}>
            {moments.days.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </div>
  );
}

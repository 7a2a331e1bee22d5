// Statuses with why, for whom, who helps, by which law and from which file.
import type { ShownStatus } from "#app/domain/identification/shown.ts";
import { t } from "#app/ui/texts/t.ts";

export function StatusTable({ statuses, caption }: { statuses: ShownStatus[]; caption: string }) {
  const money = statuses.some((status) => status.money !== "");
  const help = statuses.some((status) => status.servedBy !== "");
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={caption}>
      <table className="plain stacks statuses">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("organization.status")}</th>
            <th scope="col">{t("organization.year")}</th>
            <th scope="col">{t("organization.why")}</th>
            <th scope="col">{t("organization.groups")}</th>
            {money && <th scope="col">{t("organization.money")}</th>}
            {help && <th scope="col">{t("organization.help")}</th>}
            <th scope="col">{t("organization.law")}</th>
            <th scope="col">{t("organization.source")}</th>
          </tr>
        </thead>
        <tbody>
          {statuses.map((one) => (
            <tr key={`${one.label} ${one.year}`}>
              <th scope="row">{one.label}</th>
              <td data-head={t("organization.year")}>{one.year}</td>
              <td data-head={t("organization.why")}>{one.why}</td>
              <td data-head={t("organization.groups")}>{one.groups.join(", ")}</td>
              {money && <td data-head={t("organization.money")}>{one.money}</td>}
              {help && <td data-head={t("organization.help")}>{one.servedBy}</td>}
              <td data-head={t("organization.law")}>{one.law}</td>
              <td data-head={t("organization.source")} className="source">
                {one.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

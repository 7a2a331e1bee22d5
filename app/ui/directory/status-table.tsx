// Statuses with why, for whom, who helps, by which law and from which file.
import type { ShownStatus } from "#app/domain/identification/shown.ts";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";

export function StatusTable({ statuses, caption }: { statuses: ShownStatus[]; caption: string }) {
  const money = statuses.some((status) => status.money !== "");
  const help = statuses.some((status) => status.servedBy !== "");
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={caption}>
      <table className="plain stacks statuses">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{sayOfStateFiles("organization.status")}</th>
            <th scope="col">{sayOfStateFiles("organization.year")}</th>
            <th scope="col">{sayOfStateFiles("organization.why")}</th>
            <th scope="col">{sayOfStateFiles("organization.groups")}</th>
            {money && <th scope="col">{sayOfStateFiles("organization.money")}</th>}
            {help && <th scope="col">{sayOfStateFiles("organization.help")}</th>}
            <th scope="col">{sayOfStateFiles("organization.law")}</th>
            <th scope="col">{sayOfStateFiles("organization.source")}</th>
          </tr>
        </thead>
        <tbody>
          {statuses.map((one) => (
            <tr key={`${one.label} ${one.year}`}>
              <th scope="row">{one.label}</th>
              <td data-head={sayOfStateFiles("organization.year")}>{one.year}</td>
              <td data-head={sayOfStateFiles("organization.why")}>{one.why}</td>
              <td data-head={sayOfStateFiles("organization.groups")}>{one.groups.join(", ")}</td>
              {money && <td data-head={sayOfStateFiles("organization.money")}>{one.money}</td>}
              {help && <td data-head={sayOfStateFiles("organization.help")}>{one.servedBy}</td>}
              <td data-head={sayOfStateFiles("organization.law")}>{one.law}</td>
              <td data-head={sayOfStateFiles("organization.source")} className="source">
                {one.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

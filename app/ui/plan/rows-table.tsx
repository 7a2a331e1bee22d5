// The rows of a list, each a link to its page.
import { Link } from "@remix-run/react";
import { rowPath } from "#app/domain/plan/place-of.ts";
import type { RowList } from "#app/domain/plan/row-list.ts";
import { t } from "#app/ui/texts/t.ts";

export function RowsTable({ planId, list, caption, nameHead }: { planId: string; list: RowList; caption: string; nameHead: string }) {
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={caption}>
      <table className="plain stacks">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{nameHead}</th>
            {list.columns.map((column, at) => (
              <th key={at} scope="col" className={column.number ? "num" : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={rowPath(planId, list.collection, row.id)}>{[row.number, row.name || t("rows.noName")].filter(Boolean).join(" ")}</Link>
              </th>
              {row.cells.map((cell, at) => (
                <td key={at} data-head={list.columns[at]?.label} className={list.columns[at]?.number ? "num" : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {list.total && (
          <tfoot>
            <tr>
              <th scope="row">{t("rows.total")}</th>
              {list.columns.slice(1).map((_, at) => (
                <td key={at} />
              ))}
              <td className="num">{list.total}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {list.count > list.rows.length && <p className="quiet small">{t("rows.truncated", { shown: list.rows.length, count: list.count })}</p>}
    </div>
  );
}

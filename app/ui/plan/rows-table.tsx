// The rows of a list, each a link to its page.
import { Link } from "@remix-run/react";
import { rowPath } from "#app/domain/plan/place-of.ts";
import type { RowList } from "#app/domain/plan/row-list.ts";
import { t } from "#app/ui/texts/t.ts";

type Props = { planId: string; list: RowList; caption: string; nameHead: string };
const atOnce = 12;

/** The first rows, and the rest one click away. */
export function RowsTable(props: Props) {
  const { rows, count } = props.list;
  if (rows.length <= atOnce + 3) return <Table {...props} />;
  return (
    <>
      <Table {...props} list={{ ...props.list, rows: rows.slice(0, atOnce), total: null }} />
      <details className="help">
        <summary>{t("rows.all", { count })}</summary>
        <Table {...props} list={{ ...props.list, rows: rows.slice(atOnce) }} caption={t("rows.rest", { what: props.caption })} />
        {count > rows.length && <p className="quiet small">{t("rows.truncated", { shown: rows.length, count })}</p>}
      </details>
    </>
  );
}

function Table({ planId, list, caption, nameHead }: Props) {
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
    </div>
  );
}

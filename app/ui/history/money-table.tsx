// Planned money then and now, by goal and by source, to the cent.
import type { PlanDifference } from "#app/domain/history/plan-difference.ts";
import { t } from "#app/ui/texts/t.ts";

type Row = PlanDifference["money"]["goals"][number];
type Heads = { before: string; after: string };

/** `before` and `after`: what the two columns are called, where "before" and "after" say too little. */
export function MoneyTable({ money, before = t("history.moneyBefore"), after = t("history.moneyAfter") }: { money: PlanDifference["money"] } & Partial<Heads>) {
  const heads = { before, after };
  return (
    <section className="statement" aria-labelledby="money-title">
      <h2 id="money-title">{t("history.money")}</h2>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t("history.money")}>
        <table className="plain stacks">
          <caption className="visually-hidden">{t("history.money")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("history.moneyWhat")}</th>
              <th scope="col" className="num">
                {before}
              </th>
              <th scope="col" className="num">
                {after}
              </th>
              <th scope="col" className="num">
                {t("history.moneyChange")}
              </th>
            </tr>
          </thead>
          {[money.goals, money.sources].map((rows, at) => (
            <tbody key={at}>
              {rows.map((row) => (
                <MoneyRow key={row.label} row={row} heads={heads} />
              ))}
            </tbody>
          ))}
          {money.total && (
            <tfoot>
              <MoneyRow row={money.total} heads={heads} />
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
}

function MoneyRow({ row, heads }: { row: Row; heads: Heads }) {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      <td className="num" data-head={heads.before}>
        {row.before}
      </td>
      <td className="num" data-head={heads.after}>
        {row.after}
      </td>
      <td className="num" data-head={t("history.moneyChange")}>
        {row.change}
      </td>
    </tr>
  );
}

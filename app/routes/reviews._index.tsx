import { Link, useLoaderData } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { worksForCounty, worksForState } from "#app/domain/review/workflow.ts";
import { loadReviews } from "#app/services/review/load-reviews.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";
import { office } from "#app/ui/texts/county-review.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import officeStyles from "../styles/county-review.css?url";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [officeStyles, styles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction = () => [{ title: `${t("reviews.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return { ...(await loadReviews(ctx).catch(throwAsResponse)), state: worksForState(ctx.user), county: worksForCounty(ctx.user) };
}

export default function Reviews() {
  const { lines, today, state, county, workload, lists } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("reviews.title")}>
        <p>
          {t("reviews.lead")} {state && <Link to="/state">{desk("title")}</Link>}
        </p>
      </PageHead>
      {county && (
        <p className="inline">
          <Link to="/reviews/outside">{outsideWords("enter")}</Link>
          <Link to="/reviews/own-checklist">{office("ownChecklist")}</Link>
          {lists.map((id) => (
            <Link key={id} to={`/reviews/lists/${id}`}>
              {office("list", { id })}
            </Link>
          ))}
        </p>
      )}
      {workload.length > 0 && (
        <section aria-labelledby="load">
          <h2 id="load">{office("load")}</h2>
          <ul className="row-counts">
            {workload.map((one) => (
              <li key={one.name}>
                <strong>{one.name === "" ? office("nobody") : one.name}</strong> {office("waits", { count: one.waits })} {one.next !== null && <span className="cite">{`${office("nextDay")}: ${longDay(one.next)}`}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {lines.length === 0 ? (
        <p className="empty">{t("reviews.none")}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t("reviews.title")}>
          <table className="plain stacks queue">
            <caption className="visually-hidden">{t("reviews.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("reviews.organization")}</th>
                <th scope="col">{t("reviews.form")}</th>
                <th scope="col">{t("reviews.stands")}</th>
                <th scope="col">{t("reviews.turn")}</th>
                <th scope="col">{t("reviews.due")}</th>
                <th scope="col">{office("reviewer")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.filingId}>
                  <th scope="row">
                    <Link to={`/reviews/${line.filingId}`}>{line.organization}</Link> {line.outside && <span className="tag-outside">{outsideWords("outside")}</span>}
                  </th>
                  <td data-head={t("reviews.form")}>{`${line.program} ${line.year}`}</td>
                  <td data-head={t("reviews.stands")}>{line.open ? line.ball.title : t("reviews.revised")}</td>
                  <td data-head={t("reviews.turn")}>{t(`reviews.turn.${line.ball.holder}`)}</td>
                  <td data-head={t("reviews.due")}>
                    {line.due && (
                      <>
                        {longDay(line.due.dueOn)} {line.due.dueOn < today && <strong className="past">{t("send.past")}</strong>} <span className="cite">{line.due.title}</span>
                      </>
                    )}
                  </td>
                  <td data-head={office("reviewer")}>{line.reviewer}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

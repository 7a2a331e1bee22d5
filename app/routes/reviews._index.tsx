import { Form, Link, useLoaderData } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { officeCalendarPath } from "#app/domain/calendar/event-paths.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { worksForCounty, worksForState } from "#app/domain/review/workflow.ts";
import { loadReviews } from "#app/services/review/load-reviews.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";
import { sayOfOffice } from "#app/ui/texts/office-calendar.ts";
import { sayOfSides } from "#app/ui/texts/side-by-side.ts";
import { office } from "#app/ui/texts/county-review.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import officeStyles from "../styles/county-review.css?url";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [officeStyles, styles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction = () => [{ title: `${t("reviews.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  const page = /^[1-9]\d{0,4}$/.exec(asked.get("page") ?? "")?.[0];
  return { ...(await loadReviews(ctx, { words: (asked.get("q") ?? "").slice(0, 200), page: Number(page ?? 1) }).catch(throwAsResponse)), state: worksForState(ctx.user), county: worksForCounty(ctx.user) };
}

export default function Reviews() {
  const { lines, found, all, words, page, pages, today, state, county, workload, lists } = useLoaderData<typeof loader>();
  const to = (wanted: number) => `/reviews?${new URLSearchParams({ ...(words === "" ? {} : { q: words }), page: String(wanted) }).toString()}`;
  return (
    <>
      <PageHead title={t("reviews.title")}>
        <p>
          {t("reviews.lead")} <Link to={officeCalendarPath}>{sayOfOffice("title")}</Link> {state && <Link to="/state">{desk("title")}</Link>}
        </p>
      </PageHead>
      {county && (
        <p className="inline">
          <Link to="/reviews/outside">{outsideWords("enter")}</Link>
          <Link to="/reviews/own-checklist">{office("ownChecklist")}</Link>
          <Link to="/reviews/side-by-side">{sayOfSides("title")}</Link>
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
      {(all > lines.length || words !== "") && (
        <Form method="get" action="/reviews" role="search" className="queue-search">
          <label className="usa-label" htmlFor="q">
            {office("find")}
          </label>
          <input className="usa-input" id="q" name="q" type="search" maxLength={200} defaultValue={words} />
          <button type="submit" className="usa-button usa-button--outline">
            {office("show")}
          </button>
          <span className="quiet">{office("found", { count: found, all: all.toLocaleString("en-US") })}</span>
        </Form>
      )}
      {lines.length === 0 ? (
        <p className="empty">{words === "" ? t("reviews.none") : office("foundNone")}</p>
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
      {pages > 1 && (
        <nav className="inline" aria-label={office("pages")}>
          {page > 1 && <Link to={to(page - 1)}>{office("previous")}</Link>}
          <span>{office("page", { page, pages })}</span>
          {page < pages && <Link to={to(page + 1)}>{office("next")}</Link>}
        </nav>
      )}
    </>
  );
}

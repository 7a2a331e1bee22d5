import { Form, Link, useLoaderData } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { loadSideBySide } from "#app/services/review/side-by-side.server.ts";
import type { SideLine } from "#app/services/review/side-by-side.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { sayOfSides as say } from "#app/ui/texts/side-by-side.ts";
import { t } from "#app/ui/texts/t.ts";
import officeStyles from "../styles/county-review.css?url";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [officeStyles, styles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction = () => [{ title: `${say("title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSideBySide(ctx, new URL(request.url).searchParams.get("form")).catch(throwAsResponse);
}

/** Nothing where the criterion is not for an LEA of that kind. */
const verdictWord = (verdict: SideLine["verdicts"][string] | undefined): string => (verdict === undefined ? "" : verdict === "open" ? "–" : office(`verdict.${verdict}`));

export default function SideBySide() {
  const { today, chosen, choices, criteria, lines } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={say("title")} eyebrow={chosen} crumbs={[{ to: "/reviews", label: t("review.back") }]}>
        <p>{say("lead")}</p>
      </PageHead>
      {choices.length > 1 && (
        <Form method="get" className="downloads">
          <ChoiceField name="form" label={say("form")} value={chosen} options={choices.map((one) => [one, one] as const)} />
          <button type="submit" className="usa-button usa-button--outline">
            {office("show")}
          </button>
        </Form>
      )}
      {lines.length === 0 ? (
        <p className="empty">{say("none")}</p>
      ) : (
        <>
          <details>
            <summary>{say("criteria")}</summary>
            <ul className="quiet small">
              {criteria.map(({ id, text, apart }) => (
                <li key={id}>
                  <strong>{id}</strong> {text} {apart && office("apart")}
                </li>
              ))}
            </ul>
          </details>
          <div className="table-wrap" tabIndex={0} role="group" aria-label={say("title")}>
            <table className="plain stacks queue">
              <caption className="visually-hidden">{say("title")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("reviews.organization")}</th>
                  <th scope="col">{t("reviews.stands")}</th>
                  <th scope="col">{t("reviews.due")}</th>
                  <th scope="col">{office("reviewer")}</th>
                  <th scope="col">{say("second")}</th>
                  {criteria.map(({ id }) => (
                    <th key={id} scope="col">
                      {id}
                    </th>
                  ))}
                  <th scope="col">{say("lines")}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.filingId}>
                    <th scope="row">
                      <Link to={`/reviews/${line.filingId}/checklist`}>{line.organization}</Link> {line.outside && <span className="tag-outside">{outsideWords("outside")}</span>}
                    </th>
                    <td data-head={t("reviews.stands")}>{line.open ? line.ball.title : t("reviews.revised")}</td>
                    <td data-head={t("reviews.due")}>
                      {line.due && longDay(line.due.dueOn)} {line.due && line.due.dueOn < today && <strong className="past">{t("send.past")}</strong>}
                    </td>
                    <td data-head={office("reviewer")}>{line.reviewer}</td>
                    <td data-head={say("second")}>{line.secondReader !== "" && say(line.secondRead ? "read" : "notRead", { name: line.secondReader })}</td>
                    {criteria.map(({ id }) => (
                      <td key={id} data-head={id}>
                        {verdictWord(line.verdicts[id])}
                      </td>
                    ))}
                    <td data-head={say("lines")}>{say("counts", { met: line.met, notMet: line.notMet, notApplicable: line.notApplicable })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

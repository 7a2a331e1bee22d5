import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadChanges } from "#app/services/review/load-changes.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { FieldChanges } from "#app/ui/history/difference.tsx";
import { MoneyTable } from "#app/ui/history/money-table.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? office("changesOf", { organization: page.organization, program: page.program, year: page.year }) : office("changes")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadChanges(ctx, params["filingId"] ?? "", new URL(request.url).searchParams.get("against")).catch(throwAsResponse);
}

export default function Changes() {
  const { filingId, organization, program, year, against, held, groups, count, money, moneyChanged, columns } = useLoaderData<typeof loader>();
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  return (
    <>
      <PageHead title={office("changes")} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        <p className="inline">
          {(["last-copy", "last-year"] as const).map((one) => {
            const words = held[one] === null ? null : office(`against.${one}`, { receipt: held[one] ?? "" });
            return words === null ? null : against === one ? <strong key={one}>{words}</strong> : <Link key={one} to={`${desk}/changes?against=${one}`}>{words}</Link>;
          })}
        </p>
      </PageHead>
      {against === null ? <p className="empty">{office("noChanges")}</p> : count === 0 ? <p className="empty">{office("same")}</p> : <p>{office("count", { count })}</p>}
      {against !== null && money.total && (
        <>
          {!moneyChanged && <p className="quiet">{office("moneySame")}</p>}
          <MoneyTable money={money} {...columns} />
        </>
      )}
      {groups.map((group) => (
        <section key={group.id} className="statement" aria-labelledby={`chapter-${group.id || "held"}`}>
          <h2 id={`chapter-${group.id || "held"}`}>{group.title}</h2>
          <ul className="changes">
            {group.changes.map((change) => (
              <li key={`${change.collection}/${change.rowId}`}>
                <h3 className="about">{`${[change.noun.charAt(0).toUpperCase() + change.noun.slice(1), change.number].filter(Boolean).join(" ")}${change.name === "" ? "" : `: ${change.name}`}`}</h3>
                <p className="quiet small">
                  <strong>{t(`history.${change.what}`)}</strong>
                </p>
                <FieldChanges fields={change.fields} />
              </li>
            ))}
          </ul>
          {group.notShown > 0 && <p className="quiet">{office("notShown", { count: group.notShown })}</p>}
        </section>
      ))}
    </>
  );
}

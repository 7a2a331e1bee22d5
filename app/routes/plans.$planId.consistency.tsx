import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadConsistency } from "#app/services/consistency/load-consistency.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { RulesTable } from "#app/ui/rules/rules-table.tsx";
import { sayOfConsistency } from "#app/ui/texts/consistency.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = () => [{ title: `${sayOfConsistency("consistency.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadConsistency(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

export default function Consistency() {
  const { plan, groups, counts, checks, checked, reviewed } = useLoaderData<typeof loader>();
  const [open, agreeing] = [groups.filter(({ findings }) => findings.length > 0), groups.filter(({ findings }) => findings.length === 0)];
  return (
    <>
      <PageHead title={sayOfConsistency("consistency.title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{sayOfConsistency(plan.school ? "consistency.leadSchool" : "consistency.lead", { count: checked })}</p>
        <p>
          <strong>{sayOfConsistency("consistency.counts", counts)}</strong>
        </p>
        {!plan.school && <p className="quiet small">{reviewed.length > 0 ? sayOfConsistency("consistency.reviewed", { days: reviewed.map(longDay).join(", ") }) : sayOfConsistency("consistency.notReviewed")}</p>}
      </PageHead>
      {open.length === 0 && <p className="empty">{sayOfConsistency("consistency.none")}</p>}
      {open.map((group) => (
        <section key={group.id} className="statement" aria-labelledby={`of-${group.id}`}>
          <h2 id={`of-${group.id}`}>{group.isSchool ? group.name : sayOfConsistency("consistency.district", { name: group.name })}</h2>
          <ul className="findings">
            {group.findings.map((finding, at) => (
              <li key={at} className={finding.severity}>
                <strong>{t(`coverage.severity.${finding.severity}`)}.</strong> {finding.message}{" "}
                <Link to={finding.href} aria-label={`${t("coverage.goTo")}: ${finding.message}`}>
                  {t("coverage.goTo")}
                </Link>
                <div className="cite">{finding.citation}</div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {open.length > 0 && agreeing.length > 0 && (
        <p className="quiet">
          {sayOfConsistency("consistency.agree")} {agreeing.map(({ name }) => name).join(", ")}.
        </p>
      )}
      <details className="part">
        <summary>
          <h2>{sayOfConsistency("consistency.checks", { count: checks.length })}</h2>
        </summary>
        <RulesTable caption={sayOfConsistency("consistency.checks", { count: checks.length })} rules={checks} />
      </details>
    </>
  );
}

import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRules } from "#app/services/coverage/load-rules.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("rules.title", { program: page?.form.short ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadRules(ctx, params["planId"] ?? "", params["program"] ?? "").catch(throwAsResponse);
}

export default function RulesPage() {
  const { plan, form, rules } = useLoaderData<typeof loader>();
  const coverage = `${planPath(plan.id)}/programs/${form.program}`;
  return (
    <>
      <PageHead title={t("rules.title", { program: form.short })} eyebrow={<><ProgramMark short={form.short} place={form.place} /> {form.title}</>} crumbs={[{ to: coverage, label: t("coverage.title", { program: form.short }) }]}>
        <p>{t("rules.lead")}</p>
      </PageHead>
      <table className="plain stacks rules">
        <caption className="visually-hidden">{t("rules.title", { program: form.short })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("rules.rule")}</th>
            <th scope="col">{t("rules.kind")}</th>
            <th scope="col">{t("rules.now")}</th>
            <th scope="col">{t("rules.from")}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id} id={rule.id}>
              <th scope="row">{rule.title}</th>
              <td data-head={t("rules.kind")}>{t(`coverage.severity.${rule.severity}`)}</td>
              <td data-head={t("rules.now")}>
                {rule.found === 0 ? (
                  <span className="quiet">{t("rules.fine")}</span>
                ) : (
                  <Link to={rule.href} aria-label={`${t("rules.found", { count: rule.found })}: ${rule.title}`}>
                    {t("rules.found", { count: rule.found })}
                  </Link>
                )}
              </td>
              <td data-head={t("rules.from")} className="small quiet">
                {rule.citation}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

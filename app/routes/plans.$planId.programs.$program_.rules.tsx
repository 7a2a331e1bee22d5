import { useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRules } from "#app/services/coverage/load-rules.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { RulesTable } from "#app/ui/rules/rules-table.tsx";
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
      <RulesTable caption={t("rules.title", { program: form.short })} rules={rules} />
    </>
  );
}

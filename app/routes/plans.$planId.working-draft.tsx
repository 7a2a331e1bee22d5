import { useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadWorkingDraft } from "#app/services/year-turn/working-draft.server.ts";
import { planPath, workingDraftPath } from "#app/domain/plan/place-of.ts";
import { Preview } from "#app/ui/document/preview.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("workingDraft.title", { year: page?.plan.year ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadWorkingDraft(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

export default function WorkingDraft() {
  const { plan, document } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("workingDraft.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{t("workingDraft.lead", { year: plan.year })}</p>
      </PageHead>
      <p className="inline no-print">
        {t("workingDraft.download")}{" "}
        {(["docx", "xlsx", "html"] as const).map((format) => (
          <a key={format} className="usa-button usa-button--outline" href={`${workingDraftPath(plan.id)}/file?format=${format}`}>
            {t(`workingDraft.${format}`)}
          </a>
        ))}
      </p>
      <h2 className="visually-hidden">{t("document.preview")}</h2>
      <Preview document={document} links={{}} />
    </>
  );
}

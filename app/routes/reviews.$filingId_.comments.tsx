import { useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { postOfficeTalk } from "#app/http/office-talk-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOfficeTalk } from "#app/services/review/office-talk.server.ts";
import { Preview } from "#app/ui/document/preview.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { LastYearOfOffice, OfficeThread } from "#app/ui/review/office-talk.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/county-review.css?url";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? talkWords("title", { organization: page.organization, program: page.program, year: page.year }) : talkWords("link")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadOfficeTalk(ctx, params["filingId"] ?? "").catch(throwAsResponse);
}

/** An answer, or a conversation that is resolved or opened again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  const result = await postOfficeTalk(ctx, request, filingId).catch(throwAsResponse);
  if (result.outcome === "refused") return data(result, { status: result.why === "conflict" ? saveStatus.conflict : saveStatus.refused });
  return redirect(`/reviews/${encodeURIComponent(filingId)}/comments#thread-${result.threadId}`);
}

const talkOn = { to: (what: string): string => talkWords("talk", { what }), row: talkWords("talkRow") };

export default function OfficeTalk() {
  const { filingId, organization, program, year, may, threads, lastYear, document, links } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  const pathOf = (place: string) => `${desk}/comments/on/${place}`;
  return (
    <>
      <PageHead title={talkWords("link")} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        <p>{talkWords(may.begin ? "lead" : "leadShared")}</p>
      </PageHead>
      <div className="desk check-desk">
        <div>
          <h2 className="visually-hidden">{talkWords("link")}</h2>
          {threads.length === 0 && <p className="empty">{talkWords("none")}</p>}
          <div className="threads">
            {threads.map((thread) => (
              <OfficeThread key={thread.id} thread={thread} may={may} here={`${desk}/comments`} pathOf={pathOf} refused={refused} />
            ))}
          </div>
          <LastYearOfOffice lastYear={lastYear} pathOf={pathOf} />
        </div>
        <section aria-labelledby="document">
          <h2 id="document">{office("document")}</h2>
          {may.begin && <p className="quiet small">{talkWords("how")}</p>}
          {document && (
            <div className="desk-document" tabIndex={0} role="group" aria-labelledby="document">
              <Preview document={document} links={links} say={talkOn} />
            </div>
          )}
        </section>
      </div>
    </>
  );
}

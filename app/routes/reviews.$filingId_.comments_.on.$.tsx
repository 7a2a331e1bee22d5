import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { postOfficeTalk } from "#app/http/office-talk-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOfficeTalk, officeTalkPath } from "#app/services/review/office-talk.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { LastYearOfOffice, OfficeBegin, OfficeThread } from "#app/ui/review/office-talk.tsx";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { t } from "#app/ui/texts/t.ts";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${talkWords("onTitle", { what: page?.about?.label ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadOfficeTalk(ctx, params["filingId"] ?? "", params["*"] ?? "").catch(throwAsResponse);
}

/** A new conversation about this place, an answer, or one that is resolved or opened again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  const result = await postOfficeTalk(ctx, request, filingId).catch(throwAsResponse);
  if (result.outcome === "refused") return data(result, { status: result.why === "conflict" ? saveStatus.conflict : saveStatus.refused });
  return redirect(`${officeTalkPath(filingId, params["*"] ?? "")}#thread-${result.threadId}`);
}

export default function OfficeTalkOn() {
  const { filingId, organization, program, year, may, about, threads, lastYear } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  const here = `${desk}/comments/on/${about?.place ?? ""}`;
  const gone = threads.some((thread) => thread.gone);
  return (
    <>
      <PageHead title={talkWords("onTitle", { what: about?.label ?? "" })} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }, { to: `${desk}/comments`, label: talkWords("link") }]} />
      <div className="office-talk">
        <section aria-labelledby="says">
          <h2 id="says">{talkWords("says")}</h2>
          {about && about.said.length > 0 ? (
            <dl className="read-only">
              {about.said.map(({ label, words }, at) => (
                <div key={at}>
                  <dt className={label === "" ? "visually-hidden" : ""}>{label || about.label}</dt>
                  <dd className="said-words">{words}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <p className="quiet">{talkWords("saysNothing")}</p>
          )}
        </section>
        <h2>{talkWords("link")}</h2>
        {threads.length === 0 && <p className="quiet">{talkWords("noneHere")}</p>}
        <div className="threads">
          {threads.map((thread) => (
            <OfficeThread key={thread.id} thread={thread} may={may} here={here} pathOf={null} refused={refused} />
          ))}
        </div>
        {may.begin && !gone && about && (
          <section className="send-part" aria-labelledby="new">
            <h2 id="new">{talkWords("begin")}</h2>
            <OfficeBegin key={threads.length} place={about.place} may={may} here={here} refused={refused} />
          </section>
        )}
        <LastYearOfOffice lastYear={lastYear} pathOf={null} />
        <p className="inline">
          <Link to={`${desk}/comments`}>{talkWords("all")}</Link> <Link to={desk}>{talkWords("desk")}</Link>
        </p>
      </div>
    </>
  );
}

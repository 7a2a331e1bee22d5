import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { answerShared, loadShared } from "#app/services/review/shared-comments.server.ts";
import type { SharedThread } from "#app/services/review/shared-comments.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("shared.title", { organization: page.organization, program: page.program, year: page.year }) : t("comments.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadShared(ctx, params["filingId"] ?? "").catch(throwAsResponse);
}

/** An answer of the reviewing body. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  try {
    const { fields } = readFields(await readPosted(request, { needsKey: true }), { threadId: z.uuid(), words: z.string().max(100_000) }, false);
    const result = await answerShared(ctx, filingId, fields);
    if (result.outcome === "refused") return data({ threadId: fields.threadId, words: fields.words }, { status: saveStatus.refused });
    return redirect(`/reviews/${encodeURIComponent(filingId)}/comments#thread-${fields.threadId}`);
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function SharedComments() {
  const { filingId, organization, program, year, threads } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  return (
    <>
      <PageHead title={t("shared.title", { organization, program, year })} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        <p>{t("shared.lead")}</p>
      </PageHead>
      {threads.length === 0 && <p className="empty">{t("shared.none")}</p>}
      <div className="threads">
        {threads.map((thread) => (
          <Shared key={thread.id} thread={thread} action={`${desk}/comments`} refused={refused?.threadId === thread.id ? refused.words : null} />
        ))}
      </div>
    </>
  );
}

function Shared({ thread, action, refused }: { thread: SharedThread; action: string; refused: string | null }) {
  const field = `answer-${thread.id}`;
  return (
    <article className={`thread ${thread.resolved ? "resolved" : "open"}`} id={`thread-${thread.id}`}>
      <h2 className="about">{thread.label}</h2>
      {thread.resolved && <p className="standing small">{t("comments.filter.resolved")}</p>}
      {thread.quote !== null && (
        <div className="passage">
          <blockquote>{thread.quote}</blockquote>
        </div>
      )}
      <ol className="said">
        {thread.comments.map(({ id, by, when, words, ours }) => (
          <li key={id}>
            <p className="said-by small">
              <strong>{by || t("comments.byLink")}</strong> {ours && <span className="by-link">{t("shared.ours")}</span>} <span className="quiet">{when}</span>
            </p>
            <p className="said-words">{words}</p>
          </li>
        ))}
      </ol>
      <Form method="post" action={action} className="stack">
        <FormKey />
        <input type="hidden" name="threadId" value={thread.id} />
        <label className="usa-label" htmlFor={field}>
          {t("shared.answer", { what: thread.label })}
        </label>
        <textarea className="usa-textarea" id={field} name="words" rows={3} maxLength={5000} defaultValue={refused ?? ""} aria-describedby={refused === null ? undefined : `${field}-error`} />
        {refused !== null && (
          <p className="field-error" role="alert" id={`${field}-error`}>
            {t("comments.refused.words")}
          </p>
        )}
        <button type="submit" className="usa-button usa-button--outline">
          {t("comments.reply")}
        </button>
      </Form>
    </article>
  );
}

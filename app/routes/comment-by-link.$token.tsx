import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { publicContext } from "#app/http/public-context.server.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadByLink, sayByLink } from "#app/services/comments/by-link.server.ts";
import type { ReadableAnswer } from "#app/domain/comments/readable-plan.ts";
import { anchorOf } from "#app/domain/plan/place-of.ts";
import { longestComment, placeSchema } from "#schemas/comments.ts";
import { Prose } from "#app/ui/document/prose.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("byLink.title", { lea: page.leaName, year: page.year }) : t("comments.title")} · ${t("site.name")}` }, { name: "robots", content: "noindex, nofollow" }];

/** The address is the right: no search engine keeps it, no cache does. */
export const headers: HeadersFunction = () => ({ "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store" });

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadByLink(publicContext(request), params["token"] ?? "").catch(throwAsResponse);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = publicContext(request);
  const token = params["token"] ?? "";
  try {
    const { fields } = readFields(await readPosted(request), { place: placeSchema, words: z.string().max(longestComment * 20) }, false);
    const result = await sayByLink(ctx, token, fields);
    if (result.outcome === "refused") return data({ ...fields, why: result.why }, { status: saveStatus.refused });
    return redirect(`/comment-by-link/${encodeURIComponent(token)}#${anchorOf(fields.place)}`);
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function ByLink() {
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("byLink.title", { lea: page.leaName, year: page.year })} eyebrow={page.name}>
        <p>{t("byLink.lead", { name: page.name, when: page.expires })}</p>
        <p className="small">{t("byLink.private")}</p>
      </PageHead>
      {page.chapters.length > 1 && (
        <nav className="crumbs" aria-label={t("byLink.chapters")}>
          <ul className="plain-list">
            {page.chapters.map((chapter) => (
              <li key={chapter.id}>
                <a href={`#${chapter.id}`}>{chapter.title}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {page.chapters.map((chapter) => (
        <section key={chapter.id} id={chapter.id} className="by-link-chapter" aria-labelledby={`${chapter.id}-title`}>
          <h2 id={`${chapter.id}-title`}>{chapter.title}</h2>
          {chapter.statements.map((statement) => (
            <section key={statement.key} className="statement" aria-labelledby={anchorOf(statement.key, "question")}>
              <h3 id={anchorOf(statement.key, "question")}>{statement.question}</h3>
              {statement.answers.length === 0 && <p className="empty">{t("plan.noAnswer")}</p>}
              {statement.answers.map((answer) => (
                <Answer key={answer.place} answer={answer} question={statement.question} mine={page.said[answer.place] ?? []} open={page.left > 0} />
              ))}
            </section>
          ))}
        </section>
      ))}
    </>
  );
}

function Answer({ answer, question, mine, open }: { answer: ReadableAnswer; question: string; mine: { id: string; words: string; when: string }[]; open: boolean }) {
  const refused = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  const own = refused?.place === answer.place ? refused : null;
  const id = anchorOf(answer.place);
  const what = answer.label || question;
  return (
    <div className="by-link-answer" id={id}>
      {answer.label !== "" && <h4>{answer.label}</h4>}
      {answer.said.length === 0 && <p className="quiet">{t("plan.noAnswer")}</p>}
      {answer.said.map((said, at) => (
        <div key={at}>
          {said.label !== "" && <p className="quiet small said-label">{said.label}</p>}
          {said.rich ? <Prose value={said.rich} /> : <p className="said-words">{said.words}</p>}
        </div>
      ))}
      {mine.map((comment) => (
        <div key={comment.id} className="thread">
          <p className="said-by small">
            <strong>{t("byLink.mine")}</strong> <span className="quiet">{comment.when}</span>
          </p>
          <p className="said-words">{comment.words}</p>
        </div>
      ))}
      {open && (
        <details className="help" open={own !== null}>
          <summary aria-label={t("comments.newOn", { what })}>{t("comments.new")}</summary>
          <Form method="post" className="words-form" key={mine.length} preventScrollReset>
            <FormKey />
            <input type="hidden" name="place" value={answer.place} />
            <label className="usa-label" htmlFor={`${id}-words`}>
              {t("comments.words")}
            </label>
            <textarea className="usa-textarea" id={`${id}-words`} name="words" rows={3} maxLength={longestComment} required defaultValue={own?.words ?? ""} aria-describedby={own ? `${id}-error` : undefined} />
            {own && (
              <p className="field-error" role="alert" id={`${id}-error`}>
                {own.why === "words" ? t("comments.refused.words") : t("byLink.many")}
              </p>
            )}
            <p>
              <button type="submit" className="usa-button usa-button--outline" disabled={busy}>
                {t("byLink.send")}
              </button>
            </p>
          </Form>
        </details>
      )}
    </div>
  );
}

import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { commentOnPage, loadPages } from "#app/services/review/outside-desk.server.ts";
import type { CommentAct } from "#app/services/review/outside-desk.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { PagesPane } from "#app/ui/review/pages-pane.tsx";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import officeStyles from "../styles/county-review.css?url";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [officeStyles, styles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? outsideWords("pagesOf", { organization: page.organization, program: page.program, year: page.year }) : outsideWords("pages")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  const whole = (name: string) => /^[1-9]\d{0,3}$/.exec(asked.get(name) ?? "")?.[0];
  const copy = whole("copy");
  return loadPages(ctx, params["filingId"] ?? "", copy === undefined ? null : Number(copy), Number(whole("page") ?? 1)).catch(throwAsResponse);
}

const whole = z.string().regex(/^[1-9]\d{0,3}$/).transform(Number);
const place = { copy: whole, page: whole };
const yes = z.literal("yes").optional();

function readComment(posted: Map<string, string[]>): { form: CommentAct; copy: number; page: number } {
  const act = posted.get("act")?.[0];
  if (act === "letter" || act === "remove") {
    const { fields } = readFields(posted, { act: z.enum(["letter", "remove"]), id: z.uuid(), letter: yes, ...place }, false);
    return { form: fields.act === "remove" ? { act: "remove", id: fields.id } : { act: "letter", id: fields.id, inLetter: fields.letter === "yes" }, copy: fields.copy, page: fields.page };
  }
  const { fields } = readFields(posted, { act: z.literal("say"), words: z.string().max(100_000), letter: yes, ...place }, false);
  return { form: { act: "say", number: fields.copy, page: fields.page, words: fields.words, inLetter: fields.letter === "yes" }, copy: fields.copy, page: fields.page };
}

/** Says something of a page, puts it in the letter or out, or takes it away. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  try {
    const { form, copy, page } = readComment(await readPosted(request, { needsKey: true }));
    const result = await commentOnPage(ctx, filingId, form);
    if (result.outcome === "refused") return data({ typed: form.act === "say" ? form.words : "" }, { status: saveStatus.refused });
    return redirect(`/reviews/${encodeURIComponent(filingId)}/pages?copy=${copy}&page=${page}#comments`);
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function Pages() {
  const { filingId, organization, program, year, receipt, pages, comments } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  const here = `${desk}/pages`;
  const where = (
    <>
      <input type="hidden" name="copy" value={pages.number} />
      <input type="hidden" name="page" value={pages.page} />
    </>
  );
  return (
    <>
      <PageHead title={outsideWords("pages")} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        <p className="cite">{receipt}</p>
      </PageHead>
      <div className="desk check-desk">
        <div>
          <section aria-labelledby="new">
            <h2 id="new">{outsideWords("newOn", { page: pages.page })}</h2>
            <Form method="post" action={here} className="stack page-say" key={`${pages.number}/${pages.page}/${comments.length}`}>
              <FormKey />
              {where}
              <input type="hidden" name="act" value="say" />
              <label className="visually-hidden" htmlFor="words">
                {outsideWords("newOn", { page: pages.page })}
              </label>
              {refused && (
                <p className="field-error" role="alert" id="words-error">
                  {outsideWords("commentRefused")}
                </p>
              )}
              <textarea className="usa-textarea" id="words" name="words" rows={4} maxLength={5000} defaultValue={refused?.typed ?? ""} aria-describedby={refused ? "words-error" : undefined} />
              <div className="usa-checkbox">
                <input className="usa-checkbox__input" type="checkbox" id="letter" name="letter" value="yes" />
                <label className="usa-checkbox__label" htmlFor="letter">
                  {outsideWords("inLetter")}
                </label>
              </div>
              <button type="submit" className="usa-button">
                {outsideWords("say")}
              </button>
            </Form>
          </section>
          <section className="send-part" aria-labelledby="comments">
            <h2 id="comments">{outsideWords("comments")}</h2>
            {comments.length === 0 && <p className="quiet">{outsideWords("noComments")}</p>}
            <ul className="page-comments">
              {comments.map((one) => (
                <li key={one.id} className={one.page === pages.page ? "here" : ""}>
                  <Link to={`${here}?copy=${one.number}&page=${one.page}`} preventScrollReset>
                    {outsideWords("onPage", { page: one.page })}
                  </Link>{" "}
                  <span className="cite">{outsideWords(one.inLetter ? "isInLetter" : "isInternal")}</span>
                  <p className="said-words">{one.words}</p>
                  <p className="quiet small">{outsideWords("by", { name: one.by, day: longDay(one.day) })}</p>
                  {(["letter", "remove"] as const).map((act) => {
                    const label = outsideWords(act === "remove" ? "remove" : one.inLetter ? "letterOut" : "inLetter");
                    return (
                      <Form method="post" action={here} key={act} preventScrollReset>
                        <FormKey />
                        {where}
                        <input type="hidden" name="act" value={act} />
                        <input type="hidden" name="id" value={one.id} />
                        {act === "letter" && !one.inLetter && <input type="hidden" name="letter" value="yes" />}
                        <button type="submit" className="usa-button usa-button--unstyled" aria-label={outsideWords("of", { what: label, page: one.page, words: one.words.slice(0, 60) })}>
                          {label}
                        </button>
                      </Form>
                    );
                  })}
                </li>
              ))}
            </ul>
          </section>
        </div>
        <section aria-label={outsideWords("pane", { page: pages.page })}>
          <PagesPane filingId={filingId} pages={pages} here={here} />
        </section>
      </div>
    </>
  );
}

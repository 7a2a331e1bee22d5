import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadLinks, makeLink, withdrawLink } from "#app/services/comments/links.server.ts";
import { commentsPath } from "#app/domain/comments/view.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("links.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadLinks(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

const days = z.enum(["7", "14", "30", "60"]);

/** Makes a link, whose address this one answer tells, or withdraws one. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const posted = await readPosted(request, { needsKey: true }).catch(throwAsResponse);
  try {
    if (posted.get("act")?.[0] === "withdraw") {
      const { fields } = readFields(posted, { act: z.literal("withdraw"), linkId: z.uuid() }, false);
      await withdrawLink(ctx, planId, fields.linkId);
      return redirect(`${commentsPath(planId)}/links`);
    }
    const { fields } = readFields(posted, { act: z.literal("make"), name: z.string().max(1000), chapter: z.union([z.literal(""), z.string().regex(/^[a-z-]{1,40}$/)]), days }, false);
    const made = await makeLink(ctx, planId, { name: fields.name, chapter: fields.chapter, days: Number(fields.days) });
    return made.outcome === "made" ? data({ ...made, address: `${ctx.siteUrl}${made.path}`, name: fields.name }) : data({ ...made, address: "", name: fields.name }, { status: made.outcome === "refused" ? saveStatus.refused : 200 });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function Links() {
  const { plan, chapters, links } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  return (
    <>
      <PageHead title={t("links.title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: commentsPath(plan.id), label: t("comments.title") }]}>
        <p>{t("links.lead")}</p>
      </PageHead>
      {made?.outcome === "made" && (
        <section className="next-step" role="status" aria-label={t("links.made")}>
          <h2>{t("links.madeFor", { name: made.name })}</h2>
          <p>{t("links.once")}</p>
          <p className="breaks">
            <code>{made.address}</code>
          </p>
        </section>
      )}
      {made?.outcome === "repeated" && <p role="alert">{t("links.repeated")}</p>}
      <section className="statement" aria-labelledby="make-link">
        <h2 id="make-link">{t("links.make")}</h2>
        <Form method="post" className="act-form">
          <FormKey />
          <input type="hidden" name="act" value="make" />
          <div>
            <label className="usa-label" htmlFor="link-name">
              {t("links.for")}
            </label>
            <span className="usa-hint small">{t("links.forHint")}</span>
            <input className="usa-input" id="link-name" name="name" maxLength={200} required aria-describedby={made?.outcome === "refused" ? "link-error" : undefined} />
            {made?.outcome === "refused" && (
              <p className="field-error" role="alert" id="link-error">
                {t("links.refused")}
              </p>
            )}
          </div>
          <ChoiceField id="link-chapter" name="chapter" label={t("links.scope")} options={[["", t("links.whole")], ...chapters.map(({ id, title }) => [id, title] as const)]} />
          <ChoiceField id="link-days" name="days" label={t("links.days")} value="14" options={days.options.map((one) => [one, t("links.daysCount", { count: one })])} />
          <button type="submit" className="usa-button" disabled={busy}>
            {t("links.go")}
          </button>
        </Form>
      </section>
      <section className="statement" aria-labelledby="links">
        <h2 id="links">{t("links.list")}</h2>
        {links.length === 0 && <p className="empty">{t("links.none")}</p>}
        <ul className="waiting">
          {links.map((link) => (
            <li key={link.id}>
              <p>
                <strong>{link.name}</strong> <span className="quiet small">{link.scope || t("links.whole")}</span>
              </p>
              <p className="quiet small">{[t(`links.state.${link.state}`, { when: link.expires }), t("links.used", { used: link.used, most: link.most })].join(" · ")}</p>
              {link.state === "open" && (
                <Form method="post" className="act-button">
                  <FormKey />
                  <input type="hidden" name="act" value="withdraw" />
                  <input type="hidden" name="linkId" value={link.id} />
                  <button type="submit" className="usa-button usa-button--unstyled" aria-label={t("links.withdrawOf", { name: link.name })}>
                    {t("links.withdraw")}
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

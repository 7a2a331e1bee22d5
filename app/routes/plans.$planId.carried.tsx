import { Link, useActionData, useFetcher, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { decideCarriedRow } from "#app/services/year-turn/decide-carried.server.ts";
import { loadCarried } from "#app/services/year-turn/load-carried.server.ts";
import type { CarriedItem } from "#app/services/year-turn/load-carried.server.ts";
import { anchorOf, carriedPath, planPath } from "#app/domain/plan/place-of.ts";
import { idSchema } from "#schemas/scalars.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { markWords, stateWords } from "#app/ui/year-turn/carried-mark.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("carried.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadCarried(ctx, params["planId"] ?? "", new URL(request.url).searchParams.get("chapter")).catch(throwAsResponse);
}

const shape = { act: z.enum(["confirm", "retire"]), collection: z.string().regex(/^[a-z]{1,20}$/), rowId: idSchema, seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number), stay: z.enum(["yes", "no"]) };

/** Decides about one carried row. Several at once are no form of this page. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const key = params["planId"] ?? "";
  const { stay, ...form } = await readPosted(request).then((posted) => readFields(posted, shape, false).fields).catch(throwAsResponse);
  const result = await decideCarriedRow(ctx, key, form).catch(throwAsResponse);
  const row = `${form.collection}/${form.rowId}`;
  if (result.outcome !== "decided") return data({ row, problem: result.outcome === "blocked" ? t("carried.blocked", { why: result.why }) : t("carried.conflict") }, { status: result.outcome === "blocked" ? 422 : 409 });
  if (stay === "no") return redirect(`${carriedPath(key)}${new URL(request.url).search}#${anchorOf(form.collection, form.rowId)}`);
  return data({ row, problem: "" });
}

export default function Carried() {
  const { plan, writes, open, confirmed, edited, retired, fromYear, chapters, shown, groups, schools } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("carried.title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{fromYear === null ? t("carried.none") : t("carried.lead", { year: fromYear })}</p>
        {fromYear !== null && <p className="small">{writes ? t("carried.oneByOne") : plan.adopted !== null ? t("carried.closed") : ""}</p>}
      </PageHead>
      {fromYear !== null && (
        <dl className="figures">
          {([["carried.open", open], ["carried.confirmed", confirmed], ["carried.edited", edited], ["carried.retired", retired]] as const).map(([key, count]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className="num">{count}</dd>
            </div>
          ))}
        </dl>
      )}
      {chapters.length > 1 && (
        <nav className="filter" aria-label={t("carried.chapters")}>
          {chapters.map((chapter) => (
            <Link key={chapter.id} to={carriedPath(plan.id, chapter.id)} aria-current={chapter.id === shown ? "true" : undefined}>
              {chapter.open > 0 ? t("carried.chapterOpen", { title: chapter.title, open: chapter.open, count: chapter.count }) : t("carried.chapterDone", { title: chapter.title })}
            </Link>
          ))}
        </nav>
      )}
      {groups.map(({ question, items }) => (
        <section key={question} className="statement">
          <h2>{question}</h2>
          <ul className="carried-list">
            {items.map((item) => (
              <Item key={`${item.collection}/${item.rowId}`} item={item} question={question} here={carriedPath(plan.id, shown)} writes={writes} refused={result?.row === `${item.collection}/${item.rowId}` ? result.problem : ""} />
            ))}
          </ul>
        </section>
      ))}
      {schools.length > 0 && (
        <section className="statement" aria-labelledby="carried-schools">
          <h2 id="carried-schools">{t("carried.schools")}</h2>
          <ul>
            {schools.map((school) => (
              <li key={school.key}>
                <Link to={carriedPath(school.key)}>{t("carried.school", { name: school.name, count: school.open })}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Item({ item, question, here, writes, refused }: { item: CarriedItem; question: string; here: string; writes: boolean; refused: string }) {
  const fetcher = useFetcher<typeof action>();
  const alive = useHydrated();
  const problem = fetcher.data?.problem ?? refused;
  const what = [item.number, item.name].filter(Boolean).join(" ") || question;
  // A row without a title is called by its first words; those stand below anyway.
  const heading = item.words.startsWith(item.name.replace(/…$/, "")) ? item.number : [item.number, item.name].filter(Boolean).join(" ");
  return (
    <li id={anchorOf(item.collection, item.rowId)}>
      <div>
        {heading !== "" && <h3>{heading}</h3>}
        {item.words !== "" && item.words !== heading && <p>{item.words}</p>}
        <p className="small quiet">{markWords(item)}</p>
        {problem !== "" && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
      </div>
      <div>
        {item.state === "open" && writes ? (
          <fetcher.Form method="post" action={here} className="acts">
            <FormKey />
            {Object.entries({ collection: item.collection, rowId: item.rowId, seenVersion: String(item.version), stay: alive ? "yes" : "no" }).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button type="submit" name="act" value="confirm" className="usa-button usa-button--outline" aria-label={t("carried.of", { act: t("carried.confirm"), what })} disabled={fetcher.state !== "idle"}>
              {t("carried.confirm")}
            </button>
            <Link to={item.href} aria-label={t("carried.of", { act: t("carried.edit"), what })}>
              {t("carried.edit")}
            </Link>
            <button type="submit" name="act" value="retire" className="usa-button usa-button--unstyled" aria-label={t("carried.of", { act: t("carried.retire"), what })} disabled={fetcher.state !== "idle"}>
              {t("carried.retire")}
            </button>
          </fetcher.Form>
        ) : (
          <p className={`small ${item.state === "open" ? "quiet" : "decided"}`} role="status">
            {stateWords(item)}
          </p>
        )}
      </div>
    </li>
  );
}

import { Form, Link, useActionData, useLoaderData, useRevalidator } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { clearImport, confirmOwnDocument, moveReading, stopImport } from "#app/services/imports/decide-import.server.ts";
import { matchAgain, matchSheet } from "#app/services/imports/match-sheet.server.ts";
import { loadImport } from "#app/services/imports/load-import.server.ts";
import { startYear } from "#app/services/imports/start-year.server.ts";
import { takeImport } from "#app/services/imports/take-import.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { idSchema, planYearSchema } from "#schemas/scalars.ts";
import { sheetKinds } from "#app/domain/imports/sheet-columns.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { importPath, importsPath } from "#app/ui/imports/paths.ts";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { MatchForm } from "#app/ui/imports/match-form.tsx";
import { ReadingUnderWay } from "#app/ui/imports/reading-under-way.tsx";
import { ReviewForm } from "#app/ui/imports/review-form.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page?.fileName ?? t("imports.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams.get("rows");
  const taken = /^\d{1,6}$/.exec(new URL(request.url).searchParams.get("taken") ?? "")?.[0];
  return { taken: taken === undefined ? null : Number(taken), ...(await loadImport(ctx, params["planId"] ?? "", params["importId"] ?? "", sheetKinds.find((kind) => kind === asked) ?? null).catch(throwAsResponse)) };
}

const seenVersion = z.string().regex(/^\d{1,9}$/).transform(Number);

/** What the person decided. Takes the rows that were ticked, or does one of the small acts. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, importId] = [params["planId"] ?? "", params["importId"] ?? ""];
  try {
    const posted = await readPosted(request);
    const act = posted.get("act")?.[0];
    switch (act) {
      case "take": {
        const { fields, rest } = readFields(posted, { act: z.literal("take"), seenVersion, otherLea: z.literal("yes").optional(), only: z.string().max(200).optional() }, true);
        const strange = [...rest.keys()].find((name) => name !== "item");
        if (strange !== undefined) throw new AppError("invalid", `The form has a field that does not belong here: “${strange}”.`);
        const result = await takeImport(ctx, planId, importId, { keys: [...new Set(rest.get("item") ?? [])], seenVersion: fields.seenVersion, otherLea: fields.otherLea === "yes" });
        return redirect(`${importPath(planId, importId)}?taken=${result.rows}`);
      }
      case "own": {
        readFields(posted, { act: z.literal("own"), confirmed: z.literal("yes") }, false);
        await confirmOwnDocument(ctx, planId, importId);
        return redirect(importPath(planId, importId));
      }
      case "stop":
        readFields(posted, { act: z.literal("stop") }, false);
        await stopImport(ctx, planId, importId);
        return redirect(importsPath(planId));
      case "clear":
        readFields(posted, { act: z.literal("clear") }, false);
        await clearImport(ctx, planId, importId);
        return redirect(importsPath(planId));
      case "match": {
        const { fields, rest } = readFields(posted, { act: z.literal("match"), seenVersion, holds: z.enum(sheetKinds) }, true);
        const columns: Record<string, string> = {};
        for (const [name, given] of rest) {
          const at = /^column\.(\d{1,3})$/.exec(name)?.[1];
          if (at === undefined || given.length !== 1) throw new AppError("invalid", `The form has a field that does not belong here: “${name}”.`);
          if (given[0]) columns[at] = given[0];
        }
        const result = await matchSheet(ctx, planId, importId, { holds: fields.holds, columns, seenVersion: fields.seenVersion });
        if (result.outcome === "read") return redirect(importPath(planId, importId));
        return data({ error: "", refused: { missing: result.missing, twice: result.twice }, chosen: columns }, { status: statusOf.invalid });
      }
      case "match-again":
        readFields(posted, { act: z.literal("match-again") }, false);
        await matchAgain(ctx, planId, importId);
        return redirect(importPath(planId, importId));
      case "move": {
        const { fields } = readFields(posted, { act: z.literal("move"), to: idSchema }, false);
        const { key } = await moveReading(ctx, planId, importId, fields.to);
        return redirect(importPath(key, importId));
      }
      default: {
        const { fields } = readFields(posted, { act: z.literal("start-year"), year: planYearSchema }, false);
        const made = await startYear(ctx, planId, importId, fields.year);
        return redirect(importPath(made.planId, importId));
      }
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return data({ error: error.message, refused: null, chosen: null }, { status: statusOf.conflict });
    throwAsResponse(error);
  }
}

export default function Import() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  const { plan, review, status } = page;
  const here = importPath(plan.id, page.id);
  const under = status === "queued" || status === "working";
  return (
    <>
      <PageHead title={page.fileName} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: importsPath(plan.id), label: t(plan.school ? "readers.school.title" : "imports.title") }]}>
        {review && <p>{review.places === "rows" ? t("readers.foundRows", { count: review.counts.open }) : plan.school ? t("readers.school.found", { ...review.counts, lea: review.leaName, year: review.year }) : review.compared > 0 ? t("imports.found", { ...review.counts, lea: review.leaName, year: review.year }) : t("imports.foundYear", { ...review.counts, lea: review.leaName, year: review.year })}</p>}
      </PageHead>
      <AdoptedNotice plan={plan} />
      {result && result.error !== "" && <Alert kind="error">{result.error}</Alert>}
      {page.taken !== null && <Alert kind="success">{page.taken === 0 ? t("imports.tookNothing") : t("imports.took", { count: page.taken })}</Alert>}
      {under && <ReadingUnderWay path={here} first={page} onDone={revalidate} />}
      {status === "asks" && (
        <section className="import-question">
          <h2>{t("imports.asks")}</h2>
          <p>{page.error}</p>
          <Form method="post" action={here}>
            <FormKey />
            <input type="hidden" name="act" value="own" />
            <div className="usa-checkbox">
              <input className="usa-checkbox__input" type="checkbox" id="confirmed" name="confirmed" value="yes" required />
              <label className="usa-checkbox__label" htmlFor="confirmed">
                {t(plan.school ? "readers.school.own" : "imports.own")}
              </label>
            </div>
            <p className="form-end">
              <button type="submit" className="usa-button">
                {t("imports.readOn")}
              </button>
            </p>
          </Form>
          <SmallAct here={here} act="stop" words={t("imports.dontRead")} />
        </section>
      )}
      {(status === "refused" || status === "stopped") && (
        <section>
          <h2>{status === "refused" ? t("imports.refused") : t("imports.stopped")}</h2>
          {page.error !== "" && <p>{page.error}</p>}
          <p className="quiet">{t("imports.noFileKept")}</p>
          <p>
            <Link className="usa-button" to={importsPath(plan.id)}>
              {t("imports.another")}
            </Link>
          </p>
          <SmallAct here={here} act="clear" words={t("imports.clear")} />
        </section>
      )}
      {page.match && <MatchForm page={page} match={page.match} here={here} refused={result?.refused ?? null} chosen={result?.chosen ?? null} />}
      {page.match && <SmallAct here={here} act="clear" words={t("imports.dontRead")} />}
      {review && <ReviewForm key={plan.id} page={{ ...page, review }} here={here} />}
      {review?.places === "rows" && <SmallAct here={here} act="match-again" words={t("readers.match.again")} />}
      {review && <SmallAct here={here} act="clear" words={t("imports.clearReading")} />}
    </>
  );
}

function Alert({ kind, children }: { kind: "error" | "success"; children: string }) {
  return (
    <div className={`usa-alert usa-alert--${kind} usa-alert--slim`} role={kind === "error" ? "alert" : "status"}>
      <div className="usa-alert__body">
        <p className="usa-alert__text">{children}</p>
      </div>
    </div>
  );
}

function SmallAct({ here, act, words }: { here: string; act: "stop" | "clear" | "match-again"; words: string }) {
  return (
    <Form method="post" action={here} className="small-act">
      <FormKey />
      <input type="hidden" name="act" value={act} />
      <button type="submit" className="usa-button usa-button--unstyled">
        {words}
      </button>
    </Form>
  );
}

import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readRowPost } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { asResponse, refusedIfSentBefore, throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { idSchema } from "#schemas/scalars.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { addRow } from "#app/services/plans/add-row.server.ts";
import { loadRowForm } from "#app/services/plans/load-row-form.server.ts";
import { saveRow } from "#app/services/plans/save-row.server.ts";
import { inOneLook } from "#app/services/plans/open-plan.server.ts";
import { loadCarriedMarks } from "#app/services/year-turn/load-carried.server.ts";
import { anchorOf, carriedPath, goalPath, historyPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { CommentsBeside } from "#app/ui/comments/comments-beside.tsx";
import { HereToo } from "#app/ui/comments/here-too.tsx";
import { TalkContext } from "#app/ui/comments/talk-context.ts";
import { AutosaveForm } from "#app/ui/forms/autosave-form.tsx";
import type { PlainResult } from "#app/ui/forms/autosave-form.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { ReadOnlyFields } from "#app/ui/plan/read-only-fields.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { CarriedMark, MarksContext } from "#app/ui/year-turn/carried-mark.tsx";
import { Help } from "#app/ui/kit/help.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

type Page = Awaited<ReturnType<typeof loadRowForm>>;
const titleOf = (page: Page): string => (page.version === null ? t("row.newTitle", { row: page.row }) : t("row.title", { row: capital([page.row, page.number].filter(Boolean).join(" ")), name: page.name || t("rows.noName") }));
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? titleOf(page) : t("nav.plan")} · ${t("site.name")}` }];

/** Links a new row may come with in its address: ?goalId=… */
const chosenNames = ["goalId", "metricId", "actionId", "openingActionId"];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  const chosen = Object.fromEntries(chosenNames.flatMap((name) => (idSchema.safeParse(asked.get(name)).success ? [[name, asked.get(name) ?? ""]] : [])));
  const [planId, collection, rowId] = [params["planId"] ?? "", params["collection"] ?? "", params["rowId"] ?? ""];
  return inOneLook(ctx, async (ctx) => {
    const page = await loadRowForm(ctx, planId, { collection, rowId, chosen });
    return { ...page, marks: rowId === "new" ? {} : await loadCarriedMarks(ctx, planId), talk: rowId === "new" ? null : await loadTalk(ctx, planId, { place: `${collection}/${rowId}` }) };
  }).catch(throwAsResponse);
}

/** Adds the row, or saves it from a browser without JavaScript. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, collection, rowId] = [params["planId"] ?? "", params["collection"] ?? "", params["rowId"] ?? ""];
  const { seenVersion, newId, posted } = await readRowPost(request).catch(throwAsResponse);
  const typed = Object.fromEntries([...posted].map(([name, values]) => [name, [...values]]));
  if (rowId === "new") {
    if (newId === null) throw asResponse(new AppError("invalid", "The form is not complete."));
    const added = await addRow(ctx, planId, { collection, newId, posted }).catch(refusedIfSentBefore);
    if (added.outcome === "added") return redirect(rowPath(planId, collection, added.rowId));
    return data<PlainResult>({ typed, errors: added.errors, theirs: null }, { status: saveStatus.refused });
  }
  const result = await saveRow(ctx, planId, { collection, rowId, seenVersion: seenVersion ?? 0, posted }).catch(refusedIfSentBefore);
  if (result.outcome === "saved") return redirect(rowPath(planId, collection, rowId));
  return data<PlainResult>({ typed, errors: result.outcome === "refused" ? result.errors : {}, theirs: result.outcome === "conflict" ? result.theirs : null }, { status: saveStatus[result.outcome] });
}

export default function Row() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const isNew = page.version === null;
  const here = rowPath(page.plan.id, page.collection, isNew ? "new" : page.rowId);
  const chapterPath = `${planPath(page.plan.id)}/chapters/${page.chapter.id}`;
  const crumbs = [{ to: planPath(page.plan.id), label: planTitle(page.plan) }, { to: chapterPath, label: page.chapter.title }, ...(page.goal && page.goal.id !== page.rowId ? [{ to: goalPath(page.plan.id, page.goal.id), label: t("goal.title", { number: page.goal.number }) }] : [])];
  const hasErrors = result && Object.keys(result.errors).length > 0;
  return (
    <TalkContext.Provider value={page.talk}>
      <PageHead title={titleOf(page)} crumbs={crumbs}>
        <p>{page.question}</p>
      </PageHead>
      {!isNew && <HereToo planId={page.plan.id} page={`${page.collection}/${page.rowId}`} />}
      {page.closed && <AdoptedNotice plan={page.plan} />}
      <MarksContext.Provider value={{ marks: page.marks, page: carriedPath(page.plan.id, page.chapter.id) }}>
        <CarriedMark row={`${page.collection.includes(".") ? "answers" : page.collection}/${page.rowId}`} />
      </MarksContext.Provider>
      {hasErrors && (
        <div className="usa-alert usa-alert--error" role="alert">
          <div className="usa-alert__body">
            <h2 className="usa-alert__heading">{t("row.errorsTitle")}</h2>
            <p>{t("row.errorsText")}</p>
            <ul>
              {Object.entries(result.errors).map(([name, words]) => (
                <li key={name}>
                  <a href={`#${anchorOf("field", name.split(".")[0] ?? "")}`}>{`${page.fields.find((field) => field.name === name)?.label ?? name}: ${words}`}</a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <Help label={t("statement.help")}>
        <p>{page.help}</p>
      </Help>
      {page.closed ? <ReadOnlyFields fields={page.fields} typed={page.typed} /> : <AutosaveForm
        key={`${here}/${result ? JSON.stringify(result.errors) : ""}`}
        storageKey={`${page.plan.id}/${page.collection}/${isNew ? "new" : page.rowId}`}
        page={here}
        saveUrl={isNew ? null : `${here}/save`}
        hidden={{ newId: isNew ? page.rowId : "" }}
        fields={page.fields}
        typed={page.typed}
        version={page.version}
        submitLabel={isNew ? t("row.saveNew") : t("row.save")}
        primary
        plain={result ?? null}
      />}
      {!isNew && (
        <p className="form-end">
          {page.goal && (
            <Link to={goalPath(page.plan.id, page.goal.id)}>{t("rows.seeGoal")}</Link>
          )}
          <Link to={historyPath(page.plan.id, page.collection, page.rowId)}>{t("history.link")}</Link>
          {!page.closed && <Link to={`${here}/remove`}>{t("row.remove", { row: page.row })}</Link>}
        </p>
      )}
      {!isNew && <CommentsBeside what={titleOf(page)} level={2} isPrivate={page.collection === "findings" && page.typed["private"]?.[0] === "yes"} places={[{ place: `${page.collection}/${page.rowId}`, label: titleOf(page) }]} />}
    </TalkContext.Provider>
  );
}

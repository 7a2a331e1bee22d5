import { Form, Link, useLoaderData, useSearchParams, useSubmit } from "@remix-run/react";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { loadDocumentPage } from "#app/services/documents/load-document-page.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { draftKinds, exportFormats, mayCarryComments } from "#app/domain/documents/copy-kinds.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { CommentsOfForm } from "#app/ui/comments/comments-of-form.tsx";
import { EarlierExports } from "#app/ui/document/earlier-exports.tsx";
import { ExportLine } from "#app/ui/document/export-line.tsx";
import { Preview } from "#app/ui/document/preview.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("document.title", { program: page?.form.short ?? "" })} · ${t("site.name")}` }];

const kindSchema = z.enum(draftKinds);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const kind = kindSchema.safeParse(new URL(request.url).searchParams.get("copy")).data ?? "internal-draft";
  const [planId, program] = [params["planId"] ?? "", params["program"] ?? ""];
  const page = await loadDocumentPage(ctx, planId, program, kind).catch(throwAsResponse);
  return { kind, ...page, talk: await loadTalk(ctx, planId, { program }).catch(throwAsResponse) };
}

/** Asks for a file; the page then follows it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, program] = [params["planId"] ?? "", params["program"] ?? ""];
  const { fields } = await readPosted(request, { needsKey: true }).then((posted) => readFields(posted, { copy: kindSchema, format: z.enum(exportFormats), comments: z.literal("yes").optional() }, false)).catch(throwAsResponse);
  const { exportId } = await requestExport(ctx, planId, program, { copy: fields.copy, format: fields.format, comments: fields.comments === "yes" }).catch(throwAsResponse);
  return redirect(`${planPath(planId)}/programs/${program}/document?copy=${fields.copy}&file=${exportId}`);
}

export default function DocumentPage() {
  const { kind, plan, form, missing, document, links, reasons, exports, talk } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const submit = useSubmit();
  const here = `${planPath(plan.id)}/programs/${form.program}/document`;
  const file = exports.find((one) => one.id === search.get("file"));
  const earlier = exports.filter((one) => one !== file && one.status === "done");
  return (
    <>
      <PageHead title={t("document.title", { program: form.short })} eyebrow={<><ProgramMark short={form.short} place={form.place} /> {document.template}</>}>
        <p>{t("document.lead")}</p>
        <p>
          {missing > 0 ? t("document.missing", { count: missing }) : t("document.complete")} <Link to={`${planPath(plan.id)}/programs/${form.program}?show=open`}>{t("coverage.filterOpen")}</Link>
        </p>
      </PageHead>
      <div className="downloads">
        <Form method="post" action={here} className="inline" preventScrollReset>
          <FormKey />
          <ChoiceField name="copy" label={t("document.copy")} value={kind} options={draftKinds.map((one) => [one, t(`document.copy.${one}`)])} onChange={(event) => submit({ copy: event.target.value }, { method: "get", action: here, preventScrollReset: true })} />
          <ChoiceField name="format" label={t("document.format")} value={file?.format ?? "docx"} options={exportFormats.map((one) => [one, t(`document.format.${one}`)])} />
          {talk.ofSchool === null && mayCarryComments(kind) && (
            <div className="usa-checkbox">
              <input className="usa-checkbox__input" type="checkbox" id="with-comments" name="comments" value="yes" />
              <label className="usa-checkbox__label" htmlFor="with-comments">
                {t("comments.inDocument")}
              </label>
            </div>
          )}
          <button type="submit" className="usa-button">
            {t("document.make")}
          </button>
        </Form>
        {file && <ExportLine key={file.id} planId={plan.id} first={file} />}
        <EarlierExports planId={plan.id} title={t("document.earlier")} files={earlier} />
      </div>
      <CommentsOfForm talk={talk} />
      <h2 className="visually-hidden">{t("document.preview")}</h2>
      <Preview document={document} links={links} reasons={reasons} />
    </>
  );
}

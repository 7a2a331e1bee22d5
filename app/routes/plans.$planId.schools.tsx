import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { requestPacket } from "#app/services/documents/packet.server.ts";
import { loadSchools } from "#app/services/schools/load-schools.server.ts";
import { draftKinds, packetFormats } from "#app/domain/documents/copy-kinds.ts";
import { forSchoolsPath, planPath } from "#app/domain/plan/place-of.ts";
import { EarlierExports } from "#app/ui/document/earlier-exports.tsx";
import { ExportLine } from "#app/ui/document/export-line.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { SchoolBars } from "#app/ui/schools/school-bars.tsx";
import { sayOfOffers } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${t("schools.title", { year: data?.plan.year ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSchools(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

/** Asks for all school plans as one file; the page then follows it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const { fields } = await readPosted(request, { needsKey: true }).then((posted) => readFields(posted, { program: z.string().min(1).max(40), copy: z.enum(draftKinds), format: z.enum(packetFormats) }, false)).catch(throwAsResponse);
  const { exportId } = await requestPacket(ctx, planId, fields).catch(throwAsResponse);
  return redirect(`${planPath(planId)}/schools?file=${exportId}`);
}

export default function Schools() {
  const { plan, schools, forms, packets } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const file = packets.find(({ id }) => id === search.get("file"));
  const earlier = packets.filter((one) => one !== file && one.status === "done");
  return (
    <>
      <PageHead title={t("schools.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{t("schools.lead")}</p>
        {schools.length > 0 && (
          <p>
            <Link to={forSchoolsPath(plan.id)}>{sayOfOffers("link")}</Link>
          </p>
        )}
      </PageHead>
      {schools.length === 0 && <p className="empty">{t("schools.none")}</p>}
      <ul className="school-list">
        {schools.map((school) => (
          <li key={school.id}>
            <div>
              <h2>
                <Link to={planPath(school.key)}>{school.name}</Link>
              </h2>
              <p className="quiet small">{[school.grades, school.cds || t("schools.noCds"), ...school.statuses].filter(Boolean).join(" · ")}</p>
              {school.rows === 0 && school.forms.length > 0 && <p className="small">{t("schools.notStarted")}</p>}
              {school.sent.map(({ program, short, ball }) => (
                <p key={program} className="small">
                  <Link to={`${planPath(school.key)}/programs/${program}/send`}>{short}</Link>: <span className={`ball ${ball.holder}`}>{ball.title}</span>
                </p>
              ))}
              {school.adopted && <p className="small">{t("plan.adopted", { year: plan.year, day: school.adopted })}</p>}
            </div>
            {school.forms.length === 0 ? <p className="quiet">{t("schools.noForm")}</p> : <SchoolBars partKey={school.key} forms={school.forms} />}
          </li>
        ))}
      </ul>
      {forms.length > 0 && (
        <section className="statement" aria-labelledby="packet">
          <h2 id="packet">{t("packet.title")}</h2>
          <p>{t("packet.lead")}</p>
          <div className="downloads">
            <Form method="post" className="inline" preventScrollReset>
              <FormKey />
              <ChoiceField id="packet-form" name="program" label={t("packet.form")} options={forms.map(({ program, short, schools }) => [program, t("packet.of", { short, count: schools })])} />
              <ChoiceField id="packet-copy" name="copy" label={t("document.copy")} options={draftKinds.map((one) => [one, t(`document.copy.${one}`)])} />
              <ChoiceField id="packet-format" name="format" label={t("document.format")} options={packetFormats.map((one) => [one, t(`document.format.${one}`)])} />
              <button type="submit" className="usa-button">
                {t("packet.make")}
              </button>
            </Form>
            {file && <ExportLine key={file.id} planId={plan.id} first={file} />}
            <EarlierExports planId={plan.id} title={t("document.earlier")} files={earlier} />
          </div>
        </section>
      )}
    </>
  );
}

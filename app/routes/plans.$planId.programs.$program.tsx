import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import type { CoverageField } from "#app/services/coverage/load-coverage.server.ts";
import { inOneLook } from "#app/services/plans/open-plan.server.ts";
import { fromDistrictPath, planPath } from "#app/domain/plan/place-of.ts";
import { CommentsOfForm } from "#app/ui/comments/comments-of-form.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { Progress, State } from "#app/ui/plan/state.tsx";
import { sayOfFiled } from "#app/ui/texts/filed-with.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("coverage.title", { program: page?.form.short ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, program] = [params["planId"] ?? "", params["program"] ?? ""];
  return inOneLook(ctx, async (ctx) => ({ ...(await loadCoverage(ctx, planId, program)), talk: await loadTalk(ctx, planId, { program }) })).catch(throwAsResponse);
}

const isOpen = (field: CoverageField): boolean => field.required && (field.state === "missing" || field.state === "partly");

export default function CoveragePage() {
  const { plan, form, others, counts, parts, findings, rules, talk } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const onlyOpen = search.get("show") === "open";
  const here = `${planPath(plan.id)}/programs/${form.program}`;
  const shown = parts.map((part) => ({ ...part, fields: onlyOpen ? part.fields.filter(isOpen) : part.fields })).filter((part) => part.fields.length > 0);
  const stopping = findings.filter((finding) => finding.severity === "error");
  const listed = onlyOpen ? stopping : findings;
  return (
    <>
      <PageHead title={t("coverage.title", { program: form.short })} eyebrow={<><ProgramMark short={form.short} place={form.place} /> {form.title}</>}>
        <p>{t("coverage.lead")}</p>
      </PageHead>
      <div className="measure">
        <Progress counts={counts} />
      </div>
      <div className="inline">
        <nav className="filter" aria-label={t("coverage.filterLabel")}>
          <Link to={here} aria-current={onlyOpen ? undefined : "true"} preventScrollReset>
            {t("coverage.filterAll")}
          </Link>
          <Link to={`${here}?show=open`} aria-current={onlyOpen ? "true" : undefined} preventScrollReset>
            {t("coverage.filterOpen")}
          </Link>
        </nav>
        <Link to={`${here}/document`}>{t("coverage.document")}</Link>
        {form.sends && <Link to={`${here}/send`}>{t("send.link")}</Link>}
        {form.filed && <Link to={`${here}/filed`}>{sayOfFiled("link")}</Link>}
        {others.map((other) => (
          <Link key={other.program} to={`${planPath(plan.id)}/programs/${other.program}`}>
            {other.title}
          </Link>
        ))}
      </div>

      <section className="statement" aria-labelledby="findings">
        <h2 id="findings">{t("coverage.findings")}</h2>
        {listed.length === 0 ? (
          <p className="quiet">{t("coverage.noFindings")}</p>
        ) : (
          <ul className="findings">
            {listed.map((finding, at) => (
              <li key={at} className={finding.severity}>
                <strong>{t(`coverage.severity.${finding.severity}`)}.</strong> {finding.message}{" "}
                <Link to={finding.href} aria-label={`${t("coverage.goTo")}: ${finding.message}`}>
                  {t("coverage.goTo")}
                </Link>
                <div className="cite">{finding.citation}</div>
              </li>
            ))}
          </ul>
        )}
        <p>
          <Link to={`${here}/rules`}>{t("rules.link", { count: rules })}</Link>
        </p>
      </section>

      <CommentsOfForm talk={talk} />

      <section className="statement" aria-labelledby="parts">
        <h2 id="parts">{t("coverage.parts")}</h2>
        {shown.length === 0 && <p className="quiet">{t("coverage.nothingOpen")}</p>}
        {shown.map((part) => (
          <details key={part.id} className="part" open={part.fields.some(isOpen)}>
            <summary>
              <h3>{part.goal ? `${part.heading}: ${t("goal.title", { number: part.goal })}` : part.heading}</h3>
              <span className="quiet small">
                {[part.fields.some(isOpen) ? t("coverage.partOpen", { count: part.fields.filter(isOpen).length }) : "", t("coverage.partDone", { count: part.fields.filter((field) => field.state === "answered").length })].filter(Boolean).join(", ")}
              </span>
            </summary>
            <ul className="fields">
              {part.fields.map((field) => (
                <li key={field.field}>
                  <State state={field.state} />
                  <div>
                    {field.href ? <Link to={field.href}>{field.label}</Link> : field.label}
                    {isOpen(field) && field.missing.length > 0 && (
                      <ul>
                        {field.missing.map((words) => (
                          <li key={words}>{words}</li>
                        ))}
                        {field.more > 0 && <li>{t("coverage.more", { count: field.more })}</li>}
                      </ul>
                    )}
                    {field.impossible && <p className="quiet small">{field.impossible}</p>}
                    {field.waits && (
                      <p className="quiet small">
                        <Link to={fromDistrictPath(plan.id)}>{field.waits}</Link>
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </section>
    </>
  );
}

// The home page of somebody who works at a school: the school only.
import { Link } from "@remix-run/react";
import { carriedPath, fromDistrictPath, glancePath, midYearPath, planPath } from "#app/domain/plan/place-of.ts";
import type { ChapterStanding } from "#app/domain/plan/statement-state.ts";
import { WaitingHere } from "#app/ui/comments/waiting-list.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChapterList } from "#app/ui/plan/chapter-list.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import type { Counts } from "#app/ui/plan/state.tsx";
import { sayOfOffers } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";
import { SchoolBars } from "./school-bars.tsx";

type Head = { id: string; year: string; adopted: string | null; school: { name: string; reads: boolean } | null };
type Props = {
  plan: Head;
  earlier: Head | null;
  forms: { program: string; short: string; title: string; place: number; counts: Counts }[];
  next: { question: string | null; program: string; href: string } | null;
  chapters: ChapterStanding[];
  waiting: Parameters<typeof WaitingHere>[0]["waiting"];
  carried: number;
  offered: { waiting: number; unnamed: number; all: number };
};

export function SchoolHome({ plan, earlier, forms, next, chapters, waiting, carried, offered }: Props) {
  const writes = plan.school?.reads === false && plan.adopted === null;
  return (
    <>
      <PageHead title={planTitle(plan)}>
        <p>{t("school.homeLead", { year: plan.year })}</p>
        {carried > 0 && (
          <p>
            <Link to={carriedPath(plan.id)}>{t("home.carried", { count: carried })}</Link>
          </p>
        )}
      </PageHead>
      {offered.all > 0 && !(writes && offered.waiting > 0) && (
        <p>
          <Link to={fromDistrictPath(plan.id)}>{offered.unnamed > 0 ? sayOfOffers("homeUnnamed", { count: offered.unnamed }) : sayOfOffers("homeLink")}</Link>
        </p>
      )}
      {writes && offered.waiting > 0 && (
        <section className="next-step" aria-label={t("school.next")}>
          <p className="quiet small">{t("school.next")}</p>
          <h2>{sayOfOffers("homeWaiting", { count: offered.waiting })}</h2>
          <p>{sayOfOffers("homeWhy")}</p>
          <Link className="usa-button" to={fromDistrictPath(plan.id)}>
            {t("home.go")}
          </Link>
        </section>
      )}
      {next && writes && offered.waiting === 0 && (
        <section className="next-step" aria-label={t("school.next")}>
          <p className="quiet small">{t("school.next")}</p>
          <h2>{next.question === null ? t("school.nextDone") : t("home.nextAnswer", { question: next.question })}</h2>
          <p>{next.question === null ? t("school.nextDoneWhy") : t("home.nextWhy", { program: next.program })}</p>
          <Link className="usa-button" to={next.href}>
            {t("home.go")}
          </Link>
        </section>
      )}
      <WaitingHere waiting={waiting} />
      <h2>{t("school.forms")}</h2>
      <p>
        <Link to={glancePath(plan.id)}>{t("glance.link")}</Link>
      </p>
      {forms.length === 0 ? <p className="empty">{t("school.noForms")}</p> : <SchoolBars partKey={plan.id} forms={forms} />}
      <h2>{t("school.chapters")}</h2>
      <ChapterList planId={plan.id} chapters={chapters} level={3} />
      {earlier && (
        <p>
          <Link to={planPath(earlier.id)}>{planTitle(earlier)}</Link> · <Link to={midYearPath(earlier.id)}>{t("midYear.link")}</Link>
        </p>
      )}
    </>
  );
}

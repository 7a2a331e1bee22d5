import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOfficeCalendar } from "#app/services/calendar/load-office-calendar.server.ts";
import { officeCalendarPath, remindersPath, subscribePath } from "#app/domain/calendar/event-paths.ts";
import { agenda } from "#app/domain/calendar/agenda.ts";
import { DeadlineCard } from "#app/ui/calendar/deadline-card.tsx";
import { MonthView } from "#app/ui/calendar/month-and-timeline.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";
import { sayOfOffice as say } from "#app/ui/texts/office-calendar.ts";
import { t } from "#app/ui/texts/t.ts";
import calendarStyles from "#app/styles/calendar.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: calendarStyles }];
export const meta: MetaFunction = () => [{ title: `${say("title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  return loadOfficeCalendar(await requireContext(request)).catch(throwAsResponse);
}

export default function OfficeCalendar() {
  const page = useLoaderData<typeof loader>();
  const [asked] = useSearchParams();
  const view = asked.get("view") === "month" ? "month" : "agenda";
  const [program, who, county] = [asked.get("program") ?? "", asked.get("who") ?? "", asked.get("county") ?? ""];
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked.get("month") ?? "") ? (asked.get("month") ?? "") : page.today.slice(0, 7);
  const entries = page.entries.filter((entry) => (program === "" || entry.set === program) && (who !== "ours" || entry.owner === "reviewer") && (who !== "waits" || entry.waits) && (county === "" || entry.county === county));
  const hrefOf = (changed: Record<string, string>): string => {
    const next = new URLSearchParams(Object.entries({ view, program, who, county, ...changed }).filter(([, value]) => value !== "" && value !== "agenda"));
    return `${officeCalendarPath}${next.size > 0 ? `?${next.toString()}` : ""}`;
  };
  const pathOf = new Map(entries.map(({ key, path }) => [key, path]));
  const laneOf = new Map(page.lanes.map((lane) => [lane.set, lane]));
  const ownerOf = (owner: string) => (owner === "author" || owner === "reviewer" ? say(owner) : (page.owners[owner] ?? owner));
  return (
    <>
      <PageHead title={say("title")} crumbs={[{ to: "/reviews", label: t("review.back") }]}>
        <p>{say("lead")}</p>
        {page.follows && (
          <p>
            <Link to={subscribePath(null)}>{sayOfFeeds("subscribe.link")}</Link> · <Link to={remindersPath(null)}>{sayOfFeeds("reminders.link")}</Link>
          </p>
        )}
      </PageHead>
      <nav className="calendar-views" aria-label={t("calendar.views")}>
        {(["agenda", "month"] as const).map((one) => (
          <Link key={one} to={hrefOf({ view: one })} aria-current={view === one ? "page" : undefined}>
            {t(`calendar.${one}`)}
          </Link>
        ))}
      </nav>
      <Form method="get" className="downloads no-print">
        <input type="hidden" name="view" value={view} />
        <ChoiceField name="program" label={t("calendar.program")} value={program} options={[["", t("calendar.allPrograms")], ...page.lanes.map(({ set, title }) => [set, title] as const)]} />
        <ChoiceField name="who" label={say("who")} value={who} options={[["", say("everybody")], ["ours", say("ours")], ["waits", say("waits")]]} />
        {page.counties.length > 1 && <ChoiceField name="county" label={say("county")} value={county} options={[["", say("allCounties")], ...page.counties.map((one) => [one, one] as const)]} />}
        <button type="submit" className="usa-button usa-button--outline">
          {t("calendar.apply")}
        </button>
      </Form>
      {view === "month" ? (
        <MonthView month={month} entries={entries} lanes={page.lanes} today={page.today} agenda={hrefOf({ view: "agenda", month: "" })} hrefOf={(next) => hrefOf({ month: next })} />
      ) : entries.length === 0 ? (
        <p className="empty">{say(page.entries.length === 0 ? "nothing" : "nothingChosen")}</p>
      ) : (
        agenda(entries, page.today).map(({ group, entries: inside }) => (
          <section key={group} className="agenda-group" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{t(`calendar.group.${group}`)}</h2>
            <ul className="deadlines">
              {inside.map((entry) => (
                <DeadlineCard key={entry.key} entry={entry} lane={laneOf.get(entry.set) ?? { short: entry.program, place: 0 }} owner={ownerOf(entry.owner)} writes={false} today={page.today} refused={null} to={pathOf.get(entry.key) ?? null} />
              ))}
            </ul>
          </section>
        ))
      )}
    </>
  );
}

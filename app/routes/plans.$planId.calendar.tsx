import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { readFields, readPosted, seenVersionSchema } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadCalendar } from "#app/services/calendar/load-calendar.server.ts";
import type { OwnQuestion } from "#app/services/calendar/load-calendar.server.ts";
import { saveCalendar } from "#app/services/calendar/save-calendar.server.ts";
import type { CalendarForm } from "#app/services/calendar/save-calendar.server.ts";
import { meetingsPath } from "#app/domain/calendar/calendar-paths.ts";
import { remindersPath, subscribePath } from "#app/domain/calendar/event-paths.ts";
import { agenda, isOurs } from "#app/domain/calendar/agenda.ts";
import type { Entry } from "#app/domain/calendar/agenda.ts";
import { anchorOf, calendarPath, planPath, plannerPath } from "#app/domain/plan/place-of.ts";
import { DeadlineCard } from "#app/ui/calendar/deadline-card.tsx";
import type { Refused } from "#app/ui/calendar/deadline-card.tsx";
import { MonthView, Timeline } from "#app/ui/calendar/month-and-timeline.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";
import { sayOfMeetings } from "#app/ui/texts/meetings.ts";
import { t } from "#app/ui/texts/t.ts";
import calendarStyles from "#app/styles/calendar.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: calendarStyles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("calendar.title", { year: page.plan.year }) : t("calendar.link")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadCalendar(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

/** The three forms of this page, told apart by `act`. */
function readCalendarForm(posted: Map<string, string[]>): CalendarForm {
  const act = posted.get("act")?.[0] ?? "";
  if (act === "done") return readFields(posted, { act: z.literal("done"), deadline: z.string().max(160), doneOn: z.string().max(40), proof: z.string().max(4000) }, false).fields;
  if (act === "undone") return readFields(posted, { act: z.literal("undone"), deadline: z.string().max(160) }, false).fields;
  if (act === "date" || act === "choice" || act === "set") return readFields(posted, { act: z.enum(["date", "choice", "set"]), key: z.string().max(120), value: z.string().max(40), seenVersion: seenVersionSchema }, false).fields;
  throw new AppError("invalid", "The form does not say what it is for.");
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const form = await readPosted(request).then(readCalendarForm).catch(throwAsResponse);
  const result = await saveCalendar(ctx, planId, form).catch(throwAsResponse);
  const about = "deadline" in form ? form.deadline : form.key;
  if (result.outcome === "saved") return redirect(`${calendarPath(planId)}#${anchorOf(about)}`);
  const message = result.outcome === "conflict" ? result.message : t(`calendar.refused.${result.why}`);
  return data({ about, message, doneOn: form.act === "done" ? form.doneOn : "", proof: form.act === "done" ? form.proof : "", value: "value" in form ? form.value : "" }, { status: saveStatus[result.outcome] });
}

export default function Calendar() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const [asked] = useSearchParams();
  const view = ["timeline", "month"].find((known) => known === asked.get("view")) ?? "agenda";
  const program = asked.get("program") ?? "";
  const who = asked.get("who") ?? "";
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked.get("month") ?? "") ? (asked.get("month") ?? "") : page.today.slice(0, 7);
  const { plan, lanes } = page;
  const entries = page.entries.filter((entry) => (program === "" || entry.set === program) && (who !== "ours" || isOurs(entry)));
  const hrefOf = (changed: Record<string, string>): string => {
    const next = new URLSearchParams(Object.entries({ view, program, who, ...changed }).filter(([, value]) => value !== "" && value !== "agenda"));
    return `${calendarPath(plan.id)}${next.size > 0 ? `?${next.toString()}` : ""}`;
  };
  const agendaHref = hrefOf({ view: "agenda", month: "" });
  return (
    <>
      <PageHead title={t("calendar.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }]}>
        <p>{t("calendar.lead")}</p>
      </PageHead>
      <p>
        <Link className="usa-button" to={plannerPath(plan.id)}>
          {t("calendar.planner")}
        </Link>
      </p>
      <p>
        <Link to={meetingsPath(plan.id)}>{sayOfMeetings("meetings.link")}</Link> · <Link to={subscribePath(plan.id)}>{sayOfFeeds("subscribe.link")}</Link> · <Link to={remindersPath(plan.id)}>{sayOfFeeds("reminders.link")}</Link>
      </p>
      {page.broken.length > 0 && (
        <section className="usa-alert usa-alert--warning" aria-labelledby="broken">
          <div className="usa-alert__body">
            <h2 className="usa-alert__heading" id="broken">
              {t("calendar.broken")}
            </h2>
            <ul>
              {page.broken.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
            <p>{t("calendar.fixMeetings")}</p>
          </div>
        </section>
      )}
      {refused && !page.entries.some(({ key }) => key === refused.about) && (
        <p className="field-error" role="alert">
          {refused.message}
        </p>
      )}
      <nav className="calendar-views" aria-label={t("calendar.views")}>
        {(["agenda", "timeline", "month"] as const).map((one) => (
          <Link key={one} to={hrefOf({ view: one })} aria-current={view === one ? "page" : undefined}>
            {t(`calendar.${one}`)}
          </Link>
        ))}
      </nav>
      <Form method="get" className="downloads no-print">
        <input type="hidden" name="view" value={view} />
        <ChoiceField name="program" label={t("calendar.program")} value={program} options={[["", t("calendar.allPrograms")], ...lanes.map(({ set, title }) => [set, title] as const)]} />
        <ChoiceField name="who" label={t("calendar.who")} value={who} options={[["", t("calendar.everybody")], ["ours", t("calendar.ours")]]} />
        <button type="submit" className="usa-button usa-button--outline">
          {t("calendar.apply")}
        </button>
      </Form>
      {view === "month" ? (
        <MonthView month={month} entries={entries} lanes={lanes} today={page.today} agenda={agendaHref} hrefOf={(next) => hrefOf({ month: next })} />
      ) : view === "timeline" ? (
        <Timeline entries={entries} lanes={lanes.filter(({ set }) => program === "" || set === program)} today={page.today} agenda={agendaHref} />
      ) : (
        <Agenda entries={entries} page={page} refused={refused ?? null} />
      )}
      <section className="statement no-print" aria-labelledby="own-dates">
        <h2 id="own-dates">{t("calendar.ownTitle")}</h2>
        <p>{t("calendar.ownText")}</p>
        {page.dates.map((question) => (
          <OwnForm key={question.key} question={question} act="date" writes={page.writes} />
        ))}
      </section>
      <section className="statement no-print" aria-labelledby="own-choices">
        <h2 id="own-choices">{t("calendar.choicesTitle")}</h2>
        {page.choices.map((question) => (
          <OwnForm key={question.key} question={question} act="choice" writes={page.writes} />
        ))}
      </section>
      <section className="statement no-print" aria-labelledby="sets">
        <h2 id="sets">{t("calendar.setsTitle")}</h2>
        <p>{t("calendar.setsText")}</p>
        <ul className="set-list">
          {page.sets.map((set) => (
            <li key={set.key} id={anchorOf(set.key)}>
              <span>{set.title}</span>
              {page.writes && (
                <Form method="post">
                  <FormKey />
                  <input type="hidden" name="act" value="set" />
                  <input type="hidden" name="key" value={set.key} />
                  <input type="hidden" name="value" value={set.on ? "" : "yes"} />
                  <input type="hidden" name="seenVersion" value={set.seenVersion ?? ""} />
                  <button type="submit" className="usa-button usa-button--outline" aria-label={t("calendar.setLabel", { act: set.on ? t("calendar.switchOff") : t("calendar.switchOn"), what: set.title })}>
                    {set.on ? t("calendar.switchOff") : t("calendar.switchOn")}
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
      {!page.holidaysApproved && <p className="quiet small">{t("calendar.holidays")}</p>}
    </>
  );
}

type Page = { lanes: { set: string; short: string; place: number }[]; owners: Record<string, string>; writes: boolean; today: string };

function Agenda({ entries, page, refused }: { entries: Entry[]; page: Page; refused: { about: string; message: string; doneOn: string; proof: string } | null }) {
  const groups = agenda(entries, page.today);
  const laneOf = new Map(page.lanes.map((lane) => [lane.set, lane]));
  if (groups.length === 0) return <p className="empty">{t("calendar.nothing")}</p>;
  return groups.map(({ group, entries: inside }) => (
    <section key={group} className="agenda-group" aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`}>{t(`calendar.group.${group}`)}</h2>
      <ul className="deadlines">
        {inside.map((entry) => {
          const wrong: Refused | null = refused?.about === entry.key ? { deadline: entry.key, doneOn: refused.doneOn, proof: refused.proof, message: refused.message } : null;
          return <DeadlineCard key={entry.key} entry={entry} lane={laneOf.get(entry.set) ?? { short: entry.program, place: 0 }} owner={page.owners[entry.owner] ?? entry.owner} writes={page.writes} today={page.today} refused={wrong} />;
        })}
      </ul>
    </section>
  ));
}

function OwnForm({ question, act, writes }: { question: OwnQuestion; act: "date" | "choice"; writes: boolean }) {
  const id = anchorOf(question.key);
  return (
    <Form method="post" className="own-form" id={id}>
      <FormKey />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="key" value={question.key} />
      <input type="hidden" name="seenVersion" value={question.seenVersion ?? ""} />
      <div>
        <label className="usa-label" htmlFor={`${id}-value`}>
          {question.title}
        </label>
        <span className="usa-hint" id={`${id}-help`}>
          {question.help}
        </span>
      </div>
      {act === "date" ? (
        <input className="usa-input" type="date" id={`${id}-value`} name="value" defaultValue={question.value} disabled={!writes} aria-describedby={`${id}-help`} />
      ) : (
        <select className="usa-select" id={`${id}-value`} name="value" defaultValue={question.value} disabled={!writes} aria-describedby={`${id}-help`}>
          <option value="">{t("calendar.choose")}</option>
          <option value="yes">{t("calendar.yes")}</option>
          <option value="no">{t("calendar.no")}</option>
        </select>
      )}
      {writes && (
        <button type="submit" className="usa-button usa-button--outline" aria-label={t("calendar.saveLabel", { what: question.title })}>
          {t("calendar.save")}
        </button>
      )}
    </Form>
  );
}

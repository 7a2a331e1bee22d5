// Deadlines as a month on a wall, and as lanes by program over the months.
import { Link } from "@remix-run/react";
import { format, parseISO } from "date-fns";
import { monthBeside, weeksOf } from "#app/domain/calendar/agenda.ts";
import type { Entry } from "#app/domain/calendar/agenda.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { anchorOf } from "#app/domain/plan/place-of.ts";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { t } from "#app/ui/texts/t.ts";

type Lane = { set: string; short: string; title: string; place: number };
const monthName = (month: string): string => format(parseISO(`${month}-01`), "MMMM yyyy");
const dayOf = (entry: Entry): string | null => entry.due ?? entry.notBefore;
const toEntry = (entry: Entry, agenda: string) => `${agenda}#${anchorOf(entry.key)}`;

export function MonthView({ month, entries, lanes, today, agenda, hrefOf }: { month: string; entries: Entry[]; lanes: Lane[]; today: string; agenda: string; hrefOf: (month: string) => string }) {
  const shortOf = new Map(lanes.map(({ set, short }) => [set, short]));
  return (
    <section aria-labelledby="month">
      <div className="month-head">
        <Link to={hrefOf(monthBeside(month, -1))}>{t("calendar.earlier")}</Link>
        <h2 id="month">{monthName(month)}</h2>
        <Link to={hrefOf(monthBeside(month, 1))}>{t("calendar.laterMonth")}</Link>
      </div>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t("calendar.monthOf", { month: monthName(month) })}>
        <table className="month">
          <caption className="visually-hidden">{t("calendar.monthOf", { month: monthName(month) })}</caption>
          <thead>
            <tr>
              {["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((day) => (
                <th key={day} scope="col">
                  <abbr title={day}>{day.slice(0, 3)}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week, at) => (
              <tr key={at}>
                {week.map((day, place) => (
                  <td key={place} className={day === today ? "today" : undefined}>
                    {day !== null && (
                      <>
                        <span className="day">
                          {Number(day.slice(8))}
                          {day === today && <span className="visually-hidden"> {t("calendar.today")}</span>}
                        </span>
                        <ul>
                          {entries
                            .filter((entry) => dayOf(entry) === day)
                            .map((entry) => (
                              <li key={entry.key}>
                                <Link to={toEntry(entry, agenda)}>
                                  <strong>{shortOf.get(entry.set)}</strong> {entry.title}
                                </Link>
                              </li>
                            ))}
                        </ul>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Timeline({ entries, lanes, today, agenda }: { entries: Entry[]; lanes: Lane[]; today: string; agenda: string }) {
  const months = [...new Set(entries.flatMap((entry) => dayOf(entry)?.slice(0, 7) ?? []))].sort();
  const undated = entries.filter((entry) => dayOf(entry) === null).length;
  return (
    <section aria-label={t("calendar.lane")}>
      {months.length === 0 && <p className="empty">{t("calendar.nothing")}</p>}
      {months.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t("calendar.lane")}>
          <table className="lanes">
            <caption className="visually-hidden">{t("calendar.lane")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("calendar.program")}</th>
                {months.map((month) => (
                  <th key={month} scope="col" className={month === today.slice(0, 7) ? "today" : undefined}>
                    {format(parseISO(`${month}-01`), "MMM yyyy")}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lanes.map((lane) => (
                <tr key={lane.set}>
                  <th scope="row">
                    <ProgramMark short={lane.short} place={lane.place} />
                  </th>
                  {months.map((month) => (
                    <td key={month}>
                      <ul>
                        {entries
                          .filter((entry) => entry.set === lane.set && dayOf(entry)?.startsWith(month) === true)
                          .sort((one, other) => (dayOf(one) ?? "").localeCompare(dayOf(other) ?? ""))
                          .map((entry) => (
                            <li key={entry.key}>
                              <Link to={toEntry(entry, agenda)} aria-label={`${longDay(dayOf(entry) ?? today)}: ${entry.title}`}>
                                <strong>{Number((dayOf(entry) ?? "").slice(8))}</strong> {entry.title}
                              </Link>
                            </li>
                          ))}
                      </ul>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {undated > 0 && <p className="quiet">{t("calendar.more", { count: undated })}</p>}
    </section>
  );
}

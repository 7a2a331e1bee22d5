// The next three deadlines on the home page, each with its reason.
import { Link } from "@remix-run/react";
import { remindersPath } from "#app/domain/calendar/event-paths.ts";
import { calendarPath } from "#app/domain/plan/place-of.ts";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";
import { t } from "#app/ui/texts/t.ts";

type Next = { key: string; title: string; day: string; year: string; reason: string; late: boolean; href: string };

export function NextDeadlines({ deadlines, planId, year }: { deadlines: Next[]; planId: string; year: string }) {
  return (
    <section className="next-deadlines" aria-labelledby="next-deadlines">
      <h2 id="next-deadlines">{t("home.deadlines")}</h2>
      {deadlines.length === 0 && <p className="quiet">{t("home.noDeadlines")}</p>}
      <ol>
        {deadlines.map((one) => (
          <li key={one.key}>
            <strong className="when">{one.day}</strong>
            <span>
              <Link to={one.href}>{one.title}</Link> <span className="quiet small">{one.year}</span>
              {one.late && <span className="state missing small"> {t("home.deadlineLate")}</span>}
              <details className="help small">
                <summary aria-label={`${t("home.deadlineWhy")}: ${one.title}`}>{t("home.deadlineWhy")}</summary>
                <div>{one.reason}</div>
              </details>
            </span>
          </li>
        ))}
      </ol>
      <p>
        <Link to={calendarPath(planId)}>{t("home.calendar", { year })}</Link> · <Link to={remindersPath(planId)}>{sayOfFeeds("reminders.link")}</Link>
      </p>
    </section>
  );
}

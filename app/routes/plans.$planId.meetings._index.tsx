import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadMeetings } from "#app/services/calendar/meetings.server.ts";
import type { MeetingLine } from "#app/services/calendar/meetings.server.ts";
import { meetingPath } from "#app/domain/calendar/calendar-paths.ts";
import { calendarPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfMeetings as say } from "#app/ui/texts/meetings.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${say("meetings.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadMeetings(await requireContext(request), params["planId"] ?? "").catch(throwAsResponse);
}

function onRecord({ people, heard, files, taken }: MeetingLine): string {
  const parts = [...(people === null ? [] : [say("meetings.people", { count: people })]), ...(heard ? [say("meetings.heard")] : []), ...(files > 0 ? [say("meetings.files", { count: files })] : []), ...(taken ? [say("meetings.taken")] : [])];
  return parts.length === 0 ? say("meetings.nothing") : parts.join(" · ");
}

export default function Meetings() {
  const { plan, lines, broken, unanswered, writes, readsCalendar } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={say("meetings.title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, ...(plan.school ? [] : [{ to: calendarPath(plan.id), label: t("calendar.link") }])]}>
        <p>{say(plan.school ? "meetings.leadSchool" : "meetings.lead")}</p>
        {plan.school && readsCalendar && (
          <p>
            <Link to={calendarPath(plan.school.planId)}>{say("meetings.calendarOfSchool")}</Link>
          </p>
        )}
      </PageHead>
      {broken.length > 0 && (
        <section className="usa-alert usa-alert--warning" aria-labelledby="broken">
          <div className="usa-alert__body">
            <h2 className="usa-alert__heading" id="broken">
              {say("meetings.broken")}
            </h2>
            <ul>
              {broken.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </div>
        </section>
      )}
      {unanswered > 0 && (
        <div className="usa-alert usa-alert--error">
          <div className="usa-alert__body">
            <p className="usa-alert__text">{say("meetings.unanswered", { count: unanswered })}</p>
          </div>
        </div>
      )}
      {writes && (
        <p>
          <Link className="usa-button" to={rowPath(plan.id, "meetings", "new")}>
            {say("meetings.add")}
          </Link>
        </p>
      )}
      {lines.length === 0 ? (
        <p className="empty">{say("meetings.none")}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={say("meetings.title")}>
          <table className="plain stacks">
            <caption className="visually-hidden">{say("meetings.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("meetings.day")}</th>
                <th scope="col">{say("meetings.what")}</th>
                <th scope="col">{say("meetings.record")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td data-head={say("meetings.day")}>{line.day ?? say("meetings.noDay")}</td>
                  <th scope="row">
                    <Link to={meetingPath(plan.id, line.id)}>{say("meeting.title", { body: line.body, kind: line.kind })}</Link>
                  </th>
                  <td data-head={say("meetings.record")}>
                    {onRecord(line)}
                    {line.unanswered > 0 && <span className="state missing"> {say("meetings.open", { count: line.unanswered })}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

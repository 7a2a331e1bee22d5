// What the portal reminds somebody of: the date, where it is explained, and a way to put it away.
import { Form, Link } from "@remix-run/react";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";

export type Line = { about: string; title: string; day: string; when: string; late: boolean; href: string };

/** `action`: the reminders page, which takes the form. */
export function ReminderList({ lines, action }: { lines: Line[]; action: string }) {
  if (lines.length === 0) return null;
  return (
    <ul className="reminder-list">
      {lines.map((line) => (
        <li key={line.about}>
          <span>
            <strong className="when">{`${line.day}, ${line.when}`}</strong>
            <Link to={line.href}>{line.title}</Link>
            {line.late && (
              <>
                {" "}
                <span className="state missing small">{sayOfFeeds("reminders.late")}</span>
              </>
            )}
          </span>
          <Form method="post" action={action}>
            <FormKey />
            <input type="hidden" name="act" value="seen" />
            <input type="hidden" name="about" value={line.about} />
            <button type="submit" className="usa-button usa-button--unstyled" aria-label={sayOfFeeds("reminders.seenOf", { what: line.title })}>
              {sayOfFeeds("reminders.seen")}
            </button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

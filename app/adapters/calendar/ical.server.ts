// iCalendar (RFC 5545) as Google, Outlook and Apple read it: whole days, so that no time zone can move a deadline to the day before.
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";

/** `day`: "2027-07-01"; `changedAt`: of this sequence, so that the same event is always the same bytes. */
export type CalendarEntry = { uid: string; sequence: number; day: string; title: string; description: string; url: string; changedAt: Date; cancelled: boolean };
export type CalendarFile = {
  /** One event as it stands in a calendar. */
  event: (entry: CalendarEntry) => string;
  /** A calendar of events that are written already. */
  file: (name: string, events: string) => string;
};

const empty = (name: string) => ical({ name, prodId: { company: "Plan Once", product: "Calendar", language: "EN" }, method: ICalCalendarMethod.PUBLISH, ttl: 6 * 3600 });
const ends = "END:VCALENDAR";
const startOf = (day: string, daysLater = 0): Date => new Date(Date.parse(`${day}T00:00:00Z`) + daysLater * 86_400_000);

export const calendarFile: CalendarFile = {
  event: ({ uid, sequence, day, title, description, url, changedAt, cancelled }) => {
    const calendar = empty("one");
    // The day after ends a day-long event: some programs show one without an end as nothing at all.
    calendar.createEvent({
      id: uid, sequence, start: startOf(day), end: startOf(day, 1), allDay: true, summary: title, description, url, stamp: changedAt, lastModified: changedAt,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED, transparency: ICalEventTransparency.TRANSPARENT,
    });
    const text = calendar.toString();
    return `${text.slice(text.indexOf("BEGIN:VEVENT"), text.lastIndexOf(ends)).trimEnd()}\r\n`;
  },
  file: (name, events) => {
    const text = empty(name).toString();
    return `${text.slice(0, text.lastIndexOf(ends))}${events}${ends}\r\n`;
  },
};

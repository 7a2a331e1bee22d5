// Tables of the calendar: the LEA's own days and choices, and what is done.
import type { Generated } from "kysely";

export type CalendarTables = {
  calendar_fact: { lea_id: string; org_id: string; version: Generated<number>; plan_id: string; kind: "date" | "choice" | "set"; key: string; value: string; actor: string; at: Generated<Date> };
  deadline_done: { lea_id: string; org_id: string; version: Generated<number>; plan_id: string; deadline: string; done_on: string; proof: string; actor: string; at: Generated<Date> };
};

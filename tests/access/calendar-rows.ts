// The calendar and the planner of meetings: everybody who reads the plan sees them; those who write the plan mark and answer.
import type { AccessRow, Allowed, Ids } from "./access-table.ts";

export const calendarRows = (readers: Allowed[], writers: Allowed[]): AccessRow[] => {
  const params = ({ planId }: Ids) => ({ planId });
  const read = { kind: "plan", method: "loader", through: [200], allowed: readers, params } as const;
  return [
    { ...read, through: [200], file: "routes/plans.$planId.calendar.tsx" },
    { ...read, method: "action", through: [422], allowed: writers, file: "routes/plans.$planId.calendar.tsx", form: () => ({ act: "date", key: "adl", value: "no day", seenVersion: "" }) },
    { ...read, through: [200], file: "routes/plans.$planId.calendar_.planner.tsx" },
  ];
};

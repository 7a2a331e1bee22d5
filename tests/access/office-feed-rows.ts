// The calendar of an office above LEAs in other programs, and its reminders: for who works in that office.
import type { AccessRow } from "./access-table.ts";

const reader = { kind: "body" as const, allowed: ["county-reviewer" as const, "county-administrator" as const, "state-analyst" as const, "state-administrator" as const] };
const subscribe = { ...reader, file: "routes/reviews.calendar_.subscribe.tsx" };
const reminders = { ...reader, file: "routes/reviews.calendar_.reminders.tsx" };

export const officeFeedRows: AccessRow[] = [
  { ...subscribe, method: "loader", through: [200] },
  { ...subscribe, method: "action", through: [422], form: { act: "make", name: " ", kind: "personal" } },
  { ...subscribe, method: "action", through: [404], form: { act: "withdraw", feedId: "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0042" } },
  { ...reminders, method: "loader", through: [200] },
  { ...reminders, method: "action", through: [422], form: { act: "choose", mail: "single" } },
  { ...reminders, method: "action", through: [302], form: { act: "seen", about: "office/filing/x/D-14/2027-08-15" } },
];

// Pages of signing in and of support: what each answers to whom.
import type { AccessRow } from "./access-table.ts";

export const signInRows: AccessRow[] = [
  { file: "routes/sign-in_.with.$signOnId.tsx", kind: "open", method: "loader", through: [404], params: { signOnId: "invented" } },
  { file: "routes/sign-in_.with.$signOnId_.back.tsx", kind: "open", method: "loader", through: [404], params: { signOnId: "invented" } },
  // Support staff only, whom no role makes: everybody else does not learn that the page is there.
  { file: "routes/support.tsx", kind: "signed-in", method: "loader", through: [404] },
  { file: "routes/support.tsx", kind: "signed-in", method: "action", through: [404], form: { cds: "99000000000000", reason: "Planted.", hours: "1" } },
];

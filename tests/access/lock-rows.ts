// Rows of the access table for a finished statewide export that is taken.
import type { AccessRow } from "./access-table.ts";

export const lockRows: AccessRow[] = [
  { kind: "body", allowed: ["state-analyst", "state-administrator"], file: "routes/state._index.tsx", method: "action", through: [404], form: { exportId: "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0042" } },
];

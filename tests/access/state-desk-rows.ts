// Rows of the access table about the state's desk and its exports.
import type { AccessRow } from "./access-table.ts";

const state = { kind: "body" as const, allowed: ["state-analyst" as const, "state-administrator" as const] };
const lea = { program: "lcap", year: "2026-27", cds: "99000000000000" };

export const stateDeskRows: AccessRow[] = [
  { ...state, file: "routes/state._index.tsx", method: "loader", through: [200] },
  { ...state, file: "routes/state._index.tsx", method: "action", through: [302], form: { program: "lcap", year: "2026-27", county: "Nowhere", format: "csv" } },
  { ...state, file: "routes/state.$program.$year.$cds.tsx", method: "loader", through: [200], params: lea },
  { ...state, file: "routes/state.$program.$year.$cds.tsx", method: "action", through: [409], params: lea, form: { standing: "not-filed", onDay: "", words: "", seenVersion: "99999" } },
  { ...state, file: "routes/state.exports.$exportId.tsx", method: "loader", through: [404], params: { exportId: "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0042" } },
];

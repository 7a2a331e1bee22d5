// Rows of the access table for the state's published files and the directory.
import type { AccessRow, Allowed, Ids } from "./access-table.ts";

const onPlan = ({ planId }: Ids) => ({ planId });

export const stateFileRows = (readers: Allowed[], writers: Allowed[]): AccessRow[] => [
  { kind: "plan", method: "loader", through: [200], allowed: readers, file: "routes/plans.$planId.duties.tsx", params: onPlan },
  { kind: "plan", method: "action", through: [422], allowed: writers, file: "routes/plans.$planId.duties.tsx", params: onPlan, form: () => ({ act: "take" }) },
  { kind: "signed-in", method: "loader", through: [200], file: "routes/state-files.tsx" },
  { kind: "signed-in", method: "loader", through: [200], file: "routes/what-if.tsx" },
  { kind: "signed-in", method: "loader", through: [404], file: "routes/directory_.$cds.tsx", params: { cds: "00000000000000" } },
];

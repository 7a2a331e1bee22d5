// Who sees a plan at a glance, and a school's part.
import type { AccessRow, Allowed } from "./access-table.ts";
import type { SchoolRow } from "./school-rows.ts";

export const pictureRows = (readers: Allowed[]): AccessRow[] => [
  { kind: "plan", file: "routes/plans.$planId.at-a-glance.tsx", method: "loader", through: [200], allowed: readers, params: ({ planId }) => ({ planId }) },
];

export const schoolPictureRows = (readers: Allowed[]): (SchoolRow & { file: string })[] => [
  { kind: "school", file: "routes/plans.$planId.at-a-glance.tsx", method: "loader", through: [200], allowed: readers, params: ({ key }) => ({ planId: key }) },
];

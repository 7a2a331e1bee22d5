// Who sees a plan at a glance, and a school's part; a school's own grids.
import type { AccessRow, Allowed } from "./access-table.ts";
import type { SchoolIds, SchoolRow } from "./school-rows.ts";

export const pictureRows = (readers: Allowed[]): AccessRow[] => [
  { kind: "plan", file: "routes/plans.$planId.at-a-glance.tsx", method: "loader", through: [200], allowed: readers, params: ({ planId }) => ({ planId }) },
];

type Own = { readers: Allowed[]; writers: Allowed[] };
const goals = ({ key }: SchoolIds) => ({ planId: key, collection: "goals" });
const cells = ({ goalId }: SchoolIds) => ({ rows: JSON.stringify([{ id: goalId, seenVersion: 99999, cells: { description: "Planted." } }]) });
const taken = ({ goalId }: SchoolIds) => ({ rows: JSON.stringify([{ id: goalId, version: 1, cells: { description: "Planted." } }]), seen: JSON.stringify({ [goalId]: 99999 }), added: "[]", take: `${goalId}/description` });

export const schoolPictureRows = ({ readers, writers }: Own): (SchoolRow & { file: string })[] => {
  const read = { kind: "school", method: "loader", through: [200], allowed: readers } as const satisfies Partial<SchoolRow>;
  const write = { kind: "school", method: "action", through: [409], allowed: writers } as const satisfies Partial<SchoolRow>;
  return [
    { ...read, file: "routes/plans.$planId.at-a-glance.tsx", params: ({ key }) => ({ planId: key }) },
    { ...read, file: "routes/plans.$planId.grids.$collection.tsx", params: goals },
    { ...read, file: "routes/plans.$planId.grids.$collection_.file.tsx", params: goals },
    { ...read, file: "routes/plans.$planId.grids.$collection_.import.tsx", allowed: writers, params: goals },
    { ...write, file: "routes/plans.$planId.grids.$collection_.cells.tsx", through: [409, 422], json: true, params: goals, form: cells, mixed: (_own, other) => ({ form: cells(other) }) },
    { ...write, file: "routes/plans.$planId.grids.$collection_.import.tsx", params: goals, form: taken, mixed: (_own, other) => ({ form: taken(other) }) },
  ];
};

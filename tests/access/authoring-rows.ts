// What the grids and their workbooks answer to whom.
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";

type Own = { readers: Allowed[]; writers: Allowed[]; moneyWriters: Allowed[]; exporters: Allowed[] };

export const authoringRows = ({ readers, writers, moneyWriters, exporters }: Own): AccessRow[] => {
  const read: Pick<PlanRow, "kind" | "method" | "through" | "allowed"> = { kind: "plan", method: "loader", through: [200], allowed: readers };
  const grid = (collection: string) => ({ planId }: Ids) => ({ planId, collection });
  const cells = (id: keyof Ids, field: string) => (ids: Ids) => ({ rows: JSON.stringify([{ id: ids[id], seenVersion: 99999, cells: { [field]: "Planted." } }]) });
  const taken = (id: keyof Ids, field: string) => (ids: Ids) => ({ rows: JSON.stringify([{ id: ids[id], version: 1, cells: { [field]: "Planted." } }]), seen: JSON.stringify({ [ids[id]]: 99999 }), added: "[]", take: `${ids[id]}/${field}` });
  return [
    { ...read, file: "routes/plans.$planId.grids.$collection.tsx", params: grid("actions") },
    { ...read, file: "routes/plans.$planId.grids.$collection_.cells.tsx", method: "action", json: true, through: [409], allowed: writers, params: grid("actions"), form: cells("actionId", "title"), mixed: (_own, foreign) => ({ form: cells("actionId", "title")(foreign) }) },
    { ...read, file: "routes/plans.$planId.grids.$collection_.cells.tsx", method: "action", json: true, through: [409], allowed: moneyWriters, params: grid("lines"), form: cells("lineId", "note"), mixed: (_own, foreign) => ({ form: cells("lineId", "note")(foreign) }) },
    { ...read, file: "routes/plans.$planId.grids.$collection_.file.tsx", allowed: exporters, params: grid("actions") },
    { ...read, file: "routes/plans.$planId.grids.$collection_.import.tsx", allowed: writers, params: grid("actions") },
    { ...read, file: "routes/plans.$planId.grids.$collection_.import.tsx", allowed: moneyWriters, params: grid("lines") },
    { ...read, file: "routes/plans.$planId.grids.$collection_.import.tsx", method: "action", through: [409], allowed: writers, params: grid("actions"), form: taken("actionId", "title"), mixed: (_own, foreign) => ({ form: taken("actionId", "title")(foreign) }) },
    { ...read, file: "routes/plans.$planId.grids.$collection_.import.tsx", method: "action", through: [409], allowed: moneyWriters, params: grid("lines"), form: taken("lineId", "note"), mixed: (_own, foreign) => ({ form: taken("lineId", "note")(foreign) }) },
  ];
};

// The year turns: who begins the next plan, who reads and decides about what was carried.
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import type { SchoolIds, SchoolRow } from "./school-rows.ts";

export const yearTurnRows = ({ readers, writers, exporters }: { readers: Allowed[]; writers: Allowed[]; exporters: Allowed[] }): AccessRow[] => {
  const params = ({ planId }: Ids) => ({ planId });
  const beginners: Allowed[] = ["planner@own"];
  const read: PlanRow = { kind: "plan", method: "loader", through: [200], allowed: readers, params };
  const decide = ({ goalId }: Ids) => ({ act: "confirm", collection: "goals", rowId: goalId, seenVersion: "99999", stay: "no" });
  return [
    { ...read, allowed: beginners, file: "routes/plans.$planId.roll-forward.tsx" },
    // The plan being written is not adopted: whoever may begin the next one is told so.
    { ...read, allowed: beginners, method: "action", through: [409], form: () => ({ year: "2027-28" }), file: "routes/plans.$planId.roll-forward.tsx" },
    { ...read, method: "action", through: [409], allowed: writers, form: () => ({ kind: "need", offer: "not-offered", back: "/plans/x" }), file: "routes/plans.$planId.offers.tsx" },
    { ...read, file: "routes/plans.$planId.carried.tsx" },
    { ...read, method: "action", through: [409], allowed: writers, form: decide, mixed: (_own: Ids, foreign: Ids) => ({ form: decide(foreign) }), file: "routes/plans.$planId.carried.tsx" },
    // An official form is held for the year of these plans, so there is no working draft of them.
    { ...read, allowed: exporters, through: [409], file: "routes/plans.$planId.working-draft.tsx" },
    { ...read, allowed: exporters, through: [409], file: "routes/plans.$planId.working-draft_.file.tsx" },
  ];
};

/** The same pages about a school's part. */
export const yearTurnSchoolRows = ({ readers, writers }: { readers: Allowed[]; writers: Allowed[] }): (SchoolRow & { file: string })[] => {
  const params = ({ key }: SchoolIds) => ({ planId: key });
  const decide = ({ goalId }: SchoolIds) => ({ act: "confirm", collection: "goals", rowId: goalId, seenVersion: "99999", stay: "no" });
  return [
    { kind: "school", method: "loader", through: [200], allowed: readers, params, file: "routes/plans.$planId.carried.tsx" },
    { kind: "school", method: "action", through: [409], allowed: writers, params, form: decide, mixed: (_own, other) => ({ form: decide(other) }), file: "routes/plans.$planId.carried.tsx" },
    { kind: "school", method: "action", through: [409], allowed: writers, params, form: () => ({ kind: "need", offer: "not-offered", back: "/plans/x" }), file: "routes/plans.$planId.offers.tsx" },
    { kind: "school", method: "loader", through: [200], allowed: readers, params, file: "routes/plans.$planId.mid-year.tsx" },
    { kind: "school", method: "action", through: [409], allowed: writers, params, form: () => ({ actionId: "alder-valley-high-path:26-27", seenVersion: "old" }), file: "routes/plans.$planId.mid-year.tsx" },
    { kind: "school", method: "action", json: true, through: [409], allowed: writers, params, form: () => ({ actionId: "alder-valley-high-path:26-27", seenVersion: "old" }), file: "routes/plans.$planId.mid-year_.save.tsx" },
    { kind: "school", method: "loader", through: [200], allowed: readers, params, file: "routes/plans.$planId.mid-year_.report.tsx" },
    { kind: "school", method: "loader", through: [409], allowed: readers, params, file: "routes/plans.$planId.working-draft.tsx" },
  ];
};

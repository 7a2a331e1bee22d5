// Rows written once for several schools: who offers them, who answers, who says that a vote named them; and who enters where a plan was filed.
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import type { SchoolIds, SchoolRow } from "./school-rows.ts";

export const offersToSchoolsRows = ({ readers, writers }: { readers: Allowed[]; writers: Allowed[] }): AccessRow[] => {
  const row = ({ planId, goalId }: Ids) => ({ planId, collection: "goals", rowId: goalId });
  const mixed = (_own: Ids, foreign: Ids) => ({ params: { rowId: foreign.goalId } });
  const read: PlanRow = { kind: "plan", method: "loader", through: [200], allowed: readers, params: ({ planId }) => ({ planId }) };
  return [
    { ...read, file: "routes/plans.$planId.for-schools.tsx" },
    { ...read, params: row, mixed, file: "routes/plans.$planId.for-schools_.$collection.$rowId.tsx" },
    { ...read, method: "action", through: [422], allowed: writers, params: row, form: () => ({ act: "offer" }), file: "routes/plans.$planId.for-schools_.$collection.$rowId.tsx" },
    { ...read, params: ({ planId }: Ids) => ({ planId, program: "lcap" }), file: "routes/plans.$planId.programs.$program_.filed.tsx" },
    { ...read, method: "action", through: [409], allowed: writers, params: ({ planId }: Ids) => ({ planId, program: "lcap" }), form: () => ({ place: "Nowhere", filedOn: "2026-01-01", proof: "", seenVersion: "99999" }), file: "routes/plans.$planId.programs.$program_.filed.tsx" },
    // The address of a school's part alone has such a page.
    { ...read, through: [404], file: "routes/plans.$planId.from-district.tsx" },
    { ...read, method: "action", through: [404], allowed: writers, form: () => ({ act: "use-all", seen: "x/1/1" }), file: "routes/plans.$planId.from-district.tsx" },
  ];
};

export const offersAtSchoolRows = ({ readers, writers }: { readers: Allowed[]; writers: Allowed[] }): (SchoolRow & { file: string })[] => {
  const file = "routes/plans.$planId.from-district.tsx";
  const params = ({ key }: SchoolIds) => ({ planId: key });
  return [
    { kind: "school", method: "loader", through: [200], allowed: readers, params, file },
    // No such offer: past the policy, and nothing changes.
    { kind: "school", method: "action", through: [409], allowed: writers, params, form: () => ({ act: "use", offerId: "no-offer", seenVersion: "1", seenRow: "1" }), file },
    { kind: "school", method: "action", through: [409], allowed: ["council-secretary@own"], params, form: () => ({ act: "name", meetingId: "no-meeting", "offer.x": "1" }), file },
    { kind: "school", method: "loader", through: [200], allowed: readers, params: ({ key }) => ({ planId: key, program: "spsa" }), file: "routes/plans.$planId.programs.$program_.filed.tsx" },
    { kind: "school", method: "action", through: [409], allowed: writers, params: ({ key }) => ({ planId: key, program: "spsa" }), form: () => ({ place: "Nowhere", filedOn: "2026-01-01", proof: "", seenVersion: "99999" }), file: "routes/plans.$planId.programs.$program_.filed.tsx" },
    // A school's part offers nothing on.
    { kind: "school", method: "loader", through: [404], allowed: readers, params, file: "routes/plans.$planId.for-schools.tsx" },
  ];
};

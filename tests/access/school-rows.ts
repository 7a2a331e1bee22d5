// What a school's part answers to whom: rows of the access table whose thing is one school's part of a plan, or the district's list of its schools.
import { yearTurnSchoolRows } from "./year-turn-rows.ts";
import { offersAtSchoolRows } from "./offers-to-schools-rows.ts";
import type { Relation } from "#app/domain/permissions/relation.ts";
import type { Role } from "#schemas/people.ts";
import type { Allowed } from "./access-table.ts";
import { readerRows } from "./reader-rows.ts";
import { schoolPictureRows } from "./pictures-rows.ts";

const at = (relation: Relation, ...roles: Role[]): Allowed[] => roles.map((role): Allowed => `${role}@${relation}`);

/** Who reads a school's part: those of the school, and the district's people. */
export const schoolReaders: Allowed[] = [...at("own", "principal", "council-secretary", "council-member"), ...at("child", "planner", "fiscal", "special-education", "superintendent", "board-viewer")];
const schoolWriters: Allowed[] = at("own", "principal");

/** `key`: the address of a school's part; the rest are ids of that school's things. */
export type SchoolIds = { key: string; goalId: string; exportId: string; importId: string };
export type SchoolRow = {
  kind: "school";
  method: "loader" | "action";
  through: number[];
  allowed: Allowed[];
  json?: true;
  params: (ids: SchoolIds) => Partial<Record<string, string>>;
  form?: (ids: SchoolIds) => Record<string, string>;
  /** An id of another school's beside the own part: never found. */
  mixed?: (own: SchoolIds, other: SchoolIds) => { params?: Partial<Record<string, string>>; form?: Record<string, string> };
};

const onPart = ({ key }: SchoolIds) => ({ planId: key });
const goalRow = (ids: SchoolIds) => ({ planId: ids.key, collection: "goals", rowId: ids.goalId });
const otherGoal = (_own: SchoolIds, other: SchoolIds) => ({ params: { rowId: other.goalId } });
const form = (ids: SchoolIds) => ({ planId: ids.key, program: "spsa" });
const exported = (ids: SchoolIds) => ({ planId: ids.key, exportId: ids.exportId });
const otherExport = (_own: SchoolIds, other: SchoolIds) => ({ params: { exportId: other.exportId } });
const answer = () => ({ statement: "who.school", about: "", seenVersion: "99999", value: "Planted." });
const read: Pick<SchoolRow, "kind" | "method" | "through" | "allowed"> = { kind: "school", method: "loader", through: [200], allowed: schoolReaders };
const write: Pick<SchoolRow, "kind" | "method" | "through" | "allowed"> = { kind: "school", method: "action", through: [409], allowed: schoolWriters };

export const schoolRows: (SchoolRow & { file: string })[] = [
  ...schoolPictureRows({ readers: schoolReaders, writers: schoolWriters }),
  ...offersAtSchoolRows({ readers: schoolReaders, writers: schoolWriters }),
  ...yearTurnSchoolRows({ readers: schoolReaders, writers: schoolWriters }),
  { ...read, file: "routes/plans.$planId._index.tsx", params: onPart },
  { ...read, file: "routes/plans.$planId.chapters.$chapterId/route.tsx", params: ({ key }) => ({ planId: key, chapterId: "do" }) },
  { ...write, file: "routes/plans.$planId.chapters.$chapterId/route.tsx", params: ({ key }) => ({ planId: key, chapterId: "who" }), form: answer, mixed: (_own, other) => ({ form: { ...answer(), statement: "went.done", about: other.goalId } }) },
  { ...write, file: "routes/plans.$planId.answers.tsx", json: true, params: onPart, form: answer, mixed: (_own, other) => ({ form: { ...answer(), statement: "went.done", about: other.goalId } }) },
  { ...read, file: "routes/plans.$planId.goals.$goalId.tsx", params: ({ key, goalId }) => ({ planId: key, goalId }), mixed: (_own, other) => ({ params: { goalId: other.goalId } }) },
  { ...read, file: "routes/plans.$planId.history._index.tsx", params: onPart },
  { ...read, file: "routes/plans.$planId.history.$collection.$rowId.tsx", params: goalRow, mixed: otherGoal },
  { ...write, file: "routes/plans.$planId.history.$collection.$rowId.tsx", params: goalRow, form: () => ({ revision: "1", seenVersion: "99999" }) },
  { ...read, file: "routes/plans.$planId.consistency.tsx", params: onPart },
  { ...read, file: "routes/plans.$planId.matrix.tsx", params: onPart },
  { ...read, file: "routes/plans.$planId.matrix_.$program.$statement.tsx", params: ({ key }) => ({ planId: key, program: "spsa", statement: "who.school" }) },
  { ...read, file: "routes/plans.$planId.programs.$program.tsx", params: form },
  { ...read, file: "routes/plans.$planId.programs.$program_.rules.tsx", params: form },
  { ...read, file: "routes/plans.$planId.programs.$program_.document/route.tsx", params: form },
  { ...read, file: "routes/plans.$planId.programs.$program_.document/route.tsx", method: "action", through: [302], params: form, form: () => ({ copy: "internal-draft", format: "json" }) },
  { ...read, file: "routes/plans.$planId.exports.$exportId.tsx", json: true, params: exported, mixed: otherExport },
  { ...read, file: "routes/plans.$planId.exports.$exportId_.download.tsx", params: exported, mixed: otherExport },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId.tsx", params: goalRow, mixed: otherGoal },
  { ...write, file: "routes/plans.$planId.rows.$collection.$rowId.tsx", params: goalRow, form: () => ({ seenVersion: "99999", newId: "", description: "Planted." }), mixed: otherGoal },
  { ...write, file: "routes/plans.$planId.rows.$collection.$rowId.tsx", through: [422], params: ({ key }) => ({ planId: key, collection: "lines", rowId: "new" }), form: () => ({ seenVersion: "", newId: "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0043", cents: "12%" }) },
  { ...write, file: "routes/plans.$planId.rows.$collection.$rowId_.save.tsx", json: true, params: goalRow, form: () => ({ seenVersion: "99999", newId: "", description: "Planted." }), mixed: otherGoal },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId_.remove.tsx", params: goalRow, mixed: otherGoal },
  { ...write, file: "routes/plans.$planId.rows.$collection.$rowId_.remove.tsx", through: [409, 422], params: goalRow, form: () => ({ seenVersion: "99999" }), mixed: otherGoal },
  ...readerRows(schoolWriters),
  // These are the LEA's alone: the address of a school's part is no plan there.
  { ...write, file: "routes/plans.$planId.amounts.tsx", json: true, through: [404], params: onPart, form: () => ({ statement: "cost.revenue", kind: "amounts", "amount.base_next": "1", "seen.base_next": "99999" }) },
  { ...read, file: "routes/plans.$planId.last-year.tsx", through: [404], params: onPart },
];

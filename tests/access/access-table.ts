// What each route answers to whom: one row for every loader and action, typed from the roles' description and not from the program's own table.
// A route without a row here fails the build.
import type { Relation } from "#app/domain/permissions/relation.ts";
import type { Role } from "#schemas/people.ts";
import { calendarRows } from "./calendar-rows.ts";
import { feedRows } from "./feed-rows.ts";
import { meetingRows } from "./meeting-rows.ts";
import { signInRows } from "./sign-in-rows.ts";
import { authoringRows } from "./authoring-rows.ts";
import { talkRows } from "./talk-rows.ts";
import { importRows } from "./import-rows.ts";
import { pictureRows } from "./pictures-rows.ts";
import { submissionRows } from "./submission-rows.ts";
import { editorRows } from "./editor-rows.ts";
import { offersToSchoolsRows } from "./offers-to-schools-rows.ts";
import { yearTurnRows } from "./year-turn-rows.ts";
import { officeTalkRows } from "./office-talk-rows.ts";
import { outsideRows } from "./outside-rows.ts";
import { stateDeskRows } from "./state-desk-rows.ts";
import { lockRows } from "./lock-rows.ts";
import { officeFeedRows } from "./office-feed-rows.ts";
import { stateFileRows } from "./state-file-rows.ts";

export type Allowed = `${Role}@${Relation}`;
const at = (relation: Relation, ...roles: Role[]): Allowed[] => roles.map((role): Allowed => `${role}@${relation}`);

/** Who reads the LEA's plan; everybody else does not learn that it is there. */
export const readers: Allowed[] = [...at("own", "planner", "fiscal", "special-education", "superintendent", "board-viewer", "support"), ...at("parent", "principal", "council-secretary")];
const writers = at("own", "planner", "special-education");
const moneyWriters = at("own", "planner", "fiscal");
const anyWriters = at("own", "planner", "fiscal", "special-education");
const exporters = at("own", "planner", "fiscal", "special-education", "superintendent", "board-viewer");

/** Ids of one plan's things, for a request about them. */
export type Ids = { planId: string; goalId: string; actionId: string; lineId: string; needId: string; openingActionId: string; exportId: string; importId: string; importItem: string; filingId: string };
type Part = Partial<Record<string, string>>;

export type PlanRow = {
  kind: "plan";
  method: "loader" | "action";
  /** Statuses of somebody who is let through; a save on top of an old version is a conflict, which is past the policy and changes nothing. */
  through: number[];
  allowed: Allowed[];
  /** Answers in JSON: nobody signed in is told with 401 and not led away. */
  json?: true;
  /** Who learns that the thing is there; the readers of a plan where nothing is said. */
  readers?: Allowed[];
  /** Which id the request is about; the plan's where nothing is said. */
  about?: "planId" | "filingId";
  params: (ids: Ids) => Part;
  form?: (ids: Ids) => Record<string, string>;
  /** A second id of another LEA's plan, put beside the plan's: never found. */
  mixed?: (own: Ids, foreign: Ids) => { params?: Part; form?: Record<string, string> };
};
/** `open`: for everybody, signed in or not. `signed-in`: for each about themselves. */
export type OtherRow = { kind: "open" | "signed-in"; method: "loader" | "action"; through: number[]; form?: Record<string, string>; params?: Record<string, string>; json?: true; seesPlans?: true; /** Lists what LEAs below sent. */ showsBelow?: true };
export type PeopleRow = { kind: "people"; method: "loader" | "action"; through: number[]; allowed: Allowed[] };
/** What only some roles have at their own body; for all others it is not there. */
export type BodyRow = { kind: "body"; method: "loader" | "action"; through: number[]; allowed: Role[]; params?: Record<string, string>; form?: Record<string, string> };
export type AccessRow = { file: string } & (PlanRow | OtherRow | PeopleRow | BodyRow);

const onPlan = ({ planId }: Ids) => ({ planId });
const goalRow = (ids: Ids) => ({ planId: ids.planId, collection: "goals", rowId: ids.goalId });
const lineRow = (ids: Ids) => ({ planId: ids.planId, collection: "lines", rowId: ids.lineId });
const form = (ids: Ids) => ({ planId: ids.planId, program: "lcap" });
const exported = (ids: Ids) => ({ planId: ids.planId, exportId: ids.exportId });
const rowIdOf = (id: keyof Ids) => (_own: Ids, foreign: Ids) => ({ params: { rowId: foreign[id] } });
const read: Pick<PlanRow, "kind" | "method" | "through" | "allowed"> = { kind: "plan", method: "loader", through: [200], allowed: readers };
const answer = () => ({ statement: "who.district", about: "", seenVersion: "99999", value: "Planted." });

export const accessTable: AccessRow[] = [
  ...calendarRows(readers, writers),
  ...feedRows(readers, writers),
  ...meetingRows(readers, writers, exporters),
  ...editorRows(writers),
  ...signInRows,
  { file: "routes/record.tsx", kind: "people", method: "loader", through: [200], allowed: at("own", "planner", "superintendent") },
  ...importRows,
  ...stateFileRows(readers, writers),
  ...stateDeskRows,
  ...lockRows,
  ...officeTalkRows,
  ...officeFeedRows,
  ...outsideRows,
  { file: "root.tsx", kind: "open", method: "loader", through: [200], seesPlans: true },
  { file: "routes/$.tsx", kind: "open", method: "loader", through: [404] },
  { file: "routes/api.auth.$.ts", kind: "open", method: "loader", through: [404], params: { "*": "nothing" } },
  { file: "routes/api.auth.$.ts", kind: "open", method: "action", through: [404], params: { "*": "nothing" }, form: {} },
  { file: "routes/sign-in.tsx", kind: "open", method: "loader", through: [200] },
  { file: "routes/sign-in.tsx", kind: "open", method: "action", through: [422, 429], form: { to: "/", email: "nobody@example.org", password: "wrong password" } },
  { file: "routes/sign-in_.second-step.tsx", kind: "open", method: "loader", through: [200] },
  { file: "routes/sign-in_.second-step.tsx", kind: "open", method: "action", through: [422, 429], form: { to: "/", code: "000000" } },
  { file: "routes/forgot-password.tsx", kind: "open", method: "action", through: [200], form: { email: "nobody@example.org" } },
  { file: "routes/reset-password.tsx", kind: "open", method: "loader", through: [200] },
  { file: "routes/reset-password.tsx", kind: "open", method: "action", through: [422], form: { token: "invented", password: "a good password" } },
  { file: "routes/invitations.$token.tsx", kind: "open", method: "loader", through: [404], params: { token: "alder-valley~invented" } },
  { file: "routes/invitations.$token.tsx", kind: "open", method: "action", through: [404], params: { token: "alder-valley~invented" }, form: { name: "Somebody", password: "a good password" } },
  { file: "routes/_index.tsx", kind: "signed-in", method: "loader", through: [200], seesPlans: true },
  { file: "routes/account.tsx", kind: "signed-in", method: "loader", through: [200] },
  { file: "routes/account.tsx", kind: "signed-in", method: "action", through: [404], form: { act: "end-session", value: "somebody-elses" } },
  { file: "routes/outbox.tsx", kind: "signed-in", method: "loader", through: [200] },
  { file: "routes/sign-out.tsx", kind: "signed-in", method: "action", through: [302], form: {} },
  // In the world of these tests whoever may begin a plan has one.
  { file: "routes/begin.tsx", kind: "signed-in", method: "loader", through: [404] },
  { file: "routes/begin.tsx", kind: "signed-in", method: "action", through: [403], form: { year: "2020-21" } },
  { file: "routes/people.tsx", kind: "people", method: "loader", through: [200], allowed: at("own", "planner", "superintendent", "support", "county-administrator", "state-administrator") },
  { file: "routes/people.tsx", kind: "people", method: "action", through: [302], allowed: [...at("own", "superintendent", "county-administrator", "state-administrator"), ...at("child", "superintendent")] },
  { ...read, file: "routes/plans.$planId._index.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.schools.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.schools.tsx", method: "action", through: [302], allowed: exporters, params: onPlan, form: () => ({ program: "spsa", copy: "internal-draft", format: "pdf" }) },
  { ...read, file: "routes/plans.$planId.consistency.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.matrix.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.matrix_.$program.$statement.tsx", params: (ids) => ({ ...onPlan(ids), program: "lcap", statement: "aim.goals" }) },
  { ...read, file: "routes/plans.$planId.chapters.$chapterId/route.tsx", params: ({ planId }) => ({ planId, chapterId: "who" }) },
  { ...read, file: "routes/plans.$planId.chapters.$chapterId/route.tsx", method: "action", through: [409], allowed: writers, params: ({ planId }) => ({ planId, chapterId: "who" }), form: answer, mixed: (_own, foreign) => ({ form: { ...answer(), statement: "went.done", about: foreign.goalId } }) },
  { ...read, file: "routes/plans.$planId.answers.tsx", method: "action", json: true, through: [409], allowed: writers, params: onPlan, form: answer, mixed: (_own, foreign) => ({ form: { ...answer(), statement: "went.done", about: foreign.goalId } }) },
  { ...read, file: "routes/plans.$planId.amounts.tsx", method: "action", json: true, through: [409, 422], allowed: moneyWriters, params: onPlan, form: () => ({ statement: "cost.revenue", kind: "amounts", "amount.base_next": "1", "seen.base_next": "99999" }) },
  { ...read, file: "routes/plans.$planId.goals.$goalId.tsx", params: ({ planId, goalId }) => ({ planId, goalId }), mixed: (_own, foreign) => ({ params: { goalId: foreign.goalId } }) },
  { ...read, file: "routes/plans.$planId.last-year.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.last-year_.save.tsx", method: "action", json: true, through: [409], allowed: moneyWriters, params: onPlan, form: ({ openingActionId }) => ({ openingActionId, seenVersion: "old", federal: "1" }), mixed: (_own, foreign) => ({ form: { openingActionId: foreign.openingActionId, seenVersion: "old", federal: "1" } }) },
  { ...read, file: "routes/plans.$planId.last-year.tsx", method: "action", through: [409], allowed: moneyWriters, params: onPlan, form: ({ openingActionId }) => ({ openingActionId, seenVersion: "old", federal: "1" }), mixed: (_own, foreign) => ({ form: { openingActionId: foreign.openingActionId, seenVersion: "old", federal: "1" } }) },
  { ...read, file: "routes/plans.$planId.history._index.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.history._index.tsx", method: "action", through: [422], allowed: writers, params: onPlan, form: () => ({ name: " " }) },
  { ...read, file: "routes/plans.$planId.history.$collection.$rowId.tsx", params: goalRow, mixed: rowIdOf("goalId") },
  { ...read, file: "routes/plans.$planId.history.$collection.$rowId.tsx", method: "action", through: [409], allowed: writers, params: goalRow, form: () => ({ revision: "1", seenVersion: "99999" }), mixed: rowIdOf("goalId") },
  { ...read, file: "routes/plans.$planId.history.$collection.$rowId.tsx", method: "action", through: [409], allowed: moneyWriters, params: lineRow, form: () => ({ revision: "1", seenVersion: "99999" }), mixed: rowIdOf("lineId") },
  { ...read, file: "routes/plans.$planId.mid-year.tsx", params: onPlan },
  { ...read, file: "routes/plans.$planId.mid-year.tsx", method: "action", through: [409], allowed: anyWriters, params: onPlan, form: ({ actionId }) => ({ actionId, seenVersion: "old" }), mixed: (_own, foreign) => ({ form: { actionId: foreign.actionId, seenVersion: "old" } }) },
  { ...read, file: "routes/plans.$planId.mid-year_.save.tsx", method: "action", json: true, through: [409], allowed: anyWriters, params: onPlan, form: ({ actionId }) => ({ actionId, seenVersion: "old" }), mixed: (_own, foreign) => ({ form: { actionId: foreign.actionId, seenVersion: "old" } }) },
  { ...read, file: "routes/plans.$planId.mid-year_.report.tsx", allowed: exporters, params: onPlan },
  { ...read, file: "routes/plans.$planId.programs.$program_.rules.tsx", params: form },
  { ...read, file: "routes/plans.$planId.programs.$program.tsx", params: form },
  { ...read, file: "routes/plans.$planId.programs.$program_.document/route.tsx", params: form },
  { ...read, file: "routes/plans.$planId.programs.$program_.document/route.tsx", method: "action", through: [302], allowed: exporters, params: form, form: () => ({ copy: "internal-draft", format: "json" }) },
  { ...read, file: "routes/plans.$planId.exports.$exportId.tsx", json: true, allowed: exporters, params: exported, mixed: (_own, foreign) => ({ params: { exportId: foreign.exportId } }) },
  { ...read, file: "routes/plans.$planId.exports.$exportId_.download.tsx", allowed: exporters, params: exported, mixed: (_own, foreign) => ({ params: { exportId: foreign.exportId } }) },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId.tsx", params: goalRow, mixed: rowIdOf("goalId") },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId.tsx", method: "action", through: [409], allowed: writers, params: goalRow, form: () => ({ seenVersion: "99999", newId: "", description: "Planted." }), mixed: rowIdOf("goalId") },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId.tsx", method: "action", through: [422], allowed: moneyWriters, params: ({ planId }) => ({ planId, collection: "lines", rowId: "new" }), form: () => ({ seenVersion: "", newId: "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0042", cents: "12%" }) },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId_.save.tsx", method: "action", json: true, through: [409], allowed: writers, params: goalRow, form: () => ({ seenVersion: "99999", newId: "", description: "Planted." }), mixed: rowIdOf("goalId") },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId_.save.tsx", method: "action", json: true, through: [409], allowed: moneyWriters, params: lineRow, form: () => ({ seenVersion: "99999", newId: "", cents: "1" }), mixed: rowIdOf("lineId") },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId_.remove.tsx", params: goalRow, mixed: rowIdOf("goalId") },
  { ...read, file: "routes/plans.$planId.rows.$collection.$rowId_.remove.tsx", method: "action", through: [409, 422], allowed: writers, params: goalRow, form: () => ({ seenVersion: "99999" }), mixed: rowIdOf("goalId") },
  ...authoringRows({ readers, writers, moneyWriters, exporters }),
  ...talkRows(readers),
  ...submissionRows,
  ...pictureRows(readers),
  ...yearTurnRows({ readers, writers, exporters }),
  ...offersToSchoolsRows({ readers, writers }),
];

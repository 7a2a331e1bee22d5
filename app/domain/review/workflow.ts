// Which moves are open to a plan where it stands, and who may make each? The tables are files of crosswalks/workflows.
import type { OrganizationKind } from "#schemas/people.ts";
import type { Holder, Workflow, WorkflowMove, WorkflowState } from "#schemas/workflow.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Actor } from "#app/domain/permissions/can.ts";
import type { Owned } from "#app/domain/permissions/relation.ts";
import { reviewOf, rights } from "#app/domain/permissions/rights.ts";
import type { Right, Verb } from "#app/domain/permissions/rights.ts";
import { roleBodies } from "#app/domain/permissions/roles.ts";

export type LeaKind = Extract<OrganizationKind, "district" | "charter" | "coe">;
/** Whose plan: of which kind of LEA, and whether it is the LEA's own or one of its schools'. `authorizes`: the body that asks chartered it itself. */
export type Subject = { leaKind: LeaKind; level: "lea" | "school"; owned: Owned; authorizes: boolean };

/** Where every plan begins. */
export const firstState = (workflow: Workflow): WorkflowState => workflow.states[0] as WorkflowState;
export const stateOf = (workflow: Workflow, id: string): WorkflowState => workflow.states.find((state) => state.id === id) ?? firstState(workflow);
export const moveOf = (workflow: Workflow, id: string): WorkflowMove | undefined => workflow.moves.find((move) => move.id === id);

/** The right a move needs; null where nobody has it for this kind of LEA (no county approves a charter's plan). */
export function verbOfMove(move: Pick<WorkflowMove, "by">, { leaKind, level }: Pick<Subject, "leaKind" | "level">): Verb | null {
  switch (move.by) {
    case "author":
      return level === "lea" ? "submission.send" : "school-plan.send";
    case "council":
      return "vote.record";
    case "board":
      return "school-plan.decide";
    case "reviewer":
      return reviewOf[leaKind].review;
    case "decider":
      return reviewOf[leaKind].decide;
  }
}

const isFor = (kinds: readonly LeaKind[] | undefined, kind: LeaKind): boolean => kinds === undefined || kinds.includes(kind);

/** The same with the law of that kind of LEA. */
export const citedFor = <One extends Pick<WorkflowMove, "cite" | "cite_by">>(one: One, kind: LeaKind): One => ({ ...one, cite: one.cite_by?.[kind] ?? one.cite });
/** Law, sheet and how sure, as a reader sees them. */
export const citationOf = ({ cite, source, confidence }: Pick<WorkflowMove, "cite" | "source" | "confidence">): string => `${[...cite, source].join("; ")}${confidence === "high" ? "" : ` (${confidence} certainty)`}`;

/** What a decision about this kind of LEA's plan rests on, with what stands apart from it. */
export const criteriaOfKind = (workflow: Workflow, kind: LeaKind): Workflow["criteria"] => workflow.criteria.filter(({ kinds }) => isFor(kinds, kind)).map((one) => citedFor(one, kind));

/** The moves a plan may make from a state, whoever asks. */
export const movesFrom = (workflow: Workflow, state: string, subject: Pick<Subject, "leaKind" | "level">): WorkflowMove[] =>
  workflow.moves.filter((move) => move.from.includes(state) && isFor(move.kinds, subject.leaKind) && verbOfMove(move, subject) !== null).map((move) => citedFor(move, subject.leaKind));

/** A charter's plan goes to its authorizer: another body above it (the county of the authorizing district) does not review it. Source: lcap.md 8.6. */
const holds = (user: Actor, verb: Verb, { owned, authorizes }: Subject): boolean => can(user, verb, owned) && (authorizes || verb !== reviewOf.charter.review);
export const reviews = (user: Actor, subject: Subject): boolean => holds(user, reviewOf[subject.leaKind].review, subject);

/** May this person make this move on that plan? */
export function mayMove(user: Actor, move: WorkflowMove, subject: Subject): boolean {
  const verb = isFor(move.kinds, subject.leaKind) ? verbOfMove(move, subject) : null;
  return verb !== null && holds(user, verb, subject);
}

/** Of the moves open here those this person may make. */
export const movesOf = (user: Actor, workflow: Workflow, state: string, subject: Subject): WorkflowMove[] => movesFrom(workflow, state, subject).filter((move) => mayMove(user, move, subject));

/** What a step asks for and does not get; a day after the day it is made is none. */
export const lackedBy = ({ asks }: Pick<WorkflowMove, "asks">, { day, words }: { day: string; words: string }, madeOn: string): ("day" | "words")[] => [
  ...(asks.day !== undefined && (day === "" || day > madeOn) ? ["day" as const] : []),
  ...(asks.words !== undefined && words.trim() === "" ? ["words" as const] : []),
];

/** May this person read what was sent of that plan: by their role, or because they review it. A school's is read by those who read the school's part. */
export const readsSent = (user: Actor, subject: Subject): boolean => (subject.level === "school" ? can(user, "school.read", subject.owned) : can(user, "submission.read", subject.owned) || reviews(user, subject));

export type Ball = { holder: Holder; state: string; title: string };
/** Who holds the ball. */
export function ballOf(workflow: Workflow, state: string): Ball {
  const { id, title, holder } = stateOf(workflow, state);
  return { holder, state: id, title };
}

/** Does this person review for a body over LEAs? Authorizers of charters are LEAs themselves and are not meant. */
export const reviewsBelow = ({ memberships }: Actor): boolean => memberships.some(({ role }) => roleBodies[role] !== "lea" && Object.values(reviewOf).some(({ review }) => ((rights[review] as Right).held[role] ?? []).includes("child")));

/** Does this person work for the state, or for a county office? */
export const worksForState = ({ memberships }: Actor): boolean => memberships.some(({ role }) => roleBodies[role] === "state");
export const worksForCounty = ({ memberships }: Actor): boolean => memberships.some(({ role }) => roleBodies[role] === "county");

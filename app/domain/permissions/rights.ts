// Who may do what: the one table. The server and the buttons ask it through can().
import type { Body, OrganizationKind, Role } from "#schemas/people.ts";
import type { Relation } from "./relation.ts";

/** Nothing can be done to what is deleted or nobody's, so no right names those. */
type Standing = Exclude<Relation, "deleted" | "none">;
/** `accountable`: the one body that answers for its use; only its roles may hold a right that changes something. */
export type Right = { accountable: Body; changes: boolean; held: Partial<Record<Role, readonly Standing[]>> };

const own = ["own"] as const;
const child = ["child"] as const;
const parent = ["parent"] as const;

export const rights = {
  // The LEA's part of the plan. Drafts stay inside the LEA: overseers read submissions.
  "plan.read": { accountable: "lea", changes: false, held: { planner: own, fiscal: own, "special-education": own, superintendent: own, "board-viewer": own, principal: parent, "council-secretary": parent, support: own } },
  "plan.change": { accountable: "lea", changes: true, held: { planner: own, "special-education": own } },
  "money.change": { accountable: "lea", changes: true, held: { planner: own, fiscal: own } },
  // A document read in brings text and money at once.
  "plan.import": { accountable: "lea", changes: true, held: { planner: own } },
  "plan.approve": { accountable: "lea", changes: true, held: { superintendent: own } },
  "plan.comment": { accountable: "lea", changes: false, held: { planner: own, fiscal: own, "special-education": own, superintendent: own, "board-viewer": own, principal: parent, "council-secretary": parent } },
  // Links for those without an account, and what is said by them.
  "comment.moderate": { accountable: "lea", changes: true, held: { planner: own } },
  "document.export": { accountable: "lea", changes: false, held: { planner: own, fiscal: own, "special-education": own, superintendent: own, "board-viewer": own } },
  // Case studies and small groups: they never leave the LEA, and inside it only those who work with them see them.
  "private.read": { accountable: "lea", changes: false, held: { planner: own, "special-education": own, superintendent: own } },
  // A school's part.
  "school.read": { accountable: "school", changes: false, held: { principal: own, "council-secretary": own, "council-member": own, planner: child, fiscal: child, "special-education": child, superintendent: child, "board-viewer": child } },
  "school.change": { accountable: "school", changes: true, held: { principal: own } },
  "school.comment": { accountable: "school", changes: false, held: { principal: own, "council-secretary": own, "council-member": own, planner: child, "special-education": child } },
  // Links for those of the council without an account, and what is said by them.
  "school-comment.moderate": { accountable: "school", changes: true, held: { principal: own, "council-secretary": own } },
  "school-plan.send": { accountable: "school", changes: true, held: { principal: own } },
  "school-plan.decide": { accountable: "lea", changes: true, held: { planner: child, superintendent: child } },
  "vote.record": { accountable: "school", changes: true, held: { "council-secretary": own } },
  // What was sent: who reviews and who decides depends on the kind of LEA (reviewOf).
  "submission.send": { accountable: "lea", changes: true, held: { planner: own, superintendent: own } },
  "submission.read": { accountable: "lea", changes: false, held: { planner: own, fiscal: own, "special-education": own, superintendent: own, "board-viewer": own, "county-reviewer": child, "county-administrator": child, "selpa-reader": child, "state-analyst": child, "state-administrator": child } },
  // What an LEA shares with its county of its comments is read and answered there, not by bodies further up.
  "shared-comment.read": { accountable: "county", changes: false, held: { "county-reviewer": child, "county-administrator": child } },
  "shared-comment.answer": { accountable: "county", changes: true, held: { "county-reviewer": child, "county-administrator": child } },
  "district-plan.review": { accountable: "county", changes: true, held: { "county-reviewer": child, "county-administrator": child } },
  "district-plan.decide": { accountable: "county", changes: true, held: { "county-administrator": child } },
  // The office's own checklist, and the lists it owes the state.
  "review-list.read": { accountable: "county", changes: false, held: { "county-reviewer": own, "county-administrator": own } },
  "review-checklist.change": { accountable: "county", changes: true, held: { "county-reviewer": own, "county-administrator": own } },
  // The calendar of an office above LEAs in other programs and in reminders: for oneself, and for everybody in the office.
  "office-calendar.read": { accountable: "county", changes: false, held: { "county-reviewer": own, "county-administrator": own, "state-analyst": own, "state-administrator": own } },
  "office-calendar.share": { accountable: "county", changes: false, held: { "county-administrator": own, "state-administrator": own } },
  // Plans of districts of the county that do not work here.
  "outside-filing.enter": { accountable: "county", changes: true, held: { "county-reviewer": own, "county-administrator": own } },
  "charter-plan.review": { accountable: "lea", changes: true, held: { planner: child, superintendent: child } },
  "county-plan.review": { accountable: "state", changes: true, held: { "state-analyst": child, "state-administrator": child } },
  "county-plan.decide": { accountable: "state", changes: true, held: { "state-administrator": child } },
  // Who owes a plan and where it waits; what the state writes down of plans filed elsewhere.
  "state-desk.read": { accountable: "state", changes: false, held: { "state-analyst": own, "state-administrator": own } },
  "filing.note": { accountable: "state", changes: true, held: { "state-analyst": own, "state-administrator": own } },
  "state-export.make": { accountable: "state", changes: false, held: { "state-analyst": own, "state-administrator": own } },
  // People and their roles.
  "people.read": { accountable: "lea", changes: false, held: { planner: ["own", "child"], superintendent: ["own", "child"], support: own } },
  "people.change": { accountable: "lea", changes: true, held: { superintendent: ["own", "child"] } },
  "county-people.change": { accountable: "county", changes: true, held: { "county-administrator": own } },
  "selpa-people.change": { accountable: "state", changes: true, held: { "state-administrator": child } },
  "state-people.change": { accountable: "state", changes: true, held: { "state-administrator": own } },
  "support.approve": { accountable: "lea", changes: true, held: { superintendent: own } },
  "audit.read": { accountable: "lea", changes: false, held: { planner: own, superintendent: own } },
  // Program knowledge.
  "crosswalk.approve": { accountable: "state", changes: true, held: { "state-analyst": own, "state-administrator": own } },
} as const satisfies Record<string, Right>;

export type Verb = keyof typeof rights;
export const verbs = Object.keys(rights) as Verb[];

/** Who looks at a sent plan and who decides on it, by kind of LEA; a charter's goes to its authorizer, and no county approves it. Source: lcap.md 8.6. */
export const reviewOf: Record<Extract<OrganizationKind, "district" | "charter" | "coe">, { review: Verb; decide: Verb | null }> = {
  district: { review: "district-plan.review", decide: "district-plan.decide" },
  charter: { review: "charter-plan.review", decide: null },
  coe: { review: "county-plan.review", decide: "county-plan.decide" },
};

/** Who gives and takes the roles of a body. */
export const peopleRight: Record<Body, Verb> = { lea: "people.change", school: "people.change", county: "county-people.change", selpa: "selpa-people.change", state: "state-people.change", support: "support.approve" };

/** The collections of a plan that are money: the fiscal person writes them. */
const moneyCollections: ReadonlySet<string> = new Set(["lines", "allocations", "revenues"]);
/** The right needed to write rows of a collection (or answers). */
export const changeOf = (collection: string): Verb => (moneyCollections.has(collection) ? "money.change" : "plan.change");

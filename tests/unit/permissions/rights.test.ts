import { describe, expect, test } from "vitest";
import { can, rightsOn } from "#app/domain/permissions/can.ts";
import { bodiesOver, relationOf, relations } from "#app/domain/permissions/relation.ts";
import type { Owned, Relation } from "#app/domain/permissions/relation.ts";
import { changeOf, peopleRight, reviewOf, rights, verbs } from "#app/domain/permissions/rights.ts";
import type { Right, Verb } from "#app/domain/permissions/rights.ts";
import { bodies, fits, roleBodies, roles } from "#app/domain/permissions/roles.ts";
import { organizationKindSchema } from "#schemas/people.ts";
import type { Membership, Role } from "#schemas/people.ts";

/** One organization with another in every relation to it. */
const mine = { leaId: "middle", orgId: "middle", above: ["north", "state"] };
const things: Record<Relation, Owned> = {
  own: { leaId: "middle", orgId: "middle", above: ["north", "state"] },
  parent: { leaId: "north", orgId: "north", above: ["state"] },
  child: { leaId: "middle", orgId: "a-school", above: ["middle", "north", "state"] },
  sibling: { leaId: "beside", orgId: "beside", above: ["north", "state"] },
  "other-county": { leaId: "far", orgId: "far", above: ["south", "state"] },
  deleted: { leaId: "middle", orgId: "middle", above: ["north", "state"], deleted: true },
  none: { leaId: "abroad", orgId: "abroad", above: [] },
};

/** The whole table once more, typed from the roles' description and not read from the program: verb, then role@relation. */
const expected: Record<Verb, string> = {
  "plan.read": "planner@own fiscal@own special-education@own superintendent@own board-viewer@own principal@parent council-secretary@parent support@own",
  "plan.change": "planner@own special-education@own",
  "money.change": "planner@own fiscal@own",
  "plan.import": "planner@own",
  "plan.approve": "superintendent@own",
  "plan.comment": "planner@own fiscal@own special-education@own superintendent@own board-viewer@own principal@parent council-secretary@parent",
  "comment.moderate": "planner@own",
  "document.export": "planner@own fiscal@own special-education@own superintendent@own board-viewer@own",
  "private.read": "planner@own special-education@own superintendent@own",
  "school.read": "principal@own council-secretary@own council-member@own planner@child fiscal@child special-education@child superintendent@child board-viewer@child",
  "school.change": "principal@own",
  "school.comment": "principal@own council-secretary@own council-member@own planner@child special-education@child",
  "school-comment.moderate": "principal@own council-secretary@own",
  "shared-comment.read": "county-reviewer@child county-administrator@child",
  "shared-comment.answer": "county-reviewer@child county-administrator@child",
  "school-plan.send": "principal@own",
  "school-plan.decide": "planner@child superintendent@child",
  "vote.record": "council-secretary@own",
  "submission.send": "planner@own superintendent@own",
  "submission.read": "planner@own fiscal@own special-education@own superintendent@own board-viewer@own county-reviewer@child county-administrator@child selpa-reader@child state-analyst@child state-administrator@child",
  "district-plan.review": "county-reviewer@child county-administrator@child",
  "district-plan.decide": "county-administrator@child",
  "review-list.read": "county-reviewer@own county-administrator@own",
  "review-checklist.change": "county-reviewer@own county-administrator@own",
  "office-calendar.read": "county-reviewer@own county-administrator@own state-analyst@own state-administrator@own",
  "office-calendar.share": "county-administrator@own state-administrator@own",
  "outside-filing.enter": "county-reviewer@own county-administrator@own",
  "charter-plan.review": "planner@child superintendent@child",
  "county-plan.review": "state-analyst@child state-administrator@child",
  "county-plan.decide": "state-administrator@child",
  "state-desk.read": "state-analyst@own state-administrator@own",
  "filing.note": "state-analyst@own state-administrator@own",
  "state-export.make": "state-analyst@own state-administrator@own",
  "people.read": "planner@own planner@child superintendent@own superintendent@child support@own",
  "people.change": "superintendent@own superintendent@child",
  "county-people.change": "county-administrator@own",
  "selpa-people.change": "state-administrator@child",
  "state-people.change": "state-administrator@own",
  "support.approve": "superintendent@own",
  "audit.read": "planner@own superintendent@own",
  "crosswalk.approve": "state-analyst@own state-administrator@own",
};

const as = (...held: Role[]) => ({ id: "somebody", memberships: held.map((role): Membership => ({ role, ...mine })) });

describe("the permission table", () => {
  test.each(verbs)("%s is allowed for the named roles and relations, and for no others (REL-A1)", (verb) => {
    const allowed = new Set(expected[verb].split(" "));
    const found = roles.flatMap((role) => relations.filter((relation) => can(as(role), verb, things[relation])).map((relation) => `${role}@${relation}`));
    expect(new Set(found)).toEqual(allowed);
  });

  test("every right has one accountable body, and only its roles change anything by it", () => {
    for (const [verb, right] of Object.entries(rights) as [Verb, Right][]) {
      expect(bodies, verb).toContain(right.accountable);
      const held = Object.keys(right.held) as Role[];
      expect(held.length, verb).toBeGreaterThan(0);
      if (right.changes) expect(held.filter((role) => roleBodies[role] !== right.accountable), verb).toEqual([]);
    }
  });

  test("nobody does anything to what is deleted or nobody's, and no membership is no right", () => {
    for (const verb of verbs) {
      for (const relation of ["deleted", "none"] as const) expect(can(as(...roles), verb, things[relation]), `${verb} ${relation}`).toBe(false);
      for (const relation of relations) expect(can(as(), verb, things[relation])).toBe(false);
      for (const empty of [{ leaId: "" }, { leaId: null }, { leaId: undefined }, { leaId: "middle", orgId: null }, { leaId: "middle", orgId: "" }]) expect(can(as(...roles), verb, empty), verb).toBe(false);
    }
  });

  test("an unknown verb is refused, also one that every object has", () => {
    for (const word of ["plan.burn", "toString", "__proto__"]) expect(can(as(...roles), word as Verb, things.own)).toBe(false);
  });

  test("one person with several hats has the rights of all", () => {
    expect(can(as("fiscal"), "plan.change", things.own)).toBe(false);
    expect(rightsOn(as("fiscal", "special-education"), things.own)).toEqual(expect.arrayContaining(["money.change", "plan.change"]));
  });

  test("who reviews is told by the kind of LEA, and no county decides on a charter's plan", () => {
    expect((["district", "charter", "coe"] as const).map((kind) => (rights[reviewOf[kind].review] as Right).accountable)).toEqual(["county", "lea", "state"]);
    expect(reviewOf.charter.decide).toBeNull();
    expect(bodies.every((body) => (rights[peopleRight[body]] as Right).changes)).toBe(true);
    expect(["lines", "revenues", "allocations", "goals", "answers"].map(changeOf)).toEqual(["money.change", "money.change", "money.change", "plan.change", "plan.change"]);
  });
});

describe("a relation", () => {
  test.each(relations)("%s is told from the tree", (relation) => expect(relationOf(mine, things[relation])).toBe(relation));

  test("a thing without an owner of its own belongs to its LEA", () => {
    expect(relationOf(mine, { leaId: "middle" })).toBe("own");
    expect(relationOf({ leaId: "middle", orgId: "a-school", above: ["middle", "north"] }, { leaId: "middle" })).toBe("parent");
  });

  test("bodies over an organization come nearest first, and a circle ends", () => {
    const edges = [{ orgId: "school", overId: "district" }, { orgId: "district", overId: "county" }, { orgId: "district", overId: "selpa" }, { orgId: "county", overId: "state" }, { orgId: "selpa", overId: "state" }, { orgId: "state", overId: "school" }];
    expect(bodiesOver("school", edges)).toEqual(["district", "county", "selpa", "state"]);
    expect(bodiesOver("alone", edges)).toEqual([]);
  });

  test("each role is held where it belongs: a charter is LEA and school, a county office overseer and LEA", () => {
    const at = (role: Role) => organizationKindSchema.options.filter((kind) => fits(role, kind));
    expect(at("planner")).toEqual(["coe", "district", "charter"]);
    expect(at("principal")).toEqual(["charter", "school"]);
    expect([at("county-reviewer"), at("selpa-reader"), at("state-analyst")]).toEqual([["coe"], ["selpa"], ["state"]]);
  });
});

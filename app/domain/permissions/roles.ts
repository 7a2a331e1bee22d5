// At which kind of organization is each role held, and which body does it act for?
import { bodySchema, roleSchema } from "#schemas/people.ts";
import type { Body, OrganizationKind, Role } from "#schemas/people.ts";

export const bodies = bodySchema.options;

export const roles = roleSchema.options;

/** One person may hold several: a small district's planner is often its fiscal and special education person too. */
export const roleBodies: Record<Role, Body> = {
  planner: "lea",
  fiscal: "lea",
  "special-education": "lea",
  superintendent: "lea",
  "board-viewer": "lea",
  principal: "school",
  "council-secretary": "school",
  "council-member": "school",
  "county-reviewer": "county",
  "county-administrator": "county",
  "selpa-reader": "selpa",
  "state-analyst": "state",
  "state-administrator": "state",
  support: "support",
};

/** A charter is LEA and school; a county office is an overseer and may be an LEA too. Support is let into one LEA at a time. */
const kindsOf: Record<Body, readonly OrganizationKind[]> = {
  lea: ["district", "charter", "coe"],
  school: ["school", "charter"],
  county: ["coe"],
  selpa: ["selpa"],
  state: ["state"],
  support: ["district", "charter", "coe"],
};

/** May this role be held at an organization of this kind? */
export const fits = (role: Role, kind: OrganizationKind): boolean => kindsOf[roleBodies[role]].includes(kind);

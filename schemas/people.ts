// Who holds which role where: the shapes that sessions, services and the policy share.
import { z } from "zod";

export const organizationKindSchema = z.enum(["state", "coe", "selpa", "district", "charter", "school"]);
export type OrganizationKind = z.infer<typeof organizationKindSchema>;

export const roleSchema = z.enum([
  "planner", "fiscal", "special-education", "superintendent", "board-viewer", "principal", "council-secretary", "council-member",
  "county-reviewer", "county-administrator", "selpa-reader", "state-analyst", "state-administrator", "support",
]);
export type Role = z.infer<typeof roleSchema>;

/** Who answers for something: an LEA, one of its schools, the county office as overseer, the SELPA, the state, or the support of this system. */
export const bodySchema = z.enum(["lea", "school", "county", "selpa", "state", "support"]);
export type Body = z.infer<typeof bodySchema>;

/** A role held now. `above`: ids of the bodies over the organization, nearest first. */
export type Membership = { role: Role; leaId: string; orgId: string; above: readonly string[] };

/** One dated edge upward: a school of a district, a charter of its authorizer, a member of a SELPA, an LEA in a county, a county office under the state. */
export type Edge = { orgId: string; overId: string };

/** Folded before it is compared or stored: NFKC, lower case, no blanks around. */
export const emailSchema = z.string().max(254).transform((typed) => typed.normalize("NFKC").trim().toLowerCase()).pipe(z.email("This is not an e-mail address."));
export const personNameSchema = z.string().trim().min(1, "Say the name.").max(200, "This name is longer than 200 characters.");
export const newPasswordSchema = z.string().min(12, "A password has 12 characters or more.").max(128, "A password has 128 characters at most.");

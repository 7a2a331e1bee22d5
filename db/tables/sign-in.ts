// Tables of passkeys, single sign-on, support and former names.
import type { Generated } from "kysely";

export type SignInTables = {
  person_passkey: { id: string; name: string | null; person_id: string; credential_id: string; created_at: Generated<Date> };
  support_staff: { person_id: string; named_at: Generated<Date> };
  sign_on: {
    lea_id: string; id: string; org_id: string; version: Generated<number>; label: string; domain: string; issuer: string; client_id: string; client_secret: string; verified_claim: string;
    set_at: Generated<Date>; ended_at: Date | null;
  };
  support_request: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; person_id: string; reason: string; hours: number; asked_at: Generated<Date>;
    decision: "approved" | "refused" | null; decided_at: Date | null; decided_by: string | null; membership_id: string | null;
  };
  organization_former: { lea_id: string; org_id: string; until: string; name: string; cds: string; version: Generated<number> };
};

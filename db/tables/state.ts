// Tables of the state's published facts: of no LEA, read by all.
import type { Generated } from "kysely";

export type StateTables = {
  state_file: { id: Generated<number>; kind: string; name: string; published_on: string | null; hash: string; rows: number; left_out: Generated<number>; loaded_by: string; loaded_at: Generated<Date> };
  state_organization: {
    cds: string; kind: "lea" | "school"; name: string; county: string; district: string; status: string; type: string; public: boolean | null; charter: boolean | null; city: string; zip: string; grades: string;
    opened_on: string | null; closed_on: string | null; file_id: number;
  };
};

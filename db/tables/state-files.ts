// The facts of the state's published files: of no LEA, read by all.
import type { JSONColumnType } from "kysely";

export type StateFileTables = {
  state_fact: { kind: string; key: string; layout: string; cds: string | null; year: number; name: string; cents: number | null; content: JSONColumnType<Record<string, string>>; file_id: number };
};

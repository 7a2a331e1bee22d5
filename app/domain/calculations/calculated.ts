// What a calculation answers with. Exact until display: money in cents, percentages as fractions of one.
import type Fraction from "fraction.js";
import type { PlanIndex, Catalogs, Place } from "#app/domain/plan/plan-index.ts";
import type { ActionTables } from "./action-tables.ts";

export type Calculated =
  | { kind: "money"; cents: number }
  | { kind: "percent"; value: Fraction }
  | { kind: "text"; text: string }
  | { kind: "list"; items: string[] }
  | { kind: "chart"; slices: { label: string; cents: number; percent?: Fraction; within?: string }[] }
  /** No answer because something is not filled in yet, or does not apply. */
  | { kind: "nothing" }
  /** No answer because the sum cannot be done (division by zero): the reason, for a finding. */
  | { kind: "impossible"; reason: string };

/** What every calculation may look at. The tables are worked out once for a reading. */
export type CalculationInput = { index: PlanIndex; catalogs: Catalogs; tables: ActionTables };
export type Calculation = (input: CalculationInput, place: Place) => Calculated;

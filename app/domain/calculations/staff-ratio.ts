// How many students per member of staff, at schools up to and above 55 percent unduplicated students? (lcap.md 5.1, R-IIS-7)
import Fraction from "fraction.js";
import type { AnswerValue, Organization } from "#schemas/plan.ts";
import type { Calculation, CalculationInput } from "./calculated.ts";
import { formatDecimal } from "./format.ts";

/** Exactly 55 percent belongs to the lower column. */
const highAbove = new Fraction(55);

/** Full-time equivalents as typed in a staff row; null where the cell is blank or no number. */
function fullTime(value: AnswerValue, column: "classified_fte" | "certificated_fte"): Fraction | null {
  if (typeof value !== "object" || value === null || "type" in value) return null;
  const typed = (value as Record<string, unknown>)[column];
  const text = typeof typed === "number" ? String(typed) : typeof typed === "string" ? typed.replaceAll(",", "").trim() : "";
  return /^\d+(\.\d+)?$/.test(text) ? new Fraction(text) : null;
}

/** The schools in a column of the table: by the unduplicated share held for each. A single-school LEA without schools of its own is its school. */
export function schoolsByConcentration({ index }: Pick<CalculationInput, "index">, column: "low" | "high"): Organization[] {
  const schools = index.schools.length > 0 ? index.schools : [index.lea];
  return schools.filter((school) => {
    const share = school.enrollment?.unduplicatedPercent;
    return share != null && new Fraction(share).gt(highAbove) === (column === "high");
  });
}

/** The staff row of a school: who works there, on the first Wednesday in October. */
export const staffRowOf = ({ index }: Pick<CalculationInput, "index">, schoolId: string) =>
  index.answersOf("cost.staff", index.plan.leaId).find(({ value }) => typeof value === "object" && value !== null && !("type" in value) && (value as Record<string, unknown>)["school"] === schoolId);

/**
 * "1:17" (students per full-time equivalent, to the whole student, half up), or "N/A" where no school is in the column or it has no such
 * staff. Nothing while a school of the column lacks its staff row or its enrolment: half a column would print a wrong ratio.
 */
export const staffRatio = (staff: "classified_fte" | "certificated_fte", column: "low" | "high"): Calculation => (input) => {
  const schools = schoolsByConcentration(input, column);
  if (input.index.answersOf("cost.staff", input.index.plan.leaId).length === 0) return { kind: "nothing" };
  let students = new Fraction(0);
  let people = new Fraction(0);
  for (const school of schools) {
    const row = staffRowOf(input, school.id);
    const fte = row ? fullTime(row.value, staff) : null;
    const enrolled = school.enrollment?.total ?? null;
    if (fte === null || enrolled === null) return { kind: "nothing" };
    students = students.add(enrolled);
    people = people.add(fte);
  }
  return { kind: "text", text: people.equals(0) ? "N/A" : `1:${formatDecimal(students.div(people), 0)}` };
};

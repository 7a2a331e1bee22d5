// Words of the page that shows the office's plans beside each other; fetched with it.
import { lookUpIn } from "./t.ts";

export const sayOfSides = lookUpIn({
  title: "Plans side by side",
  lead: "Every plan of a form and year that came to your office, with what your office decided so far; a dash is not decided yet. It is seen in your office only.",
  form: "Form and plan year",
  criteria: "The criteria",
  lines: "All lines",
  counts: "{{met}} met, {{notMet}} not met, {{notApplicable}} that do not apply",
  second: "Second reader",
  read: "{{name}}, has read it",
  notRead: "{{name}}, not yet",
  none: "No plan came to your office yet.",
} as const);

// Words of the calendar of a county office or the state; fetched with it.
import { lookUpIn } from "./t.ts";

export const sayOfOffice = lookUpIn({
  title: "Calendar of the office",
  link: "Calendar",
  lead: "The days that run for each plan that was sent here, and the plans that are still owed. A day that nobody has set is not shown.",
  nothing: "No day runs: nothing is open, and nothing is owed here.",
  nothingChosen: "Of what you chose no day runs now.",
  author: "The LEA or its board",
  reviewer: "This office, or whoever reviews the plan",
  who: "Whose turn",
  everybody: "Everybody’s",
  ours: "Only the reviewing office’s",
  waits: "Only what waits for us now",
  county: "County",
  allCounties: "All counties",
} as const);

// Words of the page on which an LEA's first plan begins.
import { lookUpIn } from "./t.ts";

export const sayOfBegin = lookUpIn({
  "begin.title": "Begin your plan",
  "begin.lead": "The plan begins empty, with your schools. On the next page you can start from last year's LCAP: its goals, metrics, actions and money are read from the file.",
  "begin.year": "Which year is the plan for?",
  "begin.running": "{{year}}, the year that runs",
  "begin.next": "{{year}}, the next year",
  "begin.later": "Later years start from this one.",
  "begin.do": "Begin the plan",
});

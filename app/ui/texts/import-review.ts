// Words of looking at a reading beside its document, fetched with the pages that need them.
import { lookUpIn } from "./t.ts";

export const sayOfReview = lookUpIn({
  former: "This plan is printed in the template of 2021-22 to 2023-24. That form has no type of goal and no state priorities by goal, so those are empty here. What it says otherwise than today's form, and tables of another year, were not read; they are listed below.",
  formerTitle: "An older form",
  page: "Page {{page}} of {{count}}",
  pane: "The document, page {{page}}",
  alt: "Page {{page}} of {{name}}, as it is printed. What was read from it stands beside it in words.",
  drawing: "Drawing page {{page}} …",
  failed: "This page could not be drawn. What was read from it still stands.",
  again: "Try again",
  before: "Page before",
  after: "Next page",
  large: "Open this page large",
  show: "Show page {{page}}",
  first: "Look at these first",
  firstLead: "Something about these rows is doubtful. They are taken only when you tick them.",
  leftOut: "left out by you",
  leaveOut: "Leave this row out",
  putBack: "Offer this row again",
  take: "Take this row into the plan",
  takeHint: "Corrections you typed go with it. The next row to look at follows.",
  nextDoubt: "Look at the next row",
  passage: "What the file says there",
  passageLead: "A file of this kind has no pages. These are its words at {{place}}.",
  noPicture: "The file is not kept any more, so its pages cannot be shown.",
  otherLea: "This document is of another LEA or school: say in the list that it is right, and take its rows there.",
});

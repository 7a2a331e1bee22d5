// Words for which side of its last day a plan came on; fetched with the pages that tell it.
import { lookUpIn } from "./t.ts";

export const sayOfSide = lookUpIn({
  "in-time": "in time (last day {{day}})",
  late: "late (last day {{day}})",
  "late-weekend": "after the last day ({{day}}), a weekend; whether that moves the day is not settled",
  "no-date": "no last day is known",
} as const);

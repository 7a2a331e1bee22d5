// Has the superintendent answered in writing what the committees said of the plan (lcap.md 8.1 D-3, D-4)?
import type { Rule } from "./rule.ts";

/** The committees of the LEA to which the plan is presented before adoption. */
const committees = ["parent-advisory-committee", "english-learner-parent-advisory-committee", "student-advisory-committee"];
const said = (value: unknown, name: string): string => (typeof value === "object" && value !== null && name in value ? String((value as Record<string, unknown>)[name] ?? "").trim() : "");

export const commentsAnswered: Rule = {
  id: "D-3",
  severity: "error",
  citation: "lcap.md 8.1 D-3, D-4; EC 52062(a)(1), (2), 52068(a)(1), (2)",
  title: "The superintendent has answered in writing what the advisory committees said of the plan (districts and county offices).",
  check: ({ index, catalogs }) => {
    if (index.lea.kind === "charter") return [];
    const label = (code: string) => catalogs["bodies"]?.entries.find((entry) => entry.code === code)?.label ?? code;
    return index
      .answersOf("approve.advice", index.orgId)
      .filter(({ value }) => committees.includes(said(value, "committee")) && said(value, "comment") !== "" && said(value, "reply") === "")
      .map(({ value }) => ({ at: "answers/approve.advice", message: `No written answer of the superintendent yet: ${label(said(value, "committee"))} commented on the plan. Answer the comment on the page of the meeting. The answer is due before adoption; that the plan is not sent without it is the portal's own choice.` }));
  },
};

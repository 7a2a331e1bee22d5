// Whom the LEA must consult, and what it says about it (lcap.md 3).
import { answerText, blank } from "./plan-facts.ts";
import type { Rule, RuleInput } from "./rule.ts";

/** Partner codes the catalog requires of the LEA's kind and no event names. */
function unconsulted({ index, catalogs }: RuleInput) {
  const met = new Set(index.plan.events.filter((event) => event.orgId === index.orgId).flatMap((event) => event.partners));
  return (catalogs["partners"]?.entries ?? []).filter((entry) => Array.isArray(entry["required_of"]) && entry["required_of"].includes(index.lea.kind) && !met.has(entry.code));
}

export const partnersConsulted: Rule = {
  id: "partners.required",
  severity: "error",
  citation: "lcap.md 3; EC 52060(g), 52066(g), 47606.5(d)",
  title: "Every partner the law names for the LEA's kind was consulted.",
  check: (input) => unconsulted(input).filter((entry) => entry.code !== "selpa").map((entry) => ({ at: "events", message: `No meeting or survey names ${entry.label} as partner. Add when and how they were consulted.` })),
};

export const selpaConsulted: Rule = {
  id: "partners.selpa",
  severity: "warning",
  citation: "lcap.md 3, 8.1 D-7; EC 52062; LC-13",
  title: "A district or county office consulted its special education local plan area (SELPA).",
  check: (input) => unconsulted(input).filter((entry) => entry.code === "selpa").map(() => ({ at: "events", message: "Add the consultation of the SELPA administrator on actions for students with disabilities." })),
};

export const eventsDescribed: Rule = {
  id: "partners.process",
  severity: "error",
  citation: "lcap.md 3",
  title: "Every meeting or survey says who took part and how.",
  check: ({ index }) =>
    index.plan.events
      .filter((event) => event.orgId === index.orgId)
      .flatMap((event) => [
        ...(event.partners.length === 0 && event.partnerLabel.trim() === "" ? [{ at: `events/${event.id}/partners`, message: "Say which partners took part in this meeting or survey." }] : []),
        ...(blank(event.method) ? [{ at: `events/${event.id}/method`, message: `Say how ${event.partnerLabel || "these partners"} were engaged.` }] : []),
      ]),
};

const mandatory = [
  ["who.district", "Describe the LEA, its schools and its students.", "lcap.md 3"],
  ["stand.performance", "Write the reflection on last year's performance, from the Dashboard and local data.", "lcap.md 3"],
  ["listen.influence", "Describe how feedback from educational partners influenced the plan.", "lcap.md 3"],
  ["cost.not_in_plan", "Say what the general fund spending that is not in the plan pays for.", "lcap.md 2.1"],
] as const;

export const mandatoryAnswers: Rule = {
  id: "answers.mandatory",
  severity: "error",
  citation: "lcap.md 2.1, 3",
  title: "The answers that every LEA owes are there: who we are, how we did, how partners influenced the plan, what the rest of the budget pays for.",
  check: ({ index }) => mandatory.filter(([key]) => answerText(index, key) === "").map(([key, message]) => ({ at: `answers/${key}`, message })),
};

export const shortfallExplained: Rule = {
  id: "answers.shortfall",
  severity: "error",
  citation: "lcap.md 2.3 (bop.s10)",
  title: "Where less was spent on contributing actions than budgeted, the effect on high needs students is described.",
  check: ({ index, tables: { symbols } }) =>
    symbols.difference_dollar.kind === "money" && symbols.difference_dollar.cents.gt(0) && answerText(index, "went.shortfall") === ""
      ? [{ at: "answers/went.shortfall", message: "Less was spent on contributing actions than budgeted. Say what that meant for high needs students." }]
      : [],
};

// Learning Recovery Emergency Block Grant: the statement, and what each of its actions must have (lcap.md 7 R-LREBG, 6.2 M-3).
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Action } from "#schemas/plan.ts";
import { actionsOfPlan, answerText, blank, capital, nameOfAction, names, plain } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

/** EC 52064.4: 1 July 2025 to 30 June 2028. */
const years = new Set(["2025-26", "2026-27", "2027-28"]);
const said = (index: PlanIndex): "yes" | "no" | null => {
  const answer = answerText(index, "cost.lrebg");
  return answer === "yes" || answer === "no" ? answer : null;
};
const hasMoney = (index: PlanIndex, action: Action): boolean => index.linesOf(action.id).some((line) => line.source === "lrebg" && line.kind === "planned" && line.year === index.plan.year && line.cents > 0);
const due = (index: PlanIndex): boolean => years.has(index.plan.year);
const recoveryActions = (index: PlanIndex): Action[] => (due(index) ? actionsOfPlan(index).filter((action) => action.purposes.includes("lrebg")) : []);
const namesGrant = (text: string): boolean => names(text, "Learning Recovery") || /\bLREBG\b/i.test(text);

export const recoveryStated: Rule = {
  id: "R-LREBG-1.statement",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-1; EC 52064.4, 32526",
  title: "In 2025-26 to 2027-28 the plan says whether it has unexpended Learning Recovery Emergency Block Grant funds.",
  check: ({ index }) => (due(index) && said(index) === null ? [{ at: "answers/cost.lrebg", message: "Say whether Learning Recovery Emergency Block Grant money is left. Look again each year: more was given out in October 2025." }] : []),
};

export const recoveryAction: Rule = {
  id: "R-LREBG-1.action",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-1; EC 52064.4; LC-12",
  title: "With unexpended Learning Recovery money there is an action for it; without, no action is marked or paid with it.",
  check: ({ index }) => {
    if (!due(index)) return [];
    const marked = recoveryActions(index);
    if (said(index) === "yes") return marked.length === 0 ? [{ at: "actions", message: "Learning Recovery money is left, so at least one action must use it until it is spent. Add one, or mark the action that does." }] : [];
    if (said(index) !== "no") return [];
    return actionsOfPlan(index)
      .filter((action) => marked.includes(action) || hasMoney(index, action))
      .map((action) => ({ at: `actions/${action.id}/purposes`, message: `${capital(nameOfAction(index, action))} uses Learning Recovery money, but the plan says that none is left. Correct one of them.` }));
  },
};

export const recoveryMarked: Rule = {
  id: "R-LREBG-2.marked",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-2; LC-12",
  title: "An action paid with Learning Recovery money is marked as such.",
  check: ({ index }) =>
    !due(index) ? [] : actionsOfPlan(index)
      .filter((action) => hasMoney(index, action) && !action.purposes.includes("lrebg"))
      .map((action) => ({ at: `actions/${action.id}/purposes`, message: `Mark ${nameOfAction(index, action)} as a Learning Recovery action: a line of it is paid from that grant.` })),
};

export const recoveryNamed: Rule = {
  id: "R-LREBG-2.named",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-2",
  title: "The text of a Learning Recovery action says that it is one.",
  check: ({ index }) =>
    recoveryActions(index)
      .filter((action) => !namesGrant(`${action.title}\n${plain(action.description)}\n${plain(action.lrebgWhy)}`))
      .map((action) => ({ at: `actions/${action.id}/description`, message: `Say in the description of ${nameOfAction(index, action)} that Learning Recovery Emergency Block Grant funds pay for it.` })),
};

export const recoveryResearch: Rule = {
  id: "R-LREBG-2.research",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-2",
  title: "A Learning Recovery action says how research supports it.",
  check: ({ index }) =>
    recoveryActions(index)
      .filter((action) => (action.evidence?.citation.trim() ?? "") === "" && !/research|evidence|stud(y|ies)/i.test(plain(action.lrebgWhy)))
      .map((action) => ({ at: `actions/${action.id}/evidence`, message: `Say which research supports ${nameOfAction(index, action)}.` })),
};

export const recoveryMetric: Rule = {
  id: "M-3",
  severity: "error",
  citation: "lcap.md 6.2 M-3, 7 R-LREBG-2",
  title: "A Learning Recovery action has at least one metric of its goal.",
  check: ({ index }) =>
    recoveryActions(index)
      .filter((action) => !action.metricIds.some((id) => index.metric.get(id)?.goalId === action.goalId))
      .map((action) => ({ at: `actions/${action.id}/metricIds`, message: `Choose a metric of its goal that shows whether ${nameOfAction(index, action)} works; an existing one will do.` })),
};

export const recoveryAmount: Rule = {
  id: "R-LREBG-2.amount",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-2",
  title: "A Learning Recovery action has its amount of that money.",
  check: ({ index }) => recoveryActions(index).filter((action) => !hasMoney(index, action)).map((action) => ({ at: `actions/${action.id}/lines`, message: `Add the line of Learning Recovery money that pays for ${nameOfAction(index, action)}.` })),
};

export const recoveryRationale: Rule = {
  id: "R-LREBG-3",
  severity: "error",
  citation: "lcap.md 7 R-LREBG-3; EC 32526(c)(2), (d)",
  title: "A Learning Recovery action gives its rationale: the allowable use, and the need found in the needs assessment.",
  check: ({ index }) =>
    recoveryActions(index).flatMap((action) => [
      ...(blank(action.lrebgWhy) ? [{ at: `actions/${action.id}/lrebgWhy`, message: `Say which allowable use (EC 32526(c)(2)) ${nameOfAction(index, action)} is and how it meets the need found in the assessment.` }] : []),
      ...(action.needIds.length === 0 ? [{ at: `actions/${action.id}/needIds`, message: `Link the need of the needs assessment that ${nameOfAction(index, action)} meets.` }] : []),
    ]),
};

export const recoveryAnalysed: Rule = {
  id: "R-LREBG-4",
  severity: "warning",
  citation: "lcap.md 7 R-LREBG-4; EC 52064.4(a)(1)",
  title: "The goal analysis tells how planned Learning Recovery spending of last year was carried out (from the second plan of these years on).",
  check: ({ index }) => {
    if (!years.has(index.plan.opening?.year ?? "")) return [];
    const before = new Set(index.plan.opening?.actions.map((action) => action.lineageId) ?? []);
    const goals = new Set(recoveryActions(index).filter((action) => before.has(action.lineageId)).map((action) => action.goalId));
    return [...goals]
      .filter((id) => !namesGrant(["went.done", "went.money", "went.effect"].map((key) => answerText(index, key, id)).join("\n")))
      .map((id) => ({ at: `answers/went.done/${id}`, message: `Goal ${index.goalNumber.get(id)} had Learning Recovery actions last year. Tell in its analysis how that spending was carried out.` }));
  },
};

export const recoveryUnread: Rule = {
  id: "R-LREBG-5",
  severity: "info",
  citation: "lcap.md 7 R-LREBG-5; EC 52064.4(a)(6), text not obtained",
  title: "The 2027-28 plan has a further Learning Recovery requirement whose text was not obtained: read the law.",
  check: ({ index }) => (index.plan.year === "2027-28" ? [{ at: "answers/cost.lrebg", message: "EC 52064.4(a)(6) asks something more of the 2027-28 plan about Learning Recovery money. Its text was not available when this check was written: read it before adoption." }] : []),
};

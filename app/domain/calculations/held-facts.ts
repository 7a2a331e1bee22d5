// Sentences and lists that follow from facts the plan holds: lowest performance levels, learning recovery money, consultation, priorities.
import { longDay } from "#app/domain/documents/long-day.ts";
import type { Calculation } from "./calculated.ts";
import { labelIn } from "./metric-difference.ts";

/**
 * Schools and student groups at the lowest performance level (colour 1) of the cycle's baseline Dashboard: the list stays the same for the
 * whole cycle (lcap.md 3, R-RED-2). One line per LEA or school: "Lincoln High: Suspension (All, English Learners); Graduation (All)".
 */
export const redAtBaseline: Calculation = (input) => {
  const { plan } = input.index;
  const lowest = plan.dashboard.filter((result) => result.year === plan.cycle.baselineDashboardYear && result.color === 1);
  const lines = plan.organizations.flatMap((organization) => {
    const byIndicator = new Map<string, string[]>();
    for (const result of lowest.filter((one) => one.orgId === organization.id)) {
      byIndicator.set(result.indicator, [...(byIndicator.get(result.indicator) ?? []), labelIn(input, "student-groups", result.group)]);
    }
    if (byIndicator.size === 0) return [];
    return [`${organization.name}: ${[...byIndicator].map(([indicator, groups]) => `${labelIn(input, "indicators", indicator)} (${groups.join(", ")})`).join("; ")}`];
  });
  return lines.length === 0 ? { kind: "nothing" } : { kind: "list", items: lines };
};

/** Says whether unexpended Learning Recovery Emergency Block Grant money exists and which actions use it (R-LREBG-1); nothing until answered. */
export const lrebgStatement: Calculation = ({ index }) => {
  const answer = index.answersOf("cost.lrebg", index.plan.leaId)[0]?.value;
  if (answer === "no") return { kind: "text", text: `${index.lea.name} does not have unexpended Learning Recovery Emergency Block Grant (LREBG) funds for the ${index.plan.year} school year.` };
  if (answer !== "yes") return { kind: "nothing" };
  const numbers = index.goals.flatMap((goal) => index.actionsOf(goal.id).filter((action) => action.purposes.includes("lrebg")).map((action) => index.actionNumber.get(action.id) ?? ""));
  const where = numbers.length === 0 ? "" : ` They are used for ${numbers.length === 1 ? "action" : "actions"} ${numbers.join(", ")}.`;
  return { kind: "text", text: `${index.lea.name} has unexpended Learning Recovery Emergency Block Grant (LREBG) funds for the ${index.plan.year} school year.${where}` };
};

/** The consultations with partners at schools that generate Equity Multiplier funds, for the goals those schools require (R-EM-4). */
export const consultation: Calculation = ({ index }, { goal }) => {
  if (goal && goal.kind !== "equity-multiplier-focus") return { kind: "nothing" };
  const items = index.rowsOf("events", index.orgId)
    .filter((event) => event.topics.includes("equity-multiplier"))
    .sort((a, b) => (a.heldOn ?? "").localeCompare(b.heldOn ?? "") || a.order - b.order)
    .map((event) => [event.dateText || (event.heldOn && longDay(event.heldOn)), event.partnerLabel].filter(Boolean).join(": "))
    .filter((item) => item !== "");
  return items.length === 0 ? { kind: "nothing" } : { kind: "list", items };
};

/** State priorities that follow from the required metrics of a goal: "4E" stands under priority 4. As the form prints them. */
export const prioritiesOfMetrics: Calculation = (input, { goal }) => {
  if (!goal) return { kind: "nothing" };
  const numbers = new Set(input.index.metricsOf(goal.id).flatMap((metric) => metric.codes.flatMap((code) => /^\d+/.exec(code)?.[0] ?? [])));
  const items = [...numbers].sort((a, b) => Number(a) - Number(b)).map((number) => labelIn(input, "state-priorities", number));
  return items.length === 0 ? { kind: "nothing" } : { kind: "list", items };
};

// Equity Multiplier funds: the goals, groups, metrics, consultation and evidence they require (lcap.md 7 R-EM, 6.2 M-2).
import type { Catalogs, PlanIndex } from "#app/domain/plan/plan-index.ts";
import { answerText, equityMultiplierSchools, nameOfGoal, names, namesSchool, plain } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

const groupLabel = (catalogs: Catalogs, code: string): string => catalogs["student-groups"]?.entries.find((entry) => entry.code === code)?.label ?? code;

export const equityMultiplierGoal: Rule = {
  id: "R-EM-1",
  severity: "error",
  citation: "lcap.md 7 R-EM-1; EC 42238.024, 52064(d)(7)",
  title: "Each school that generates Equity Multiplier funds has an Equity Multiplier focus goal.",
  check: ({ index }) => {
    const covered = new Set(index.goals.filter((goal) => goal.kind === "equity-multiplier-focus").flatMap((goal) => (goal.schoolIds.length > 0 ? goal.schoolIds : [index.plan.leaId])));
    return equityMultiplierSchools(index)
      .filter((school) => !covered.has(school.id))
      .map((school) => ({ at: "goals", message: `${school.name} generates Equity Multiplier funds, so it needs an Equity Multiplier focus goal that names it as one of its schools.` }));
  },
};

/** Groups at the lowest level on the newest Dashboard held for a school. */
function lowestGroups(index: PlanIndex, schoolId: string): string[] {
  const results = index.plan.dashboard.filter((result) => result.orgId === schoolId);
  const newest = Math.max(...results.map((result) => result.year));
  return [...new Set(results.filter((result) => result.year === newest && result.color === 1).map((result) => result.group))];
}

export const equityMultiplierGroups: Rule = {
  id: "R-EM-2",
  severity: "error",
  citation: "lcap.md 7 R-EM-2; EC 52064(d)(7)",
  title: "The Equity Multiplier goal of a school covers every student group at the lowest level there: a linked need names the group.",
  check: ({ index, catalogs }) =>
    equityMultiplierSchools(index).flatMap((school) => {
      const goals = index.goals.filter((goal) => goal.kind === "equity-multiplier-focus" && (goal.schoolIds.includes(school.id) || (goal.schoolIds.length === 0 && school.id === index.plan.leaId)));
      const [first] = goals;
      if (!first) return [];
      const covered = new Set(goals.flatMap((goal) => goal.needIds.flatMap((id) => index.need.get(id)?.groups ?? [])));
      return lowestGroups(index, school.id)
        .filter((group) => !covered.has(group))
        .map((group) => ({ at: `goals/${first.id}/needIds`, message: `${groupLabel(catalogs, group)} at ${school.name} is at the lowest level. Link a need of this group to ${nameOfGoal(index, first)}.` }));
    }),
};

export const equityMultiplierMetrics: Rule = {
  id: "M-2",
  severity: "error",
  citation: "lcap.md 6.2 M-2",
  title: "An Equity Multiplier goal has a metric for each student group at the lowest level at each of its schools.",
  check: ({ index, catalogs }) =>
    index.goals
      .filter((goal) => goal.kind === "equity-multiplier-focus")
      .flatMap((goal) => {
        const metrics = index.metricsOf(goal.id);
        const measured = new Set(metrics.flatMap((metric) => [...metric.groups, ...index.valuesOf(metric.id).map((value) => value.group)]));
        return goal.schoolIds.flatMap((id) =>
          lowestGroups(index, id)
            .filter((group) => !measured.has(group))
            .map((group) => ({ at: `goals/${goal.id}/metrics`, message: `Add a metric for ${groupLabel(catalogs, group)} at ${index.organizations.get(id)?.name ?? id} to ${nameOfGoal(index, goal)}.` })),
        );
      }),
};

export const equityMultiplierShared: Rule = {
  id: "R-EM-3",
  severity: "warning",
  citation: "lcap.md 7 R-EM-3",
  title: "One Equity Multiplier goal for several schools is only for schools with the same lowest-level groups, or similar educator issues.",
  check: ({ index }) =>
    index.goals
      .filter((goal) => goal.kind === "equity-multiplier-focus" && goal.schoolIds.length > 1)
      .filter((goal) => new Set(goal.schoolIds.map((id) => lowestGroups(index, id).sort().join())).size > 1)
      .map((goal) => ({ at: `goals/${goal.id}/schoolIds`, message: `The schools of ${nameOfGoal(index, goal)} do not have the same student groups at the lowest level. Make one goal per school, or name the educator issues they share in the explanation.` })),
};

export const equityMultiplierSchoolsInGoal: Rule = {
  id: "R-EM-4.goal",
  severity: "error",
  citation: "lcap.md 7 R-EM-4, 4.1",
  title: "An Equity Multiplier goal says for which schools it is: by its links, which the form prints, or by name in its explanation.",
  check: ({ index }) => {
    const schools = equityMultiplierSchools(index).filter((school) => school.id !== index.plan.leaId);
    return index.goals
      .filter((goal) => goal.kind === "equity-multiplier-focus" && goal.schoolIds.length === 0 && schools.length > 0 && !schools.some((school) => namesSchool(plain(goal.why), school.name)))
      .map((goal) => ({ at: `goals/${goal.id}/why`, message: `Choose the schools of ${nameOfGoal(index, goal)}, or name them in its explanation.` }));
  },
};

export const equityMultiplierSchoolsNamed: Rule = {
  id: "R-EM-4.general",
  severity: "error",
  citation: "lcap.md 3, 7 R-EM-4",
  title: "The general information names every school that generates Equity Multiplier funds; those on the held list the form adds itself.",
  check: ({ index }) => {
    const text = answerText(index, "who.district");
    return equityMultiplierSchools(index)
      .filter((school) => school.id !== index.plan.leaId && !school.equityMultiplier && !namesSchool(text, school.name))
      .map((school) => ({ at: "answers/who.district", message: `Name ${school.name} in the description of the LEA: it receives Equity Multiplier funds.` }));
  },
};

export const equityMultiplierConsulted: Rule = {
  id: "R-EM-4.consulted",
  severity: "error",
  citation: "lcap.md 3, 7 R-EM-4",
  title: "Partners at schools that generate Equity Multiplier funds were consulted.",
  check: ({ index }) =>
    equityMultiplierSchools(index).length > 0 && !index.plan.events.some((event) => event.orgId === index.orgId && event.topics.includes("equity-multiplier"))
      ? [{ at: "events", message: "Add the meetings with partners at the schools that generate Equity Multiplier funds, with the topic Equity Multiplier." }]
      : [],
};

export const equityMultiplierInfluence: Rule = {
  id: "R-EM-4.influence",
  severity: "warning",
  citation: "lcap.md 3, 7 R-EM-4",
  title: "How the plan was influenced tells about the Equity Multiplier goals too.",
  check: ({ index }) => {
    const schools = equityMultiplierSchools(index);
    const text = answerText(index, "listen.influence");
    return schools.length === 0 || names(text, "Equity Multiplier") || schools.some((school) => namesSchool(text, school.name))
      ? []
      : [{ at: "answers/listen.influence", message: "Say how feedback from the schools that generate Equity Multiplier funds influenced their focus goal." }];
  },
};

export const equityMultiplierEvidence: Rule = {
  id: "R-EM-5",
  severity: "warning",
  citation: "lcap.md 7 R-EM-5; EC 42238.024(b)(1)",
  title: "An action paid with Equity Multiplier funds rests on evidence.",
  check: ({ index }) =>
    index.goals.flatMap((goal) =>
      index
        .actionsOf(goal.id)
        .filter((action) => index.linesOf(action.id).some((line) => line.source === "equity-multiplier" && line.kind === "planned") && (action.evidence === null || (action.evidence.tier === null && action.evidence.citation.trim() === "")))
        .map((action) => ({ at: `actions/${action.id}/evidence`, message: `Say on which research action ${index.actionNumber.get(action.id)} rests: Equity Multiplier funds pay for evidence-based services, added to what other money already pays.` })),
    ),
};

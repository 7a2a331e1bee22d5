// Actions the plan must have because of a status, a count or a Dashboard result (lcap.md 7 R-RED, R-EL, R-TA, R-CSI, R-FY).
import type { Organization } from "#schemas/plan.ts";
import { actionsOfPlan, answerText, holdersOf, needsOf, statusesIn } from "./plan-facts.ts";
import type { Rule, RuleInput } from "./rule.ts";

const labelOf = ({ catalogs }: Pick<RuleInput, "catalogs">, catalog: string, code: string): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;

export const redCovered: Rule = {
  id: "R-RED-1",
  severity: "error",
  citation: "lcap.md 7 R-RED-1; DS-14",
  title: "Every school and student group at the lowest level of the cycle's first Dashboard has an action directed to it and to that indicator.",
  check: (input) => {
    const { index } = input;
    const { plan } = index;
    const served = actionsOfPlan(index).flatMap((action) => needsOf(index, action));
    const covers = (organization: Organization, group: string, indicator: string) =>
      served.some((need) => need.area === indicator && need.groups.includes(group) && (organization.id === plan.leaId ? need.siteId === null || need.siteId === plan.leaId : need.siteId === organization.id));
    return plan.dashboard
      .filter((result) => result.year === plan.cycle.baselineDashboardYear && result.color === 1)
      .flatMap((result) => {
        const organization = index.organizations.get(result.orgId);
        if (!organization || covers(organization, result.group, result.indicator)) return [];
        const who = `${labelOf(input, "student-groups", result.group)} at ${organization.name}`;
        return [{ at: "needs", message: `${who}, ${labelOf(input, "indicators", result.indicator)}: lowest level on the ${result.year} Dashboard. Write this need (group, indicator${organization.id === plan.leaId ? "" : ", school"}) and link it to an action that is directed to it.` }];
      });
  },
};

export const redListHeld: Rule = {
  id: "R-RED-2",
  severity: "warning",
  citation: "lcap.md 7 R-RED-2, 3",
  title: "The results of the cycle's first Dashboard are held, so that the list of lowest performance stays the same for three years.",
  check: ({ index: { plan } }) => {
    const year = plan.cycle.baselineDashboardYear;
    return year === null || !plan.dashboard.some((result) => result.year === year) ? [{ at: "dashboard", message: year === null ? "Say which Dashboard this cycle starts from." : `No results of the ${year} Dashboard are held here. Import them: the plan lists every lowest level of that year.` }] : [];
  },
};

const purposesForEnglishLearners = [
  ["language-acquisition", "language acquisition programs"],
  ["teacher-learning-el", "professional development for teachers of English learners"],
] as const;
const englishLearners = ({ index }: RuleInput) => ({ all: index.lea.enrollment?.englishLearners ?? 0, longTerm: index.lea.enrollment?.longTermEnglishLearners ?? 0 });

export const englishLearnersCounted: Rule = {
  id: "profile.english-learners",
  severity: "warning",
  citation: "lcap.md 7 R-EL-1",
  title: "The counts of English learners and long-term English learners are held: without them nobody can tell which actions are required.",
  check: ({ index: { lea } }) => (lea.enrollment?.englishLearners == null || lea.enrollment.longTermEnglishLearners === null ? [{ at: `organizations/${lea.id}/enrollment`, message: "Enter how many English learners and long-term English learners the LEA has." }] : []),
};

export const englishLearnerActions: Rule = {
  id: "R-EL-1",
  severity: "error",
  citation: "lcap.md 7 R-EL-1; EC 306",
  title: "With 30 English learners or 15 long-term English learners, there are actions on language acquisition programs and on teachers' professional development.",
  check: (input) => {
    const { all, longTerm } = englishLearners(input);
    if (all < 30 && longTerm < 15) return [];
    const purposes = new Set(actionsOfPlan(input.index).flatMap((action) => action.purposes));
    return purposesForEnglishLearners.filter(([purpose]) => !purposes.has(purpose)).map(([, words]) => ({ at: "actions", message: `The LEA has ${all} English learners and ${longTerm} long-term English learners, so an action on ${words} is required. Add one, or mark the action that does it.` }));
  },
};

export const bothEnglishLearnerGroups: Rule = {
  id: "R-EL-2",
  severity: "error",
  citation: "lcap.md 7 R-EL-2",
  title: "With 30 English learners and 15 long-term English learners, actions are for both groups.",
  check: (input) => {
    const { all, longTerm } = englishLearners(input);
    if (all < 30 || longTerm < 15) return [];
    const groups = new Set(actionsOfPlan(input.index).filter((action) => purposesForEnglishLearners.some(([purpose]) => action.purposes.includes(purpose))).flatMap((action) => action.groups));
    return ["EL", "LTEL"].filter((group) => !groups.has(group)).map((group) => ({ at: "actions", message: `No action on language acquisition or teachers' professional development names ${labelOf(input, "student-groups", group)} as its student group; both groups are required.` }));
  },
};

export const assistanceAction: Rule = {
  id: "R-TA-1.action",
  severity: "error",
  citation: "lcap.md 7 R-TA-1; EC 47607.3, 52071, 52071.5, 52072, 52072.5",
  title: "An LEA eligible for technical assistance has actions that carry out that work.",
  check: ({ index, catalogs }) => {
    const eligible = holdersOf(index, statusesIn(catalogs, "assistance", true)).some((organization) => organization.id === index.plan.leaId);
    return eligible && !actionsOfPlan(index).some((action) => action.purposes.includes("technical-assistance")) ? [{ at: "actions", message: "The LEA is eligible for technical assistance. Add an action that carries out this work, or mark the action that does." }] : [];
  },
};

export const assistanceDescribed: Rule = {
  id: "R-TA-1.prompt",
  severity: "error",
  citation: "lcap.md 3, 7 R-TA-1",
  title: "An LEA eligible for or receiving technical assistance describes the work under way.",
  check: ({ index, catalogs }) =>
    holdersOf(index, statusesIn(catalogs, "assistance")).length > 0 && answerText(index, "stand.assistance") === "" ? [{ at: "answers/stand.assistance", message: "Describe the work under way with technical assistance and why the LEA is eligible or asked for it." }] : [],
};

export const csiPrompts: Rule = {
  id: "R-CSI-1",
  severity: "error",
  citation: "lcap.md 3, 7 R-CSI-1",
  title: "With a school in comprehensive support and improvement, support and monitoring are described.",
  check: ({ index, catalogs }) => {
    const schools = holdersOf(index, statusesIn(catalogs, "csi"));
    if (schools.length === 0) return [];
    const list = schools.map((school) => school.name).join(", ");
    return ([["do.csi_support", "how the LEA supports these schools in making their improvement plans"], ["do.csi_monitor", "how the LEA monitors whether those plans are carried out and work"]] as const)
      .filter(([key]) => answerText(index, key) === "")
      .map(([key, what]) => ({ at: `answers/${key}`, message: `Describe ${what}: ${list}.` }));
  },
};

const supportTopics = [
  [/needs?[ -]assessment/i, "a school-level needs assessment"],
  [/evidence[ -]based/i, "evidence-based interventions"],
  [/inequit/i, "resource inequities"],
] as const;

export const csiSupportTopics: Rule = {
  id: "R-CSI-1.topics",
  severity: "warning",
  citation: "lcap.md 3; CS-3",
  title: "The support for identified schools covers needs assessment, evidence-based interventions and resource inequities.",
  check: ({ index, catalogs }) => {
    const text = answerText(index, "do.csi_support");
    if (text === "" || holdersOf(index, statusesIn(catalogs, "csi")).length === 0) return [];
    const missing = supportTopics.filter(([words]) => !words.test(text)).map(([, topic]) => topic);
    return missing.length === 0 ? [] : [{ at: "answers/do.csi_support", message: `The support for identified schools does not mention ${missing.join(", ")}.` }];
  },
};

export const fosterYouthServed: Rule = {
  id: "R-FY-1",
  severity: "info",
  citation: "lcap.md 7 R-FY-1, 6.1",
  title: "With 15 foster youth or more, an action for them is encouraged.",
  check: ({ index }) => {
    const count = index.lea.enrollment?.fosterYouth ?? 0;
    const served = actionsOfPlan(index).some((action) => action.groups.includes("FY") || action.unduplicatedGroups.includes("FY"));
    return count >= 15 && !served ? [{ at: "actions", message: `The LEA has ${count} foster youth and no action names them. An action for them is encouraged, not required.` }] : [];
  },
};

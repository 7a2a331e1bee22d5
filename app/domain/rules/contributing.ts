// Increased or improved services: what each contributing action, the add-on and the plan as a whole owe (lcap.md 5.1, 5.2, 7 R-IIS).
import Fraction from "fraction.js";
import { meetsRequiredPercentage } from "#app/domain/calculations/action-tables.ts";
import { formatMoney, formatPercent } from "#app/domain/calculations/format.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Action, Organization } from "#schemas/plan.ts";
import { actionsOfPlan, answerText, blank, capital, nameOfAction, needsOf, plain } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

const contributing = (index: PlanIndex): Action[] => actionsOfPlan(index).filter((action) => action.contributing === true);
/** Everything a person wrote about the need and the design of an action. */
const explanation = (index: PlanIndex, action: Action): string => [plain(action.description), plain(action.how), ...needsOf(index, action).map((need) => plain(need.unique))].join("\n");

export const scopeSaid: Rule = {
  id: "action.scope",
  severity: "error",
  citation: "lcap.md 5.2; LC-7",
  title: "A contributing action has exactly one scope, so that the totals by type add up to item 4.",
  check: ({ index }) =>
    contributing(index).filter((action) => action.scope === null).map((action) => ({ at: `actions/${action.id}/scope`, message: `Choose the scope of ${nameOfAction(index, action)}: LEA-wide, Schoolwide or Limited to Unduplicated Student Group(s).` })),
};

export const scopeOnlyContributing: Rule = {
  id: "action.scope-only-contributing",
  severity: "warning",
  citation: "lcap.md 5.2",
  title: "An action that does not contribute has no scope, unduplicated groups or planned percentage.",
  check: ({ index }) =>
    actionsOfPlan(index)
      .filter((action) => action.contributing === false && (action.scope !== null || action.unduplicatedGroups.length > 0))
      .map((action) => ({ at: `actions/${action.id}/${action.scope !== null ? "scope" : "unduplicatedGroups"}`, message: `${capital(nameOfAction(index, action))} is not contributing but has a scope or unduplicated groups. Mark it as contributing, or take them out.` })),
};

export const limitedIsLimited: Rule = {
  id: "action.limited",
  severity: "warning",
  citation: "lcap.md 7 (notes), 5.6 case D",
  title: "A limited action serves only unduplicated groups, and its text does not call it LEA-wide or schoolwide.",
  check: ({ index }) =>
    contributing(index)
      .filter((action) => action.scope === "limited")
      .flatMap((action) => [
        ...(action.groups.some((group) => group !== "LTEL" && !unduplicated.has(group)) ? [{ at: `actions/${action.id}/groups`, message: `${capital(nameOfAction(index, action))} is limited to unduplicated groups but names other student groups too. Change its scope or its groups.` }] : []),
        ...(/(LEA|district|school)[- ]?wide basis/i.test(explanation(index, action)) ? [{ at: `actions/${action.id}/scope`, message: `The text of ${nameOfAction(index, action)} speaks of an LEA-wide or schoolwide basis, but its scope is limited. Correct one of them.` }] : []),
      ]),
};

const unduplicated = new Set(["EL", "FY", "LI"]);

export const unduplicatedGroups: Rule = {
  id: "action.unduplicated-groups",
  severity: "error",
  citation: "lcap.md 5.2, 7",
  title: "A contributing action names its unduplicated groups: English learners, foster youth, low income, and no others.",
  check: ({ index }) =>
    contributing(index).flatMap((action) => {
      const others = action.unduplicatedGroups.filter((group) => !unduplicated.has(group));
      if (action.unduplicatedGroups.length === 0) return [{ at: `actions/${action.id}/unduplicatedGroups`, message: `Choose for which of English learners, foster youth and low-income students ${nameOfAction(index, action)} is principally directed.` }];
      return others.length === 0 ? [] : [{ at: `actions/${action.id}/unduplicatedGroups`, message: `${others.join(", ")} of ${nameOfAction(index, action)} is not an unduplicated group (long-term English learners count as English learners). Name it under student groups instead.` }];
    }),
};

export const contributingFunded: Rule = {
  id: "R-IIS-6",
  severity: "error",
  citation: "lcap.md 7 R-IIS-6, 5.2",
  title: "A contributing action has LCFF funds, or is limited, unfunded and has a planned percentage.",
  check: ({ tables, index }) =>
    tables.table2.rows
      .filter((row) => row.lcff <= 0 && !(row.action.scope === "limited" && row.plannedPercent?.gt(0)))
      .map((row) => ({ at: `actions/${row.action.id}/lines`, message: `${capital(nameOfAction(index, row.action))} contributes, so it needs LCFF funds, or, if it is limited and costs nothing, a planned percentage.` })),
};

export const plannedPercentPlace: Rule = {
  id: "action.planned-percent",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "A planned percentage is only for a limited contributing action without funding, and not negative.",
  check: ({ tables, index }) =>
    tables.table1.rows
      .filter((row) => row.plannedPercent !== null && !row.plannedPercent.equals(0) && !(row.contributing && row.action.scope === "limited" && row.total === 0 && row.plannedPercent.gt(0)))
      .map((row) => ({ at: `actions/${row.action.id}/plannedPercent`, message: `Take the planned percentage off ${nameOfAction(index, row.action)}: it is only for a contributing, limited action that no money pays for.` })),
};

export const uniqueNeed: Rule = {
  id: "R-IIS-1.need",
  severity: "error",
  citation: "lcap.md 7 R-IIS-1; 5 CCR 15496",
  title: "A contributing action has the unique identified need of the group it is for.",
  check: ({ index }) =>
    contributing(index)
      .filter((action) => needsOf(index, action).every((need) => blank(need.unique)))
      .map((action) => {
        const [need] = needsOf(index, action);
        return { at: need ? `needs/${need.id}/unique` : `actions/${action.id}/needIds`, message: need ? `Say what is particular to foster youth, English learners or low-income students in the need of ${nameOfAction(index, action)}.` : `Link the need that ${nameOfAction(index, action)} meets, and say there what is particular to foster youth, English learners or low-income students.` };
      }),
};

export const uniqueNeedNamesGroup: Rule = {
  id: "R-IIS-1.need-group",
  severity: "warning",
  citation: "lcap.md 7 R-IIS-1; LC-9",
  title: "A unique need names foster youth, English learners (or long-term) or low-income students.",
  check: ({ index }) => {
    const used = new Set(contributing(index).flatMap((action) => action.needIds));
    return index.plan.needs
      .filter((need) => used.has(need.id) && !blank(need.unique) && !/foster|english[ -]learn|multilingual learn|newcomer|low[ -]income|socio-?economic|unduplicated|\b(LT)?ELs?\b|\bFY\b|\bLI\b|\bSED\b/i.test(plain(need.unique)))
      .map((need) => ({ at: `needs/${need.id}/unique`, message: "This unique need names none of foster youth, English learners and low-income students. Say whose need it is." }));
  },
};

export const howDescribed: Rule = {
  id: "R-IIS-1.how",
  severity: "error",
  citation: "lcap.md 7 R-IIS-1; 5 CCR 15496",
  title: "A contributing action says how it meets the need and, if LEA-wide or schoolwide, why on that basis.",
  check: ({ index }) =>
    contributing(index)
      .filter((action) => blank(action.how))
      .map((action) => ({ at: `actions/${action.id}/how`, message: `Say how ${nameOfAction(index, action)} meets the need${action.scope === "limited" ? "" : " and why it is provided to the whole LEA or school"}.` })),
};

export const contributingMetric: Rule = {
  id: "M-1",
  severity: "error",
  citation: "lcap.md 6.2 M-1, 7 R-IIS-1",
  title: "A contributing action names the metric that shows whether it works.",
  check: ({ index }) => contributing(index).filter((action) => action.metricIds.length === 0).map((action) => ({ at: `actions/${action.id}/metricIds`, message: `Choose the metric that shows whether ${nameOfAction(index, action)} works for the students it is for.` })),
};

const below = (organization: Organization | undefined, percent: number): boolean => {
  const share = organization?.enrollment?.unduplicatedPercent;
  return share != null && new Fraction(share).lt(percent);
};
const saysMostEffective = (index: PlanIndex, action: Action): boolean => /effective(ly)? use|most effective/i.test(explanation(index, action));

export const mostEffectiveLeawide: Rule = {
  id: "R-IIS-2",
  severity: "warning",
  citation: "lcap.md 7 R-IIS-2; 5 CCR 15496(b) (M)",
  title: "In a school district below 55 percent unduplicated pupils, an LEA-wide contributing action also says why it is the most effective use of the funds.",
  check: ({ index }) =>
    index.lea.kind !== "district" || !below(index.lea, 55) ? [] : contributing(index)
      .filter((action) => action.scope === "leawide" && !saysMostEffective(index, action))
      .map((action) => ({ at: `actions/${action.id}/how`, message: `The district has ${index.lea.enrollment?.unduplicatedPercent}% unduplicated pupils, below 55%: say why ${nameOfAction(index, action)} is the most effective use of the funds, and on what basis (alternatives, research, experience, theory).` })),
};

export const mostEffectiveSchoolwide: Rule = {
  id: "R-IIS-3",
  severity: "warning",
  citation: "lcap.md 7 R-IIS-3; 5 CCR 15496(b) (M)",
  title: "In a school district, a schoolwide contributing action at a school below 40 percent unduplicated pupils also says why it is the most effective use of the funds.",
  check: ({ index }) =>
    index.lea.kind !== "district" ? [] : contributing(index)
      .filter((action) => action.scope === "schoolwide" && !saysMostEffective(index, action))
      .flatMap((action) => {
        const schools = action.location === "specific-schools" ? action.schoolIds.map((id) => index.organizations.get(id)) : index.schools;
        const low = schools.filter((school) => below(school, 40));
        return low.length === 0 ? [] : [{ at: `actions/${action.id}/how`, message: `${low.map((school) => school?.name).join(", ")} ${low.length === 1 ? "has" : "have"} less than 40% unduplicated pupils: say why ${nameOfAction(index, action)} is the most effective use of the funds, and on what basis.` }];
      }),
};

export const notConclusory: Rule = {
  id: "R-IIS-5",
  severity: "warning",
  citation: "lcap.md 7 R-IIS-5",
  title: "The explanation of a contributing action is more than a conclusion or a high percentage of pupils.",
  check: ({ index }) =>
    contributing(index)
      .filter((action) => !blank(action.how))
      .flatMap((action) => {
        const text = plain(action.how).trim();
        const words = text.split(/\s+/).length;
        const onlyShare = words < 40 && /(high|large|significant)\s+(percent(age)?|number|share|concentration|enrollment|population)/i.test(text);
        return words >= 8 && !onlyShare ? [] : [{ at: `actions/${action.id}/how`, message: onlyShare
          ? `A high percentage of unduplicated pupils is not enough: say how ${nameOfAction(index, action)} is designed to meet their need.`
          : `${words} words do not explain how ${nameOfAction(index, action)} is designed to meet the need. Say what it does differently for these students.` }];
      }),
};

export const percentMethod: Rule = {
  id: "iis.planned-percent-method",
  severity: "error",
  citation: "lcap.md 5.1",
  title: "Where an action counts with a planned percentage, the method behind the percentage is described.",
  check: ({ index, tables }) =>
    tables.symbols.T5.kind === "percent" && tables.symbols.T5.value.gt(0) && answerText(index, "cost.pct_method") === "" ? [{ at: "answers/cost.pct_method", message: "Describe how the planned percentages of improved services were worked out." }] : [],
};

const addOn = (index: PlanIndex): number => index.revenue("add-on-15", index.plan.year)?.cents ?? 0;

export const addOnWithinGrants: Rule = {
  id: "iis.add-on-within-grants",
  severity: "error",
  citation: "lcap.md 5.1",
  title: "The additional 15 percent concentration grant is part of item 2, so it is not more.",
  check: ({ index, tables: { symbols } }) =>
    symbols.A2.kind === "money" && symbols.A2.cents.lt(addOn(index)) ? [{ at: `revenues/add-on-15/${index.plan.year}`, message: `The additional concentration grant (${formatMoney(addOn(index))}) is more than all supplemental and concentration grants (${formatMoney(symbols.A2.cents)}), which include it. Correct one of them.` }] : [],
};

export const addOnPlan: Rule = {
  id: "R-IIS-7.plan",
  severity: "error",
  citation: "lcap.md 7 R-IIS-7; EC 42238.02",
  title: "With the additional concentration grant, the plan says how it adds staff, naming the actions.",
  check: ({ index }) => {
    if (addOn(index) <= 0) return [];
    const text = answerText(index, "cost.addon_plan");
    if (text === "") return [{ at: "answers/cost.addon_plan", message: "Say how the additional concentration grant adds or keeps staff at schools above 55 percent, with the goal and action numbers." }];
    return /\b\d+\.\d+\b/.test(text) ? [] : [{ at: "answers/cost.addon_plan", message: "Name the goal and action numbers (like 1.2) that the additional concentration grant pays for." }];
  },
};

export const addOnRatios: Rule = {
  id: "R-IIS-7.ratios",
  severity: "error",
  citation: "lcap.md 7 R-IIS-7, 5.1; EC 42238.02",
  title: "With the additional concentration grant, the staff-to-student ratios are complete.",
  check: (input) => {
    if (addOn(input.index) <= 0) return [];
    const open = ["classified_low", "classified_high", "certificated_low", "certificated_high"].some((cell) => calculations[`staff_ratio.${cell}`]?.(input, {}).kind === "nothing");
    return open ? [{ at: "answers/cost.staff", message: "Enter classified and certificated staff of every school (first Wednesday in October); a ratio also needs the school's enrollment and unduplicated share." }] : [];
  },
};

export const proportionality: Rule = {
  id: "R-IIS-8",
  severity: "error",
  citation: "lcap.md 7 R-IIS-8; EC 42238.07(a)(1), 52064(b)(8)(B), 5 CCR 15496(a)",
  title: "The planned percentage of increased or improved services is at least the required one (minimum proportionality).",
  check: ({ tables: { symbols }, index }) => {
    const { PP, PT, A1 } = symbols;
    if (meetsRequiredPercentage(symbols) !== false || PP.kind !== "percent" || PT.kind !== "percent" || A1.kind !== "money") return [];
    const short = PT.value.sub(PP.value);
    return [{ at: "actions", message: `${index.plan.year} plans ${formatPercent(PP.value, 3)} of increased or improved services but must reach ${formatPercent(PT.value, 3)}. Plan ${formatMoney(short.mul(A1.cents).ceil())} more LCFF funds for contributing actions.` }];
  },
};

export const carryoverStated: Rule = {
  id: "R-CARRY-1",
  severity: "info",
  citation: "lcap.md 7 R-CARRY-1, 5.3",
  title: "A carryover is carried into table 1 and added to the required percentage (the link holds by construction; this says what it means).",
  check: ({ tables: { symbols }, index }) => {
    const { D12, P13 } = symbols;
    return D12.kind === "money" && D12.cents.gt(0) && P13.kind === "percent"
      ? [{ at: `revenues/base/${index.priorYear}`, message: `${formatMoney(D12.cents)} (${formatPercent(P13.value, 3)}) of ${index.priorYear} was not used for increased or improved services. It is carried over and added to the required percentage of ${index.plan.year}.` }]
      : [];
  },
};

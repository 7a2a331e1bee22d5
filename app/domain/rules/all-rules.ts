// Every rule a plan is checked against, in the order a finding list reads: people and answers, goals, metrics, actions, money, analysis, adoption.
import type { Finding, Severity } from "#schemas/finding.ts";
import { actionTitled, actionDescribed, actionFunded, contributingSaid, actionGroups, actionLocation, actionOnce, personnelWithinTotal, fundsNotNegative, lineSource, lineObject, lineCounted } from "./actions.ts";
import { hearingBeforeAdoption, adoptedInTime, budgetWithPlan, indicatorsWithPlan } from "./adoption.ts";
import { commentsAnswered } from "./committee-comments.ts";
import { scopeSaid, scopeOnlyContributing, limitedIsLimited, unduplicatedGroups, contributingFunded, plannedPercentPlace, uniqueNeed, uniqueNeedNamesGroup, howDescribed, contributingMetric, mostEffectiveLeawide, mostEffectiveSchoolwide, notConclusory, percentMethod, addOnWithinGrants, addOnPlan, addOnRatios, proportionality, carryoverStated } from "./contributing.ts";
import { equityMultiplierGoal, equityMultiplierGroups, equityMultiplierMetrics, equityMultiplierShared, equityMultiplierSchoolsInGoal, equityMultiplierSchoolsNamed, equityMultiplierConsulted, equityMultiplierInfluence, equityMultiplierEvidence } from "./equity-multiplier.ts";
import { goalAnalysed, differentActionsNamed, ineffectiveActionsChanged } from "./goal-analysis.ts";
import { planHasGoals, goalDescribed, goalTyped, goalPriorities, goalExplained, focusGoalGrounds, goalHasActions, goalHasMetrics, prioritiesCovered } from "./goals.ts";
import { activityEnds, causeGrounded, districtHelpIsItsOwn, districtStepsSaid, elementReached, enrollmentAsHeld, evidenceNamed, groupsNamed, indicatorMeasured, inequitiesMet, lowResultNeeded, progressAgrees, sameGroupElsewhere } from "./identified-schools.ts";
import { recoveryStated, recoveryAction, recoveryMarked, recoveryNamed, recoveryResearch, recoveryMetric, recoveryAmount, recoveryRationale, recoveryAnalysed, recoveryUnread } from "./learning-recovery.ts";
import { metricNamed, metricBaseline, metricBaselineYear, valueDated, metricTarget, metricOutcome, baselineKept, requiredMetrics, metricOnce, valueOnce } from "./metrics.ts";
import { partnersConsulted, selpaConsulted, eventsDescribed, mandatoryAnswers, shortfallExplained } from "./partners.ts";
import { redCovered, redListHeld, englishLearnersCounted, englishLearnerActions, bothEnglishLearnerGroups, assistanceAction, assistanceDescribed, csiPrompts, csiSupportTopics, fosterYouthServed } from "./required-actions.ts";
import { actionReachesSchool, districtChanged, focusGoalReachesSchool, moneyOfAction, moneyOfActionSource, moneyOfActionUsed, schoolGoalRetired, schoolGoalServes, schoolPlanThere, strategyCarriesAction, strategyComplete, strategyOfIdentifiedSchool } from "./shared-goals.ts";
import { districtValueAtSchool, equalByChance, metricNamedAlike, newestBaseline, oneAmount, targetIsNumber, targetNotBackwards, valueAsPublished } from "./shared-metrics.ts";
import { causesOneList, reserveNotContributing, reserveReplaces, reserveSpent, reserveWaits, schoolSourceKnown, supportMoneyAtItsSchools, supportMoneyEvidence, supportMoneyForStaff, supportMoneyPlanned, supportMoneyRepeated, supportMoneyShared, withinAllocation } from "./school-money.ts";
import { consistencyReviewed, councilBeforeBoard, councilInBalance, councilNamedMet, councilSmall, councilTeachers, partnersHeardOnPlan, stateAfterBoard, votesInCycle } from "./school-votes.ts";
import { grantsEntered, sumsPossible, revenuesNotNegative, baseWithinLcff, otherLcffIsBase, overviewWithinGeneralFund, countyLcffParts, carryoverPercentKnown, openingYear, frozenLcffWithinTotal, estimatesEntered, actualPercentEntered } from "./tables.ts";
import type { Rule, RuleInput } from "./rule.ts";

/** Between the district's plan and its schools', and between programs (EC 52062(a)(4); overlap 5): asked of the LEA and of every school. */
export const rulesBetweenPlans: readonly Rule[] = [
  schoolPlanThere, schoolGoalServes, schoolGoalRetired, strategyCarriesAction, strategyOfIdentifiedSchool, actionReachesSchool, focusGoalReachesSchool, strategyComplete, districtChanged,
  metricNamedAlike, oneAmount, equalByChance, newestBaseline, districtValueAtSchool, targetNotBackwards, targetIsNumber, valueAsPublished, lowResultNeeded, indicatorMeasured,
  evidenceNamed, inequitiesMet, groupsNamed, districtStepsSaid, districtHelpIsItsOwn,
  moneyOfAction, moneyOfActionSource, moneyOfActionUsed, withinAllocation, schoolSourceKnown, supportMoneyAtItsSchools, supportMoneyForStaff, supportMoneyEvidence, supportMoneyShared, supportMoneyRepeated, supportMoneyPlanned, reserveSpent, reserveNotContributing, reserveWaits, reserveReplaces,
  elementReached, causeGrounded, activityEnds, sameGroupElsewhere,
  progressAgrees, councilNamedMet, partnersHeardOnPlan, councilBeforeBoard, votesInCycle, stateAfterBoard, consistencyReviewed, enrollmentAsHeld,
];

export const allRules: readonly Rule[] = [
  partnersConsulted, selpaConsulted, eventsDescribed, mandatoryAnswers, shortfallExplained,
  planHasGoals, goalDescribed, goalTyped, goalPriorities, goalExplained, focusGoalGrounds, goalHasActions, goalHasMetrics, prioritiesCovered,
  equityMultiplierGoal, equityMultiplierGroups, equityMultiplierMetrics, equityMultiplierShared, equityMultiplierSchoolsInGoal, equityMultiplierSchoolsNamed, equityMultiplierConsulted, equityMultiplierInfluence, equityMultiplierEvidence,
  metricNamed, metricBaseline, metricBaselineYear, valueDated, metricTarget, metricOutcome, baselineKept, requiredMetrics, metricOnce, valueOnce,
  actionTitled, actionDescribed, actionFunded, contributingSaid, actionGroups, actionLocation, actionOnce, personnelWithinTotal, fundsNotNegative, lineSource, lineObject, lineCounted,
  redCovered, redListHeld, englishLearnersCounted, englishLearnerActions, bothEnglishLearnerGroups, assistanceAction, assistanceDescribed, csiPrompts, csiSupportTopics, fosterYouthServed,
  scopeSaid, scopeOnlyContributing, limitedIsLimited, unduplicatedGroups, contributingFunded, plannedPercentPlace, uniqueNeed, uniqueNeedNamesGroup, howDescribed, contributingMetric, mostEffectiveLeawide, mostEffectiveSchoolwide, notConclusory, percentMethod, addOnWithinGrants, addOnPlan, addOnRatios, proportionality, carryoverStated,
  grantsEntered, sumsPossible, revenuesNotNegative, baseWithinLcff, otherLcffIsBase, overviewWithinGeneralFund, countyLcffParts, carryoverPercentKnown, openingYear, frozenLcffWithinTotal, estimatesEntered, actualPercentEntered,
  recoveryStated, recoveryAction, recoveryMarked, recoveryNamed, recoveryResearch, recoveryMetric, recoveryAmount, recoveryRationale, recoveryAnalysed, recoveryUnread,
  goalAnalysed, differentActionsNamed, ineffectiveActionsChanged,
  hearingBeforeAdoption, adoptedInTime, budgetWithPlan, indicatorsWithPlan, commentsAnswered,
  councilInBalance, councilTeachers, councilSmall, causesOneList,
  ...rulesBetweenPlans,
];

const weight: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** The rules an edition names, in the order of the list, as heavy as it says. */
export function rulesOf({ rules, severities = {} }: { rules: readonly string[]; severities?: Readonly<Record<string, Severity>> }): Rule[] {
  const named = new Set(rules);
  return allRules.filter((rule) => named.has(rule.id)).map((rule) => ({ ...rule, severity: severities[rule.id] ?? rule.severity }));
}

/** What the rules find: errors first, then warnings, then information; within these in the order of the rules and of the plan. */
export function runRules(input: RuleInput, rules: readonly Rule[] = allRules): Finding[] {
  return rules
    .flatMap((rule) => rule.check(input).map(({ at, message }) => ({ rule: rule.id, severity: rule.severity, at, message, citation: rule.citation })))
    .sort((a, b) => weight[a.severity] - weight[b.severity]);
}

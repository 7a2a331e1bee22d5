// What the plan of an identified school must show, and what the district's answers about such schools must not borrow (overlap 5.1, 5.2).
import { newestResults } from "#app/domain/calculations/school-plan.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { actionsOfPlan, answerText, capital, nameOfAction, plain, wordsOf } from "./plan-facts.ts";
import { districtActions, indicatorsOf, labelOf, metricsOfSchool, nameOfSchool, schoolOf, statusesOf, strategiesUnder, withDuty } from "./school-plans.ts";
import type { Rule, Trip } from "./rule.ts";

const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});
/** The words in a row's column "text". */
function textOf(value: unknown): string {
  const text = record(value)["text"];
  return typeof text === "string" ? text : typeof text === "object" && text !== null ? plainFromRichText(text as RichText) : "";
}
const words = (text: string): string[] => text.toLowerCase().match(/[a-z0-9'’]+/g) ?? [];

/** The first run of so many words that two texts share; "" where there is none. */
export function sharedRun(first: string, second: string, length = 8): string {
  const runs = new Set<string>();
  const other = words(second);
  for (let at = 0; at + length <= other.length; at += 1) runs.add(other.slice(at, at + length).join(" "));
  const own = words(first);
  for (let at = 0; at + length <= own.length; at += 1) {
    const run = own.slice(at, at + length).join(" ");
    if (runs.has(run)) return run;
  }
  return "";
}

export const districtHelpIsItsOwn: Rule = {
  id: "CS-4",
  severity: "warning",
  citation: "overlap.md 5.2 CS-4, FF-8; csi.md P-2, P-3",
  title: "How the district helps and monitors identified schools is not said in the words of a school's needs or strategies.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    const schools = index.schools.filter((school) => withDuty(index, catalogs, "district-steps", school.id).length > 0);
    const texts = schools.flatMap((school) => [
      ...index.plan.needs.filter((need) => need.orgId === school.id).map((need) => ({ school: school.name, text: plain(need.text) })),
      ...index.plan.actions.filter((action) => action.orgId === school.id).map((action) => ({ school: school.name, text: plain(action.description) })),
    ]);
    return (["do.csi_support", "do.csi_monitor"] as const).flatMap((key) => {
      const answer = answerText(index, key);
      const found = texts.map(({ school, text }) => ({ school, run: sharedRun(answer, text) })).find(({ run }) => run !== "");
      return found ? [{ at: `answers/${key}`, message: `"… ${found.run} …" stands in the plan of ${found.school} too. This question asks what the district does; what the school needs or does answers another.` }] : [];
    });
  },
};

export const indicatorMeasured: Rule = {
  id: "CS-5",
  severity: "error",
  citation: "overlap.md 5.2 CS-5; csi.md K-5",
  title: "An identified school measures each indicator it was identified for.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school) return [];
    const measured = new Set(metricsOfSchool(index).flatMap((metric) => indicatorsOf(catalogs, metric)));
    return [...new Set(withDuty(index, catalogs, "indicator-metrics").flatMap(({ status }) => status.indicators))]
      .filter((indicator) => !measured.has(indicator))
      .map((indicator) => ({ at: "metrics", message: `${school.name} was identified for ${labelOf(catalogs, "indicators", indicator)}, and none of its metrics is about it. Add one.` }));
  },
};

export const evidenceNamed: Rule = {
  id: "CS-6",
  severity: "error",
  citation: "overlap.md 5.2 CS-6; csi.md 4.4, K-4; spsa.md V-23",
  title: "The plan of an identified school has at least one strategy that rests on evidence.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    const statuses = school ? withDuty(index, catalogs, "evidence") : [];
    const rests = actionsOfPlan(index).some((action) => action.evidence?.tier != null && action.evidence.citation.trim() !== "");
    return school && statuses.length > 0 && !rests ? [{ at: "actions", message: `${school.name} (${statuses.map(({ entry }) => entry.label).join(", ")}) needs a strategy with its evidence: the tier and the study.` }] : [];
  },
};

export const inequitiesMet: Rule = {
  id: "CS-7",
  severity: "error",
  citation: "overlap.md 5.2 CS-7, FF-13; csi.md 4.4, K-3",
  title: "An identified school names the resource inequities it found, each with the action that puts it right.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school || withDuty(index, catalogs, "inequities").length === 0) return [];
    const rows = index.answersOf("stand.inequities", school.id);
    if (rows.length === 0) return [{ at: "answers/stand.inequities", message: `Say which resource inequities ${school.name} found, how, and which action puts each right.` }];
    return rows.flatMap((row) => {
      const linked = record(row.value)["actions"];
      const met = (Array.isArray(linked) && linked.length > 0) || index.plan.actions.some((action) => action.inequityIds.includes(row.id));
      return met ? [] : [{ at: "answers/stand.inequities", message: `The inequity "${textOf(row.value).slice(0, 60)}" has no action that puts it right. Link one.` }];
    });
  },
};

export const groupsNamed: Rule = {
  id: "CS-8",
  severity: "error",
  citation: "overlap.md 5.2 CS-8 (by name: M); csi.md K-6",
  title: "Every student group a school was identified for is served by name.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school) return [];
    const served = new Set(actionsOfPlan(index).flatMap((action) => action.groups));
    return [...new Set(withDuty(index, catalogs, "named-groups").flatMap(({ status }) => status.groups))]
      .filter((group) => !served.has(group))
      .map((group) => ({ at: "actions", message: `${school.name} was identified for ${labelOf(catalogs, "student-groups", group)}, and no strategy names them among the students it serves; "All" does not count.` }));
  },
};

export const districtStepsSaid: Rule = {
  id: "CS-9",
  severity: "error",
  citation: "overlap.md 5.2 CS-9, FF-9; csi.md 4.1",
  title: "The district says what it will do itself about the results of each identified school.",
  check: ({ index, catalogs }) => {
    const schools = schoolOf(index) ? [index.orgId] : index.schools.map((school) => school.id);
    return schools
      .filter((id) => withDuty(index, catalogs, "district-steps", id).length > 0)
      .filter((id) => !index.answersOf("do.csi_steps", index.plan.leaId, id).some((answer) => wordsOf(answer.value) !== ""))
      .map((id) => ({ at: "answers/do.csi_steps", message: `The district has not said what it will do itself about the results at ${nameOfSchool(index, id)}. Its answer is printed in the school's plan.` }));
  },
};

export const lowResultNeeded: Rule = {
  id: "DS-15",
  severity: "warning",
  citation: "overlap.md 5.1 DS-15 (our reading), FF-4",
  title: "A school's lowest results on the cycle's first Dashboard are a need in its plan, or have risen.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school || index.goals.length === 0) return [];
    const { plan } = index;
    const newest = newestResults(index);
    return plan.dashboard
      .filter((result) => result.orgId === school.id && result.year === plan.cycle.baselineDashboardYear && result.color === 1)
      .filter(({ group, indicator, year }) => !newest.some((now) => now.year > year && now.group === group && now.indicator === indicator && (now.color ?? 0) > 1))
      .filter(({ group, indicator }) => !plan.needs.some((need) => (need.orgId === school.id || need.siteId === school.id) && need.area === indicator && need.groups.includes(group)))
      .map(({ group, indicator, year }) => ({ at: "needs", message: `${labelOf(catalogs, "student-groups", group)}, ${labelOf(catalogs, "indicators", indicator)}: lowest level on the ${year} Dashboard, and no need of ${school.name} speaks of it.` }));
  },
};

export const progressAgrees: Rule = {
  id: "DS-23",
  severity: "warning",
  citation: "overlap.md 5.1 DS-23, FF-10",
  title: "What the district reports of an action and what a school reports of it do not contradict each other without a note.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    const carriedOut = (code: string | null): boolean | null => (code === "done" ? true : code === "dropped" ? false : null);
    return districtActions(index).flatMap((action) =>
      index.progressOf(action.id).flatMap((mine) =>
        strategiesUnder(index, action).flatMap((strategy): Trip[] =>
          index
            .progressOf(strategy.id)
            .filter((theirs) => theirs.period === mine.period && mine.note.trim() === "" && carriedOut(mine.status) !== null && carriedOut(theirs.status) !== null && carriedOut(mine.status) !== carriedOut(theirs.status))
            .map((theirs) => ({ at: `progress/${mine.id}/status`, message: `${capital(nameOfAction(index, action))} is reported as ${labelOf(catalogs, "progress-status", mine.status ?? "").toLowerCase()}, ${nameOfSchool(index, strategy.orgId)} reports ${labelOf(catalogs, "progress-status", theirs.status ?? "").toLowerCase()}. Correct one, or say in a note why both are right.` })),
        ),
      ),
    );
  },
};

const claimed = /\b(?:enroll(?:s|ed|ment of|ing)|serves?|serving)\s+(?:about |approximately |nearly |over )?([\d,]{2,7})\s+(?:students|pupils)|\b([\d,]{2,7})\s+(?:students|pupils)\s+(?:enrolled|in grades|from)/gi;

export const enrollmentAsHeld: Rule = {
  id: "DS-32",
  severity: "info",
  citation: "overlap.md 5.1 DS-32",
  title: "The enrollment a portrait names is the one that is held.",
  check: ({ index }) => {
    const organization = index.organizations.get(index.orgId);
    const total = organization?.enrollment?.total;
    const key = schoolOf(index) ? "who.school" : "who.district";
    if (total == null) return [];
    return [...answerText(index, key).matchAll(claimed)]
      .map((match) => match[1] ?? match[2] ?? "")
      .filter((figure) => Number(figure.replaceAll(",", "")) !== total)
      .slice(0, 1)
      .map((figure) => ({ at: `answers/${key}`, message: `The text speaks of ${figure} students; held is an enrollment of ${total.toLocaleString("en-US")}${organization?.enrollment?.countedOn ? ` on ${organization.enrollment.countedOn}` : ""}.` }));
  },
};

/** Elements of the state's newest special education letter: an indicator and a group with the value the letter gave. Earlier letters are on record for the forms that ask for them. */
export const letterElements = (index: PlanIndex): { id: string; indicator: string; group: string }[] =>
  index.answersOf("stand.letters", index.plan.leaId).flatMap((row) => {
    const value = record(row.value);
    const indicator = String(value["element_indicator"] ?? "").trim();
    return indicator === "" ? [] : [{ id: row.id, indicator, group: String(value["element_group"] ?? ""), cycle: String(value["cycle_year"] ?? "").trim() }];
  }).filter(({ cycle }, _, all) => cycle === "" || all.every((other) => other.cycle <= cycle));

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === "string" && value !== "" ? [value] : []);
const causesOf = (index: PlanIndex) => index.answersOf("stand.causes", index.plan.leaId).map((row) => ({ id: row.id, needs: listed(record(row.value)["needs"]), findings: listed(record(row.value)["findings"]), text: textOf(row.value) }));

export const elementReached: Rule = {
  id: "CM-1",
  severity: "error",
  citation: "overlap.md 5.4 CM-1; cim.md 6.3 (1), proposed",
  title: "Each element of the state's letter reaches a need, a cause, an activity and an outcome.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    const alike = (area: string | null, indicator: string): boolean => area !== null && [area, labelOf(catalogs, "indicators", area)].some((name) => name.toLowerCase().trim() === indicator.toLowerCase());
    const causes = causesOf(index);
    return letterElements(index).flatMap((element) => {
      const needs = index.plan.needs.filter((need) => need.orgId === index.plan.leaId && alike(need.area, element.indicator) && (element.group === "" || need.groups.includes(element.group)));
      const why = causes.filter((cause) => cause.needs.some((id) => needs.some((need) => need.id === id)));
      const activities = districtActions(index).filter((action) => action.causeIds.some((id) => why.some((cause) => cause.id === id)));
      const missing = needs.length === 0 ? "a need about it (area and group as in the letter)" : why.length === 0 ? "a cause of that need" : activities.length === 0 ? "an action that answers that cause" : activities.every((action) => action.metricIds.length === 0) ? "a metric that shows the outcome of that action" : "";
      const who = element.group === "" ? "" : `, ${labelOf(catalogs, "student-groups", element.group)}`;
      return missing === "" ? [] : [{ at: "answers/stand.letters", message: `"${element.indicator}"${who} stands in the state's letter and lacks ${missing}.` }];
    });
  },
};

export const causeGrounded: Rule = {
  id: "CM-2",
  severity: "error",
  citation: "overlap.md 5.4 CM-2; cim.md 6.3 (2), proposed",
  title: "Where the state wrote a letter, no high leverage activity is without a cause and no cause without a finding.",
  check: ({ index }) => {
    if (schoolOf(index) || index.answersOf("stand.letters", index.plan.leaId).length === 0) return [];
    return [
      ...districtActions(index).filter((action) => action.purposes.includes("high-leverage") && action.causeIds.length === 0).map((action) => ({ at: `actions/${action.id}/causeIds`, message: `${capital(nameOfAction(index, action))} is a high leverage activity and answers no cause. Link the cause.` })),
      ...causesOf(index).filter((cause) => cause.findings.length === 0).map((cause) => ({ at: "answers/stand.causes", message: `The cause "${cause.text.slice(0, 60)}" rests on no finding. Link what showed it.` })),
    ];
  },
};

export const activityEnds: Rule = {
  id: "CM-3",
  severity: "warning",
  citation: "overlap.md 5.4 CM-3, FF-26; cim.md 6.2",
  title: "A high leverage activity has an end; \"ongoing\" will not do.",
  check: ({ index }) =>
    schoolOf(index) ? [] : districtActions(index).filter((action) => action.purposes.includes("high-leverage") && action.endOn === null).map((action) => ({ at: `actions/${action.id}/endOn`, message: `${capital(nameOfAction(index, action))} is a high leverage activity without an end. Enter the day it ends.` })),
};

export const sameGroupElsewhere: Rule = {
  id: "CM-7",
  severity: "info",
  citation: "overlap.md 5.4 CM-7",
  title: "A group named in the state's letter that a school was identified for as well is shown to both authors.",
  check: ({ index, catalogs }) =>
    schoolOf(index)
      ? []
      : letterElements(index).filter((element) => element.group !== "").flatMap((element) => {
          const schools = index.schools.filter((school) => statusesOf(index, catalogs, school.id).some(({ status, entry }) => entry["school"] === true && status.groups.includes(element.group)));
          return schools.length === 0 ? [] : [{ at: "answers/stand.letters", message: `${labelOf(catalogs, "student-groups", element.group)}: named in the letter ("${element.indicator}"), and identified at ${schools.map((school) => school.name).join(", ")}. Read both needs side by side.` }];
        }),
};

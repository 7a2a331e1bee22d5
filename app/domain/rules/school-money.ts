// A school's money against what it was given, and money that comes with a status (overlap 5.1, 5.2).
import { ceisReserve } from "#app/domain/calculations/school-plan.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import { actionsOfPlan, capital, nameOfAction } from "./plan-facts.ts";
import { decidedOn, flagged, labelOf, moneyOfStatuses, nameOfSchool, plannedLines, schoolOf, statusesOf } from "./school-plans.ts";
import type { Rule, Trip } from "./rule.ts";

const given = (index: PlanIndex, siteId: string | null, program: string) => index.allocations.filter((row) => row.siteId === siteId && row.program === program && row.grantYear === index.plan.year);
const sum = (rows: readonly { cents: number }[]): number => rows.reduce((cents, row) => cents + row.cents, 0);

/** The school's planned lines, each piece of money once. */
function plannedAt(index: PlanIndex) {
  const seen = new Set<string>();
  return actionsOfPlan(index).flatMap((action) => plannedLines(index, action)).filter((line) => { const money = line.offeredFrom?.lineageId ?? line.lineageId; return !seen.has(money) && seen.add(money); });
}

export const withinAllocation: Rule = {
  id: "DS-20",
  severity: "warning",
  citation: "overlap.md 5.1 DS-20; spsa.md 5",
  title: "A school plans no more of a program's money than it was given.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school) return [];
    const lines = plannedAt(index);
    return [...new Set(lines.map((line) => line.source))].flatMap((source) => {
      const rows = given(index, school.id, source).filter((row) => !row.kept);
      const planned = sum(lines.filter((line) => line.source === source));
      return rows.length > 0 && planned > sum(rows) ? [{ at: "lines", message: `${school.name} plans ${formatMoney(planned)} of ${labelOf(catalogs, "funding-sources", source)} and was given ${formatMoney(sum(rows))}: ${formatMoney(planned - sum(rows))} too much.` }] : [];
    });
  },
};

export const schoolSourceKnown: Rule = {
  id: "DS-21",
  severity: "warning",
  citation: "overlap.md 5.1 DS-21; spsa.md 3.8",
  title: "A school's line of money names a source of the list: LCFF, a federal title and part, other state, local.",
  check: ({ index }) =>
    schoolOf(index)
      ? index.lines.filter((line) => line.orgId === index.orgId && line.fund === null).map((line) => ({ at: `lines/${line.id}/source`, message: `${formatMoney(line.cents)} has the source "${line.source}", which does not say where the money comes from. Choose a source from the list.` }))
      : [],
};

export const supportMoneyAtItsSchools: Rule = {
  id: "CS-10",
  severity: "error",
  citation: "overlap.md 5.2 CS-10; csi.md U-1 to U-3, K-7",
  title: "Money that comes with a status is spent at schools that hold it.",
  check: ({ index, catalogs }) =>
    [...moneyOfStatuses(catalogs)].flatMap(([status, source]) => {
      const holds = (id: string): boolean => statusesOf(index, catalogs, id).some((one) => one.entry.code === status);
      return index.lines
        .filter((line) => line.orgId === index.orgId && line.source === source && line.kind === "planned")
        .flatMap((line): Trip[] => {
          const action = line.actionId === null ? undefined : index.action.get(line.actionId);
          const site = line.siteId ?? (line.orgId === index.plan.leaId ? null : line.orgId);
          const wrong = site !== null ? (holds(site) ? [] : [nameOfSchool(index, site)]) : !action || action.location !== "specific-schools" ? ["all schools"] : action.schoolIds.filter((id) => !holds(id)).map((id) => nameOfSchool(index, id));
          return wrong.length === 0 ? [] : [{ at: `lines/${line.id}/source`, message: `${formatMoney(line.cents)} of ${labelOf(catalogs, "funding-sources", source)} goes to ${wrong.join(", ")}: not identified for it. Choose another source, or the identified school.` }];
        });
    }),
};

export const supportMoneyForStaff: Rule = {
  id: "CS-10.post",
  severity: "warning",
  citation: "overlap.md 5.2 CS-10; csi.md U-4",
  title: "Support money pays no additional permanent post.",
  check: ({ index, catalogs }) => {
    const sources = new Set(moneyOfStatuses(catalogs).values());
    return index.lines
      .filter((line) => line.orgId === index.orgId && line.kind === "planned" && line.personnel && line.cents > 0 && sources.has(line.source) && !/temporary|stipend|substitute|extra (duty|hours|time)|hourly|contract/i.test(line.note))
      .map((line) => ({ at: `lines/${line.id}/note`, message: `${formatMoney(line.cents)} of ${labelOf(catalogs, "funding-sources", line.source)} pays staff. An additional permanent post may not be paid from it: say in the note what it pays (stipends, substitutes, extra hours, a temporary post).` }));
  },
};

export const supportMoneyShared: Rule = {
  id: "CS-11",
  severity: "error",
  citation: "overlap.md 5.2 CS-11; csi.md M-6, K-8",
  title: "What schools are given of support money, with what the LEA keeps, is within the LEA's own allocation.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    return [...moneyOfStatuses(catalogs).values()].flatMap((source) => {
      const rows = index.allocations.filter((row) => row.program === source && row.grantYear === index.plan.year);
      const whole = rows.filter((row) => row.siteId === null && !row.kept);
      const shared = sum(rows.filter((row) => row.siteId !== null || row.kept));
      return whole.length > 0 && shared > sum(whole) ? [{ at: "allocations", message: `${labelOf(catalogs, "funding-sources", source)}: schools and the part kept come to ${formatMoney(shared)}, the allocation for ${index.plan.year} is ${formatMoney(sum(whole))}.` }] : [];
    });
  },
};

export const supportMoneyRepeated: Rule = {
  id: "CS-11.same",
  severity: "warning",
  citation: "overlap.md 5.2 CS-11, FF-18; csi.md K-9; spsa.md B-13",
  title: "Two schools are not given the same amount of support money to the cent.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    return [...moneyOfStatuses(catalogs).values()].flatMap((source) => {
      const rows = index.allocations.filter((row) => row.program === source && row.grantYear === index.plan.year && row.siteId !== null && !row.kept && row.cents > 0);
      return [...new Set(rows.map((row) => row.cents))].flatMap((cents) => {
        const schools = rows.filter((row) => row.cents === cents).map((row) => nameOfSchool(index, row.siteId ?? ""));
        return schools.length < 2 ? [] : [{ at: "allocations", message: `${schools.join(" and ")} each show ${formatMoney(cents)} of ${labelOf(catalogs, "funding-sources", source)}. Is it the amount of the whole LEA?` }];
      });
    });
  },
};

export const supportMoneyPlanned: Rule = {
  id: "CS-12",
  severity: "warning",
  citation: "overlap.md 5.2 CS-12; spsa.md B-9",
  title: "A school that was given support money plans it, and plans none it was not given.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    if (!school) return [];
    return [...moneyOfStatuses(catalogs).values()].flatMap((source) => {
      const had = sum(given(index, school.id, source).filter((row) => !row.kept));
      const planned = sum(plannedAt(index).filter((line) => line.source === source));
      const name = labelOf(catalogs, "funding-sources", source);
      if (had > 0 && planned === 0) return [{ at: "lines", message: `${school.name} was given ${formatMoney(had)} of ${name} and plans none of it. Add the lines under its strategies.` }];
      return had === 0 && planned > 0 ? [{ at: "allocations", message: `${school.name} plans ${formatMoney(planned)} of ${name}, and no allocation is recorded.` }] : [];
    });
  },
};

export const supportMoneyEvidence: Rule = {
  id: "CS-6.money",
  severity: "error",
  citation: "overlap.md 5.2 CS-6; csi.md U-5, K-4",
  title: "A strategy paid with support money rests on evidence of tier 1, 2 or 3, with its citation.",
  check: ({ index, catalogs }) =>
    schoolOf(index)
      ? actionsOfPlan(index)
          .filter((action) => plannedLines(index, action).some((line) => flagged(catalogs, line.source, "tiers-1-to-3")))
          .filter((action) => !["1", "2", "3"].includes(action.evidence?.tier ?? "") || action.evidence?.citation.trim() === "")
          .map((action) => ({ at: `actions/${action.id}/evidence`, message: `${capital(nameOfAction(index, action))} is paid with money that asks for evidence of tier 1, 2 or 3. Name the tier and the study.` }))
      : [],
};

const reserveLines = (index: PlanIndex, catalogs: Parameters<Rule["check"]>[0]["catalogs"]) => index.lines.filter((line) => line.kind === "planned" && line.year === index.plan.year && flagged(catalogs, line.source, "reserve"));

export const reserveSpent: Rule = {
  id: "CM-9",
  severity: "error",
  citation: "overlap.md 5.4 CM-9; cim.md 4.5, 8; 34 CFR 300.646(d)",
  title: "The lines of the required reserve add up to 15 percent of both grants.",
  check: (input) => {
    const { index, catalogs } = input;
    if (schoolOf(index)) return [];
    const reserve = ceisReserve(input, {});
    const lines = reserveLines(index, catalogs);
    return reserve.kind === "money" && lines.length > 0 && sum(lines) !== reserve.cents ? [{ at: "lines", message: `The lines of the reserve come to ${formatMoney(sum(lines))}; 15 percent of both grants is ${formatMoney(reserve.cents)}. The difference is ${formatMoney(Math.abs(sum(lines) - reserve.cents))}.` }] : [];
  },
};

export const reserveNotContributing: Rule = {
  id: "CM-9.contributing",
  severity: "error",
  citation: "overlap.md 5.4 CM-9",
  title: "Money of the required reserve does not make an action contributing.",
  check: ({ index, catalogs }) =>
    schoolOf(index) ? [] : reserveLines(index, catalogs).flatMap((line) => {
      const action = line.actionId === null ? undefined : index.action.get(line.actionId);
      const only = action && plannedLines(index, action).every((one) => flagged(catalogs, one.source, "reserve"));
      return action?.contributing === true && only ? [{ at: `actions/${action.id}/contributing`, message: `${capital(nameOfAction(index, action))} is paid with the reserve alone, which is federal money: it cannot count as contributing.` }] : [];
    }),
};

export const reserveWaits: Rule = {
  id: "CM-13",
  // The 2019 form says so in print and makes it an error; for 2024 on the step was not found (cim.md 8).
  severity: "info",
  citation: "overlap.md 7.6 CM-13, FF-36; cim.md 6b.7",
  title: "No activity paid with the reserve starts before the state's written approval.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    const approved = decidedOn(index, "state", "state-approval")?.heldOn;
    return reserveLines(index, catalogs).flatMap((line) => {
      const action = line.actionId === null ? undefined : index.action.get(line.actionId);
      return action?.startOn != null && approved !== undefined && action.startOn < approved ? [{ at: `actions/${action.id}/startOn`, message: `${capital(nameOfAction(index, action))} starts on ${action.startOn}, before the state's written approval on ${approved}.` }] : [];
    });
  },
};

export const reserveReplaces: Rule = {
  id: "CM-14",
  severity: "warning",
  citation: "overlap.md 7.6 CM-14, 7.7",
  title: "Where the reserve pays for an action the LCAP had before, the action's other money falls by that amount.",
  check: ({ index, catalogs }) => {
    if (schoolOf(index)) return [];
    const reserveOf = new Map<string, number>();
    for (const line of reserveLines(index, catalogs)) if (line.actionId !== null) reserveOf.set(line.actionId, (reserveOf.get(line.actionId) ?? 0) + line.cents);
    return [...reserveOf].flatMap(([id, reserve]) => {
      const action = index.action.get(id);
      const before = index.plan.opening?.actions.find((one) => one.lineageId === action?.lineageId);
      if (!action || !before) return [];
      const other = sum(plannedLines(index, action).filter((line) => !flagged(catalogs, line.source, "reserve")));
      return other > before.plannedTotalCents - reserve ? [{ at: `actions/${id}/title`, message: `${capital(nameOfAction(index, action))} is paid with ${formatMoney(reserve)} of the reserve, and its other money does not fall by that: ${formatMoney(before.plannedTotalCents)} was planned last year, ${formatMoney(other)} is planned now. Lower its lines, or say under “How it went” what the reserve adds.` }] : [];
    });
  },
};

export const causesOneList: Rule = {
  id: "CM-12",
  severity: "error",
  citation: "overlap.md 7.6 CM-12; cim.md 6b.10 (1), proposed",
  title: "The root causes of the form's analysis, of its areas of focus and of its outcomes are the same.",
  check: ({ index }) => {
    if (schoolOf(index)) return [];
    const met = new Set(index.plan.actions.filter((action) => action.orgId === index.plan.leaId).flatMap((action) => action.causeIds));
    const causes = index.answersOf("stand.causes", index.plan.leaId);
    const known = new Set(causes.map(({ id }) => id));
    return [
      ...causes.filter(({ id }) => !met.has(id)).map(({ id }) => ({ at: `answers/stand.causes/${id}`, message: "This root cause stands in the analysis and no outcome meets it. Link an action to it, or take it out." })),
      ...index.plan.actions.filter((action) => action.orgId === index.plan.leaId && action.causeIds.some((id) => !known.has(id))).map((action) => ({ at: `actions/${action.id}/causeIds`, message: `${capital(nameOfAction(index, action))} names a root cause that the analysis does not have. Choose one of the list, or add it there.` })),
    ];
  },
};

// Councils, boards and the review for consistency: who decided what, in which order (overlap 5.1, 5.2).
import { decidedOn, nameOfSchool, schoolOf, withDuty } from "./school-plans.ts";
import type { Organization } from "#schemas/plan.ts";
import { names } from "./plan-facts.ts";
import type { Rule, RuleInput } from "./rule.ts";

export const councilNamedMet: Rule = {
  id: "DS-25",
  severity: "warning",
  citation: "overlap.md 5.1 DS-25, FF-21",
  title: "A school's council named as a partner of the district's plan has met at that school.",
  check: ({ index }) => {
    if (schoolOf(index)) return [];
    const met = new Set(index.plan.meetings.filter((meeting) => meeting.body === "school-site-council").map((meeting) => meeting.orgId));
    return index.plan.events
      .filter((event) => event.orgId === index.plan.leaId && /site\s*councils?/i.test(event.partnerLabel))
      .flatMap((event) => {
        const named = index.schools.filter((school) => names(event.partnerLabel, school.name));
        const missing = named.length > 0 ? named.filter((school) => !met.has(school.id)).map((school) => school.name) : met.size === 0 ? ["any school"] : [];
        return missing.length === 0 ? [] : [{ at: `events/${event.id}/partnerLabel`, message: `"${event.partnerLabel}" stands as a partner, and no meeting of the council of ${missing.join(", ")} is recorded. Enter it at the school.` }];
      });
  },
};

export const partnersHeardOnPlan: Rule = {
  id: "DS-26",
  severity: "warning",
  citation: "overlap.md 5.1 DS-26, FF-21",
  title: "The school's partners were heard on the plan and on its review.",
  check: ({ index }) => {
    const school = schoolOf(index);
    if (!school || index.goals.length === 0) return [];
    const topics = new Set(index.plan.events.filter((event) => event.orgId === school.id).flatMap((event) => event.topics));
    return (["plan", "review"] as const).filter((topic) => !topics.has(topic)).map((topic) => ({ at: "events", message: `No meeting of ${school.name} is marked as being about ${topic === "plan" ? "the plan" : "the review of last year"}. Mark one, or hold it.` }));
  },
};

export const councilBeforeBoard: Rule = {
  id: "DS-27",
  severity: "error",
  citation: "overlap.md 5.1 DS-27, 5.2 CS-14; spsa.md V-3, V-5; EC 64001(g), (i)",
  title: "The council adopts a school's plan before the board approves it.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    const council = decidedOn(index, "school-site-council", "adoption");
    const board = decidedOn(index, "board", "school-plan-approval");
    return [...(board && !council ? [{ at: `meetings/${board.id}/heldOn`, message: `The board approved on ${board.heldOn} a plan whose adoption by the council is not recorded. Enter the council's day.` }] : []), ...(council && board && council.heldOn > board.heldOn ? [{ at: `meetings/${council.id}/heldOn`, message: `The council adopted on ${council.heldOn}, after the board's approval on ${board.heldOn}. The council comes first.` }] : [])];
  },
};

/** No sheet says where a plan's cycle begins and ends: from July of the year before to the June that ends the plan's year is our reading, so this warns. */
export const votesInCycle: Rule = {
  id: "DS-27.cycle",
  severity: "warning",
  citation: "overlap.md 5.1 DS-27 (the limits of the cycle are our reading); spsa.md V-5",
  title: "Council and board decide in the cycle of the plan.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    const first = Number(index.plan.year.slice(0, 4));
    return [decidedOn(index, "school-site-council", "adoption"), decidedOn(index, "board", "school-plan-approval")].flatMap((meeting) =>
      meeting && (meeting.heldOn < `${first - 1}-07-01` || meeting.heldOn > `${first + 1}-06-30`)
        ? [{ at: `meetings/${meeting.id}/heldOn`, message: `The day ${meeting.heldOn} lies outside July ${first - 1} to June ${first + 1}, which we read as the cycle of the plan for ${index.plan.year}. Correct the day, or leave it if the vote was for this plan.` }]
        : [],
    );
  },
};

export const stateAfterBoard: Rule = {
  id: "CS-14",
  severity: "error",
  citation: "overlap.md 5.2 CS-14; csi.md 7, K-12",
  title: "The state decides on an identified school's plan after council and board.",
  check: ({ index, catalogs }) => {
    if (!schoolOf(index) || withDuty(index, catalogs, "district-steps").length === 0) return [];
    const state = decidedOn(index, "state", "state-decision") ?? decidedOn(index, "state", "state-decision", index.plan.leaId);
    const board = decidedOn(index, "board", "school-plan-approval");
    return state && (!board || board.heldOn > state.heldOn) ? [{ at: board ? `meetings/${board.id}/heldOn` : "meetings", message: `The state's decision is recorded for ${state.heldOn}, ${board ? `before the board's approval on ${board.heldOn}` : "and no approval by the board"}. One of the days is wrong or missing.` }] : [];
  },
};

export const consistencyReviewed: Rule = {
  id: "DS-28",
  severity: "warning",
  citation: "overlap.md 5.1 DS-28; EC 52062(a)(4), 52068(a)(4) (M)",
  title: "The superintendent reviewed the school plans and the LCAP for consistency before adoption.",
  check: ({ index }) => {
    if (schoolOf(index) || index.lea.kind === "charter") return [];
    const adopted = decidedOn(index, "board", "adoption");
    const withGoals = new Set(index.plan.goals.map((goal) => goal.orgId));
    const reviews = index.plan.meetings.filter((meeting) => meeting.kind === "consistency-review" && meeting.heldOn !== null && meeting.orgId === index.plan.leaId);
    const schools = index.schools.filter((school) => withGoals.has(school.id)).map((school) => nameOfSchool(index, school.id));
    if (!adopted || schools.length === 0 || reviews.some((meeting) => meeting.body === "superintendent" && meeting.heldOn! <= adopted.heldOn)) return [];
    return [{ at: "meetings", message: `The plan is adopted on ${adopted.heldOn}; no review by the superintendent for consistency with the school plans (${schools.join(", ")}) is recorded up to then.` }];
  },
};

/** The council's members by the side of the table they sit on, as the catalog of seats says. */
function seatsOf({ index, catalogs }: RuleInput): { staff: number; principals: number; teachers: number; others: number; students: number; named: number } {
  const people = index.answersOf("who.people", index.orgId).map(({ value }) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {})).filter((person) => person["body"] === "school-site-council");
  const entryOf = (person: Record<string, unknown>) => catalogs["council-seats"]?.entries.find((entry) => [entry.code, entry.label.toLowerCase()].includes(String(person["seat"] ?? "").trim().toLowerCase()));
  const seats = people.map(entryOf);
  const count = (property: string, value: string) => seats.filter((entry) => entry?.[property] === value).length;
  return { staff: count("side", "staff"), principals: count("counts", "principal"), teachers: count("counts", "teachers"), others: count("side", "parents"), students: count("counts", "students"), named: people.length };
}

const isElementary = ({ serves }: Organization): boolean => serves.elementary && !serves.middle && !serves.high;

export const councilInBalance: Rule = {
  id: "SSC-3",
  severity: "error",
  citation: "spsa.md 9 SSC-3, SSC-5, SSC-14; EC 65000(c), 65001(e)",
  title: "The schoolsite council has as many parents, community members and, at a middle or high school, students as staff.",
  check: (input) => {
    const school = schoolOf(input.index);
    if (!school) return [];
    const { staff, others: beside, students, named } = seatsOf(input);
    const elementary = isElementary(school);
    const others = beside - (elementary ? students : 0);
    return named > 0 && staff !== others ? [{ at: "answers/who.people", message: `The council has ${staff} members of the staff and ${others} ${elementary ? "parents and community members (pupils count at a middle or high school only)" : "parents, community members and students"}; the two must be equal. ${staff > others ? `Name ${staff - others} more who are not staff` : `Name ${others - staff} more of the staff`}, or correct a seat. Another make-up needs a waiver of the State Board; if you hold one, keep it with the plan.` }] : [];
  },
};

/**
 * The make-up a school of fewer than 300 pupils may have: principal, one teacher, one other of the staff, and three parents or community members, at a middle or high school two and a pupil (spsa.md 9 SSC-13).
 * Which of the two holds for a school of all grades no sheet says: there either does.
 */
function isSmallCouncil(input: RuleInput): boolean {
  const school = schoolOf(input.index);
  const { staff, principals, teachers, others, students } = seatsOf(input);
  return school !== undefined && (school.enrollment?.total ?? Infinity) < 300 && staff === 3 && principals === 1 && teachers === 1 && others === 3 && (students === 0 ? school.serves.elementary : students === 1 && !isElementary(school));
}

export const councilSmall: Rule = {
  id: "SSC-13",
  severity: "info",
  citation: "spsa.md 9 SSC-13; EC 65001(d)",
  title: "A small council of a school of fewer than 300 pupils rests on the approval of the bargaining unit.",
  check: (input) => (isSmallCouncil(input) ? [{ at: "answers/who.people", message: "This council has one teacher among three of the staff. A school of fewer than 300 pupils may have that if the board obtains the approval of the local bargaining unit, where applicable. The portal does not hold that approval: keep it with the plan." }] : []),
};

export const councilTeachers: Rule = {
  id: "SSC-7",
  severity: "error",
  citation: "spsa.md 9 SSC-2, SSC-7, SSC-13; EC 65000(c), 65001(d)",
  title: "Classroom teachers are more than half of the staff on the council.",
  check: (input) => {
    const school = schoolOf(input.index);
    if (!school) return [];
    const { staff, teachers } = seatsOf(input);
    return staff > 0 && teachers * 2 <= staff && !isSmallCouncil(input) ? [{ at: "answers/who.people", message: `${teachers} of ${staff} members of the staff on the council are classroom teachers; more than half must be.` }] : [];
  },
};

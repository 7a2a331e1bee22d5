// The invented district's schools write their parts: Bridges (CSI), Alder Valley Middle (ATSI), Alder Valley High and Orchard. In the running year all four are
// adopted; in the year being written they are as far as schools are in winter.
import type { Answer, Plan } from "#schemas/plan.ts";
import { centsOf, richText } from "./example-plan.ts";

type Line = readonly [source: string, object: string, dollars: number];
type Strategy = { key: string; title: string; text: string; parent: string; groups: string[]; need: string; purposes?: string[]; evidence?: readonly [tier: string, citation: string]; lines: Line[] };
type Metric = { key: string; name: string; source: string; formula: string; unit?: "percent" | "points"; down?: true; readings: readonly [before: string, newest: string]; targets: readonly [before: string, coming: string] };
type Goal = { key: string; text: string; parent: string; needs: string[]; metrics: Metric[]; strategies: Strategy[]; review: readonly [done: string, money: string, effect: string, changes: string] };
type Part = {
  school: string;
  who: string;
  method: string;
  needs: readonly { key: string; text: string; groups: string[]; area: string }[];
  inequity?: { text: string; found: string; met: string };
  goals: Goal[];
  council: readonly [seat: string, name: string, title: string][];
  heard: readonly [label: string, partners: string[], text: string, heard: string, topics: string[], day: string][];
  /** Statements this school has not come to in the year being written. */
  open: string[];
  /** Still without strategies, reviews and meetings in the year being written. */
  early?: true;
};

const parts: Part[] = [
  {
    school: "bridges",
    who: "Bridges is a continuation high school of about 225 students in grades 10 to 12. Most come to us behind in credits, many from families with low incomes. This plan brings together Title I, Equity Multiplier and improvement money so that each student finishes with a plan for the year after.",
    method: "In January the council, all teachers and eleven students read the graduation, credit and attendance data of three years with the district's data team. We compared students who finished with those who left, and agreed on two needs.",
    needs: [
      { key: "need-credits", text: "Students who leave without a diploma had, on average, fewer than half of the credits of their grade when they came, and nobody had shown them a way to finish.", groups: ["SED", "HI"], area: "graduation-rate" },
      { key: "need-here", text: "Three students in ten are absent for a week or more each month, most of them because of work or a younger child at home.", groups: ["SED"], area: "attendance" },
    ],
    inequity: { text: "Our students share one counselor with another program, while the comprehensive high school has one for every 500 students.", found: "Review of the district's staffing and budget, December", met: "plan" },
    goals: [
      {
        key: "goal-finish", text: "Every student at Bridges finishes high school with a plan for the year after.", parent: "goal-equity", needs: ["need-credits"],
        metrics: [
          { key: "m-grad", name: "Graduation rate", source: "California School Dashboard", formula: "Combined four- and five-year rate of the school", readings: ["61.4", "66.2"], targets: ["65", "70"] },
          { key: "m-credits", name: "Students who earn 15 credits or more in a term", source: "School records", formula: "Students enrolled 45 days or more", readings: ["52", "58"], targets: ["57", "64"] },
        ],
        strategies: [
          { key: "plan", title: "A finishing plan for each student", text: "A full-time counselor meets each student and an adult of the family within ten days of arrival, writes the finishing plan with them, and looks at it again each term.", parent: "a-bridges", groups: ["ALL"], need: "need-credits", purposes: ["timely-help", "csi-intervention"], evidence: ["2", "An invented review of check-and-connect programs, 2022"], lines: [["csi", "1000-1999", 96_000], ["equity-multiplier", "1000-1999", 24_000]] },
          { key: "recovery", title: "Small credit classes in the afternoon", text: "Classes of twelve, four afternoons a week, in the subjects where credits are missing most.", parent: "a-csi", groups: ["SED", "HI"], need: "need-credits", purposes: ["timely-help", "csi-intervention"], evidence: ["3", "An invented study of credit recovery with a teacher present, 2021"], lines: [["csi", "1000-1999", 61_000], ["csi", "4000-4999", 8_000]] },
        ],
        review: ["Both strategies ran from September. The second counselor started in November only.", "The counselor's post was empty for two months, which left about 14,000 dollars.", "The plans work: students with a plan earned six credits more in a term than those who waited for one.", "The meeting with the family moves from the first month to the first ten days."],
      },
      {
        key: "goal-here", text: "Students come, because school fits their lives and somebody waits for them.", parent: "goal-belonging", needs: ["need-here"],
        metrics: [{ key: "m-attend", name: "Attendance rate", source: "School records", formula: "All students, by day", readings: ["81.3", "83.9"], targets: ["84", "86"] }],
        strategies: [{ key: "mornings", title: "A later start and a call the same morning", text: "First period starts at 9:15. Whoever is missing is called by an adult they know before ten.", parent: "a-attendance", groups: ["ALL"], need: "need-here", purposes: ["family-involvement"], lines: [["title-i-a", "2000-2999", 41_000], ["title-i-a", "4000-4999", 3_000]] }],
        review: ["Done as planned.", "Spending was within 200 dollars of the plan.", "Attendance rose in every month but December.", "None."],
      },
    ],
    council: [["principal", "Theo Amaral", "Principal"], ["teacher", "Ruth Okonkwo", ""], ["teacher", "Sam Delacroix", ""], ["teacher", "Priyanka Shah", ""], ["other-staff", "Lena Brandt", ""], ["parent", "Maria Quintero", "Chairperson"], ["parent", "Joel Whitman", ""], ["student", "Aiden R.", ""], ["student", "Noor H.", ""], ["student", "Celeste V.", ""]],
    heard: [
      ["Council, families and students", ["parents", "students", "teachers", "principals"], "Two evening meetings and a survey in English and Spanish", "Families ask for one person who stays with their child from start to end.", ["plan", "needs", "equity-multiplier"], "02-11"],
      ["Council", ["parents", "students", "teachers"], "Council meeting on last year's plan", "Start the finishing plans sooner.", ["review"], "03-04"],
    ],
    open: [],
  },
  {
    school: "alder-valley-middle",
    who: "Alder Valley Middle serves about 980 students in grades 6 to 8. One in six is learning English, one in eight has a disability. With Title I and LCFF money this plan puts two teachers into mathematics classes and gives every student a group to belong to.",
    method: "Our leadership team and the council studied tests, grades and attendance of students with disabilities over three years, visited 24 lessons, and asked 60 families. The team set aside class size and textbooks as causes, because both are the same in schools with better results.",
    needs: [
      { key: "need-sped", text: "Students with disabilities are taught mathematics apart from their grade, with fewer minutes and simpler tasks.", groups: ["SWD"], area: "math" },
      { key: "need-absent", text: "Students with disabilities miss twice as many days as their classmates; the days after a suspension are the most.", groups: ["SWD"], area: "chronic-absenteeism" },
    ],
    inequity: { text: "Co-taught classes have a teacher with two years of experience or less in half of the cases; other classes in one of five.", found: "Review of our own assignments and the school budget, January", met: "coteach" },
    goals: [
      {
        key: "goal-math", text: "Students with disabilities learn the mathematics of their grade, in its lessons.", parent: "goal-learning", needs: ["need-sped"],
        metrics: [{ key: "m-math", name: "Mathematics, distance from standard", source: "California School Dashboard", formula: "Students with disabilities of the school", unit: "points", readings: ["-148.0", "-141.5"], targets: ["-143", "-130"] }],
        strategies: [
          { key: "coteach", title: "Two teachers in grade 6 and 7 mathematics", text: "Each team has one mathematics and one special education teacher, an hour a week to plan, and teachers with experience first.", parent: "a-inclusion", groups: ["SWD"], need: "need-sped", purposes: ["timely-help"], evidence: ["2", "An invented study of co-teaching in middle schools, 2020"], lines: [["title-i-a", "1000-1999", 168_000], ["lcff-supplemental-concentration", "1000-1999", 40_000]] },
          { key: "tutors", title: "A tutor in the room", text: "Tutors from the community college join co-taught lessons three days a week.", parent: "a-math", groups: ["SWD", "EL"], need: "need-sped", purposes: ["timely-help"], evidence: ["3", "An invented study of in-class tutoring, 2023"], lines: [["title-i-a", "2000-2999", 52_000]] },
        ],
        review: ["Co-teaching ran in grade 6; grade 7 waited for a teacher until January.", "The open post left about 31,000 dollars.", "Students in co-taught classes gained more than those taught apart.", "Teachers with experience are placed in co-taught classes first."],
      },
      {
        key: "goal-here", text: "Every student has an adult and a group at school, and comes.", parent: "goal-belonging", needs: ["need-absent"],
        metrics: [{ key: "m-absent", name: "Chronic absenteeism", source: "California School Dashboard", formula: "Students with disabilities of the school", down: true, readings: ["31.2", "27.8"], targets: ["28", "23"] }],
        strategies: [{ key: "return", title: "A good first day back", text: "After every absence of three days or a suspension a staff member the student chose meets them at the door.", parent: "a-restorative", groups: ["SWD", "AA"], need: "need-absent", purposes: ["well-rounded"], lines: [["lcff-supplemental-concentration", "2000-2999", 28_000]] }],
        review: ["Done as planned.", "As planned.", "Absences after suspensions fell by a third.", "None."],
      },
    ],
    council: [["principal", "Grace Lindholm", "Principal"], ["teacher", "Omar Haddad", ""], ["teacher", "Wendy Castillo", ""], ["teacher", "Pat Moreau", ""], ["teacher", "Iris Novak", ""], ["other-staff", "Dean Ishikawa", ""], ["parent", "Rosa Mendez", "Chairperson"], ["parent", "Kevin Tran", ""], ["parent", "Abby Larson", ""], ["student", "Mateo L.", ""], ["student", "Jade W.", ""], ["student", "Ravi P.", ""]],
    heard: [
      ["Council and families of students with disabilities", ["parents", "teachers", "principals"], "An evening meeting and calls to 60 families", "Parents want their child in the lessons of the grade.", ["plan", "needs", "special-education"], "02-18"],
      ["Council", ["parents", "students", "teachers"], "Council meeting on last year's plan", "Keep the tutors.", ["review"], "03-10"],
    ],
    open: ["stand.method"],
  },
  {
    school: "alder-valley-high",
    who: "Alder Valley High is the district's comprehensive high school, with about 2,500 students in grades 9 to 12. Six in ten are low-income, learn English or live in foster care. The plan joins Title I and LCFF money around two things: a path to college or a trade for each student, and lessons that students with disabilities share.",
    method: "The council and the department heads read Dashboard, course and survey data in four meetings and asked students in every advisory class.",
    needs: [
      { key: "need-college", text: "Fewer than half of our graduates have the courses the state's universities ask for; of students with disabilities one in eight.", groups: ["SED", "SWD"], area: "college-career" },
      { key: "need-ninth", text: "One ninth grader in four fails a course in the first semester, and most of them fail another later.", groups: ["EL", "SED"], area: "grades" },
    ],
    goals: [
      {
        key: "goal-path", text: "Each graduate leaves with a path: the courses for college, a trade, or both.", parent: "goal-learning", needs: ["need-college"],
        metrics: [
          { key: "m-ag", name: "Graduates who completed the a-g courses", source: "DataQuest", formula: "Graduates of the school", readings: ["44.1", "46.7"], targets: ["46", "50"] },
          { key: "m-cci", name: "Graduates prepared for college and career", source: "California School Dashboard", formula: "Students with disabilities of the school", readings: ["8.2", "9.7"], targets: ["10", "14"] },
        ],
        strategies: [
          { key: "path", title: "Two path talks a year with the family", text: "A counselor, the student and an adult of the family look at credits, courses and aid in October and in March.", parent: "a-counselors", groups: ["ALL"], need: "need-college", purposes: ["family-involvement", "well-rounded"], lines: [["title-i-a", "1000-1999", 310_000], ["title-i-a", "4000-4999", 12_000]] },
          { key: "together", title: "Career classes with support", text: "An aide and a planning hour open four career pathways to students with disabilities.", parent: "a-inclusion", groups: ["SWD"], need: "need-college", lines: [["title-i-a", "2000-2999", 140_000]] },
        ],
        review: ["Both talks took place for nine students in ten.", "As planned.", "More students are on track in grade 11; of students with disabilities too few.", "An aide is added to four pathways."],
      },
      {
        key: "goal-start", text: "Ninth graders pass their first semester.", parent: "goal-learning", needs: ["need-ninth"],
        metrics: [{ key: "m-ninth", name: "Ninth graders without a failed course in the first semester", source: "School records", formula: "Students enrolled from the first day", readings: ["73", "76"], targets: ["76", "81"] }],
        strategies: [{ key: "houses", title: "Small houses in grade 9", text: "Ninth graders share four teachers in houses of 120; each house looks at grades every second Friday and decides who gets help the next week.", parent: "a-data", groups: ["ALL"], need: "need-ninth", purposes: ["timely-help"], lines: [["title-i-a", "1000-1999", 385_000], ["lcff-supplemental-concentration", "1000-1999", 60_000]] }],
        review: ["The houses opened in August.", "As planned.", "Failed courses fell from 27 to 24 in a hundred.", "None."],
      },
    ],
    council: [["principal", "Imani Whitfield", "Principal"], ["teacher", "Hal Brennan", ""], ["teacher", "Nadia Rahimi", ""], ["teacher", "Luis Ferrer", ""], ["teacher", "Ana Kovacs", ""], ["other-staff", "Gail Thornton", ""], ["parent", "Jorge Lindqvist", "Chairperson"], ["parent", "Hanh Pruitt", ""], ["parent", "Dolores Vance", ""], ["student", "Emma T.", ""], ["student", "Khalil J.", ""], ["student", "Sofia R.", ""]],
    heard: [["Council and students", ["parents", "students", "teachers", "principals"], "Four council meetings and talks in all advisory classes", "Students want to know earlier which courses count.", ["plan", "needs"], "02-05"], ["Council", ["parents", "students", "teachers"], "Council meeting on last year's plan", "Keep the houses.", ["review"], "03-12"]],
    open: ["stand.method"],
    early: true,
  },
  {
    school: "orchard",
    who: "Orchard has about 640 children from transitional kindergarten to grade 5, and teaches in Spanish and English from the first day. Three in four families have low incomes. The plan uses Title I and LCFF money for reading in both languages.",
    method: "Teachers of each grade read the results of both languages together in January and brought three questions to the council.",
    needs: [{ key: "need-read", text: "Half of our third graders read below grade level in English, and those who read well in Spanish catch up sooner.", groups: ["EL", "SED"], area: "ela" }],
    goals: [
      {
        key: "goal-read", text: "Every child reads in two languages by the end of grade 3.", parent: "goal-learning", needs: ["need-read"],
        metrics: [{ key: "m-read", name: "Grade 3 students who read at grade level", source: "District reading test", formula: "Students enrolled 60 days or more", readings: ["44", "49"], targets: ["49", "55"] }],
        strategies: [
          { key: "groups", title: "Reading groups in both languages", text: "Two reading teachers lead groups of six for six weeks, in the language in which the child reads better.", parent: "a-reading", groups: ["EL", "SED"], need: "need-read", purposes: ["timely-help", "language-acquisition"], lines: [["title-i-a", "1000-1999", 204_000], ["lcff-supplemental-concentration", "1000-1999", 70_000]] },
          { key: "visit", title: "A summer start for kindergarten", text: "Children and parents come for six mornings in July, with their teacher.", parent: "a-family-centers", groups: ["ALL"], need: "need-read", purposes: ["preschool-transition", "family-involvement"], lines: [["title-i-a", "1000-1999", 18_000]] },
        ],
        review: ["Both ran as planned.", "As planned.", "Children in groups gained a level more than the year before.", "None."],
      },
    ],
    council: [["principal", "Celia Armas", "Principal"], ["teacher", "Tom Werner", ""], ["teacher", "Luz Paredes", ""], ["teacher", "Kim Osei", ""], ["other-staff", "Ben Sato", ""], ["parent", "Ines Duarte", "Chairperson"], ["parent", "Carl Meyer", ""], ["parent", "Thuy Le", ""], ["parent", "Paula Reyes", ""], ["parent", "Drew Hall", ""]],
    heard: [["Council and families", ["parents", "teachers", "principals"], "Council meetings with interpreters, and coffee on Fridays", "Parents ask for books to take home in both languages.", ["plan", "needs"], "02-20"], ["Council", ["parents", "teachers"], "Council meeting on last year's plan", "Keep the groups.", ["review"], "03-06"]],
    open: ["who.school"],
  },
];

/** What the district itself does at the CSI school. */
const stepsAtBridges = "The district pays a full-time counselor at Bridges from August, visits every six weeks with the data of the term, and moves the enrollment of new students to fixed days so that each can be met.";

/** Adds the parts to a plan of the sample district; `writing`: the year being written, where some things are still open. */
export function addSchoolParts(plan: Plan, { writing }: { writing: boolean }): void {
  const { year } = plan;
  const tail = year.slice(2);
  const spring = year.slice(0, 4);
  for (const part of parts) {
    const { school } = part;
    const id = (key: string) => `${school}-${key}:${tail}`;
    const row = (key: string) => ({ id: id(key), lineageId: `${school}-${key}`, orgId: school, version: 1 });
    const answer = (key: string, name: string, about: string | null, value: Answer["value"], order = 0) => plan.answers.push({ ...row(`answer-${name}`), order, key, about, value });
    const early = writing && part.early === true;
    if (!writing || !part.open.includes("who.school")) answer("who.school", "who", null, richText(part.who));
    if (!writing || !part.open.includes("stand.method")) answer("stand.method", "method", null, richText(part.method));
    part.needs.forEach((need, order) => plan.needs.push({ ...row(need.key), order, text: richText(need.text), groups: need.groups, area: need.area, siteId: school, findingIds: [], unique: null }));
    part.goals.forEach((goal, order) => {
      plan.goals.push({ ...row(goal.key), offeredFrom: null, order, description: richText(goal.text), kind: null, priorities: [], why: richText(""), needIds: goal.needs.map(id), schoolIds: [], parentLineageId: goal.parent });
      goal.metrics.forEach((metric, n) => {
        const dashboard = /Dashboard/.test(metric.source);
        const named = (at: number) => (dashboard ? `${Number(spring) - 2 + at} Dashboard` : `${Number(spring) - 2 + at}-${String(Number(spring) - 1 + at).slice(2)}`);
        plan.metrics.push({ ...row(metric.key), offeredFrom: null, order: n, goalId: id(goal.key), name: metric.name, source: metric.source, unit: metric.unit ?? "percent", direction: metric.down ? "down" : "up", groups: ["ALL"], formula: metric.formula, codes: [], frequency: "yearly", baselineValueIds: [] });
        const newest = writing ? 1 : 0;
        plan.values.push({ ...row(`v-${metric.key}`), metricId: id(metric.key), group: "ALL", siteId: null, amount: metric.readings[newest], text: "", year: named(1), measuredOn: null, source: metric.source });
        if (!early) plan.targets.push({ ...row(`t-${metric.key}`), metricId: id(metric.key), group: "ALL", siteId: null, amount: metric.targets[newest], text: "", dueYear: year, dueOn: null });
      });
      goal.strategies.forEach((strategy, n) => {
        if (early && n > 0) return;
        plan.actions.push({
          ...row(strategy.key), offeredFrom: null, order: n, goalId: id(goal.key), title: strategy.title, description: richText(strategy.text), parentLineageId: strategy.parent, groups: strategy.groups, location: "specific-schools", schoolIds: [school], locationText: "",
          startOn: null, endOn: null, timeSpanText: year, needIds: [id(strategy.need)], causeIds: [], inequityIds: part.inequity?.met === strategy.key ? [id("inequity")] : [], purposes: strategy.purposes ?? [], metricIds: goal.metrics.map((metric) => id(metric.key)), contributing: null, scope: null, unduplicatedGroups: [],
          how: null, plannedPercent: null, evidence: strategy.evidence ? { tier: strategy.evidence[0], citation: strategy.evidence[1] } : null, lrebgWhy: null,
        });
        strategy.lines.forEach(([source, object, dollars], at) => {
          plan.lines.push({ ...row(`line-${strategy.key}-${at + 1}`), offeredFrom: null, actionId: id(strategy.key), openingActionId: null, siteId: school, source, resource: null, object, year, kind: "planned", cents: centsOf(writing ? Math.round(dollars * 0.99) : Math.round(dollars * 0.97)), note: "" });
        });
      });
      if (!early) (["done", "money", "effect", "changes"] as const).forEach((name, at) => answer(`went.${name}`, `${name}-${goal.key}`, id(goal.key), richText(goal.review[at] ?? "")));
    });
    if (part.inequity) plan.answers.push({ ...row("inequity"), order: 1, key: "stand.inequities", about: null, value: { text: richText(part.inequity.text), found: part.inequity.found, actions: [id(part.inequity.met)] } });
    part.heard.forEach(([label, partners, text, heard, topics, day], order) => {
      if (early && order > 0) return;
      plan.events.push({ ...row(`event-${order + 1}`), order, heldOn: `${spring}-${day}`, dateText: "", partners, partnerLabel: label, method: richText(text), topics, count: 18 + order * 5, heard: richText(heard) });
    });
    part.council.forEach(([seat, name, title], order) => answer("who.people", `seat-${order + 1}`, null, { body: "school-site-council", seat, name, title }, order + 1));
    if (!writing) {
      plan.meetings.push({ ...row("vote"), body: "school-site-council", kind: "adoption", heldOn: `${spring}-05-13`, postedAt: null, result: "Adopted", reason: "", assured: true, signerRole: "Chairperson" });
      answer("approve.advice", "advice", null, { committee: "english-learner-advisory-committee", signature: "Chair of the committee", comment: "", reply: "", date: `${spring}-05-06` }, 1);
    }
  }
  const given: readonly [school: string, dollars: number][] = [["alder-valley-middle", 72_000], ["alder-valley-high", 66_000], ["orchard", 74_000]];
  given.forEach(([school, dollars], at) => plan.allocations.push({ id: `allocation-school-${at + 1}:${tail}`, lineageId: `allocation-school-${at + 1}`, orgId: plan.leaId, version: 1, siteId: school, program: "lcff-supplemental-concentration", grantYear: year, cents: centsOf(dollars), kept: false }));
  const newestDashboard = Number(spring) - 1;
  for (const [group, indicator, color, status] of [["ALL", "ela", 3, "-18.2"], ["EL", "ela", 2, "-51.4"], ["ALL", "math", 2, "-39.9"], ["ALL", "chronic-absenteeism", 3, "17.1"]] as const)
    plan.dashboard.push({ id: `dashboard-${newestDashboard}-orchard-${group}-${indicator}`, orgId: "orchard", year: newestDashboard, group, indicator, status, change: null, color, count: null, source: "California School Dashboard" });
  const lea = (key: string) => ({ id: `${key}:${tail}`, lineageId: key, orgId: plan.leaId, version: 1 });
  plan.answers.push({ ...lea("answer-csi-steps-bridges"), order: 0, key: "do.csi_steps", about: "bridges", value: richText(stepsAtBridges) });
  if (!writing) plan.meetings.push({ ...lea("meeting-school-plans"), body: "board", kind: "school-plan-approval", heldOn: `${spring}-06-10`, postedAt: null, result: "Approved", reason: "", assured: null, signerRole: "" });
}

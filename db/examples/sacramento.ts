// Sacramento County Office of Education, 2025-26: the plan of a county office, with figures, titles and names of schools as printed in the adopted plan;
// every sentence is ours, people are named by their role.
// Where the print contradicts itself the action tables are followed. The budget overview prints $1,204,838 of supplemental and concentration grants (tables:
// $1,180,069), $1,370,134 spent for high needs students (tables: $1,334,827) and so $43,182 less than budgeted (tables: $78,489).
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { examplePlan } from "./example-plan.ts";
import type { ExampleOpeningAction, ExampleOrganization } from "./example-plan.ts";
import { sacramentoGoals } from "./sacramento-goals.ts";
import { addSacramentoSchools } from "./sacramento-schools.ts";

const office = "scoe";

type School = readonly [id: string, name: string, code: string, total: number, more: Partial<ExampleOrganization>];
const secondary = { grades: "7-12", serves: { elementary: false, middle: true, high: true } };
const schools: readonly School[] = [
  ["el-centro", "El Centro Jr./Sr. High School", "0106278", 96, { ...secondary, titleOneProgram: "schoolwide", equityMultiplier: true }],
  ["hickey", "Elinor Lincoln Hickey Jr./Sr. High School", "0106237", 268, { ...secondary, equityMultiplier: true }],
  ["colley", "Nathaniel S. Colley Sr. High School", "0118745", 237, { ...secondary, titleOneProgram: "schoolwide", equityMultiplier: true }],
  ["north-area", "North Area Community School", "0106245", 130, { ...secondary, titleOneProgram: "schoolwide", equityMultiplier: true }],
  ["palmiter", "Leo A. Palmiter Jr./Sr. High School", "0106229", 31, { ...secondary, titleOneProgram: "none", equityMultiplier: true }],
  ["foundations", "Foundations Academy", "0106294", 170, { grades: "K-12", serves: { elementary: true, middle: true, high: true }, titleOneProgram: "none" }],
];

/** Lowest performance level, 2023: [organization, indicator, groups]. The state's lists name more groups than the plan does. */
const lowest: readonly (readonly [string, string, readonly string[]])[] = [
  [office, "graduation-rate", ["ALL", "AA", "EL", "FY", "HI", "HOM", "MR", "SED", "SWD", "WH"]],
  [office, "college-career", ["ALL", "AA", "EL", "FY", "HI", "HOM", "MR", "SED", "SWD", "WH"]],
  [office, "chronic-absenteeism", ["HOM"]],
  [office, "ela", ["WH"]],
  [office, "math", ["WH"]],
  ["hickey", "math", ["ALL", "HI", "SED", "WH"]],
  ["hickey", "ela", ["WH"]],
  ["hickey", "suspension-rate", ["ALL", "AA", "HI", "MR", "SED"]],
  ["hickey", "graduation-rate", ["ALL", "SED"]],
  ["hickey", "college-career", ["ALL", "HOM", "SED"]],
  ["north-area", "ela", ["ALL", "SED"]],
  ["north-area", "math", ["ALL", "SED"]],
  ["north-area", "graduation-rate", ["ALL", "AA", "HI", "HOM", "SED"]],
  ["north-area", "college-career", ["ALL", "HI", "HOM", "SED"]],
  ["el-centro", "graduation-rate", ["ALL", "SED"]],
  ["el-centro", "college-career", ["ALL", "SED"]],
  ["colley", "graduation-rate", ["ALL", "HI", "HOM", "SED"]],
  ["colley", "college-career", ["ALL", "EL", "HI", "HOM", "SED"]],
  ["palmiter", "suspension-rate", ["ALL", "SED", "SWD"]],
  ["foundations", "chronic-absenteeism", ["ALL", "HI", "SED", "SWD"]],
];

const everyGroup = ["ALL", "AA", "EL", "LTEL", "FY", "HI", "HOM", "MR", "SED", "SWD", "WH"];
const indicatorWords: Record<string, string> = { "graduation-rate": "Graduation", "college-career": "College and career", "suspension-rate": "Suspension", ela: "English" };

/** Direct technical assistance, 2024: the student groups of each indicator, and how the reason prints. */
const assisted: readonly (readonly [indicators: string[], groups: string[], reason: string])[] = [
  [["ela", "math", "elpi"], ["EL", "LTEL", "AA"], "Academics: English Learners, Long-Term English Learners, Black/African American"],
  [
    ["graduation-rate"], ["SWD", "EL", "HOM", "LTEL", "HI", "SED", "AA", "FY"],
    "Graduation: Students with Disabilities, English Learners, Homeless, Long-Term English Learners, Hispanic, Socioeconomically Disadvantaged, Black/African American, Foster Youth",
  ],
  [["chronic-absenteeism"], ["HOM", "HI", "SED"], "Chronic absenteeism: Homeless, Hispanic, Socioeconomically Disadvantaged"],
  [["suspension-rate"], ["SWD", "HOM", "AA"], "Suspension: Students with Disabilities, Homeless, Black/African American"],
  [
    ["college-career"], ["SWD", "EL", "HOM", "LTEL", "HI", "SED", "AA", "WH"],
    "College and career: Students with Disabilities, English Learners, Homeless, Long-Term English Learners, Hispanic, Socioeconomically Disadvantaged, Black/African American, White",
  ],
];
const essaList = "State ESSA assistance list 2024-25";

/** Actions of 2024-25: tables 3 and 4. The print tells the LCFF part of contributing actions only; the fund of every other amount is that of the action in 2025-26. */
const before = (number: string, title: string, planned: string, estimated: string, source: string): ExampleOpeningAction => ({ number, title, contributing: false, planned, estimated: [[source, "1000-7999", estimated]] });
const contributed = (number: string, title: string, amounts: { planned: string; lcff: string; estimatedLcff: string; estimatedOther?: string }): ExampleOpeningAction => ({
  number, title, contributing: true, planned: amounts.planned, plannedLcff: amounts.lcff,
  estimated: [["lcff", "1000-7999", amounts.estimatedLcff], ...(amounts.estimatedOther === undefined ? [] : [["other-state", "1000-7999", amounts.estimatedOther] as const])],
});

export function sacramento(): Plan {
  const plan = examplePlan({
    id: "sacramento-coe-2025-26",
    year: "2025-26",
    cycleStart: "2024-25",
    baselineDashboardYear: 2023,
    lea: {
      id: office, kind: "coe", name: "Sacramento County Office of Education (SCOE)", cds: "34103480000000", county: "Sacramento", grades: "P-12", serves: { elementary: true, middle: true, high: true },
      enrollment: { total: 932, englishLearners: 135, longTermEnglishLearners: 92, source: "2024 Dashboard, as the plan states it" },
    },
    schools: schools.map(([id, name, code, total, more]) => ({
      id, name, cds: `3410348${code}`, county: "Sacramento", dass: true, ...more, enrollment: { total, source: essaList },
    })),
    identifications: [
      ...assisted.map(([indicators, groups, words]) => ({
        orgId: office, program: "direct-technical-assistance", reason: `Eligible for direct technical assistance: low results in three of four years. ${words}.`, groups, indicators, dashboardYear: 2024, since: "2022-23",
        source: "The office's LCAP 2025-26; state assistance lists 2022 to 2024",
      })),
      ...["el-centro", "colley", "hickey", "north-area"].map((orgId) => ({ orgId, program: "csi", reason: "low-graduation", indicators: ["graduation-rate"], dashboardYear: 2024, since: orgId === "hickey" ? "2018-19" : "2022-23", source: essaList })),
      { orgId: "palmiter", program: "atsi", groups: ["SED", "SWD"], dashboardYear: 2024, since: "2022-23", source: essaList },
      { orgId: "foundations", program: "atsi", groups: ["SED"], dashboardYear: 2024, source: essaList },
      ...schools.filter(([, , , , more]) => more.equityMultiplier).map(([orgId]) => ({ orgId, program: "equity-multiplier", reason: "nonstability and low income", since: "2023-24", source: "State Equity Multiplier list 2023-24; the office's LCAP 2025-26" })),
    ],
    dashboard: [office, ...schools.map(([id]) => id)].map((orgId) => ({
      orgId, year: 2023, source: "State lists of lowest performance levels 2023",
      results: lowest.filter(([of]) => of === orgId).flatMap(([, indicator, groups]) => groups.map((group): [string, string, number] => [group, indicator, 1])),
    })),
    opening: {
      source: { kind: "typed", text: "Annual Update Tables of the office's LCAP 2025-26", recordedOn: null },
      carryoverPercent: "0",
      actions: [
        before("1.1", "Increase student proficiency in English Language Arts and Math", "5,038,803.00", "5,038,803.00", "lcff"),
        contributed("1.2", "English Language Development", { planned: "494,903.00", lcff: "409,814.00", estimatedLcff: "409,814.00", estimatedOther: "93,261.00" }),
        contributed("1.3", "College and Career Readiness", { planned: "476,923.00", lcff: "146,069.00", estimatedLcff: "146,069.00", estimatedOther: "330,854.00" }),
        before("1.4", "Creating a Learning Organization", "55,000.00", "55,000.00", "other-state"),
        before("1.5", "21st Century Learning Center", "150,665.00", "151,564.00", "other-federal"),
        contributed("1.6", "Virtual Learning", { planned: "60,400.00", lcff: "60,400.00", estimatedLcff: "76,550.00" }),
        before("1.7", "Foster and Homeless Youth Services", "299,311.00", "299,280.00", "other-federal"),
        before("1.8", "Accessibility for Students with Disabilities", "6,729,236.00", "5,800,661.00", "other-state"),
        contributed("2.1", "Strengthen Home School Partnership", { planned: "589,414.00", lcff: "368,864.00", estimatedLcff: "276,225.00", estimatedOther: "147,512.00" }),
        contributed("2.2", "Build and Strengthen Community Partnerships", { planned: "131,000.00", lcff: "51,000.00", estimatedLcff: "51,000.00", estimatedOther: "80,000.00" }),
        contributed("2.3", "Wrap Around Services", { planned: "337,169.00", lcff: "337,169.00", estimatedLcff: "337,169.00", estimatedOther: "32,504.00" }),
        contributed("2.4", "Enrichment", { planned: "40,000.00", lcff: "40,000.00", estimatedLcff: "38,000.00", estimatedOther: "2,000.00" }),
        before("2.5", "Early Learning Program", "5,000.00", "5,000.00", "lcff"),
        before("3.1", "Implement Standardized Enrollment Processes", "1,571,745.00", "1,571,745.00", "lcff"),
        before("3.2", "Assessment Team", "529,401.00", "529,401.00", "lcff"),
        before("3.3", "School Safety / Crisis Prevention", "0.00", "0.00", "lcff"),
        before("3.4", "Instructional Materials", "30,500.00", "30,500.00", "lcff"),
        before("3.5", "Retention of Effective Teaching Staff", "62,339.00", "62,339.00", "lcff"),
        before("4.1", "Career Technical Education", "278,154.00", "278,154.00", "equity-multiplier"),
        before("4.2", "Early College Programming", "797,640.00", "798,506.00", "equity-multiplier"),
        before("4.3", "Literacy Intervention", "659,989.00", "690,876.00", "equity-multiplier"),
      ],
    },
    revenues: {
      now: {
        // The print leaves the amount of other LCFF funds blank ("$ is other LCFF funds"); it is what the two grants leave of the total.
        "lcff-total": "38,196,002", "coe-operations": "25,788,837", "coe-alternative-education": "3,526,480", "coe-other-lcff": "8,880,685",
        base: "28,135,248", "supplemental-concentration": "1,180,069", "add-on-15": 0, "other-state": "90,821,127", "coe-ssebg": "414,720", local: "54,091,219", federal: "9,259,006",
        "general-fund-expenditures": "209,036,317", "lrebg-unexpended": "55,709",
      },
      prior: { base: "28,135,248", "supplemental-concentration": "1,180,069" },
    },
    needs: [
      {
        key: "need-academic", groups: ["SED", "EL", "FY", "HI", "AA", "WH"], area: "ela",
        text: "Results in English and mathematics are very low for low-income, Hispanic, African American and White students, and new students read at about the level of fourth grade.",
        unique: "English learners who are not yet reclassified score below almost every other group. Low-income students and foster youth come from several schools with gaps that differ from one student to the next.",
      },
      {
        key: "need-english-learners", groups: ["EL", "LTEL"], area: "elpi",
        text: "English learners score below students as a whole, and about 35% of them kept or lost their level on the 2023 Dashboard.",
        unique: "Forty-three percent are long-term English learners. They speak English every day and lack the language of school, so they need stronger help than newcomers.",
      },
      {
        key: "need-career", groups: everyGroup, area: "college-career",
        text: "The College/Career Indicator stands at the lowest level, and few students finish a CTE pathway although there are several.",
        unique: "In every setting people asked for classes and experience that lead to work. Low-income students, foster youth and English learners meet the world outside school least often and change programs before a pathway ends.",
      },
      {
        key: "need-credits", groups: ["LI", "HOM", "FY", "EL"], area: "course-completion",
        text: "Students arrive short of credits, and few grow on local tests.",
        unique: "Far more homeless students pass through in a year (1,995) than census day shows (121). They and foster youth change schools often, and without a device of their own they lose a course with each move.",
      },
      {
        key: "need-families", groups: ["LI", "EL", "FY"], area: "family-engagement",
        text: "Families take little part: about a fifth joined in nothing, and 43% did not know of any activity.",
        unique: "How low-income students, English learners and foster youth fare depends on the family. Those who work long hours, speak another language or stand in for the parents hear least from school.",
      },
      {
        key: "need-partners", groups: ["LI", "EL", "FY"], area: "community",
        text: "Youth on the advisory council and outside partners say that community organizations are a strength to build on.",
        unique: "Many low-income students, foster youth and English learners trust a mentor from their own neighborhood before they trust a school. Partners want to work together instead of side by side.",
      },
      {
        key: "need-attendance", groups: ["LI", "EL", "FY", "HOM"], area: "chronic-absenteeism",
        text: "Chronic absence is high, above all at Foundations Academy, and Palmiter and Hickey suspend many students.",
        unique: "Low-income and homeless students and foster youth lack transportation, are ill for longer and feel less tied to school. They ask for mental health support and for care they can reach.",
      },
      {
        key: "need-enrichment", groups: ["LI", "EL", "FY"], area: "engagement",
        text: "Students say they come for work with their hands and for a look at careers.",
        unique: "Low-income students, foster youth and English learners seldom get arts, trades and outings anywhere else; where school offers them, they come more often.",
      },
      { key: "need-graduation", groups: everyGroup, area: "graduation-rate", text: "Graduation is at the lowest level for every group. Many students graduate in a sixth year, which the state counts as not graduating." },
      {
        key: "need-foundations-chronic-absenteeism", groups: ["ALL", "HI", "SED", "SWD"], area: "chronic-absenteeism", school: "foundations",
        text: "Foundations Academy was at the lowest level of chronic absence in 2023.",
        unique: "Of its low-income students 81.8% were chronically absent in 2023 and of its English learners 73.7%, against 72.6% of all.",
      },
      {
        key: "need-hickey-math", groups: ["ALL", "HI", "SED", "WH"], area: "math", school: "hickey",
        text: "Hickey was at the lowest level in mathematics in 2023, and its middle school results do not move.",
        unique: "Low-income students stood at that level as a group of their own.",
      },
      {
        key: "need-north-area-math", groups: ["ALL", "SED"], area: "math", school: "north-area",
        text: "Nobody at North Area took the state tests in 2023, which counts as the lowest level.",
        unique: "Low-income students have to be met, invited and helped through the tests before anyone can see what they lack.",
      },
      // The other lowest levels of 2023 at single schools; actions of goal 4 are directed to them.
      ...lowest.filter(([of, indicator]) => of !== office && indicatorWords[indicator] !== undefined).map(([school, area, groups]) => ({
        key: `need-${school}-${area}`, groups: [...groups], area, school, text: `${indicatorWords[area]}: lowest level at this school in 2023.`,
      })),
      { key: "need-systems", groups: ["ALL"], area: "systems", text: "Programs of one office enroll, place, test and release students in different ways, and few students take the first tests." },
    ],
    goals: sacramentoGoals,
    events: [
      { label: "District administrators leadership team", partners: ["administrators", "other-personnel"], dateText: "2024-25", method: "Leaders and staff study data, go through the actions and propose changes.", topics: ["plan", "review", "needs"] },
      { label: "Principals and other administrators", partners: ["principals", "administrators"], dateText: "2024-25", method: "Site and office leaders discuss whether the actions are done and work.", topics: ["plan", "review"], heard: "Common processes, more literacy, well-being." },
      { label: "Classified staff", partners: ["other-personnel"], dateText: "2024-25", method: "The yearly survey, and conversations at each site.", topics: ["plan"], heard: "Training in behavior; field trips and career exploration should go on." },
      { label: "Teachers", partners: ["teachers"], dateText: "2024-25", method: "The yearly survey, staff meetings and conversations at each site.", topics: ["plan", "review"], heard: "Deeper training by subject; one policy for grades and credits." },
      { label: "Parents and Caregivers", partners: ["parents"], dateText: "2024-25", method: "At enrollment, at events on campus, by survey and in conversation.", topics: ["plan", "needs"], heard: "Caring teachers, intensive help, safety, CTE." },
      { label: "Students / Youth Advisory Council", partners: ["students"], dateText: "2024-25", method: "Listening sessions at each school, the yearly survey, and a council that meets every month.", topics: ["plan", "needs"], heard: "Caring adults, mentors, hands-on arts, a say in decisions." },
      { label: "Bargaining Units", partners: ["bargaining-units"], dateText: "2024-25", method: "One meeting with the teachers' and one with the classified unit; both got the draft and a form for members.", topics: ["plan", "review"] },
      { label: "Curriculum Collaboration Team", partners: ["administrators", "teachers", "other-personnel"], dateText: "2024-25", method: "Meetings of staff, administrators and trustees on data, materials, tests and training.", topics: ["plan"] },
      {
        label: "Equity Multiplier School Sites: El Centro, Elinor Lincoln Hickey, Nathaniel S. Colley, North Area and Palmiter", partners: ["equity-multiplier-partners", "parents", "students", "teachers", "principals"], dateText: "2024-25",
        method: "School site councils (three sites share one), meetings and survey answers put together.", topics: ["plan", "equity-multiplier"], heard: "CTE pathways, enrichment, and more days when parents can come.",
      },
      { label: "Community School Steering Committee", partners: ["community", "administrators"], dateText: "2024-25", method: "Meetings on needs, events and money at the three sites.", topics: ["needs"] },
      { label: "Community-Based Organizations", partners: ["community"], dateText: "2024-25", method: "Quarterly meetings in person about needs, the equity money and the goals.", topics: ["plan", "equity-multiplier"], heard: "Act on the study of the Black student experience; internships; involve parents." },
      { label: "SELPA", partners: ["selpa"], dateText: "June 2025", method: "Consultation.", topics: ["special-education"] },
      { label: "Parent Advisory Committees", partners: ["parents"], dateText: "Spring 2025", method: "The committee received the draft and asked nothing of the superintendent. An English learner committee is not required in 2025.", topics: ["plan"] },
      { label: "LCAP Posting for the Public, Hearing and Adoption", partners: ["community", "parents"], dateText: "June 6 to 24, 2025", method: "Comments on the draft from June 6, hearing on June 10, adoption with the local indicators on June 24.", topics: ["plan", "budget"] },
    ],
    meetings: [
      { body: "board", kind: "hearing", heldOn: "2025-06-10" },
      { body: "board", kind: "adoption", heldOn: "2025-06-24" },
      { body: "board", kind: "local-indicators", heldOn: "2025-06-24" },
    ],
    answers: {
      "who.district":
        "The county office runs six schools for 932 students whom a usual middle or high school does not serve well. Court and community schools teach expelled and detained youth and others who want a small school; two schools teach only students with disabilities. Of all students 70.1% are low-income, 34.1% have disabilities, 15.6% are homeless, 4.8% are foster youth and 14.5% English learners.\n\nStudents move often: a stay in court school lasts 31 days on average, in a community school 125 school days. We therefore also follow attendance, reading, mathematics, credits and transition with our own measures. Two community schools grants of 2024 pay for whole-child services at four sites, and the Student Support and Enrichment Block Grant for training, learning at work and dual enrollment.",
      "stand.performance":
        "## What went well\n- English rose by 41 points and mathematics by 43.7; no group is Red in mathematics.\n- Nine student groups graduate more often, and El Centro's one-year rate is 93.3%.\n- Chronic absence in grades K-8 fell from 48.5% to 46.2%, at Foundations Academy by 15.5 points.\n- Of the parents who answered, 97% feel connected.\n\n## What did not\n- Graduation and College/Career stay Red for all.\n- English learners, long-term learners among them, are Red in progress towards proficiency; African American students are Red in English.\n- Suspensions went up to 4.1%; English learners, homeless students and students with disabilities are Red.\n\nUnspent Learning Recovery money ($55,709) pays for a Director of Counseling in action 4.2; the needs assessment points to English and mathematics at all schools.",
      "stand.assistance":
        "The state assigned Placer County Office of Education to help us. Its team looked at group results and local data with us and worked on a problem of practice, a driver diagram and changes to try.\n\nOur leaders visited classrooms and CTE and went on with learning communities. Goal 4 takes up training and site walks, goal 3 exit codes, enrollment and transition, the success plan and the data warehouse.",
      "do.csi_support":
        "The planning and improvement department helps principals and councils with the needs assessment of each school, with root causes and with meetings; a program manager studies which evidence-based interventions work. All four schools used improvement science on Dashboard, test and wellness data, split by program where one site houses several.\n\nThe money goes to graduation. Resource inequities were looked for in ten dimensions: the schools are small, poverty is high, and many students cannot reach health care. Clinicians on our own staff, nonprofits and the community schools grant answer them.",
      "do.csi_monitor":
        "Once a year we study the students of each identified school as a cohort, with state and local data, exits and surveys. Principals meet the assistant superintendent every month about their plan, and councils see short-cycle tests during the year.\n\nCredits (ten a month), attendance and work with partners are watched; suspensions are reviewed each quarter by group.",
      "listen.influence":
        "- Kept: mental health clinicians, counselors, the learning center in the juvenile hall, and services for youth who would once have gone to the state\n- More: training by subject, in language development and in behavior; career exploration and learning at work\n- Processes for enrollment, attendance and testing that everyone follows (goal 3)\n- A warmer start for students and families, shaped with student voice (goal 2)\n- Equity Multiplier sites: CTE pathways, enrichment and social learning in goal 4, against low engagement and suspensions",
      "cost.not_in_plan":
        "Most of the budget serves districts in the county and the running of the office, or is grant and contract money for set tasks: research, credential programs, early learning, an outdoor school. Basic costs of court and community schools outside the plan explain why spending passes revenue.",
      "cost.addon_plan": "Not applicable: the office does not receive concentration grant money.",
      "went.shortfall": "A position stood vacant from mid-year. Colleagues took over its work, so students with high needs and their families lost no service.",
    },
    choices: { "cost.lrebg": "yes" },
    rows: {
      "who.people": [{ body: "plan-contact", seat: "", name: "County superintendent", title: "Superintendent", organization: "Sacramento County Office of Education", email: "superintendent@scoe.example", phone: "" }],
    },
  });
  addSacramentoSchools(plan);
  return planSchema.parse(plan);
}

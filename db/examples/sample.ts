// An invented unified district with believable figures, for the portal: the 2025-26 plan as adopted, and the 2026-27 plan still being written.
import type { Plan } from "#schemas/plan.ts";
import { planSchema, yearBefore } from "#schemas/plan.ts";
import { examplePlan } from "./example-plan.ts";
import type { Cell, ExampleAction, ExampleGoal, ExampleLine, ExampleMetric, ExampleOpeningAction, Readings, Words } from "./example-plan.ts";
import { addSchoolParts } from "./sample-schools.ts";
import { sampleTexts } from "./sample-texts.ts";
import type { SampleYear } from "./sample-texts.ts";

const lea = "alder-valley";
const acorn = "acorn-street";
const bridges = "bridges";
const valleyMiddle = "alder-valley-middle";
const graniteMiddle = "granite-middle";
const valleyHigh = "alder-valley-high";
const orchard = "orchard";
const riverbend = "riverbend";

const everyHighNeed = ["EL", "FY", "LI"];

// ── Money: written once in dollars of 2025-26; other years grow and shrink with it ─────────────────

const growth: Record<string, number> = { "2024-25": 0.972, "2025-26": 1, "2026-27": 1.035 };
const dollarsIn = (year: string, dollars: number): number => Math.round((dollars * (growth[year] ?? 1)) / 100) * 100;

type Money = readonly [source: string, object: "staff" | "other", dollars: number, more?: { site?: string; resource?: string; note?: string }];
type SampleAction = Omit<ExampleAction, "key" | "lines"> & {
  key: string;
  money: Money[];
  /** What part of the planned amount was spent, by the latest estimate: in 2024-25 and in 2025-26. */
  spent?: readonly [of2024: number, of2025: number];
  /** The first plan that has the action; those of 2024-25 otherwise. */
  since?: SampleYear;
};
type SampleGoal = Omit<ExampleGoal, "key" | "actions" | "metrics" | "analysis"> & { key: string; metrics: SampleMetric[]; actions: SampleAction[] };

const linesIn = (year: string, money: Money[]): ExampleLine[] => money.map(([source, object, dollars, more]) => [source, object, dollarsIn(year, dollars), more ?? {}]);

/** Last year's adopted amounts of an action, and what the latest estimate says of them. */
function openingAction(action: SampleAction, number: string, priorYear: string): ExampleOpeningAction {
  const planned = linesIn(priorYear, action.money);
  const ratio = action.spent?.[priorYear === "2024-25" ? 0 : 1] ?? 1;
  const sum = (lines: ExampleLine[]) => lines.reduce((total, [, , dollars]) => total + Number(dollars), 0);
  return {
    number, key: action.key, title: action.title, contributing: action.contributing ?? false,
    planned: sum(planned),
    plannedLcff: sum(planned.filter(([source]) => source.startsWith("lcff"))),
    ...(action.plannedPercent === undefined ? {} : { plannedPercent: action.plannedPercent, actualPercent: action.plannedPercent }),
    estimated: priorYear === "2025-26" && openAnswers.actionsWithoutEstimate.includes(action.key) ? [] : planned.length === 0 ? 0 : planned.map(([source, object, dollars, more]) => [source, object, Math.round(Number(dollars) * ratio), more ?? {}] as const),
  };
}

// ── Metrics: baseline, year 1, year 2 and target of each group in one row ──────────────────────────

type Row = readonly [baseline: Cell, year1: Cell, year2: Cell, target: Cell];
type SampleMetric = Omit<ExampleMetric, "baseline" | "year1" | "values" | "target"> & {
  years: readonly [baseline: string, year1: string, year2: string];
  rows: Record<string, Row>;
  school?: string;
  since?: SampleYear;
  /** Nobody has typed the newest value into the plan being written. */
  waiting?: boolean;
};

const dashboard = ["2023 Dashboard", "2024 Dashboard", "2025 Dashboard"] as const;
const schoolYear = ["2022-23", "2023-24", "2024-25"] as const;
const own = ["Spring 2024", "Spring 2025", "Spring 2026"] as const;
const fromDashboard = { source: "California School Dashboard", years: dashboard };
const fromState = { source: "DataQuest", years: schoolYear };
const fromUs = { source: "District records", years: own };
const fromSurvey = { source: "Spring survey", years: own };

const metricIn = (year: SampleYear, { years, rows, school, since, waiting, ...metric }: SampleMetric): ExampleMetric => {
  const at = (column: 0 | 1 | 2 | 3, named: string): Readings => ({
    year: named, of: Object.fromEntries(Object.entries(rows).map(([group, row]) => [group, row[column]])),
    ...(metric.source === undefined ? {} : { source: metric.source }), ...(school === undefined ? {} : { school }),
  });
  const target = at(3, "2026-27");
  if (since === year) return { ...metric, added: true, baseline: at(2, years[2]), target };
  if (year === "2025-26") return { ...metric, baseline: at(0, years[0]), values: at(1, years[1]), target };
  return { ...metric, baseline: at(0, years[0]), year1: at(1, years[1]), target, ...(waiting ? {} : { values: at(2, years[2]) }) };
};

// ── Goals ──────────────────────────────────────────────────────────────────────────────────────────

const goals: SampleGoal[] = [
  {
    key: "goal-learning", kind: "broad", priorities: ["2", "4", "8"], needs: ["need-reading", "need-math", "need-disability", "need-disability-math", "need-college"],
    description: "Every student in Alder Valley reads, writes and reasons with confidence, and leaves us ready for college, a career and a life they choose.",
    why: sampleTexts.whyLearning,
    metrics: [
      { key: "m-ela", name: "English language arts, distance from standard", codes: ["4A"], unit: "points", ...fromDashboard, rows: { ALL: ["-28.4", "-24.9", "-20.6", "-10"], EL: ["-74.2", "-71.8", "-66.3", "-50"], SED: ["-52.1", "-48.0", "-43.5", "-30"], SWD: ["-112.7", "-108.4", "-101.9", "-85"], HOM: ["-71.5", "-69.0", "-63.8", "-50"] } },
      { key: "m-math", name: "Mathematics, distance from standard", codes: ["4A"], unit: "points", ...fromDashboard, rows: { ALL: ["-61.3", "-57.2", "-52.4", "-40"], EL: ["-101.8", "-98.6", "-93.0", "-75"], SED: ["-85.4", "-81.1", "-76.2", "-60"], SWD: ["-139.6", "-134.2", "-128.8", "-110"], AA: ["-98.0", "-95.3", "-90.1", "-72"] } },
      { key: "m-science", name: "Science test, met or exceeded standard", codes: ["4A"], source: "CAASPP", years: schoolYear, waiting: true, rows: { ALL: ["24.6", "26.1", "27.9", "33"], SED: ["16.8", "18.0", "19.5", "26"] } },
      { key: "m-standards", name: "Putting the state's academic standards into practice, self-rating (1 to 5)", codes: ["2A"], unit: "level", source: "Local indicator, priority 2", years: own, rows: { ALL: ["3.4", "3.7", "3.9", "4.5"] } },
      { key: "m-ag", name: "Graduates who completed the a-g courses", codes: ["4B"], ...fromState, rows: { ALL: ["38.2", "40.7", "43.1", "48"], EL: ["17.4", "19.2", "22.8", "28"], SED: ["30.6", "33.1", "36.4", "42"], SWD: ["9.8", "11.4", "12.9", "18"] } },
      { key: "m-cte", name: "Graduates who completed a CTE pathway", codes: ["4C"], ...fromState, rows: { ALL: ["21.7", "24.3", "26.8", "31"], SED: ["20.9", "23.8", "26.0", "31"] } },
      { key: "m-ag-cte", name: "Graduates who completed both a-g and a CTE pathway", codes: ["4D"], ...fromState, rows: { ALL: ["11.2", "12.9", "14.6", "18"], SED: ["8.7", "10.3", "12.0", "16"] } },
      { key: "m-ap", name: "Students in AP courses who passed an exam with 3 or higher", codes: ["4G"], source: "College Board", years: schoolYear, rows: { ALL: ["54.3", "57.0", "58.8", "62"], SED: ["43.9", "47.2", "49.0", "55"] } },
      { key: "m-eap-ela", name: "Grade 11 students ready for college work in English by the state test", codes: ["4H"], source: "CAASPP", years: schoolYear, rows: { ALL: ["49.1", "51.0", "52.6", "57"] } },
      { key: "m-eap-math", name: "Grade 11 students ready for college work in mathematics by the state test", codes: ["4H"], source: "CAASPP", years: schoolYear, waiting: true, rows: { ALL: ["22.7", "24.4", "26.0", "32"] } },
      { key: "m-cci", name: "Graduates prepared for college and career", codes: ["8A"], ...fromDashboard, rows: { ALL: ["39.8", "41.5", "43.9", "49"], EL: ["14.1", "16.9", "19.4", "26"], SWD: ["7.2", "8.8", "10.1", "17"] } },
      { key: "m-grade3", name: "Grade 3 students who read at grade level", codes: ["8A"], ...fromUs, source: "District reading test", rows: { ALL: ["46", "50", "53", "62"], EL: ["21", "25", "29", "40"], LI: ["37", "41", "45", "55"] } },
    ],
    actions: [
      {
        key: "a-reading", title: "Reading coaches and small groups", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-reading"], metrics: ["m-ela", "m-grade3"], purposes: ["high-leverage", "timely-help"],
        description: "Eleven reading coaches work beside teachers from transitional kindergarten to grade 8. They watch lessons, model them, and lead small groups of six weeks for children who are not yet reading at grade level.\n\n- Every school has at least one coach; schools with most high-need students have two.\n- Groups are formed anew after each reading test, so that no child waits a year for help.",
        how: "Low-income students and English learners are twice as likely to read below grade level in grade 3. Coaches give them more time with a skilled adult in the hours they are already in class. It is offered in all schools because high-need students sit in every one of our classrooms, and a child who changes school keeps the same help.",
        money: [["lcff-supplemental-concentration", "staff", 1_290_000], ["lcff-supplemental-concentration", "other", 60_000]], spent: [0.94, 0.95],
      },
      {
        key: "a-math", title: "Mathematics teams and tutoring", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-math", "need-middle-math"], metrics: ["m-math"], purposes: ["high-leverage", "timely-help", "red-2023"], groups: ["EL", "FY", "LI", "SWD"], location: "all-schools",
        description: "Teams of mathematics teachers plan units together every two weeks and look at what students wrote. Tutors join lessons in grades 5 to 9.\n\nThe work answers the lowest performance level in mathematics of students with disabilities in the district, and of English learners and students with disabilities at Alder Valley Middle.",
        how: "English learners and low-income students told us they stop asking when a lesson moves on. A tutor in the room and shared units give them a second way in. Teams work district-wide because students move between our schools and need one sequence.",
        money: [["lcff-supplemental-concentration", "staff", 980_000], ["lcff-supplemental-concentration", "other", 120_000]], spent: [0.93, 0.94],
      },
      {
        key: "a-inclusion", title: "Learning together: co-teaching for students with disabilities", groups: ["SWD"], purposes: ["red-2023", "technical-assistance"], needs: ["need-disability", "need-disability-math", "need-middle-math", "need-high-disability"], metrics: ["m-ela", "m-math", "m-cci"],
        description: "A general and a special education teacher share one class, plan together each week and teach all its students.\n\nThis is the main work of our differentiated assistance. It answers the lowest performance level in English and mathematics of students with disabilities in the district, in mathematics at Alder Valley Middle, and in college and career at Alder Valley High.",
        money: [["lcff-base", "staff", 860_000], ["idea", "staff", 540_000]], spent: [0.97, 0.99],
      },
      {
        key: "a-counselors", title: "College and career counselors", contributing: true, scope: "schoolwide", unduplicated: everyHighNeed, needs: ["need-college"], metrics: ["m-ag", "m-cci"], location: "specific-schools", schools: [valleyHigh], purposes: ["well-rounded"],
        description: "Five counselors at Alder Valley High meet each student and a family member twice a year, check the path to graduation and to college, and help with applications and aid.",
        how: "Students who would be the first in their family to go to college have nobody at home who has filled in the forms. The counselors start with them. All students are met, because a plan made with everyone is a plan nobody is ashamed of.",
        money: [["lcff-supplemental-concentration", "staff", 690_000]], spent: [0.96, 0.97],
      },
      {
        key: "a-cte", title: "Career pathways", metrics: ["m-cte", "m-ag-cte"], location: "specific-schools", schools: [valleyHigh, bridges], purposes: ["well-rounded"],
        description: "Six pathways, from health science to building trades, each with three courses, a local employer and a place to practice.",
        money: [["lcff-base", "staff", 520_000], ["other-state", "other", 310_000]], spent: [1, 0.98],
      },
      {
        key: "a-avid", title: "College habits in grades 7 to 12", contributing: true, scope: "schoolwide", unduplicated: everyHighNeed, needs: ["need-college"], metrics: ["m-ag"], location: "specific-schools", schools: [valleyMiddle, valleyHigh],
        description: "An elective and shared routines for notes, questions and study groups, with tutors from the community college.",
        how: "The elective is filled first with low-income students, English learners and foster youth in the middle of their class. The routines are used in all lessons of both schools, so that what they learn there works everywhere.",
        money: [["lcff-supplemental-concentration", "staff", 370_000], ["lcff-supplemental-concentration", "other", 40_000]], spent: [0.95, 0.96],
      },
      {
        key: "a-teachers", title: "Time for teachers to learn together", metrics: ["m-standards"],
        description: "Four days a year and weekly early-release time for teachers to study standards, lessons and student work.",
        money: [["title-ii-a", "staff", 385_000], ["lcff-base", "staff", 240_000]], spent: [0.99, 1],
      },
      {
        key: "a-data", title: "Knowing early who needs help", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-reading", "need-math"], metrics: ["m-ela", "m-math", "m-grade3"], purposes: ["timely-help"],
        description: "A small team brings test, attendance and course data to each school within a week, and sits with teachers to decide who gets which help.",
        how: "Foster youth and students who move often were found late, or not at all. The team looks at them first, each month. It serves all schools because the students who move most attend all of them.",
        money: [["lcff-supplemental-concentration", "staff", 310_000], ["lcff-supplemental-concentration", "other", 50_000]], spent: [0.98, 0.98],
      },
      {
        key: "a-lrebg", since: "2025-26", title: "More days to learn: summer and winter sessions", purposes: ["lrebg", "timely-help"], groups: ["EL", "LI", "SWD"], needs: ["need-reading", "need-math"], metrics: ["m-grade3", "m-math"],
        description: "Four weeks in summer and one in winter for students who are a year or more behind, in classes of fifteen, with breakfast, lunch and a bus. This action is paid from the Learning Recovery Emergency Block Grant.",
        lrebgWhy: "Adding days of instruction is an allowed use of the grant. Our needs assessment found the largest loss in early reading and in mathematics of grades 6 to 8. Research on summer programs of five weeks or less, with small classes and trained teachers, shows gains in both. We watch the grade 3 reading and the mathematics metric of this goal.",
        evidence: { tier: "2", citation: "The district's review of studies on summer learning, spring 2025" },
        money: [["lrebg", "staff", 1_020_000], ["lrebg", "other", 220_000]], spent: [1, 0.93],
      },
      {
        key: "a-neighbors", since: "2026-27", title: "Reading with a neighbor", groups: ["LI", "EL"], needs: ["need-reading"], metrics: ["m-grade3"], purposes: ["family-involvement"],
        description: "Trained neighbors, many of them retired, read with second graders twice a week. New this year: parents proposed it at three schools.",
        money: [["title-i-a", "staff", 86_000], ["title-i-a", "other", 12_000]],
      },
    ],
  },
  {
    key: "goal-belonging", kind: "broad", priorities: ["3", "5", "6"], needs: ["need-attendance", "need-belonging", "need-homeless"],
    description: "Every student is known, safe and here: families, schools and neighbors work together so that children want to come and can come, every day.",
    why: sampleTexts.whyBelonging,
    metrics: [
      { key: "m-attendance", name: "Attendance rate", codes: ["5A"], ...fromUs, rows: { ALL: ["91.8", "92.9", "93.4", "95"], LI: ["90.6", "91.7", "92.5", "94.5"] } },
      { key: "m-chronic", name: "Chronic absenteeism, kindergarten to grade 8", codes: ["5B"], direction: "down", ...fromDashboard, rows: { ALL: ["27.9", "22.6", "19.8", "15"], EL: ["28.4", "22.1", "19.0", "15"], SED: ["33.5", "27.8", "24.1", "18"], SWD: ["36.2", "30.9", "27.7", "21"], HOM: ["46.8", "41.0", "36.9", "28"], FY: ["34.1", "30.2", "27.5", "20"] } },
      { key: "m-dropout-middle", name: "Middle school dropouts", codes: ["5C"], unit: "count", direction: "down", ...fromState, rows: { ALL: ["4", "3", "2", "0"] } },
      { key: "m-dropout-high", name: "High school dropout rate", codes: ["5D"], direction: "down", ...fromState, waiting: true, rows: { ALL: ["7.9", "7.1", "6.4", "5"], SED: ["9.8", "8.7", "7.9", "6"] } },
      { key: "m-graduation", name: "Graduation rate", codes: ["5E"], ...fromDashboard, rows: { ALL: ["86.1", "87.4", "88.9", "91"], EL: ["74.5", "77.3", "79.8", "84"], SED: ["82.6", "84.4", "86.0", "89"], SWD: ["69.3", "71.0", "73.4", "79"], HOM: ["71.2", "73.9", "75.0", "81"] } },
      { key: "m-suspension", name: "Suspension rate", codes: ["6A"], direction: "down", ...fromDashboard, rows: { ALL: ["5.1", "4.6", "4.0", "3"], FY: ["17.9", "14.3", "12.2", "7"], AA: ["12.6", "10.9", "9.1", "5"], SWD: ["8.7", "7.9", "7.0", "5"], SED: ["6.4", "5.8", "5.1", "3.8"] } },
      { key: "m-expulsion", name: "Expulsion rate", codes: ["6B"], direction: "down", ...fromState, rows: { ALL: ["0.09", "0.06", "0.05", "0.03"] } },
      { key: "m-student-safe", name: "Students who feel safe at school, grades 5, 7, 9 and 11", codes: ["6C"], ...fromSurvey, rows: { ALL: ["61", "65", "68", "75"] } },
      { key: "m-student-survey", name: "Students who feel connected to their school, grades 5, 7, 9 and 11", codes: ["6C"], ...fromSurvey, rows: { ALL: ["54", "58", "62", "70"], FY: ["41", "46", "50", "65"] } },
      { key: "m-parent-survey", name: "Parents who say their child is safe and treated with respect", codes: ["6C"], ...fromSurvey, rows: { ALL: ["78", "81", "83", "88"] } },
      { key: "m-staff-survey", name: "Teachers and staff who feel safe and supported", codes: ["6C"], ...fromSurvey, rows: { ALL: ["66", "69", "73", "80"] } },
      { key: "m-parent-input", name: "Seeking parents' part in decisions, self-rating (1 to 5)", codes: ["3A"], unit: "level", source: "Local indicator, priority 3", years: own, rows: { ALL: ["3.3", "3.6", "3.8", "4.5"] } },
      { key: "m-parent-high-need", name: "Families of English learners, foster youth and low-income students at two or more school events", codes: ["3B"], ...fromUs, rows: { EL: ["34", "39", "44", "55"], LI: ["37", "41", "45", "55"] } },
      { key: "m-parent-disability", name: "Families of students with disabilities at two or more school events besides the IEP meeting", codes: ["3C"], ...fromUs, rows: { SWD: ["31", "33", "38", "50"] } },
      { key: "m-trusted-adult", since: "2026-27", name: "Students who can name an adult at school they trust", codes: ["6C"], ...fromSurvey, rows: { ALL: ["", "", "71", "85"], FY: ["", "", "58", "85"] } },
    ],
    actions: [
      {
        key: "a-attendance", title: "Attendance and care teams", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-attendance"], metrics: ["m-attendance", "m-chronic"], purposes: ["timely-help", "red-2023"], groups: ["EL", "FY", "LI", "HOM", "HI"], location: "all-schools",
        description: "At every school a team of four looks at absences each Monday, calls home with a question rather than a warning, and clears what is in the way: a bus, a health problem, a bully, a shift that starts at five.\n\nThe teams answer the lowest performance level in chronic absenteeism of homeless students in the district, and at Acorn Street of all, low-income and Hispanic students.",
        how: "Low-income students miss school more than others, most often for reasons a school can help with. The team calls them first. It exists at all schools since absence begins before any list shows it.",
        money: [["lcff-supplemental-concentration", "staff", 1_120_000], ["lcff-supplemental-concentration", "other", 60_000]], spent: [0.97, 0.97],
      },
      {
        key: "a-counseling", title: "Counselors and social workers in all schools", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-belonging"], metrics: ["m-student-survey", "m-suspension"],
        description: "One counselor for every 350 students and a social worker for every two schools. They see students alone and in groups, support teachers, and know whom to call outside school.",
        how: "Foster youth and students living in poverty carry losses that show up as anger or silence. A social worker who knows them by name is the help they asked for. Every school has one, because feelings do not follow attendance boundaries.",
        money: [["lcff-supplemental-concentration", "staff", 1_760_000]], spent: [0.95, 0.96],
      },
      {
        key: "a-restorative", title: "Repair instead of removal", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-belonging"], metrics: ["m-suspension", "m-staff-survey"], purposes: ["red-2023"], groups: ["EL", "FY", "LI", "AA"],
        description: "Staff at all schools learn to settle conflict by talking, repairing harm and returning. Two behavior specialists coach the schools with most suspensions.\n\nThe action answers the lowest performance level in suspension of foster youth and of African American students in the district.",
        how: "Foster youth are suspended three times as often as others, and each day away costs them the one steady place they have. Specialists begin with them. The practice must be district-wide: a student who changes school must find the same rules.",
        money: [["lcff-supplemental-concentration", "staff", 650_000], ["lcff-supplemental-concentration", "other", 90_000]], spent: [0.93, 0.95],
      },
      {
        key: "a-homeless-foster", title: "A steady hand for foster and homeless youth", contributing: true, scope: "limited", unduplicated: ["FY", "LI"], groups: ["FY", "HOM"], needs: ["need-homeless"], metrics: ["m-chronic", "m-suspension", "m-graduation"], purposes: ["red-2023", "technical-assistance"],
        description: "Two liaisons keep in touch with every foster and homeless student, arrange rides, supplies and records within two days, and sit in on meetings about them.\n\nThey answer the lowest performance level in chronic absenteeism of homeless students and in suspension of foster youth.",
        how: "Students who lose a home lose days, records and credits with it. One adult who stays with them through the move keeps them in class.",
        money: [["lcff-supplemental-concentration", "staff", 270_000], ["lcff-supplemental-concentration", "other", 40_000]], spent: [0.98, 0.99],
      },
      {
        key: "a-family-centers", title: "Family centers and home visits", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-attendance", "need-belonging"], metrics: ["m-parent-input", "m-parent-high-need", "m-parent-disability"], purposes: ["family-involvement"],
        description: "Six family centers, open into the evening, with staff who speak Spanish, Mixteco and Punjabi. Teachers are paid for home visits in the first six weeks.",
        how: "Families of English learners told us that they came to school only when something was wrong. A center where they are greeted in their language, and a first visit that is about hopes, change that. All families may come; visits go first to English learners, foster and low-income families.",
        money: [["lcff-supplemental-concentration", "staff", 560_000], ["lcff-supplemental-concentration", "other", 60_000], ["title-i-a", "staff", 140_000]], spent: [0.95, 0.96],
      },
      {
        key: "a-afterschool", title: "Arts, sports and clubs after school", metrics: ["m-student-survey", "m-attendance"], purposes: ["well-rounded"], location: "specific-grade-spans", locationText: "TK-8",
        description: "Three hours after school and thirty days in breaks, with art, music, sport, robotics and a hot supper.",
        money: [["elop", "staff", 1_480_000], ["elop", "other", 670_000]], spent: [0.9, 0.97],
      },
      {
        key: "a-safety", title: "Safe campuses", metrics: ["m-parent-survey", "m-staff-survey"],
        description: "Campus supervisors, drills, repaired fences and lights, and one number to text a worry to.",
        money: [["lcff-base", "staff", 410_000], ["local", "other", 230_000]], spent: [1, 1.02],
      },
      {
        key: "a-health", title: "School nurses and health aides", contributing: true, scope: "leawide", unduplicated: everyHighNeed, needs: ["need-attendance"], metrics: ["m-attendance", "m-chronic"],
        description: "Four nurses and nine aides for vaccines, glasses, asthma, diabetes and teeth, with a van from the county clinic on Thursdays.",
        how: "Asthma and toothache are among the first reasons for absence of low-income students, who often have no doctor nearby. Care at school brings them back the same day. Children fall ill at every school, so the service is district-wide.",
        money: [["lcff-supplemental-concentration", "staff", 400_000], ["lcff-supplemental-concentration", "other", 40_000]], spent: [0.96, 0.97],
      },
    ],
  },
  {
    key: "goal-language", kind: "focus", priorities: ["2", "4"], needs: ["need-language", "need-long-term"],
    description: "By June 2027, 55 percent of English learners make progress each year, 15 percent are reclassified, and the number of long-term English learners falls below 250.",
    why: sampleTexts.whyLanguage,
    metrics: [
      { key: "m-elpi", name: "English learners making progress towards proficiency", codes: ["4E"], ...fromDashboard, rows: { EL: ["45.2", "47.9", "50.3", "55"], LTEL: ["38.6", "40.1", "42.7", "50"] } },
      { key: "m-reclassified", name: "English learners reclassified", codes: ["4F"], ...fromUs, rows: { EL: ["9.1", "10.8", "12.2", "15"], LTEL: ["7.4", "9.6", "11.3", "16"] } },
      { key: "m-el-access", name: "English learners' access to the standards and to language development, self-rating (1 to 5)", codes: ["2B"], unit: "level", source: "Local indicator, priority 2", years: own, rows: { EL: ["3.0", "3.4", "3.7", "4.5"] } },
      { key: "m-ltel-count", name: "Long-term English learners", codes: ["4F"], unit: "count", direction: "down", ...fromUs, rows: { LTEL: ["364", "341", "318", "250"] } },
      { key: "m-ltel-ela", name: "English language arts of long-term English learners, distance from standard", codes: ["4A"], unit: "points", years: ["2023 state test", "2024 Dashboard", "2025 Dashboard"], source: "California School Dashboard", rows: { LTEL: ["-118.3", "-115.0", "-109.7", "-90"] } },
    ],
    actions: [
      {
        key: "a-eld", title: "Time every day to learn English", contributing: true, scope: "limited", unduplicated: ["EL"], groups: ["EL"], needs: ["need-language", "need-middle-math"], metrics: ["m-elpi", "m-reclassified"], purposes: ["language-acquisition", "red-2023"],
        description: "Designated language development of at least 30 minutes a day at each English learner's own level, taught by teachers hired for it, besides language support in every subject. Families choose between structured English immersion and the dual language program.\n\nThe action answers the lowest performance level in mathematics of English learners at Alder Valley Middle, where language stands between students and the task.",
        how: "English learners need talk, not only texts: our visits found them speaking for less than two minutes an hour. Teachers with this one duty protect the time and fill it with talk.",
        money: [["lcff-supplemental-concentration", "staff", 1_080_000], ["lcff-supplemental-concentration", "other", 60_000]], spent: [0.95, 0.96],
      },
      {
        key: "a-ltel", title: "A way out for long-term English learners", contributing: true, scope: "limited", unduplicated: ["EL"], groups: ["LTEL"], needs: ["need-long-term"], metrics: ["m-ltel-count", "m-ltel-ela", "m-reclassified"], purposes: ["language-acquisition"], location: "specific-schools", schools: [valleyMiddle, graniteMiddle, valleyHigh, bridges],
        description: "A course in academic writing and debate in place of a second remedial class, a mentor who goes through goals each month, and a celebration for each reclassified student.",
        how: "Students who have been learners for seven years speak well and write little. They told us they did not know what held them back. The course works on that, and the mentor shows them how near they are.",
        money: [["lcff-supplemental-concentration", "staff", 410_000], ["lcff-supplemental-concentration", "other", 20_000]], spent: [0.97, 0.98],
      },
      {
        key: "a-el-teachers", title: "Teachers who teach language in every subject", contributing: true, scope: "leawide", unduplicated: ["EL"], groups: ["EL", "LTEL"], needs: ["need-language"], metrics: ["m-elpi", "m-el-access"], purposes: ["teacher-learning-el"],
        description: "Five days of training for each teacher over two years, with lessons watched and talked over afterwards, for teachers of English learners and of long-term English learners.",
        how: "English learners spend most of the day in subject lessons. Those lessons teach language only when each teacher knows how, which is why the training reaches all schools.",
        money: [["lcff-supplemental-concentration", "staff", 180_000], ["title-iii-el", "staff", 210_000]], spent: [0.96, 0.97],
      },
      {
        key: "a-newcomers", title: "Newcomer help and bilingual aides", contributing: true, scope: "limited", unduplicated: ["EL"], groups: ["EL"], needs: ["need-language"], metrics: ["m-elpi"],
        description: "Twelve bilingual aides, a newcomer class at three schools, and an interpreter on call for families.",
        how: "A student in the first year here understands little of what is said. Someone who speaks the home language keeps the subjects within reach while English grows.",
        money: [["lcff-supplemental-concentration", "staff", 520_000]], spent: [0.94, 0.96],
      },
      {
        key: "a-dual", title: "Dual language at Orchard", contributing: true, scope: "schoolwide", unduplicated: ["EL", "LI"], needs: ["need-language"], metrics: ["m-reclassified", "m-ela"], location: "specific-schools", schools: [orchard],
        description: "Half the day in Spanish, half in English, from transitional kindergarten to grade 5.",
        how: "Children who read in their first language learn to read the second faster. The whole school takes part, so that English learners learn beside friends who are learning their language.",
        money: [["lcff-supplemental-concentration", "staff", 255_000], ["lcff-supplemental-concentration", "other", 40_000]], spent: [0.98, 0.98],
      },
      {
        key: "a-buddies", title: "Morning buddies for newcomers", contributing: true, scope: "limited", unduplicated: ["EL"], groups: ["EL"], needs: ["need-language"], metrics: ["m-elpi"], plannedPercent: "0.04", location: "specific-schools", schools: [riverbend, valleyMiddle],
        description: "Aides already on duty before school run a half hour of games and talk in English for newcomers, with older students as buddies. It costs nothing extra.",
        how: "Newcomers arrive early with the bus and stood by the gate. The half hour gives them practice without fear before the day begins.",
        money: [],
      },
    ],
  },
  {
    key: "goal-equity", kind: "equity-multiplier-focus", priorities: ["1", "4", "5"], schools: [acorn, bridges], needs: ["need-acorn-attendance", "need-bridges-graduation", "need-bridges-college", "need-equity"],
    description: "By June 2027, Acorn Street Elementary and Bridges Continuation High cut chronic absence and missed graduation of their low-income and Hispanic students, who are at the lowest performance level, by a third, and keep nine of ten teachers from year to year.",
    why: sampleTexts.whyEquity,
    metrics: [
      { key: "m-acorn-chronic", name: "Acorn Street: chronic absenteeism", codes: ["5B"], direction: "down", ...fromDashboard, school: acorn, rows: { ALL: ["42.6", "36.0", "31.4", "26"], SED: ["45.1", "38.3", "33.0", "27"], HI: ["43.9", "37.1", "32.2", "27"] } },
      { key: "m-acorn-ela", name: "Acorn Street: English language arts, distance from standard", codes: ["4A"], unit: "points", ...fromDashboard, school: acorn, rows: { ALL: ["-69.8", "-66.4", "-60.9", "-48"], EL: ["-98.7", "-94.1", "-88.5", "-70"] } },
      { key: "m-bridges-graduation", name: "Bridges: graduation rate", codes: ["5E"], ...fromDashboard, school: bridges, rows: { ALL: ["58.9", "63.2", "66.7", "75"], SED: ["57.3", "61.8", "65.9", "74"], HI: ["56.0", "61.0", "64.4", "74"] } },
      { key: "m-bridges-cci", name: "Bridges: graduates prepared for college and career", codes: ["8A"], ...fromDashboard, school: bridges, rows: { ALL: ["3.1", "5.6", "8.2", "15"], SED: ["2.8", "5.1", "7.7", "15"], HI: ["2.2", "4.9", "7.0", "15"] } },
      { key: "m-equity-stay", name: "Teachers who stayed from the year before, both schools", codes: [], ...fromUs, rows: { ALL: ["71", "78", "82", "90"] } },
      { key: "m-equity-credential", name: "Teachers fully credentialed for what they teach, both schools", codes: ["1A"], ...fromState, rows: { ALL: ["76.4", "80.2", "84.9", "95"] } },
    ],
    actions: [
      {
        key: "a-acorn", title: "Acorn Street: here and reading", purposes: ["equity-multiplier", "red-2023"], groups: ["LI", "HI", "EL"], needs: ["need-acorn-attendance", "need-equity"], metrics: ["m-acorn-chronic", "m-acorn-ela"], location: "specific-schools", schools: [acorn],
        description: "A family worker and a reading teacher for grades 1 to 3, walking groups from the two large apartment houses, and a breakfast club.\n\nThe action answers the lowest performance level at Acorn Street in chronic absenteeism of all, low-income and Hispanic students.",
        evidence: { tier: "2", citation: "The school's review of studies on attendance teams and early reading" },
        money: [["equity-multiplier", "staff", 318_000, { site: acorn }], ["equity-multiplier", "other", 42_000, { site: acorn }]], spent: [0.88, 0.96],
      },
      {
        key: "a-bridges", title: "Bridges: every credit counts", purposes: ["equity-multiplier", "red-2023"], groups: ["LI", "HI"], needs: ["need-bridges-graduation", "need-bridges-college"], metrics: ["m-bridges-graduation", "m-bridges-cci"], location: "specific-schools", schools: [bridges],
        description: "Credits in four-week courses, paid internships on two afternoons, and an adviser for each twenty students.\n\nThe action answers the lowest performance level at Bridges in graduation and in college and career, of all, low-income and Hispanic students.",
        evidence: { tier: "3", citation: "The school's review of studies on advising and work-based learning" },
        money: [["equity-multiplier", "staff", 286_000, { site: bridges }], ["equity-multiplier", "other", 35_000, { site: bridges }]], spent: [0.9, 0.97],
      },
      {
        key: "a-equity-teachers", title: "Keep and grow teachers at both schools", purposes: ["equity-multiplier"], needs: ["need-equity"], metrics: ["m-equity-stay", "m-equity-credential"], location: "specific-schools", schools: [acorn, bridges],
        description: "A mentor for each teacher in the first three years, fees paid for those who finish a credential, and two more hours a week to plan.",
        evidence: { tier: "2", citation: "The district's review of studies on mentoring new teachers" },
        money: [["equity-multiplier", "staff", 132_000], ["equity-multiplier", "other", 18_000]], spent: [0.94, 0.95],
      },
      {
        key: "a-csi", title: "Bridges: the improvement plan", purposes: ["csi-intervention"], groups: ["ALL"], needs: ["need-bridges-graduation"], metrics: ["m-bridges-graduation"], location: "specific-schools", schools: [bridges],
        description: "What the school's improvement plan adds: a re-engagement specialist who finds students who have stopped coming, and evening courses.",
        evidence: { tier: "3", citation: "The school's evidence review in its improvement plan" },
        money: [["csi", "staff", 154_000, { site: bridges }], ["csi", "other", 28_000, { site: bridges }]], spent: [0.92, 0.98],
      },
    ],
  },
  {
    key: "goal-basics", kind: "maintenance", priorities: ["1", "7"], needs: ["need-basics"],
    description: "Every classroom keeps what it has today: a well-prepared teacher, good materials, a sound building, and a full range of subjects open to all.",
    why: sampleTexts.whyBasics,
    metrics: [
      { key: "m-assigned", name: "Teachers rightly assigned and fully credentialed", codes: ["1A"], direction: "keep", ...fromState, rows: { ALL: ["88.7", "89.5", "90.8", "93"] } },
      { key: "m-materials", name: "Students without their own standards-aligned materials", codes: ["1B"], unit: "count", direction: "down", ...fromUs, rows: { ALL: ["0", "0", "0", "0"] } },
      { key: "m-facilities", name: "School buildings in good repair", codes: ["1C"], direction: "keep", ...fromUs, rows: { ALL: ["80", "90", "90", "100"] } },
      { key: "m-broad", name: "Middle and high school students in an art, music or language course", codes: ["7A"], ...fromUs, rows: { ALL: ["71", "73", "76", "80"], EL: ["52", "57", "63", "75"], SWD: ["58", "60", "64", "75"] } },
      { key: "m-served-high-need", name: "English learners, foster youth and low-income students in at least one added program", codes: ["7B"], ...fromUs, waiting: true, rows: { EL: ["83", "88", "91", "100"], FY: ["86", "91", "95", "100"], LI: ["64", "68", "72", "80"] } },
      { key: "m-served-disability", name: "Students with disabilities taught in general classes for 80 percent of the day or more", codes: ["7C"], ...fromUs, rows: { SWD: ["54", "57", "61", "68"] } },
    ],
    actions: [
      { key: "a-hiring", title: "Well-prepared teachers", metrics: ["m-assigned"], description: "Early hiring, help with credentials, and a check of every assignment each October.", money: [["lcff-base", "staff", 365_000], ["lcff-base", "other", 30_000]], spent: [1, 0.99] },
      { key: "a-materials", title: "Books and devices for everyone", metrics: ["m-materials"], description: "Standards-aligned books for each student, one to keep at home where needed, and a laptop from grade 2.", money: [["lcff-base", "other", 980_000], ["other-state", "other", 200_000]], spent: [1.03, 0.98] },
      { key: "a-facilities", title: "Sound, clean schools", metrics: ["m-facilities"], description: "Custodians, repairs and a yearly inspection of all buildings; new roofs at Riverbend and Granite Middle.", money: [["lcff-base", "staff", 1_540_000], ["lcff-base", "other", 770_000]], spent: [1.01, 1] },
      { key: "a-broad", title: "Art, music and languages in the school day", metrics: ["m-broad"], description: "Teachers of art, music and languages at all schools, and a zero period so that English learners need not choose between language development and music.", money: [["lcff-base", "staff", 890_000], ["other-state", "staff", 640_000]], spent: [0.99, 1] },
      {
        key: "a-smaller", title: "More adults at our highest-need schools", contributing: true, scope: "schoolwide", unduplicated: everyHighNeed, needs: ["need-reading", "need-belonging"], metrics: ["m-served-high-need", "m-grade3"], location: "specific-schools", schools: [acorn, orchard, riverbend, valleyMiddle, valleyHigh, bridges],
        description: "Paid from the additional 15 percent concentration grant: four classroom aides, one counselor and one library technician at schools where more than 55 percent of students are English learners, foster youth or low-income.",
        how: "These six schools have the most students who need an adult's time and the least of it. The added staff work in classrooms and libraries of the whole school, and start where the need is greatest.",
        money: [["lcff-supplemental-concentration", "staff", 395_000]], spent: [0.97, 0.98],
      },
      { key: "a-special", title: "Special education services", groups: ["SWD"], metrics: ["m-served-disability"], description: "Teachers, therapists, aides and transport that carry out students' individual programs.", money: [["lcff-base", "staff", 3_200_000], ["idea", "staff", 1_100_000]], spent: [1.02, 1.01] },
    ],
  },
];

// ── The district and its schools ───────────────────────────────────────────────────────────────────

type School = readonly [id: string, name: string, cds: string, grades: "K-5" | "6-8" | "9-12" | "10-12", students: number, unduplicated: string, classified: number, certificated: number];
const schools: School[] = [
  [acorn, "Acorn Street Elementary", "99100016000011", "K-5", 560, "81.2", 17.5, 31],
  [orchard, "Orchard Elementary", "99100016000029", "K-5", 640, "74.6", 18.5, 33.5],
  [riverbend, "Riverbend Elementary", "99100016000037", "K-5", 610, "62.3", 16, 31],
  ["stonebridge", "Stonebridge Elementary", "99100016000045", "K-5", 590, "48", 14, 27.5],
  ["marigold", "Marigold Elementary", "99100016000052", "K-5", 540, "39.5", 12.5, 25],
  ["harvest-park", "Harvest Park Elementary", "99100016000060", "K-5", 655, "31.7", 15, 30],
  [valleyMiddle, "Alder Valley Middle", "99100016000078", "6-8", 980, "64.8", 21, 47],
  [graniteMiddle, "Granite Middle", "99100016000086", "6-8", 905, "46.1", 18, 41],
  [valleyHigh, "Alder Valley High", "99100013000011", "9-12", 2495, "60.4", 48, 118],
  [bridges, "Bridges Continuation High", "99100013000029", "10-12", 225, "83.5", 9, 15.5],
];

/** Base grant, its supplements and the rest, as the district projects (this year) and estimates (last year). */
const revenues: Record<SampleYear, { now: Record<string, number>; prior: Record<string, number> }> = {
  "2025-26": {
    now: { "lcff-total": 98_511_026, base: 85_912_000, "supplemental-concentration": 11_495_026, "add-on-15": 360_830, "other-state": 14_380_000, local: 3_905_000, federal: 7_420_000, "general-fund-expenditures": 123_180_000, "lrebg-unexpended": 2_480_000 },
    prior: { base: 84_655_000, "supplemental-concentration": 11_174_460 },
  },
  "2026-27": {
    now: { "lcff-total": 100_718_714, base: 87_640_000, "supplemental-concentration": 11_949_714, "add-on-15": 407_526, "other-state": 14_120_000, local: 3_960_000, federal: 7_180_000, "general-fund-expenditures": 125_470_000, "lrebg-unexpended": 1_310_000 },
    prior: { base: 86_040_000, "supplemental-concentration": 11_511_000 },
  },
};
/** Printed in the adopted plans of 2024-25 and 2025-26 (Table 1). */
const carryoverPercent: Record<SampleYear, string> = { "2025-26": "0", "2026-27": "0.127" };

/** Actions of the year before that were not done as planned, and those that work by their metrics. */
const doneDifferently: Record<SampleYear, string[]> = { "2025-26": ["a-afterschool", "a-acorn", "a-bridges"], "2026-27": ["a-math"] };
const works = ["a-reading", "a-inclusion", "a-attendance", "a-homeless-foster", "a-family-centers", "a-ltel", "a-acorn", "a-bridges"];

/** What is left open on purpose in the plan being written, so that there is something to find and do. */
const openAnswers = { narratives: ["do.csi_monitor", "cost.addon_plan"], actionsWithoutHow: ["a-health", "a-newcomers"], actionsWithoutEstimate: ["a-safety", "a-cte"] };

function goalIn(year: SampleYear, { metrics, actions, ...goal }: SampleGoal): ExampleGoal {
  const writing = year === "2026-27";
  const analysis = sampleTexts.byYear[year].analyses[goal.key];
  return {
    ...goal,
    metrics: metrics.filter((metric) => writing || metric.since !== "2026-27").map((metric) => metricIn(year, metric)),
    actions: actions
      .filter((action) => writing || action.since !== "2026-27")
      .map(({ money, spent: _spent, since: _since, how, ...action }) => ({
        ...action,
        ...(how === undefined || (writing && openAnswers.actionsWithoutHow.includes(action.key)) ? {} : { how }),
        lines: linesIn(year, money),
      })),
    ...(analysis === undefined ? {} : { analysis }),
  };
}

function openingActionsIn(priorYear: string): ExampleOpeningAction[] {
  return goals.flatMap((goal, at) =>
    goal.actions
      .filter((action) => (action.since ?? "2024-25") <= priorYear)
      .map((action, n) => openingAction(action, `${at + 1}.${n + 1}`, priorYear)),
  );
}

function samplePlan(year: SampleYear): Plan {
  const writing = year === "2026-27";
  const priorYear = yearBefore(year);
  const texts = sampleTexts.byYear[year];
  const narratives: Record<string, Words> = { ...sampleTexts.everyYear, ...texts.answers };
  if (writing) for (const key of openAnswers.narratives) delete narratives[key];
  const lastDashboard = writing ? 2025 : 2024;
  const plan = examplePlan({
    id: `alder-valley-${year}`,
    year,
    cycleStart: "2024-25",
    baselineDashboardYear: 2023,
    lea: {
      id: lea, kind: "district", name: "Alder Valley Unified School District", cds: "99100010000000", county: "Toyon", grades: "TK-12", serves: { elementary: true, middle: true, high: true },
      selpa: "Toyon County SELPA",
      enrollment: { total: 8200, englishLearners: 1476, longTermEnglishLearners: 318, fosterYouth: 46, lowIncome: 4592, unduplicatedPercent: writing ? "58.1" : "57.8", countedOn: writing ? "2025-10-01" : "2024-10-02", source: "Census day" },
    },
    schools: schools.map(([id, name, cds, grades, total, unduplicatedPercent]) => ({
      id, name, cds, county: "Toyon", grades,
      serves: { elementary: grades === "K-5", middle: grades === "6-8", high: grades === "9-12" || grades === "10-12" },
      selpa: "Toyon County SELPA",
      titleOneProgram: Number(unduplicatedPercent) > 60 ? "schoolwide" : "none",
      equityMultiplier: id === acorn || id === bridges,
      dass: id === bridges,
      enrollment: { total, unduplicatedPercent, countedOn: writing ? "2025-10-01" : "2024-10-02", source: "Census day" },
    })),
    identifications: [
      { orgId: lea, program: "differentiated-assistance", reason: "Eligible for differentiated assistance under EC 52071: two student groups at the lowest level in two or more state priorities.", groups: ["SWD", "HOM"], indicators: ["ela", "math", "chronic-absenteeism"], dashboardYear: lastDashboard, since: "2023-24", source: "State assistance list" },
      { orgId: bridges, program: "csi", reason: "low-graduation", indicators: ["graduation-rate"], dashboardYear: lastDashboard, since: "2023-24", source: "State ESSA assistance list" },
      { orgId: valleyMiddle, program: "atsi", reason: "", groups: ["SWD"], indicators: ["ela", "math", "chronic-absenteeism"], dashboardYear: 2023, since: "2023-24", source: "State ESSA assistance list" },
      { orgId: acorn, program: "equity-multiplier", reason: "nonstability and low income", since: "2023-24", source: "State Equity Multiplier list" },
      { orgId: bridges, program: "equity-multiplier", reason: "nonstability and low income", since: "2023-24", source: "State Equity Multiplier list" },
    ],
    dashboard: [
      { orgId: lea, year: 2023, source: "California School Dashboard", results: [["ALL", "ela", 2, "-28.4"], ["ALL", "math", 2, "-61.3"], ["ALL", "chronic-absenteeism", 2, "27.9"], ["ALL", "graduation-rate", 3, "86.1"], ["ALL", "suspension-rate", 3, "5.1"], ["ALL", "college-career", 3, "39.8"], ["EL", "elpi", 3, "45.2"], ["SWD", "ela", 1, "-112.7"], ["SWD", "math", 1, "-139.6"], ["HOM", "chronic-absenteeism", 1, "46.8"], ["FY", "suspension-rate", 1, "17.9"], ["AA", "suspension-rate", 1, "12.6"]] },
      { orgId: acorn, year: 2023, source: "California School Dashboard", results: [["ALL", "chronic-absenteeism", 1, "42.6"], ["SED", "chronic-absenteeism", 1, "45.1"], ["HI", "chronic-absenteeism", 1, "43.9"]] },
      { orgId: bridges, year: 2023, source: "California School Dashboard", results: [["ALL", "graduation-rate", 1, "58.9"], ["SED", "graduation-rate", 1, "57.3"], ["HI", "graduation-rate", 1, "56.0"], ["ALL", "college-career", 1, "3.1"], ["SED", "college-career", 1, "2.8"], ["HI", "college-career", 1, "2.2"]] },
      { orgId: valleyMiddle, year: 2023, source: "California School Dashboard", results: [["SWD", "math", 1, "-151.2"], ["EL", "math", 1, "-124.8"]] },
      { orgId: valleyHigh, year: 2023, source: "California School Dashboard", results: [["SWD", "college-career", 1, "6.4"]] },
    ],
    opening: {
      source: { kind: "submission", text: `The district's LCAP ${priorYear}, adopted in June ${priorYear.slice(0, 4)}`, recordedOn: `${priorYear.slice(0, 4)}-06-24` },
      carryoverPercent: carryoverPercent[year],
      actions: openingActionsIn(priorYear),
    },
    needs: sampleTexts.needs,
    goals: goals.map((goal) => goalIn(year, goal)),
    events: sampleTexts.events(year.slice(0, 4)),
    progress: goals.flatMap((goal) =>
      goal.actions
        .filter((action) => (action.since ?? "2024-25") <= priorYear)
        .map((action) => {
          const changed = doneDifferently[year].includes(action.key);
          return {
            about: "opening-action" as const, key: action.key, period: `Year end ${priorYear}`, status: changed ? "changed" : "done",
            note: changed ? "Started later than planned: posts were open until winter." : "",
            effect: works.includes(action.key) ? ("works" as const) : action.key === "a-math" ? ("too-early" as const) : null,
          };
        }),
    ),
    meetings: [
      { body: "board", kind: "mid-year", heldOn: `${year.slice(0, 4)}-02-10`, result: "Heard" },
      { body: "selpa", kind: "consultation", heldOn: `${year.slice(0, 4)}-04-09`, result: "Consulted" },
      ...(writing
        ? []
        : [
            { body: "parent-advisory-committee", kind: "committee", heldOn: "2025-05-14", result: "Comments received" },
            { body: "english-learner-parent-advisory-committee", kind: "committee", heldOn: "2025-05-15", result: "Comments received" },
            { body: "student-advisory-committee", kind: "committee", heldOn: "2025-05-16", result: "Comments received" },
            { body: "board", kind: "hearing", heldOn: "2025-06-10", result: "Heard" },
            { body: "board", kind: "adoption", heldOn: "2025-06-24", result: "Adopted, 5 to 0" },
            { body: "board", kind: "local-indicators", heldOn: "2025-06-24", result: "Reported" },
          ]),
    ],
    revenues: revenues[year],
    allocations: [
      { school: acorn, program: "equity-multiplier", year, dollars: dollarsIn(year, 435_000) },
      { school: bridges, program: "equity-multiplier", year, dollars: dollarsIn(year, 396_000) },
      { school: bridges, program: "csi", year, dollars: dollarsIn(year, 182_000) },
      ...schools.filter(([, , , , , share]) => Number(share) > 60).map(([id, , , , total]) => ({ school: id, program: "title-i-a", year, dollars: dollarsIn(year, total * 410) })),
    ],
    answers: narratives,
    choices: { "cost.lrebg": "yes" },
    rows: {
      "who.people": [{ body: "plan-contact", seat: "", name: "Elena Marsh", title: "Assistant Superintendent, Educational Services", organization: "Alder Valley Unified School District", email: "lcap@aldervalley.example", phone: "(555) 010-0144" }],
      ...(writing
        ? {}
        : {
            "approve.advice": [
              { committee: "parent-advisory-committee", signature: "Chair of the committee", comment: "Start reading help before kindergarten.", reply: "Coaches will work in transitional kindergarten from August; see action 1.1.", date: "2025-05-14" },
              { committee: "english-learner-parent-advisory-committee", signature: "Chair of the committee", comment: "Tell families about reclassification early.", reply: "A letter will go out in grade 2; see the changes of goal 3.", date: "2025-05-15" },
            ],
          }),
      "cost.staff": schools.map(([school, , , , , , classified_fte, certificated_fte]) => ({ school, classified_fte: String(classified_fte), certificated_fte: String(certificated_fte) })),
    },
  });
  addSchoolParts(plan, { writing });
  return planSchema.parse(plan);
}

/** The plan of the running year, complete, as the board adopted it. */
export const sampleRunning = (): Plan => samplePlan("2025-26");

/** The plan being written: most of it answered, some of it still open. */
export const sample = (): Plan => samplePlan("2026-27");

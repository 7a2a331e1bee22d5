// The 2025-26 school plans of El Centro, Colley and North Area beside the plan of their county office: goals, measures, figures and amounts as printed, sentences ours, people named by their seat.
// What the school plans share with the office's plan is written there once and used here: the four goals (the school plans leave their measurable part out) and the measures that are the same measure.
// Strategies stand in other words than the office's actions; the same words at two or three schools are written once at the office, for schools only. Money is each school's own. An allocation the print spreads evenly over ten strategies is ten amounts (spsa.md B-1), not one used ten times.
// The two set-asides (foster youth, of Title I A; professional development, of Title I D) are allocations of their own, as printed. North Area's print has the second among state and local programs; it is federal.
// Printed and left out: strategies and goals without a word (El Centro 3.3, 3.4; Colley 2.4, 3.3, 3.4 and goal 5; North Area 2.4 and goal 5).
import type { OfferedCollection, Plan } from "#schemas/plan.ts";
import { schoolsOnly } from "#schemas/plan.ts";
import { centsOf, richText } from "./example-plan.ts";

const year = "2025-26";
type School = "el-centro" | "colley" | "north-area";
type Kind = keyof typeof strategies;

/** What each strategy is about, in our words. */
const strategies = {
  training: ["Time for teachers to learn", "Teachers study student work and results together every week and try one new way of teaching at a time."],
  credits: ["Credits that add up", "Each student's credits are looked at when they come and every month after, and missing ones get a plan."],
  library: ["A librarian for reading", "A teacher librarian brings books and reading help into every class."],
  careers: ["Ways into work", "Students try out trades and visit employers before they choose a program."],
  summer: ["Summer school", "Every student may earn credits in summer."],
  languageTraining: ["Teaching English learners", "Specialists coach teachers in daily language development, apart and within every subject."],
  foster: ["Watching over foster and unhoused youth", "Staff follow these students week by week and call in help early."],
  care: ["Schools that know about trauma", "All staff learn to see what trauma does and to answer it calmly."],
  clinicians: ["Clinicians at school", "Mental health clinicians see students who are in need the same day."],
  adviser: ["An adult for everyone", "Each student has an adviser who knows how they are doing."],
  resources: ["Families find help", "Families are told who helps with food, health, housing and work."],
  calls: ["Calls on the same day", "Staff call home the day a student is away, and come by when calls do not help."],
  rehabilitation: ["Steps back to school", "Staff go through the plan for each student's return with family and district."],
  welcome: ["A first week that works", "Every student is welcomed, tested and placed in one way."],
  voice: ["Students say what they need", "Students are asked twice a year, and hear what was done."],
  records: ["Records follow the student", "Schools pass on transcripts and partial credits without delay."],
  graduation: ["One plan to graduation", "All sites use one plan that shows each student what is left."],
} as const;

/** Strategies that at least two of the prints have in the same words but for a few, by goal of the office; El Centro's calls are in other words and its own. */
const writtenOnce: Readonly<Partial<Record<Kind, { goal: number; notAt?: readonly School[] }>>> = {
  training: { goal: 1 }, credits: { goal: 1 }, careers: { goal: 1 }, summer: { goal: 1 }, languageTraining: { goal: 1 }, foster: { goal: 1 },
  clinicians: { goal: 2 }, adviser: { goal: 2 }, resources: { goal: 2 }, calls: { goal: 2, notAt: ["el-centro"] }, welcome: { goal: 3 }, voice: { goal: 3 }, records: { goal: 4 }, graduation: { goal: 4 },
};

const goals = ["Achievement", "Student and Family Engagement", "Organizational Efficiency", "Equity Multiplier"] as const;

/** Goal, number, strategy, students, and amounts: fund letter, object range in thousands, dollars. */
const planned: Readonly<Record<School, readonly (readonly [number: string, kind: Kind, students: string, costs: string])[]>> = {
  "el-centro": [
    ["1.1", "training", "ALL", "A1:19231 A3:7591 D1:17518 D2:11660 D3:13191 F1:112214 F3:41255 F2:6604"],
    ["1.2", "credits", "ALL", "A1:19231 A3:7591 D1:13613 D2:11660 D3:11412 F1:112214 F2:6604 F3:41255"],
    ["1.3", "library", "ALL", "F1:72934 F2:6604 F3:27337 A1:19231 A3:7591 D1:13613 D2:11660 D3:11412"],
    ["1.4", "languageTraining", "EL", "F1:89804 F2:6604 F3:33933 A1:19231 A3:7591 D1:17518 D2:11660 D3:13191"],
    ["1.5", "foster", "FY", "A1:19231 A3:7591 D1:17518 D2:11660 D3:13191 F1:89804 F2:6604 F3:33933"],
    ["2.1", "care", "ALL", "D1:17518 D2:11660 D3:13191 A1:19231 A3:7591 F1:89804 F2:6604 F3:33933"],
    ["2.2", "adviser", "ALL", "A1:19231 A3:7591 D2:11660 D1:17518 D3:13191 F1:89804 F2:6604 F3:33933 S0:32500"],
    ["2.3", "resources", "ALL", "A1:19231 A3:7591 D1:17518 D2:11660 D3:13191 F1:89804 F3:33933 F2:6604"],
    ["2.5", "calls", "ALL", "A1:19231 A3:7591 D1:17518 D2:11660 D3:13191 F1:72934 F2:6604 F3:27337"],
    ["3.1", "welcome", "ALL", ""],
    ["3.2", "voice", "ALL", ""],
    ["4.1", "records", "ALL", "A1:19231 A3:7591 D1:17518 D2:11660 D3:13191 F1:89804 F2:6604 F3:33933"],
    ["4.2", "graduation", "ALL", ""],
  ],
  "colley": [
    ["1.1", "training", "ALL", "A1:7136 A2:5711 A3:5226 D1:20775 D2:4797 D3:10981 F1:60129 F2:5472 F3:23152"],
    ["1.2", "credits", "ALL", "A1:7136 A2:5711 A3:5226 F1:60129 F2:5472 F3:23152 D1:16869 D3:9202 D2:4797"],
    ["1.3", "careers", "ALL", "A2:5711 A1:7136 A3:5226 F1:37719 F2:5472 F3:15830 D2:4797 D3:2607"],
    ["1.4", "summer", "ALL", "A1:7136 A2:5711 A3:5226 D1:20775 D2:4797 D3:10981 F1:37719 F2:5472 F3:15830"],
    ["1.5", "languageTraining", "EL", "A1:7136 A2:5711 A3:5226 F1:37719 F2:5472 F3:15830 D1:16869 D3:9202 D2:4797"],
    ["1.6", "foster", "FY", ""],
    ["2.1", "clinicians", "ALL", "A1:7136 A2:5711 A3:5226 D1:20775 D2:4797 D3:10981 F1:37719 F2:5472 F3:15830"],
    ["2.2", "adviser", "ALL", "S0:32500 A1:7136 A2:5711 A3:5226 D1:20775 D2:4797 D3:10981 F1:37719 F2:5472 F3:15830"],
    ["2.3", "resources", "ALL", "A1:7136 A2:5711 A3:5226 D1:20775 D2:4797 D3:10981 F1:37719 F2:5472 F3:15830"],
    ["2.5", "calls", "ALL", "A1:7136 A2:5711 A3:5226 D1:3905 D2:4797 D3:4385 F1:37719 F2:5472 F3:15830"],
    ["2.6", "rehabilitation", "ALL", "A1:7057 A2:5649 A3:5168 D1:3905 D2:4744 D3:4357 F1:37304 F2:5412 F3:15656"],
    ["3.1", "welcome", "ALL", ""],
    ["3.2", "voice", "ALL", ""],
    ["4.1", "records", "ALL", "A1:7136 A2:5711 A3:5226 D1:20775 D2:4797 D3:10981 D1:37719 D2:5472 D3:15830"],
    ["4.2", "graduation", "ALL", ""],
  ],
  "north-area": [
    ["1.1", "training", "ALL", "A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:98625 F3:34359"],
    ["1.2", "credits", "ALL", "A1:15126 A2:7137 A3:9012 D1:0 D2:5889 D3:3053 F1:98625 F3:34359"],
    ["1.3", "careers", "ALL", "A1:15126 A2:7137 A3:9012 D2:5889 D3:3053 F1:67779 F3:23739"],
    ["1.4", "summer", "ALL", "A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:76214 F3:27037"],
    ["1.5", "languageTraining", "EL", "A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:76214 F3:27037"],
    ["1.6", "foster", "FY", ""],
    ["2.1", "clinicians", "ALL", "A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:76214 F3:27037"],
    ["2.2", "adviser", "ALL", "S0:32500 A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:76214 F3:27037"],
    ["2.3", "resources", "ALL", "A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:76214 F3:27037"],
    ["2.5", "calls", "ALL", "A1:15126 A2:7137 A3:9012 D1:3905 D2:5889 D3:4831 F1:67779 F3:23739"],
    ["3.1", "welcome", "ALL", ""],
    ["3.2", "voice", "ALL", ""],
    ["4.1", "records", "ALL", "A1:7137 A2:15126 A3:9012 D1:3905 D2:5889 D3:4831 F1:76214 F0:27037"],
    ["4.2", "graduation", "ALL", ""],
  ],
};
/** Printed as "District Funded", which names no source (overlap.md DS-21): kept as local money with those words. */
const funds: Readonly<Record<string, string>> = { A: "title-i-a", D: "title-i-d", S: "title-i-a", F: "local" };
const fundNotes: Readonly<Record<string, string>> = { S: "Foster youth set-aside", F: "Printed as District Funded" };
const objects: Readonly<Record<string, string>> = { 1: "1000-1999", 2: "2000-2999", 3: "3000-3999", 0: "4000-7999" };

/** The office's measures that are the schools' too, by goal of the school and name in the office's plan. */
const shared = {
  connected: "Student measures of connectedness", staff: "Staff measures of connectedness", parents: "Parent measures of connectedness", partners: "Student participation in programs offered by community based organizations",
  reading: "Participation rate of Court and Community School students in initial reading assessment", math: "Participation rate of Court and Community School students in initial math assessment", ag: "Students completing at least two a-g courses", both: "Students completing both an a-g course and a CTE course",
  attendance: "Attendance rates for all students 9-12", prepared: "College Career Indicator: Percent of students identified as Prepared",
} as const;
/** The schools' own: the same words about other students or another formula (FF-3) are other measures. */
const own = {
  readingGrowth: ["Progress in reading", "Local test", "Students enrolled for 30 days or more."], mathGrowth: ["Progress in mathematics", "Local test", "Students enrolled for 30 days or more."], elpac: ["English learners who complete the ELPAC", "ELPAC", ""],
  credits: ["Students with ten credits for each 30 days", "Local", ""], suspended: ["Suspension rate", "Local", "All students of the year."], dropout: ["Dropout rate", "Local", "All students of the year."], caaspp: ["Students who take the state tests", "CAASPP", ""],
  exits: ["Students who leave with a transition plan", "Local", ""], contacts: ["Families reached", "Local", ""], graduates: ["Graduation rate", "Dashboard", "Rate of the school's Dashboard, four and five years."], college: ["Grades 7 to 12 with a career course", "Local", ""],
} as const;
type Measure = keyof typeof shared | keyof typeof own;

/** Goal, measure, newest value as printed (a number where there is one), when, and what is expected. */
const measured: Readonly<Record<School, readonly (readonly [goal: number, measure: Measure, value: string, when: string, expected: string])[]>> = {
  "el-centro": [
    [1, "readingGrowth", "New metric", "2024-25 midyear", "Increase by 3.0%"], [1, "mathGrowth", "Too few students with 2 scores", "2024-25 midyear", "Increase by 3.0%"], [1, "elpac", "71.0", "2024 EOY", "Increase by 3.0%"], [1, "credits", "", "2024-25 midyear", "Increase by 3.0%"],
    [2, "attendance", "96.3", "March 2025", "Maintain above 95.0%"], [2, "connected", "86.3", "2024 EOY", "Increase by 3.0%"], [2, "suspended", "4.6", "2024 EOY", "Decrease by 1.0%"], [2, "dropout", "40.9", "2024 EOY", "Decrease by 3.0%"], [2, "partners", "9.6", "2024 EOY", "Increase by 3.0%"], [2, "staff", "77.9", "2024 EOY", "Increase by 3.0%"], [2, "parents", "85.7", "2024 EOY", "Increase by 3.0%"],
    [3, "reading", "44.9", "2024-25 midyear", "Increase by 3.0%"], [3, "math", "19.7", "2024-25 midyear", "Increase by 3.0%"], [3, "caaspp", "57.1", "2024-25 EOY", "Increase by 3.0%"], [3, "exits", "99.8", "2022-23 EOY", "Maintain"],
    [4, "graduates", "71.4", "2024 EOY", "Increase by 3.0%"], [4, "prepared", "0.0", "2024 EOY", "Increase by 3.0%"], [4, "ag", "2.2", "2024-25 midyear", "Increase by 3.0%"], [4, "college", "21.0", "2024-25 midyear", "Increase by 3.0%"],
  ],
  colley: [
    [1, "readingGrowth", "New metric", "2024-25 midyear", "Increase by 3%"], [1, "credits", "53.8", "2024-25 midyear", "Increase by 3%"], [1, "mathGrowth", "Too few students with 2 scores", "2024-25 midyear", "Increase by 3%"], [1, "elpac", "55.9", "2024 EOY", "Increase by 3%"],
    [2, "attendance", "82.5", "2024-25 midyear", "Increase 3%"], [2, "dropout", "42.2", "2024-25 midyear", "Decrease by 3%"], [2, "staff", "77.9", "2023-24 EOY", "Increase by 3%"], [2, "parents", "85.7", "2023-24 EOY", "Increase by 3%"], [2, "connected", "86.3", "2023-24 EOY", "Increase by 3%"], [2, "suspended", "0.7", "2023-24 EOY", "0%"], [2, "partners", "5.8", "2024-25 midyear", "Increase by 3%"],
    [3, "math", "7.1", "2024-25 midyear", "Increase 3%"], [3, "reading", "52.8", "2024-25 midyear", "Increase 3%"], [3, "caaspp", "43.4", "2023-24 EOY", "Increase 3%"], [3, "exits", "98.1", "2024-25 midyear", "100%"],
    [4, "graduates", "57.7", "2023-24 EOY", "Increase by 3%"], [4, "prepared", "0.9", "2023-24 EOY", "Increase by 3%"], [4, "both", "26.8", "2023-24 EOY", "Increase by 3%"], [4, "college", "41", "2024-25 midyear", "Increase by 3%"],
  ],
  "north-area": [
    [1, "readingGrowth", "New metric", "2024-25 EOY", "Increase by 3%"], [1, "mathGrowth", "Fewer than 10 students with 2 scores", "2024-25 midyear", "Increase by 3%"], [1, "elpac", "43.5", "2024-25 EOY", "Increase by 6.5%"], [1, "credits", "33.3", "2024-25 midyear", "Increase by 3%"],
    [2, "attendance", "90.7", "March 2025", "Increase by 2%"], [2, "dropout", "46.6", "2024 EOY", "Decrease by 6.6%"], [2, "staff", "77.9", "2024 EOY", "Increase by 2%"], [2, "parents", "85.7", "2024 EOY", "Increase by 3%"], [2, "connected", "86.3", "2024 EOY", "Increase by 3%"], [2, "suspended", "0.0", "2024 EOY", "10% increase"], [2, "partners", "5.7", "2024 EOY", "Increase by 20%"],
    [3, "exits", "", "2024 EOY", "100%"], [3, "math", "9.8", "2024-25 midyear", "75%"], [3, "reading", "37.6", "2024-25 midyear", "75%"], [3, "caaspp", "0.0", "2024 EOY", "75%"], [3, "contacts", "TBD", "2024-25", "100%"],
    [4, "graduates", "38.0", "2024 EOY", "Increase by 53"], [4, "prepared", "0.0", "2024 EOY", "Increase by 25%"], [4, "ag", "20.8", "2024-25 midyear", "Increase by 3%"], [4, "college", "1.0", "2024-25 midyear", "Increase by 10%"],
  ],
};

/** Who the school serves, needs by goal, an inequity, how the year went, the council's day, its seats, and what was given. */
const words: Readonly<Record<School, { who: string; needs: readonly string[]; inequity: string; went: string; council: string; seats: readonly string[]; given: readonly (readonly [program: string, dollars: string])[] }>> = {
  "el-centro": {
    who: "El Centro teaches youth in the juvenile hall, about 27 days each, many in foster care or without a home and more and more learning English.", needs: ["Reading, mathematics and English language development.", "Students come with trauma and have to be seen and heard.", "Testing and welcoming every student in time.", "Too few graduate ready for college or a career."],
    inequity: "Substitute teachers are hard to find, and not every classroom has the same technology.", went: "Most strategies were carried out; a counselor was expected and not hired.", council: "2025-06-02",
    seats: ["Principal", "Other School Staff", "Classroom Teacher", "Classroom Teacher", "Parent or Community Member", "Classroom Teacher", "Parent or Community Member", "Secondary Student", "Secondary Student", "Secondary Student"], given: [["title-i-a", "32500"], ["title-i-a", "268220"], ["title-i-d", "412322"], ["local", "1315942"], ["csi", "519101"]],
  },
  colley: {
    who: "Colley serves students whom other schools sent away, with small classes and a plan for each.", needs: ["Reading, mathematics and what comes after school.", "Coming to school, and families who take part.", "One way of taking in and testing.", "Graduating ready for college or a career."],
    inequity: "Few teachers of single subjects and little space for career courses.", went: "Most strategies were carried out; a counselor was expected and not hired.", council: "2025-05-16",
    seats: ["Principal", "Classroom Teacher", "Classroom Teacher", "Classroom Teacher", "Other School Staff", "Secondary Student", "Secondary Student", "Secondary Student", "Secondary Student", "Parent or Community Member"], given: [["title-i-a", "32500"], ["title-i-a", "198604"], ["title-i-d", "373572"], ["local", "649025"], ["csi", "519101"]],
  },
  "north-area": {
    who: "North Area brings together a senior program and small community classrooms at three places.", needs: ["Reading, mathematics and credits.", "Coming to school every day.", "Tests that students take.", "Graduating ready for college or a career."],
    inequity: "Its sites lie apart, so specialists lose hours on the road.", went: "Most strategies were carried out; some posts stood vacant.", council: "2025-05-16",
    seats: ["Principal", "Classroom Teacher", "Classroom Teacher", "Classroom Teacher", "Other School Staff", "Secondary Student", "Secondary Student", "Parent or Community Member", "Secondary Student", "Secondary Student"], given: [["title-i-a", "32500"], ["title-i-a", "312750"], ["title-i-d", "130053"], ["title-i-d", "4831"], ["local", "1068510"], ["csi", "519101"]],
  },
};

/** Adds the three school plans to the office's plan; what coincides is offered, used as written, and named in the council's vote. */
export function addSacramentoSchools(plan: Plan): void {
  plan.meetings.push({ id: "school-plans-approved", lineageId: "school-plans-approved", orgId: plan.leaId, version: 1, body: "board", kind: "school-plan-approval", heldOn: "2025-06-24", postedAt: null, result: "Approved", reason: "", assured: null, signerRole: "" });
  addStrategiesForSchools(plan);
  for (const school of Object.keys(planned) as School[]) addSchool(plan, school);
}

const forSchools = (kind: Kind) => `for-schools-${kind}`;

/** The office's rows that only schools use: on none of its own forms. */
function addStrategiesForSchools(plan: Plan): void {
  const officeGoals = plan.goals.filter((goal) => goal.orgId === plan.leaId).sort((a, b) => a.order - b.order);
  Object.entries(writtenOnce).forEach(([kind, { goal }], at) => {
    const [title, text] = strategies[kind as Kind];
    const students = Object.values(planned).flat().find(([, of]) => of === kind)?.[2] ?? "ALL";
    plan.actions.push({
      id: forSchools(kind as Kind), lineageId: forSchools(kind as Kind), orgId: plan.leaId, version: 1, offeredFrom: null, order: 100 + at, goalId: officeGoals[goal - 1]?.id ?? "", title, description: richText(text), parentLineageId: null, groups: [students], location: "specific-schools", schoolIds: [], locationText: "", startOn: null, endOn: null, timeSpanText: "",
      needIds: [], causeIds: [], inequityIds: [], purposes: [schoolsOnly], metricIds: [], contributing: null, scope: null, unduplicatedGroups: [], how: null, plannedPercent: null, evidence: null, lrebgWhy: null,
    });
  });
}

function addSchool(plan: Plan, school: School): void {
  const { who, needs, inequity, went, council, seats, given } = words[school];
  const row = (key: string) => ({ id: `${school}-${key}`, lineageId: `${school}-${key}`, orgId: school, version: 1 });
  const officeGoals = plan.goals.filter((goal) => goal.orgId === plan.leaId).sort((a, b) => a.order - b.order);
  const meeting = { ...row("council"), body: "school-site-council", kind: "adoption", heldOn: council, postedAt: null, result: "Adopted", reason: "", assured: true, signerRole: "" };
  plan.meetings.push(meeting);
  /** What the school's row has in common with every row it uses. */
  const use = (collection: OfferedCollection, from: { lineageId: string; version: number }, id: string) => {
    plan.offersToSchools.push({ ...row(`offer-${plan.offersToSchools.length + 1}`), of: { collection, lineageId: from.lineageId }, offeredVersion: from.version, answer: "used", reason: "", rowId: id, vote: { meetingId: meeting.id, rowVersion: 1 } });
    return { id, lineageId: id, orgId: school, version: 1, offeredFrom: { lineageId: from.lineageId, version: from.version } };
  };
  goals.forEach((name, at) => {
    const from = officeGoals[at];
    if (!from) throw new Error(`The office's plan has no goal ${at + 1} (${name}).`);
    const id = `${school}-goal-${at + 1}`;
    plan.needs.push({ ...row(`need-${at + 1}`), order: at, text: richText(needs[at] ?? ""), groups: ["ALL"], area: null, siteId: school, findingIds: [], unique: null });
    plan.goals.push({ ...use("goals", from, id), order: at, description: from.description, kind: null, priorities: [], why: richText(""), needIds: [`${school}-need-${at + 1}`], schoolIds: [], parentLineageId: from.lineageId });
    for (const [part, text] of [["done", went], ["money", "Spent as planned, but for posts that stood vacant."], ["effect", "It is too early to say for all measures."], ["changes", "The strategies go on."]] as const) plan.answers.push({ ...row(`went-${part}-${at + 1}`), order: 0, key: `went.${part}`, about: id, value: richText(text) });
  });
  measured[school].forEach(([goal, measure, value, when, expected], order) => {
    const id = `${school}-metric-${order + 1}`;
    const goalId = `${school}-goal-${goal}`;
    if (measure in shared) {
      const name = shared[measure as keyof typeof shared];
      const from = plan.metrics.find((metric) => metric.orgId === plan.leaId && metric.name === name);
      if (!from) throw new Error(`The office's plan does not measure "${name}".`);
      plan.metrics.push({ ...from, ...use("metrics", from, id), order, goalId, codes: [], baselineValueIds: [] });
    } else {
      const [name, source, formula] = own[measure as keyof typeof own];
      plan.metrics.push({ ...row(`metric-${order + 1}`), offeredFrom: null, order, goalId, name, source, unit: "percent", direction: "up", groups: ["ALL"], formula, codes: [], frequency: null, baselineValueIds: [] });
    }
    const isNumber = /^\d+(\.\d+)?$/.test(value);
    if (value !== "") plan.values.push({ ...row(`value-${order + 1}`), metricId: id, group: "ALL", siteId: null, amount: isNumber ? value : null, text: isNumber ? "" : value, year: when, measuredOn: null, source: "School plan" });
    plan.targets.push({ ...row(`target-${order + 1}`), metricId: id, group: "ALL", siteId: null, amount: null, text: expected, dueYear: year, dueOn: null });
  });
  planned[school].forEach(([number, kind, students, costs], order) => {
    const [title, text] = strategies[kind];
    const id = `${school}-strategy-${number}`;
    const goal = Number(number.slice(0, 1));
    const once = writtenOnce[kind] && !writtenOnce[kind].notAt?.includes(school);
    plan.actions.push({
      ...(once ? use("actions", { lineageId: forSchools(kind), version: 1 }, id) : { ...row(`strategy-${number}`), offeredFrom: null }), order, goalId: `${school}-goal-${goal}`, title, description: richText(text), parentLineageId: null, groups: [students], location: "specific-schools", schoolIds: [school], locationText: "", startOn: null, endOn: null, timeSpanText: "",
      needIds: [`${school}-need-${goal}`], causeIds: [], inequityIds: number === "1.1" ? [`${school}-inequity`] : [], purposes: [], metricIds: [], contributing: null, scope: null, unduplicatedGroups: [], how: null, plannedPercent: null, evidence: null, lrebgWhy: null,
    });
    costs.split(" ").filter(Boolean).forEach((cost, at) => {
      const [code = "", dollars = "0"] = cost.split(":");
      const [fund = "", object = ""] = code;
      plan.lines.push({ ...row(`line-${number}-${at + 1}`), offeredFrom: null, actionId: id, openingActionId: null, siteId: school, source: funds[fund] ?? "", resource: null, object: objects[object] ?? "", year, kind: "planned", cents: centsOf(dollars), note: fundNotes[fund] ?? "" });
    });
  });
  given.forEach(([program, dollars], at) => plan.allocations.push({ id: `${school}-given-${at + 1}`, lineageId: `${school}-given-${at + 1}`, orgId: plan.leaId, version: 1, siteId: school, program, grantYear: year, cents: centsOf(dollars), kept: false }));
  plan.events.push({ ...row("event"), order: 0, heldOn: null, dateText: "2024-25", partners: ["parents", "teachers", "principals", "students"], partnerLabel: "Council, families, staff and students", method: richText("Council meetings, calls, surveys and monthly planning."), topics: ["plan", "review"], count: null, heard: null });
  const answer = (key: string, id: string, value: Plan["answers"][number]["value"], order = 0) => plan.answers.push({ ...row(id), order, key, about: null, value });
  answer("who.school", "who", richText(who));
  answer("stand.method", "method", richText("The council and staff studied results, attendance and surveys."));
  answer("stand.inequities", "inequity", { text: richText(inequity), found: "needs assessment", actions: [`${school}-strategy-1.1`] });
  seats.forEach((seat, at) => answer("who.people", `seat-${at + 1}`, { body: "school-site-council", seat, name: `${seat} ${at + 1}`, title: "" }, at));
}

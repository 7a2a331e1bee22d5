// San Juan Unified School District, plan for early intervening services of cohort 2019: figures, dates, roles, names of schools and of funds as printed in the plan the state approved;
// every sentence is ours, people are named by their role, addresses are invented.
// Where the print leaves a place empty it is empty here: how the budget follows the outcomes (3.1b), and the two seats of parents in 1.2.
// The print gives each initiative one amount for all the funds it names, and all five name LCFF: the amount stands on that line, the other funds have lines of no dollars.
// Not of this print: the two grants (the district's fiscal file of 2019-20) and the amount set aside (two items of its board), cim.md 6b.5.
import { planSchema } from "#schemas/plan.ts";
import type { Answer, Plan } from "#schemas/plan.ts";
import { examplePlan, richText } from "./example-plan.ts";
import type { ExampleLine } from "./example-plan.ts";

const lea = "san-juan";
const year = "2019-20";
const district = "San Juan Unified School District";

/** The eight target schools: more than one student in ten is African American. */
const targets: readonly (readonly [id: string, name: string, code: string])[] = [
  ["cameron-ranch", "Cameron Ranch Elementary", "6034383"], ["encina", "Encina Preparatory High", "3432838"], ["greer", "Greer Elementary", "6034599"], ["howe-avenue", "Howe Avenue Elementary", "6034623"],
  ["pasadena-avenue", "Pasadena Avenue Elementary", "6034813"], ["sierra-oaks", "Sierra Oaks K-8", "6034904"], ["starr-king", "Starr King K-8", "6034920"], ["thomas-edison", "Thomas Edison Language Institute K-8", "6034540"],
];

type Person = { body: string; seat: string; name: string; title: string; organization: string; email: string; phone: string; responsibility: string; service_now: string; service_next: string };
const person = (body: string, name: string, more: Partial<Person> = {}): Person => ({ body, seat: "", name, title: "", organization: "", email: "", phone: "", responsibility: "", service_now: "", service_next: "", ...more });
const mail = (name: string) => `${name}@san-juan.example`;

const leaders: readonly (readonly [name: string, mail: string, duty: string, seat?: string])[] = [
  ["Assistant Superintendent of Educational Services", "educational-services", "Budget and leadership, speaks for cabinet; tiered support, equity and the support center", "Superintendent's designee"],
  ["Director of Assessment, Evaluation and Planning", "assessment", "Data of the district and of each school by ethnicity"],
  ["Senior Director of Professional Learning and Innovation", "learning", "Curriculum; speaks for cabinet"],
  ["Assistant Superintendent of Secondary Education", "secondary", "Principals' training on interventions; speaks for cabinet"],
  ["Director of MTSS", "mtss", "Support center, tiered interventions, works with PBIS"],
  ["Director of Equity and Student Achievement", "equity", "Restorative practices and circles, equity liaisons and collaborative, social-emotional learning"],
  ["Director of Student Support Services", "student-support", "PBIS, restorative practices, social-emotional learning, budget, social workers"],
  ["Director of Special Education", "special-education", "Special education, SELPA, compliance, budget", "SELPA Director"],
  ["Director of Student Learning", "student-learning", "Oversees the action plan at the schools", "Site Level Administrator"],
];

/** Seats as the form prints them; the two seats of parents were left open on purpose. */
const stakeholders: readonly (readonly [seat: string, name: string, duty: string])[] = [
  ["Cabinet Level – General Education", "Assistant Superintendent of Secondary Education", "Principals' training on interventions"],
  ["Cabinet Level – Special Education", "Assistant Superintendent of Educational Services", "Budget and leadership, speaks for cabinet, tiered support, support center"],
  ["Director of Curriculum (or Similar)", "Senior Director of Professional Learning", "Curriculum"],
  ["SELPA Director", "Director of Special Education/SELPA", "Special education, SELPA, compliance, budget"],
  ["Director of Assessment (or Similar)", "Director of Assessment", "Data by ethnicity"],
  ["Appropriate Grade Level General Education Teacher", "Teacher of the equity team", "Trains staff for the equity department"],
  ["Appropriate Grade Level Special Education Teacher", "Special education teacher", "Special education curriculum"],
  ["Community Member/Parent", "Seat open", "Voice of parents"],
  ["Community Member/Parent", "Seat open", "Voice of parents"],
  ["Superintendent", "Superintendent", "Signs the plan and certifies all assurances"],
  ["Site Level Administrator", "Director of Student Learning", "Oversees the action plan at the schools"],
  ["Fiscal Services Representative", "Fiscal services representative", "Oversees the money of the plan"],
  ["Other: Director of MTSS", "Director of MTSS", "Support center, tiered interventions, works with PBIS"],
  ["Other: Director of Equity", "Director of Equity and Student Achievement", "Restorative practices, equity liaisons and collaborative, social-emotional learning"],
  ["Director of Student Services", "Director of Student Support Services", "PBIS, restorative practices, social-emotional learning, budget, social workers"],
  ["Executive Director, SJTA", "Executive director of the teachers' union", "Speaks for the teachers"],
];

const people: readonly Person[] = [
  ...leaders.map(([name, at, responsibility, seat = "Member"]) => person("leadership-team", name, { seat, title: name, email: mail(at), responsibility })),
  ...stakeholders.map(([seat, name, responsibility]) => person("stakeholder-group", name, { seat, responsibility })),
  person("support-provider", "Facilitator 1", { service_now: "Advice on writing the plan, on its data and on root causes", service_next: "Goes on helping and watches progress, with the progress reports" }),
  person("support-provider", "Facilitator 2", { service_now: "Advice on data", service_next: "Goes on helping to gather data while the plan is carried out" }),
  person("support-provider", "Facilitator 3", { service_now: "Led the focus groups with the Wisconsin checklist", service_next: "Helps the leadership team with its strategies" }),
  // The print names data where the form offers Progress, Budget or Both; nobody has Budget.
  person("oversight-staff", "Director of Special Education/SELPA", { seat: "Progress Monitoring & Report", email: mail("special-education") }),
  person("oversight-staff", "Director of Equity", { seat: "Attendance of training: Equity", email: mail("equity") }),
  person("oversight-staff", "Director of MTSS and Director of Assessment", { seat: "School site data for the target population", email: mail("mtss") }),
  person("oversight-staff", "Director of Student Support and Director of Assessment", { seat: "School site data", email: mail("student-support") }),
  ...leaders.filter(([, at]) => ["special-education", "student-support", "mtss", "equity"].includes(at)).map(([title, at], n) => person("survey-staff", `Staff member ${n + 1}`, { title, organization: district, email: mail(at) })),
];

/** The funds of an initiative: the printed amount on the first, no dollars on the others. */
const funded = (dollars: string, [first = "", ...others]: readonly string[]): ExampleLine[] => [
  [first, "1000-7999", dollars, { note: "Printed as one amount for all funds named" }],
  ...others.map((source): ExampleLine => [source, "1000-7999", 0, { note: "Named in print, no amount of its own" }]),
];

/** What 2.3 prints of three years: share of enrollment, of special education, of low income, of foster youth, of homeless students, suspended, chronically absent. */
const byYear: readonly (readonly [year: string, enrolled: string, rows: readonly (readonly [group: string, name: string, figures: readonly string[]])[]])[] = [
  ["2016", "39,726", [["AA", "African American", ["7.4%", "11.94%", "10.6%", "19.9%", "20.2%", "18%", "29.8%"]], ["HI", "Hispanic", ["23.1%", "25.08%", "30.95%", "24.9%", "33.6%", "7.1%", "17.70%"]], ["WH", "White", ["56.32%", "56.09%", "41.9%", ".48%", "34.5%", "5.7%", "13.5%"]]]],
  ["2017", "39,805", [["AA", "African American", ["7.1%", "11.54%", "10.60%", "23.80%", "23.38%", "18%", "29.7%"]], ["HI", "Hispanic", ["22.99%", "26.22%", "30.98%", "22.10%", "32.41%", "8.20%", "17.30%"]], ["WH", "White", ["55.87%", "54.29%", "43.73%", "48.80%", "32.35%", "5.8%", "12.80%"]]]],
  ["2018", "39,779", [["AA", "African American", ["6.79%", "12.01%", "10.6%", "21.46%", "21.00%", "15.6%", "29.6%"]], ["HI", "Hispanic", ["24.07%", "25.74%", "27.70%", "25.32%", "34.10%", "6.10%", "16.70%"]], ["WH", "White", ["53.10%", "54.25%", "43.73%", "45.92%", "32.60%", "5.00%", "12.50%"]]]],
];
const measures = ["of enrollment", "of special education", "of low-income students", "of foster youth", "of homeless students", "suspended", "chronically absent"];

type Finding = Pick<Plan["findings"][number], "question" | "dataset" | "group" | "year" | "value"> & { key: string; text: string };
const findings: readonly Finding[] = [
  ...byYear.flatMap(([of, enrolled, rows]) =>
    rows.map(([group, name, figures]): Finding => ({
      key: `${of}-${group}`, question: "Where does each group stand?", dataset: "Student information system, CALPADS, Dataquest", group, year: of, value: figures[5] ?? "",
      text: `${name}, ${of} (${enrolled} students): ${figures.map((figure, at) => `${figure} ${measures[at]}`).join(", ")}.`,
    })),
  ),
  { key: "suspended", question: "Who is suspended?", dataset: "Suspension data", group: "AA", year: "2018", value: "15.6%", text: "African American students are about 7% of enrollment, and their suspension rate is more than double that share, for five years now. In-school suspension shows the same: 5.3% of all students, 14.7% African American, 5.6% Hispanic, 4.3% White." },
  { key: "absent", question: "Who misses school?", dataset: "Attendance by school and group", group: "AA", year: "2018", value: "29.6%", text: "African American students miss more than 50 days a year. Attendance: 95% overall, 93% African American, 94% foster youth, 94% special education. Chronically absent: 13.8% of all, 26% African American, 19.5% foster youth, 20.5% special education, 11.4% White; a second count has 22% against 12.5%. Special education centers attend least." },
  { key: "section-504", question: "Who has a Section 504 plan?", dataset: "Section 504 data", group: "WH", year: "2018", value: "74.22%", text: "Of Section 504 plans 74.22% are White students', 5.8% African American, 19.98% Latino." },
  { key: "tests", question: "Who meets the standard?", dataset: "CAASPP", group: "AA", year: "2018", value: "24%", text: "24% of African American students meet the standard in English (45.1% overall) and 14% in mathematics (36.9% overall)." },
  { key: "mindset", question: "What do staff say about bias?", dataset: "Focus groups, surveys, listening sessions in June 2020", group: "AA", year: "2019-20", value: "", text: "Focus groups: relationships are weak, bias goes unseen, training is voluntary and reaches those who need it least, and a conflict ends with the student outside the class." },
  { key: "tiers", question: "What do staff say about interventions?", dataset: "Focus groups", group: null, year: "2019-20", value: "", text: "Focus groups: prevention and intervention differ from school to school, PBIS is uneven, few early assessments steer help." },
  { key: "discipline", question: "Do schools keep the rules on suspension?", dataset: "Review of suspensions with principals", group: "AA", year: "2019-20", value: "", text: "Students were suspended at a first offense with no other means tried, and for matters that state and district rules do not allow, such as a missed Saturday school." },
];

/** Root causes: cause, what shows it, the data, area of focus, and why that answers it. */
const causes: readonly { text: string; reason: string; data: readonly string[]; focus: string; why: string }[] = [
  {
    text: "Implicit bias and little cultural awareness lead to disproportionate suspension of African American students.", data: ["suspended", "2018-AA", "2018-HI", "2018-WH", "mindset"],
    reason: "A group of 7% has a rate of 18%. Students who feel unfairly treated argue, and are suspended for defiance: 15.6% against 6.10% Latino and 5% White. Those who are told they do not belong stay away: 29.6% chronically absent against 16.7% and 12.5%.",
    focus: "Schools able to support African American students: training, equity teams with protocols, student and family voice.", why: "Low expectations of staff stand between these students and success; several ways at once change minds and practice, and leave the school able to go on.",
  },
  {
    text: "Practice in the multi-tiered system of support is not the same across the district.", data: ["tiers"],
    reason: "Vice principals and psychologists named inconsistent interventions and discipline, and too little clarity which support a student can get. Other groups have not been asked yet.",
    focus: "Strategies that make tiered support faithful everywhere.", why: "Where prevention differs, exclusion grows. Support center staff work with students and help schools build their tiers on the district's framework and PBIS.",
  },
  {
    text: "Discipline procedures and steps before a referral are not carried out alike, so suspension is not interrupted.", data: ["discipline", "2018-AA"],
    reason: "Conflicts escalate and end in the office; teachers see suspending as their right; calming and restorative steps are rare before a referral. A review of suspensions found rules not kept.",
    focus: "Prevention and intervention at each school with restorative practices and PBIS.", why: "Alternatives to suspension are not used alike.",
  },
];

type Step = readonly [text: string, responsible: string, proof: string];
const equityStaff = "Directors of Equity, of Student Services, of MTSS and of Special Education";
const steps: Readonly<Record<string, readonly Step[]>> = {
  restorative: [
    ["Meetings with the leaders and staff of each target school tie its school plan to this plan before the school plan is due in December", equityStaff, "Minutes; survey of staff at the target schools"],
    ["Nine hours of training for administrators and teachers on inclusive culture, courageous talk and anti-racist teaching, first sessions by June 2020; training for classified staff", equityStaff, "Improvement cycles of the schools; attendance of the nine hours; staff's reflections"],
    ["Equity teams of staff, parents and administrators walk their school, set goals and are visited by a liaison three times in 2020-21; results are shared twice", equityStaff, "Samples and summary of equity walks; plans of the schools; minutes of feedback meetings"],
    ["Listening sessions with staff, students and families twice a year", equityStaff, "Themes of the listening sessions; baseline of suspensions by ethnicity and offense"],
  ],
  mtss: [
    ["Support center staff at each target school three half days a week; target students on a caseload, seen weekly", "Director of MTSS", "Monthly reports of weekly check-ins"],
    ["A learning plan for each target student, watched each quarter; monthly meetings with teachers", "Director of MTSS", "Sample plans; agendas, notes and a log of supports"],
    ["Listening sessions with parents of target students", "Director of MTSS", "Invitations and notes"],
    ["Training in a screener of behavior and emotions, with a self-report where school is at a distance", "Director of MTSS", "Agendas, screening data, site intervention plans"],
    ["Leadership training and coaching in PBIS by Placer County Office of Education, then an action plan", "Director of MTSS", "Agendas, attendance, self-reflections and action plans"],
  ],
};

const population = "Students with one or more suspensions at the eight K-8 and middle schools where over 10% are African American. Attendance, suspensions and referrals to special education are tracked.";

export function sanJuanCceis(): Plan {
  const plan = examplePlan({
    id: "san-juan-cceis-2019",
    year,
    cycleStart: "2017-18",
    baselineDashboardYear: null,
    lea: { id: lea, kind: "district", name: district, cds: "34674470000000", county: "Sacramento", grades: "K-12", serves: { elementary: true, middle: true, high: true }, selpa: "San Juan Unified SELPA" },
    schools: targets.map(([id, name, code]) => ({ id, name, cds: `3467447${code}`, county: "Sacramento" })),
    identifications: [
      // The print's years of earlier identifications are text; the earliest is 2013.
      { orgId: lea, program: "significant-disproportionality", reason: "Discipline, African American students", groups: ["AA"], indicators: ["suspension-rate"], since: "2013-14", source: "The district's plan of cohort 2019" },
    ],
    needs: [{ key: "need-suspension", text: "African American students have to be in class, not suspended.", groups: ["AA"], area: "Discipline/Suspensions" }],
    goals: [
      {
        kind: "broad", priorities: [], description: "All goals of the district's plan: what is embedded in it, with no goal named in print.",
        actions: [
          { key: "mtss", title: "MTSS", description: "Support centers and tiers of help at every school.", groups: ["ALL", "SWD", "FY"], schools: targets.map(([id]) => id), location: "specific-schools", timeSpan: "2020-21", needs: ["need-suspension"], metrics: ["outcome-2"], purposes: ["disproportionality"], lines: funded("1,017,770.00", ["lcff", "ceis", "lcff-base"]) },
          { key: "equal-opportunity", title: "Equal Opportunity Schools, Social Justice Initiative, and Equity Task Force", description: "More students of every group in advanced classes.", groups: ["Historically underrepresented students in AP and Honors classes", "SWD", "FY", "AA"], needs: ["need-suspension"], purposes: ["disproportionality"], lines: funded("195,500.00", ["lcff"]) },
        ],
      },
      {
        kind: "broad", priorities: ["6"], description: "Respectful and fair schools and offices in which each student does well.",
        metrics: [
          {
            key: "outcome-1", name: "Suspensions, with a culturally responsive framework across the district", source: "Student information system: suspensions, referrals and chronic absence", direction: "down", frequency: "Quarterly",
            baseline: byYear.map(([of, , rows]) => ({ year: of, of: Object.fromEntries(rows.map(([group, , figures]) => [group, Number((figures[5] ?? "").replace("%", ""))])) })), target: { year: "September 2021", of: { ALL: "Reduction of 5%" } },
          },
          { key: "outcome-2", name: "Suspensions at the target schools, with tiered student support", source: "On-track reports (grades, results, attendance, behavior), suspension and attendance data", direction: "down", frequency: "Quarterly", target: { year: "September 2021", of: { ALL: "Reduction of 5%" } } },
        ],
        actions: [
          { key: "restorative", title: "Restorative practices", description: "Conflicts are settled and mended before anyone is sent away.", groups: ["Students with a history of out-of-school or in-school suspensions"], timeSpan: "2020-21", needs: ["need-suspension"], metrics: ["outcome-1"], purposes: ["disproportionality"], lines: funded("38,535.03", ["lcff", "ceis"]) },
          { key: "pbis", title: "PBIS", description: "Expectations that are taught and kept by all.", groups: ["ALL", "SWD"], needs: ["need-suspension"], purposes: ["disproportionality"], lines: funded("102,436.00", ["lcff", "ceis", "title-i-a"]) },
          { key: "sel", title: "Social-Emotional Learning", description: "Lessons on feelings and on getting along.", groups: ["ALL", "SWD", "FY"], needs: ["need-suspension"], purposes: ["disproportionality"], lines: funded("20,917.00", ["lcff", "lcff-base"]) },
        ],
      },
    ],
    events: [
      { label: "Staff", partners: ["teachers", "principals"], method: "Stakeholder meetings", dateText: "9/23/2019; 9/25/2019; 10/14/2019; 12/11/2019", topics: ["special-education", "needs"], heard: "Suspension, absence and test results by school, ethnicity, language and disability; questions to look deeper at; beliefs about who can succeed." },
      { label: "School teams", partners: ["teachers", "principals"], method: "Stakeholder meetings", dateText: "9/30/2019; 11/14/2019; 1/16/2020", topics: ["special-education", "needs"], heard: "Each school studied suspension, graduation and attendance of students with disabilities, its root causes and an action plan." },
      { label: "Staff, students, parents, board and community", partners: ["teachers", "students", "parents"], method: "Data equity walks and meetings on the LCAP", dateText: "2019-2020 school year", topics: ["special-education", "plan"], heard: "The parents' seats are left open on purpose: no parent of the identified group came to the data meetings. Two have been invited for 2020-2021." },
      { label: "All stakeholders", partners: ["parents", "teachers", "students", "principals"], method: "6 listening sessions", dateText: "June 2020", topics: ["special-education", "needs"], heard: "Racism in the organization, and steps that lower barriers and help students of color in behavior and learning." },
    ],
    meetings: [{ body: "state", kind: "state-approval", heldOn: "2020-09-14", result: "Approved" }],
    progress: [
      "The website of the state's technical assistance project", "Talks with the CDE's monitoring consultants", "Talks with the staff of the technical assistance project", "Virtual community of practice meetings", "A regional session", "Spring CCEIS workshops", "Fall CCEIS workshops",
    ].map((proof) => ({ about: "action", key: "mtss", period: year, status: "done", note: "", proof })),
    revenues: { now: { "ceis-611": "9,283,445", "ceis-619": "569,790" }, prior: {} },
    allocations: [{ program: "cceis", year, dollars: "1,457,947", kept: true }],
    answers: {
      "approve.process": "The team is a cross-section of staff in a district that is its own SELPA, and its key members may decide. It met weekly to finish the plan with outside help and with stakeholders' feedback and approval, and meets each quarter to see progress.",
      "stand.data_gaps": "We have much data on the surface and little beneath it: suspensions but not referrals to the office or removals from class, enrollment in AP and IB classes but not completion, interviews that are too general and whose answers do not come back. Section 504 data was overwritten each year until we found out. The system bought for intervention data could not report it; the support center now keeps it elsewhere.",
      "stand.self_assessment": "Tool: the annotated Checklist for Addressing Racial Ethnic Disproportionality (Wisconsin).\n\nOn June 12, 2020 facilitators led two focus groups of 90 minutes, one with 13 school psychologists, one with 28 principals, on resources, policies and practice, and surroundings. The results went to the leadership team on June 23, 2020.\n\n- Bias and mindset of teachers\n- Tiered support not used alike\n- Steps before referral not carried out alike\n\nIn principals' own action plans 40% looked at exclusion. The district was not identified in 2018; its plan of 2017 had PBIS, tiered support and restorative practices. This plan aims at African American students and at schools where they are 10% or more, 80% are low-income, and absence and suspension are high.",
      "went.method": "The leadership and implementation teams look at suspension data from the student information system, SEIS, CALPADS and the Dashboard each quarter, and at how the target students fare, and adjust the plan.",
      "do.sustain": "Each action serves a goal of the LCAP and so has lasting money; school plans follow this plan. The Director of Special Education meets the leadership team each quarter on LCAP goal 2. Stakeholders look each quarter at how schools carry out their plans, and equity teams keep the work at school. Money follows what the outcomes show; the pandemic will shift some of it.",
    },
    rows: {
      "who.people": people.map((one) => ({ ...one })),
      "stand.letters": [
        // Copied word for word, with the years as the print has them.
        { cycle_year: "2014", date: "", tier: "", track: "", level: "", kind: "", element_indicator: "Indicator 10, Emotional Disturbance", element_group: "", element_value: "", element_target: "", element_year: "2013, 2014" },
        { cycle_year: "2018", date: "", tier: "", track: "", level: "", kind: "", element_indicator: "Discipline", element_group: "AA", element_value: "", element_target: "", element_year: "2014, 2015, 2015, 2016, 2016, 2017, 2017, 2018" },
        { cycle_year: "2019", date: "", tier: "", track: "", level: "", kind: "new", element_indicator: "Discipline/Suspensions", element_group: "AA", element_value: "", element_target: "", element_year: "" },
      ],
      "stand.policies": [
        { item: "Policies, practices and procedures, in a matrix kept apart", legal_cite: "", compliant: "partly", evidence: "", change_needed: "Reviewed and updated for 2020-2021", date_revised: null },
        { item: "Other means of correction before a suspension", legal_cite: "", compliant: "no", evidence: "Review of suspensions with principals", change_needed: "Followed at every school", date_revised: null },
      ],
    },
  });
  const row = (key: string) => ({ id: key, lineageId: key, orgId: lea, version: 1 });
  const idOf = (rows: readonly { id: string; lineageId: string }[], key: string) => {
    const found = rows.find(({ lineageId }) => lineageId === key);
    if (!found) throw new Error(`The plan has no row ${key}.`);
    return found.id;
  };
  const answer = (key: string, id: string, order: number, value: Answer["value"]) => plan.answers.push({ ...row(id), order, key, about: null, value });

  findings.forEach(({ key, text, ...finding }, order) => plan.findings.push({ ...row(`finding-${key}`), order, ...finding, n: null, comparison: "", text: richText(text), private: false }));
  causes.forEach(({ text, reason, data, focus, why }, at) =>
    answer("stand.causes", `cause-${at + 1}`, at, { text: richText(text), needs: [idOf(plan.needs, "need-suspension")], findings: data.map((key) => `finding-${key}`), excluded: "", method: "", facilitator: "", date: null, reason: richText(reason), focus, focus_reason: richText(why) }),
  );
  // As printed at each outcome: the first answers causes 1 and 3, the second 2 and 3.
  for (const action of plan.actions) action.causeIds = { restorative: ["cause-1", "cause-3"], mtss: ["cause-2", "cause-3"] }[action.lineageId] ?? [];
  for (const [key, list] of Object.entries(steps)) {
    list.forEach(([text, responsible, proofKind], order) => plan.steps.push({ ...row(`step-${key}-${order + 1}`), order, actionId: idOf(plan.actions, key), text, responsible, startOn: null, dueOn: "2021-01-01", status: null, proofKind, proofFile: "" }));
  }
  (["outcome-1", "outcome-2"] as const).forEach((outcome, at) => answer("stand.ceis_population", `population-${at + 1}`, at, { text: richText(population), number: 128, outcome: idOf(plan.metrics, outcome), schools: targets.map(([id]) => id) }));
  const initiatives: readonly (readonly [action: string, staff: string, areas: readonly string[]])[] = [
    ["restorative", "Director of Equity, principals and lead trainers", ["behavior", "social-emotional"]],
    ["pbis", "Director of Student Support, principals", ["behavior", "social-emotional"]],
    ["sel", "Director of Equity and Director of Student Support", ["social-emotional"]],
    ["mtss", "Director of MTSS and the Assistant Superintendent of Educational Services", ["curriculum-instruction", "social-emotional", "behavior", "climate", "family-community"]],
    ["equal-opportunity", "Assistant Superintendent of Secondary Education, principals, counselors", ["curriculum-instruction", "family-community"]],
  ];
  initiatives.forEach(([action, staff, areas], at) => answer("do.initiatives", `initiative-${at + 1}`, at, { action: idOf(plan.actions, action), staff, areas: [...areas] }));
  return planSchema.parse(plan);
}

// The words of the invented district's plans: what people there would have written, in their own voice.
import type { ExampleEvent, ExampleGoal, ExampleNeed, Words } from "./example-plan.ts";

export type SampleYear = "2025-26" | "2026-27";

const needs: ExampleNeed[] = [
  {
    key: "need-reading", groups: ["EL", "LI"], area: "ela",
    text: "About half of our third graders read at grade level; of English learners little more than a quarter, of low-income students fewer than half.",
    unique: "Low-income children come to school having heard fewer books read aloud, and English learners meet most words for the first time in class. They need a skilled adult beside them for short, frequent stretches, long before grade 3.",
  },
  {
    key: "need-math", groups: ["EL", "LI", "SWD"], area: "math",
    text: "Mathematics is our weakest subject. Scores drop most between grades 5 and 8.",
    unique: "English learners lose the thread in word problems, and low-income students have no tutor to pay for. Both groups said that they give up quietly. They need help in the lesson, at the moment it gets hard.",
  },
  {
    key: "need-disability", groups: ["SWD"], area: "ela",
    text: "Students with disabilities score far below all others in English. Two in five spend much of the day away from their grade's lessons, so they are never taught what the test asks.",
  },
  { key: "need-disability-math", groups: ["SWD"], area: "math", text: "Students with disabilities are at the lowest level in mathematics. Half of them have not been in a general mathematics class since grade 5." },
  {
    key: "need-college", groups: ["LI", "EL", "FY"], area: "college-career",
    text: "Fewer than half of our graduates have completed the courses that the state's universities ask for.",
    unique: "Low-income students and English learners often find out in grade 11 that a course is missing. Most would be the first in the family to go to college. They need someone who reads the transcript with them in grade 8 and every year after.",
  },
  {
    key: "need-attendance", groups: ["LI", "EL", "FY", "HOM"], area: "chronic-absenteeism",
    text: "One student in five still misses more than eighteen days a year.",
    unique: "Low-income students miss the most. Families name three reasons: untreated illness, no ride when a shift changes, and worry about safety on the way. Each needs its own answer, found by talking with that family.",
  },
  {
    key: "need-belonging", groups: ["FY", "LI", "EL", "AA"], area: "suspension-rate",
    text: "Four in ten students do not feel connected to their school. Suspensions fall too slowly, of foster youth and African American students most of all.",
    unique: "Foster youth are suspended three times as often as others and are least able to name an adult they trust. Low-income students and English learners say that school calls home only with bad news. They need steady adults and a fair way back after a conflict.",
  },
  {
    key: "need-homeless", groups: ["FY", "HOM"], area: "chronic-absenteeism",
    text: "Four in ten students without a stable home are chronically absent.",
    unique: "A move costs a foster or homeless student rides, records and credits at once. On average it took eleven days until all were in place again. They need one person who can settle this within two.",
  },
  {
    key: "need-language", groups: ["EL"], area: "elpi",
    text: "Half of our English learners move up a level in a year. In visits to 60 classrooms they spoke for less than two minutes an hour.",
    unique: "English learners must learn a language and the subject at the same time. They need daily time for talk at their own level, and teachers of all subjects who know how language is learned.",
  },
  {
    key: "need-long-term", groups: ["LTEL"], area: "elpi",
    text: "More than 300 students have been English learners for seven years or longer. They speak with ease and write far below grade.",
    unique: "Long-term English learners are often in two support classes and no elective. Many did not know that they were still classified. They need rigorous writing, a clear goal, and somebody who tells them how close they are.",
  },
  {
    key: "need-equity", groups: ["LI", "HI"], area: "teachers",
    text: "At Acorn Street and Bridges more than a quarter of students change school within a year, and nearly one teacher in four left. New teachers there were twice as often not yet fully credentialed.",
  },
  { key: "need-acorn-attendance", groups: ["ALL", "SED", "HI"], area: "chronic-absenteeism", school: "acorn-street", text: "At Acorn Street four in ten children were chronically absent in 2023, low-income and Hispanic children more often still. Many walk a mile along a road without a sidewalk." },
  { key: "need-bridges-graduation", groups: ["ALL", "SED", "HI"], area: "graduation-rate", school: "bridges", text: "At Bridges four in ten students did not graduate in 2023. Most lacked fewer than four courses." },
  { key: "need-bridges-college", groups: ["ALL", "SED", "HI"], area: "college-career", school: "bridges", text: "At Bridges three graduates in a hundred count as prepared for college and career. The school had one career course, and students work to support their families." },
  { key: "need-middle-math", groups: ["SWD", "EL"], area: "math", school: "alder-valley-middle", text: "At Alder Valley Middle students with disabilities and English learners are at the lowest level in mathematics. Both were often placed in a slower class from which nobody returned." },
  { key: "need-high-disability", groups: ["SWD"], area: "college-career", school: "alder-valley-high", text: "At Alder Valley High students with disabilities are at the lowest level in college and career. Few were in pathway courses, as these met at the same hour as their support class." },
  {
    key: "need-basics", groups: ["ALL"], area: "basics",
    text: "What works must be kept: materials for all, buildings in repair, teachers in the right rooms, art and music in the day.",
  },
];

/** The meetings of the spring before a plan year. */
const events = (year: string): ExampleEvent[] => [
  { key: "e-teachers", label: "Teachers", partners: ["teachers"], on: `${year}-02-04`, topics: ["plan", "review", "needs"], count: 212, method: "Two evenings and an online survey, led by teachers of each school. They rated every action of the current plan and wrote one thing to keep and one to change.", heard: "Keep the reading coaches. Give mathematics teams time during the day, not after it." },
  { key: "e-principals", label: "Principals", partners: ["principals"], on: `${year}-02-11`, topics: ["plan", "review"], count: 10, method: "Monthly leadership meetings from November to April; in February each principal brought the school's data and its plan.", heard: "Social workers are shared too thinly between schools." },
  { key: "e-administrators", label: "District administrators", partners: ["administrators"], on: `${year}-02-18`, topics: ["plan", "budget"], count: 18, method: "Three work sessions on data, actions and cost, with the business office at the table." },
  { key: "e-personnel", label: "Other school personnel", partners: ["other-personnel"], on: `${year}-02-20`, topics: ["plan", "needs"], count: 96, method: "Meetings at the bus yard, the central kitchen and two schools, in paid time, with interpreters.", heard: "Drivers know who is missing before the office does: ask them." },
  { key: "e-bargaining", label: "Local bargaining units (teachers; classified staff)", partners: ["bargaining-units"], on: `${year}-03-03`, topics: ["plan", "budget"], count: 9, method: "Two meetings with the elected officers of both units, before the draft and again with it." },
  { key: "e-parents", label: "Parents and guardians; parent advisory committee", partners: ["parents"], on: `${year}-03-12`, topics: ["plan", "review", "needs"], count: 418, method: "Six evenings at family centers with supper and child care, in English, Spanish and Mixteco, and a survey on paper and phone. The parent advisory committee met in January, March and May and saw the draft on May 14.", heard: "More help with reading in grades 1 and 2. Tell us good news too." },
  { key: "e-el-parents", label: "English learner parent advisory committee", partners: ["parents"], on: `${year}-03-19`, topics: ["plan", "needs"], count: 31, method: "Three meetings in Spanish and English; in May the committee went through goal 3 line by line and wrote comments.", heard: "Explain reclassification early, and celebrate it." },
  { key: "e-students", label: "Students; student advisory committee", partners: ["students"], on: `${year}-03-25`, topics: ["plan", "needs"], count: 1640, method: "A survey in grades 5 to 12, talks in twelve classes, and four meetings of the student advisory committee, which includes foster youth and English learners.", heard: "We want one adult who notices. Start earlier with college." },
  { key: "e-equity-acorn", label: "Equity Multiplier partners at Acorn Street Elementary", partners: ["equity-multiplier-partners", "parents", "teachers", "other-personnel"], on: `${year}-04-02`, topics: ["equity-multiplier", "needs"], count: 64, method: "An afternoon at school with families, teachers and aides, and a walk along the way to school. They looked at absence week by week and chose among four uses of the money.", heard: "Walk with the children from the apartment houses." },
  { key: "e-equity-bridges", label: "Equity Multiplier partners at Bridges Continuation High", partners: ["equity-multiplier-partners", "students", "teachers"], on: `${year}-04-04`, topics: ["equity-multiplier", "needs"], count: 38, method: "Students interviewed students; staff and families answered in two evening meetings about goal 4.", heard: "Paid internships and shorter courses." },
  { key: "e-selpa", label: "Toyon County SELPA", partners: ["selpa"], on: `${year}-04-09`, topics: ["special-education", "plan"], count: 3, method: "Consultation with the SELPA administrator on the actions for students with disabilities, above all co-teaching and preschool assessment.", heard: "Plan time for co-teachers is what decides." },
  { key: "e-community", label: "Community partners", partners: ["community"], on: `${year}-04-16`, topics: ["needs"], count: 27, method: "A breakfast with the clinic, the library, the county's foster youth office, the food bank and employers." },
];

type Texts = { answers: Record<string, Words>; analyses: Record<string, NonNullable<ExampleGoal["analysis"]>> };

const byYear: Record<SampleYear, Texts> = {
  "2025-26": {
    answers: {
      "stand.performance":
        "## What we are glad about\n- Chronic absenteeism fell from 27.9 to 22.6 percent, the largest drop in ten years.\n- English rose for every group; English learners gained 2.4 points.\n- Graduation reached 87.4 percent, and 77.3 percent for English learners.\n- At Acorn Street chronic absenteeism fell by 6.6 points.\n\n## What worries us\nMathematics moved by four points and is still 57 points below standard. Students with disabilities remain at the lowest level in English and mathematics. Foster youth were suspended at 14.3 percent: better than the year before, and far too often.\n\n## How we know\nWe read the 2024 Dashboard with our own reading test, attendance by week, and what 1,640 students told us in the survey. Where numbers and voices disagreed, as on safety in middle school, we went and looked.",
      "stand.assistance":
        "The district is eligible for differentiated assistance because students with disabilities (English, mathematics, chronic absenteeism) and homeless students (chronic absenteeism) were at the lowest level in two priorities.\n\nSince fall a team of teachers, parents and the county office has followed twelve students through their days. It found that students with disabilities leave the room for help just when the lesson's new idea is taught. The work now under way:\n\n- Co-teaching in grades 4 to 9, action 1.3\n- Shared planning time in the master schedule\n- Two liaisons for homeless and foster students, action 2.4",
      "listen.influence":
        "What people said changed this plan:\n\n- Parents asked for reading help in the first grades: coaches now start in transitional kindergarten (action 1.1).\n- Students asked for one adult who notices: attendance teams were given this task (action 2.1).\n- Bus drivers asked to be heard: they report absences to the teams (action 2.1).\n- The English learner committee asked that reclassification be explained and celebrated (action 3.2).\n- Equity Multiplier partners at Acorn Street Elementary chose walking groups; those at Bridges Continuation High chose paid internships (actions 4.1 and 4.2).\n- The SELPA advised to fund planning time before anything else (action 1.3).",
      "went.shortfall":
        "Most of the difference comes from posts that stood empty for part of the year: three reading coaches, two social workers and four bilingual aides. Services for high-need students went on with substitutes and longer hours, though some groups started in November instead of August. All nine posts have been filled since.",
    },
    analyses: {
      "goal-learning": {
        done: "Nearly all was carried out. Reading coaches worked at all schools; two schools waited for theirs until November. Mathematics tutors began in October in place of August. Co-teaching started in 14 classrooms, two more than planned.\n\nA success: teachers asked to visit each other, and 70 did. A challenge: finding mathematics tutors who can come in the morning.",
        money: "Actions 1.1 and 1.2 cost 6 to 7 percent less than budgeted because posts were filled late. Everything else was close to plan.",
        effect: "Reading coaches and small groups work: at schools with a coach all year, third graders gained five points, at the two others one. It is too early to judge mathematics teams. Counselors and college habits help: a-g completion rose by 2.5 points. Co-teaching is new; its first classes did better than others in their grade.",
        changes: "A new action, 1.9, uses Learning Recovery money for summer and winter sessions. Mathematics teams now meet during the day. No metric or target was changed.",
      },
      "goal-belonging": {
        done: "All actions were carried out. Restorative practice reached seven of ten schools; the last three follow in fall. After-school programs (action 2.6) were smaller than planned at two schools until January. One family center opened four months late because of a water leak. The Thursday clinic van came every week.",
        money: "After-school programs spent 10 percent less, as two schools had too few staff for a full program until January. The family center's delay saved about 5 percent of action 2.5.",
        effect: "Attendance teams are our most effective action: chronic absenteeism fell by 5.3 points, and most at schools whose team met every Monday. Liaisons cut the days until a moved student is settled from eleven to four. Restorative practice works where all staff were trained. Surveys rose by three to four points.",
        changes: "Behavior specialists will spend most of their time at the two middle schools. No target was changed.",
      },
      "goal-language": {
        done: "Language development at the right level was taught daily at nine of ten schools. The course for long-term English learners began at three sites, as planned. Of the bilingual aides, four were hired only in January.",
        money: "Late hiring left 5 to 6 percent of actions 3.1 and 3.4 unspent.",
        effect: "More English learners moved up (47.9 percent, from 45.2) and more were reclassified. The course for long-term English learners works: two thirds of its students wrote at a higher level by May. The newcomer class is too young to judge.",
        changes: "The course for long-term English learners is offered at Granite Middle too. Families get a letter on reclassification in grade 2.",
      },
      "goal-equity": {
        done: "At Acorn Street (action 4.1) the family worker and breakfast club started in August, the reading teacher in November. At Bridges (action 4.2) the four-week courses began in January, after the schedule was rebuilt. Mentors were found for all new teachers.",
        money: "Late starts left 10 to 12 percent of actions 4.1 and 4.2 unspent; the money stays with the two schools.",
        effect: "Chronic absenteeism at Acorn Street fell by 6.6 points, and graduation at Bridges rose by 4.3. Both are effective. Seven more teachers in a hundred stayed. The internships were too few to judge.",
        changes: "Walking groups were added at Acorn Street after families asked for them. Internships at Bridges double in number and are paid.",
      },
      "goal-basics": {
        done: "All actions were carried out as planned. Inspections found one school with poor air; filters were replaced within a week.",
        money: "Special education and books cost slightly more than budgeted, because of new students and prices.",
        effect: "The actions kept what they are meant to keep: every student has materials, nine of ten buildings are in good repair, and more teachers are fully credentialed.",
        changes: "The zero period for music is new, so that English learners can take it.",
      },
    },
  },
  "2026-27": {
    answers: {
      "stand.performance":
        "## What we are glad about\n- Chronic absenteeism fell for the third year, from 22.6 to 19.8 percent, and by almost five points at Acorn Street.\n- Half of our English learners made progress (50.3 percent), and fewer are long-term English learners: 318, from 341.\n- Graduation at Bridges reached 66.7 percent, two in three.\n- English and mathematics rose by four to five points, for the second year in a row.\n\n## What worries us\nIn mathematics we are still 52 points below standard, and in grades 6 to 8 the gain was small. Students with disabilities improved most in English and yet stand more than 100 points below in both subjects. One foster youth in eight was suspended.\n\n## How we know\nWe studied the 2025 Dashboard, our reading test, weekly attendance and surveys of students, parents and staff. Four schools also followed a student for a day and brought back what they saw.",
      "stand.assistance":
        "We remain eligible for differentiated assistance: students with disabilities in English, mathematics and chronic absenteeism, homeless students in chronic absenteeism.\n\nThe team with the county office enters its third year. What it learned so far:\n\n- Co-taught classes raised the scores of students with disabilities by half as much again as others (action 1.3). It grows to 40 classrooms.\n- The liaisons settle a move in three days (action 2.4). The team now works on rides, which remain the main reason for absence.",
      "listen.influence":
        "This spring's meetings changed the plan in these places:\n\n- Parents at three schools offered to read with second graders: action 1.10, Reading with a neighbor, is theirs.\n- Students asked us to measure what they ask for: a new metric counts who can name an adult they trust.\n- Teachers asked for mathematics teams in grade 9, which are now part of action 1.2.\n- Equity Multiplier partners at Bridges Continuation High asked for evening courses (action 4.4); those at Acorn Street Elementary kept the walking groups (action 4.1).\n- The SELPA advised to train principals in co-teaching (action 1.3).",
    },
    analyses: {
      "goal-learning": {
        done: "All actions were carried out. Co-teaching grew from 14 to 26 classrooms. The summer session, paid from Learning Recovery money, served 940 students; the winter week was full on its first day.\n\nA success: six of ten teachers now take part in a mathematics team during the day. A challenge: in action 1.2, tutors at two schools left in October and were not replaced before January.",
        money: "Mathematics tutoring cost 6 percent less because of the two vacancies. Summer and winter sessions cost 7 percent less as a grant from the county paid for buses; the rest of the Learning Recovery money stays for the coming year.",
        effect: "Reading coaches are effective: third grade rose to 53 percent, and English by 4.3 points. Mathematics teams are effective in grades 3 to 5 and not yet in grades 6 to 8. Co-teaching is effective: students with disabilities gained 6.5 points in English. Students of the summer session began the year where they had ended it, instead of two months behind.",
        changes: "Mathematics teams in grades 6 to 8 get a tutor in each room rather than a second class. A new action, 1.10, brings trained neighbors into second grade.",
      },
      "goal-belonging": {
        done: "All actions were carried out. Restorative practice reached the last three schools. The sixth family center opened. A nurse's post was vacant from February to April, covered by the county clinic.",
        money: "Actions 2.1 to 2.5 cost 3 to 5 percent less through vacancies. Safety cost 2 percent more, for lights at Granite Middle.",
        effect: "Attendance teams, liaisons and family centers are effective: absence fell again, moved students are settled in three days, and more families of high-need students come to school events. Suspension of foster youth fell by two points, which is not enough: restorative practice is effective for students in general and not yet for them.",
        changes: "Each foster youth gets a named adult at school, and a suspension now needs a call to that adult first. A new metric counts students who can name an adult they trust.",
      },
      "goal-equity": {
        done: "Both schools carried out what their partners had chosen. At Acorn Street 110 children walk with a group. Bridges placed 46 students in paid internships, twice as many as the year before.",
        money: "Differences were small: 3 to 5 percent.",
      },
    },
  },
};

export const sampleTexts = {
  needs,
  events,
  byYear,
  whyLearning:
    "When 418 parents were asked what a school owes a child, most began with reading. We found the same in the data: a child who reads well in grade 3 is three times as likely to complete college courses later. This goal brings together all that happens in lessons, from the first letters to the last transcript.",
  whyBelonging:
    "Children learn where they are known. Students said so in every class we visited, and the numbers agree: those who name a trusted adult miss half as many days. The goal joins attendance, safety and families because in a child's life they are one thing.",
  whyLanguage:
    "We chose a focus goal because progress had stalled for four years. The Dashboard shows that 45.2 percent of English learners made progress in 2023; our own lists showed 364 long-term English learners, most of them born in Alder Valley.\n\nThe English learner parent advisory committee, teachers and long-term English learners themselves helped to write the goal and chose its three figures: progress each year, reclassification, and the number of long-term English learners.",
  whyEquity:
    "Acorn Street Elementary and Bridges Continuation High receive Equity Multiplier funds. Students of both schools move often, and both lose many teachers.\n\nOn the Dashboard low-income and Hispanic students of both schools are at the lowest level: at Acorn Street in chronic absenteeism, at Bridges in graduation and in college and career. Both schools have the same trouble in keeping teachers, and one in five was not fully credentialed.\n\nFamilies, students, teachers and aides of each school met in spring, studied these figures and chose the actions.",
  whyBasics: "These results are good and must stay so. The goal keeps watch over what students and families should never have to ask for.",
  everyYear: {
    "who.district":
      "Alder Valley Unified serves 8,200 students from transitional kindergarten to grade 12 in the towns of Merriton and Alder and on the farms between them. We have six elementary schools, two middle schools, one comprehensive and one continuation high school, and about 890 people who work in them.\n\nOur students speak 23 languages at home. Eighteen percent are English learners, and 318 of them have been so for seven years or longer. Fifty-six percent come from low-income families, 46 are in foster care, and 12 percent have a disability. Orchards, packing houses, the hospital and the community college are the largest employers.\n\nTwo of our schools receive Equity Multiplier funds:\n- Acorn Street Elementary\n- Bridges Continuation High\n\nWe want every graduate to leave with three things: a skill they are proud of, a plan they believe in, and at least one adult who will pick up the phone.",
    "do.csi_support":
      "Bridges Continuation High is eligible for comprehensive support. The district gives the school a coach for one day a week and pays teachers for the time it takes to plan.\n\n- Needs assessment: the coach and the school site council study graduation, credits and absence, student by student.\n- Evidence-based interventions: district and school choose them from the county's list of studied programs: re-engagement specialists and four-week courses came from there.\n- Resource inequities: we compare staff, courses and teacher experience with our other high school. Bridges had fewer career courses and more teachers in their first years; actions 1.5 and 4.3 answer this.",
    "do.csi_monitor":
      "The assistant superintendent and the principal meet every six weeks over one page: credits earned, attendance, who has stopped coming and who came back. In January and June the school board hears what was done and what it changed. If a strategy shows no gain in two rounds, district and school decide together what to do instead.",
    "cost.not_in_plan":
      "The rest of the budget pays for running the district: most teachers' and principals' salaries and benefits, school offices, transport, utilities, insurance, technology, maintenance of buildings, and the business and personnel offices.",
    "cost.addon_plan":
      "The additional concentration grant pays for action 5.5: four classroom aides, a counselor and a library technician at the six schools where more than 55 percent of students are English learners, foster youth or low-income (Acorn Street, Orchard, Riverbend, Alder Valley Middle, Alder Valley High and Bridges). These posts are added to the staffing all schools receive.",
    "cost.pct_method":
      "Action 3.6 costs nothing extra. If aides were hired for its half hour, it would cost about $35,000 a year; divided by the base grant this is 0.04 percent.",
  } satisfies Record<string, Words>,
};

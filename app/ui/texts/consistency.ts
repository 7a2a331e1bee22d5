// Words of the page that holds the plans against each other.
import { lookUpIn } from "./t.ts";

export const sayOfConsistency = lookUpIn({
  "consistency.title": "Do the plans agree?",
  "consistency.lead": "The district’s plan and the plans of its schools, and what the programs ask of them, held against each other (plans compared: {{count}}). The superintendent reviews them for consistency before adoption (EC 52062(a)(4), for a county office 52068(a)(4); medium certainty). What the law does not spell out is our reading; each check says what it rests on.",
  "consistency.leadSchool": "Your school’s plan held against the district’s, and against what the school’s statuses ask.",
  "consistency.counts": "To correct: {{error}}. To look at: {{warning}}. For information: {{info}}.",
  "consistency.reviewed": "Review for consistency on record: {{days}}.",
  "consistency.notReviewed": "No review for consistency is on record yet. It is recorded under Approvals, as a meeting of the superintendent.",
  "consistency.none": "Nothing contradicts.",
  "consistency.district": "{{name}}: the district’s plan",
  "consistency.agree": "Nothing found in:",
  "consistency.checks": "The {{count}} checks, and what each found",
});

// Words of the page that says who looked at the plan from outside, and what was taken out.
import { lookUpIn } from "./t.ts";

export const sayOfRecord = lookUpIn({
  "record.title": "Who looked, what was taken",
  "record.lead": "Looks from outside (the county office, the state, your SELPA, people with a link) stand here once for each person, thing and day; looks of support, and files that anybody takes, each time. Lines are chained: none can be changed or taken out unseen.",
  "record.nothing": "Nobody has looked from outside yet, and no file was taken.",
  "record.when": "When",
  "record.who": "Who",
  "record.what": "What",
  "record.read-submission": "Opened what was sent: {{about}}",
  "record.read-shared-comments": "Read the comments you share about {{about}}",
  "record.read-by-link": "Opened {{about}} with a link for comments",
  "record.support-read": "Looked at {{about}}, let in as support",
  "record.download-submission": "Took a file of what was sent: {{about}}",
  "record.download-letter": "Took a letter of the review: {{about}}",
  "record.download-export": "Took a document: {{about}}",
  "record.download-grid": "Took a list as a workbook: {{about}}",
  "record.download-meeting-file": "Took a file of a meeting: {{about}}",
  "record.make-working-draft": "Took the working draft: {{about}}",
  "record.make-mid-year-report": "Took the mid-year report: {{about}}",
  "record.older": "Older lines",
  "record.newest": "Newest lines",
  "record.plan": "the {{year}} plan",
  "record.people": "the list of people",
  "record.link": "somebody with the link “{{name}}”",
});

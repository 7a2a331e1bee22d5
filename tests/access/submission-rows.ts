// Rows of the access table about what is sent and reviewed.
import type { AccessRow, Allowed } from "./access-table.ts";

const lea: Allowed[] = ["planner@own", "fiscal@own", "special-education@own", "superintendent@own", "board-viewer@own"];
const planReaders: Allowed[] = [...lea, "support@own", "principal@parent", "council-secretary@parent"];
/** What was sent is read by the LEA and by the bodies above it; a charter's also by those of its authorizer who work with plans. */
const submissionReaders: Allowed[] = [...lea, "planner@child", "superintendent@child", "county-reviewer@child", "county-administrator@child", "selpa-reader@child", "state-analyst@child", "state-administrator@child"];
const office = { kind: "body" as const, allowed: ["county-reviewer" as const, "county-administrator" as const] };
/** Who looks at it: of a district's the county, of a charter's its authorizer. */
const reviewers: Allowed[] = ["planner@child", "superintendent@child", "county-reviewer@child", "county-administrator@child"];
const senders: Allowed[] = ["planner@own", "superintendent@own"];
const step = (move: string) => () => ({ move, seenVersion: "99999", day: "", words: "Planted." });

export const submissionRows: AccessRow[] = [
  { kind: "plan", file: "routes/plans.$planId.programs.$program_.send.tsx", method: "loader", through: [200], allowed: planReaders, params: ({ planId }) => ({ planId, program: "lcap" }) },
  { kind: "plan", file: "routes/plans.$planId.programs.$program_.send.tsx", method: "action", through: [409], allowed: senders, params: ({ planId }) => ({ planId, program: "lcap" }), form: step("take-back") },
  { kind: "plan", file: "routes/submissions.$filingId.$number.tsx", method: "loader", about: "filingId", readers: submissionReaders, through: [200], allowed: submissionReaders, params: ({ filingId }) => ({ filingId, number: "1" }) },
  { kind: "plan", file: "routes/submissions.$filingId.$number_.copy.$format.tsx", method: "loader", about: "filingId", readers: submissionReaders, through: [200], allowed: submissionReaders, params: ({ filingId }) => ({ filingId, number: "1", format: "data" }) },
  { kind: "signed-in", file: "routes/reviews._index.tsx", method: "loader", through: [200], showsBelow: true },
  { kind: "signed-in", file: "routes/reviews.calendar.tsx", method: "loader", through: [200], showsBelow: true },
  { kind: "plan", file: "routes/reviews.$filingId.tsx", method: "loader", about: "filingId", readers: submissionReaders, through: [200], allowed: submissionReaders, params: ({ filingId }) => ({ filingId }) },
  { kind: "plan", file: "routes/reviews.$filingId.tsx", method: "action", about: "filingId", readers: submissionReaders, through: [409], allowed: ["county-reviewer@child", "county-administrator@child"], params: ({ filingId }) => ({ filingId }), form: step("ask-clarification") },
  { kind: "plan", file: "routes/reviews.$filingId_.changes.tsx", method: "loader", about: "filingId", readers: submissionReaders, through: [200], allowed: submissionReaders, params: ({ filingId }) => ({ filingId }) },
  { kind: "plan", file: "routes/reviews.$filingId_.letters.$moveId.$format.tsx", method: "loader", about: "filingId", readers: submissionReaders, through: [404], allowed: submissionReaders, params: ({ filingId }) => ({ filingId, moveId: "99999999", format: "docx" }) },
  { kind: "plan", file: "routes/reviews.$filingId_.checklist.tsx", method: "loader", about: "filingId", readers: submissionReaders, through: [200], allowed: reviewers, params: ({ filingId }) => ({ filingId }) },
  { kind: "plan", file: "routes/reviews.$filingId_.checklist.tsx", method: "action", about: "filingId", readers: submissionReaders, through: [409], allowed: reviewers, params: ({ filingId }) => ({ filingId }), form: () => ({ act: "assign", reviewer: "", secondReader: "", seenVersion: "99999" }) },
  { ...office, file: "routes/reviews.own-checklist.tsx", method: "loader", through: [200] },
  { ...office, file: "routes/reviews.own-checklist.tsx", method: "action", through: [422], form: { program: "lcap", lines: ",no section", seen: "" } },
  { ...office, file: "routes/reviews.side-by-side.tsx", method: "loader", through: [200] },
  { ...office, file: "routes/reviews.lists.$listId.tsx", method: "loader", through: [200], params: { listId: "D-22" } },
  { ...office, file: "routes/reviews.lists.$listId_.file.tsx", method: "loader", through: [200], params: { listId: "D-22" } },
];

// What a reviewing office says of a submission place by place, and what it says to the LEA: read and written by those who review there.
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import { noComment, threadOf } from "./talk-rows.ts";

const submissionReaders: Allowed[] = ["planner@own", "fiscal@own", "special-education@own", "superintendent@own", "board-viewer@own", "planner@child", "superintendent@child", "county-reviewer@child", "county-administrator@child", "selpa-reader@child", "state-analyst@child", "state-administrator@child"];
/** What an LEA shares goes to the county office, not to a charter's authorizer. */
const county: Allowed[] = ["county-reviewer@child", "county-administrator@child"];
const office: Allowed[] = ["planner@child", "superintendent@child", ...county];

const all = { kind: "plan", file: "routes/reviews.$filingId_.comments.tsx", method: "loader", about: "filingId", readers: submissionReaders, allowed: office, through: [200], params: ({ filingId }) => ({ filingId }) } satisfies AccessRow;
const on = { ...all, file: "routes/reviews.$filingId_.comments_.on.$.tsx", params: ({ filingId }: Ids) => ({ filingId, "*": "answers/who.district" }) } satisfies AccessRow;
const begin = (audience: string) => () => ({ act: "begin", place: "answers/who.district", quote: "", words: " ", audience });
const answer = (audience: string) => (ids: Ids) => ({ act: "answer", threadId: threadOf(ids), audience, words: " " });
const resolve = (audience: string) => () => ({ act: "resolve", threadId: noComment, audience, seenVersion: "99999" });
const actionOf = (row: typeof all | typeof on, allowed: Allowed[], form: PlanRow["form"] & {}, through = [422]): AccessRow => ({ ...row, method: "action", allowed, through, form });

export const officeTalkRows: AccessRow[] = [
  all,
  on,
  ...[all, on].flatMap((row) => [
    actionOf(row, office, begin("office")), actionOf(row, county, begin("lea")), actionOf(row, office, answer("office")), actionOf(row, county, answer("lea")),
    // One that is not there.
    actionOf(row, office, resolve("office"), [404]), actionOf(row, county, resolve("lea"), [404]),
  ]),
];

// What a reviewing office says of a submission place by place, and what it says to the LEA: read and written by those who review there.
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { insertComment, insertThread } from "#db/repos/comments.server.ts";
import { insertOfficeComment, insertOfficeThread } from "#db/repos/office-talk.server.ts";
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import { threadOf } from "./talk-rows.ts";

const officeThread = ({ filingId }: Pick<Ids, "filingId">): string => threadOf({ planId: `${filingId}/office` });
const sharedThread = ({ filingId }: Pick<Ids, "filingId">): string => threadOf({ planId: `${filingId}/shared` });
/** Who reviews the plan that stands for each of these. */
const offices: Record<string, string> = { "alder-valley": "toyon-coe", "its-charter": "alder-valley", far: "south-coe-office" };

/** What the reviewing office says of each of these among itself, and to the LEA; of the other county's it says the marker word. */
export async function plantOfficeTalk(db: Database, things: ReadonlyMap<string, Ids>, marker: string): Promise<void> {
  for (const [leaId, ids] of things) {
    const office = offices[leaId];
    if (office === undefined) continue;
    const words = leaId === "far" ? marker : "Look at this.";
    const anchor = { place: "answers/who.district", blockId: null, quote: null, before: null, begunBy: "sample-planner" };
    await withLea(db, { leaId: office, actor: "test" }, async (tx) => {
      await insertOfficeThread(tx, { leaId: office, filingId: ids.filingId, id: officeThread(ids), number: 1, label: "Who", ...anchor });
      await insertOfficeComment(tx, { leaId: office, id: threadOf({ planId: `${ids.filingId}/office-comment` }), threadId: officeThread(ids), author: "sample-planner", words });
    });
    await withLea(db, { leaId, actor: "test" }, async (tx) => {
      await insertThread(tx, { leaId, id: sharedThread(ids), planId: ids.planId, orgId: leaId, lineageId: null, rowVersion: null, ...anchor, visibility: "county", private: false, linkId: null, byOrg: office });
      await insertComment(tx, { leaId, orgId: office, id: threadOf({ planId: `${ids.filingId}/shared-comment` }), threadId: sharedThread(ids), author: "sample-planner", linkId: null, words });
    });
  }
}

const submissionReaders: Allowed[] = ["planner@own", "fiscal@own", "special-education@own", "superintendent@own", "board-viewer@own", "planner@child", "superintendent@child", "county-reviewer@child", "county-administrator@child", "selpa-reader@child", "state-analyst@child", "state-administrator@child"];
/** What an LEA shares goes to the county office, not to a charter's authorizer. */
const county: Allowed[] = ["county-reviewer@child", "county-administrator@child"];
const office: Allowed[] = ["planner@child", "superintendent@child", ...county];

const all = { kind: "plan", file: "routes/reviews.$filingId_.comments.tsx", method: "loader", about: "filingId", readers: submissionReaders, allowed: office, through: [200], params: ({ filingId }) => ({ filingId }) } satisfies AccessRow;
const on = { ...all, file: "routes/reviews.$filingId_.comments_.on.$.tsx", params: ({ filingId }: Ids) => ({ filingId, "*": "answers/who.district" }) } satisfies AccessRow;
const begin = (audience: string) => () => ({ act: "begin", place: "answers/who.district", quote: "", words: " ", audience });
const answer = (audience: string) => (ids: Ids) => ({ act: "answer", threadId: threadOf(ids), audience, words: " " });
const resolve = (audience: string) => (ids: Ids) => ({ act: "resolve", threadId: audience === "office" ? officeThread(ids) : sharedThread(ids), audience, seenVersion: "99999" });
const actionOf = (row: typeof all | typeof on, allowed: Allowed[], form: PlanRow["form"] & {}, through = [422]): AccessRow => ({ ...row, method: "action", allowed, through, form });

export const officeTalkRows: AccessRow[] = [
  all,
  on,
  ...[all, on].flatMap((row) => [
    actionOf(row, office, begin("office")), actionOf(row, county, begin("lea")), actionOf(row, office, answer("office")), actionOf(row, county, answer("lea")),
    actionOf(row, office, resolve("office"), [409]), actionOf(row, county, resolve("lea"), [409]),
  ]),
];

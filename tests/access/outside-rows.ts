// Plans entered for districts outside the portal: the office that entered one works on it, and nobody else learns that it is there.
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { insertOutside, insertOutsideComment, insertOutsideCopy, insertOutsideMove } from "#db/repos/outside-filings.server.ts";
import { claimOutsideReading, finishOutsideReading, insertOutsideReading } from "#db/repos/outside-readings.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import { threadOf } from "./talk-rows.ts";

const outsideOf = ({ filingId }: Pick<Ids, "filingId">): string => threadOf({ planId: `${filingId}/outside` });
const commentOf = ({ filingId }: Pick<Ids, "filingId">): string => threadOf({ planId: `${filingId}/outside-comment` });
const tableOf = ({ filingId }: Pick<Ids, "filingId">): string => threadOf({ planId: `${filingId}/outside-table` });
/** Which office entered the plan that stands for each of these. */
const offices: Record<string, string> = { "alder-valley": "toyon-coe", far: "south-coe-office" };

/** A plan of a district outside the portal beside each of these, with a comment. */
export async function plantOutside(db: Database, storage: Pick<AppContext["storage"], "save">, things: ReadonlyMap<string, Ids>, marker: string): Promise<void> {
  for (const [name, ids] of things) {
    const leaId = offices[name];
    if (leaId === undefined) continue;
    const id = outsideOf(ids);
    const bytes = smallPdf([{ content: at(100, 500, marker) }]);
    await storage.save(`outside/${leaId}/${id}`, bytes);
    const by = { person: "test", personName: "Somebody" };
    await withLea(db, { leaId, actor: "test" }, async (tx) => {
      await insertOutside(tx, { id, leaId, program: "lcap", edition: "2024.v2024-11", workflow: "board-and-overseer", year: "2026-27", cds: "99200010000000", name: "Quail Ridge", county: "Toyon", state: "clarification-asked", receivedOn: "2026-06-26", enteredBy: "Somebody", person: "test" });
      await insertOutsideCopy(tx, { leaId, filingId: id, number: 1, receipt: `E-${id}`, receivedOn: "2026-06-26", adoptedOn: null, dueOn: null, side: "no-date", fileName: "plan.pdf", fileSize: bytes.byteLength, fileHash: "0".repeat(64), fileKey: `outside/${leaId}/${id}`, pages: 1, ...by });
      await insertOutsideMove(tx, { leaId, filingId: id, move: "send", fromState: "adopted", toState: "submitted", madeOn: "2026-06-26", onDay: null, words: "", copyNumber: 1, ...by });
      await insertOutsideComment(tx, { leaId, filingId: id, id: commentOf(ids), number: 1, page: 1, words: "Planted.", inLetter: false, ...by });
      const list = { leaId, readingId: tableOf(ids) };
      await insertOutsideReading(tx, { leaId, filingId: id, number: 1, id: list.readingId, fileName: "list.csv", fileHash: "0".repeat(64), fileKey: null, ownDocument: false, ...by });
      await claimOutsideReading(tx, list);
      await finishOutsideReading(tx, { ...list, list: [{ name: "list.csv", rows: [{ at: 0, cells: ["Goal", "Title"] }, { at: 2, cells: ["1", marker] }] }] });
    });
  }
}

const office: Allowed[] = ["county-reviewer@child", "county-administrator@child"];
const administrator: Allowed[] = ["county-administrator@child"];
const own = { kind: "plan", method: "loader", about: "filingId", readers: office, allowed: office, through: [200] } satisfies Partial<PlanRow>;
const entering = { kind: "body", allowed: ["county-reviewer" as const, "county-administrator" as const] } as const;
const on = (ids: Ids) => ({ filingId: outsideOf(ids) });
const inTable = (ids: Ids) => ({ ...on(ids), tableId: tableOf(ids) });
const step = { move: "answer-clarification", seenVersion: "99999", cameOn: "2026-07-01", day: "", words: "Planted.", adoptedOn: "" };

export const outsideRows: AccessRow[] = [
  { ...entering, allowed: [...entering.allowed], file: "routes/reviews.outside.tsx", method: "loader", through: [200] },
  { ...entering, allowed: [...entering.allowed], file: "routes/reviews.outside.tsx", method: "action", through: [422], form: { district: "", name: "", cds: "1", form: "nothing", receivedOn: "", adoptedOn: "" } },
  { ...own, file: "routes/reviews.$filingId.tsx", params: on },
  { ...own, file: "routes/reviews.$filingId.tsx", method: "action", through: [409], params: on, form: () => ({ move: "recommend-amendments", seenVersion: "99999", day: "", words: "Planted." }) },
  { ...own, file: "routes/reviews.$filingId.tsx", method: "action", through: [409], allowed: administrator, params: on, form: () => ({ move: "approve", seenVersion: "99999", day: "", words: "" }) },
  { ...own, file: "routes/reviews.$filingId_.checklist.tsx", params: on },
  { ...own, file: "routes/reviews.$filingId_.checklist.tsx", method: "action", through: [409], params: on, form: () => ({ act: "assign", reviewer: "", secondReader: "", seenVersion: "99999" }) },
  { ...own, file: "routes/reviews.$filingId_.letters.$moveId.$format.tsx", through: [404], params: (ids) => ({ ...on(ids), moveId: "99999999", format: "docx" }) },
  { ...own, file: "routes/reviews.$filingId_.from-district.tsx", params: on },
  { ...own, file: "routes/reviews.$filingId_.from-district.tsx", method: "action", through: [409], params: on, form: () => step },
  { ...own, file: "routes/reviews.$filingId_.changes.tsx", params: on },
  { ...own, file: "routes/reviews.$filingId_.as-read.tsx", params: on },
  { ...own, file: "routes/reviews.$filingId_.as-read.tsx", method: "action", through: [302, 409], params: on, form: () => ({ act: "read" }) },
  { ...own, file: "routes/reviews.$filingId_.tables.$tableId.tsx", params: inTable },
  { ...own, file: "routes/reviews.$filingId_.tables.$tableId.tsx", method: "action", through: [409], params: inTable, form: () => ({ act: "match", seenVersion: "99999", holds: "actions", "column.0": "goal", "column.1": "title" }) },
  ...["use", "match-again", "set-aside"].map((act) => ({ ...own, file: "routes/reviews.$filingId_.tables.$tableId.tsx", method: "action" as const, through: [409], params: inTable, form: () => ({ act, seenVersion: "99999" }) })),
  { ...own, file: "routes/reviews.$filingId_.pages.tsx", params: on },
  { ...own, file: "routes/reviews.$filingId_.pages.tsx", method: "action", through: [422], params: on, form: () => ({ act: "say", copy: "1", page: "1", words: " " }) },
  { ...own, file: "routes/reviews.$filingId_.copies.$number.$page.ts", through: [200], params: (ids) => ({ ...on(ids), number: "1", page: "1" }) },
  { ...own, file: "routes/reviews.$filingId_.copies.$number.file.ts", through: [200], params: (ids) => ({ ...on(ids), number: "1" }) },
];

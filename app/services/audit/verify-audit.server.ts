import { createHash } from "node:crypto";
import { withLea } from "#db/client.server.ts";
import { findAuditHead, listAuditHeads, listAuditRows } from "#db/repos/audit.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { checkHead, followChain, startOfChain } from "#app/domain/audit/chain.ts";
import type { ChainFault } from "#app/domain/audit/chain.ts";

/** `rows`: how many hold, counted from the first; `hash`: that of the last row, where all of them hold. */
export type LeaAudit = { leaId: string; rows: number; hash: string | null; fault: ChainFault | null };
export type AuditReport = { leas: LeaAudit[]; rows: number; whole: boolean };

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const atOnce = 2000;

/** Follows every LEA's chain from its first row to its recorded end and names the first row that is not as it was written. For the operator: reads no plan. */
export async function verifyAudit({ db }: Pick<AppContext, "db">): Promise<AuditReport> {
  const leas: LeaAudit[] = [];
  for (const { leaId } of await listAuditHeads(db)) leas.push(await verifyChain(db, leaId));
  return { leas, rows: leas.reduce((sum, lea) => sum + lea.rows, 0), whole: leas.every((lea) => lea.fault === null) };
}

async function verifyChain(db: AppContext["db"], leaId: string): Promise<LeaAudit> {
  return withLea(db, { leaId, actor: "system:audit" }, async (tx) => {
    let end = startOfChain;
    for (;;) {
      const rows = await listAuditRows(tx, { leaId, after: end.number, most: atOnce });
      const followed = followChain(end, rows, sha256);
      if ("fault" in followed) return { leaId, rows: followed.fault.number - 1, hash: null, fault: followed.fault };
      end = followed.end;
      if (rows.length === atOnce) continue;
      // Read after the rows: whatever the head names is there by now, or is gone.
      const head = (await findAuditHead(tx, { leaId })) ?? startOfChain;
      const more = head.number > end.number ? await listAuditRows(tx, { leaId, after: end.number, most: 1 }) : [];
      if (more.length > 0) continue;
      const fault = checkHead(end, head);
      return { leaId, rows: end.number, hash: fault ? null : end.hash, fault };
    }
  });
}

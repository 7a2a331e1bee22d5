import { createHash } from "node:crypto";
import { withLea } from "#db/client.server.ts";
import { listAuditHeads } from "#db/repos/audit.server.ts";
import { findForm, listLostReceipts, listToVerify } from "#db/repos/submissions.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { copyFault } from "#app/domain/review/verify.ts";

export type SubmissionFault = { leaId: string; receipt: string; problem: string };
/** `first`: the first bad copy of each LEA, LEAs in order. */
export type SubmissionsReport = { leas: number; submissions: number; forms: number; first: SubmissionFault[]; whole: boolean };

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const atOnce = 100;

/** Hashes every frozen copy again, and every form they were sent through, and holds them against the record of acts. For the operator: shows no plan's words. */
export async function verifySubmissions({ db }: Pick<AppContext, "db">): Promise<SubmissionsReport> {
  const first: SubmissionFault[] = [];
  const forms = new Map<string, boolean>();
  let submissions = 0;
  const heads = await listAuditHeads(db);
  for (const { leaId } of heads) {
    const fault = await withLea(db, { leaId, actor: "system:audit" }, async (tx): Promise<SubmissionFault | null> => {
      for (let after = ""; ; ) {
        const copies = await listToVerify(tx, { leaId, after, most: atOnce });
        for (const copy of copies) {
          const { leaId: lea, filingId, number, orgId, program, edition, form, kind, receipt, year, receivedAt, receivedOn, dueOn, side } = copy;
          const beside = { leaId: lea, filingId, number, orgId, program, edition, form, kind, receipt, year, receivedAt: receivedAt.toISOString(), receivedOn, dueOn, side };
          if (!forms.has(form)) forms.set(form, sha256((await findForm(tx, form)) ?? "") === form);
          const problem = copyFault({ receipt, content: copy.content, hash: copy.hash, actHash: copy.actHash, beside, planId: copy.planId, version: copy.version }, sha256) ?? (forms.get(form) ? null : "the form it was sent through is not as it was");
          if (problem) return { leaId, receipt, problem };
          submissions += 1;
        }
        if (copies.length < atOnce) break;
        after = copies.at(-1)?.receipt ?? "";
      }
      const [lost] = await listLostReceipts(tx, { leaId });
      return lost === undefined ? null : { leaId, receipt: lost, problem: "it is missing" };
    });
    if (fault) first.push(fault);
  }
  return { leas: heads.length, submissions, forms: forms.size, first, whole: first.length === 0 };
}

// A plan that was sent, without the rules asked: for tests of what overseers see and for lists of many.
import { createHash } from "node:crypto";
import { withLea } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { ensureFiling, insertMove, insertSubmission, keepForm, moveFiling } from "#db/repos/submissions.server.ts";
import { dayInCalifornia } from "#app/file-context.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { canonicalJson } from "#app/domain/audit/canonical-json.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { freeze, frozenForm, receiptNumber } from "#app/domain/review/freeze.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Freezes the plan's form as sent at `at` and stands it at "submitted"; gives the id of its standing. */
export async function sendUnchecked({ db, crosswalks }: Pick<AppContext, "db" | "crosswalks">, plan: Plan, { program, at = new Date("2026-06-26T18:00:00Z"), state = "submitted", kind }: { program: ProgramCrosswalk; at?: Date; state?: string; kind?: "charter" }): Promise<string> {
  const lea = plan.organizations.find((one) => one.id === plan.leaId);
  if (!lea || lea.kind === "school") throw new Error("a plan without an LEA");
  const [leaId, workflow] = [plan.leaId, program.edition.workflow ?? ""];
  const receivedOn = dayInCalifornia(at);
  const formText = canonicalJson(frozenForm(crosswalks, program, {}), true);
  const form = sha256(formText);
  return withLea(db, { leaId, actor: "test" }, async (tx) => {
    const filing = await ensureFiling(tx, { leaId, orgId: leaId, planId: plan.id, year: plan.year, program: program.program, edition: program.edition.id, workflow, state: "draft", leaKind: kind ?? (lea.kind as "district"), leaName: lea.name, orgName: lea.name, cds: lea.cds, county: lea.county });
    const [number, filingId] = [filing.copies + 1, filing.id];
    const receipt = receiptNumber({ short: program.edition.short, year: plan.year, cds: `${lea.cds}${leaId}`, number, kind: "sent" });
    const value = freeze(crosswalks, readForm({ plan, crosswalks, program }), { kind: "sent", receipt, number, filingId, form, receivedAt: at.toISOString(), receivedOn, dueOn: null, side: "no-date", sentBy: { id: "test", name: "Test" }, words: "", adoptedOn: null, findings: [] });
    const content = canonicalJson(value, true);
    await keepForm(tx, { hash: form, program: program.program, edition: program.edition.id, content: formText });
    await moveFiling(tx, { leaId, filingId, from: filing.state, seenVersion: filing.version, to: state, edition: program.edition.id, sharedNumber: null, sends: true, freezes: true });
    await insertSubmission(tx, { leaId, filingId, number, orgId: leaId, planId: plan.id, year: plan.year, program: program.program, edition: program.edition.id, form, kind: "sent", receipt, receivedAt: at, receivedOn, dueOn: null, side: "no-date", content, hash: sha256(content) });
    await recordAct(tx, { leaId, actor: "test", verb: "freeze", object: `submission/${receipt}`, detail: { hash: sha256(content) } });
    await insertMove(tx, { leaId, orgId: leaId, filingId, move: "send", fromState: "adopted", toState: state, madeOn: receivedOn, onDay: null, words: "", person: "test", personName: "Test", body: leaId, submissionNumber: number, openAbove: true });
    return filingId;
  });
}

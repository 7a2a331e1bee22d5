// One plan, sent a thousand times at once: some with the same form posted again and again, the rest each with a form of its own. One submission, one receipt, one mail.
import { sql } from "kysely";
import { withLea } from "#db/client.server.ts";
import { makeMove } from "#app/services/review/make-move.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { openPortal } from "../services/portal.ts";
import { chanceOf } from "./drill.ts";
import type { Drill } from "./drill.ts";

/** As many as a web process lets in at once; the others stand in its line. */
const atOnce = 64;
/** Of the planted fault: each sending puts the plan back by the owner's one connection first, and the second one made shows it. */
const atOncePlanted = 4;

export const oneSubmission: Drill = {
  rounds: 1000,
  run: async ({ rounds, seed, planted }) => {
    const portal = await openPortal();
    try {
      const { running: plan } = portal;
      const ctx = { ...portal.ctx, now: () => new Date("2025-06-27T20:00:00Z") };
      const place = { planId: plan.id, program: "lcap" };
      const adopted = await makeMove(ctx, place, { move: "adopt", seenVersion: 0, day: "", words: "" });
      if (adopted.outcome !== "made") throw new Error("The plan was not adopted.");
      const standing = await withLea(portal.database.app, { leaId: plan.leaId, actor: "drill" }, (tx) => tx.selectFrom("filing").select(["id", "version"]).where("plan_id", "=", plan.id).executeTakeFirstOrThrow());
      const mailsBefore = (await portal.owner.selectFrom("mail").select("id").execute()).length;
      const chance = chanceOf(seed);
      const key = "the-same-form-again".padEnd(40, "0");
      // The last are the first to go: the same form, as a browser posts it again.
      const waiting = Array.from({ length: rounds }, (_, number) => (number >= rounds - atOnce || chance.happens(0.5) ? key : `form-${number}`.padEnd(40, "0")));
      const counts = { made: 0, sentBefore: 0, refused: 0, failed: 0 };
      const receipts = new Set<string>();
      const broken: string[] = [];
      let first = true;
      const send = async (form: string): Promise<void> => {
        // The planted fault: whoever comes reads the standing afresh and puts the plan back before sending, as a move without its condition would.
        if (planted) await withLea(portal.database.owner, { leaId: plan.leaId, actor: "drill" }, (tx) => sql`update filing set state = 'adopted', version = ${standing.version} where id = ${standing.id}`.execute(tx));
        const answer = await makeMove({ ...ctx, sent: { key: planted ? `${form}${Math.random()}` : form, hash: "the same words", steps: 0 } }, place, { move: "send", seenVersion: standing.version, day: "", words: "" }).catch((fault: unknown) => fault);
        if (answer instanceof AppError && answer.code === "conflict") counts.refused += 1;
        else if (answer instanceof Error) {
          counts.failed += 1;
          if (counts.failed <= 3) broken.push(`A sending failed: ${answer.message}`);
        } else if (typeof answer === "object" && answer !== null && "receipt" in answer) {
          receipts.add(String(answer.receipt));
          counts[first ? "made" : "sentBefore"] += 1;
          first = false;
        }
      };
      await Promise.all(
        Array.from({ length: planted ? atOncePlanted : atOnce }, async () => {
          for (let form = waiting.pop(); form !== undefined; form = waiting.pop()) await send(form);
        }),
      );
      const { submissions, acts } = await withLea(portal.database.app, { leaId: plan.leaId, actor: "drill" }, async (tx) => ({
        submissions: (await tx.selectFrom("submission").select("receipt").where("plan_id", "=", plan.id).execute()).length,
        acts: (await tx.selectFrom("audit").select("id").where("verb", "=", "freeze").execute()).length,
      }));
      const mails = (await portal.owner.selectFrom("mail").select("id").execute()).length - mailsBefore;
      for (const [what, found] of Object.entries({ submissions, receipts: receipts.size, mails, acts })) if (found !== 1) broken.push(`${found} ${what} instead of one.`);
      if (counts.failed > 0) broken.push(`${counts.failed} sendings failed.`);
      return { counts: { sendings: rounds, ...counts, submissions, receipts: receipts.size, mails }, broken };
    } finally {
      await portal.close();
    }
  },
};

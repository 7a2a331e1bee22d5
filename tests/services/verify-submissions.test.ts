import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { verifySubmissions } from "#app/services/review/verify-submissions.server.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap") as ProgramCrosswalk;
  await sendUnchecked(portal.process, portal.running, { program });
  await sendUnchecked(portal.process, portal.running, { program, state: "amendments-considered" });
}, 120_000);
afterAll(() => portal?.close());

describe("verifying what was sent", () => {
  test("finds a flipped byte, a changed column, a changed hash and a copy that is gone, and names it", async () => {
    const { running: plan } = portal;
    expect(await verifySubmissions({ db: portal.database.app })).toMatchObject({ first: [], whole: true });
    const copy = await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => tx.selectFrom("submission").selectAll().orderBy("number", "desc").executeTakeFirst());
    if (!copy) throw new Error("nothing was sent");
    const asOwner = async (change: (tx: Tx) => Promise<unknown>) => {
      await withLea(portal.database.owner, { leaId: plan.leaId, actor: "test" }, async (tx) => {
        await sql`alter table submission disable trigger user`.execute(tx);
        await sql`alter table submission drop constraint if exists submission_as_hashed`.execute(tx);
        await change(tx);
      });
      const report = await verifySubmissions({ db: portal.database.app });
      return report.first.map(({ receipt, problem }) => `${receipt}: ${problem}`);
    };
    const set = (values: Partial<typeof copy>) => (tx: Tx) => tx.updateTable("submission").set(values).where("receipt", "=", copy.receipt).execute();
    const bytes = Buffer.from(copy.content, "utf8");
    for (let n = 0; n < 25; n += 1) {
      const flipped = Buffer.from(bytes);
      const place = (n * 7919 * 104_729) % flipped.length;
      flipped[place] = (flipped[place] ?? 0) ^ (1 << (n % 7));
      if (flipped.toString("utf8").includes("\u0000")) continue;
      expect(await asOwner(set({ content: flipped.toString("utf8") })), `byte ${place}`).toEqual([`${copy.receipt}: its hash does not fit what it says`]);
    }
    expect(await asOwner(set({ content: copy.content, edition: "another" }))).toEqual([`${copy.receipt}: its edition is not the one that was frozen`]);
    const other = `${copy.content.slice(0, -1)},"z":1}`;
    expect(await asOwner(set({ edition: copy.edition, content: other, hash: createHash("sha256").update(other).digest("hex") }))).toEqual([`${copy.receipt}: the record of acts has another hash for it`]);
    expect(await asOwner(set({ content: copy.content, hash: copy.hash }))).toEqual([]);
    await withLea(portal.database.owner, { leaId: plan.leaId, actor: "test" }, (tx) => sql`alter table filing_move disable trigger user`.execute(tx));
    expect(await asOwner(async (tx) => {
      await tx.deleteFrom("filing_move").where("submission_number", "=", copy.number).execute();
      await tx.deleteFrom("submission").where("receipt", "=", copy.receipt).execute();
    })).toEqual([`${copy.receipt}: it is missing`]);
  }, 120_000);
});

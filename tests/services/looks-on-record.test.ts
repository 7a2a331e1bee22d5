// Who looks at what an LEA sent or shares, and who takes a file: one line in that LEA's chain, and a page that says it in words.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRecord } from "#app/services/audit/load-record.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { loadByLink } from "#app/services/comments/by-link.server.ts";
import { makeLink } from "#app/services/comments/links.server.ts";
import { loadWhatChanged } from "#app/services/history/load-what-changed.server.ts";
import { loadPeople } from "#app/services/people/people.server.ts";
import { loadReview } from "#app/services/review/load-reviews.server.ts";
import { loadSubmission, openSubmissionFile } from "#app/services/review/load-submission.server.ts";
import { loadOfficeTalk } from "#app/services/review/office-talk.server.ts";
import type { Context } from "#app/context.server.ts";
import { withLea } from "#db/client.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let filingId: string;
let county: Context;
beforeAll(async () => {
  portal = await openPortal();
  county = await portal.as("sample-county-reviewer", "toyon-coe");
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.plan.year));
  if (!program) throw new Error("no form");
  filingId = await sendUnchecked(portal.process, portal.plan, { program });
}, 120_000);
afterAll(() => portal?.close());

const acts = (leaId = portal.plan.leaId) => withLea(portal.database.app, { leaId, actor: "test" }, (tx) => tx.selectFrom("audit").select(["actor", "verb", "object"]).where((one) => one.or([one("verb", "like", "read-%"), one("verb", "like", "download-%"), one("verb", "=", "support-read")])).orderBy("number").execute());
const since = async (work: () => Promise<unknown>) => {
  const before = (await acts()).length;
  await work();
  return (await acts()).slice(before).map(({ actor, verb }) => `${actor} ${verb}`);
};

describe("a look from above", () => {
  test("writes one line a day for each person and copy, in the chain of the LEA that sent it and not in the looker's", async () => {
    const looks = async () => {
      await loadReview(county, filingId);
      await loadSubmission(county, filingId, 1);
      await loadReview(county, filingId);
    };
    expect(await since(looks)).toEqual(["sample-county-reviewer read-submission"]);
    expect(await acts("toyon-coe")).toEqual([]);
    const analyst = await portal.as("sample-state-analyst", "sample-state");
    expect(await since(() => loadSubmission(analyst, filingId, 1))).toEqual(["sample-state-analyst read-submission"]);
    const tomorrow = { ...county, today: () => "2099-01-01" };
    expect(await since(() => loadReview(tomorrow, filingId))).toEqual(["sample-county-reviewer read-submission"]);
  });

  test("at shared comments is a line too; whoever is refused leaves none", async () => {
    expect(await since(async () => [await loadOfficeTalk(county, filingId), await loadOfficeTalk(county, filingId)])).toEqual(["sample-county-reviewer read-shared-comments"]);
    const analyst = await portal.as("sample-state-analyst", "sample-state");
    expect(await since(() => loadOfficeTalk(analyst, filingId).catch(() => null))).toEqual([]);
  });

  test("is no line when the LEA looks at its own; a file that is taken is one each time, whoever takes it", async () => {
    expect(await since(() => loadSubmission(portal.ctx, filingId, 1))).toEqual([]);
    const takes = async () => [await openSubmissionFile(portal.ctx, filingId, 1, "data"), await openSubmissionFile(county, filingId, 1, "data"), await openSubmissionFile(county, filingId, 1, "html")];
    expect(await since(takes)).toEqual(["sample-planner download-submission", "sample-county-reviewer download-submission", "sample-county-reviewer download-submission"]);
    expect(await acts("toyon-coe")).toEqual([]);
  });

  test("with a link for comments is a line a day by the link's name", async () => {
    const made = await makeLink(portal.ctx, portal.plan.id, { name: "Parents of Alder", chapter: "", days: 7 });
    const token = made.outcome === "made" ? decodeURIComponent(made.path.split("/").at(-1) ?? "") : "";
    expect((await since(async () => [await loadByLink(portal.process, token), await loadByLink(portal.process, token)])).map((line) => line.replace(/link:\S+/, "link"))).toEqual(["link read-by-link"]);
    await expect(loadByLink(portal.process, `${token}x`)).rejects.toMatchObject({ code: "not-found" });
  });

  test("of support at the people is on record", async () => {
    await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, async (tx) => {
      await portal.owner.insertInto("person").values({ id: "the-supporter", name: "Support", email: "support@sample.example", email_verified: true, image: null, second_factor: false, suspended_at: null, sample: true }).execute();
      await tx.insertInto("membership").values({ lea_id: portal.plan.leaId, org_id: portal.plan.leaId, person_id: "the-supporter", role: "support", until: sql<Date>`now() + interval '3 hours'`, given_by: "test" }).execute();
    });
    const support = await portal.as("the-supporter");
    expect(await since(() => loadPeople(support))).toEqual(["the-supporter support-read"]);
  });
});

describe("the page of who looked", () => {
  test("says each in words, the newest first, a hundred at once; the chain stays whole", async () => {
    const { lines, older, newest } = await loadRecord(portal.ctx, null);
    expect([older, newest]).toEqual([null, true]);
    const seen = lines.find(({ verb }) => verb === "read-submission");
    expect(seen).toMatchObject({ by: { body: expect.stringContaining("Toyon") as unknown }, about: [expect.stringMatching(/^LCAP-/)], year: portal.plan.year });
    expect(lines.find(({ verb }) => verb === "read-by-link")?.by).toEqual({ link: "Parents of Alder" });
    expect(lines.map(({ number }) => number)).toEqual(lines.map(({ number }) => number).sort((a, b) => b - a));
    expect((await loadRecord(portal.ctx, lines[1]?.number ?? 0)).lines[0]?.number).toBe(lines[2]?.number);
    expect((await verifyAudit(portal.process)).whole).toBe(true);
  });

  test("is for the planner and the superintendent, who are led there; for everybody else there is none", async () => {
    const ways = async (ctx: Context) => (await loadWhatChanged(ctx, portal.plan.id, { from: null, to: null, chapter: "" })).readsRecord;
    for (const person of ["sample-planner", "sample-superintendent"]) {
      const ctx = await portal.as(person);
      expect([await ways(ctx), (await loadRecord(ctx, null)).lines.length > 0]).toEqual([true, true]);
    }
    for (const person of ["sample-fiscal", "sample-principal", "sample-board"]) {
      const ctx = await portal.as(person);
      expect(await ways(ctx)).toBe(false);
      await expect(loadRecord(ctx, null)).rejects.toMatchObject({ code: "not-found" });
    }
    await expect(loadRecord(county, null)).rejects.toMatchObject({ code: "not-found" });
  });
});

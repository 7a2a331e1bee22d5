// Promises that hold for every service alike: nothing slow inside a transaction, nothing sent without its change, no link that runs, and a full disk that takes nobody's words.
import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/context.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { openExportFile } from "#app/services/documents/load-export.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { compareWorkbook, gridWorkbook } from "#app/services/grids/grid-file.server.ts";
import { readImport } from "#app/services/imports/read-import.server.ts";
import { startImport } from "#app/services/imports/start-import.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { makeMidYearReport } from "#app/services/plans/load-mid-year.server.ts";
import { sendMail } from "#app/services/people/mails.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { listMails } from "#db/repos/mails.server.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
let cookie = "";
beforeAll(async () => {
  portal = await openPortal();
  cookie = await portal.cookieOf("sample-planner");
}, 120_000);
afterAll(() => portal?.close());

const site = "http://localhost:3000";
const args = (request: Request) => ({ request, params: { planId: portal.plan.id, chapterId: "listen" }, context: {} }) as unknown as LoaderFunctionArgs & ActionFunctionArgs;
async function saveByRequest(words: string, seenVersion: string): Promise<{ status: number; retryAfter: string | null; body: { version?: number; message?: string } }> {
  const { action } = await import("#app/routes/plans.$planId.answers.tsx");
  const body = new URLSearchParams({ statement: "listen.influence", about: "", "value.drop": "yes", value: words, seenVersion, formKey: await portal.keyFor(cookie) });
  const answer = (await action(args(new Request(`${site}/x`, { method: "POST", headers: { Origin: site, Cookie: cookie }, body })))) as Response;
  return { status: answer.status, retryAfter: answer.headers.get("Retry-After"), body: (await answer.json()) as { version?: number; message?: string } };
}
const storedNow = async () =>
  inLea(portal.ctx, async (tx) => (await sql<{ value: unknown; version: number }>`select value, version from answer where plan_id = ${portal.plan.id} and statement_key = 'listen.influence' and org_id = ${portal.plan.leaId}`.execute(tx)).rows[0]);

describe("a transaction", () => {
  test("has no file, no document, no reader and no mail in it (REL-B7)", async () => {
    const inside = new AsyncLocalStorage<true>();
    const calls = { outside: [] as string[], inside: [] as string[] };
    const bound = (target: object, name: string | symbol): unknown => {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    };
    /** Every function of these tools tells where it was called. */
    const watched = <Tool extends object>(tool: Tool, called: string): Tool =>
      new Proxy(tool, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== "function") return value;
          return (...given: unknown[]) => {
            calls[inside.getStore() ? "inside" : "outside"].push(`${called}.${String(name)}`);
            return (value as (...given: unknown[]) => unknown).apply(target, given);
          };
        },
      });
    const db = new Proxy(portal.ctx.db, {
      get: (target, name) => (name === "transaction" ? () => ({ execute: (work: (tx: unknown) => Promise<unknown>) => target.transaction().execute((tx) => inside.run(true, () => work(tx))) }) : bound(target, name)),
    });
    const { files } = portal.ctx;
    const ctx: Context = { ...portal.ctx, db, storage: watched(portal.ctx.storage, "storage"), render: watched(portal.ctx.render, "render"), files: { ...files, render: watched(files.render, "render"), read: watched(files.read, "read"), grid: watched(files.grid, "grid") }, sendMail: watched({ send: async () => {} }, "mail").send };
    const leaId = portal.plan.leaId;

    const { exportId } = await requestExport(ctx, portal.plan.id, "lcap", { format: "json", copy: "internal-draft" });
    await makeExport(ctx, { leaId, exportId });
    await openExportFile(ctx, portal.plan.id, exportId);
    await makeMidYearReport(ctx, portal.running.id, "xlsx");
    const { bytes } = await gridWorkbook(ctx, portal.plan.id, { collection: "actions", goalId: null });
    await compareWorkbook(ctx, portal.plan.id, { collection: "actions", goalId: null, bytes });
    const pdf = await files.render.pdf({ ...(JSON.parse(new TextDecoder().decode((await openExportFile(portal.ctx, portal.plan.id, exportId)).bytes)) as Parameters<typeof files.render.pdf>[0]) });
    const { importId } = await startImport(ctx, portal.plan.id, { file: { name: "lcap.pdf", bytes: pdf }, ownDocument: true });
    await readImport(ctx, { leaId, importId });
    await inLea(portal.ctx, (tx) => portal.ctx.writeMail(tx, { to: "somebody@sample.example", subject: "Subject", text: "Text" }));
    await sendMail(ctx, (await listMails(portal.process.db)).at(-1)?.id ?? 0);

    expect(calls.inside).toEqual([]);
    expect([...new Set(calls.outside)].sort()).toEqual(expect.arrayContaining(["grid.read", "grid.write", "mail.send", "read.pdf", "render.json", "storage.read", "storage.save"]));
  }, 120_000);

  test("that ends in a fault sends nothing: a mail is a row of the change that wrote it (REL-B8)", async () => {
    const before = await listMails(portal.process.db);
    await expect(
      inLea(portal.ctx, async (tx) => {
        await portal.ctx.writeMail(tx, { to: "nobody@sample.example", subject: "Never", text: "Never" });
        throw new Error("and then it failed");
      }),
    ).rejects.toThrow("and then it failed");
    expect(await listMails(portal.process.db)).toEqual(before);
  });
});

describe("rich text that is posted (REL-D3)", () => {
  const linked = (href: string) => ({ ...richTextFromPlain("here"), content: [{ type: "paragraph", content: [{ type: "text", text: "here", marks: [{ type: "link", attrs: { href } }] }] }] });
  const seen = async () => (await storedNow())?.version ?? null;
  const post = async (document: unknown) => saveAnswer(portal.ctx, portal.plan.id, { statement: "listen.influence", about: null, seenVersion: await seen(), posted: new Map([["value", [""]], ["value.json", [JSON.stringify(document)]]]) }).then(({ outcome }) => outcome, (fault: Error) => fault.message);

  test.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "file:///etc/passwd", "//evil.example", "/relative", "ftp://old.example", "blob:x", ""])("with a link to %j is refused and nothing is stored", async (href) => {
    const before = await storedNow();
    expect(await post(linked(href))).not.toBe("saved");
    expect(await storedNow()).toEqual(before);
  });

  test.each(["https://district.example/plan", "http://district.example", "mailto:board@district.example"])("may link to %j", async (href) => {
    expect(await post(linked(href))).toBe("saved");
    expect(JSON.stringify((await storedNow())?.value)).toContain(href);
  });

  test.each([["an image", { type: "image", attrs: { src: "https://x.example/a.png" } }], ["raw markup", { type: "html", content: "<script>" }], ["a heading with a handler", { type: "heading", attrs: { level: 2, onclick: "x" }, content: [] }], ["a frame", { type: "iframe", attrs: { src: "x" } }]])("with %s is refused", async (_what, node) => {
    const before = await storedNow();
    expect(await post({ ...richTextFromPlain("x"), content: [node] })).not.toBe("saved");
    expect(await storedNow()).toEqual(before);
  });
});

test("with the disk full pages are read, a save says so with 503 and changes nothing, and once there is room it goes on by itself (REL-H2)", async () => {
  const { loader } = await import("#app/routes/plans.$planId.chapters.$chapterId/route.tsx");
  const page = () => Promise.resolve(loader(args(new Request(`${site}/x`, { headers: { Cookie: cookie } })))).then(() => 200, (thrown: unknown) => (thrown instanceof Response ? thrown.status : 500));
  const version = String((await storedNow())?.version ?? "");
  const before = await storedNow();
  await sql`create function full_disk() returns trigger language plpgsql as $$ begin raise exception using errcode = '53100', message = 'could not extend file "base/1/2": No space left on device'; end $$`.execute(portal.owner);
  await sql`create trigger full_disk before insert on revision for each row execute function full_disk()`.execute(portal.owner);
  try {
    const refused = await saveByRequest("Typed while the disk was full.", version);
    expect(refused).toMatchObject({ status: 503, retryAfter: "5", body: { message: expect.stringContaining("disk is full") } });
    expect(await page()).toBe(200);
    expect(await storedNow()).toEqual(before);
  } finally {
    await sql`drop trigger full_disk on revision`.execute(portal.owner);
  }
  expect((await saveByRequest("Typed while the disk was full.", version)).status).toBe(200);
  expect((await verifyAudit({ db: portal.process.db })).leas.every(({ fault }) => fault === null)).toBe(true);
});

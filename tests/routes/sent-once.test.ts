// A form changes something once, however often and however at once it arrives (reliability A7).
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs } from "@remix-run/node";
import { formTokenLength, freshFormKey } from "#schemas/form-key.ts";
import { withLea } from "#db/client.server.ts";
import { openPortal } from "../services/portal.ts";
import type { Portal } from "../services/portal.ts";

let portal: Portal;
let [planner, superintendent] = ["", ""];
const tokens = new Map<string, string>();
/** A key as a page of theirs has it. */
const keyOf = (cookie = planner) => `${tokens.get(cookie) ?? ""}${freshFormKey()}`;
beforeAll(async () => {
  portal = await openPortal();
  [planner, superintendent] = [await portal.cookieOf("sample-planner"), await portal.cookieOf("sample-superintendent")];
  for (const cookie of [planner, superintendent]) tokens.set(cookie, (await portal.keyFor(cookie)).slice(0, formTokenLength));
});
afterAll(() => portal?.close());

const site = "http://localhost:3000";
type Answer = { status: number; location: string; body: string };
type Action = (args: ActionFunctionArgs) => Promise<unknown>;

async function answerOf(work: Promise<unknown>): Promise<Answer> {
  const value = await work.catch((error: unknown) => error);
  if (value instanceof Response) return { status: value.status, location: value.headers.get("Location") ?? "", body: await value.text() };
  if (value instanceof Error) throw value;
  const { data, init } = value as { data: unknown; init: { status?: number } | null };
  return { status: init?.status ?? 200, location: "", body: JSON.stringify(data) };
}
const send = (action: Action, at: string, params: Record<string, string>, form: Record<string, string>, cookie = planner) =>
  answerOf(action({ request: new Request(`${site}${at}`, { method: "POST", headers: { Cookie: cookie, Origin: site }, body: new URLSearchParams(form) }), params, context: {} } as unknown as ActionFunctionArgs));

const count = async (what: ReturnType<typeof sql<{ n: number }>>) => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, async (tx) => Number((await what.execute(tx)).rows[0]?.n));
const acts = (verb: string) => count(sql<{ n: number }>`select count(*) as n from audit where verb = ${verb}`);
const planParams = () => ({ planId: portal.plan.id });

describe("a form sent again", () => {
  const askFile = async (form: Record<string, string>, cookie?: string) => {
    const { action } = await import("#app/routes/plans.$planId.programs.$program_.document/route.tsx");
    return send(action as Action, `/plans/${portal.plan.id}/programs/lcap/document`, { ...planParams(), program: "lcap" }, form, cookie);
  };
  const saveAnswer = async (form: Record<string, string>) => {
    const { action } = await import("#app/routes/plans.$planId.answers.tsx");
    return send(action as Action, `/plans/${portal.plan.id}/answers`, planParams(), { statement: "listen.influence", about: "", "value.drop": "yes", formKey: tokens.get(planner) ?? "", ...form });
  };
  const versionNow = async () => {
    const { theirs } = JSON.parse((await saveAnswer({ seenVersion: "99999", value: "x" })).body) as { theirs: { version: number } };
    return String(theirs.version);
  };

  test("REL-A7: 100 identical posts in parallel ask for one file, and all hear the one answer", async () => {
    const form = { copy: "internal-draft", format: "json", formKey: keyOf() };
    const before = await acts("request-export");
    const answers = await Promise.all(Array.from({ length: 100 }, () => askFile(form)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.location).toMatch(/file=[0-9a-f-]{36}$/);
    expect(await acts("request-export")).toBe(before + 1);
    expect((await askFile({ ...form, formKey: keyOf() })).location).not.toBe(answers[0]?.location);
    expect(await acts("request-export")).toBe(before + 2);
  });

  test("REL-A7: 100 identical saves in parallel are one save, and all hear that it was saved", async () => {
    const before = await acts("save-answer");
    const form = { seenVersion: await versionNow(), value: "Sent a hundred times.", formKey: keyOf() };
    const answers = await Promise.all(Array.from({ length: 100 }, () => saveAnswer(form)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(JSON.parse(answers[0]?.body ?? "")).toMatchObject({ outcome: "saved", version: Number(form.seenVersion) + 1 });
    expect(await acts("save-answer")).toBe(before + 1);
  });

  test("REL-A7: 100 identical invitations in parallel are one invitation and one mail", async () => {
    const { action } = await import("#app/routes/people.tsx");
    const form = { act: "invite", email: "once@alder.example", place: `fiscal@${portal.plan.leaId}`, formKey: keyOf(superintendent) };
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(action as Action, "/people", {}, form, superintendent)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ status: 302, location: "/people", body: "" })]));
    expect(await count(sql<{ n: number }>`select count(*) as n from invitation where email = 'once@alder.example'`)).toBe(1);
    expect(await portal.database.app.selectFrom("mail").select("id").where("recipient", "=", "once@alder.example").execute()).toHaveLength(1);
  });

  test("REL-A7: other words under the same key are 422 in words, and change nothing", async () => {
    const key = keyOf();
    expect((await saveAnswer({ seenVersion: await versionNow(), value: "First.", formKey: key })).status).toBe(200);
    const version = await versionNow();
    const other = await saveAnswer({ seenVersion: version, value: "Other.", formKey: key });
    expect(other.status).toBe(422);
    expect(other.body).toContain("sent before with other words");
    expect(await versionNow()).toBe(version);
  });

  test("REL-A7: without JavaScript the page comes back with the other words still in it", async () => {
    const { action } = await import("#app/routes/plans.$planId.chapters.$chapterId/route.tsx");
    const key = keyOf();
    const save = async (value: string) => send(action as Action, `/plans/${portal.plan.id}/chapters/listen`, { ...planParams(), chapterId: "listen" }, { statement: "listen.influence", about: "", "value.drop": "yes", seenVersion: await versionNow(), value, formKey: key });
    expect((await save("By a plain form.")).status).toBe(302);
    const again = await save("By the same page, from the Back button.");
    expect(again.status).toBe(422);
    expect(again.body).toContain("from the Back button");
  });

  test("REL-A7: a refusal changed nothing, so the same page may send better words", async () => {
    const { action } = await import("#app/routes/plans.$planId.history._index.tsx");
    const key = keyOf();
    const name = (words: string) => send(action as Action, `/plans/${portal.plan.id}/history`, planParams(), { name: words, formKey: key });
    expect((await name(" ")).status).toBe(422);
    const named = await name("Hearing draft, once");
    expect(named.status).toBe(302);
    expect(await name("Hearing draft, once")).toEqual(named);
    expect(await acts("name-version")).toBe(1);
  });

  test("REL-A7: a key is one person's: another's same key is another form", async () => {
    const form = { copy: "internal-draft", format: "json", formKey: keyOf() };
    const [mine, theirs] = [await askFile(form), await askFile(form, superintendent)];
    expect(mine.location).not.toBe(theirs.location);
  });

  test("REL-A7: after a day the key is free again, and old answers are thrown away", async () => {
    const form = { copy: "internal-draft", format: "json", formKey: keyOf() };
    const first = await askFile(form);
    await sql`alter table form_answer no force row level security`.execute(portal.owner);
    await sql`update form_answer set answered_at = answered_at - interval '25 hours'`.execute(portal.owner);
    await sql`alter table form_answer force row level security`.execute(portal.owner);
    expect((await askFile(form)).location).not.toBe(first.location);
    expect(await count(sql<{ n: number }>`select count(*) as n from form_answer where person_id = 'sample-planner'`)).toBe(1);
  });

  test("REL-A7: what would be done twice is not done without a key; a broken or doubled key is refused", async () => {
    const wish = { copy: "internal-draft", format: "json" };
    expect((await askFile(wish)).status).toBe(400);
    expect((await askFile({ ...wish, formKey: tokens.get(planner) ?? "" })).status).toBe(400);
    expect((await askFile({ ...wish, formKey: "short" })).status).toBe(400);
    expect((await saveAnswer({ seenVersion: "1", value: "x", formKey: "' or 1=1 --------------" })).status).toBe(400);
  });
});

/** From "<" to the ">" that closes the tag: not one of an arrow, nor inside braces. */
function openingTag(text: string, from: number): string {
  for (let at = from, depth = 0; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    else if (text[at] === "}") depth -= 1;
    else if (text[at] === ">" && depth === 0) return text.slice(from, at + 1);
  }
  throw new Error("a tag without an end");
}

test("REL-A7: every changing form of the pages carries a key; one that is sent again gets its key with the words", () => {
  const root = path.resolve(import.meta.dirname, "../../app");
  const forms = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx") && !file.endsWith("form-key.tsx") && !file.endsWith("ask-again.tsx")).flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return [...text.matchAll(/<([\w.]*[Ff]orm)(?=\s)/g)].flatMap(({ index }) => {
      const tag = openingTag(text, index);
      return tag.includes('method="post"') ? [{ at: `${file}:${text.slice(0, index).split("\n").length}`, keyed: text.slice(index + tag.length).trimStart().startsWith("<FormKey />") }] : [];
    });
  });
  expect(forms.length).toBeGreaterThan(12);
  expect(forms.filter(({ keyed }) => !keyed).map(({ at }) => `${at} has no <FormKey /> as its first child`)).toEqual([]);
});

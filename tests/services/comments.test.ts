// Comments, mentions, assignments and what waits, on a real database.
import { randomUUID } from "node:crypto";
import JSZip from "jszip";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { changeThread, hideComment, readThread } from "#app/services/comments/change-thread.server.ts";
import { loadByLink, sayByLink } from "#app/services/comments/by-link.server.ts";
import { loadLinks, makeLink, withdrawLink } from "#app/services/comments/links.server.ts";
import { loadComments, loadCommentsOn, loadThread } from "#app/services/comments/load-comments.server.ts";
import { loadWaiting } from "#app/services/comments/load-waiting.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { beginThread, editComment, replyTo } from "#app/services/comments/write-comment.server.ts";
import type { BeginForm } from "#app/services/comments/write-comment.server.ts";
import { openExportFile } from "#app/services/documents/load-export.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { sendMail } from "#app/services/people/mails.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { beat } from "#app/services/presence/beat.server.ts";
import { claimMail, listMails } from "#db/repos/mails.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let planner: Context, fiscal: Context, special: Context, principal: Context, foreign: Context;
beforeAll(async () => {
  portal = await openPortal();
  [planner, fiscal, special, principal] = [portal.ctx, await portal.as("sample-fiscal"), await portal.as("sample-special-education"), await portal.as("sample-principal")];
  foreign = await portal.as("sample-planner", portal.foreign.leaId);
});
afterAll(() => portal?.close());

const form = (given: Partial<BeginForm> = {}): BeginForm => ({ place: "answers/listen.influence", words: "Is this still so?", mention: "", quote: "", block: null, visibility: "lea", assignTo: "", dueOn: "", ...given });
async function begun(ctx: Context, given: Partial<BeginForm> = {}): Promise<string> {
  const result = await beginThread(ctx, portal.plan.id, form(given));
  if (result.outcome !== "begun") throw new Error(`refused: ${result.why}`);
  return result.threadId;
}
const threadOf = async (ctx: Context, threadId: string) => (await loadThread(ctx, portal.plan.id, threadId)).thread;
const acts = () => inLea(planner, async (tx) => (await sql<{ verb: string }>`select verb from audit order by number`.execute(tx)).rows.map(({ verb }) => verb));
const mailsTo = async (to: string) => (await listMails(portal.process.db)).filter((mail) => mail.to === to);
async function write(key: string, words: string): Promise<void> {
  const plan = await inLea(planner, (tx) => openPlan(planner, tx, portal.plan.id, "plan.change"));
  const version = plan.answers.find((one) => one.key === key && one.orgId === plan.leaId)?.version ?? null;
  expect(await saveAnswer(planner, portal.plan.id, { statement: key, about: null, seenVersion: version, posted: new Map([["value", [words]], ["value.drop", ["yes"]]]) })).toMatchObject({ outcome: "saved" });
}

describe("a thread", () => {
  test("hangs on the marked words, is found again after an edit around them, as nearest words after a small change, and as changed when they are gone", async () => {
    await write("listen.influence", "We asked families in May.\n\nTutoring moved from mornings to the late afternoon at all schools.");
    const id = await begun(planner, { quote: "Tutoring moved from mornings to the late afternoon", block: 1 });
    expect((await threadOf(fiscal, id)).passage).toEqual({ quote: "Tutoring moved from mornings to the late afternoon", state: "here", now: "Tutoring moved from mornings to the late afternoon" });
    await write("listen.influence", "We asked families in May and June.\n\nMore was said.\n\nYes: Tutoring moved from mornings to the late afternoon at nearly all schools.");
    expect((await threadOf(fiscal, id)).passage?.state).toBe("here");
    await write("listen.influence", "Tutoring moved from mornings to the early afternoon at nearly all schools.");
    expect((await threadOf(fiscal, id)).passage).toMatchObject({ state: "near", now: "Tutoring moved from mornings to the early afternoon" });
    await write("listen.influence", "Everything is new.");
    expect((await threadOf(fiscal, id)).passage).toEqual({ quote: "Tutoring moved from mornings to the late afternoon", state: "changed", now: "" });
    expect(await beginThread(planner, portal.plan.id, form({ quote: "words that are not there" }))).toEqual({ outcome: "refused", why: "passage" });
  });

  test("on a shared answer shows beside its chapter, on every form that uses it, and in the list; on a goal's rows beside the goal", async () => {
    const id = await begun(planner);
    const action = portal.plan.actions.find((one) => one.orgId === portal.plan.leaId);
    const ofAction = await begun(planner, { place: `actions/${action?.id ?? ""}` });
    const ids = async (of: Parameters<typeof loadTalk>[2]) => (await loadTalk(fiscal, portal.plan.id, of)).threads.map((thread) => thread.id);
    expect(await ids({ chapterId: "listen" })).toContain(id);
    expect(await ids({ chapterId: "who" })).not.toContain(id);
    expect(await ids({ program: "lcap" })).toEqual(expect.arrayContaining([id, ofAction]));
    expect(await ids({ goalId: action?.goalId ?? "" })).toEqual([ofAction]);
    expect((await loadCommentsOn(fiscal, portal.plan.id, `actions/${action?.id ?? ""}`)).talk.threads.map((thread) => thread.id)).toEqual([ofAction]);
    const list = await loadComments(planner, portal.plan.id, { show: "mine", chapter: "listen" });
    expect(list.talk.threads.map((thread) => thread.id)).toContain(id);
    expect(list.talk.threads.every((thread) => thread.chapterId === "listen")).toBe(true);
  });

  test("is resolved and opened again on top of the version seen; a second one at the same moment hears of it (REL-B3)", async () => {
    const id = await begun(planner);
    const results = await Promise.all([planner, fiscal, special].map((ctx) => changeThread(ctx, portal.plan.id, id, { act: "resolve", seenVersion: 1 })));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "conflict", "saved"]);
    expect(await threadOf(planner, id)).toMatchObject({ status: "resolved", version: 2 });
    expect(await changeThread(fiscal, portal.plan.id, id, { act: "reopen", seenVersion: 2 })).toEqual({ outcome: "saved" });
    expect(await threadOf(planner, id)).toMatchObject({ status: "open", resolved: null });
  });

  test("sent twenty times at once is one thread, one comment, one act and one mail (REL-A7)", async () => {
    const { action } = await import("#app/routes/plans.$planId.comments._index.tsx");
    const mailsBefore = (await mailsTo(principal.user.email)).length;
    const cookie = await portal.cookieOf("sample-planner");
    const sent = { ...form({ words: `Sent often, @${principal.user.name}.` }), block: "", stay: "no", formKey: await portal.keyFor(cookie) };
    const started = (await acts()).length;
    const post = () => action({ request: new Request("http://localhost:3000/x", { method: "POST", headers: { Cookie: cookie, Origin: "http://localhost:3000" }, body: new URLSearchParams(sent) }), params: { planId: portal.plan.id }, context: {} } as never) as Promise<Response>;
    const answers = await Promise.all(Array.from({ length: 20 }, post));
    expect(new Set(answers.map((answer) => answer.headers.get("Location"))).size).toBe(1);
    expect((await loadComments(planner, portal.plan.id, { show: "all", chapter: null })).talk.threads.filter(({ comments }) => comments.some(({ words }) => words.startsWith("Sent often")))).toHaveLength(1);
    expect([(await acts()).length - started, (await mailsTo(principal.user.email)).length - mailsBefore]).toEqual([1, 1]);
  });

  test("of nobody else's making changes only by who may: foreign, missing and private threads are one answer (REL-A2)", async () => {
    const id = await begun(planner);
    for (const attempt of [
      () => loadThread(foreign, portal.foreign.id, id),
      () => loadThread(foreign, portal.plan.id, id),
      () => replyTo(foreign, portal.foreign.id, id, { words: "x", mention: "" }),
      () => changeThread(planner, portal.running.id, id, { act: "resolve", seenVersion: 1 }),
      () => beginThread(planner, portal.plan.id, form({ place: "goals/not-there" })),
      () => editComment(planner, portal.plan.id, id, { commentId: randomUUID(), words: "x", seenVersion: 1 }),
    ]) await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
    await expect(beginThread(await portal.as("sample-council"), portal.plan.id, form())).rejects.toMatchObject({ code: "not-found" });
    await expect(hideComment(fiscal, portal.plan.id, id, { commentId: randomUUID(), hidden: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeThread(fiscal, portal.plan.id, id, { act: "share", seenVersion: 1, visibility: "county" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await changeThread(planner, portal.plan.id, id, { act: "share", seenVersion: 1, visibility: "county" })).toEqual({ outcome: "saved" });
  });
});

describe("comments on what is private", () => {
  const key = () => portal.process.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.private)?.key ?? "";
  test("are there only for those who read it: in no list, count, page or what waits of others, and never shared with the county (REL-E2)", async () => {
    const id = await begun(special, { place: `answers/${key()}`, words: "Markerwordprivate", visibility: "county" });
    expect(await threadOf(planner, id)).toMatchObject({ isPrivate: true, visibility: "lea" });
    for (const ctx of [fiscal, principal]) {
      await expect(loadThread(ctx, portal.plan.id, id)).rejects.toMatchObject({ code: "not-found" });
      await expect(loadCommentsOn(ctx, portal.plan.id, `answers/${key()}`)).rejects.toMatchObject({ code: "not-found" });
      expect(JSON.stringify([await loadComments(ctx, portal.plan.id, { show: "all", chapter: null }), await loadWaiting(ctx), await loadTalk(ctx, portal.plan.id, "all")])).not.toContain("Markerwordprivate");
      await expect(beginThread(ctx, portal.plan.id, form({ place: `answers/${key()}` }))).rejects.toMatchObject({ code: "not-found" });
    }
    await expect(changeThread(special, portal.plan.id, id, { act: "share", seenVersion: 1, visibility: "county" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("mention and are given to nobody who may not read them; the mail does not say what they are about", async () => {
    const fiscalName = fiscal.user.name;
    const before = (await mailsTo(fiscal.user.email)).length;
    expect(await beginThread(special, portal.plan.id, form({ place: `answers/${key()}`, mention: fiscal.user.id }))).toEqual({ outcome: "refused", why: "person" });
    expect(await beginThread(special, portal.plan.id, form({ place: `answers/${key()}`, assignTo: fiscal.user.id }))).toEqual({ outcome: "refused", why: "person" });
    const id = await begun(special, { place: `answers/${key()}`, words: `@${fiscalName} and @${planner.user.name}: look.` });
    expect((await mailsTo(fiscal.user.email)).length).toBe(before);
    const [mail] = await mailsTo(planner.user.email);
    expect(mail?.text).toContain(id);
    const question = portal.process.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.key === key())?.question ?? "?";
    expect(mail?.text).not.toContain(question);
  });
});

describe("what waits", () => {
  test("a mention waits until it is read, answered or resolved; an assignment until it is resolved, what is due first", async () => {
    const mention = await begun(planner, { words: `@${fiscal.user.name}: does this add up?` });
    const later = await begun(planner, { words: "Later.", assignTo: fiscal.user.id, dueOn: "2026-12-20" });
    const sooner = await begun(planner, { words: "Sooner.", assignTo: fiscal.user.id, dueOn: "2026-12-01" });
    const waits = async () => {
      const { assigned, mentions } = await loadWaiting(fiscal);
      return { assigned: assigned.map(({ thread }) => thread.id), mentions: mentions.map(({ thread }) => thread.id) };
    };
    expect(await waits()).toEqual({ assigned: [sooner, later], mentions: [mention] });
    await readThread(fiscal, portal.plan.id, mention);
    await changeThread(fiscal, portal.plan.id, sooner, { act: "resolve", seenVersion: 2 });
    expect(await waits()).toEqual({ assigned: [later], mentions: [] });
    expect((await loadComments(fiscal, portal.plan.id, { show: "mentions", chapter: null })).talk.threads.map(({ id }) => id)).toEqual([mention]);
    const second = await begun(planner, { words: `And this, @${fiscal.user.name}?` });
    expect((await waits()).mentions).toEqual([second]);
    await replyTo(fiscal, portal.plan.id, second, { words: "It does.", mention: "" });
    expect((await waits()).mentions).toEqual([]);
  });

  test("nothing of the district's talk waits for somebody who left for a school's council", async () => {
    const mention = await begun(planner, { words: `@${fiscal.user.name}: and the carryover?` });
    const { memberships } = (await portal.as("sample-council")).user;
    const waits = async (ctx: Context) => (await loadWaiting(ctx)).mentions.map(({ thread }) => thread.id);
    expect(await waits(fiscal)).toContain(mention);
    expect(await waits({ ...fiscal, user: { ...fiscal.user, memberships } })).not.toContain(mention);
    await readThread(fiscal, portal.plan.id, mention);
  });

  test("a comment on what I wrote, and an answer to what I said, wait while the last word is not mine", async () => {
    await write("who.district", "Orchards and a packing house.");
    const onMine = await begun(fiscal, { place: "answers/who.district", words: "Add the railway?" });
    expect((await loadWaiting(planner)).onMine.map(({ thread }) => thread.id)).toContain(onMine);
    expect((await loadWaiting(special)).onMine.map(({ thread }) => thread.id)).not.toContain(onMine);
    await replyTo(planner, portal.plan.id, onMine, { words: "Will do.", mention: "" });
    expect((await loadWaiting(planner)).onMine.map(({ thread }) => thread.id)).not.toContain(onMine);
    expect((await loadWaiting(fiscal)).onMine.map(({ thread }) => thread.id)).toContain(onMine);
  });

  test("one mail for each person and event, whatever is repeated, edited or run twice (REL-E6)", async () => {
    const email = special.user.email;
    const before = new Set((await mailsTo(email)).map(({ id }) => id));
    const id = await begun(planner, { words: `@${special.user.name} please look.`, assignTo: special.user.id });
    const thread = await threadOf(planner, id);
    const [comment] = thread.comments;
    const edited = { commentId: comment?.id ?? "", seenVersion: comment?.version ?? 0, words: `@${special.user.name} please look again.` };
    await Promise.all(Array.from({ length: 8 }, () => editComment(planner, portal.plan.id, id, edited)));
    await Promise.all(Array.from({ length: 8 }, () => changeThread(planner, portal.plan.id, id, { act: "assign", seenVersion: thread.version, assignTo: special.user.id, dueOn: "2026-12-01" })));
    const fresh = (await mailsTo(email)).filter(({ id }) => !before.has(id));
    expect(fresh.map(({ subject }) => subject).sort()).toEqual([`${planner.user.name} asks you to take up a comment in Plan Once`, `${planner.user.name} mentioned you in Plan Once`]);
    expect(fresh.every(({ text }) => text.includes(id) && !text.includes("please look"))).toBe(true);
    const sent: number[] = [];
    const withServer = { ...portal.process, sendMail: async ({ id }: { id: number }) => void sent.push(id) };
    await Promise.all([...fresh, ...fresh].map(({ id }) => sendMail(withServer, id)));
    expect(sent.sort()).toEqual(fresh.map(({ id }) => id).sort());
    expect(await claimMail(portal.process.db, fresh[0]?.id ?? 0)).toBeUndefined();
  });
});

describe("words", () => {
  test("of one's own are changed on top of the version seen; what they were stays and is shown; others' are not changed", async () => {
    const id = await begun(planner, { words: "First." });
    const commentId = (await threadOf(planner, id)).comments[0]?.id ?? "";
    expect(await editComment(planner, portal.plan.id, id, { commentId, seenVersion: 1, words: "Second." })).toEqual({ outcome: "saved" });
    expect(await editComment(planner, portal.plan.id, id, { commentId, seenVersion: 1, words: "Elsewhere." })).toEqual({ outcome: "conflict", words: "Second.", version: 2 });
    expect((await threadOf(fiscal, id)).comments[0]).toMatchObject({ words: "Second.", edited: [{ words: "First." }], mayEdit: false });
    await expect(editComment(fiscal, portal.plan.id, id, { commentId, seenVersion: 2, words: "Mine now." })).rejects.toMatchObject({ code: "not-found" });
    await expect(inLea(planner, (tx) => sql`delete from comment_words_before`.execute(tx))).rejects.toMatchObject({ code: "42501" });
    await expect(inLea(planner, (tx) => sql`update comment_words_before set words = 'x'`.execute(tx))).rejects.toMatchObject({ code: "42501" });
  });

  test("that say nothing or too much are refused and change nothing", async () => {
    const before = (await acts()).length;
    for (const words of ["", " \n ", "x".repeat(5001), "a\u0000b", "\ud800"]) expect(await beginThread(planner, portal.plan.id, form({ words }))).toEqual({ outcome: "refused", why: "words" });
    expect(await acts()).toHaveLength(before);
  });

  test("hidden by a planner are out of sight for others and stay on record", async () => {
    const id = await begun(fiscal, { words: "Better not here." });
    const commentId = (await threadOf(planner, id)).comments[0]?.id ?? "";
    await hideComment(planner, portal.plan.id, id, { commentId, hidden: true });
    expect((await threadOf(special, id)).comments[0]).toMatchObject({ words: "", hidden: true });
    expect((await threadOf(planner, id)).comments[0]).toMatchObject({ words: "Better not here.", hidden: true });
    await hideComment(planner, portal.plan.id, id, { commentId, hidden: false });
    expect((await threadOf(special, id)).comments[0]).toMatchObject({ words: "Better not here.", hidden: false });
  });

  test("leave one audit line for each act, and the chain stays whole (REL-B9)", async () => {
    const before = (await acts()).length;
    const id = await begun(planner, { words: "Audit me." });
    const commentId = (await threadOf(planner, id)).comments[0]?.id ?? "";
    await replyTo(fiscal, portal.plan.id, id, { words: "Seen.", mention: planner.user.id });
    await readThread(planner, portal.plan.id, id);
    await readThread(planner, portal.plan.id, id);
    await editComment(planner, portal.plan.id, id, { commentId, seenVersion: 1, words: "Audit me twice." });
    for (const [at, act] of [{ act: "assign", assignTo: fiscal.user.id, dueOn: "" }, { act: "share", visibility: "county" }, { act: "resolve" }, { act: "reopen" }].entries()) await changeThread(planner, portal.plan.id, id, { ...act, seenVersion: at + 1 } as Parameters<typeof changeThread>[3]);
    await hideComment(planner, portal.plan.id, id, { commentId, hidden: true });
    await hideComment(planner, portal.plan.id, id, { commentId, hidden: true });
    expect((await acts()).slice(before)).toEqual(["begin-comment", "reply", "read-mention", "edit-comment", "assign-comment", "share-comment", "resolve-comment", "reopen-comment", "hide-comment"]);
    expect((await verifyAudit(portal.process)).whole).toBe(true);
  });
});

describe("a link without an account", () => {
  const tokenOf = async (given: Partial<{ name: string; chapter: string; days: number }> = {}) => {
    const made = await makeLink(planner, portal.plan.id, { name: "Parent committee", chapter: "listen", days: 14, ...given });
    if (made.outcome !== "made") throw new Error(made.outcome);
    return decodeURIComponent(made.path.split("/").at(-1) ?? "");
  };
  const place = "answers/listen.influence";

  test("shows its chapter and nothing private, and what was said over it and nobody else's words (REL-E4)", async () => {
    const key = portal.process.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.private)?.key ?? "";
    await begun(fiscal, { words: "Markerwordinside" });
    const [one, whole] = [await tokenOf(), await tokenOf({ chapter: "" })];
    const page = await loadByLink(portal.process, one);
    expect(page.chapters.map(({ id }) => id)).toEqual(["listen"]);
    const everything = await loadByLink(portal.process, whole);
    expect(everything.chapters).toHaveLength(portal.process.crosswalks.outline.chapters.length);
    expect(everything.chapters.flatMap((chapter) => chapter.statements.map((statement) => statement.key))).not.toContain(key);
    expect(await sayByLink(portal.process, one, { place, words: "Name the evening meetings." })).toEqual({ outcome: "said" });
    expect(Object.values((await loadByLink(portal.process, one)).said).flat().map(({ words }) => words)).toEqual(["Name the evening meetings."]);
    expect((await loadByLink(portal.process, whole)).said).toEqual({});
    expect(JSON.stringify([page, everything])).not.toContain("Markerwordinside");
    const said = (await loadTalk(fiscal, portal.plan.id, { place })).threads.flatMap(({ comments }) => comments).find(({ words }) => words === "Name the evening meetings.");
    expect(said).toMatchObject({ by: "Parent committee", byLink: true });
    expect((await loadWaiting(planner)).onMine.some(({ thread }) => thread.comments.some(({ words }) => words === "Name the evening meetings."))).toBe(true);
    await expect(sayByLink(portal.process, one, { place: "answers/who.district", words: "Out of scope." })).rejects.toMatchObject({ code: "not-found" });
    await expect(sayByLink(portal.process, whole, { place: `answers/${key}`, words: "Private." })).rejects.toMatchObject({ code: "not-found" });
  });

  test("is stored hashed, recorded without its address, and works only whole, until it ends or is withdrawn (REL-E4)", async () => {
    const token = await tokenOf();
    const rows = await inLea(planner, async (tx) => JSON.stringify([(await sql`select * from comment_link`.execute(tx)).rows, (await sql`select * from audit`.execute(tx)).rows, (await sql`select * from form_answer`.execute(tx)).rows]));
    expect(rows).not.toContain(token.split("~")[1]);
    const [lea, secret = ""] = token.split("~");
    for (const wrong of ["", "~", token.slice(0, -1), `${lea ?? ""}~`, `${portal.foreign.leaId}~${secret}`, secret, `${token}x`]) await expect(loadByLink(portal.process, wrong), wrong).rejects.toMatchObject({ code: "not-found" });
    const links = (await loadLinks(planner, portal.plan.id)).links;
    await expect(withdrawLink(foreign, portal.foreign.id, links[0]?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
    await expect(loadLinks(fiscal, portal.plan.id)).rejects.toMatchObject({ code: "forbidden" });
    await withdrawLink(planner, portal.plan.id, links[0]?.id ?? "");
    await expect(loadByLink(portal.process, token)).rejects.toMatchObject({ code: "not-found" });
    const old = await tokenOf();
    await inLea(planner, (tx) => sql`update comment_link set expires_at = now() where revoked_at is null`.execute(tx));
    for (const attempt of [() => loadByLink(portal.process, old), () => sayByLink(portal.process, old, { place, words: "Late." })]) await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
  });

  test("takes the same words once, and only so many comments, also at once (REL-A7, REL-A11)", async () => {
    const token = await tokenOf();
    const same = await Promise.all(Array.from({ length: 8 }, () => sayByLink(portal.process, token, { place, words: "Only once." })));
    expect(new Set(same.map(({ outcome }) => outcome))).toEqual(new Set(["said"]));
    expect(Object.values((await loadByLink(portal.process, token)).said).flat()).toHaveLength(1);
    const many = await Promise.all(Array.from({ length: 16 }, (_, at) => sayByLink(portal.process, token, { place, words: `Number ${at}.` })));
    expect(many.filter(({ outcome }) => outcome === "said")).toHaveLength(9);
    expect(many.filter((result) => result.outcome === "refused").every((result) => "why" in result && result.why === "many")).toBe(true);
    expect(await sayByLink(portal.process, token, { place, words: "  " })).toEqual({ outcome: "refused", why: "words" });
    expect(await makeLink(planner, portal.plan.id, { name: "  ", chapter: "", days: 7 })).toEqual({ outcome: "refused", why: "name" });
  });
});

describe("a document", () => {
  const wordsOf = async (comments: boolean, copy: "internal-draft" | "hearing-draft" = "internal-draft") => {
    const { exportId } = await requestExport(planner, portal.plan.id, "lcap", { format: "docx", copy, comments });
    await makeExport(planner, { leaId: portal.plan.leaId, exportId });
    const { bytes, name } = await openExportFile(planner, portal.plan.id, exportId);
    return { name, words: await (await JSZip.loadAsync(bytes)).file("word/document.xml")?.async("string") ?? "" };
  };

  test("has the comments on its answers at its end when they are asked for, without what is private or hidden", async () => {
    const id = await begun(planner, { words: "Markerwordprinted" });
    const hidden = await begun(planner, { words: "Markerwordhidden" });
    await hideComment(planner, portal.plan.id, hidden, { commentId: (await threadOf(planner, hidden)).comments[0]?.id ?? "", hidden: true });
    await begun(special, { place: `answers/${portal.process.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.private)?.key ?? ""}`, words: "Markerwordprivate" });
    const [annotated, without] = [await wordsOf(true), await wordsOf(false)];
    expect(annotated.words).toContain("Markerwordprinted");
    expect(annotated.words).not.toMatch(/Markerwordhidden|Markerwordprivate/);
    expect(annotated.name).toContain("with comments");
    expect(without.words).not.toContain("Markerwordprinted");
    expect((await threadOf(planner, id)).status).toBe("open");
  });

  test("for the hearing never carries any: refused when asked, and by the database", async () => {
    await expect(requestExport(planner, portal.plan.id, "lcap", { format: "docx", copy: "hearing-draft", comments: true })).rejects.toMatchObject({ code: "invalid" });
    expect((await wordsOf(false, "hearing-draft")).words).not.toContain("Markerword");
    const { exportId } = await requestExport(planner, portal.plan.id, "lcap", { format: "docx", copy: "hearing-draft" });
    await expect(inLea(planner, (tx) => sql`update document_export set comments = true where id = ${exportId}`.execute(tx))).rejects.toMatchObject({ code: "23514" });
  });
});

describe("who is on a page", () => {
  const page = "chapters/listen";
  const hear = async (ctx: Context, place: string | null = page) => (await beat(ctx, portal.plan.id, { page, place })).here;

  test("others of the LEA see a name and the question; not oneself, not another page, and nobody of another LEA", async () => {
    await hear(planner, `${page}/listen.influence`);
    await hear(foreign, null).then(() => expect.unreachable(), (error: unknown) => expect(error).toMatchObject({ code: "not-found" }));
    const question = portal.process.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.key === "listen.influence")?.question;
    expect(await hear(fiscal)).toEqual([{ name: planner.user.name, question }]);
    expect(await hear(planner, null)).toEqual([{ name: fiscal.user.name, question: null }]);
    expect((await beat(special, portal.plan.id, { page: "chapters/who", place: "chapters/who" })).here).toEqual([]);
    await expect(beat(await portal.as("sample-council"), portal.plan.id, { page, place: page })).rejects.toMatchObject({ code: "not-found" });
    await expect(beat(planner, portal.foreign.id, { page, place: page })).rejects.toMatchObject({ code: "not-found" });
  });

  test("whoever leaves is gone at once, whoever is not heard of within a minute", async () => {
    await hear(planner, page);
    await hear(planner, "");
    expect((await hear(special, null)).map(({ name }) => name)).not.toContain(planner.user.name);
    await hear(planner, page);
    const silentFor = (seconds: number) => portal.owner.transaction().execute(async (tx) => {
      await sql`select set_config('app.lea', ${portal.plan.leaId}, true), set_config('app.actor', 'test', true)`.execute(tx);
      await sql`update presence set seen_at = now() - make_interval(secs => ${seconds}) where person_id = ${planner.user.id}`.execute(tx);
    });
    await silentFor(20);
    expect((await hear(special, null)).map(({ name }) => name)).toContain(planner.user.name);
    // A page asks every 15 seconds: 45 seconds of silence and its next question are a minute.
    await silentFor(45);
    expect((await hear(special, null)).map(({ name }) => name)).not.toContain(planner.user.name);
  });

  test("at a private question others hear only that somebody is there", async () => {
    const key = portal.process.crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.private)?.key ?? "";
    await hear(special, `${page}/${key}`);
    expect((await hear(fiscal, null)).find(({ name }) => name === special.user.name)).toEqual({ name: special.user.name, question: null });
    expect((await hear(planner, null)).find(({ name }) => name === special.user.name)?.question).not.toBeNull();
  });
});

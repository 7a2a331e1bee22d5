// What a county office says of a submission place by place: who reads it, what the LEA hears of it, and what of last year's talk comes back.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import { plainFromRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { Context } from "#app/context.server.ts";
import { changeThread, hideComment } from "#app/services/comments/change-thread.server.ts";
import { loadComments, loadCommentsOn } from "#app/services/comments/load-comments.server.ts";
import { loadWaiting } from "#app/services/comments/load-waiting.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { beginThread, replyTo } from "#app/services/comments/write-comment.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { loadChecklist } from "#app/services/review/load-checklist.server.ts";
import { loadReview } from "#app/services/review/load-reviews.server.ts";
import { openSubmissionFile } from "#app/services/review/load-submission.server.ts";
import { openLetter } from "#app/services/review/make-letter.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { answerInTalk, beginOfficeTalk, loadOfficeTalk, resolveInTalk } from "#app/services/review/office-talk.server.ts";
import type { OfficeBeginForm } from "#app/services/review/office-talk.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { insertRows } from "#db/repos/taken-rows.server.ts";
import { madePlan } from "../db/made-plan.ts";
import { makeFinding } from "../factories.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

const secret = "Quokka-only-for-us";
let portal: Portal;
let reviewer: Context;
let administrator: Context;
/** Of this year and of the year before. */
let filingId: string;
let lastFiling: string;
let sentNow: Plan;

const formOf = ({ year }: Plan) => portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(year)) as ProgramCrosswalk;
const rowOf = (plan: Plan, lineageId: string) => plan.goals.find((goal) => goal.lineageId === lineageId && goal.orgId === plan.leaId)?.id ?? "";
const placeOf = (plan: Plan, lineageId: string) => `goals/${rowOf(plan, lineageId)}`;

beforeAll(async () => {
  portal = await openPortal();
  const { running, plan } = portal;
  // This year's goals say what last year's said, but for one.
  const before = new Map(running.goals.filter(({ orgId }) => orgId === running.leaId).map((goal) => [goal.lineageId, goal]));
  sentNow = { ...plan, goals: plan.goals.map((goal) => (goal.orgId === plan.leaId && before.has(goal.lineageId) ? { ...(before.get(goal.lineageId) as typeof goal), id: goal.id, needIds: goal.needIds, ...(goal.lineageId === "goal-language" ? { description: richTextFromPlain("Another goal for this year") } : {}) } : goal)) };
  lastFiling = await sendUnchecked(portal.process, running, { program: formOf(running), at: new Date("2025-06-26T18:00:00Z") });
  filingId = await sendUnchecked(portal.process, sentNow, { program: formOf(plan) });
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
  administrator = await portal.as("sample-county-administrator", "toyon-coe");
}, 180_000);
afterAll(() => portal?.close());

const begin = async (ctx: Context, filing: string, form: Partial<OfficeBeginForm>): Promise<string> => {
  const result = await beginOfficeTalk(ctx, filing, { place: "answers/who.district", quote: "", words: "Look at this.", audience: "office", ...form });
  if (result.outcome !== "begun") throw new Error(JSON.stringify(result));
  return result.threadId;
};
const others = async (): Promise<Context[]> => [portal.ctx, await portal.as("sample-superintendent"), await portal.as("sample-selpa", "toyon-selpa"), await portal.as("sample-state-analyst", "sample-state"), await portal.as("sample-state-administrator", "sample-state")];
const acts = (leaId: string, verb: string) => withLea(portal.database.app, { leaId, actor: "test" }, async (tx) => (await tx.selectFrom("audit").select(["actor", "detail"]).where("verb", "=", verb).execute()).map(({ actor, detail }) => ({ actor, detail })));
/** Every word that this LEA or body can see in any table. */
const wordsSeen = (leaId: string, actor: string) =>
  withLea(portal.database.app, { leaId, actor }, async (tx) => {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege(oid, 'select')`.execute(tx);
    let found = "";
    for (const { name } of rows) found += (await sql<{ all: string | null }>`select string_agg(row_to_json(held)::text, ' ') as all from ${sql.table(name)} held`.execute(tx)).rows[0]?.all ?? "";
    return found;
  });

describe("a comment among the office", () => {
  test("stands at its place and passage of the copy, with who said it on which copy, for the reviewers and the approver of that office", async () => {
    const text = sentNow.answers.find(({ key, orgId }) => key === "who.district" && orgId === sentNow.leaId)?.value as RichText;
    const quote = plainFromRichText(text).split(/\s+/).slice(0, 4).join(" ");
    const id = await begin(reviewer, filingId, { words: secret, quote });
    const page = await loadOfficeTalk(administrator, filingId, "answers/who.district");
    expect(page).toMatchObject({ may: { begin: true, share: true, answer: true }, about: { place: "answers/who.district" } });
    expect(page.about?.said[0]?.words).toContain(quote);
    expect(page.threads).toMatchObject([{ id, audience: "office", number: 1, gone: false, passage: { quote, state: "here" }, resolved: null, comments: [{ by: "Delia Marchetti", words: secret, ours: true }] }]);
    expect((await loadOfficeTalk(administrator, filingId)).threads.map((thread) => thread.id)).toContain(id);
    expect(await acts("toyon-coe", "begin-office-comment")).toEqual([{ actor: "sample-county-reviewer", detail: { place: "answers/who.district", number: 1 } }]);
    expect(await acts("alder-valley", "begin-office-comment")).toEqual([]);
  });

  test("is answered, and resolved on top of the version seen (REL-B3)", async () => {
    const id = await begin(reviewer, filingId, { place: placeOf(sentNow, "goal-learning") });
    expect(await answerInTalk(administrator, filingId, { threadId: id, audience: "office", words: "I agree." })).toEqual({ outcome: "said" });
    expect(await answerInTalk(administrator, filingId, { threadId: id, audience: "office", words: " " })).toEqual({ outcome: "refused", why: "words" });
    const at = { threadId: id, audience: "office" as const, resolved: true };
    expect(await resolveInTalk(administrator, filingId, { ...at, seenVersion: 9 })).toEqual({ outcome: "conflict" });
    expect(await resolveInTalk(administrator, filingId, { ...at, seenVersion: 1 })).toEqual({ outcome: "saved" });
    const [thread] = (await loadOfficeTalk(reviewer, filingId, placeOf(sentNow, "goal-learning"))).threads;
    expect(thread).toMatchObject({ id, version: 2, resolved: { by: administrator.user.name }, comments: [{ words: "Look at this." }, { words: "I agree.", by: administrator.user.name }] });
    expect(thread?.label).toMatch(/^Goal 1/);
    expect(await resolveInTalk(reviewer, filingId, { ...at, resolved: false, seenVersion: 2 })).toEqual({ outcome: "saved" });
    expect([(await acts("toyon-coe", "resolve-office-comment")).length, (await acts("toyon-coe", "reopen-office-comment")).length]).toEqual([1, 1]);
  });

  test("is nobody else's: not the LEA's, not the SELPA's, not the state's, in the services and past them in the database (REL-A2, REL-B1)", async () => {
    const id = (await loadOfficeTalk(reviewer, filingId, "answers/who.district")).threads[0]?.id ?? "";
    for (const other of await others()) {
      await expect(loadOfficeTalk(other, filingId)).rejects.toMatchObject({ code: "forbidden" });
      await expect(beginOfficeTalk(other, filingId, { place: "answers/who.district", quote: "", words: "Me too", audience: "office" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(answerInTalk(other, filingId, { threadId: id, audience: "office", words: "Me too" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(resolveInTalk(other, filingId, { threadId: id, audience: "office", resolved: true, seenVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
      expect(JSON.stringify(await loadReview(other, filingId))).not.toContain(secret);
      expect((await loadReview(other, filingId)).talk).toEqual({});
    }
    const stranger: Context = { ...reviewer, user: { ...reviewer.user, leaId: "choices", memberships: [{ role: "county-reviewer", leaId: "choices", orgId: "choices", above: [] }] } };
    await expect(loadOfficeTalk(stranger, filingId)).rejects.toMatchObject({ code: "not-found" });
    for (const [leaId, actor] of [["alder-valley", "sample-planner"], ["toyon-selpa", "sample-selpa"], ["sample-state", "sample-state-analyst"], ["choices", "test"]] as const) expect(await wordsSeen(leaId, actor)).not.toContain(secret);
    // The look finds it where it is.
    expect(await wordsSeen("toyon-coe", "sample-county-reviewer")).toContain(secret);
  });

  test("goes into no letter, no file of the copy and no page of the LEA", async () => {
    const page = await loadReview(administrator, filingId);
    expect(page.letter + page.refusal).not.toContain(secret);
    expect(await makeReviewMove(reviewer, filingId, { move: "ask-clarification", seenVersion: page.version, day: "", words: "Say more of the meetings." })).toMatchObject({ outcome: "made" });
    const move = (await loadReview(reviewer, filingId)).made.find((one) => one.letter);
    const files = [await openLetter(reviewer, filingId, move?.id ?? 0, "pdf"), await openSubmissionFile(portal.ctx, filingId, 1, "data"), await openSubmissionFile(portal.ctx, filingId, 1, "html")];
    for (const { bytes } of files) expect(new TextDecoder().decode(bytes)).not.toContain(secret);
    expect(JSON.stringify([await loadComments(portal.ctx, portal.plan.id, { show: "all", chapter: null }), await loadWaiting(portal.ctx), await loadTalk(portal.ctx, portal.plan.id, "all")])).not.toContain(secret);
  });

  test("is about what the copy shows: nothing private, nothing of another plan, and words that stand there", async () => {
    for (const place of ["answers/stand.cases", "goals/nothing", placeOf(portal.running, "goal-learning"), "nothing/here", ""]) await expect(begin(reviewer, filingId, { place })).rejects.toMatchObject({ code: "not-found" });
    const form = { place: "answers/who.district", audience: "office" as const };
    expect(await beginOfficeTalk(reviewer, filingId, { ...form, words: "Here", quote: "no such words stand there" })).toEqual({ outcome: "refused", why: "passage" });
    expect(await beginOfficeTalk(reviewer, filingId, { ...form, words: "\u0000", quote: "" })).toEqual({ outcome: "refused", why: "words" });
    await expect(loadOfficeTalk(reviewer, filingId, "goals/nothing")).rejects.toMatchObject({ code: "not-found" });
    await expect(loadOfficeTalk(reviewer, crypto.randomUUID())).rejects.toMatchObject({ code: "not-found" });
  });

  test("is reached from every block of the document and from what the machine found", async () => {
    const [desk, checklist] = [await loadReview(reviewer, filingId), await loadChecklist(reviewer, filingId)];
    const place = placeOf(sentNow, "goal-learning");
    expect(Object.values(desk.talk)).toContain(`/reviews/${filingId}/comments/on/${place.split("/").map(encodeURIComponent).join("/")}`);
    expect(checklist.talk.blocks).toEqual(desk.talk);
    for (const path of Object.values(desk.talk).slice(0, 12)) expect((await loadOfficeTalk(reviewer, filingId, decodeURIComponent(path.split("/comments/on/")[1] ?? ""))).about?.label).not.toBe("");
  });
});

describe("a comment of the office to the LEA", () => {
  test("stands in the LEA's own talk and waits for whoever sends the plan; both answer, and the office resolves what it began", async () => {
    const place = placeOf(sentNow, "goal-equity");
    const id = await begin(reviewer, filingId, { place, words: "Why this goal?", audience: "lea" });
    const [seen] = (await loadTalk(portal.ctx, portal.plan.id, { threadId: id })).threads;
    expect(seen).toMatchObject({ place, visibility: "county", mayShare: false, comments: [{ words: "Why this goal?", by: "Delia Marchetti", fromAbove: true }] });
    expect(await acts("alder-valley", "begin-shared-comment")).toEqual([{ actor: "sample-county-reviewer", detail: { place, number: 1 } }]);
    const waits = async (ctx: Context) => (await loadWaiting(ctx)).onMine.some(({ thread }) => thread.id === id);
    expect([await waits(await portal.as("sample-superintendent")), await waits(await portal.as("sample-board"))]).toEqual([true, false]);
    expect(await replyTo(portal.ctx, portal.plan.id, id, { words: "Because of the gaps.", mention: "" })).toEqual({ outcome: "said" });
    expect(await waits(await portal.as("sample-superintendent"))).toBe(false);
    expect(await answerInTalk(administrator, filingId, { threadId: id, audience: "lea", words: "Thank you." })).toEqual({ outcome: "said" });
    expect((await loadOfficeTalk(reviewer, filingId, place)).threads.find((thread) => thread.id === id)).toMatchObject({ audience: "lea", ours: true, mayResolve: true, comments: [{ ours: true }, { words: "Because of the gaps.", by: "Marisol Vega", ours: false }, { ours: true }] });
    expect(await resolveInTalk(administrator, filingId, { threadId: id, audience: "lea", resolved: true, seenVersion: 1 })).toEqual({ outcome: "saved" });
    expect((await loadTalk(portal.ctx, portal.plan.id, { threadId: id })).threads[0]).toMatchObject({ status: "resolved", resolved: { by: administrator.user.name } });
    expect(await resolveInTalk(administrator, filingId, { threadId: id, audience: "lea", resolved: false, seenVersion: 1 })).toEqual({ outcome: "conflict" });
    expect(await changeThread(portal.ctx, portal.plan.id, id, { act: "reopen", seenVersion: 2 })).toEqual({ outcome: "saved" });
  });

  test("is not taken back, shared elsewhere or hidden by the LEA, in the services and in the database", async () => {
    const id = await begin(reviewer, filingId, { place: placeOf(sentNow, "goal-basics"), words: "And this?", audience: "lea" });
    const commentId = (await loadTalk(portal.ctx, portal.plan.id, { threadId: id })).threads[0]?.comments[0]?.id ?? "";
    await expect(changeThread(portal.ctx, portal.plan.id, id, { act: "share", visibility: "lea", seenVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(hideComment(portal.ctx, portal.plan.id, id, { commentId, hidden: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "sample-planner" }, (tx) => sql`update comment_thread set visibility = 'lea' where id = ${id}`.execute(tx))).rejects.toMatchObject({ code: "23514" });
  });

  test("and one that the LEA began: the office answers it and does not resolve it; one that stays inside is not there", async () => {
    const start = async (visibility: "lea" | "county") => {
      const begun = await beginThread(portal.ctx, portal.plan.id, { place: placeOf(sentNow, "goal-learning"), words: `For ${visibility}.`, mention: "", quote: "", block: null, visibility, assignTo: "", dueOn: "" });
      return begun.outcome === "begun" ? begun.threadId : "";
    };
    const [shared, inside] = [await start("county"), await start("lea")];
    expect(await answerInTalk(reviewer, filingId, { threadId: shared, audience: "lea", words: "Seen." })).toEqual({ outcome: "said" });
    await expect(resolveInTalk(reviewer, filingId, { threadId: shared, audience: "lea", resolved: true, seenVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
    for (const threadId of [inside, crypto.randomUUID()]) await expect(answerInTalk(reviewer, filingId, { threadId, audience: "lea", words: "Seen." })).rejects.toMatchObject({ code: "not-found" });
    // Named as the other kind, it is not there either.
    await expect(answerInTalk(reviewer, filingId, { threadId: shared, audience: "office", words: "Seen." })).rejects.toMatchObject({ code: "not-found" });
    for (const other of await others()) await expect(answerInTalk(other, filingId, { threadId: shared, audience: "lea", words: "Us" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("on a charter's plan is its authorizer's, who has no way to the charter's own talk; the county office reads what is shared, and says nothing in the authorizer's", async () => {
  const charter = madePlan(3, { leaId: "its-charter", planId: "plan-of-its-charter" });
  await withLea(portal.database.app, { leaId: charter.leaId, actor: "test" }, async (tx) => {
    await insertPlan(tx, charter, { sample: true });
    await tx.insertInto("organization_relation").values({ lea_id: charter.leaId, org_id: charter.leaId, kind: "chartered-by", other_lea_id: "alder-valley", other_id: "alder-valley", since: "2024-07-01", until: null }).execute();
  });
  const sent = await sendUnchecked(portal.process, charter, { program: formOf(charter), kind: "charter" });
  const id = await begin(portal.ctx, sent, { words: "Ours about our charter." });
  expect(await loadOfficeTalk(await portal.as("sample-superintendent"), sent)).toMatchObject({ may: { begin: true, share: false, answer: false }, threads: [{ id, audience: "office" }] });
  await expect(beginOfficeTalk(portal.ctx, sent, { place: "answers/who.district", quote: "", words: "To them", audience: "lea" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await loadOfficeTalk(reviewer, sent)).toMatchObject({ may: { begin: false, share: false, answer: true }, threads: [], links: {} });
  for (const audience of ["office", "lea"] as const) await expect(beginOfficeTalk(reviewer, sent, { place: "answers/who.district", quote: "", words: "And us", audience })).rejects.toMatchObject({ code: "forbidden" });
  await expect(answerInTalk(reviewer, sent, { threadId: id, audience: "office", words: "And us" })).rejects.toMatchObject({ code: "forbidden" });
});

describe("last year's talk", () => {
  test("comes back to the office below what is unchanged, and is opened where the text is different; it is closed for writing", async () => {
    const then = (lineage: string) => placeOf(portal.running, lineage);
    const same = await begin(reviewer, lastFiling, { place: then("goal-belonging"), words: "Ask for the survey." });
    const withThem = await begin(reviewer, lastFiling, { place: then("goal-belonging"), words: "How will you measure it?", audience: "lea" });
    const changed = await begin(reviewer, lastFiling, { place: then("goal-language"), words: "This is vague." });
    const whole = (await loadOfficeTalk(administrator, filingId)).lastYear;
    expect(whole?.year).toBe("2025-26");
    expect(whole?.same.map(({ id, now }) => [id, now])).toEqual([[withThem, placeOf(sentNow, "goal-belonging")], [same, placeOf(sentNow, "goal-belonging")]]);
    expect(whole?.changed.map(({ id, now }) => [id, now])).toEqual([[changed, placeOf(sentNow, "goal-language")]]);
    expect(whole?.same.every(({ mayResolve }) => !mayResolve)).toBe(true);
    // Beside the place as it is now.
    const here = await loadOfficeTalk(reviewer, filingId, placeOf(sentNow, "goal-belonging"));
    expect([here.threads, here.lastYear?.same.map(({ id }) => id), here.lastYear?.changed]).toEqual([[], [withThem, same], []]);
    expect((await loadOfficeTalk(reviewer, filingId, placeOf(sentNow, "goal-language"))).lastYear).toMatchObject({ same: [], changed: [{ id: changed }] });
    expect((await loadOfficeTalk(reviewer, filingId, placeOf(sentNow, "goal-basics"))).lastYear).toBeNull();
    for (const [threadId, audience] of [[same, "office"], [withThem, "lea"]] as const) {
      await expect(answerInTalk(reviewer, filingId, { threadId, audience, words: "Again." })).rejects.toMatchObject({ code: "not-found" });
      await expect(resolveInTalk(reviewer, filingId, { threadId, audience, resolved: true, seenVersion: 1 })).rejects.toMatchObject({ code: "not-found" });
    }
    // A new copy that says it otherwise: what was the same is different now.
    await sendUnchecked(portal.process, { ...sentNow, goals: sentNow.goals.map((goal) => (goal.lineageId === "goal-belonging" ? { ...goal, description: richTextFromPlain("Said otherwise") } : goal)) }, { program: formOf(sentNow), state: "amendments-considered" });
    expect((await loadOfficeTalk(reviewer, filingId)).lastYear?.same).toEqual([]);
    // The year before has none before it.
    expect((await loadOfficeTalk(reviewer, lastFiling)).lastYear).toBeNull();
  });

  test("comes back to the LEA by its own rows, and no further once the text is changed; nobody reads there what they may not read now", async () => {
    const { running, plan, ctx } = portal;
    const start = async (who: Context, place: string, words: string) => {
      const begun = await beginThread(who, running.id, { place, words, mention: "", quote: "", block: null, visibility: "lea", assignTo: "", dueOn: "" });
      if (begun.outcome !== "begun") throw new Error(begun.outcome);
      return begun.threadId;
    };
    const need = running.needs.find(({ lineageId }) => plan.needs.some((one) => one.lineageId === lineageId)) as Plan["needs"][number];
    const needNow = plan.needs.find(({ lineageId }) => lineageId === need.lineageId);
    const [district, ofNeed, ofCases] = [await start(ctx, "answers/who.district", "Who wrote this?"), await start(ctx, `needs/${need.id}`, "Still so?"), await start(ctx, "answers/stand.cases", "Only between us.")];
    const index = async (who: Context) => (await loadComments(who, plan.id, { show: null, chapter: null })).lastYear;
    expect((await index(ctx))?.same.map(({ thread, now }) => [thread.id, now])).toEqual(expect.arrayContaining([[district, "answers/who.district"], [ofNeed, `needs/${needNow?.id}`]]));
    expect((await loadCommentsOn(ctx, plan.id, "answers/who.district")).lastYear).toMatchObject({ year: "2025-26", same: [{ thread: { id: district, comments: [{ words: "Who wrote this?" }] } }], changed: [] });
    // What is private stays with those who work with it.
    const ids = async (who: Context) => Object.values((await index(who)) ?? {}).flatMap((one) => (Array.isArray(one) ? one.map(({ thread }) => thread.id) : []));
    expect([(await ids(ctx)).includes(ofCases), (await ids(await portal.as("sample-fiscal"))).includes(ofCases), (await ids(await portal.as("sample-fiscal"))).includes(district)]).toEqual([true, false, true]);
    // It is read here and written in its own year.
    await expect(replyTo(ctx, plan.id, district, { words: "Again", mention: "" })).rejects.toMatchObject({ code: "not-found" });
    await expect(changeThread(ctx, plan.id, district, { act: "resolve", seenVersion: 1 })).rejects.toMatchObject({ code: "not-found" });
    const version = plan.answers.find(({ key, orgId }) => key === "who.district" && orgId === plan.leaId)?.version ?? 0;
    expect(await saveAnswer(ctx, plan.id, { statement: "who.district", about: null, seenVersion: version, posted: new Map([["value", ["Written anew."]], ["value.drop", ["yes"]]]) })).toMatchObject({ outcome: "saved" });
    expect((await loadCommentsOn(ctx, plan.id, "answers/who.district")).lastYear).toMatchObject({ same: [], changed: [{ thread: { id: district } }] });
    // A school's part has its own.
    expect((await loadComments(ctx, `${plan.id}~alder-valley-high`, { show: null, chapter: null })).lastYear).toBeNull();
  });

  test("about what is hidden from somebody this year comes back to them as what they read of last year's plan, without a place in this one", async () => {
    const { running, plan, ctx } = portal;
    const finding = (isPrivate: boolean) => makeFinding({ id: randomUUID(), lineageId: "absence", orgId: plan.leaId, private: isPrivate });
    const [then, now] = [finding(false), finding(true)];
    for (const [of, row] of [[running, then], [plan, now]] as const) await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => insertRows(tx, { leaId: plan.leaId, planId: of.id }, { findings: [row] }));
    const fiscal = await portal.as("sample-fiscal");
    const begun = await beginThread(fiscal, running.id, { place: `findings/${then.id}`, words: "How many pupils?", mention: "", quote: "", block: null, visibility: "lea", assignTo: "", dueOn: "" });
    if (begun.outcome !== "begun") throw new Error(begun.outcome);
    const reads = async (who: Context) => (await loadComments(who, plan.id, { show: null, chapter: null })).lastYear?.changed.find(({ thread }) => thread.id === begun.threadId)?.now;
    expect([await reads(ctx), await reads(fiscal)]).toEqual([`findings/${now.id}`, null]);
  });
});

import { createHash, randomBytes } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { createFeed, listFeeds, openFeed, revokeFeed } from "#db/repos/calendar-feeds.server.ts";
import type { CalendarFeed } from "#db/repos/calendar-feeds.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { idSchema } from "#schemas/scalars.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { addDays } from "#app/domain/calendar/days.ts";
import { feedPath } from "#app/domain/calendar/event-paths.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { countingRoles } from "./counting-roles.server.ts";
import { refreshLea } from "./refresh-events.server.ts";
import { openWhoseCalendar, readsByRole } from "./whose-calendar.server.ts";
import type { WhoseCalendar } from "./whose-calendar.server.ts";

export type FeedLine = { id: string; name: string; shared: boolean; what: string[]; onlyOurs: boolean; madeOn: string; madeBy: string; revokedOn: string | null; mayRevoke: boolean };
export type SubscribePage = { /** Null of an office's calendar. */ plan: PlanHead | null; sets: { set: string; title: string }[]; feeds: FeedLine[]; mayShare: boolean };
export type FeedForm = { kind: "personal" | "organization"; name: string; sets: readonly string[]; onlyOurs: boolean };
export type FeedMade = { outcome: "made"; path: string } | { outcome: "repeated" } | { outcome: "refused"; why: "name" };

/** Feeds of one person, and of an organization, that work at the same time. */
const mostOpen = 20;
/** How long a day that has gone by stays in a feed. */
const daysKept = 400;
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A person's feeds and the organization's, and what a new one can be about. */
export async function loadSubscribe(ctx: Context, whose: WhoseCalendar): Promise<SubscribePage> {
  return inLea(ctx, async (tx) => {
    const { leaId, plan, mayShare } = await openWhoseCalendar(ctx, tx, whose, "read");
    const titles = new Map(ctx.crosswalks.calendar.sets.map(({ set, title }) => [set, title]));
    const feeds = await listFeeds(tx, { leaId, personId: ctx.user.id, office: plan === null });
    const names = await namesOfPeople(tx, feeds.map(({ madeBy }) => madeBy));
    const line = (feed: CalendarFeed): FeedLine => ({
      id: feed.id,
      name: feed.name,
      shared: feed.personId === null,
      what: feed.sets.map((set) => titles.get(set) ?? set),
      onlyOurs: feed.onlyOurs,
      madeOn: longDay(ctx.dayOf(feed.madeAt)),
      madeBy: names.get(feed.madeBy) ?? "",
      revokedOn: feed.revokedAt && longDay(ctx.dayOf(feed.revokedAt)),
      mayRevoke: feed.revokedAt === null && (feed.personId === ctx.user.id || mayShare),
    });
    const offered = plan === null ? setsOfOffice(ctx) : ctx.crosswalks.calendar.sets;
    return { plan: plan && planHead(ctx, plan), sets: offered.map(({ set, title }) => ({ set, title })), feeds: feeds.map(line), mayShare };
  });
}

/** Groups of dates that an office has: of programs whose plans are sent. */
function setsOfOffice({ crosswalks }: Context): Context["crosswalks"]["calendar"]["sets"] {
  const sent = new Set(crosswalks.programs.filter(({ edition }) => edition.workflow !== undefined && edition.subject === "lea").map(({ program }) => program));
  return crosswalks.calendar.sets.filter(({ program }) => sent.has(program));
}

/** Makes a feed: one's own, which ends with the role, or the organization's, which stays. Its address is given once, here, and stored nowhere; a form sent twice makes one. */
export async function makeFeed(ctx: Context, whose: WhoseCalendar, form: FeedForm): Promise<FeedMade> {
  const name = form.name.normalize("NFC").replace(/\s+/g, " ").trim();
  // The first answer to a form is kept in the database, so the token stays out of what the transaction answers.
  let token: string | null = null;
  const { named } = await inLea(ctx, async (tx) => {
    const shared = form.kind === "organization";
    const { leaId, plan } = await openWhoseCalendar(ctx, tx, whose, shared ? "share" : "read");
    const office = plan === null;
    if (!shared && !readsByRole(ctx.user, office ? "office" : "plans", leaId)) throw new AppError("forbidden", "You are let in as support for a few hours, and a calendar's address outlives them. Somebody of this organization can make one.");
    if (name === "" || name.length > 200 || !name.isWellFormed() || name.includes("\u0000")) return { named: false };
    const known = (office ? setsOfOffice(ctx) : ctx.crosswalks.calendar.sets).map(({ set }) => set);
    if (form.sets.some((set) => !known.includes(set))) throw new AppError("not-found", "There is no such group of dates.");
    const open = (await listFeeds(tx, { leaId, personId: ctx.user.id, office })).filter((feed) => feed.revokedAt === null && (feed.personId === null) === shared);
    if (open.length >= mostOpen) throw new AppError("forbidden", `There are ${mostOpen} calendar addresses already. Withdraw one that nobody needs any more.`);
    token = `${leaId}~${randomBytes(24).toString("base64url")}`;
    const id = await createFeed(tx, { leaId, office, personId: shared ? null : ctx.user.id, name, sets: form.sets, onlyOurs: form.onlyOurs, tokenHash: hashOf(token), madeBy: ctx.user.id });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "make-calendar-feed", object: `calendar-feed/${id}`, detail: { kind: form.kind, calendar: office ? "office" : "plans" } });
    // Full from the first look: nobody waits for the worker.
    await refreshLea(ctx, tx);
    return { named: true };
  });
  if (!named) return { outcome: "refused", why: "name" };
  return token === null ? { outcome: "repeated" } : { outcome: "made", path: feedPath(token) };
}

/** Ends a feed at once: one's own, or the organization's by whoever may make one. One that has ended already stays so. */
export async function withdrawFeed(ctx: Context, whose: WhoseCalendar, feedId: string): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { leaId, plan, mayShare } = await openWhoseCalendar(ctx, tx, whose, "read");
    const feed = (await listFeeds(tx, { leaId, personId: ctx.user.id, office: plan === null })).find(({ id }) => id === feedId);
    if (!feed) throw new AppError("not-found", "There is no such calendar address here.");
    if (feed.personId === null && !mayShare) throw new AppError("forbidden", `This address belongs to your organization: whoever ${plan === null ? "gives the roles in the office" : "writes the plan"} can withdraw it.`);
    if (feed.revokedAt !== null) return;
    await revokeFeed(tx, { leaId, feedId });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "withdraw-calendar-feed", object: `calendar-feed/${feedId}` });
  });
}

/** Askings of one feed in a quarter of an hour. */
const mostAskings = 240;
/** Calendars read lately, by what is in them: the database is asked every time which state that is, and a kept one is used only for that state. */
const lately = new Map<string, Uint8Array>();
const mostKept = 50;

export type FeedAnswer = { outcome: "same"; tag: string } | { outcome: "events"; tag: string; bytes: Uint8Array };

/** What a calendar program gets for an address; `known`: the tag of what it has. An address that was withdrawn, never was, or whose holder has lost the role or is suspended is one answer. */
export async function readFeed(ctx: AppContext, token: string, { known, address }: { known: string | null; address: string }): Promise<FeedAnswer> {
  const [leaId = ""] = token.split("~");
  const tokenHash = hashOf(token);
  const feed = !idSchema.safeParse(leaId).success ? undefined : await openFeed(ctx.db, { leaId, tokenHash, known: [...lately.keys()].filter((key) => key.startsWith(`${leaId}/`)), since: addDays(ctx.today(), -daysKept) });
  const works = feed && (!feed.personal || (feed.holder && readsByRole(await countingRoles(ctx, feed.holder, leaId), feed.office ? "office" : "plans", leaId)));
  if (!works) {
    // Counted by where it is asked from; a feed that works is counted by itself, so that nobody who guesses addresses can use it up for its owner.
    const taken = await ctx.limits.take("feed", { account: tokenHash, address, device: null });
    if (!taken.allowed) throw tooOften(taken.waitSeconds);
    throw new AppError("not-found", "There is no calendar at this address. It may have been withdrawn; whoever gave it to you can make a new one.");
  }
  if (feed.asked > mostAskings) throw tooOften(feed.waitSeconds);
  const key = `${feed.scope} ${feed.tag}`;
  if (feed.events !== null) {
    lately.set(key, new TextEncoder().encode(ctx.calendarFile.file(`${feed.office ? "Office" : "Plan"} dates, ${feed.leaName}`, feed.events)));
    for (const oldest of lately.keys()) {
      if (lately.size <= mostKept) break;
      lately.delete(oldest);
    }
  }
  if (feed.tag === known) return { outcome: "same", tag: feed.tag };
  const bytes = lately.get(key);
  // Another asking made room in between: the events are read again.
  return bytes === undefined ? readFeed(ctx, token, { known, address }) : { outcome: "events", tag: feed.tag, bytes };
}

const tooOften = (waitSeconds: number) => new AppError("too-many", "This calendar is asked for too often. Once an hour is enough: dates rarely change.", { waitSeconds });

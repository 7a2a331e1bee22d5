// Real browsers, people typing known words, and everything that can go wrong under their hands: not one character is lost.
// A round is one fault in the middle of a sentence on every page at once; rounds depend on the seed and their number only, so a long run can be done in portions (--from).
import { existsSync } from "node:fs";
import { sql } from "kysely";
import { chromium } from "playwright";
import type { BrowserContext, Page } from "playwright";
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { plainFromRichText, richTextSchema } from "#schemas/rich-text.ts";
import { t } from "#app/ui/texts/t.ts";
import { chanceOf, pause, until, zeroIn } from "./drill.ts";
import type { Chance, Drill } from "./drill.ts";
import { openHouse, startOrThrow } from "./house.ts";
import type { Change, House } from "./house.ts";

/** The planted fault: the page says that this browser keeps the words, and it does not. */
const plant: Change = { file: "app/ui/forms/use-autosave.ts", from: "localStorage.setItem(key, text);\n    return true;", to: "void text;\n    return true;" };

const faults = ["network cut", "network cut, tab killed", "tab killed at once", "session over", "server killed", "server killed, tab killed", "slow line"] as const;
type Fault = (typeof faults)[number];

type Typist = { name: string; personId: string; chapter: string; statement: string; context: BrowserContext; page: Page };

/** The last two are two browsers on one answer: whoever comes second merges by hand. */
const people: readonly Pick<Typist, "name" | "personId" | "chapter" | "statement">[] = [
  { name: "the planner", personId: "sample-planner", chapter: "who", statement: "who.district" },
  { name: "the director at one place", personId: "sample-special-education", chapter: "listen", statement: "listen.influence" },
  { name: "the planner's other computer", personId: "sample-planner", chapter: "listen", statement: "listen.influence" },
];

async function findBrowser(): Promise<string> {
  const found = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", chromium.executablePath()].find((file) => file !== undefined && file !== "" && existsSync(file));
  if (found) return found;
  throw new Error("This drill needs a browser: install chromium or set CHROMIUM_PATH.");
}

const letters = "abcdefghijklmnopqrstuvwxyzäñ";
const tokenOf = (chance: Chance, round: number, who: number): string => `t${round}x${who}${Array.from({ length: chance.whole(10, 40) }, () => letters[chance.whole(0, letters.length - 1)]).join("")}`;

/** Characters of a token that are in no text: the token less the longest piece of it that is there. */
export function lostOf(token: string, text: string): number {
  for (let length = token.length; length > 0; length -= 1) for (let from = 0; from + length <= token.length; from += 1) if (text.includes(token.slice(from, from + length))) return token.length - length;
  return token.length;
}

export const typing: Drill = {
  rounds: 200,
  run: async ({ rounds, from, seed, planted, say }) => {
    const plan = buildExample("sample");
    const house = await openHouse(planted ? [plant] : []);
    const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
    const broken: string[] = [];
    const seen = new Map<Fault, number>();
    const typed = new Map<string, string[]>();
    let [characters, lost, merges, takenUp] = [0, 0, 0, 0];

    const open = async (typist: Typist, waitUntil: "load" | "commit" = "load") => {
      if (waitUntil === "load") typist.page = await typist.context.newPage();
      await typist.page.goto(`${house.url}/plans/${plan.id}/chapters/${typist.chapter}`, { waitUntil, timeout: 60_000 });
      await editor(typist).waitFor({ timeout: 60_000 });
    };

    /** As a person would: takes up kept words, brings two texts together, presses "Try again"; until the page says that it is saved, or, opened anew, shows the word from the server and keeps nothing back. */
    const untilSaved = async (typist: Typist, token: string): Promise<boolean> =>
      Boolean(
        await until(async () => {
          const here = formOf(typist);
          const press = async (name: string) => {
            const button = here.getByRole("button", { name, exact: true });
            return (await button.count()) > 0 && (await button.first().click({ timeout: 5000 }).then(() => true, () => false));
          };
          if (await press(t("save.restore"))) {
            takenUp += 1;
            return false;
          }
          const merging = await mergeByHand(typist);
          if (merging !== null) {
            if (merging === "kept") merges += 1;
            else await typeAtEnd(typist, ` ${merging.join(" ")}`);
            return false;
          }
          const mark = await here.locator("[role=status]").last().innerText({ timeout: 5000 }).catch(() => "?");
          if (/^Saved \d/.test(mark)) return true;
          if (mark === "" && (await editor(typist).innerText({ timeout: 5000 }).catch(() => "")).includes(token)) return true;
          await press(t("save.retry"));
          return false;
        }, 90_000, 150),
      );

    try {
      say("typing: building and starting a portal of its own…");
      await startOrThrow(house);
      const typists = await Promise.all(
        people.map(async (person): Promise<Typist> => {
          const context = await browser.newContext();
          await signIn(house, context, person.personId);
          const typist = { ...person, context, page: await context.newPage() };
          await typist.page.close();
          await open(typist);
          return typist;
        }),
      );
      for (let round = from; round < from + rounds && broken.length <= 5; round += 1) {
        const chance = chanceOf(seed).fork(round);
        const fault: Fault = planted ? "network cut, tab killed" : (faults[(round - 1) % faults.length] ?? "network cut");
        seen.set(fault, (seen.get(fault) ?? 0) + 1);
        const where = `round ${round}, seed ${seed}, ${fault}`;
        const [cut, rest] = [chance.whole(2, 12), chance.whole(0, 1500)];
        const tokens = typists.map((_, who) => tokenOf(chance.fork(who), round, who));
        const halfway = meeting(typists.length);
        await Promise.all(
          typists.map(async (typist, who) => {
            const token = tokens[who] ?? "";
            // The page is there to be written on before any script of it.
            const scriptsCome = fault === "slow line" ? await holdScripts(typist) : null;
            if (scriptsCome) await open(typist, "commit");
            await typeAtEnd(typist, ` ${token.slice(0, cut)}`);
            scriptsCome?.();
            if (fault.startsWith("network")) await typist.context.setOffline(true);
            // One kill for all of them, when everybody is in the middle of a word.
            if (fault === "session over" || fault.startsWith("server")) await halfway();
            if (fault === "session over") await endSessions(house, typist.personId);
            if (fault.startsWith("server") && who === 0) house.kill("web");
            await typist.page.keyboard.type(token.slice(cut), { delay: 3 });
          }),
        );
        characters += tokens.join("").length;
        typists.forEach(({ statement }, who) => typed.set(statement, [...(typed.get(statement) ?? []), tokens[who] ?? ""]));
        await pause(fault === "tab killed at once" ? 0 : rest);
        if (fault.includes("tab killed")) await Promise.all(typists.map(killTab));
        if (fault.startsWith("server")) {
          if (!(await house.gone(60_000))) broken.push(`${where}: a minute later there still run ${house.processes().join("; ")}`);
          await startOrThrow(house);
        }
        await Promise.all(
          typists.map(async (typist, who) => {
            if (fault.startsWith("network")) await typist.context.setOffline(false);
            if (fault === "session over") {
              const link = formOf(typist).getByRole("link", { name: t("save.signIn") });
              if (!(await link.waitFor({ timeout: 30_000 }).then(() => true, () => false))) broken.push(`${where}: the page of ${typist.name} shows no way to sign in again`);
              await signIn(house, typist.context, typist.personId);
            }
            if (typist.page.isClosed()) await open(typist);
            if (!(await untilSaved(typist, tokens[who] ?? ""))) broken.push(`${where}: the page of ${typist.name} never said that it saved; it says ${JSON.stringify(await formOf(typist).locator("[role=status]").last().innerText({ timeout: 5000 }).catch(() => ""))}`);
          }),
        );
        const texts = await textsNow(house, plan, people.map(({ statement }) => statement));
        typists.forEach(({ name, statement }, who) => {
          const token = tokens[who] ?? "";
          const gone = lostOf(token, texts.get(statement) ?? "");
          lost += gone;
          if (gone > 0) broken.push(`${where}: ${gone} of ${token.length} characters of ${name} are lost (${token})`);
        });
        if ((round - from + 1) % 10 === 0) say(`typing: round ${round}, ${characters} characters typed, ${lost} lost`);
      }
      // And all of it is there at the end, not only at the moment after.
      const texts = await textsNow(house, plan, [...typed.keys()]);
      for (const [statement, tokens] of typed) {
        const missing = tokens.filter((token) => !(texts.get(statement) ?? "").includes(token));
        if (missing.length > 0 && lost === 0) broken.push(`at the end ${missing.length} of ${tokens.length} tokens are not in ${statement} any more: ${missing.slice(0, 3).join(", ")}`);
      }
      house.askToStop();
      if (!(await house.gone(45_000))) broken.push(`Processes are left over: ${house.processes().join("; ")}`);
      return { counts: { from, pages: typists.length, faults: [...seen].map(([fault, times]) => `${fault} ${times}`).join("; "), characters, charactersLost: zeroIn(lost, characters), keptWordsTakenUp: takenUp, merges }, broken };
    } finally {
      await browser.close();
      house.close();
    }
  },
};

/** The form that saves the answer: other forms name the statement too. */
const formOf = ({ page, statement }: Typist) => page.locator("form", { has: page.locator(`input[name=statement][value="${statement}"]`) }).filter({ has: page.locator("input[name=seenVersion]") });
const editor = (typist: Typist) => formOf(typist).getByRole("textbox").first();

async function typeAtEnd(typist: Typist, words: string): Promise<void> {
  await editor(typist).click({ timeout: 60_000 });
  await typist.page.keyboard.press("Control+End");
  await typist.page.keyboard.type(words, { delay: 3 });
}

/** In a conflict: what of the other's words is not in ours yet, to be typed; or, when all of it is there, ours are kept. Read and pressed in one moment: the other may save again at any time. Null where nothing is to be merged. */
async function mergeByHand(typist: Typist): Promise<string[] | "kept" | null> {
  const read = await formOf(typist).evaluate(
    (form, { theirs, keep }) => {
      const side = [...form.querySelectorAll<HTMLElement>("section.conflict .sides > div")].find((one) => one.innerText.includes(theirs))?.querySelector<HTMLElement>(".side");
      const mine = form.querySelector<HTMLElement>("[role=textbox]");
      if (!side || !mine) return null;
      const missing = (side.innerText.match(/t\d+x\d[a-zäñ]*/g) ?? []).filter((token) => !mine.innerText.includes(token));
      if (missing.length > 0) return missing;
      [...form.querySelectorAll("button")].find((one) => one.textContent === keep)?.click();
      return "kept" as const;
    },
    { theirs: t("save.theirs"), keep: t("save.useMine") },
    { timeout: 5000 },
  ).catch(() => null);
  return read;
}

/** The tab's process dies: no farewell, nothing written on the way out. */
async function killTab({ page, context }: Typist): Promise<void> {
  const crashed = page.waitForEvent("crash", { timeout: 30_000 });
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close({ runBeforeUnload: false });
}

/** Everybody who calls waits until all have. */
function meeting(of: number): () => Promise<void> {
  let here = 0;
  let all = () => {};
  const met = new Promise<void>((resolve) => (all = resolve));
  return () => {
    here += 1;
    if (here === of) all();
    return met;
  };
}

/** One click on the sign-in page; the context keeps the session. */
async function signIn(house: House, context: BrowserContext, personId: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${house.url}/sign-in`, { timeout: 60_000 });
  await page.locator("form", { has: page.locator(`input[name=personId][value="${personId}"]`) }).getByRole("button").click({ timeout: 60_000 });
  await page.waitForURL(`${house.url}/`, { timeout: 60_000 });
  await page.close();
}

/** A page of its own whose scripts wait; what comes back lets them through. */
async function holdScripts(typist: Typist): Promise<() => void> {
  await typist.page.close();
  typist.page = await typist.context.newPage();
  let through = () => {};
  const open = new Promise<void>((resolve) => (through = resolve));
  await typist.page.route(/\/assets\/.*\.js/, async (route) => {
    await open;
    await route.continue().catch(() => {});
  });
  return through;
}

async function withDatabase<Result>(house: House, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = house.database();
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** As when the time of a session is over, or somebody ends it from another place. */
const endSessions = (house: House, personId: string) => withDatabase(house, (db) => db.deleteFrom("person_session").where("person_id", "=", personId).execute());

/** What the LEA's answers to these statements say in the database. */
const textsNow = (house: House, plan: { leaId: string; id: string }, statements: readonly string[]): Promise<Map<string, string>> =>
  withDatabase(house, (db) =>
    withLea(db, { leaId: plan.leaId, actor: "drill" }, async (tx) => {
      const { rows } = await sql<{ key: string; value: unknown }>`select statement_key as key, value from answer where lea_id = ${plan.leaId} and org_id = ${plan.leaId} and plan_id = ${plan.id}`.execute(tx);
      return new Map(rows.filter(({ key }) => statements.includes(key)).map(({ key, value }) => [key, richTextSchema.safeParse(value).success ? plainFromRichText(richTextSchema.parse(value)) : ""]));
    }),
  );

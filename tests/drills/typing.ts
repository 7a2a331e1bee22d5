// Real browsers, people typing known tokens, and everything that can go wrong under their hands: not one character is lost.
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import type { BrowserContext, Page } from "playwright";
import { withLea } from "#db/client.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { plainFromRichText, richTextSchema } from "#schemas/rich-text.ts";
import { chanceOf, pause, until, zeroIn } from "./drill.ts";
import type { Chance, Drill } from "./drill.ts";
import { openHouse, startOrThrow } from "./house.ts";
import type { Change, House } from "./house.ts";

/** The planted fault: the page says that this browser keeps the words, and it does not. */
const plant: Change = { file: "app/ui/forms/use-autosave.ts", from: "localStorage.setItem(key, text);\n    return true;", to: "void text;\n    return true;" };

/** What happens in the middle of a token. A closed tab closes without a word of farewell, as when it is killed. */
const faults = ["nothing", "network cut", "network cut, tab killed", "tab killed at once", "session over", "server killed", "server killed, tab killed"] as const;
type Fault = (typeof faults)[number];

type Typist = { name: string; chapter: string; question: RegExp; statement: string; context: BrowserContext; page: Page; tokens: string[] };

const people: Pick<Typist, "name" | "chapter" | "question" | "statement">[] = [
  { name: "sample-planner", chapter: "who", question: /Who are our students/, statement: "who.district" },
  { name: "sample-special-education", chapter: "listen", question: /What did we change/, statement: "listen.influence" },
];

async function findBrowser(): Promise<string> {
  const found = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", chromium.executablePath()].find((file) => file !== undefined && file !== "" && existsSync(file));
  if (found) return found;
  throw new Error("This drill needs a browser: install chromium or set CHROMIUM_PATH.");
}

const letters = "abcdefghijklmnopqrstuvwxyzäñ";
const tokenOf = (chance: Chance, round: number, who: number): string => `t${round}x${who}${Array.from({ length: chance.whole(6, 40) }, () => letters[chance.whole(0, letters.length - 1)]).join("")}`;

/** Characters of a token that are in no text: the token less the longest piece of it that is there. */
function lostOf(token: string, text: string): number {
  for (let length = token.length; length > 0; length -= 1) for (let from = 0; from + length <= token.length; from += 1) if (text.includes(token.slice(from, from + length))) return token.length - length;
  return token.length;
}

export const typing: Drill = {
  rounds: 200,
  run: async ({ rounds, seed, planted, say }) => {
    const plan = buildExample("sample");
    const house = await openHouse(planted ? [plant] : []);
    const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
    const broken: string[] = [];
    const seen = new Map<Fault, number>();
    let [characters, lost, conflicts] = [0, 0, 0];
    const open = async (typist: Typist) => {
      typist.page = await typist.context.newPage();
      typist.page.on("dialog", (dialog) => void dialog.accept());
      await typist.page.goto(`${house.url}/plans/${plan.id}/chapters/${typist.chapter}`, { waitUntil: "load" });
      await typist.page.getByRole("textbox", { name: typist.question }).waitFor({ timeout: 60_000 });
    };
    const form = ({ page, statement }: Typist) => page.locator("form", { has: page.locator(`input[name=statement][value="${statement}"]`) });

    /** As a person would: takes up kept words, keeps their own in a conflict, presses "Try again"; until the page says that it is saved. */
    const untilSaved = async (typist: Typist): Promise<boolean> =>
      Boolean(
        await until(async () => {
          const here = form(typist);
          const press = async (name: string) => {
            const button = here.getByRole("button", { name, exact: true });
            if ((await button.count()) === 0) return false;
            await button.first().click({ timeout: 5000 }).catch(() => {});
            return true;
          };
          if (await press("Use these words")) return false;
          if (await press("Keep mine")) {
            conflicts += 1;
            return false;
          }
          if (/Saved \d/.test(await here.locator("[role=status]").last().innerText().catch(() => ""))) return true;
          await press("Try again");
          return false;
        }, 60_000, 250),
      );

    const textNow = async (statement: string): Promise<string> => {
      const db = house.database();
      try {
        const { sql } = await import("kysely");
        return await withLea(db, { leaId: plan.leaId, actor: "drill" }, async (tx) => {
          const { rows } = await sql<{ value: unknown }>`select value from answer where lea_id = ${plan.leaId} and plan_id = ${plan.id} and statement_key = ${statement}`.execute(tx);
          return rows.map(({ value }) => (richTextSchema.safeParse(value).success ? plainFromRichText(richTextSchema.parse(value)) : "")).join("\n");
        });
      } finally {
        await db.destroy();
      }
    };

    try {
      say("typing: building and starting a portal of its own…");
      await startOrThrow(house);
      const typists = await Promise.all(
        people.map(async (person): Promise<Typist> => {
          const context = await browser.newContext();
          await signIn(house, context, person.name);
          const typist = { ...person, context, page: await context.newPage(), tokens: [] };
          await typist.page.close();
          await open(typist);
          return typist;
        }),
      );
      for (let round = 1; round <= rounds; round += 1) {
        const chance = chanceOf(seed).fork(round);
        const fault: Fault = planted ? "network cut, tab killed" : chance.pick(faults);
        seen.set(fault, (seen.get(fault) ?? 0) + 1);
        const where = `round ${round}, seed ${seed}, ${fault}`;
        const [cut, rest] = [chance.whole(0, 6), chance.whole(0, 1500)];
        await Promise.all(
          typists.map(async (typist, who) => {
            const token = tokenOf(chance.fork(who), round, who);
            typist.tokens.push(token);
            characters += token.length;
            await typist.page.getByRole("textbox", { name: typist.question }).click({ timeout: 60_000 });
            await typist.page.keyboard.press("Control+End");
            await typist.page.keyboard.type(` ${token.slice(0, cut)}`, { delay: 3 });
            if (fault.startsWith("network")) await typist.context.setOffline(true);
            if (fault === "session over") await endSession(house, typist.name);
            if (fault.startsWith("server") && who === 0) house.kill("web");
            await typist.page.keyboard.type(token.slice(cut), { delay: 3 });
          }),
        );
        await pause(fault === "tab killed at once" ? 0 : rest);
        if (fault.endsWith("tab killed") || fault === "tab killed at once") for (const { page } of typists) await page.close({ runBeforeUnload: false });
        if (fault.startsWith("server")) {
          if (!(await house.gone(60_000))) broken.push(`${where}: half a minute later there still run ${house.processes().join("; ")}`);
          await startOrThrow(house);
        }
        for (const typist of typists) {
          if (fault.startsWith("network")) await typist.context.setOffline(false);
          if (fault === "session over") {
            const link = form(typist).getByRole("link", { name: /Sign in/ });
            if (!(await link.waitFor({ timeout: 30_000 }).then(() => true, () => false))) broken.push(`${where}: the page of ${typist.name} shows no way to sign in again`);
            await signIn(house, typist.context, typist.name);
          }
          if (typist.page.isClosed()) await open(typist);
        }
        for (const typist of typists) {
          const saved = await untilSaved(typist);
          if (!saved) say(`typing: ${where}: the page of ${typist.name} never said that it saved`);
          const token = typist.tokens.at(-1) ?? "";
          const gone = lostOf(token, await textNow(typist.statement));
          lost += gone;
          if (gone > 0) broken.push(`${where}: ${gone} of ${token.length} characters of ${typist.name} are lost (${token})`);
          else if (!saved && !planted) broken.push(`${where}: the words of ${typist.name} are saved and the page does not say so`);
        }
        if (round % 10 === 0) say(`typing: round ${round} of ${rounds}, ${characters} characters typed, ${lost} lost`);
        if (broken.length > 5) break;
      }
      // And all of it is there at the end, not only at the moment after.
      for (const typist of typists) {
        const text = await textNow(typist.statement);
        const missing = typist.tokens.filter((token) => !text.includes(token));
        if (missing.length > 0 && !planted) broken.push(`at the end ${missing.length} of ${typist.tokens.length} tokens of ${typist.name} are not in the answer: ${missing.slice(0, 3).join(", ")}`);
      }
      house.askToStop();
      await house.gone(45_000);
      return { counts: { typists: typists.length, faults: [...seen].map(([fault, times]) => `${fault} ${times}`).join("; "), characters, charactersLost: zeroIn(lost, characters), ownWordsMetAgain: conflicts }, broken };
    } finally {
      await browser.close();
      house.close();
    }
  },
};

/** One click on the sign-in page, as a post; the context keeps the session. */
async function signIn(house: House, context: BrowserContext, personId: string): Promise<void> {
  const answer = await context.request.post(`${house.url}/sign-in`, { form: { to: "/", personId }, headers: { Origin: house.url }, maxRedirects: 0 });
  if (answer.status() !== 302) throw new Error(`${personId} could not sign in: ${answer.status()}`);
}

/** As when the time of a session is over, or somebody ends it from another place. */
async function endSession(house: House, personId: string): Promise<void> {
  const db = house.database();
  try {
    await db.deleteFrom("person_session").where("person_id", "=", personId).execute();
  } finally {
    await db.destroy();
  }
}

// A sample installation on a fresh database, with the process's context pointed at it: routes and services run as in the portal.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadSampleCounty } from "#db/seed/sample-county.ts";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { buildExample } from "#db/examples/examples.ts";
import { freshDatabase, type FreshDatabase } from "../db/database.ts";

export type Portal = {
  process: AppContext;
  /** The sample district's planner at work. */
  ctx: Context;
  /** Anybody at work, by id ("sample-fiscal"). */
  as: (personId: string, leaId?: string) => Promise<Context>;
  /** The cookies of a session of that person, in the one browser of a test. */
  cookieOf: (personId: string) => Promise<string>;
  /** The cookie of that browser alone: nobody is signed in. */
  browser: string;
  /** The hidden key of a form on a page that whoever has these cookies was given. */
  keyFor: (cookie: string) => Promise<string>;
  plan: Plan;
  running: Plan;
  foreign: Plan;
  database: FreshDatabase;
  /** Connected as the owner of the tables. */
  owner: FreshDatabase["owner"];
  close: () => Promise<void>;
};

const browser = `plan-once.form=${"browser-of-a-test-".padEnd(22, "0")}`;

/** `reach`: another way from the process to its database, for a test that cuts it. `plan`: the district's newest plan; `running`: the adopted one of this year; `foreign`: a plan of another LEA in the same database. */
export async function openPortal({ reach = (url) => url }: { reach?: (databaseUrl: string) => string | Promise<string> } = {}): Promise<Portal> {
  const database = await freshDatabase();
  const home = mkdtempSync(path.join(tmpdir(), "plan-once-portal-"));
  await database.owner.insertInto("installation").values({ mode: "sample" }).execute();
  await loadSampleCounty(database.urls);
  const choices = buildExample("choices");
  await withLea(database.app, { leaId: choices.leaId, actor: "test" }, (tx) => insertPlan(tx, choices, { sample: true }));
  process.env["DATABASE_URL"] = await reach(database.urls.app);
  // As the launcher sets it for a database of its own.
  process.env["DATABASE_KEEPS_STATEMENTS"] = "yes";
  process.env["PLAN_ONCE_HOME"] = home;
  process.env["LOG_LEVEL"] ??= "silent";
  // Longer than any test run: what is too old is tested with a rule of its own.
  process.env["RECENT_SIGN_IN_MINUTES"] = "600";
  const { processContext } = await import("#app/context.server.ts");
  const context = processContext();
  const { formSeed } = await import("#app/http/sent-form.server.ts");
  const { findActor, findUser } = await import("#app/services/people/find-user.server.ts");
  const { signInAsSample } = await import("#app/services/people/sign-in.server.ts");
  const as = async (personId: string, leaId = buildExample("sample").leaId) => context.as({ ...(await findActor(context, { personId, leaId })), confirmedAt: new Date() });
  return {
    process: context,
    ctx: await as("sample-planner"),
    as,
    cookieOf: async (personId) => {
      const begun = await signInAsSample(context, new Request(`${context.siteUrl}/sign-in`), personId);
      if (begun.outcome !== "signed-in") throw new Error(`${personId} could not sign in`);
      return [...begun.headers.getSetCookie().map((cookie) => cookie.split(";")[0]), browser].join("; ");
    },
    browser,
    keyFor: async (cookie) => {
      const request = new Request(context.siteUrl, { headers: { Cookie: cookie } });
      return formSeed(request, context, (await findUser(context, request))?.id ?? null).seed;
    },
    database,
    owner: database.owner,
    plan: buildExample("sample"),
    running: buildExample("sample-running"),
    foreign: choices,
    close: async () => {
      await context.db.destroy();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

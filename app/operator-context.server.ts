// The database for commands of the operator: the one of DATABASE_URL, else the embedded one of PLAN_ONCE_HOME, started when it does not run.
import { existsSync } from "node:fs";
import path from "node:path";
import { buildSignOn } from "#app/adapters/accounts/sign-on.server.ts";
import { keptSecret } from "#app/adapters/storage/kept-secret.server.ts";
import { connect, type Database } from "#db/client.server.ts";
import { homeFolder, startEmbeddedPostgres } from "#db/launcher/embedded-postgres.js";
import { AppError } from "#schemas/app-error.ts";

/** `signOn.seal`: with the key of the installation, so that its web processes can open it. */
export type OperatorContext = { db: Database; siteUrl: string; signOn: { seal: (secret: string) => Promise<string> } };

/** Runs `work` on the database as the app's role and closes what was opened for it; a portal that runs on the same database is not disturbed. */
export async function withOperatorDatabase<Result>(work: (context: OperatorContext) => Promise<Result>, env: NodeJS.ProcessEnv = process.env): Promise<Result> {
  const embedded = env["DATABASE_URL"] ? undefined : await embeddedDatabase(env);
  const db = connect(env["DATABASE_URL"] ?? embedded?.app ?? "", { max: 2 });
  try {
    const siteUrl = (env["SITE_URL"] ?? `http://localhost:${env["PORT"] ?? "3000"}`).replace(/\/$/, "");
    const seal = (secret: string) => buildSignOn({ siteUrl, secret: env["AUTH_SECRET"] ?? keptSecret(path.join(homeFolder(env), "auth-secret")) }).seal(secret);
    return await work({ db, siteUrl, signOn: { seal } });
  } finally {
    await db.destroy();
    if (embedded && !embedded.reused) await embedded.stop();
  }
}

async function embeddedDatabase(env: NodeJS.ProcessEnv) {
  const home = homeFolder(env);
  if (!existsSync(path.join(home, "database.port"))) throw new AppError("not-found", `There is no database in ${home}. Set DATABASE_URL, or PLAN_ONCE_HOME to the folder of an installation that was started before.`);
  return startEmbeddedPostgres({ home, say: () => {} });
}

// The second process: takes jobs from the queue, one at a time, so that slow documents never slow a page down.
import { Logger, parseCronItems, run } from "graphile-worker";
import pg from "pg";
import { buildContext, settingsFromEnvironment, type AppContext, type Jobs } from "#app/context.server.ts";
import { buildFileContext, readingApart } from "#app/file-context.server.ts";
import { goRoundCalendars } from "#app/jobs/calendar-round.ts";
import { exportDocument } from "#app/jobs/export-document.ts";
import { readUploadedDocument } from "#app/jobs/read-import.ts";
import { readOutsideCopy } from "#app/jobs/read-outside.ts";
import { sendOneMail } from "#app/jobs/send-mail.ts";
import { exportState } from "#app/jobs/state-export.ts";
import { sweepLeftFiles } from "#app/jobs/sweep-files.ts";

const tasks: Record<keyof Jobs, (ctx: AppContext, payload: unknown) => Promise<void>> = { "export-document": exportDocument, "send-mail": sendOneMail, "read-import": readUploadedDocument, "read-outside": readOutsideCopy, "state-export": exportState, "calendar-round": goRoundCalendars, "sweep-files": sweepLeftFiles };

/** The launcher starts the worker again after this exit code. */
const startMeAgain = 75;
/** Font and document caches grow; past this the worker makes room by starting anew between two jobs. */
const mostMemory = Number(process.env.WORKER_MEMORY_MB ?? 900) * 2 ** 20;

const ctx = buildContext(settingsFromEnvironment(), { files: readingApart(buildFileContext()) });
const direct = process.env.DATABASE_DIRECT_URL;
if (!direct) throw new Error("The setting DATABASE_DIRECT_URL is missing; npm start gives it.");
const pgPool = new pg.Pool({ connectionString: direct, max: 4, application_name: "plan-once-worker" });
const broken = (err: Error) => ctx.log.warn({ err }, "a queue connection broke");
pgPool.on("error", broken);
pgPool.on("connect", (client) => client.on("error", broken));

// Jobs of a worker that was killed would wait four hours for their locks to grow old; when no other worker is connected, nobody holds them any more.
await pgPool.query(`select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))
  where not exists (select 1 from pg_stat_activity where application_name = 'plan-once-worker' and pid <> pg_backend_pid())`);

const levels = { error: "error", warning: "warn", info: "info", debug: "debug" } as const;
const runner = await run({
  pgPool,
  concurrency: 1,
  pollInterval: 2000,
  noHandleSignals: true,
  // Every ten minutes, and when a worker starts after a pause once for what was missed: what is told twice is told once (reminders have keys).
  parsedCronItems: parseCronItems([
    { task: "calendar-round" satisfies keyof Jobs, match: "*/10 * * * *", options: { backfillPeriod: 600_000, maxAttempts: 2, jobKey: "calendar-round" } },
    // Once a night in California.
    { task: "sweep-files" satisfies keyof Jobs, match: "17 9 * * *", options: { backfillPeriod: 0, maxAttempts: 2, jobKey: "sweep-files" } },
  ]),
  logger: new Logger(() => (level, message) => ctx.log[levels[level]](message)),
  taskList: Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => {
        const startedAt = performance.now();
        await task(ctx, payload);
        ctx.log.info({ task: name, milliseconds: Math.round(performance.now() - startedAt), rss: process.memoryUsage.rss() }, "job done");
        if (process.memoryUsage.rss() > mostMemory) void stop(startMeAgain);
      },
    ]),
  ),
});
ctx.log.info("worker ready");

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A job that does not end in time goes back to the queue when its lock is old enough, and runs again.
  setTimeout(() => process.exit(code || 1), 25_000).unref();
  await runner.stop().catch((err: unknown) => ctx.log.error({ err }, "the worker did not stop cleanly"));
  await Promise.allSettled([pgPool.end(), ctx.db.destroy()]);
  process.exit(code);
}
process.on("SIGTERM", () => void stop(0));
process.on("SIGINT", () => void stop(0));
// The launcher is gone, killed perhaps: nobody would stop us later.
process.on("disconnect", () => void stop(0));
if (process.connected === false) void stop(0);

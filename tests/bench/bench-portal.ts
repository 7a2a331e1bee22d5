// The portal as the launcher runs it, for benches: built, on an embedded database of its own with the sample county, in processes of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../db/launcher/embedded-postgres.js";
import { signInByForm } from "../form-keys.ts";
import { heap, root, run, type Workshop } from "./workshop.ts";

export const remix = join(root, "node_modules/@remix-run/dev/dist/cli.js");
export type Asked = { url: string; cookie: string };

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export async function whenItAnswers({ url, cookie }: Asked): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(url, { headers: { cookie }, redirect: "manual" }).catch(() => undefined);
    if (answer?.ok) return void (await answer.text());
    if (tries > 300) throw new Error(`${new URL(url).pathname} answers ${answer ? `with ${answer.status}` : "nothing"}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Milliseconds of processor time a process has used so far; on a shared machine they tell more than the clock. Linux only. */
export function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

let built: Promise<unknown> | undefined;

export async function openBenchPortal(workshop: Workshop) {
  // Postgres does not run as root: its user must reach the folder.
  chmodSync(workshop.folder, 0o711);
  const home = mkdtempSync(workshop.file("home-"));
  await (built ??= run(process.execPath, [remix, "vite:build", "--logLevel", "error"], { NODE_ENV: "production" }));
  const postgres = await startEmbeddedPostgres({ home });
  const started: ChildProcess[] = [];
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", PLAN_ONCE_HOME: home, LOG_LEVEL: "warn", DATABASE_URL: postgres.app, DATABASE_KEEPS_STATEMENTS: "yes" };
  const keep = (folder: string, args: string[], settings: Record<string, string>): number => {
    const child = spawn(process.execPath, args, { cwd: folder, env: { ...env, ...settings }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    started.push(child);
    return child.pid ?? 0;
  };
  const close = async () => {
    await Promise.all(started.map(end));
    await postgres.stop();
  };
  try {
    await run(process.execPath, ["--import", "tsx", "db/launcher/prepare.ts"], { ...env, DATABASE_OWNER_URL: postgres.owner, DATABASE_DIRECT_URL: postgres.direct });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const pid = keep(root, [...heap, "server.js"], { PORT: String(port) });
    await whenItAnswers({ url: `${url}/readyz`, cookie: "" });
    return { url, pid, home, postgres, keep, signIn: (personId: string) => signInByForm(url, personId), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await gone;
}

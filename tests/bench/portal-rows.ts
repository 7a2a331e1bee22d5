// How many pages a second: a chapter of the sample plan beside an empty Remix page, and with the worker making PDFs beside without.
// The processes are the launcher's: server.js and the worker on the embedded database with the sample county. The empty page is a Remix build of its own
// (tests/bench/empty-page: a root, one route, no data) served by the same server.js in a process of its own.
import { copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import autocannon from "autocannon";
import { buildExample } from "#db/examples/examples.ts";
import { formKeyName } from "#schemas/form-key.ts";
import { formKeyAt } from "../form-keys.ts";
import remixConfig from "../../remix.config.js";
import { freePort, openBenchPortal, remix, whenItAnswers, type Asked } from "./bench-portal.ts";
import { median, ms, type Row } from "./measure.ts";
import { heap, root, run, type Workshop } from "./workshop.ts";

const planPage = `/plans/${buildExample("sample").id}`;
const chapter = `${planPage}/chapters/stand`;
const connections = 8;
const seconds = 3;

export async function portalRows(workshop: Workshop): Promise<Row[]> {
  await buildEmptyPage(workshop);
  const portal = await openBenchPortal(workshop);
  try {
    const empty = await freePort();
    portal.keep(workshop.file("empty"), [...heap, "server.js"], { PORT: String(empty) });
    portal.keep(root, [...heap, "--import", "tsx", "app/worker.server.ts"], { DATABASE_DIRECT_URL: portal.postgres.direct });
    const cookie = await portal.signIn("sample-planner");
    const [page, emptyPage] = [{ url: `${portal.url}${chapter}`, cookie }, { url: `http://127.0.0.1:${empty}/`, cookie: "" }];
    await Promise.all([page, emptyPage].map(whenItAnswers));

    const taken = { page: [] as number[], empty: [] as number[], quiet: [] as number[], making: [] as number[] };
    await Promise.all([page, emptyPage].map((url) => perSecond(url)));
    for (let round = 0; round < 5; round += 1) {
      taken.page.push(await perSecond(page));
      taken.empty.push(await perSecond(emptyPage));
    }
    const pdfs = keepMakingPdfs(portal.url, cookie);
    await pdfs.made(1);
    for (let round = 0; round < 5; round += 1) {
      await pdfs.pause();
      taken.quiet.push(await perSecond(page));
      await pdfs.resume();
      taken.making.push(await perSecond(page));
    }
    const count = await pdfs.stop();
    const figures = { page: median(taken.page), empty: median(taken.empty), quiet: median(taken.quiet), making: median(taken.making) };
    return [
      { name: "section page / empty Remix page, requests a second", figure: figures.page / figures.empty, unit: "x", goal: { least: 0.6 }, note: `${figures.page.toFixed(0)}/s, empty ${figures.empty.toFixed(0)}/s (bench-only Remix build, same server.js); ${ms(1000 / figures.page)} a page` },
      { name: "section page while PDFs are made / without", figure: figures.making / figures.quiet, unit: "x", goal: { least: 0.5 }, note: `${figures.making.toFixed(0)}/s, without ${figures.quiet.toFixed(0)}/s; ${count} PDFs made` },
    ];
  } finally {
    await portal.close();
  }
}

/** A Remix app needs a folder, a package and a Vite configuration of its own; server.js reads its build and the migrations' names. */
export async function buildEmptyPage({ file }: Workshop): Promise<void> {
  const folder = file("empty");
  cpSync(join(root, "tests/bench/empty-page"), join(folder, "app"), { recursive: true });
  mkdirSync(join(folder, "db"));
  copyFileSync(join(root, "server.js"), join(folder, "server.js"));
  copyFileSync(join(root, "db/migrate.ts"), join(folder, "db/migrate.ts"));
  const { v3_routeConfig: _, ...future } = remixConfig.future ?? {};
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", sideEffects: false, dependencies: { "@remix-run/node": "2", "@remix-run/react": "2", isbot: "5", react: "18" } }));
  writeFileSync(join(folder, "vite.config.js"), `import { vitePlugin as remix } from "@remix-run/dev";\nexport default { plugins: [remix(${JSON.stringify({ ...remixConfig, future })})] };\n`);
  await run(process.execPath, [remix, "vite:build", folder, "--logLevel", "error"], { NODE_ENV: "production" });
  if (!existsSync(join(folder, "build/server/index.js"))) throw new Error("The empty page was not built.");
}

async function perSecond({ url, cookie }: Asked): Promise<number> {
  const { requests, errors, non2xx } = await autocannon({ url, connections, duration: seconds, headers: { cookie } });
  if (errors + non2xx > 0) throw new Error(`${errors + non2xx} of ${requests.total} requests for ${new URL(url).pathname} failed.`);
  return requests.average;
}

/** Asks for a PDF of the sample plan as a person does, again as soon as it is there. */
function keepMakingPdfs(origin: string, cookie: string) {
  let done = 0;
  let running = true;
  let paused: Promise<void> | undefined;
  let goOn = () => {};
  let idle = () => {};
  const one = async () => {
    const asked = await fetch(`${origin}${planPage}/programs/lcap/document`, { method: "POST", redirect: "manual", headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded" }, body: `format=pdf&copy=hearing-draft&${formKeyName}=${await formKeyAt(origin, cookie)}` });
    const exportId = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(asked.headers.get("location") ?? "")?.[0];
    if (!exportId) throw new Error(`A PDF was asked for and the answer was ${asked.status}.`);
    for (;;) {
      const { status } = (await (await fetch(`${origin}${planPage}/exports/${exportId}`, { headers: { cookie } })).json()) as { status: string };
      if (status === "done") return;
      if (status === "failed") throw new Error("A PDF failed.");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const loop = (async () => {
    while (running) {
      if (paused) {
        idle();
        await paused;
        continue;
      }
      await one();
      done += 1;
    }
  })();
  // A failure is thrown by stop(); until then it only ends the loop.
  loop.catch(() => {});
  return {
    made: async (least: number) => {
      while (done < least) await Promise.race([loop, new Promise((resolve) => setTimeout(resolve, 50))]);
    },
    /** Until the file being made is there. */
    pause: () => {
      const atRest = new Promise<void>((resolve) => (idle = resolve));
      paused = new Promise<void>((resolve) => (goOn = resolve));
      return Promise.race([atRest, loop]);
    },
    resume: async () => {
      paused = undefined;
      goOn();
    },
    stop: async () => {
      running = false;
      goOn();
      await loop;
      return done;
    },
  };
}

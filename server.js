// The web process: static files, safety headers, health, and Remix for everything else. Holds no state: any number may run.
// In development (NODE_ENV=development) Vite serves the sources instead of the build.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { constants as zlib } from "node:zlib";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express from "express";
import pg from "pg";
import { Counter, Gauge, Histogram, collectDefaultMetrics, register } from "prom-client";

const development = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT ?? 3000);
/** A narrative of 5 MB of any script, form-encoded, still arrives and gets its answer from the page. */
const largestBody = 24 * 2 ** 20;
/** What is longer counts as a file: a save of some forty pages is shorter. */
const longestSave = 128 * 1024;
const mostFilesAtOnce = 8;
/** Of one network: a file takes its place before all of it is here and before anybody knows who sends it, so nobody alone takes all places. */
const mostFilesOfOne = 4;
const setting = (name, without, least) => {
  const value = Number(process.env[name] ?? without);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`The setting ${name} is a whole number from ${least}.`);
  return value;
};
/** The address of a real installation. A password in clear text travels over no wire: https, or this very machine. */
function siteOf(words) {
  const site = URL.canParse(words ?? "") ? new URL(words) : null;
  if (!site || site.pathname !== "/" || !["https:", "http:"].includes(site.protocol)) throw new Error("The setting SITE_URL is the address at which people reach this portal, like https://plans.example.org.");
  if (site.protocol === "http:" && !["localhost", "127.0.0.1"].includes(site.hostname)) throw new Error("The setting SITE_URL begins with https: passwords and plans travel over it. Put a proxy with a certificate in front (docs/guides/operator.md).");
  return site;
}
/** More pages under way only make all of them late: with 64, 2,000 people on two cores met 614 refusals, with 16 none (npm run bench -- crowd). */
const mostAtOnce = setting("MOST_REQUESTS_AT_ONCE", 16, 1);
/** The others stand in line, saves before pages; past this many, or after so long, they are asked to come back. */
const mostWaiting = setting("MOST_REQUESTS_WAITING", 2000, 0);
const longestWait = setting("LONGEST_WAIT_SECONDS", 30, 1) * 1000;
/** Who has this token may read /metrics; without one nobody, or in a sample installation this machine. */
const metricsToken = process.env.METRICS_TOKEN;
if (metricsToken !== undefined && metricsToken.length < 32) throw new Error("The setting METRICS_TOKEN has 32 characters or more.");
const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

/** Days when the database was last changed in shape: the newest name there is what this program needs. */
const newestMigration = /"(\d{4}-\d\d-\d\d-[a-z-]+)":(?![\s\S]*"\d{4}-\d\d-\d\d-[a-z-]+":)/.exec(readFileSync(path.join(root, "db/migrate.ts"), "utf8"))?.[1];
if (!newestMigration) throw new Error("db/migrate.ts names no migration.");
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1, connectionTimeoutMillis: 3000, application_name: "plan-once-health" });
database.on("error", () => {});

// Sample mode is decided by the database's own mark, never by a setting: everybody may be any of its people, so it answers this machine only.
const { rows } = await database.query("select mode from installation");
const sample = rows[0]?.mode === "sample";
if (!sample && rows[0]?.mode !== "standard") throw new Error("This database is not prepared: start with npm start.");
const proxyHeader = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|x-client-ip|true-client-ip|cf-connecting-ip)$/;
/** Where people reach the portal; only what is asked for there is answered. */
const sites = sample ? ["localhost", "127.0.0.1"].map((name) => new URL(`http://${name}:${port}`)) : [siteOf(process.env.SITE_URL)];
const hosts = new Set(sites.map(({ host }) => host));
const origins = new Set(sites.map(({ origin }) => origin));
const secure = sites.every(({ protocol }) => protocol === "https:");
/** How many proxies stand in front, each of which adds where a request came from; the sample has none. */
const proxies = sample ? 0 : setting("TRUSTED_PROXIES", 0, 0);
const address = sample ? "127.0.0.1" : (process.env.LISTEN_ADDRESS ?? "127.0.0.1");

const refuse = (response, status, words) => response.status(status).set("Cache-Control", "no-store").type("text/plain").send(`${words}\n`);

const app = express();
app.disable("x-powered-by");
app.set("etag", false);
app.set("trust proxy", proxies);

app.get("/healthz", (_request, response) => refuse(response, 200, "ok"));
app.get("/readyz", async (_request, response) => {
  try {
    const { rows: found } = await database.query("select now() as now, exists (select 1 from kysely_migration where name = $1) as current", [newestMigration]);
    const drift = Math.abs(found[0].now.getTime() - Date.now());
    if (!found[0].current) refuse(response, 503, "The database has older tables than this program.");
    else if (drift > 2000) refuse(response, 503, `The clocks of program and database differ by ${Math.round(drift / 1000)} s.`);
    else refuse(response, 200, "ready");
  } catch {
    refuse(response.set("Retry-After", "5"), 503, "The database does not answer.");
  }
});

collectDefaultMetrics({ prefix: "plan_once_" });
const requests = new Histogram({ name: "plan_once_request_seconds", help: "Time until a page or save was answered", labelNames: ["method", "status"], buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] });
const underWay = new Gauge({ name: "plan_once_requests_under_way", help: "Pages and saves being worked on" });
new Gauge({ name: "plan_once_requests_waiting", help: "Pages and saves standing in line", collect() { this.set(line.saves.size + line.pages.size + line.files.size); } });
const turnedAway = new Counter({ name: "plan_once_requests_turned_away_total", help: "Pages and saves answered with 503 because too many were under way or waiting" });
new Gauge({ name: "plan_once_health_connections_waiting", help: "Health checks waiting for the database", collect() { this.set(database.waitingCount); } });

const digest = (words) => createHash("sha256").update(words).digest();
/** Numbers only, no names and no paths; all the same not for everybody. A path that is not for the asker looks like none. */
app.get("/metrics", async (request, response) => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const near = /^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/.test(request.socket.remoteAddress ?? "") && !Object.keys(request.headers).some((name) => proxyHeader.test(name));
  // A proxy on this machine may send no header that tells it apart, so only a sample installation, which answers nobody else, goes by the address.
  const allowed = metricsToken === undefined ? sample && near : token !== undefined && timingSafeEqual(digest(token), digest(metricsToken));
  if (!allowed) return refuse(response, 404, "There is no such page.");
  response.set({ "Content-Type": register.contentType, "Cache-Control": "no-store" }).send(await register.metrics());
});

app.use((request, response, next) => {
  const nonce = randomBytes(16).toString("base64");
  response.locals.nonce = nonce;
  response.set({
    "Content-Security-Policy": [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
      development ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      development ? "connect-src 'self' ws:" : "connect-src 'self'",
      "manifest-src 'self'",
      "frame-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  });
  if (secure) response.set("Strict-Transport-Security", "max-age=31536000");
  if (!hosts.has(request.headers.host ?? "")) return refuse(response, 421, `This copy of Plan Once answers only as ${[...origins][0]}${sample ? " on its own machine" : ""}.`);
  if (sample && Object.keys(request.headers).some((name) => proxyHeader.test(name))) return refuse(response, 400, "This copy of Plan Once holds invented data without sign-in and does not answer through a proxy.");
  if (request.method !== "GET" && request.method !== "HEAD") {
    const { origin, "sec-fetch-site": site, "content-length": length } = request.headers;
    if ((site !== undefined && site !== "same-origin" && site !== "none") || (origin !== undefined && !origins.has(origin))) return refuse(response, 403, "This came from another site and was refused.");
    if (length === undefined && request.headers["transfer-encoding"] !== undefined) return refuse(response, 411, "Say how long the text is (Content-Length).");
    if (Number(length ?? 0) > largestBody) return refuse(response.set("Connection", "close"), 413, `This is larger than ${largestBody / 2 ** 20} MB; send it in parts.`);
  }
  next();
});
// Limits count by the connection's own address, whatever the request says.
app.use((request, _response, next) => {
  request.headers["plan-once-address"] = request.ip ?? "";
  next();
});
// A page is made for one person and sent once: packed quickly it is a tenth larger and costs a third. What all keep is packed well.
const pack = compression();
const packQuickly = compression({ level: 1, brotli: { params: { [zlib.BROTLI_PARAM_QUALITY]: 1 } } });
app.use((request, response, next) => (request.path.startsWith("/assets/") ? pack : packQuickly)(request, response, next));

// What says nothing else about keeping is somebody's own page or data: no browser and no proxy keeps it.
app.use((_request, response, next) => {
  const writeHead = response.writeHead;
  response.writeHead = (...given) => {
    if (!response.hasHeader("Cache-Control")) response.setHeader("Cache-Control", "no-store");
    response.locals.leave?.();
    return writeHead.apply(response, given);
  };
  next();
});

let build;
if (development) {
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({ server: { middlewareMode: true } });
  app.use(vite.middlewares);
  build = () => vite.ssrLoadModule("virtual:remix/server-build");
} else {
  app.use("/assets", express.static(path.join(root, "build/client/assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  // Only what is there is looked for on the disk: nearly everything else asked for is a page.
  const files = new Set(readdirSync(path.join(root, "build/client")));
  const serveFile = express.static(path.join(root, "build/client"), { maxAge: "1h", index: false, redirect: false });
  app.use((request, response, next) => (files.has(request.path.split("/")[1]) ? serveFile(request, response, next) : next()));
  build = await import("./build/server/index.js");
}
let atWork = 0;
let filesAtWork = 0;
/** Files at work by the network they come from: an IPv4 address, or the /64 of an IPv6 one. */
const filesFrom = new Map();
function networkOf(address) {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (!plain.includes(":")) return plain;
  const [front, back] = `${plain}::`.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  return [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back].slice(0, 4).join(":");
}
const countFile = (from, by) => {
  filesAtWork += by;
  const now = (filesFrom.get(from) ?? 0) + by;
  if (now > 0) filesFrom.set(from, now);
  else filesFrom.delete(from);
};
const hasPlaceForFile = (from) => filesAtWork < mostFilesAtOnce && (filesFrom.get(from) ?? 0) < mostFilesOfOne;
/** Whoever waits, in the order they came; a set keeps it and lets go of who hangs up. */
const line = { saves: new Set(), pages: new Set(), files: new Set() };
const letIn = () => {
  for (const waiting of [line.saves, line.pages, line.files]) {
    for (const start of waiting) {
      if (atWork >= mostAtOnce) break;
      if (waiting === line.files && !hasPlaceForFile(start.from)) continue;
      waiting.delete(start);
      start();
    }
  }
};
/** Once the body is here: what is sent slowly, or never, keeps nobody else's place. A file is too large to wait for; few are worked on at once. */
const whenSent = (request, then) => {
  const look = () => {
    if (!request.complete) return;
    request.off("readable", look);
    then();
  };
  request.on("readable", look);
  look();
};
app.all("*", (request, response, next) => {
  const reads = request.method === "GET" || request.method === "HEAD";
  const isFile = Number(request.headers["content-length"] ?? 0) > longestSave;
  const waiting = isFile ? line.files : reads ? line.pages : line.saves;
  const done = requests.startTimer({ method: reads || request.method === "POST" ? request.method : "other" });
  let gone = false;
  const turnAway = () => {
    waiting.delete(start);
    turnedAway.inc();
    refuse(response.set("Retry-After", "5"), 503, "Too many people ask at once. Wait a few seconds and try again; what you typed is still in your browser.");
  };
  let tooLong;
  const start = () => {
    clearTimeout(tooLong);
    underWay.set((atWork += 1));
    if (isFile) countFile(start.from, 1);
    // The work is done when the answer begins: a slow reader of a long file keeps nobody waiting.
    response.locals.leave = () => {
      response.locals.leave = undefined;
      underWay.set((atWork -= 1));
      if (isFile) countFile(start.from, -1);
      letIn();
    };
    next();
  };
  start.from = networkOf(request.ip ?? "");
  response.once("close", () => {
    gone = true;
    clearTimeout(tooLong);
    waiting.delete(start);
    // What was asked for is still being worked on: asking and hanging up makes no room.
    if (response.locals.leave) setTimeout(response.locals.leave, 1000);
    response.locals.leave = undefined;
    done({ status: `${String(response.statusCode)[0]}xx` });
  });
  const stand = () => {
    if (gone) return;
    if (line.saves.size + line.pages.size + line.files.size >= mostWaiting && atWork >= mostAtOnce) return turnAway();
    tooLong = setTimeout(turnAway, longestWait);
    waiting.add(start);
    letIn();
  };
  if (reads || isFile) stand();
  else whenSent(request, stand);
});
/** Addresses that only take what a form sends, as patterns: whoever opens one is told so in words. */
function formsOnly(routes) {
  const pathTo = ({ parentId, path: own }) => [...(routes[parentId] ? [pathTo(routes[parentId])] : []), own ?? ""].filter((part) => part !== "").join("/");
  const pattern = (part) => (part.startsWith(":") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return Object.values(routes)
    .filter(({ module }) => module.action && !module.loader && !module.default)
    .map((route) => new RegExp(`^/${pathTo(route).split("/").map(pattern).join("/")}/?$`));
}
const takeForms = development ? [] : formsOnly(build.routes ?? {});
app.all("*", (request, response, next) => {
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads || !takeForms.some((address) => address.test(request.path))) return next();
  refuse(response.set("Allow", "POST"), 405, "There is no page here: this address only takes what a form of the portal sends. Go back to that form.");
});
const answer = createRequestHandler({ build, mode: process.env.NODE_ENV, getLoadContext: (_request, response) => ({ nonce: response.locals.nonce }) });
app.all("*", (request, response, next) => answer(request, response, next).finally(() => response.locals.leave?.()));
// Express knows a middleware for errors by its four arguments.
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- the fourth is what it counts
app.use((fault, _request, response, _next) => {
  const status = fault.status >= 400 && fault.status < 500 ? fault.status : 500;
  if (status === 500) console.error(JSON.stringify({ level: 50, msg: "request failed", name: fault.name, code: fault.code, at: fault.stack?.split("\n").filter((line) => line.startsWith("    at ")).slice(0, 6) }));
  if (response.headersSent) response.destroy();
  else refuse(response, status, status === 404 ? "There is no such file." : status === 500 ? "Something went wrong here. Try again." : "This request cannot be read.");
});

// A save is kept in the connection until all of it is here.
const server = createServer({ highWaterMark: longestSave + 64 * 1024 }, app).listen(port, address);
server.headersTimeout = 15_000;
server.requestTimeout = 60_000;
server.keepAliveTimeout = 65_000;
server.once("error", (fault) => {
  console.error(fault.code === "EADDRINUSE" ? `Port ${port} is taken.` : fault.message);
  process.exit(1);
});

let stopping = false;
/** Lets requests under way end, then goes. */
function stop() {
  if (stopping) return;
  stopping = true;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 8000).unref();
  setTimeout(() => process.exit(0), 10_000).unref();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
// The launcher is gone, killed perhaps: nobody would stop us later.
process.on("disconnect", stop);
if (process.connected === false) stop();

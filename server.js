// The web process: static files, safety headers, health, and Remix for everything else. Holds no state: any number may run.
// In development (NODE_ENV=development) Vite serves the sources instead of the build.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express from "express";
import pg from "pg";

const development = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT ?? 3000);
/** A narrative of 5 MB of any script, form-encoded, still arrives and gets its answer from the page. */
const largestBody = 24 * 2 ** 20;
const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

/** Days when the database was last changed in shape: the newest name there is what this program needs. */
const newestMigration = /"(\d{4}-\d\d-\d\d-[a-z-]+)":(?![\s\S]*"\d{4}-\d\d-\d\d-[a-z-]+":)/.exec(readFileSync(path.join(root, "db/migrate.ts"), "utf8"))?.[1];
if (!newestMigration) throw new Error("db/migrate.ts names no migration.");
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1, connectionTimeoutMillis: 3000, application_name: "plan-once-health" });
database.on("error", () => {});

// Sample mode is decided by the database's own mark, never by a setting. Without sign-in there is nothing else to run.
const { rows } = await database.query("select mode from installation");
if (rows[0]?.mode !== "sample") {
  console.error("This database is not the sample installation, and this version has no sign-in yet: it does not start here.");
  process.exit(1);
}
/** Nobody signs in, so nobody but this machine may ask: loopback only, by its own name, never through a proxy. */
const address = "127.0.0.1";
const hosts = new Set([`localhost:${port}`, `127.0.0.1:${port}`, ...(port === 80 ? ["localhost", "127.0.0.1"] : [])]);
const proxyHeader = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|x-client-ip|true-client-ip|cf-connecting-ip)$/;

const refuse = (response, status, words) => response.status(status).set("Cache-Control", "no-store").type("text/plain").send(`${words}\n`);

const app = express();
app.disable("x-powered-by");
app.set("etag", false);

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
  if (!hosts.has(request.headers.host ?? "")) return refuse(response, 421, `This copy of Plan Once answers only as http://localhost:${port} on its own machine.`);
  if (Object.keys(request.headers).some((name) => proxyHeader.test(name))) return refuse(response, 400, "This copy of Plan Once holds invented data without sign-in and does not answer through a proxy.");
  if (request.method !== "GET" && request.method !== "HEAD") {
    const { origin, "sec-fetch-site": site, "content-length": length } = request.headers;
    if ((site !== undefined && site !== "same-origin" && site !== "none") || (origin !== undefined && !hosts.has(origin.replace(/^http:\/\//, "")))) return refuse(response, 403, "This came from another site and was refused.");
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
app.use(compression());

let build;
if (development) {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true } });
  app.use(vite.middlewares);
  build = () => vite.ssrLoadModule("virtual:remix/server-build");
} else {
  app.use("/assets", express.static(path.join(root, "build/client/assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(path.join(root, "build/client"), { maxAge: "1h", index: false, redirect: false }));
  build = await import("./build/server/index.js");
}
app.all("*", createRequestHandler({ build, mode: process.env.NODE_ENV, getLoadContext: (_request, response) => ({ nonce: response.locals.nonce }) }));
// Express knows a middleware for errors by its four arguments.
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- the fourth is what it counts
app.use((fault, _request, response, _next) => {
  const status = fault.status >= 400 && fault.status < 500 ? fault.status : 500;
  if (status === 500) console.error(JSON.stringify({ level: 50, msg: "request failed", name: fault.name, code: fault.code, at: fault.stack?.split("\n").filter((line) => line.startsWith("    at ")).slice(0, 6) }));
  if (response.headersSent) response.destroy();
  else refuse(response, status, status === 404 ? "There is no such file." : status === 500 ? "Something went wrong here. Try again." : "This request cannot be read.");
});

const server = app.listen(port, address);
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

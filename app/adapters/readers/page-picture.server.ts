// A page of a PDF as a picture, drawn in a process of its own that has little memory and little time: a bad file ends that process and nothing else.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "#schemas/app-error.ts";

const longestSide = 1600;
const largestPicture = 12 * 2 ** 20;
/** In one process of the portal: each takes a processor for about a second. */
const mostAtOnce = 2;
const mostWaiting = 12;

/** Beside this module, or above it where the build has moved it, or where the process was started. */
function script(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    const found = [join(folder, "draw-page.js"), join(folder, "app/adapters/readers/draw-page.js")].find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return join(process.cwd(), "app/adapters/readers/draw-page.js");
  }
}

function refusalOf(code: number | null): AppError {
  if (code === null) return new AppError("too-large", "This page needs more memory or time to draw than there is for one page.");
  if (code === 66) return new AppError("invalid", "This PDF opens only with a password; its pages cannot be drawn.");
  if (code === 67) return new AppError("not-found", "This PDF has no such page.");
  if (code === 68) return new AppError("unavailable", "Pages cannot be drawn on this installation: the optional package @napi-rs/canvas is not there.");
  return new AppError("invalid", "This page of the PDF cannot be drawn: it is damaged.");
}

/** How many pages it has; opened in a process of its own like a page that is drawn. Throws as drawing does. */
export async function countPdfPages(bytes: Uint8Array): Promise<number> {
  return Number(new TextDecoder().decode(await drawPdfPage(bytes, 0)));
}

let underWay = 0;
const waiting: (() => void)[] = [];

/**
 * The page (from 1) as WebP, 1600 pixels on its longer side.
 * Throws AppError: "invalid" for a page that cannot be drawn, "not-found" beyond the last page, "too-large" where memory or time did not suffice, "unavailable" when too many pages are being drawn.
 */
export async function drawPdfPage(bytes: Uint8Array, page: number, limits = { milliseconds: 15_000, memory: 600 * 2 ** 20 }): Promise<Uint8Array> {
  if (underWay >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw new AppError("unavailable", "Many pages are being drawn right now. Try again in a moment.");
    await new Promise<void>((resume) => waiting.push(resume));
  } else underWay += 1;
  try {
    return await drawn(bytes, page, limits);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

function drawn(bytes: Uint8Array, page: number, limits: { milliseconds: number; memory: number }): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // No setting of the portal goes along: the process that reads a stranger's file knows no secret.
    const child = spawn(process.execPath, ["--max-old-space-size=256", script(), String(page), String(longestSide), String(limits.memory), String(limits.milliseconds)], { env: { NODE_ENV: "production" }, stdio: ["pipe", "pipe", "ignore"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), limits.milliseconds);
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (part: Buffer) => {
      size += part.byteLength;
      if (size > largestPicture) child.kill("SIGKILL");
      else parts.push(part);
    });
    // It may end before it has read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(bytes);
    child.once("error", (cause) => {
      clearTimeout(timer);
      reject(new AppError("unavailable", "Pages cannot be drawn right now.", { cause }));
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      if (code === 0 && size > 0) resolve(Buffer.concat(parts));
      else reject(refusalOf(code));
    });
  });
}

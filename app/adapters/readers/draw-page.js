// A process of its own that draws one page of a PDF: bytes on standard input, a WebP picture on standard output; for page 0 the number of pages. It is given a page number, the longest side in pixels, the most memory in bytes and the most time in milliseconds.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** What the one who started this process says in words. */
const refusals = { damaged: 65, locked: 66, noPage: 67, noCanvas: 68 };

const [number, longestSide, mostMemory, mostTime] = process.argv.slice(2).map(Number);
// A page can hold pictures that unpack to far more than it weighs, or paint for hours; drawing does not pause to look, so a second thread does. The one who started this may be gone by then.
new Worker(`setInterval(() => { if (process.memoryUsage.rss() > ${mostMemory}) process.kill(process.pid, "SIGKILL"); }, 25); setTimeout(() => process.kill(process.pid, "SIGKILL"), ${mostTime});`, { eval: true }).unref();

const parts = [];
for await (const part of process.stdin) parts.push(part);

const folder = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
try {
  if (number > 0) createRequire(path.join(folder, "package.json")).resolve("@napi-rs/canvas");
} catch {
  process.exit(refusals.noCanvas);
}
const { GlobalWorkerOptions, getDocument } = await import(pathToFileURL(path.join(folder, "legacy/build/pdf.min.mjs")).href);
GlobalWorkerOptions.workerSrc = pathToFileURL(path.join(folder, "legacy/build/pdf.worker.min.mjs")).href;
try {
  const pdf = await getDocument({
    data: new Uint8Array(Buffer.concat(parts)),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    maxImageSize: 16_000_000,
    cMapUrl: `${path.join(folder, "cmaps")}/`,
    cMapPacked: true,
    standardFontDataUrl: `${path.join(folder, "standard_fonts")}/`,
  }).promise;
  if (number > pdf.numPages) process.exit(refusals.noPage);
  if (number === 0) {
    await new Promise((written) => process.stdout.write(String(pdf.numPages), written));
    process.exit(0);
  }
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longestSide / Math.max(width, height) });
  const { canvas } = pdf.canvasFactory.create(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  await page.render({ canvas, viewport }).promise;
  const picture = await canvas.encode("webp", 78);
  process.stdout.write(picture, () => process.exit(0));
} catch (error) {
  process.exit(error?.name === "PasswordException" ? refusals.locked : refusals.damaged);
}

// The process that reads one PDF for whoever started it, says each page, and ends.
import { Worker } from "node:worker_threads";
import { AppError } from "#schemas/app-error.ts";
import type { Asked, Told } from "./pdf-apart.server.ts";
import { readPdf } from "./pdf.server.ts";

const tell = (told: Told) => new Promise<void>((resolve) => (process.send ? process.send(told, () => resolve()) : resolve()));

process.once("message", (asked: Asked) => void answer(asked));
// Nobody is left to read for.
process.once("disconnect", () => process.exit());

async function answer({ bytes, options, mostMemory }: Asked): Promise<void> {
  // What a file unpacks to lies outside the heap that Node limits; reading does not pause to look, so a second thread does.
  new Worker(`setInterval(() => { if (process.memoryUsage.rss() > ${mostMemory}) process.kill(process.pid, "SIGKILL"); }, 50);`, { eval: true }).unref();
  try {
    await tell({ document: await readPdf(bytes, { ...options, onPage: (page, pages) => void tell({ page, pages }) }) });
  } catch (error) {
    await tell(error instanceof AppError ? { refusal: { code: error.code, message: error.message } } : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

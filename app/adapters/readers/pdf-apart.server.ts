// A PDF read in a process of its own that has little memory and must go on: a file made to do harm ends that process and nothing else.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { AppError } from "#schemas/app-error.ts";
import type { AppErrorCode } from "#schemas/app-error.ts";
import type { ReadableDocument, ReadingOptions } from "#schemas/readable-document.ts";
import { pdfLoading } from "./pdf-loading.server.ts";

/** What can be told to another process. */
export type Asked = { bytes: Uint8Array; options: Omit<ReadingOptions, "onPage" | "signal">; mostMemory: number };
export type Told = { page: number; pages: number } | { document: ReadableDocument } | { refusal: { code: AppErrorCode; message: string } } | { fault: string };

/**
 * As readPdf. `memory`: the most bytes its process may hold; `milliseconds`: the longest without a further page.
 * Throws AppError "too-large" where these do not suffice, and what stopped it where `signal` did.
 */
export function readPdfApart(bytes: Uint8Array, { onPage, signal, ...options }: ReadingOptions = {}, { memory, milliseconds } = { memory: 900 * 2 ** 20, milliseconds: 60_000 }): Promise<ReadableDocument> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // No setting of the portal goes along: the process that reads a stranger's file knows no secret.
    const child = fork(fileURLToPath(new URL("./read-pdf-apart.server.ts", import.meta.url)), {
      env: { NODE_ENV: "production" },
      execArgv: [`--max-old-space-size=${Math.ceil((memory / 2 ** 20) * 0.7)}`, ...pdfLoading],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const tooMuch = () => end(() => reject(new AppError("too-large", "This PDF needs more memory or time to read than there is for one document. Is it the plan alone? Save it again from the program it was made with, and try that file.")));
    const stopped = () => end(() => reject(signal?.reason as Error));
    let timer = setTimeout(tooMuch, milliseconds);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stopped);
      child.removeAllListeners().kill("SIGKILL");
      settle();
    };
    signal?.addEventListener("abort", stopped);
    child.on("message", (told: Told) => {
      if ("document" in told) return end(() => resolve(told.document));
      if ("refusal" in told) return end(() => reject(new AppError(told.refusal.code, told.refusal.message)));
      if ("fault" in told) return end(() => reject(new Error(told.fault)));
      clearTimeout(timer);
      timer = setTimeout(tooMuch, milliseconds);
      onPage?.(told.page, told.pages);
    });
    child.once("error", (cause) => end(() => reject(new AppError("unavailable", "Documents cannot be read right now.", { cause }))));
    child.once("exit", tooMuch);
    child.send({ bytes, options, mostMemory: memory } satisfies Asked, () => {});
  });
}

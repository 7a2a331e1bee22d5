// The errors a person can do something about. Anything else is a fault and travels to the error page.

export type AppErrorCode = "not-found" | "signed-out" | "forbidden" | "conflict" | "sent-before" | "invalid" | "too-large" | "unavailable";

/** Thrown by services and loaders; `message` is written for the person who asked. */
export class AppError extends Error {
  constructor(
    readonly code: AppErrorCode,
    message: string,
    readonly detail?: unknown,
  ) {
    super(message);
    this.name = "AppError";
  }
}

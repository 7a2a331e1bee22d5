// The errors a person can do something about. Anything else is a fault and travels to the error page.

export type AppErrorCode = "not-found" | "signed-out" | "confirm-first" | "too-many" | "forbidden" | "conflict" | "sent-before" | "stale-form" | "invalid" | "too-large" | "unavailable";

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

/** A form that waits for its person to confirm that it is theirs: where it was posted and all it said, its key included. `password`: theirs is asked too; `wrong`: the one typed did not fit. */
export type AskedAgain = { to: string; fields: [string, string][]; password: boolean; wrong: boolean };

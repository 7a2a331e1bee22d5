// A database whose connection breaks after it has said yes: what was written stands, and nobody heard of it.
import type { Database } from "#db/client.server.ts";

/** `at`: the transaction after which the connection breaks, from 1. */
export function breaksOnCommit(db: Database, at: number): Database {
  let transactions = 0;
  return new Proxy(db, {
    get: (target, name) =>
      name !== "transaction" ? (Reflect.get(target, name) as unknown) : () => ({
        execute: async (work: Parameters<ReturnType<Database["transaction"]>["execute"]>[0]) => {
          const result: unknown = await target.transaction().execute(work);
          transactions += 1;
          if (transactions === at) throw new Error("Connection terminated unexpectedly");
          return result;
        },
      }),
  });
}

// A database whose connection breaks just after it said yes to one transaction.
import type { Database } from "#db/client.server.ts";

/** `of`: which transaction from now on is written and never heard of. */
export function unheardCommit(db: Database, of: number): Database {
  let transactions = 0;
  return new Proxy(db, {
    get: (target, name) =>
      name !== "transaction" ? (Reflect.get(target, name) as unknown) : () => ({
        execute: async (work: Parameters<ReturnType<typeof db.transaction>["execute"]>[0]) => {
          const result: unknown = await target.transaction().execute(work);
          transactions += 1;
          if (transactions === of) throw new Error("Connection terminated unexpectedly");
          return result;
        },
      }),
  });
}
